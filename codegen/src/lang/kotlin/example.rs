//! Values as source code, for examples: with what they need and no more.

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Entity, Enum, EnumBase, EnumValue, Event, EventId, Openness, Scalar, Type, TypeId,
    TypeKind, Union,
};
use tdproto_wire::Bytes;

use super::drawn::frame::Frame;
use super::events::params_member;
use super::literal::string;
use super::members::Member;
use super::scope::{INDENT, Scope};
use crate::lang::frame_values::is_shown;
use crate::options::UnknownFields;
use crate::sample::{self, Sampler};
use crate::views::View;

/// The longest line of a value.
const WIDTH: usize = 80;

/// A value as source code, before it is laid out in lines.
pub(super) enum Source {
    Plain(String),
    Call(String, Vec<(Option<String>, Source)>),
    /// An entry of a map.
    Entry(Box<Source>, Box<Source>),
}

/// The arguments of a call, with their names where they are given.
pub(super) type Arguments = Vec<(Option<String>, Source)>;

/// An event that a client sends; `None`: there is no code for its params.
pub(super) fn event(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Source> {
    let model = scope.input().model;
    let frame = Frame::of_event(model, event, Direction::ClientToServer);
    let arguments = match &frame {
        Some(frame) => drawn(scope, event, frame)?,
        None => {
            let mut arguments = envelope(scope, event)?;
            if model.protocol.envelope.id.is_some() {
                let id = format!(
                    "{}.randomUUID().toString()",
                    scope.foreign("java.util.UUID")
                );
                arguments.push((Some("confirmId".to_owned()), Source::Plain(id)));
            }
            arguments
        }
    };
    let has_members = match &frame {
        Some(frame) => is_class(scope, frame),
        None => !arguments.is_empty(),
    };
    scope.import_own("ClientEvent");
    let name = format!("ClientEvent.{}", scope.input().names.event(id));
    Some(match has_members {
        true => Source::Call(name, arguments),
        false => Source::Plain(name),
    })
}

/// Returns true if an event has members, so that it is no object.
fn is_class(scope: &Scope<'_>, frame: &Frame<'_>) -> bool {
    let has_params = frame.params().is_some_and(|params| params.is_there(scope));
    let mut fields = frame.fields().filter(|at| frame.told(*at).is_none());
    has_params || frame.id().is_some() || fields.any(|at| frame.field(at).is_there(scope))
}

/// The arguments of an event in an envelope that a client sends, without the id; `None`: there is no
/// code for its params.
pub(super) fn envelope(scope: &mut Scope<'_>, event: &Event) -> Option<Arguments> {
    let key = &scope.input().model.protocol.envelope.params;
    let member = params_member(event, key, Direction::ClientToServer);
    match member.filter(|params| params.is_there(scope)) {
        Some(params) => Some(vec![(None, sampled(scope, event, &params, "")?)]),
        None => Some(Vec::new()),
    }
}

/// The arguments of an event in a drawn frame that a client sends.
fn drawn(scope: &mut Scope<'_>, event: &Event, frame: &Frame<'_>) -> Option<Arguments> {
    let mut arguments = Vec::new();
    if let Some(params) = frame.params().filter(|params| params.is_there(scope)) {
        let value = sampled(scope, event, &params, "")?;
        arguments.push((Some(params.ident), value));
    }
    if let Some(id) = frame.id()
        && id.default(scope).is_none()
    {
        let value = sampled(scope, event, &id, "id")?;
        arguments.push((Some(id.ident), value));
    }
    arguments.extend(fields(scope, event, frame)?);
    Some(arguments)
}

/// The fields that a frame of an event, or a reply to it, has to have.
pub(super) fn fields(scope: &mut Scope<'_>, event: &Event, frame: &Frame<'_>) -> Option<Arguments> {
    let mut arguments = Vec::new();
    for at in frame.fields().filter(|at| frame.told(*at).is_none()) {
        let member = frame.field(at);
        let is_needed = member.default(scope).is_none() || is_shown(frame.kind, event, at);
        if member.is_there(scope) && is_needed {
            let name = &frame.kind.fields[at].name;
            let value = sampled(scope, event, &member, name)?;
            arguments.push((Some(member.ident), value));
        }
    }
    Some(arguments)
}

/// A sample of a member of a frame that a client sends.
pub(super) fn sampled(
    scope: &mut Scope<'_>,
    event: &Event,
    member: &Member<'_>,
    name: &str,
) -> Option<Source> {
    let model = scope.input().model;
    let value = Sampler::new(model, View::Input, &event.name, 0).value(member.ty, name);
    present(scope, member, &value)
}

/// The value of a member, in its state of presence.
fn present(scope: &mut Scope<'_>, member: &Member<'_>, found: &Value) -> Option<Source> {
    if member.is_flag(scope) {
        return plain("true");
    }
    let inner = value(scope, member.ty, found)?;
    match member.is_patch(scope) {
        true => {
            let patch = scope.wire("Patch");
            Some(match found.is_null() {
                true => Source::Plain(format!("{patch}.Null")),
                false => call(format!("{patch}.Value"), vec![inner]),
            })
        }
        false => Some(inner),
    }
}

fn plain(text: impl Into<String>) -> Option<Source> {
    Some(Source::Plain(text.into()))
}

fn call(name: String, arguments: Vec<Source>) -> Source {
    let arguments = arguments.into_iter().map(|argument| (None, argument));
    Source::Call(name, arguments.collect())
}

/// A type of the package, which is imported.
fn imported(scope: &mut Scope<'_>, id: TypeId) -> String {
    let name = scope.named(id, View::Input);
    scope.import_own(&name);
    name
}

fn value(scope: &mut Scope<'_>, ty: &Type, found: &Value) -> Option<Source> {
    let model = scope.input().model;
    match model.unaliased(ty) {
        Type::Scalar(base) => scalar(scope, *base, found),
        Type::Named(id) => named(scope, *id, found),
        Type::List(item) => {
            let first = found.as_array()?.first();
            match first {
                Some(first) => Some(call("listOf".to_owned(), vec![value(scope, item, first)?])),
                None => plain("emptyList()"),
            }
        }
        Type::Map(key, item) => match found.as_object()?.iter().next() {
            Some((name, found)) => {
                let is_number = model.wire_scalar(key).is_some_and(Scalar::is_integer);
                let name = match is_number {
                    true => serde_json::from_str(name).ok()?,
                    false => Value::from(name.as_str()),
                };
                let is_inferred = is_inferred(model, key) && is_inferred(model, item);
                let (key, item) = (value(scope, key, &name)?, value(scope, item, found)?);
                let entry = match is_inferred {
                    true => Source::Entry(Box::new(key), Box::new(item)),
                    false => call("Pair".to_owned(), vec![key, item]),
                };
                Some(call("mapOf".to_owned(), vec![entry]))
            }
            None => plain("emptyMap()"),
        },
        Type::Tuple(items) => {
            let null = Value::Null;
            let found = found.as_array()?.iter().chain(std::iter::repeat(&null));
            let mut arguments = Vec::new();
            for (item, found) in items.iter().zip(found) {
                arguments.push(value(scope, item, found)?);
            }
            let name = scope.wire(&format!("Tuple{}", items.len()));
            Some(call(name, arguments))
        }
        Type::Nullable(item) => match found.is_null() {
            true => plain("null"),
            false => value(scope, item, found),
        },
        Type::Null => plain("null"),
        Type::Constant(_) => plain("Unit"),
        Type::Any => Some(any(scope, found)),
    }
}

/// A value of any type.
fn any(scope: &mut Scope<'_>, found: &Value) -> Source {
    let primitive = |scope: &mut Scope<'_>, literal: String| {
        Source::Plain(format!("{}({literal})", scope.json("JsonPrimitive")))
    };
    match found {
        Value::Null => Source::Plain(scope.json("JsonNull")),
        Value::Bool(is_true) => primitive(scope, is_true.to_string()),
        Value::Number(number) => primitive(scope, number.to_string()),
        Value::String(text) => primitive(scope, string(text)),
        Value::Array(_) | Value::Object(_) => Source::Plain(format!(
            "{}.parseToJsonElement({})",
            scope.json("Json"),
            string(&found.to_string())
        )),
    }
}

/// Returns true if source code of a value has the type that it is for in every place: `7` is
/// an `Int`, but a `Long` where one is expected, which it is not beside `to`.
fn is_inferred(model: &Model, ty: &Type) -> bool {
    match model.unaliased(ty) {
        Type::Scalar(base) => match base {
            Scalar::String
            | Scalar::Datetime
            | Scalar::Bool
            | Scalar::Int32
            | Scalar::Uint32
            | Scalar::Float32
            | Scalar::Float64
            | Scalar::Bytes => true,
            Scalar::Int
            | Scalar::Int8
            | Scalar::Int16
            | Scalar::Int64
            | Scalar::Uint
            | Scalar::Uint8
            | Scalar::Uint16
            | Scalar::Uint64 => false,
        },
        Type::Named(_) => true,
        Type::Nullable(item) => is_inferred(model, item),
        Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => false,
    }
}

fn scalar(scope: &mut Scope<'_>, base: Scalar, found: &Value) -> Option<Source> {
    let number = || found.is_number().then(|| found.to_string());
    Some(Source::Plain(match base {
        Scalar::String => string(found.as_str()?),
        Scalar::Datetime => format!("{}({})", scope.wire("Datetime"), string(found.as_str()?)),
        Scalar::Bool => found.as_bool()?.to_string(),
        Scalar::Int
        | Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Uint => number()?,
        Scalar::Uint8 | Scalar::Uint16 | Scalar::Uint32 | Scalar::Uint64 => {
            format!("{}u", number()?)
        }
        Scalar::Float64 => format!("{:?}", found.as_f64()?),
        Scalar::Float32 => format!("{:?}f", found.as_f64()?),
        Scalar::Bytes => {
            let bytes = Bytes::from_base64(found.as_str()?)?;
            let bytes = bytes.iter().map(|byte| byte.cast_signed().to_string());
            let bytes: Vec<_> = bytes.collect();
            format!("{}(byteArrayOf({}))", scope.wire("Bytes"), bytes.join(", "))
        }
    }))
}

fn named(scope: &mut Scope<'_>, id: TypeId, found: &Value) -> Option<Source> {
    let model = scope.input().model;
    match &model.ty(id).kind {
        TypeKind::Entity(entity) => object(scope, id, entity, found),
        TypeKind::Enum(listing) => constant(scope, id, listing, found),
        TypeKind::Scalar(base) => {
            let inner = scalar(scope, *base, found)?;
            Some(call(imported(scope, id), vec![inner]))
        }
        TypeKind::Alias(target) => value(scope, target, found),
        TypeKind::Union(union) => self::union(scope, id, union, found),
    }
}

/// A value of an enum: the first one that is not deprecated.
fn constant(scope: &mut Scope<'_>, id: TypeId, listing: &Enum, found: &Value) -> Option<Source> {
    let name = imported(scope, id);
    let is_current = |value: &EnumValue| value.docs.deprecated.is_none();
    let at = listing.values.iter().position(is_current);
    match (at, listing.openness, listing.base) {
        (Some(at), _, _) => plain(format!("{name}.{}", scope.input().names.value(id, at))),
        (None, Openness::Open, EnumBase::Text) => {
            plain(format!("{name}({})", string(found.as_str()?)))
        }
        (None, Openness::Open, EnumBase::Int) => plain(format!("{name}({found})")),
        (None, Openness::Closed, _) => None,
    }
}

fn union(scope: &mut Scope<'_>, id: TypeId, union: &Union, found: &Value) -> Option<Source> {
    let at = sample::variant_of(scope.input().model, union, found)?;
    let name = imported(scope, id);
    let name = format!("{name}.{}", scope.input().names.value(id, at));
    match &union.variants[at].ty {
        Some(ty) => {
            let inner = union.content().map_or(Some(found), |key| found.get(key))?;
            Some(call(name, vec![value(scope, ty, inner)?]))
        }
        None => {
            // A variant that holds unknown keys is a class.
            let is_class =
                scope.package.unknown() == UnknownFields::Keep && union.form.is_of_objects();
            plain(if is_class { format!("{name}()") } else { name })
        }
    }
}

/// The members that are needed, or one that says something if none is.
fn object(scope: &mut Scope<'_>, id: TypeId, entity: &Entity, found: &Value) -> Option<Source> {
    let name = imported(scope, id);
    let mut arguments = Vec::new();
    let mut is_empty = scope.package.unknown() != UnknownFields::Keep;
    let mut other = None;
    for (at, field) in View::Input.fields(entity) {
        let member = Member::of(field, scope.input().names.field(id, at), View::Input);
        if !member.is_there(scope) {
            continue;
        }
        is_empty = false;
        let found = found.get(&field.name).unwrap_or(&Value::Null);
        let is_needed = member.default(scope).is_none();
        let says_something = other.is_none() && !found.is_null() && field.docs.deprecated.is_none();
        if is_needed {
            let value = present(scope, &member, found)?;
            arguments.push((Some(member.ident), value));
        } else if says_something {
            other = Some((at, found));
        }
    }
    if arguments.is_empty()
        && let Some((at, found)) = other
    {
        let field = &entity.fields[at];
        let member = Member::of(field, scope.input().names.field(id, at), View::Input);
        let value = present(scope, &member, found);
        arguments.extend(value.map(|value| (Some(member.ident), value)));
    }
    Some(match is_empty {
        // A class without members is an object.
        true => Source::Plain(name),
        false => Source::Call(name, arguments),
    })
}

/// Source code in one line.
fn in_line(source: &Source) -> String {
    match source {
        Source::Plain(text) => text.clone(),
        Source::Call(name, arguments) => format!("{name}({})", arguments_in_line(arguments)),
        Source::Entry(key, value) => format!("{} to {}", in_line(key), in_line(value)),
    }
}

/// Arguments in one line.
fn arguments_in_line(arguments: &Arguments) -> String {
    let arguments = arguments.iter().map(|(name, value)| match name {
        Some(name) => format!("{name} = {}", in_line(value)),
        None => in_line(value),
    });
    arguments.collect::<Vec<_>>().join(", ")
}

/// Source code in lines, of which all but the first one begin with so many levels of indentation.
pub(super) fn laid_out(source: &Source, level: usize) -> String {
    let line = in_line(source);
    if line.chars().count() + level * INDENT.len() <= WIDTH {
        return line;
    }
    match source {
        Source::Plain(_) => line,
        Source::Entry(key, value) => format!("{} to {}", in_line(key), laid_out(value, level)),
        Source::Call(_, arguments) if arguments.is_empty() => line,
        Source::Call(name, arguments) => {
            let inner = INDENT.repeat(level + 1);
            let lines: String = arguments
                .iter()
                .map(|(name, value)| {
                    let name = name.as_ref().map(|name| format!("{name} = "));
                    let value = laid_out(value, level + 1);
                    format!("{inner}{}{value},\n", name.unwrap_or_default())
                })
                .collect();
            format!("{name}(\n{lines}{})", INDENT.repeat(level))
        }
    }
}
