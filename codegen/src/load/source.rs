//! The source of a schema, as an argument names it.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use tdproto_schema::{Diagnostic, FileId, Schema, SourceMap, compile_files, embedded, json};

use super::directory::{Loaded, load};
use super::examples::{Examples, built_in_examples, load_examples};
use super::git::{self, GitSource};
use super::text::{MAX_MODEL_BYTES, read_text_up_to};
#[cfg(feature = "cli")]
use crate::config::Date;
use crate::paths::display;

/// The word for the built-in schema.
const BUILT_IN: &str = "builtin";

/// The start of the names of schemas in git.
const GIT: &str = "git:";

/// The source of a schema.
///
/// ```
/// use tdproto_codegen::load::SchemaSource;
///
/// let source = SchemaSource::parse("git:v1.2:schema/protocol".as_ref())?;
/// assert!(matches!(source, SchemaSource::Git(_)));
/// assert_eq!(SchemaSource::parse("builtin".as_ref())?, SchemaSource::BuiltIn);
/// assert!(SchemaSource::parse("git:--upload-pack=x".as_ref()).is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaSource {
    /// The schema that this program was built with.
    BuiltIn,
    /// A directory of schema files, one such file, or a `model.json`.
    Path(PathBuf),
    /// A directory, a file or a `model.json` in a commit of a git repository.
    Git(GitSource),
}

/// The result of reading a source.
#[derive(Debug, Clone)]
pub enum Reading {
    /// The schema, and its diagnostics; it is valid only if none of them is an error. A
    /// `model.json` has no origins.
    Schema(Box<Schema>, Vec<Diagnostic>),
    /// The note that the git ref is older than the schema, so that there is nothing to compare
    /// with.
    New(Diagnostic),
}

impl SchemaSource {
    /// Returns the source that an argument names: `builtin`, `git:REF`, `git:REF:PATH`, or a path.
    /// A path of such a name is written `./builtin`.
    ///
    /// # Errors
    /// If `git:` is not followed by a ref that git may be asked for.
    pub fn parse(text: &OsStr) -> Result<Self, String> {
        if text == BUILT_IN {
            return Ok(Self::BuiltIn);
        }
        match text.to_str().and_then(|text| text.strip_prefix(GIT)) {
            Some(name) => GitSource::parse(name).map(Self::Git),
            None => Ok(Self::Path(text.into())),
        }
    }

    /// Completes the source from the one it is compared with. A git ref without a path gets the
    /// path of that schema, in the repository of that schema.
    #[must_use]
    pub fn beside(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Git(git), Self::Path(path)) => Self::Git(git.beside_path(path)),
            (Self::Git(git), Self::Git(other)) => Self::Git(git.beside(other)),
            (source @ (Self::BuiltIn | Self::Path(_)), _)
            | (source @ Self::Git(_), Self::BuiltIn) => source,
        }
    }

    /// Returns the path on disk, if the source has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::BuiltIn | Self::Git(_) => None,
        }
    }

    /// Reads and compiles the schema. Its files join those that are there, so that one report can
    /// show places in several schemas.
    #[must_use]
    pub fn read(&self, sources: &mut SourceMap) -> Reading {
        match self {
            Self::BuiltIn => compiled(sources, embedded::sources(), Vec::new()),
            Self::Path(path) if is_model(path) => {
                let text = read_text_up_to(path, MAX_MODEL_BYTES);
                match text {
                    Ok(text) => {
                        let file = sources.add(display(path), text);
                        model(sources, file)
                    }
                    Err(found) => failed(*found),
                }
            }
            Self::Path(path) => {
                let Loaded {
                    sources: files,
                    diagnostics,
                    ..
                } = load(path);
                compiled(sources, files, diagnostics)
            }
            Self::Git(source) => match git::read(source) {
                Ok(git::RefContent::Files(files, found)) => compiled(sources, files, found),
                Ok(git::RefContent::Model(path, text)) => {
                    let file = sources.add_virtual(path, "model", text);
                    model(sources, file)
                }
                Ok(git::RefContent::Nothing(found)) => Reading::New(*found),
                Err(found) => failed(found),
            },
        }
    }

    /// Returns the day of the commit, of a schema in git.
    #[cfg(feature = "cli")]
    #[must_use]
    pub(crate) fn date(&self) -> Option<Date> {
        match self {
            Self::Git(source) => git::date(source),
            Self::BuiltIn | Self::Path(_) => None,
        }
    }

    /// Reads the documented examples of the schema; a `model.json` has none.
    #[must_use]
    pub fn examples(&self) -> Examples {
        match self {
            Self::BuiltIn => built_in_examples(),
            Self::Path(path) => load_examples(path),
            Self::Git(source) => git::examples(source),
        }
    }
}

/// Shows the argument as it was written.
impl fmt::Display for SchemaSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str(BUILT_IN),
            Self::Path(path) => f.write_str(&display(path)),
            Self::Git(source) => write!(f, "{GIT}{source}"),
        }
    }
}

/// Returns true if a path names a model, not a schema file.
fn is_model(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

fn failed(found: Diagnostic) -> Reading {
    Reading::Schema(Box::default(), vec![found])
}

fn compiled(sources: &mut SourceMap, files: SourceMap, mut found: Vec<Diagnostic>) -> Reading {
    let first = sources.files().len();
    sources.append(files);
    let (schema, wrong) = compile_files(sources, &sources.files()[first..]);
    found.extend(wrong);
    Reading::Schema(Box::new(schema), found)
}

fn model(sources: &SourceMap, file: FileId) -> Reading {
    match json::from_source(sources, file) {
        Ok(model) => {
            let schema = Schema {
                model,
                ..Schema::default()
            };
            Reading::Schema(Box::new(schema), Vec::new())
        }
        Err(found) => Reading::Schema(Box::default(), found),
    }
}
