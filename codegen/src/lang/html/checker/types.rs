//! The tables of types.
//!
//! A type in use is a text, a built-in one; a number, a declared one by its position; or an object
//! with one key: `list`, `map`, `tuple`, `nullable`, `constant`, or `empty` for a declared scalar of
//! dates where the empty text stands for none. Aliases are followed.

use serde_json::{Map, Value, json};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Bounds, Constant, Entity, Enum, Field, JsonKind, Number, Openness, Presence, Scalar,
    Type, TypeDef, TypeId, TypeKind, Union, UnionForm, WireValue,
};

/// The value may be missing, or null; only the server sets it.
const ABSENT: u8 = 1;
const NULL: u8 = 2;
const READONLY: u8 = 4;

/// A type in use; `allow_empty` if the empty text may stand for no date.
pub(super) fn of(model: &Model, ty: &Type, allow_empty: bool) -> Value {
    let inner = |ty: &Type| of(model, ty, allow_empty);
    match model.unaliased(ty) {
        Type::Null => "null".into(),
        Type::Any => "any".into(),
        Type::Scalar(scalar) => self::scalar(*scalar, allow_empty).into(),
        Type::List(item) => json!({ "list": inner(item) }),
        Type::Map(key, item) => json!({ "map": [inner(key), inner(item)] }),
        Type::Tuple(items) => json!({ "tuple": items.iter().map(inner).collect::<Value>() }),
        Type::Nullable(item) => json!({ "nullable": inner(item) }),
        Type::Constant(constant) => json!({ "constant": self::constant(constant) }),
        Type::Named(id) => named(model.ty(*id), *id, allow_empty),
    }
}

fn named(def: &TypeDef, id: TypeId, allow_empty: bool) -> Value {
    match &def.kind {
        TypeKind::Scalar(Scalar::Datetime) if allow_empty && !def.allow_empty => {
            json!({ "empty": id.index() })
        }
        TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Scalar(_) => {
            id.index().into()
        }
        // Only a cycle ends at an alias, and the checks of a schema refuse those.
        TypeKind::Alias(_) => "any".into(),
    }
}

fn scalar(scalar: Scalar, allow_empty: bool) -> &'static str {
    match allow_empty && scalar == Scalar::Datetime {
        true => "datetime?",
        false => scalar.name(),
    }
}

/// A type in use, and its presence.
pub(super) fn present(model: &Model, ty: &Type, presence: Presence) -> Value {
    json!([of(model, ty, model.protocol.allow_empty), flags(presence)])
}

fn flags(presence: Presence) -> u8 {
    let absent = if presence.may_be_absent() { ABSENT } else { 0 };
    let null = if presence.may_be_null() { NULL } else { 0 };
    absent | null
}

pub(super) fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::Text(text) => text.as_str().into(),
        Constant::Int(number) => (*number).into(),
        Constant::Bool(is_true) => (*is_true).into(),
    }
}

pub(super) fn wire_value(value: &WireValue) -> Value {
    match value {
        WireValue::Text(text) => text.as_str().into(),
        WireValue::Int(number) => (*number).into(),
    }
}

/// All declared types by their positions. Nothing but a name leads to an alias.
pub(super) fn declared(model: &Model) -> Value {
    let types = model.types().iter().map(|def| match &def.kind {
        TypeKind::Entity(entity) => self::entity(model, def, entity),
        TypeKind::Enum(listing) => enumeration(def, listing),
        TypeKind::Union(found) => union(model, def, found),
        TypeKind::Scalar(base) => declared_scalar(model, def, *base),
        TypeKind::Alias(target) => {
            let target = of(model, target, model.protocol.allow_empty);
            json!({ "name": def.name, "alias": target })
        }
    });
    types.collect()
}

fn entity(model: &Model, def: &TypeDef, entity: &Entity) -> Value {
    let fields = entity.fields.iter().map(|field| self::field(model, field));
    json!({ "name": def.name, "fields": fields.collect::<Value>() })
}

/// A field: its key, its type, its flags, and its bounds if it has some.
fn field(model: &Model, field: &Field) -> Value {
    let allow_empty = model.protocol.allow_empty || field.allow_empty;
    let readonly = match field.access {
        Access::ReadOnly => READONLY,
        Access::ReadWrite => 0,
    };
    let ty = of(model, &field.ty, allow_empty);
    let mut parts = vec![
        Value::from(field.name.as_str()),
        ty,
        (flags(field.presence) | readonly).into(),
    ];
    if !field.bounds.is_empty() {
        parts.extend(ends(field.bounds));
    }
    parts.into()
}

/// The ends of a range. Integers are texts, since they may be beyond those that a double holds.
fn ends(bounds: Bounds) -> [Value; 2] {
    [bounds.min, bounds.max].map(|end| match end {
        None => Value::Null,
        Some(Number::Int(number)) => number.to_string().into(),
        Some(Number::Float(number)) => number.get().into(),
    })
}

fn enumeration(def: &TypeDef, listing: &Enum) -> Value {
    let values = listing.values.iter().map(|value| wire_value(&value.value));
    json!({
        "name": def.name,
        "enum": listing.base.scalar().name(),
        "closed": listing.openness == Openness::Closed,
        "values": values.collect::<Value>(),
    })
}

/// A union: each variant is its tag or key and its type, either `null` if it has none.
fn union(model: &Model, def: &TypeDef, union: &Union) -> Value {
    let everywhere = model.protocol.allow_empty;
    let variants = union.variants.iter().map(|variant| {
        let ty = variant.ty.as_ref().map(|ty| of(model, ty, everywhere));
        json!([variant.value.as_ref().map(wire_value), ty])
    });
    let mut table = Map::new();
    let mut put = |key: &str, value: Value| table.insert(key.to_owned(), value);
    put("name", def.name.as_str().into());
    match &union.form {
        UnionForm::Tag(tag) => {
            put("union", "tag".into());
            put("tag", tag.key.as_str().into());
            put("base", tag.base.scalar().name().into());
            if let Some(content) = &tag.content {
                put("content", content.as_str().into());
            }
        }
        UnionForm::Key => {
            put("union", "key".into());
        }
        UnionForm::Kind => {
            put("union", "kind".into());
            put("kinds", kinds(model, union));
        }
    }
    put("closed", (union.openness == Openness::Closed).into());
    put("variants", variants.collect());
    Value::Object(table)
}

/// The positions of the variants by kind, in the order of the variants.
fn kinds(model: &Model, union: &Union) -> Value {
    let kinds = JsonKind::ALL.into_iter();
    let kinds = kinds.filter_map(|kind| Some((model.variant_of_kind(union, kind)?, kind.name())));
    let mut kinds: Vec<(usize, &str)> = kinds.collect();
    kinds.sort_unstable();
    let kinds = kinds
        .into_iter()
        .map(|(at, kind)| (kind.to_owned(), at.into()));
    Value::Object(kinds.collect())
}

/// A scalar: its base, its range, and the regular expressions of its texts with the codes of the
/// findings and the names of formats.
fn declared_scalar(model: &Model, def: &TypeDef, base: Scalar) -> Value {
    let allow_empty = model.protocol.allow_empty || def.allow_empty;
    let mut table = Map::new();
    let mut put = |key: &str, value: Value| table.insert(key.to_owned(), value);
    put("name", def.name.as_str().into());
    put("scalar", scalar(base, allow_empty).into());
    let constraints = &def.constraints;
    if !constraints.bounds.is_empty() {
        put("bounds", ends(constraints.bounds).to_vec().into());
    }
    let pattern = constraints.pattern.as_ref();
    let pattern = pattern.map(|text| json!(["wrong-pattern", text, text]));
    let format = constraints.format.and_then(|format| {
        let text = format.pattern()?;
        Some(json!(["wrong-format", text, format.name()]))
    });
    let patterns: Vec<Value> = pattern.into_iter().chain(format).collect();
    if !patterns.is_empty() {
        put("patterns", patterns.into());
    }
    Value::Object(table)
}
