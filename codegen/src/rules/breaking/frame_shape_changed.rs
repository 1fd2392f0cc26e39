//! A kind of frame that is drawn otherwise.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, Part, Side, What, place_presence, words};

pub(super) const RULE: Rule = Rule {
    id: "frame-shape-changed",
    about: "The shape of a kind of frame changed.",
    category: Category::Wire,
    client: "error; info, if places may be missing now",
    server: "error; info, if places must be there now",
    explanation: "\
A receiver finds the kind of a frame by its constants and places, and the values in those places. With
another constant, or with a value in another place, peers of the two versions reject the frames of
each other. The order of keys does not matter. Fields that come or go are reported as fields. Draw
another kind of frame. A place whose `?` comes or goes breaks only readers that need it: generated
code changes in both directions.",
    mirror: Mirror::Rule("frame-shape-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::Shape {
        return None;
    }
    let words = words(context.pairs, change);
    let message = format!(
        "the shape of frame `{}` changed: {words}",
        context.subject(change)
    );
    let assessment = Assessment::new(message);
    let places = if let Part::Frame(Side::Both(old, new)) = change.part {
        place_presence(context.pairs, (old, new))
    } else {
        None
    };
    let Some(places) = places else {
        let refused = Verdict::error("they do not find its constants and places");
        return Some(
            assessment
                .both(refused.of(Category::Wire).shown_by(Mutation::AsIs))
                .help("draw another kind of frame"),
        );
    };
    // The writer leaves out what the reader needs, or the reader allows more than the writer does.
    let verdict = |is_refused: bool| match is_refused {
        true => Verdict::error("a place that they need may be missing")
            .of(Category::Wire)
            .shown_by(Mutation::AsIs),
        false => Verdict::info("they find all that they need").error_on_source(),
    };
    Some(
        assessment
            .client(verdict(places.became_required))
            .server(verdict(places.became_optional))
            .help(match places.became_required {
                true => "keep the `?` of the place",
                false => "write no `?` at the place",
            }),
    )
}
