//! Tables: all that the runtime needs to know of an entity, as one expression without side effects.

use tdproto_schema::model::{
    Access, Entity, Enum, EnumBase, Field, Model, Openness, Presence, Scalar, Type, TypeId,
    TypeKind, needed_items,
};

use super::docs::Doc;
use super::enums::literal;
use super::literal::{constant, key};
use super::naming;
use super::types::Scope;
use crate::text::Writer;
use crate::views::View;

/// Writes the table of an entity.
pub(super) fn entity(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, entity: &Entity) {
    scope.import_table_parts();
    let head = head(w, scope, id);
    w.block(format!("{head} t.entity("), ");", |w| {
        object(w, fields(scope, entity));
        object(w, blank(scope.input.model, entity));
    });
}

/// Writes the docs of a table, and returns the start of its declaration.
pub(super) fn head(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId) -> String {
    let whole = scope.named(id, View::Whole);
    let input = scope.named(id, View::Input);
    let table = naming::table(whole);
    let views = match scope.input.views.differs(id) {
        true => format!("{whole}, {input}"),
        false => whole.to_owned(),
    };
    w.blank();
    Doc::default()
        .safe(format!("{{@link {whole}}} for decoders and encoders."))
        .write(w);
    format!("export const {table}: t.EntitySchema<{views}> = /* @__PURE__ */")
}

/// A function that returns a new object with these properties.
fn object(w: &mut Writer, properties: Vec<String>) {
    if properties.is_empty() {
        w.line("() => ({}),");
    } else {
        w.block("() => ({", "}),", |w| w.lines(properties));
    }
}

fn fields(scope: &mut Scope<'_>, entity: &Entity) -> Vec<String> {
    let fields = entity.fields.iter();
    fields
        .map(|found| format!("{}: {},", property(&found.name), field(scope, found)))
        .collect()
}

/// The properties that a decoded entity has in any case, empty. Engines make objects of a literal
/// many times as fast as by setting one property after the other.
fn blank(model: &Model, entity: &Entity) -> Vec<String> {
    let mut properties = Vec::new();
    for field in &entity.fields {
        let value = match field.presence {
            Presence::Required => empty(model, &field.ty),
            Presence::Nullable => "null".to_owned(),
            Presence::OmitEmpty | Presence::OmitNull | Presence::Optional | Presence::Patch => {
                continue;
            }
        };
        properties.push(format!("{}: {value},", property(&field.name)));
    }
    properties
}

/// The empty value of a type; `undefined` if the runtime makes it when it is needed.
fn empty(model: &Model, ty: &Type) -> String {
    let ty = model.unaliased(ty);
    match ty {
        Type::Scalar(found) => empty_scalar(*found),
        Type::List(_) => "[]",
        Type::Map(..) => "{}",
        Type::Tuple(_) => "undefined",
        Type::Constant(found) => return constant(found),
        Type::Nullable(_) | Type::Null | Type::Any => "null",
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Scalar(base) => empty_scalar(*base),
            TypeKind::Enum(found) => return empty_enum(found),
            TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => "undefined",
        },
    }
    .to_owned()
}

fn empty_scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime => "\"\"",
        Scalar::Bytes => "new Uint8Array()",
        Scalar::Bool => "false",
        Scalar::Int64 | Scalar::Uint64 => "t.zero",
        Scalar::Int
        | Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Uint
        | Scalar::Uint8
        | Scalar::Uint16
        | Scalar::Uint32
        | Scalar::Float32
        | Scalar::Float64 => "0",
    }
}

/// The value of a closed enum that stands for a missing one: none of its values is empty.
fn empty_enum(found: &Enum) -> String {
    match (found.openness, found.base) {
        (Openness::Open, base) => empty_scalar(base.scalar()).to_owned(),
        (Openness::Closed, EnumBase::Text | EnumBase::Int) => {
            let empty = found.empty_value();
            empty.map_or("undefined".to_owned(), |empty| literal(&empty.value))
        }
    }
}

/// The key of a property. A plain `__proto__` would set the prototype.
pub(super) fn property(name: &str) -> String {
    match name {
        "__proto__" => "[\"__proto__\"]".to_owned(),
        _ => key(name),
    }
}

fn field(scope: &mut Scope<'_>, field: &Field) -> String {
    let ty = ty(scope, &field.ty);
    let value = match field.presence {
        Presence::Required => ty,
        Presence::Nullable => format!("t.nullable({ty})"),
        Presence::OmitEmpty => format!("t.omitEmpty({ty})"),
        Presence::OmitNull => format!("t.omitNull({ty})"),
        Presence::Optional => format!("t.optional({ty})"),
        Presence::Patch => format!("t.patch({ty})"),
    };
    match field.access {
        Access::ReadWrite => value,
        Access::ReadOnly => format!("t.readonly({value})"),
    }
}

/// The table of an event's params.
pub(super) fn params(scope: &mut Scope<'_>, params: &Field) -> String {
    let table = field(scope, params);
    if table.contains("t.") {
        scope.import_table_parts();
    }
    table
}

/// The expression of a type, with aliases replaced by their targets.
pub(super) fn ty(scope: &mut Scope<'_>, found: &Type) -> String {
    match scope.input.model.unaliased(found) {
        Type::Scalar(found) => scalar(*found).to_owned(),
        Type::Named(id) => named(scope, *id),
        Type::List(item) => format!("t.list({})", ty(scope, item)),
        Type::Tuple(items) => {
            let types: Vec<_> = items.iter().map(|item| ty(scope, item)).collect();
            format!("t.tuple([{}], {})", types.join(", "), needed_items(items))
        }
        Type::Map(key, value) => {
            let value = ty(scope, value);
            // Keys are texts: JSON has no others.
            match (ty(scope, key).as_str(), open_values(scope, key)) {
                ("t.string", None) => format!("t.map({value})"),
                (key, None) => format!("t.map({value}, {key})"),
                (key, Some(values)) => format!("t.map({value}, {key}, {values})"),
            }
        }
        Type::Nullable(item) => format!("t.orNull({})", ty(scope, item)),
        Type::Constant(found) => format!("t.closed([{}])", constant(found)),
        Type::Null => "t.nothing".to_owned(),
        Type::Any => "t.any".to_owned(),
    }
}

/// The list of the values of an open enum, imported: as keys of a map, these come first.
fn open_values(scope: &mut Scope<'_>, key: &Type) -> Option<String> {
    let model = scope.input.model;
    let Type::Named(id) = model.unaliased(key) else {
        return None;
    };
    let found = model.ty(*id).enumeration()?;
    (found.openness == Openness::Open).then(|| enum_values(scope, *id))
}

/// The name of the list of an enum's values, imported.
fn enum_values(scope: &mut Scope<'_>, id: TypeId) -> String {
    let values = naming::values(scope.input.names.ty(id));
    let stem = scope.input.names.topic(&scope.input.model.ty(id).topic);
    scope.import_value(stem, values.clone());
    values
}

fn named(scope: &mut Scope<'_>, id: TypeId) -> String {
    let def = scope.input.model.ty(id);
    match &def.kind {
        TypeKind::Entity(_) | TypeKind::Union(_) => reference(scope, id),
        TypeKind::Enum(found) => match (found.openness, found.base) {
            (Openness::Open, EnumBase::Text) => "t.string".to_owned(),
            (Openness::Open, EnumBase::Int) => "t.int".to_owned(),
            (Openness::Closed, EnumBase::Text | EnumBase::Int) => {
                let values = enum_values(scope, id);
                match found.empty_value().filter(|_| found.empty != 0) {
                    Some(empty) => format!("t.closed({values}, {})", literal(&empty.value)),
                    None => format!("t.closed({values})"),
                }
            }
        },
        TypeKind::Scalar(base) => scalar(*base).to_owned(),
        TypeKind::Alias(target) => ty(scope, target),
    }
}

/// The name of the table of an entity or a union, imported.
pub(super) fn reference(scope: &mut Scope<'_>, id: TypeId) -> String {
    let table = naming::table(scope.input.names.ty(id));
    let stem = scope.input.names.topic(&scope.input.model.ty(id).topic);
    scope.import_value(stem, table.clone());
    table
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime => "t.string",
        Scalar::Bytes => "t.bytes",
        Scalar::Bool => "t.boolean",
        Scalar::Int => "t.int",
        Scalar::Int8 => "t.int8",
        Scalar::Int16 => "t.int16",
        Scalar::Int32 => "t.int32",
        Scalar::Int64 => "t.int64",
        Scalar::Uint => "t.uint",
        Scalar::Uint8 => "t.uint8",
        Scalar::Uint16 => "t.uint16",
        Scalar::Uint32 => "t.uint32",
        Scalar::Uint64 => "t.uint64",
        Scalar::Float32 => "t.float32",
        Scalar::Float64 => "t.number",
    }
}
