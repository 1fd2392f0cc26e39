//! A type of generated code for what clients send that changed.

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "input-view-changed",
    about: "The type that clients send changed in generated code.",
    category: Category::Source,
    client: "error for generated code",
    server: "error for generated code, if the input view was removed",
    explanation: "\
An entity with a readonly field, or with a field that leads to one, has a second type in generated
code. `MessageInput` is `Message` as a client sends it. The first such field makes the events of
clients take the second type; removing the last one removes it. Code that names the other type does
not compile. Move fields that only the server sets into another entity that includes this one.",
    mirror: Mirror::None("only the server sends readonly fields"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let (What::Added | What::Removed | What::Access | What::Type(_)) = change.what else {
        return None;
    };
    let [old, new] = context.views();
    let mut entities = context.entities(change).into_iter();
    let (before, now) = entities.find(|(before, now)| old.differs(*before) != new.differs(*now))?;
    let name = &context.pairs.new.ty(now).name;
    let verdict = |effect: &str| Verdict::error(effect).of(Category::Source);
    let assessment = if old.differs(before) {
        let message = format!("`{name}` lost its input view: clients send `{name}`");
        Assessment::new(message).both(verdict("code that names the input view does not compile"))
    } else if context.code_scope(change).unreached {
        // Nobody makes events of it.
        return None;
    } else {
        let message = format!("`{name}` gained an input view: clients send `{name}Input`");
        let effect = "code that makes events of clients has to use the input view";
        Assessment::new(message).client(verdict(effect))
    };
    Some(
        assessment.labels("before", "changed here").help(
            "move fields that only the server sets into another entity that includes this one",
        ),
    )
}
