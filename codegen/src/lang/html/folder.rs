//! The pages, and the files of a folder of them, with the style and the scripts.

use maud::Markup;
use tdproto_schema::model::{Event, Tombstone, TypeDef, TypeId};
use tdproto_schema::parallel;

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
    files.extend(parallel::map(&pages, |page| layout::file(reference, page)));
    files
}

/// What a page is about.
enum Subject<'a> {
    Start,
    Check,
    Frames,
    Changes,
    Topic(&'a str),
    Event(&'a Event),
    Type(TypeId, &'a TypeDef),
    Removed(Place<'a>, &'a Tombstone),
}

/// All pages, in the order in which one file has them.
pub(super) fn pages<'a>(reference: &Reference<'a>) -> Vec<Page<'a>> {
    parallel::map(&subjects(reference), |subject| {
        let page =
            |place, write: &dyn Fn(&Links<'_, 'a>) -> Markup| Page::new(reference, place, write);
        match *subject {
            Subject::Start => page(Place::Start, &start::page),
            Subject::Check => page(Place::Check, &check::page),
            Subject::Frames => page(Place::Frames, &start::frames),
            Subject::Changes => page(Place::Changes, &changes::page),
            Subject::Topic(topic) => page(Place::Topic(topic), &|links| topics::page(links, topic)),
            Subject::Event(event) => page(Place::Event(&event.name), &|links| {
                events::page(links, event)
            }),
            Subject::Type(id, def) => page(Place::Type(&def.name), &|links| types::page(links, id)),
            Subject::Removed(place, stone) => {
                page(place, &|links| start::tombstone(links, place, stone))
            }
        }
    })
}

fn subjects<'a>(reference: &Reference<'a>) -> Vec<Subject<'a>> {
    let model = reference.model;
    let mut subjects = vec![Subject::Start, Subject::Check];
    if !model.frames().is_empty() {
        subjects.push(Subject::Frames);
    }
    if !reference.history.steps.is_empty() {
        subjects.push(Subject::Changes);
    }
    subjects.extend(model.topics().into_iter().map(Subject::Topic));
    subjects.extend(model.events().iter().map(Subject::Event));
    let types = model.types_with_ids();
    subjects.extend(types.map(|(id, def)| Subject::Type(id, def)));
    let removed = reference.removed();
    subjects.extend(removed.map(|(place, stone)| Subject::Removed(place, stone)));
    subjects
}
