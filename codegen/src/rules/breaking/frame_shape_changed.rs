//! A kind of frame that is drawn otherwise.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What, words};

pub(super) const RULE: Rule = Rule {
    id: "frame-shape-changed",
    about: "The shape of a kind of frame changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
A receiver finds the kind of a frame by its constants and places, and the values in those places. With
another constant, or with a value in another place, peers of the two versions reject the frames of
each other. The order of keys does not matter. Fields that come or go are reported as fields. Draw
another kind of frame.",
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
    let refused = Verdict::error("they do not find its constants and places");
    Some(
        Assessment::new(message)
            .both(refused.of(Category::Wire).shown_by(Mutation::AsIs))
            .help("draw another kind of frame"),
    )
}
