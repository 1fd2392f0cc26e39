//! The reference as Markdown.

use tdproto_schema::Diagnostic;

use super::{Backend, Input, OutputFile, PackageNames};
use crate::naming::Convention;

/// The back end of the reference as Markdown.
#[derive(Debug)]
pub struct MarkdownPages;

impl Backend for MarkdownPages {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "the reference as Markdown, a file a topic"
    }

    fn convention(&self) -> &'static Convention {
        &CONVENTION
    }

    fn package_names(&self) -> Option<PackageNames> {
        None
    }

    fn check_size(&self, _input: &Input<'_>) -> Option<Diagnostic> {
        None
    }

    fn files(&self, _input: &Input<'_>) -> Vec<OutputFile> {
        Vec::new()
    }
}

const CONVENTION: Convention = Convention::new("Markdown");
