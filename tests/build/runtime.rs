//! The runtime of generated Rust is the same text in every output. It is compiled once for all
//! cases of a folder: a hundred copies took most of the time and memory of the tests' compiler.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// How the module of the runtime begins where everything is one file.
const BEGIN: &str = "#[allow(dead_code, unused_imports)]\n#[macro_use]\npub mod wire {\n";

/// The line that ends it.
const END: &str = "\n}\n";

/// How the runtime of a crate is declared.
const DECLARED: &str = "#[macro_use]\npub mod wire;\n";

/// What stands in its place: the runtime that lies beside the module.
const SHARED: &str = "pub use super::wire;\n";

/// The runtime of the first file or crate, and where it is.
#[derive(Default)]
pub(crate) struct Runtime {
    text: Option<String>,
    folder: Option<(PathBuf, Vec<String>)>,
}

impl Runtime {
    /// Takes the runtime out of a generated file, unless it differs from the first one.
    pub(crate) fn take_from_file(&mut self, file: &Path) -> Result<(), Box<dyn Error>> {
        let whole = fs::read_to_string(file)?;
        let (before, rest) = whole.split_once(BEGIN).ok_or("a file without a runtime")?;
        let (runtime, after) = rest.split_once(END).ok_or("a runtime without an end")?;
        let first = self.text.get_or_insert_with(|| runtime.to_owned());
        if first == runtime {
            fs::write(file, format!("{before}{SHARED}{after}"))?;
        }
        Ok(())
    }

    /// The same for the folder of a generated crate.
    pub(crate) fn take_from_crate(&mut self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let sources = folder.join("rust/src");
        let texts = texts(&sources.join("wire"))?;
        let (_, first) = self
            .folder
            .get_or_insert_with(|| (sources.clone(), texts.clone()));
        if *first == texts {
            let root = sources.join("lib.rs");
            let whole = fs::read_to_string(&root)?;
            let (before, after) = whole
                .split_once(DECLARED)
                .ok_or("a crate without a runtime")?;
            fs::write(root, format!("{before}{SHARED}{after}"))?;
        }
        Ok(())
    }

    /// The module of the runtime, to be written before the modules that share it.
    pub(crate) fn module(&self) -> String {
        let text = self.text.iter();
        let text = text.map(|text| format!("{BEGIN}{text}{END}"));
        let folder = self.folder.iter().map(|(sources, _)| {
            let path = sources.join("wire/mod.rs");
            format!("#[allow(dead_code, unused_imports)]\n#[macro_use]\n#[path = {path:?}]\npub mod wire;\n")
        });
        text.chain(folder).collect()
    }
}

/// The texts of all files of a folder, sorted by name.
fn texts(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut files: Vec<_> = entries.collect::<io::Result<_>>()?;
    files.sort();
    files.iter().map(fs::read_to_string).collect()
}
