//! Places of findings, for readers of the work tree.

use tdproto_schema::SourceFile;

use super::context::Context;
use crate::load::without_ref;
use crate::report::{Finding, Position, Report};

/// The place of a finding for people. It is a place on disk if there is one, with its path from the
/// top of the repository. Otherwise it is the place in the old schema, `REF:PATH`.
pub(super) fn place(report: &Report, found: &Finding, context: &Context) -> Option<Position> {
    match found.position_on_disk(&report.sources) {
        Some(place) => Some(Position {
            path: context.places.from_top(&place.path),
            ..place
        }),
        None => found.position(&report.sources),
    }
}

/// The place of a finding in the work tree, for readers that open its file. A place that only an
/// old schema has becomes the same file of the work tree, or the schema as a whole.
pub(super) fn place_in_tree(
    report: &Report,
    found: &Finding,
    context: &Context,
) -> Option<Position> {
    let shown = place(report, found, context)?;
    if found.position_on_disk(&report.sources).is_some() {
        return Some(shown);
    }
    let now = file_now(report, &shown.path, context);
    Some(now.unwrap_or_else(|| home(report, context)))
}

/// The place of a finding in the work tree, for readers that need a place for every finding.
pub(super) fn place_or_home(report: &Report, found: &Finding, context: &Context) -> Position {
    place_in_tree(report, found, context).unwrap_or_else(|| home(report, context))
}

/// The file of the work tree that has the path of a file in an old schema. The place is the whole
/// file, since its lines differ.
pub(super) fn file_now(report: &Report, shown: &str, context: &Context) -> Option<Position> {
    let path = without_ref(shown);
    let is_it = |file: &SourceFile| file.on_disk && context.places.from_top(&file.path) == path;
    let is_there = report.sources.files().iter().any(is_it) || context.places.has_file(path);
    is_there.then(|| Position {
        path: path.to_owned(),
        start: None,
        end: None,
    })
}

/// A place in a line, as people write it.
pub(super) fn in_words(place: &Position) -> String {
    let path = &place.path;
    match place.start {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.clone(),
    }
}

/// The place of findings without one: the schema as a whole, by its first file if that is known.
fn home(report: &Report, context: &Context) -> Position {
    let on_disk = report.sources.files().iter().find(|file| file.on_disk);
    let path = match (on_disk, report.home.as_str()) {
        (Some(file), _) => context.places.from_top(&file.path),
        (None, "") => ".".to_owned(),
        (None, home) => home.to_owned(),
    };
    Position {
        path,
        start: None,
        end: None,
    }
}
