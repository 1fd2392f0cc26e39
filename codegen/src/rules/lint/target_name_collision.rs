//! The rule `target-name-collision`.

use tdproto_schema::{Code, Diagnostic, Severity};

use super::{Check, Level, LintContext, LintRule};
use crate::naming::{self, Renames};
use crate::report::Finding;
use crate::views::InputViews;

/// The rule that names which differ on the wire differ in the code of every language that is
/// generated.
pub(super) const RULE: LintRule = LintRule {
    id: "target-name-collision",
    level: Level::Basic,
    severity: Severity::Error,
    about: "No two names are equal in generated code, and none hides a reserved name.",
    explanation: "\
Every language has naming conventions, and in some of them `user_id` and `userId` become one name.
Code cannot be generated then: give a field or an event another name in code with `name = \"…\"`. Type
names that generated code reserves, such as Rust's `Option`, are generated under another name and
reported as warnings. The languages are those that `tdproto generate` makes by itself; `languages` of
`[generate]` names them.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let views = InputViews::new(context.model());
    for backend in context.backends() {
        let (_, diagnostics) = naming::plan(
            context.model(),
            context.origins(),
            &views,
            backend.convention(),
            &Renames::new(),
        );
        let language = backend.convention().language;
        found.extend(
            diagnostics
                .iter()
                .map(|diagnostic| finding(context, diagnostic, language)),
        );
    }
}

fn finding(context: &LintContext<'_>, found: &Diagnostic, language: &str) -> Finding {
    let part = found.span().and_then(|span| context.part_at(span));
    let subject = match part {
        Some(part) => format!("{part} in {language}"),
        // Topics are files, and have no place.
        None => found.message.clone(),
    };
    let severity = if found.code == Code::NameReserved {
        context.severity.max(Severity::Warning)
    } else {
        context.severity
    };
    Finding {
        severity,
        labels: found.labels.clone(),
        help: found.help.clone(),
        ..context.finding(subject, &found.message)
    }
}
