//! The rule `frame-unused`.

use tdproto_schema::{Severity, Span};

use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;

/// The rule against kinds of frames that no event travels in. Receivers try them for every frame.
pub(super) const RULE: LintRule = LintRule {
    id: "frame-unused",
    level: Level::Basic,
    severity: Severity::Warning,
    about: "An event travels in the kind of frame, or in the kind that it replies to.",
    explanation: "\
No event travels in frames of the kind, or a reply answers a kind without events. Receivers still
try it for each frame, and then know no event. Remove the kind, or add its events. If peers send
such frames and nobody reads them, state that in an exception.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let model = context.model();
    let mut used = vec![false; model.frames().len()];
    for frame in model.events().iter().filter_map(|event| event.frame) {
        used[frame.index()] = true;
    }
    for (id, kind) in model.frames_with_ids() {
        let carries = kind.replies.unwrap_or(id);
        if used[carries.index()] {
            continue;
        }
        let (message, label) = match kind.replies {
            Some(request) => {
                let request = &model.frame(request).name;
                let label = format!("no event travels in frame `{request}`");
                (
                    format!("nothing is answered by reply `{}`", kind.name),
                    label,
                )
            }
            None => (
                format!("frame `{}` is not used", kind.name),
                "no event travels in it".to_owned(),
            ),
        };
        let origin = context.origins().frame(id);
        let span = origin.map_or(Span::NONE, |origin| origin.name);
        found.push(context.finding(&kind.name, message).at(span, label));
    }
}
