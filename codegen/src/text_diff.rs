//! Differences between texts as people are shown them.

use similar::TextDiff;

/// The number of lines of a file's diff that are shown.
const MAX_DIFF_LINES: usize = 60;

/// A unified diff from the file on disk to its expected text.
pub(crate) fn unified(path: &str, old: &str, what: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&format!("{path} (on disk)"), &format!("{path} {what}"))
        .to_string();
    let lines: Vec<_> = text.lines().collect();
    let mut shown = lines[..lines.len().min(MAX_DIFF_LINES)].join("\n");
    shown.push('\n');
    if lines.len() > MAX_DIFF_LINES {
        shown.push_str(&format!(
            "… and {} more lines\n",
            lines.len() - MAX_DIFF_LINES
        ));
    }
    shown
}
