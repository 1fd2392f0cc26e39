//! Examples of the package's README: values as source code, with what they need and no more.

use serde_json::Value;
use tdproto_schema::model::{
    Direction, Entity, EnumBase, Event, Openness, Scalar, Type, TypeId, TypeKind, Union, UnionForm,
    WireValue,
};

use super::literal::string;
use super::members::Member;
use super::scope::Scope;
use crate::options::UnknownFields;
use crate::sample;
use crate::views::View;

/// The source code of the params of an event that a client sends; `None`: it has none, or an example
/// of them would be too long.
pub(super) fn params(scope: &mut Scope<'_>, event: &Event) -> Option<String> {
    let model = scope.input().model;
    let ty = event.params_type()?;
    let envelope = &model.protocol.envelope;
    let sample = sample::frame_in(model, View::of(Direction::ClientToServer), event, 0);
    value(scope, ty, &sample[&envelope.params])
}

/// The declared types that an example names.
pub(super) fn named(text: &str, scope: &Scope<'_>) -> Vec<String> {
    let model = scope.input().model;
    let mut found: Vec<String> = Vec::new();
    for (id, _) in model.types_with_ids() {
        for name in [scope.named(id, View::Whole), scope.named(id, View::Input)] {
            let is_word = |(at, _): (usize, &str)| {
                let before = text[..at].chars().next_back();
                let after = text[at + name.len()..].chars().next();
                let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '.');
                let is_part_after = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !is_part(before) && !is_part_after(after)
            };
            if text.match_indices(&name).any(is_word) && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// The source code of a sample of a value of an event that a client sends; `None`: it would be too
/// long.
pub(super) fn sampled(
    scope: &mut Scope<'_>,
    event: &Event,
    ty: &Type,
    name: &str,
) -> Option<String> {
    let view = View::of(Direction::ClientToServer);
    let mut sampler = sample::Sampler::new(scope.input().model, view, &event.name, 0);
    let sample = sampler.value(ty, name);
    value(scope, ty, &sample)
}

fn value(scope: &mut Scope<'_>, ty: &Type, found: &Value) -> Option<String> {
    let model = scope.input().model;
    match model.unaliased(ty) {
        Type::Scalar(base) => scalar(scope, *base, found),
        Type::Named(id) => named_value(scope, *id, found),
        Type::List(item) => {
            let items = found.as_array()?.iter().take(1);
            let mut texts = Vec::new();
            for found in items {
                texts.push(value(scope, item, found)?);
            }
            Some(match texts.is_empty() {
                true => "emptyList()".to_owned(),
                false => format!("listOf({})", texts.join(", ")),
            })
        }
        Type::Map(..) => Some("emptyMap()".to_owned()),
        Type::Nullable(_) | Type::Null => Some("null".to_owned()),
        Type::Tuple(_) | Type::Constant(_) | Type::Any => None,
    }
}

fn scalar(scope: &mut Scope<'_>, base: Scalar, found: &Value) -> Option<String> {
    let number = || found.as_i64().map(|number| number.to_string());
    Some(match base {
        Scalar::String => string(found.as_str()?),
        Scalar::Datetime => format!("{}({})", scope.wire("Datetime"), string(found.as_str()?)),
        Scalar::Bool => found.as_bool()?.to_string(),
        Scalar::Int | Scalar::Int64 | Scalar::Uint | Scalar::Int32 => number()?,
        Scalar::Uint32 | Scalar::Uint64 => format!("{}u", number()?),
        Scalar::Float64 => format!("{:?}", found.as_f64()?),
        Scalar::Float32 => format!("{:?}f", found.as_f64()?),
        Scalar::Int8 | Scalar::Int16 | Scalar::Uint8 | Scalar::Uint16 | Scalar::Bytes => {
            return None;
        }
    })
}

fn named_value(scope: &mut Scope<'_>, id: TypeId, found: &Value) -> Option<String> {
    let model = scope.input().model;
    let name = scope.named(id, View::Input);
    match &model.ty(id).kind {
        TypeKind::Entity(entity) => object(scope, id, entity, found),
        TypeKind::Enum(listing) => {
            let is_it = |value: &WireValue| match value {
                WireValue::Text(text) => found.as_str() == Some(text),
                WireValue::Int(number) => found.as_i64() == Some(*number),
            };
            let at = listing.values.iter().position(|value| is_it(&value.value));
            match (at, listing.openness, listing.base) {
                (Some(at), _, _) => Some(format!("{name}.{}", scope.input().names.value(id, at))),
                (None, Openness::Open, EnumBase::Text) => {
                    Some(format!("{name}({})", string(found.as_str()?)))
                }
                (None, _, _) => None,
            }
        }
        TypeKind::Scalar(base) => Some(format!("{name}({})", scalar(scope, *base, found)?)),
        TypeKind::Alias(target) => value(scope, target, found),
        TypeKind::Union(union) => variant(scope, id, union, found),
    }
}

/// A variant of a union; `None`: the sample is of none, or one that has no value.
fn variant(scope: &mut Scope<'_>, id: TypeId, union: &Union, found: &Value) -> Option<String> {
    let model = scope.input().model;
    let at = match &union.form {
        UnionForm::Tag(tag) => sample::variant_at(union, found.get(&tag.key))?,
        UnionForm::Key => union.variant_by_key(|key| found.get(key).is_some())?,
        UnionForm::Kind => model.variant_of_kind(union, sample::kind_of(found)?)?,
    };
    let ty = union.variants[at].ty.as_ref()?;
    let inner = union.content().map_or(Some(found), |key| found.get(key))?;
    let inner = value(scope, ty, inner)?;
    let ident = scope.input().names.value(id, at).to_owned();
    Some(format!("{}.{ident}({inner})", scope.named(id, View::Input)))
}

fn object(scope: &mut Scope<'_>, id: TypeId, entity: &Entity, found: &Value) -> Option<String> {
    let name = scope.named(id, View::Input);
    let mut is_object = scope.package.unknown() != UnknownFields::Keep;
    let mut arguments = Vec::new();
    for (at, field) in View::Input.fields(entity) {
        let member = Member::of(field, scope.input().names.field(id, at), View::Input);
        is_object &= !member.is_there(scope);
        if !member.is_there(scope) || member.default(scope).is_some() {
            continue;
        }
        let value = value(scope, &field.ty, &found[&field.name])?;
        arguments.push(format!("{} = {value}", member.ident));
    }
    Some(match is_object {
        true => name,
        false => format!("{name}({})", arguments.join(", ")),
    })
}
