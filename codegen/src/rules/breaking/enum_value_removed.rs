//! A value that an enum lost.

use tdproto_schema::model::Openness;

use super::Context;
use super::removal::removal_help;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};
use crate::sample::minimal;

pub(super) const RULE: Rule = Rule {
    id: "enum-value-removed",
    about: "A value was removed from an enum.",
    category: Category::Wire,
    client: "error",
    server: "info on the wire, error for generated code",
    explanation: "\
Old clients still send the value, and the server no longer handles it. Old clients that read the
enum never receive it again, which breaks nobody. Code that names it does not compile after types
are generated again. Deprecate the value first, then leave a tombstone in the enum's `removed`
table.",
    mirror: Mirror::None(
        "clients keep unknown values of an open enum; a server has to act on them",
    ),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let [(_, value), (new, _)] = context.value(change)?;
    let value = value.filter(|_| change.what == What::Removed)?;
    let category = match new.openness {
        Openness::Closed => Category::Wire,
        Openness::Open => Category::Json,
    };
    let unknown = Verdict::error("they do not know the value").of(category);
    let subject = context.subject(change);
    Some(
        Assessment::new(format!("value `{subject}` was removed"))
            .labels("it was declared here", "removed here")
            .client(unknown.shown_by(Mutation::Put(minimal::on_wire(&value.value))))
            .server(Verdict::info("the server no longer sends it").error_on_source())
            .help(removal_help(&value.docs)),
    )
}
