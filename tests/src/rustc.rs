//! Compiles generated Rust without cargo: many schemas as modules of one crate, which share the
//! runtime.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tdproto_codegen::OutputFile;

/// A crate of generated modules.
pub(crate) struct Modules {
    folder: PathBuf,
    root: String,
}

impl Modules {
    /// An empty crate in a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            root: "#![allow(warnings)]\n#[macro_use]\npub mod wire;\n".to_owned(),
        }
    }

    /// Adds the files of a generated crate as a module; `more` is code at its end.
    pub(crate) fn add(&mut self, name: &str, files: &[OutputFile], more: &str) {
        writeln!(self.root, "pub mod {name};").unwrap();
        for file in files {
            let Some(path) = file.path.strip_prefix("src/") else {
                continue;
            };
            let (path, text) = match path {
                path if path.starts_with("wire/") => (path.to_owned(), file.text.clone()),
                "lib.rs" => {
                    let text = format!("{}\n{more}", module_root(&file.text));
                    (format!("{name}/mod.rs"), text)
                }
                path => (format!("{name}/{path}"), file.text.clone()),
            };
            write(&self.folder.join(path), &text);
        }
    }

    /// Compiles the crate as `generated.rs`.
    pub(crate) fn compile(&self, args: &[&str]) -> Output {
        write(&self.folder.join("generated.rs"), &self.root);
        rustc(&self.folder, "generated.rs", args)
    }
}

/// The root of a generated crate as that of a module, without what only a crate may have.
fn module_root(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("#!["));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace("#[macro_use]\npub mod wire;", "pub use crate::wire;")
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Checks the types of a library.
pub(crate) fn rustc(folder: &Path, file: &str, args: &[&str]) -> Output {
    let mut command = Command::new("rustc");
    command
        .args(["--edition", "2024", "--crate-type", "lib"])
        .args(["--emit", "metadata", "--error-format", "short", "-L", "."])
        .args(args)
        .arg(file)
        .current_dir(folder);
    let output = command.output();
    output.unwrap_or_else(|error| panic!("rustc is needed for this test: {error}"))
}

/// The lines of the output that report errors.
pub(crate) fn errors(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let errors = text.lines().filter(|line| line.contains("error"));
    errors.collect::<Vec<_>>().join("\n")
}
