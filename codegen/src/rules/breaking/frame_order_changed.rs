//! Kinds of frames that receivers try in another order.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, Side, What, overtaking};

pub(super) const RULE: Rule = Rule {
    id: "frame-order-changed",
    about: "The order of two kinds of frames changed, which decides.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
A frame is of the first kind, in the order of the file, whose constants and places it has. Some frames
fit both kinds, and peers of the two versions take them for different ones. Keep the order, or give
one of the kinds a constant that the other does not have.",
    mirror: Mirror::Rule("frame-order-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (What::Precedence, Part::Frame(Side::Both(old, new))) = (change.what, &change.part) else {
        return None;
    };
    let other = overtaking(context.pairs, (*old, *new))?;
    let message = format!(
        "frame `{}` now comes after frame `{}`, and some frames fit both",
        context.subject(change),
        context.pairs.new.frame(other).name
    );
    let taken = Verdict::error("they take a frame for another kind");
    Some(
        Assessment::new(message)
            .both(taken.of(Category::Wire))
            .help("keep the order of the kinds of frames"),
    )
}
