//! Documented examples and the record of their deviations.

use std::path::Path;

use tdproto_schema::{Diagnostic, FileId, SourceMap, embedded};
use walkdir::WalkDir;

use super::names::{EXAMPLES_FOLDER, RECORD, is_hidden};
use super::text::read_text;
use super::walk::{is_stray, walk_error};
use crate::paths::display;

/// A documented example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The name of the file: the event's name with `.json` behind it.
    pub name: String,
    /// The path as shown in diagnostics.
    pub path: String,
    /// The text.
    pub text: String,
    /// True if the path leads to a file on disk.
    pub on_disk: bool,
}

impl Example {
    /// Returns the event that the file is called after.
    #[must_use]
    pub fn event(&self) -> &str {
        self.name.strip_suffix(".json").unwrap_or(&self.name)
    }

    /// Adds it to the files that diagnostics point into.
    pub(crate) fn add_to(&self, sources: &mut SourceMap) -> FileId {
        match self.on_disk {
            true => sources.add(self.path.as_str(), self.text.as_str()),
            false => {
                sources.add_virtual(self.path.as_str(), self.name.as_str(), self.text.as_str())
            }
        }
    }
}

/// The documented examples of a schema directory and the record of their deviations.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    /// Every `examples/*.json`, sorted by name.
    pub files: Vec<Example>,
    /// `examples/deviations.toml`, if there is one.
    pub record: Option<Example>,
    /// The diagnostics of files that could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns true if a file of the folder is an example.
pub(super) fn is_example(name: &str) -> bool {
    name.ends_with(".json") && !is_hidden(name)
}

/// Returns the documented examples of the built-in schema.
#[must_use]
pub fn built_in_examples() -> Examples {
    let example = |(path, text): (&str, &str)| Example {
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        path: format!("{}/{path}", embedded::ROOT),
        text: text.to_owned(),
        on_disk: false,
    };
    let record = (
        format!("{EXAMPLES_FOLDER}/{RECORD}"),
        embedded::deviations(),
    );
    Examples {
        files: embedded::examples().map(example).collect(),
        record: (!record.1.is_empty()).then(|| example((&record.0, record.1))),
        diagnostics: Vec::new(),
    }
}

/// Reads the documented examples of a schema directory; it may have none.
///
/// ```
/// use std::path::Path;
///
/// let examples = tdproto_codegen::load::load_examples(Path::new("no/such/schema"));
/// assert!(examples.files.is_empty() && examples.diagnostics.is_empty());
/// ```
#[must_use]
pub fn load_examples(schema: &Path) -> Examples {
    let folder = schema.join(EXAMPLES_FOLDER);
    let mut examples = Examples::default();
    if !folder.is_dir() {
        return examples;
    }
    let walk = WalkDir::new(&folder).min_depth(1).max_depth(1);
    for entry in walk.follow_links(true).sort_by_file_name() {
        let path = match entry {
            Ok(entry) => entry.into_path(),
            Err(error) => {
                if !is_stray(&folder, &error, ".json") {
                    examples.diagnostics.push(walk_error(&folder, &error));
                }
                continue;
            }
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name != RECORD && !is_example(&name) {
            continue;
        }
        let example = match read_text(&path) {
            Ok(text) => Example {
                name: name.into_owned(),
                path: display(&path),
                text,
                on_disk: true,
            },
            Err(found) => {
                examples.diagnostics.push(*found);
                continue;
            }
        };
        if example.name == RECORD {
            examples.record = Some(example);
        } else {
            examples.files.push(example);
        }
    }
    examples
}
