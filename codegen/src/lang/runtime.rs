//! Runtimes: source files that are the same for every schema.

use super::backend::OutputFile;

/// A file of a runtime, below a banner in comment signs that start with `//`.
pub(crate) fn copied(path: String, banner: &str, text: &str) -> OutputFile {
    OutputFile::new(path, format!("// {banner}\n\n{text}"))
}
