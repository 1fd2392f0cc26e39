//! Types.

use tdproto_schema::model::{Constraints, TypeId, TypeKind};

use super::super::{deprecation_note, scalar_notes};
use super::links::Links;
use super::parts::{self, Columns};
use super::prose;
use super::text::{block, code, in_cell};
use crate::reference::{Place, fields, lifecycle, say, values, variants};

/// The section of a type.
pub(super) fn section(links: &Links<'_, '_>, id: TypeId) -> Vec<String> {
    let reference = links.reference;
    let def = reference.model.ty(id);
    let place = Place::Type(&def.name);
    let mut out = vec![parts::heading(3, place)];
    let mut badges = lifecycle(&def.docs, None);
    reference.history.marks.add_to(&mut badges, place);
    let mut facts = vec![format!("*{}*", def.kind.name())];
    let sender = reference.sender(id);
    facts.extend(sender.map(|sender| format!("*{}*", say::arrow(sender))));
    let badges = parts::badges(&badges);
    facts.extend((!badges.is_empty()).then_some(badges));
    out.push(facts.join(", "));
    out.push(prose::blocks(links, &def.docs.text));
    let deprecated = def.docs.deprecated.as_ref().map(deprecation_note);
    out.extend(deprecated.map(|note| format!("> {}", prose::summary(links, &note))));
    out.push(prose::blocks(links, &say::kind_of(def)));
    out.extend(facts_of(links, id));
    out.extend(members(links, id));
    out.extend(prefixes(links, id));
    out.extend(example(links, id));
    let users = reference.users.of(id).iter();
    let users: Vec<_> = users.map(|user| parts::link(links, *user)).collect();
    out.push(match users.is_empty() {
        true => "Used by no event and no other type.".to_owned(),
        false => format!("Used by {}.", users.join(", ")),
    });
    out.retain(|part| !part.is_empty());
    out
}

fn facts_of(links: &Links<'_, '_>, id: TypeId) -> Vec<String> {
    let reference = links.reference;
    let model = reference.model;
    let def = model.ty(id);
    match &def.kind {
        TypeKind::Scalar(base) => {
            let mut out = vec![format!("Base: {}.", code(base.name()))];
            if def.constraints != Constraints::default() {
                let notes = scalar_notes(reference.input, id, *base);
                out.extend(notes.iter().map(|note| prose::summary(links, note)));
            }
            out
        }
        TypeKind::Alias(target) => vec![format!("Stands for {}.", parts::ty(links, target))],
        TypeKind::Entity(entity) if !entity.includes.is_empty() => {
            let all = entity.includes.iter();
            let all: Vec<_> = all
                .map(|id| parts::link(links, Place::Type(&model.ty(*id).name)))
                .collect();
            vec![format!("Includes {}.", all.join(", "))]
        }
        TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
    }
}

fn members(links: &Links<'_, '_>, id: TypeId) -> Option<String> {
    let reference = links.reference;
    let (model, marks) = (reference.model, &reference.history.marks);
    let (columns, rows) = match &model.ty(id).kind {
        TypeKind::Entity(_) => (FIELDS, fields(model, id, marks)),
        TypeKind::Enum(_) => (VALUES, values(model, id, marks)),
        TypeKind::Union(_) => (VARIANTS, variants(model, id, marks)),
        TypeKind::Scalar(_) | TypeKind::Alias(_) => return None,
    };
    Some(match rows.is_empty() {
        true => "It has no fields.".to_owned(),
        false => parts::rows(links, columns, &rows),
    })
}

const FIELDS: Columns = Columns {
    name: "Key",
    has_values: false,
    has_types: true,
    has_presence: true,
    is_home: true,
};

const VALUES: Columns = Columns {
    name: "Value",
    has_values: true,
    has_types: false,
    has_presence: false,
    is_home: true,
};

const VARIANTS: Columns = Columns {
    name: "Variant",
    has_values: true,
    has_types: true,
    has_presence: false,
    is_home: true,
};

fn prefixes(links: &Links<'_, '_>, id: TypeId) -> Option<String> {
    let def = links.reference.model.ty(id);
    let rows = def.prefixes.iter().map(|prefix| {
        vec![
            in_cell(&code(&prefix.text)),
            in_cell(&code(&prefix.name)),
            prose::cell(links, &prefix.doc),
        ]
    });
    let has_any = !def.prefixes.is_empty();
    has_any.then(|| parts::table(&["Prefix", "Name", "Description"], rows))
}

fn example(links: &Links<'_, '_>, id: TypeId) -> Vec<String> {
    let def = links.reference.model.ty(id);
    if def.entity().is_none() && def.union().is_none() {
        return Vec::new();
    }
    vec![
        "<details><summary>Generated example</summary>".to_owned(),
        block("json", &links.reference.examples.of_type(id)),
        "</details>".to_owned(),
    ]
}
