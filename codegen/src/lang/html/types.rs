//! The pages of types.

use maud::{Markup, html};
use tdproto_schema::model::{Constraints, TypeId, TypeKind};

use super::super::{deprecation_note, scalar_notes};
use super::links::Links;
use super::parts::{self, Table};
use super::prose;
use crate::reference::{Place, fields, lifecycle, say, values, variants};

/// The page of a type.
pub(super) fn page(links: &Links<'_, '_>, id: TypeId) -> Markup {
    let reference = links.reference;
    let def = reference.model.ty(id);
    let place = Place::Type(&def.name);
    let mut badges = lifecycle(&def.docs, None);
    reference.history.marks.add_to(&mut badges, place);
    html! {
        p.over { (capital(def.kind.name())) }
        (parts::heading(links.level(), &place.anchor(), &html! { code { (def.name) } }))
        p.bs {
            @if let Some(sender) = reference.sender(id) { (parts::direction(sender)) }
            (parts::badges(&badges))
        }
        (prose::blocks(links, &def.docs.text))
        @if let Some(deprecated) = &def.docs.deprecated {
            div.warn { (prose::blocks(links, &deprecation_note(deprecated))) }
        }
        (prose::blocks(links, &say::kind_of(def)))
        (facts(links, id))
        (members(links, id))
        (example(links, id))
        (users(links, id))
    }
}

/// The name of a kind at the start of a line.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn facts(links: &Links<'_, '_>, id: TypeId) -> Markup {
    let reference = links.reference;
    let def = reference.model.ty(id);
    let includes = def.entity().map(|entity| entity.includes.as_slice());
    let notes = match &def.kind {
        TypeKind::Scalar(base) if def.constraints != Constraints::default() => {
            scalar_notes(reference.input, id, *base)
        }
        TypeKind::Scalar(_)
        | TypeKind::Entity(_)
        | TypeKind::Enum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_) => Vec::new(),
    };
    html! {
        dl.facts {
            @if let TypeKind::Scalar(base) = &def.kind {
                dt { "Base" }
                dd { code { (base.name()) } }
            }
            @if let TypeKind::Alias(target) = &def.kind {
                dt { "Stands for" }
                dd { (parts::ty(links, target)) }
            }
            @if !notes.is_empty() {
                dt { "Constraints" }
                dd { @for note in &notes { (prose::cell(links, note)) " " } }
            }
            @if let Some(includes) = includes.filter(|all| !all.is_empty()) {
                dt { "Includes" }
                dd {
                    @for (at, included) in includes.iter().enumerate() {
                        @if at > 0 { ", " }
                        (parts::link(links, Place::Type(&reference.model.ty(*included).name)))
                    }
                }
            }
            dt { "Topic" }
            dd { a href=(links.to(Place::Topic(&def.topic))) { (reference.topic_title(&def.topic)) } }
        }
    }
}

/// The fields, values, variants or prefixes.
fn members(links: &Links<'_, '_>, id: TypeId) -> Markup {
    let reference = links.reference;
    let (model, marks) = (reference.model, &reference.history.marks);
    let def = model.ty(id);
    let title = |text: &str| html! { (sub_heading(links, text)) };
    html! {
        @match &def.kind {
            TypeKind::Entity(_) => {
                (title("Fields"))
                @let rows = fields(model, id, marks);
                @if rows.is_empty() { p { "It has no fields." } }
                @else { (parts::rows(links, FIELDS, "Fields", &rows)) }
            }
            TypeKind::Enum(_) => {
                (title("Values"))
                (parts::rows(links, VALUES, "Values", &values(model, id, marks)))
            }
            TypeKind::Union(_) => {
                (title("Variants"))
                (parts::rows(links, VARIANTS, "Variants", &variants(model, id, marks)))
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
        @if !def.prefixes.is_empty() {
            (title("Prefixes"))
            table.f {
                caption.vh { "Prefixes" }
                thead { tr { th scope="col" { "Text" } th scope="col" { "Name" } th scope="col" { "Description" } } }
                tbody {
                    @for prefix in &def.prefixes {
                        tr {
                            th scope="row" { code { (prefix.text) "…" } }
                            td { (prefix.name) }
                            td { (prose::cell(links, &prefix.doc)) }
                        }
                    }
                }
            }
        }
    }
}

const FIELDS: Table = Table {
    name: "Key",
    value: "",
    has_types: true,
    is_home: true,
};

const VALUES: Table = Table {
    name: "Value",
    value: "On the wire",
    has_types: false,
    is_home: true,
};

const VARIANTS: Table = Table {
    name: "Variant",
    value: "On the wire",
    has_types: true,
    is_home: true,
};

/// A heading of a section that has no link of its own.
fn sub_heading(links: &Links<'_, '_>, text: &str) -> Markup {
    match links.page {
        Some(_) => html! { h2 { (text) } },
        None => html! { h3 { (text) } },
    }
}

fn example(links: &Links<'_, '_>, id: TypeId) -> Markup {
    let def = links.reference.model.ty(id);
    let is_object = def.entity().is_some() || def.union().is_some();
    html! {
        @if is_object {
            (sub_heading(links, "Example"))
            p.m { "Generated example." }
            (parts::code(&links.reference.examples.of_type(id)))
        }
    }
}

fn users(links: &Links<'_, '_>, id: TypeId) -> Markup {
    let users = links.reference.users.of(id);
    html! {
        (sub_heading(links, "Used by"))
        @if users.is_empty() { p { "No event and no other type uses it." } }
        @else { (parts::users(links, users)) }
    }
}
