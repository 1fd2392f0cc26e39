//! The runtime of generated code: a copy of the module `wire` of `tdproto-wire`, the same for every
//! schema.

use tdproto_wire::sources::{MODULES, ROOT};

use crate::lang::OutputFile;
use crate::text::Writer;

/// The runtime as files of a crate.
pub(super) fn files(banner: &str) -> Vec<OutputFile> {
    let root = std::iter::once(("mod", ROOT));
    let file = |(name, text): (&str, &str)| {
        OutputFile::new(
            format!("src/wire/{name}.rs"),
            format!("// {banner}\n\n{text}"),
        )
    };
    root.chain(MODULES.iter().copied()).map(file).collect()
}

/// The runtime as modules in one another.
pub(super) fn nested(w: &mut Writer, serde: bool) {
    w.line("#[allow(dead_code, unused_imports)]");
    w.line("#[macro_use]");
    w.block("pub mod wire {", "}", |w| {
        for line in with_serde(ROOT, serde).lines() {
            let name = line
                .strip_prefix("mod ")
                .and_then(|rest| rest.strip_suffix(';'));
            let module = MODULES.iter().find(|(known, _)| Some(*known) == name);
            match module {
                Some((name, text)) => w.block(format!("mod {name} {{"), "}", |w| {
                    w.line(with_serde(text, serde).trim_end());
                }),
                None => w.line(line),
            }
        }
    });
}

/// Whether code in one file has serde's traits is settled when it is generated: the crate that it
/// becomes part of may have no such feature.
fn with_serde(text: &str, serde: bool) -> String {
    let (with, without) = match serde {
        true => ("#[cfg(all())]", "#[cfg(any())]"),
        false => ("#[cfg(any())]", "#[cfg(all())]"),
    };
    text.replace("#[cfg(feature = \"serde\")]", with)
        .replace("#[cfg(not(feature = \"serde\"))]", without)
}
