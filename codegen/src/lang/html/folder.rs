//! The pages, and the files of a folder of them, with the style and the scripts.

use super::super::OutputFile;
use super::layout::{self, Page};
use super::links::Links;
use super::{changes, check, checker, events, search, start, topics, types};
use crate::banner::banner;
use crate::reference::{Place, Reference};

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("style.css");
/// The script of all pages.
pub(super) const SCRIPT: &str = include_str!("script.js");

/// The files of a folder of pages.
pub(super) fn files(reference: &Reference<'_>) -> Vec<OutputFile> {
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

/// All pages, in the order in which one file has them.
pub(super) fn pages<'a>(reference: &Reference<'a>) -> Vec<Page<'a>> {
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
