//! Documented examples and the record of their deviations.

use std::borrow::Cow;
use std::path::Path;

use tdproto_schema::{Diagnostic, FileId, SourceMap, embedded};
use walkdir::WalkDir;

use super::names::{EXAMPLES_FOLDER, RECORD, is_hidden};
use super::text::read_text;
use super::walk::{is_stray, walk_error};
use crate::paths::display;

/// The characters that some file system does not have in names of files, and the one that stands
/// for them.
const FORBIDDEN: &str = "%/\\:*?\"<>|";

/// A text with `%2F` for `/` as it was; `None`: it is not such a text.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = behind;
            continue;
        }
        let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &behind[2..];
    }
    String::from_utf8(bytes).ok()
}

/// A documented example.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// Returns the event that the file is called after. Characters that names of files cannot have
    /// are `%` and two hexadecimal digits: `textDocument%2Fhover.json`.
    ///
    /// ```
    /// use tdproto_codegen::load::Example;
    ///
    /// let example = |name: &str| Example { name: name.to_owned(), ..Example::default() };
    /// assert_eq!(example("server.online.json").event(), "server.online");
    /// assert_eq!(example("textDocument%2Fhover.json").event(), "textDocument/hover");
    /// assert_eq!(Example::file_name("textDocument/hover"), "textDocument%2Fhover.json");
    /// ```
    #[must_use]
    pub fn event(&self) -> Cow<'_, str> {
        let name = self.name.strip_suffix(".json").unwrap_or(&self.name);
        match name.contains('%') {
            true => decoded(name).map_or(Cow::Borrowed(name), Cow::Owned),
            false => Cow::Borrowed(name),
        }
    }

    /// Returns the name of the file with the example of an event.
    #[must_use]
    pub fn file_name(event: &str) -> String {
        let mut name = String::new();
        for (at, c) in event.char_indices() {
            let is_hidden = at == 0 && c == '.';
            if is_hidden || c.is_ascii_control() || FORBIDDEN.contains(c) {
                name.push_str(&format!("%{:02X}", u32::from(c)));
            } else {
                name.push(c);
            }
        }
        name + ".json"
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
