//! The imports of examples.

use std::collections::BTreeSet;

/// The names that an example imports.
#[derive(Default)]
pub(super) struct Imports {
    /// Those of the crate.
    pub(super) names: BTreeSet<String>,
    /// Those of its module `wire`.
    pub(super) wire: BTreeSet<&'static str>,
    /// True if it uses maps of the standard library.
    pub(super) has_maps: bool,
}

impl Imports {
    /// The lines that import the names from a crate.
    pub(super) fn lines(&self, package: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if self.has_maps {
            lines.push("use std::collections::BTreeMap;\n".to_owned());
        }
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let own = import(package, &names);
        let wire: Vec<&str> = self.wire.iter().copied().collect();
        let wire = (!wire.is_empty()).then(|| import(&format!("{package}::wire"), &wire));
        // As rustfmt sorts: a list of several names comes behind the paths with one more word.
        match names.len() {
            1 => lines.extend([own].into_iter().chain(wire)),
            _ => lines.extend(wire.into_iter().chain([own])),
        }
        lines
    }
}

/// The longest line of imports.
const IMPORT_WIDTH: usize = 100;

/// The import of names, in lines as rustfmt breaks them.
fn import(path: &str, names: &[&str]) -> String {
    let list = names.join(", ");
    let line = match names {
        [name] => format!("use {path}::{name};"),
        _ => format!("use {path}::{{{list}}};"),
    };
    if line.len() <= IMPORT_WIDTH || names.len() == 1 {
        return line;
    }
    let mut lines = vec![format!("use {path}::{{")];
    let mut open = String::from("   ");
    for name in names {
        if open.len() + name.len() + 2 > IMPORT_WIDTH {
            lines.push(std::mem::replace(&mut open, "   ".to_owned()));
        }
        open.push_str(&format!(" {name},"));
    }
    lines.push(open);
    lines.push("};".to_owned());
    lines.join("\n")
}
