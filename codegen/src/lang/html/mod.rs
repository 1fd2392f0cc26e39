//! The reference as pages of HTML: a folder of files that a browser opens from disk or that any web
//! server serves, or one file. Everything can be read without JavaScript.

mod changes;
mod check;
pub mod checker;
mod events;
mod layout;
mod links;
mod parts;
mod prose;
mod search;
mod sha256;
mod single;
mod start;
mod topics;
mod types;
mod versions;

use tdproto_schema::Diagnostic;

use super::{Backend, Input, OutputFile, PackageNames};
use crate::banner::banner;
use crate::naming::Convention;
use crate::reference::{Place, Reference};
use layout::Page;
use links::Links;

/// The style of all pages.
const STYLE: &str = include_str!("style.css");
/// The script of all pages.
const SCRIPT: &str = include_str!("script.js");

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
        let mut files = folder_of(&reference);
        files.extend(changes::feed(&reference));
        for version in &input.options.reference.versions {
            files.extend(versions::files(input, version, &reference.editions));
        }
        files
    }
}

/// The files of a folder of pages.
fn folder_of(reference: &Reference<'_>) -> Vec<OutputFile> {
    let banner = banner(reference.model);
    let mut files = vec![
        OutputFile::new("style.css", format!("/* {banner} */\n{STYLE}")),
        OutputFile::new("script.js", format!("// {banner}\n{SCRIPT}")),
        OutputFile::new("search.js", search::script(reference)),
        OutputFile::new("checker.js", format!("// {banner}\n{}", checker::SCRIPT)),
        OutputFile::new("tables.js", check::tables_script(reference)),
    ];
    let pages = pages(reference);
    files.extend(pages.iter().map(|page| layout::file(reference, page)));
    files
}

/// Names are those of the schema.
const CONVENTION: Convention = Convention::new("HTML");

/// All pages, in the order in which one file has them.
fn pages<'a>(reference: &Reference<'a>) -> Vec<Page<'a>> {
    let model = reference.model;
    let mut pages = vec![Page::new(reference, Place::Start, start::page)];
    pages.push(Page::new(reference, Place::Check, check::page));
    if !model.frames().is_empty() {
        pages.push(Page::new(reference, Place::Frames, start::frames));
    }
    if !reference.history.steps.is_empty() {
        pages.push(Page::new(reference, Place::Changes, changes::page));
    }
    for topic in model.topics() {
        let write = |links: &Links<'_, 'a>| topics::page(links, topic);
        pages.push(Page::new(reference, Place::Topic(topic), write));
    }
    for event in model.events() {
        let write = |links: &Links<'_, 'a>| events::page(links, event);
        pages.push(Page::new(reference, Place::Event(&event.name), write));
    }
    for (id, def) in model.types_with_ids() {
        let write = |links: &Links<'_, 'a>| types::page(links, id);
        pages.push(Page::new(reference, Place::Type(&def.name), write));
    }
    for (place, stone) in reference.removed() {
        let write = |links: &Links<'_, 'a>| start::tombstone(links, place, stone);
        pages.push(Page::new(reference, place, write));
    }
    pages
}
