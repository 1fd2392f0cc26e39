//! Unions: the type, which is narrowed by its tag, and its table.

use tdproto_schema::model::{EnumBase, Openness, TypeDef, TypeId, Union, Variant};

use super::docs::{Doc, code, in_line, one_line};
use super::enums::{alternatives, literal};
use super::literal::{key, string};
use super::tables;
use super::types::Scope;
use crate::lang::lifecycle_notes;
use crate::text::Writer;
use crate::views::View;

/// The type, in one view.
pub(super) fn write(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    (name, view): (&str, View),
    def: &TypeDef,
    union: &Union,
) {
    let mut members: Vec<String> = Vec::new();
    for variant in &union.variants {
        members.push(member(scope, view, union, variant));
    }
    match union.openness {
        Openness::Open => {
            scope.import_table_parts();
            members.push(format!("t.UnknownVariant<{}>", string(&union.tag().key)));
        }
        Openness::Closed => {}
    }
    if view == View::Whole {
        docs(def, union).write(w);
    }
    alternatives(w, name, &members);
}

fn member(scope: &mut Scope<'_>, view: View, union: &Union, variant: &Variant) -> String {
    let key = key(&union.tag().key);
    let tag = match &variant.value {
        Some(value) => format!("{{ {key}: {} }}", literal(value)),
        None => format!("{{ {key}?: undefined }}"),
    };
    match &variant.ty {
        Some(ty) => format!("({tag} & {})", scope.ty(ty, view)),
        None => tag,
    }
}

fn docs(def: &TypeDef, union: &Union) -> Doc {
    let since = def.docs.since.as_deref();
    let notes = union.variants.iter().map(|variant| note(variant, since));
    let mut docs = Doc::new(&def.docs.text).safe(notes.collect::<Vec<_>>().join("\n"));
    if union.openness == Openness::Open {
        let text = "Open: there may be other variants, known to later versions, with the tag \
                    `UNKNOWN`.";
        docs = docs.safe(text.to_owned());
    }
    docs.notes(&lifecycle_notes(&def.docs, None))
        .deprecated(def.docs.deprecated.as_ref())
}

/// The line about one variant in a list.
fn note(variant: &Variant, owner_since: Option<&str>) -> String {
    let value = variant.value.as_ref().map(|value| code(&literal(value)));
    let mut note = format!("- {}", value.unwrap_or_else(|| "no tag".to_owned()));
    note.push_str(&format!(" ({})", one_line(&variant.name)));
    note + &in_line(&variant.docs, owner_since)
}

/// Writes the table of a union.
pub(super) fn table(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, union: &Union) {
    scope.import_table_parts();
    let head = tables::head(w, scope, id);
    let tag = union.tag();
    let base = match tag.base {
        EnumBase::Text => "t.string",
        EnumBase::Int => "t.int",
    };
    let is_open = union.openness == Openness::Open;
    w.block(format!("{head} t.union("), ");", |w| {
        w.line(format!("{},", string(&tag.key)));
        w.line(format!("{base},"));
        w.line(format!("{is_open},"));
        w.block("() => [", "],", |w| {
            for variant in &union.variants {
                let value = variant.value.as_ref();
                let value = value.map_or_else(|| "undefined".to_owned(), literal);
                let held = variant.ty.as_ref();
                let held = held.and_then(|ty| scope.input.model.object_of(ty));
                let table = match held {
                    Some(held) => tables::reference(scope, held),
                    None => "undefined".to_owned(),
                };
                w.line(format!("[{value}, {table}],"));
            }
        });
    });
}
