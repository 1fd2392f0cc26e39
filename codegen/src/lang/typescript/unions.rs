//! Unions: the type, which is narrowed by its tag, its keys or its kind, and its table.

use tdproto_schema::model::{
    EnumBase, JsonKind, Openness, Scalar, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant,
    kinds_text,
};
use tdproto_schema::{Code, Diagnostic, Model};

use super::docs::{Doc, code, in_line, one_line};
use super::enums::{alternatives, literal};
use super::literal::{key, string};
use super::tables;
use super::types::Scope;
use crate::lang::{Input, type_notes};
use crate::text::Writer;
use crate::views::View;

/// The type, in one view.
pub(super) fn write(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    (name, view): (&str, View),
    id: TypeId,
    union: &Union,
) {
    let mut members: Vec<String> = Vec::new();
    for variant in &union.variants {
        members.push(member(scope, view, union, variant));
    }
    match union.openness {
        Openness::Open => {
            members.push(match union.tag() {
                Some(tag) => format!("t.UnknownVariant<{}>", string(&tag.key)),
                None => "t.UnknownKeys".to_owned(),
            });
            scope.import_table_parts();
        }
        Openness::Closed => {}
    }
    if view == View::Whole {
        docs(&scope.input, id, union).write(w);
    }
    alternatives(w, name, &members);
}

fn member(scope: &mut Scope<'_>, view: View, union: &Union, variant: &Variant) -> String {
    let ty = variant.ty.as_ref().map(|ty| held(scope, ty, view));
    match &union.form {
        UnionForm::Tag(tag) => {
            let name = key(&tag.key);
            let mark = match &variant.value {
                Some(value) => format!("{name}: {}", literal(value)),
                None => format!("{name}?: undefined"),
            };
            match (ty, &tag.content) {
                (Some(ty), Some(content)) => format!("{{ {mark}; {}: {ty} }}", key(content)),
                (Some(ty), None) => format!("({{ {mark} }} & {ty})"),
                (None, _) => format!("{{ {mark} }}"),
            }
        }
        UnionForm::Key | UnionForm::Kind => ty.unwrap_or_else(|| "never".to_owned()),
    }
}

/// The type of a variant. A map is written so that it may hold the union again.
fn held(scope: &mut Scope<'_>, ty: &Type, view: View) -> String {
    match scope.input.model.unaliased(ty) {
        Type::Map(key, item) => {
            let (key, item) = (scope.key(key, view), scope.ty(item, view));
            format!("{{ [K in {key}]?: {item} }}")
        }
        Type::Scalar(_)
        | Type::Named(_)
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => scope.ty(ty, view),
    }
}

/// Returns true if a model has unions of objects.
pub(super) fn has_objects(model: &Model) -> bool {
    let mut unions = model.types().iter().filter_map(TypeDef::union);
    unions.any(|union| union.form.is_of_objects())
}

/// Returns true if a model has unions by key.
pub(super) fn has_keyed(model: &Model) -> bool {
    let mut unions = model.types().iter().filter_map(TypeDef::union);
    unions.any(|union| union.form == UnionForm::Key)
}

/// An error if a union has texts and integers that are texts in TypeScript.
pub(super) fn ambiguous(model: &Model) -> Option<Diagnostic> {
    let has = |union: &Union, wanted: &dyn Fn(&Type) -> bool| {
        let mut types = union
            .variants
            .iter()
            .filter_map(|variant| variant.ty.as_ref());
        union.form == UnionForm::Kind && types.any(wanted)
    };
    let is_text = |ty: &Type| model.json_kind(ty) == Some(JsonKind::String);
    let is_wide = |ty: &Type| matches!(model.wire_scalar(ty), Some(Scalar::Int64 | Scalar::Uint64));
    let def = model.types().iter().find(|def| {
        def.union()
            .is_some_and(|union| has(union, &is_text) && has(union, &is_wide))
    })?;
    let message = format!(
        "union `{}` has texts and integers of 64 bits, which the option `int64` makes texts",
        def.name
    );
    let found = Diagnostic::error(Code::OptionInvalid, message);
    Some(found.help("choose \"bigint\" or \"number\", or an integer of fewer bits"))
}

fn docs(input: &Input<'_>, id: TypeId, union: &Union) -> Doc {
    let def = input.model.ty(id);
    let since = def.docs.since.as_deref();
    let notes = union.variants.iter().map(|variant| {
        let mark = match &union.form {
            UnionForm::Tag(_) => {
                let value = variant.value.as_ref().map(|value| code(&literal(value)));
                format!("{} ", value.unwrap_or_else(|| "no tag".to_owned()))
            }
            UnionForm::Key => {
                let value = variant.value.as_ref().map(|value| code(&literal(value)));
                format!(
                    "{} ",
                    value.unwrap_or_else(|| "none of the keys".to_owned())
                )
            }
            UnionForm::Kind => String::new(),
        };
        note(&mark, variant, since)
    });
    let mut docs = Doc::new(&def.docs.text).safe(notes.collect::<Vec<_>>().join("\n"));
    if union.openness == Openness::Open {
        let text = match &union.form {
            UnionForm::Tag(_) => {
                "Open: there may be other variants, known to later versions, with the tag `UNKNOWN`."
            }
            UnionForm::Key | UnionForm::Kind => {
                "Open: there may be other variants, known to later versions, under the key `UNKNOWN`."
            }
        };
        docs = docs.safe(text.to_owned());
    }
    docs.notes(&type_notes(input, id))
        .deprecated(def.docs.deprecated.as_ref())
}

/// The line about one variant in a list.
fn note(mark: &str, variant: &Variant, owner_since: Option<&str>) -> String {
    let name = one_line(&variant.name);
    let name = match mark {
        "" => name,
        _ => format!("({name})"),
    };
    format!("- {mark}{name}{}", in_line(&variant.docs, owner_since))
}

/// Writes the table of a union.
pub(super) fn table(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, union: &Union) {
    scope.import_table_parts();
    let head = tables::head(w, scope, id);
    match &union.form {
        UnionForm::Tag(tag) => tags(w, scope, &head, union, tag),
        UnionForm::Key => {
            let is_open = union.openness == Openness::Open;
            w.block(format!("{head} t.keyed("), ");", |w| {
                w.line(format!("{is_open},"));
                w.block("() => [", "],", |w| variants(w, scope, union));
            });
        }
        UnionForm::Kind => {
            let model = scope.input.model;
            let name = string(&kinds_text(&model.kinds_of(union)));
            let types = union
                .variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref());
            let kinds = types.filter_map(|ty| Some((model.json_kind(ty)?, ty)));
            w.block(format!("{head} t.kinds("), ");", |w| {
                w.line(format!("{name},"));
                w.block("() => ({", "}),", |w| {
                    for (kind, ty) in kinds {
                        w.line(format!("{}: {},", kind.name(), tables::ty(scope, ty)));
                    }
                });
            });
        }
    }
}

/// Writes the table of a union by a tag.
fn tags(w: &mut Writer, scope: &mut Scope<'_>, head: &str, union: &Union, tag: &Tag) {
    let base = match tag.base {
        EnumBase::Text => "t.string",
        EnumBase::Int => "t.int",
    };
    let is_open = union.openness == Openness::Open;
    w.block(format!("{head} t.union("), ");", |w| {
        w.line(format!("{},", string(&tag.key)));
        w.line(format!("{base},"));
        w.line(format!("{is_open},"));
        w.block("() => [", "],", |w| variants(w, scope, union));
    });
}

/// Writes the tags or keys of a union, each with the table of its variant.
fn variants(w: &mut Writer, scope: &mut Scope<'_>, union: &Union) {
    for variant in &union.variants {
        let value = variant.value.as_ref();
        let value = value.map_or_else(|| "undefined".to_owned(), literal);
        let held = variant.ty.as_ref();
        let table = match (held, union.content()) {
            (Some(ty), Some(content)) => {
                format!("t.content({}, {})", string(content), tables::ty(scope, ty))
            }
            (Some(ty), None) => match scope.input.model.object_of(ty) {
                Some(held) => tables::reference(scope, held),
                None => "undefined".to_owned(),
            },
            (None, _) => "undefined".to_owned(),
        };
        w.line(format!("[{value}, {table}],"));
    }
}
