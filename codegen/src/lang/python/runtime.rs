//! The runtime: source files that are the same for every schema.

use super::draws_frames;
use crate::banner::banner;
use crate::lang::{Input, OutputFile};

/// The files of every package, by their stems.
const FIXED: &[(&str, &str)] = &[
    ("__init__", include_str!("runtime/__init__.py")),
    ("checks", include_str!("runtime/checks.py")),
    ("codec", include_str!("runtime/codec.py")),
    ("entities", include_str!("runtime/entities.py")),
    ("faults", include_str!("runtime/faults.py")),
    ("kinds", include_str!("runtime/kinds.py")),
    ("reading", include_str!("runtime/reading.py")),
    ("refusals", include_str!("runtime/refusals.py")),
    ("source", include_str!("runtime/source.py")),
    ("tables", include_str!("runtime/tables.py")),
    ("text", include_str!("runtime/text.py")),
    ("union_reading", include_str!("runtime/union_reading.py")),
    ("union_writing", include_str!("runtime/union_writing.py")),
    ("values", include_str!("runtime/values.py")),
    ("views", include_str!("runtime/views.py")),
    ("writing", include_str!("runtime/writing.py")),
];

/// The files for frames that are envelopes.
const ENVELOPE: &[(&str, &str)] = &[
    ("envelope", include_str!("runtime/envelope.py")),
    ("ids", include_str!("runtime/ids.py")),
];

/// The files for frames that the schema draws.
const DRAWN: &[(&str, &str)] = &[
    ("drawn", include_str!("runtime/drawn.py")),
    ("frame_text", include_str!("runtime/frame_text.py")),
    ("frame_types", include_str!("runtime/frame_types.py")),
    ("shapes", include_str!("runtime/shapes.py")),
];

/// All files of the runtime.
pub(super) fn files(input: &Input<'_>, module: &str) -> Vec<OutputFile> {
    let frames = match (draws_frames(input.model), input.model.events().is_empty()) {
        (true, _) => DRAWN,
        (false, false) => ENVELOPE,
        (false, true) => &[],
    };
    let banner = banner(input.model);
    let files = FIXED.iter().chain(frames);
    files
        .map(|(stem, text)| {
            let path = format!("src/{module}/_runtime/{stem}.py");
            OutputFile::new(path, format!("# {banner}\n{text}"))
        })
        .collect()
}
