//! A type or event in another topic.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Part, What, noun, words};

pub(super) const RULE: Rule = Rule {
    id: "type-moved",
    about: "A type or event moved to another topic.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
Topics are not on the wire. They are modules of generated code, so imports have to change.",
    mirror: Mirror::Rule("type-moved"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (Part::Type(_) | Part::Event(_), What::Moved) = (&change.part, change.what) else {
        return None;
    };
    let (noun, subject) = (noun(context.pairs, &change.part), context.subject(change));
    let words = words(context.pairs, change);
    let verdict = Verdict::error("code has to import it from another module");
    Some(
        Assessment::new(format!("{noun} `{subject}` moved: {words}"))
            .labels("the old topic", "the new topic")
            .both(verdict.of(Category::Source)),
    )
}
