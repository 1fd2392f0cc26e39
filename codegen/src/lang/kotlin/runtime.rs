//! The runtime: source files that are the same for every schema, and tuples.

use super::scope::{INDENT, Package};
use super::writing::part;
use super::{draws_frames, folder};
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::lang::runtime::copied;
use crate::options::UnknownFields;
use crate::text::Writer;

/// The package of the runtime's sources.
const PACKAGE: &str = "tdproto.runtime";

/// The files, by their stems.
const FIXED: &[(&str, &str)] = &[
    ("Base64", include_str!("runtime/wire/Base64.kt")),
    ("Floats", include_str!("runtime/wire/Floats.kt")),
    ("Numbers", include_str!("runtime/wire/Numbers.kt")),
    ("Refused", include_str!("runtime/wire/Refused.kt")),
    ("Types", include_str!("runtime/wire/Types.kt")),
    ("WireCheck", include_str!("runtime/wire/WireCheck.kt")),
    ("WireCodec", include_str!("runtime/wire/WireCodec.kt")),
    (
        "WireContainers",
        include_str!("runtime/wire/WireContainers.kt"),
    ),
    ("WireCursor", include_str!("runtime/wire/WireCursor.kt")),
    ("WireKeys", include_str!("runtime/wire/WireKeys.kt")),
    ("WireReader", include_str!("runtime/wire/WireReader.kt")),
    ("WireScalars", include_str!("runtime/wire/WireScalars.kt")),
    ("WireWriter", include_str!("runtime/wire/WireWriter.kt")),
];

/// The file of a schema with an envelope.
const EVENTS: (&str, &str) = ("WireEvents", include_str!("runtime/wire/WireEvents.kt"));
/// The file of a schema that draws its frames.
const FRAMES: (&str, &str) = ("WireFrames", include_str!("runtime/wire/WireFrames.kt"));

/// All files of the runtime.
pub(super) fn files(package: &Package<'_>) -> Vec<OutputFile> {
    let folder = format!("{}/wire", folder(&package.name));
    let banner = banner(package.input.model);
    let frames = match draws_frames(package.input.model) {
        true => FRAMES,
        false => EVENTS,
    };
    let fixed = FIXED.iter().chain([&frames]);
    let file = |(stem, text): &(&str, &str)| {
        let text = text.replace(PACKAGE, &package.name);
        copied(format!("{folder}/{stem}.kt"), &banner, &text)
    };
    let mut files: Vec<OutputFile> = fixed.map(file).collect();
    if let Some(text) = tuples(package) {
        files.push(copied(format!("{folder}/Tuples.kt"), &banner, &text));
    }
    files
}

/// The classes of tuples; `None`: the schema has none.
fn tuples(package: &Package<'_>) -> Option<String> {
    if package.tuples.is_empty() {
        return None;
    }
    let keeps = package.unknown() == UnknownFields::Keep;
    let mut w = Writer::new(INDENT);
    w.line(format!("package {}.wire", package.name));
    if keeps {
        w.blank();
        w.line("import kotlinx.serialization.json.JsonElement");
    }
    for count in &package.tuples {
        let letters: Vec<String> = (0..*count).map(|at| format!("out T{}", at + 1)).collect();
        w.blank();
        w.line(format!("/** An array of {count} values. */"));
        w.line(format!(
            "public data class Tuple{count}<{}>(",
            letters.join(", ")
        ));
        w.indented(|w| {
            for at in 0..*count {
                w.line(format!("public val {}: T{},", part(at), at + 1));
            }
            if keeps {
                w.blank();
                w.line("/** Items that the schema does not have. */");
                w.line("public val rest: List<JsonElement> = emptyList(),");
            }
        });
        w.line(")");
    }
    Some(w.finish())
}
