//! The rule `target-keyword`.

use std::collections::BTreeMap;

use tdproto_schema::{Severity, Span};

use super::{Check, Level, LintContext, LintRule, RuleOption};
use crate::naming::Convention;
use crate::report::Finding;

/// The rule against names that are keywords. Such a name has to be escaped at every use.
pub(super) const RULE: LintRule = LintRule {
    id: "target-keyword",
    level: Level::Basic,
    severity: Severity::Info,
    about: "No field or value is named like a keyword of a language that is generated.",
    explanation: "\
Generated code escapes a keyword and works, but every user of the field has to write `r#type` from
then on. Choose another name for a new field, or another name in code only: `name = \"…\"`. List keys
that are already on the wire: `target-keyword = { allow = [\"type\"] }`. The languages are those that
`tdproto generate` makes by itself; `languages` of `[generate]` names them.",
    options: &[RuleOption::Allow],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    for field in context.own_fields() {
        let name = field
            .field
            .code_name
            .as_deref()
            .unwrap_or(&field.field.name);
        if context.allows(name) {
            continue;
        }
        let escaped = escaped(context, |convention| {
            let cased = convention.fields.apply(name);
            ((convention.field_ident)(&cased), cased)
        });
        let help = "`name = \"…\"` gives it another name in code; the wire does not change";
        let span = context.field_span(&field);
        let finding = finding(context, field.subject(), name, span, &escaped);
        found.extend(finding.map(|finding| finding.help(help)));
    }
    for value in context.values() {
        let name = &value.value.name;
        if context.allows(name) {
            continue;
        }
        let escaped = escaped(context, |convention| {
            let cased = convention.values.apply(name);
            ((convention.value_ident)(&cased), cased)
        });
        let help = format!(
            "choose another short name, and add `value = \"{name}\"`: the wire does not change"
        );
        let span = context.value_span(&value);
        let finding = finding(context, value.subject(), name, span, &escaped);
        found.extend(finding.map(|finding| finding.help(help)));
    }
}

/// Returns the escaped form of a name in the languages that it is a keyword of. These change the
/// name although it is an identifier.
fn escaped(
    context: &LintContext<'_>,
    ident: impl Fn(&Convention) -> (String, String),
) -> BTreeMap<&'static str, String> {
    let conventions = context.backends().map(|backend| backend.convention());
    let escaped = conventions.filter_map(|convention| {
        let (ident, cased) = ident(convention);
        (ident != cased && is_identifier(&cased)).then_some((convention.language, ident))
    });
    escaped.collect()
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn finding(
    context: &LintContext<'_>,
    subject: String,
    name: &str,
    span: Span,
    escaped: &BTreeMap<&str, String>,
) -> Option<Finding> {
    let languages: Vec<_> = escaped.keys().copied().collect();
    let idents: Vec<_> = escaped.values().map(|ident| format!("`{ident}`")).collect();
    if languages.is_empty() {
        return None;
    }
    let message = format!("`{name}` is a keyword of {}", languages.join(" and "));
    let label = format!("is {} there", idents.join(" and "));
    Some(context.finding(subject, message).at(span, label))
}
