//! Pieces of pages: badges, types, tables of rows, code.

use std::borrow::Cow;

use maud::{Markup, PreEscaped, html};
use tdproto_schema::model::{Sender, Type};

use super::links::Links;
use super::prose;
use crate::reference::{
    Badge, Place, Reference, Row, Unfolded, has_readonly, is_blank, say, shown_name, type_parts,
};

/// A heading with a link to itself.
pub(super) fn heading(level: u8, anchor: &str, content: &Markup) -> Markup {
    let open = format!("<h{level} id=\"{anchor}\"><a class=\"self\" href=\"#{anchor}\">");
    html! { (PreEscaped(open)) (content) (PreEscaped(format!("</a></h{level}>"))) }
}

/// A heading in words.
pub(super) fn section(level: u8, anchor: &str, text: &str) -> Markup {
    heading(level, anchor, &html! { (text) })
}

/// A badge in words; colors only repeat them.
pub(super) fn badge(badge: &Badge<'_>) -> Markup {
    let class = match badge {
        Badge::Readonly => "b ro",
        Badge::Experimental => "b ex",
        Badge::Deprecated(_) => "b de",
        Badge::Removed(_) => "b de",
        Badge::Since(_) => "b",
        Badge::NewIn(_) | Badge::ChangedIn(_) => "b nw",
    };
    html! { span class=(class) { (badge.text()) } }
}

/// The badges of a part, with a space between them.
pub(super) fn badges(all: &[Badge<'_>]) -> Markup {
    html! { @for one in all { " " (badge(one)) } }
}

/// The direction as a badge.
pub(super) fn direction(sender: Sender) -> Markup {
    let class = match sender {
        Sender::Client => "b cl",
        Sender::Server => "b sv",
        Sender::Both => "b bo",
    };
    html! { span class=(class) { (say::arrow(sender)) } }
}

/// A type, with links.
pub(super) fn ty(links: &Links<'_, '_>, ty: &Type) -> Markup {
    let parts = type_parts(links.reference.model, ty);
    html! {
        code {
            @for part in parts {
                @match part.place {
                    Some(place) => a href=(links.to(place)) { (part.text) },
                    None => (part.text),
                }
            }
        }
    }
}

/// A link to a place, by its name.
pub(super) fn link(links: &Links<'_, '_>, place: Place<'_>) -> Markup {
    html! { a href=(links.to(place)) { code { (shown_name(place)) } } }
}

/// The tables of rows: the columns that they have.
#[derive(Clone, Copy)]
pub(super) struct Table {
    /// The heading of the first column.
    pub(super) name: &'static str,
    /// The heading of the column of values on the wire, which is there if some row has one; empty:
    /// there is none.
    pub(super) value: &'static str,
    /// True if there is a column of types.
    pub(super) has_types: bool,
    /// True if the rows have their anchors here; otherwise their names are links to them.
    pub(super) is_home: bool,
}

/// The object that a table is about, where it is inside of a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Within<'w> {
    /// The anchor of the table.
    pub(super) id: Option<&'w str>,
    /// The path before each name.
    pub(super) prefix: &'w str,
    /// The value, whose objects the rows have links to.
    pub(super) unfolded: Option<&'w Unfolded<'w>>,
}

/// A table of rows, below what their badges mean.
pub(super) fn rows(links: &Links<'_, '_>, table: Table, label: &str, rows: &[Row<'_>]) -> Markup {
    html! {
        @if has_readonly(rows) { p.m { (say::READONLY) } }
        (self::table(links, table, label, rows, Within::default()))
    }
}

/// A table of rows alone.
pub(super) fn table(
    links: &Links<'_, '_>,
    table: Table,
    label: &str,
    rows: &[Row<'_>],
    within: Within<'_>,
) -> Markup {
    let has_values = rows.iter().any(|row| row.value.is_some());
    let value = if has_values { table.value } else { "" };
    let table = Table { value, ..table };
    html! {
        table.f id=[within.id] {
            caption.vh { (label) }
            thead { tr {
                th scope="col" { (table.name) }
                @if !table.value.is_empty() { th scope="col" { (table.value) } }
                @if table.has_types { th scope="col" { "Type" } }
                th scope="col" { "Description" }
            } }
            tbody { @for row in rows { (self::row(links, table, row, within)) } }
        }
    }
}

fn row(links: &Links<'_, '_>, table: Table, row: &Row<'_>, within: Within<'_>) -> Markup {
    let anchor = row.place.anchor();
    let id = table.is_home.then_some(anchor.as_str());
    let href = match table.is_home {
        true => format!("#{anchor}"),
        false => links.to(row.place),
    };
    let inner = within.unfolded.zip(row.ty);
    let inner = inner.and_then(|(unfolded, ty)| unfolded.place_of(ty));
    html! {
        tr id=[id] {
            th scope="row" {
                a.k href=(href) {
                    @if !within.prefix.is_empty() { span.m { (within.prefix) } wbr; }
                    (seen(row.name))
                }
                @if !row.badges.is_empty() { span.bs { (badges(&row.badges)) } }
            }
            @if !table.value.is_empty() {
                td { @if let Some(value) = &row.value { code { (value) } } }
            }
            @if table.has_types {
                td {
                    @if let Some(of) = row.ty { (ty(links, of)) }
                    @if !row.presence.is_empty() { span.p { (row.presence) } }
                    @if let Some(inner) = inner { a.o href={ "#" (inner.anchor) } { (inner.count()) } }
                }
            }
            td {
                (prose::cell(links, row.doc))
                @for note in &row.notes { span.n { (prose::cell(links, note)) } }
                @if let Some(from) = row.from {
                    span.n { "From " (link(links, Place::Type(from))) "." }
                }
            }
        }
    }
}

/// The kind of a place in a list of users.
fn kind(reference: &Reference<'_>, place: Place<'_>) -> &'static str {
    match place {
        Place::Event(_) | Place::Section(..) => "event",
        Place::Frame(_) | Place::FrameField(..) => "frame",
        Place::Member(owner, _) => {
            let id = reference.model.find_type(owner);
            let is_union = id.is_some_and(|id| reference.model.union(id).is_some());
            if is_union { "variant" } else { "field" }
        }
        Place::Type(_) => "type",
        Place::Start | Place::Check | Place::Changes | Place::Frames | Place::Topic(_) => "page",
    }
}

/// The parts that use a type.
pub(super) fn users(links: &Links<'_, '_>, places: &[Place<'_>]) -> Markup {
    html! {
        ul.u {
            @for place in places {
                li { (link(links, *place)) " " span.m { (kind(links.reference, *place)) } }
            }
        }
    }
}

/// Code in lines, which can be scrolled by the keyboard.
pub(super) fn code(text: &str) -> Markup {
    html! { pre tabindex="0" { code { (text) } } }
}

/// A name, or what stands for one that has nothing to see.
fn seen(name: &str) -> Cow<'_, str> {
    match is_blank(name) {
        true => Cow::Owned(format!("{name:?}")),
        false => Cow::Borrowed(name),
    }
}
