//! Merge conflicts that nobody has resolved.

use crate::{Code, Diagnostic, FileId, Span};

/// The beginnings of the lines of a conflict, in their order.
const MARKERS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// Reports a text that git left between two versions. Any other diagnostic of such a text would be
/// untrue.
pub(crate) fn conflict(file: FileId, text: &str) -> Option<Diagnostic> {
    let mut conflicts = 0;
    let mut first = Vec::new();
    let mut open = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marker = MARKERS[open.len()];
        if is_marker(line.trim_end(), marker) {
            open.push(Span::new(file, start..start + marker.len()));
        }
        if open.len() == MARKERS.len() {
            conflicts += 1;
            if first.is_empty() {
                first.append(&mut open);
            }
            open.clear();
        }
        start += line.len();
    }
    let [ours, middle, theirs] = first.as_slice() else {
        return None;
    };
    let message = match conflicts {
        1 => "the file has an unresolved merge conflict".to_owned(),
        many => format!("the file has {many} unresolved merge conflicts"),
    };
    let found = Diagnostic::error(Code::MergeConflict, message)
        .at(*ours, "one version begins here")
        .at(*middle, "the other version begins here")
        .at(*theirs, "the conflict ends here")
        .help("keep one of the versions, or parts of both, and remove the lines with the markers");
    Some(found)
}

/// Returns true if a line is a marker: alone, or with a name after a space.
fn is_marker(line: &str, marker: &str) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
