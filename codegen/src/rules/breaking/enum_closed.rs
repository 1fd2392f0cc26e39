//! An open enum that became closed.

use tdproto_schema::model::{Openness, TypeKind};

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-closed",
    about: "An open enum is closed now.",
    category: Category::Wire,
    client: "error",
    server: "info, error for generated code",
    explanation: "\
Old clients keep values that they were sent and send them back; the server takes no other values now
than those that are listed. Old clients that read the enum see nothing new.",
    mirror: Mirror::Rule("enum-opened"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [_, new] = context.ty(change)?;
    let TypeKind::Enum(found) = &new.filter(|_| change.what == What::Openness)?.kind else {
        return None;
    };
    if found.openness != Openness::Closed {
        return None;
    }
    let unknown = Verdict::error("there are values that the closed enum does not have");
    Some(
        Judged::new(format!("enum `{}` is closed now", context.subject(change)))
            .labels("open", "closed now")
            .client(
                unknown
                    .of(Category::Wire)
                    .shown_by(Poke::Put(minimal::unlisted(found))),
            )
            .server(Verdict::info("no other values come any more").error_on_source())
            .help("keep it open; close only enums that never grow"),
    )
}
