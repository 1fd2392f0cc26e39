//! The reference as pages of HTML: a folder of files that a browser opens from disk or that any web
//! server serves, or one file. Everything can be read without JavaScript.

mod changes;
mod check;
pub mod checker;
mod events;
mod folder;
mod layout;
mod links;
mod naming;
mod parts;
mod prose;
mod search;
mod sha256;
mod single;
mod start;
mod topics;
mod types;
mod unfolded;
mod versions;

use tdproto_schema::Diagnostic;

use super::{Backend, Input, OutputFile, PackageNames};
use crate::naming::Convention;
use crate::reference::Reference;
use folder::pages;
use naming::CONVENTION;

/// The back end of the reference as pages.
#[derive(Debug)]
pub struct Html;

impl Backend for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "the reference as a folder of pages, or as one page"
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

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let mut reference = Reference::new(input);
        if input.options.html.single_file {
            return vec![single::file(&reference, &pages(&reference))];
        }
        reference.editions = versions::editions(input);
        let mut files = folder::files(&reference);
        files.extend(changes::feed(&reference));
        for version in &input.options.reference.versions {
            files.extend(versions::files(input, version, &reference.editions));
        }
        files
    }
}
