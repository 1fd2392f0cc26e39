//! The rule `example-missing`.

use std::collections::BTreeSet;

use tdproto_schema::Severity;

use super::{Check, Level, LintContext, LintRule};
use crate::load::Example;
use crate::report::Finding;

/// The rule that an event has an example. A frame says more than its description, and the check
/// compares the schema with it.
pub(super) const RULE: LintRule = LintRule {
    id: "example-missing",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "An event has a documented example.",
    explanation: "\
A frame in `examples/EVENT.json` beside the schema shows readers the event and goes into the
reference. `check` validates it, so that it reveals differences between the schema and real frames.
Record a frame from a running server, or write it by hand.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let examples: BTreeSet<_> = context.examples.files.iter().map(Example::event).collect();
    for (id, event) in context.model().events_with_ids() {
        if !examples.contains(event.name.as_str()) {
            let message = format!("event `{}` has no example", event.name);
            let finding = context
                .finding(&event.name, message)
                .at(context.event_span(id), "no example shows it");
            let file = Example::file_name(&event.name);
            found.push(finding.help(format!("write a frame to examples/{file}")));
        }
    }
}
