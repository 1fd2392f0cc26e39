//! The interface of every back end.

use tdproto_schema::model::EventId;
use tdproto_schema::{Diagnostic, Model};

use super::definitions::Shared;
use crate::experimental::Experimental;
use crate::load::Example;
use crate::naming::{Convention, Names};
use crate::options::Options;
use crate::views::InputViews;

/// The input of a back end. Everything was decided before, so emission cannot fail.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The model, free of errors.
    pub model: &'a Model,
    /// The names of its parts in the language.
    pub names: &'a Names,
    /// The views of what a client may send.
    pub views: &'a InputViews,
    /// The types that may change without notice.
    pub experimental: &'a Experimental,
    /// The documented examples of frames; they may deviate from the schema.
    pub examples: &'a [Example],
    /// The options that the user chose.
    pub options: &'a Options,
    /// Every language, for what shows code of others.
    #[cfg(any(feature = "html", feature = "markdown"))]
    pub(crate) backends: &'a [&'static dyn Backend],
    /// Texts that all languages of the run share.
    pub(crate) shared: &'a Shared,
}

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the language's folder, with `/` between its parts.
    pub path: String,
    /// The text of the file: LF line ends, a banner near the top.
    pub text: String,
}

impl OutputFile {
    /// A file of this path and text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// The rule for the names of a language's packages.
#[derive(Debug, Clone, Copy)]
pub struct PackageNames {
    /// The output as the configuration file describes it, such as "The npm package."
    pub about: &'static str,
    /// Returns true if the language's registry takes a text for the name of a package.
    pub is_name: fn(&str) -> bool,
    /// The form of such a name, with an example.
    pub expected: &'static str,
}

/// Source code with an event, as a reference shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The event.
    pub event: EventId,
    /// The use of the event, such as "Send".
    pub about: &'static str,
    /// The code, in lines.
    pub text: String,
}

impl std::fmt::Debug for dyn Backend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A language that can be generated.
pub trait Backend: Sync {
    /// The name that the user gives it, and the folder of its output.
    fn name(&self) -> &'static str;

    /// The output in one line.
    fn about(&self) -> &'static str;

    /// The convention for its names.
    fn convention(&self) -> &'static Convention;

    /// The rule for the names of its packages; `None`: the output is no package.
    fn package_names(&self) -> Option<PackageNames>;

    /// A diagnostic if the output is so large that the user should know, or that no machine takes
    /// it.
    fn check_size(&self, input: &Input<'_>) -> Option<Diagnostic>;

    /// The files, sorted by path.
    fn files(&self, input: &Input<'_>) -> Vec<OutputFile>;

    /// Source code with each event, for the reference: of sending it, and of receiving it. None: the
    /// output is no code.
    fn snippets(&self, _input: &Input<'_>) -> Vec<Snippet> {
        Vec::new()
    }
}
