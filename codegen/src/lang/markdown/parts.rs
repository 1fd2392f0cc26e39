//! Pieces of files: headings, types, tables of rows.

use tdproto_schema::model::Type;

use super::links::Links;
use super::prose;
use super::text::{code, escaped, in_cell};
use crate::reference::{Badge, Place, Row, has_readonly, say, shown_name, type_parts};

/// The mark by which links find a place.
pub(super) fn anchor(place: Place<'_>) -> String {
    format!("<a id=\"{}\"></a>", place.anchor())
}

/// A heading with the name of a part.
pub(super) fn heading(level: usize, place: Place<'_>) -> String {
    let marks = "#".repeat(level);
    format!("{marks} {}{}", anchor(place), code(&shown_name(place)))
}

/// A type, with links.
pub(super) fn ty(links: &Links<'_, '_>, ty: &Type) -> String {
    let parts = type_parts(links.reference.model, ty);
    let parts = parts.into_iter().map(|part| match part.place {
        Some(place) => format!("[{}]({})", escaped(&part.text), links.to(place)),
        None => escaped(&part.text),
    });
    parts.collect()
}

/// A link to a place, by its name.
pub(super) fn link(links: &Links<'_, '_>, place: Place<'_>) -> String {
    format!("[{}]({})", code(&shown_name(place)), links.to(place))
}

/// Badges as words.
pub(super) fn badges(all: &[Badge<'_>]) -> String {
    let all: Vec<_> = all
        .iter()
        .map(|badge| format!("*{}*", escaped(&badge.text())))
        .collect();
    all.join(", ")
}

/// A table of cells, which are escaped.
pub(super) fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        line(head.iter().map(|cell| (*cell).to_owned()).collect()),
        format!("|{}", "---|".repeat(head.len())),
    ];
    lines.extend(rows.map(line));
    lines.join("\n")
}

/// The columns of a table of rows.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    /// The heading of the column of names.
    pub(super) name: &'static str,
    /// True if there is a column of values on the wire, provided that some row has one.
    pub(super) has_values: bool,
    /// True if there is a column of types.
    pub(super) has_types: bool,
    /// True if there is a column of presence.
    pub(super) has_presence: bool,
    /// True if the rows have their anchors here; otherwise their names are links to them.
    pub(super) is_home: bool,
}

/// A table of rows, below what their badges mean.
pub(super) fn rows(links: &Links<'_, '_>, columns: Columns, rows: &[Row<'_>]) -> String {
    let legend = match has_readonly(rows) {
        true => format!("{}\n\n", say::READONLY),
        false => String::new(),
    };
    legend + &table_of(links, columns, "", rows)
}

/// A table of rows alone, whose names have a path before them.
pub(super) fn table_of(
    links: &Links<'_, '_>,
    columns: Columns,
    path: &str,
    rows: &[Row<'_>],
) -> String {
    let mut columns = columns;
    columns.has_values &= rows.iter().any(|row| row.value.is_some());
    let mut head = vec![columns.name];
    head.extend(columns.has_values.then_some("On the wire"));
    head.extend(columns.has_types.then_some("Type"));
    head.extend(columns.has_presence.then_some("Presence"));
    head.push("Description");
    let cells = rows.iter().map(|row| {
        let name = in_cell(&code(&format!("{path}{}", row.name)));
        let mut cells = vec![match columns.is_home {
            true => format!("{}{name}", anchor(row.place)),
            false => format!("[{name}]({})", links.to(row.place)),
        }];
        if columns.has_values {
            let value = row.value.as_ref();
            cells.push(value.map(|value| in_cell(&code(value))).unwrap_or_default());
        }
        if columns.has_types {
            cells.push(row.ty.map(|of| in_cell(&ty(links, of))).unwrap_or_default());
        }
        if columns.has_presence {
            cells.push(row.presence.to_owned());
        }
        cells.push(description(links, row));
        cells
    });
    table(&head, cells)
}

fn description(links: &Links<'_, '_>, row: &Row<'_>) -> String {
    let mut parts = vec![badges(&row.badges), prose::cell(links, row.doc)];
    parts.extend(row.notes.iter().map(|note| prose::cell(links, note)));
    let from = row.from.map(Place::Type);
    parts.extend(from.map(|from| format!("From {}.", link(links, from))));
    parts.retain(|part| !part.is_empty());
    parts.join("<br>")
}
