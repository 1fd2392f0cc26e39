//! A value that an enum lost.

use tdproto_schema::model::Openness;

use super::Context;
use super::removed_without_deprecation::removal_help;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-removed",
    about: "An enum lost a value.",
    category: Category::Wire,
    client: "error",
    server: "info on the wire, error for generated code",
    explanation: "\
Old clients go on sending it, and the server has no meaning for it any more. Old clients that read the
enum never meet it again, which breaks nobody; code that names it does not compile when types are
generated again. Deprecate it first, then leave a tombstone in the enum's `removed` table.",
    mirror: Mirror::None(
        "an open enum lets clients keep values that they do not know; a server has to act on them",
    ),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    let [(_, value), (new, _)] = context.value(change)?;
    let value = value.filter(|_| change.what == What::Removed)?;
    let category = match new.openness {
        Openness::Closed => Category::Wire,
        Openness::Open => Category::Json,
    };
    let unknown = Verdict::error("the value is none that they know").of(category);
    let subject = context.subject(change);
    Some(
        Judged::new(format!("value `{subject}` is gone"))
            .labels("it was declared here", "not among these any more")
            .client(unknown.shown_by(Poke::Put(minimal::on_wire(&value.value))))
            .server(Verdict::info("it never comes any more").error_on_source())
            .help(removal_help(&value.docs)),
    )
}
