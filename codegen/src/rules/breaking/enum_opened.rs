//! A closed enum that became open.

use tdproto_schema::model::{Openness, TypeKind};

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-opened",
    about: "A closed enum is open now.",
    category: Category::Wire,
    client: "info, error for generated code",
    server: "error",
    explanation: "\
Old clients that read it take no other values than those that were listed, and others may come now.
What old clients send still fits.",
    mirror: Mirror::Rule("enum-closed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [_, new] = context.ty(change)?;
    let TypeKind::Enum(found) = &new.filter(|_| change.what == What::Openness)?.kind else {
        return None;
    };
    if found.openness != Openness::Open {
        return None;
    }
    let unknown = Verdict::error("there are values that the closed enum did not have");
    Some(
        Judged::new(format!("enum `{}` is open now", context.subject(change)))
            .labels("closed", "open now")
            .client(Verdict::info("what old clients send still fits").error_on_source())
            .server(
                unknown
                    .of(Category::Wire)
                    .shown_by(Poke::Put(minimal::unlisted(found))),
            )
            .help("keep other values from clients that are older"),
    )
}
