//! The runtime of generated code: a copy of the module `wire` of `tdproto-wire`, the same for every
//! schema.

use tdproto_wire::sources::{MODULES, ROOT};

use crate::lang::OutputFile;
use crate::lang::runtime::copied;
use crate::text::Writer;

/// The runtime as files of a crate.
pub(super) fn files(banner: &str) -> Vec<OutputFile> {
    let root = std::iter::once(("mod", ROOT));
    let file = |(name, text): (&str, &str)| copied(format!("src/wire/{name}.rs"), banner, text);
    root.chain(MODULES.iter().copied()).map(file).collect()
}

/// The runtime as modules in one another.
pub(super) fn nested(w: &mut Writer, serde: bool) {
    w.line("#[allow(dead_code, unused_imports)]");
    w.line("#[macro_use]");
    w.block("pub mod wire {", "}", |w| {
        let root = settled(ROOT, serde);
        let mut is_left_out = false;
        for line in root.lines() {
            // An item of a feature that is off, with further attributes of its own.
            is_left_out |= line == OFF;
            if is_left_out {
                is_left_out = !line.ends_with(';');
                continue;
            }
            let name = line
                .trim_start_matches("pub ")
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'));
            let module = MODULES.iter().find(|(known, _)| Some(*known) == name);
            match module {
                Some((_, text)) => w.block(line.replace(';', " {"), "}", |w| {
                    w.line(settled(text, serde).trim_end());
                }),
                None => w.line(line),
            }
        }
    });
}

/// The attribute of an item whose feature is off.
const OFF: &str = "#[cfg(any())]";

/// Settles the features of a crate when code in one file is generated: the crate that it becomes
/// part of may have no such feature. serde's traits are there as asked, conversions of dates are
/// not.
fn settled(text: &str, serde: bool) -> String {
    let mut text = text.to_owned();
    for (feature, is_on) in [
        ("serde", serde),
        ("time", false),
        ("chrono", false),
        ("jiff", false),
        ("simdutf8", false),
        ("getrandom", false),
        ("arbitrary", false),
        ("schemars", false),
        ("patterns", false),
    ] {
        let predicate = if is_on { "all()" } else { "any()" };
        text = text.replace(&format!("feature = {feature:?}"), predicate);
    }
    text
}
