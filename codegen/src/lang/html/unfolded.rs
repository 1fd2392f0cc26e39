//! The value of an event, unfolded: a table of its keys, and a closed container for each object inside
//! of it.

use maud::{Markup, html};
use tdproto_schema::model::Params;

use super::links::Links;
use super::parts::{self, Table, Within};
use super::prose;
use crate::reference::{Inner, Unfolded, has_readonly, lifecycle, say};

const FIELDS: Table = Table {
    name: "Key",
    value: "",
    has_types: true,
    is_home: false,
};

const VARIANTS: Table = Table {
    name: "Variant",
    value: "On the wire",
    has_types: true,
    is_home: false,
};

/// A value: its type, and the objects inside of it. `section` is the anchor of the section about it,
/// and `since` the version since when it has been there.
pub(super) fn value(
    links: &Links<'_, '_>,
    params: &Params,
    (label, section): (&str, &str),
    since: Option<&str>,
) -> Markup {
    let marks = &links.reference.history.marks;
    let unfolded = Unfolded::new(links.reference.model, &params.ty, section, marks);
    let whole = unfolded.whole();
    let is_readonly = |inner: &Inner<'_>| has_readonly(&inner.rows);
    let has_readonly =
        whole.is_some_and(is_readonly) || unfolded.in_order().into_iter().any(is_readonly);
    html! {
        p { (parts::ty(links, &params.ty)) " " span.m { (say::presence(params.presence)) } }
        @if has_readonly { p.m { (say::READONLY) } }
        @if let Some(whole) = whole { (table(links, &unfolded, whole, label, None)) }
        @for inner in unfolded.inside(whole) { (container(links, &unfolded, inner, since)) }
    }
}

fn table(
    links: &Links<'_, '_>,
    unfolded: &Unfolded<'_>,
    inner: &Inner<'_>,
    label: &str,
    id: Option<&str>,
) -> Markup {
    let table = if inner.is_union { VARIANTS } else { FIELDS };
    let within = Within {
        id,
        prefix: &inner.prefix(),
        unfolded: Some(unfolded),
    };
    parts::table(links, table, label, &inner.rows, within)
}

/// An object in the value. A link to the table opens the container around it, in browsers without
/// JavaScript, too.
fn container(
    links: &Links<'_, '_>,
    unfolded: &Unfolded<'_>,
    inner: &Inner<'_>,
    since: Option<&str>,
) -> Markup {
    let def = links.reference.model.ty(inner.id);
    let badges = lifecycle(&def.docs, since);
    html! {
        details.un {
            summary {
                @if !inner.path.is_empty() { code { (inner.path) } " " }
                @if let Some(variant) = inner.variant { "as " code { (variant) } " " }
                (def.name) ", " (inner.count()) (parts::badges(&badges))
                @if let Some(others) = inner.others() { span.n { (prose::summary(&others)) } }
            }
            (table(links, unfolded, inner, &inner.path, Some(&inner.anchor)))
            @for inner in unfolded.inside(Some(inner)) { (container(links, unfolded, inner, since)) }
        }
    }
}
