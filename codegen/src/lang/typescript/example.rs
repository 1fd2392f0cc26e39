//! Examples of the package's README: frames as source code, with what they need and no more.

use serde_json::{Map, Value};
use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, Entity, Enum, Event, Field, FrameKind, HoleKind, Scalar, Tag, Type, TypeId,
    TypeKind, Union, UnionForm, WireValue,
};
use tdproto_wire::Bytes;

use super::drawn::{self, kinds::told_literal};
use super::literal::{key, string};
use crate::lang::Input;
use crate::lang::frame_values::{id_of, is_shown};
use crate::options::Int64;
use crate::sample;
use crate::views::View;

/// The longest line of an example.
const WIDTH: usize = 80;

/// A value as source code, before it is laid out in lines.
enum Source {
    Plain(String),
    List(Vec<Source>),
    Object(Vec<(String, Source)>),
}

/// The source code of a frame to send.
pub(super) fn frame(input: &Input<'_>, event: &Event) -> String {
    let envelope = &input.model.protocol.envelope;
    let mut members = vec![(key(&envelope.event), Source::Plain(string(&event.name)))];
    if let Some(params) = event.params_type() {
        // What a client sends.
        let sample = sample::frame_in(input.model, View::Input, event, 0);
        let value = writer(input).value(params, &sample[&envelope.params]);
        members.push((key(&envelope.params), value));
    }
    laid_out(&Source::Object(members), 0)
}

/// The source code of the params of an event that a client sends, if it has some.
pub(super) fn params(input: &Input<'_>, event: &Event) -> Option<String> {
    let params = event.params_type()?;
    Some(laid_out(&sampled(input, event, params, ""), 0))
}

/// The source code of the frame of an event that a client sends.
pub(super) fn drawn_frame(input: &Input<'_>, event: &Event, names: &[String]) -> Option<String> {
    let kind = input.model.frame(event.frame?);
    let mut members = vec![
        ("kind".to_owned(), Source::Plain(string(&kind.name))),
        ("event".to_owned(), Source::Plain(string(&event.name))),
    ];
    let params = event.params_type();
    let params = params.map(|ty| sampled(input, event, ty, ""));
    members.extend(params.map(|params| ("params".to_owned(), params)));
    let id = id_of(kind).filter(|id| !id.presence.may_be_absent());
    let id = id.map(|id| sampled(input, event, &id.ty, "id"));
    members.extend(id.map(|id| ("id".to_owned(), id)));
    members.extend(fields(input, event, kind, names));
    Some(laid_out(&Source::Object(members), 0))
}

/// The source code of a frame with which a client answers a request, which is `frame`.
pub(super) fn reply(input: &Input<'_>, event: &Event) -> Option<String> {
    let result = event.reply.as_ref()?;
    let mut replies = input.model.replies_to(event.frame?);
    let (_, kind) = replies.find(|(_, kind)| {
        kind.has(HoleKind::Result) && kind.sender.sends(Direction::ClientToServer)
    })?;
    let mut members = vec![("kind".to_owned(), Source::Plain(string(&kind.name)))];
    let given = [
        (HoleKind::Event, "event", string(&event.name)),
        (HoleKind::Id, "id", "frame.id".to_owned()),
    ];
    let given = given.into_iter().filter(|(hole, ..)| kind.has(*hole));
    members.extend(given.map(|(_, name, text)| (name.to_owned(), Source::Plain(text))));
    let result = sampled(input, event, &result.ty, "");
    members.push(("result".to_owned(), result));
    members.extend(fields(input, event, kind, &drawn::field_names(kind)));
    Some(laid_out(&Source::Object(members), 1))
}

/// The source code of the fields that a frame has to have: of an event, or of a reply to it.
pub(super) fn drawn_fields(
    input: &Input<'_>,
    event: &Event,
    kind: &FrameKind,
    names: &[String],
) -> Option<String> {
    let members = fields(input, event, kind, names);
    (!members.is_empty()).then(|| laid_out(&Source::Object(members), 0))
}

fn fields(
    input: &Input<'_>,
    event: &Event,
    kind: &FrameKind,
    names: &[String],
) -> Vec<(String, Source)> {
    let mut members = Vec::new();
    for (at, (field, name)) in kind.fields.iter().zip(names).enumerate() {
        let mut matches = event.matches.iter().filter(|_| kind.replies.is_none());
        let told = matches.find(|(told, _)| *told == at);
        if !is_shown(kind, event, at) && told.is_none() {
            continue;
        }
        let value = match told {
            Some((_, value)) => Source::Plain(told_literal(input, field, value)),
            None => sampled(input, event, &field.ty, &field.name),
        };
        members.push((key(name), value));
    }
    members
}

/// The source code of the result of a request that a client answers.
pub(super) fn result(input: &Input<'_>, event: &Event) -> Option<String> {
    let reply = event.reply.as_ref()?;
    Some(laid_out(&sampled(input, event, &reply.ty, ""), 1))
}

/// A sample of a value of a frame that a client sends.
fn sampled(input: &Input<'_>, event: &Event, ty: &Type, name: &str) -> Source {
    let mut sampler = sample::Sampler::new(input.model, View::Input, &event.name, 0);
    let value = sampler.value(ty, name);
    writer(input).value(ty, &value)
}

/// The writer of what a client sends.
fn writer<'a>(input: &Input<'a>) -> Writer<'a> {
    Writer {
        model: input.model,
        view: View::Input,
        int64: input.options.typescript.int64,
    }
}

/// The expression for a part of an event's params, such as `params.messages`.
pub(super) fn part_of_params(model: &Model, event: &Event) -> String {
    let entity = model.params_entity(event).and_then(|id| model.entity(id));
    let fields = entity.map(|entity| entity.fields.as_slice());
    let field = fields
        .unwrap_or_default()
        .iter()
        .find(|field| is_needed(field));
    field.map_or("params".to_owned(), |field| match key(&field.name) {
        quoted if quoted.starts_with('"') => format!("params[{quoted}]"),
        name => format!("params.{name}"),
    })
}

/// Returns true if a frame has to have a field.
fn is_needed(field: &Field) -> bool {
    !field.presence.may_be_absent() && field.docs.deprecated.is_none()
}

struct Writer<'a> {
    model: &'a Model,
    view: View,
    int64: Int64,
}

impl Writer<'_> {
    fn value(&self, ty: &Type, value: &Value) -> Source {
        match (self.model.unaliased(ty), value) {
            (Type::Named(id), value) => self.named(*id, value),
            (Type::List(item), Value::Array(items)) => {
                Source::List(items.iter().map(|value| self.value(item, value)).collect())
            }
            (Type::Tuple(types), Value::Array(items)) => {
                let pairs = types.iter().zip(items);
                Source::List(pairs.map(|(ty, value)| self.value(ty, value)).collect())
            }
            (Type::Map(_, item), Value::Object(entries)) => {
                let entries = entries.iter();
                let entry = |(name, value): (&String, &Value)| (key(name), self.value(item, value));
                Source::Object(entries.map(entry).collect())
            }
            (Type::Scalar(scalar), value) => self.scalar(*scalar, value),
            (Type::Nullable(item), value) if !value.is_null() => self.value(item, value),
            (
                Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Nullable(_)
                | Type::Constant(_)
                | Type::Null
                | Type::Any,
                value,
            ) => plain(value),
        }
    }

    fn named(&self, id: TypeId, value: &Value) -> Source {
        match (&self.model.ty(id).kind, value) {
            (TypeKind::Entity(entity), Value::Object(_)) => self.entity(entity, value),
            (TypeKind::Enum(listing), value) => first_value(listing, value),
            (TypeKind::Scalar(base), value) => self.scalar(*base, value),
            (TypeKind::Alias(target), value) => self.value(target, value),
            (TypeKind::Union(union), value) => self.union(union, value),
            (TypeKind::Entity(_), value) => plain(value),
        }
    }

    /// The variant that a value is.
    fn union(&self, union: &Union, value: &Value) -> Source {
        match (&union.form, value) {
            (UnionForm::Tag(tag), Value::Object(object)) => self.tagged(union, tag, object),
            (UnionForm::Key, Value::Object(object)) => {
                let at = union.variant_by_key(|key| object.contains_key(key));
                let variant = at.map(|at| &union.variants[at]);
                match variant.and_then(|variant| variant.ty.as_ref()) {
                    Some(ty) => self.value(ty, value),
                    None => plain(value),
                }
            }
            (UnionForm::Tag(_) | UnionForm::Key, _) => plain(value),
            (UnionForm::Kind, _) => {
                let kind = sample::kind_of(value);
                let at = kind.and_then(|kind| self.model.variant_of_kind(union, kind));
                let variant = at.map(|at| &union.variants[at]);
                match variant.and_then(|variant| variant.ty.as_ref()) {
                    Some(ty) => self.value(ty, value),
                    None => plain(value),
                }
            }
        }
    }

    /// The tag, and the fields that are needed of its variant.
    fn tagged(&self, union: &Union, tag: &Tag, object: &Map<String, Value>) -> Source {
        let found = object.get(&tag.key);
        let variant = sample::variant_at(union, found).map(|at| &union.variants[at]);
        let mut members = Vec::new();
        members.extend(found.map(|value| (key(&tag.key), plain(value))));
        let ty = variant.and_then(|variant| variant.ty.as_ref());
        if let (Some(content), Some(ty)) = (&tag.content, ty) {
            members.push((key(content), self.value(ty, &object[content])));
            return Source::Object(members);
        }
        let value = Value::Object(object.clone());
        match ty {
            Some(ty) => match self.value(ty, &value) {
                Source::Object(more) => {
                    let more = more.into_iter().filter(|(name, _)| *name != key(&tag.key));
                    members.extend(more);
                    Source::Object(members)
                }
                other @ (Source::Plain(_) | Source::List(_)) => other,
            },
            None => Source::Object(members),
        }
    }

    /// The fields that are needed, or one that says something if none is.
    fn entity(&self, entity: &Entity, value: &Value) -> Source {
        let fields = || self.view.fields(entity).map(|(_, field)| field);
        let mut shown: Vec<&Field> = fields()
            .filter(|field| !field.presence.may_be_absent())
            .collect();
        if shown.is_empty() {
            let current = |field: &&Field| field.docs.deprecated.is_none();
            shown.extend(
                fields()
                    .filter(current)
                    .find(|field| !value[&field.name].is_null()),
            );
        }
        let member = |field: &Field| (key(&field.name), self.value(&field.ty, &value[&field.name]));
        Source::Object(shown.into_iter().map(member).collect())
    }

    fn scalar(&self, scalar: Scalar, value: &Value) -> Source {
        let is_wide = matches!(scalar, Scalar::Int64 | Scalar::Uint64) && value.is_number();
        if scalar == Scalar::Bytes {
            return bytes(value);
        }
        match self.int64 {
            Int64::Bigint if is_wide => Source::Plain(format!("{value}n")),
            Int64::String if is_wide => Source::Plain(string(&value.to_string())),
            Int64::Bigint | Int64::String | Int64::Number => plain(value),
        }
    }
}

/// The first value of an enum that is not deprecated.
fn first_value(listing: &Enum, sampled: &Value) -> Source {
    let mut values = listing.values.iter();
    match values.find(|value| value.docs.deprecated.is_none()) {
        Some(first) => match &first.value {
            WireValue::Text(text) => Source::Plain(string(text)),
            WireValue::Int(number) => Source::Plain(number.to_string()),
        },
        None => plain(sampled),
    }
}

/// The bytes that a text stands for, as an array.
fn bytes(value: &Value) -> Source {
    let bytes = value.as_str().and_then(Bytes::from_base64);
    let bytes = bytes.unwrap_or_default();
    let numbers: Vec<_> = bytes.iter().map(u8::to_string).collect();
    Source::Plain(format!("Uint8Array.of({})", numbers.join(", ")))
}

fn plain(value: &Value) -> Source {
    match value {
        Value::String(text) => Source::Plain(string(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Source::Plain(value.to_string())
        }
    }
}

/// Source code in lines that begin with so many levels of indentation, but for the first one.
fn laid_out(source: &Source, level: usize) -> String {
    let line = in_line(source);
    if line.len() + level * super::INDENT.len() <= WIDTH {
        return line;
    }
    let inner = super::INDENT.repeat(level + 1);
    let outer = super::INDENT.repeat(level);
    let lines = |lines: Vec<String>| -> String {
        lines
            .iter()
            .map(|line| format!("{inner}{line},\n"))
            .collect()
    };
    match source {
        Source::Plain(text) => text.clone(),
        Source::List(items) => {
            let items = items.iter().map(|item| laid_out(item, level + 1));
            format!("[\n{}{outer}]", lines(items.collect()))
        }
        Source::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| format!("{key}: {}", laid_out(value, level + 1)));
            format!("{{\n{}{outer}}}", lines(members.collect()))
        }
    }
}

fn in_line(source: &Source) -> String {
    match source {
        Source::Plain(text) => text.clone(),
        Source::List(items) => {
            let items: Vec<_> = items.iter().map(in_line).collect();
            format!("[{}]", items.join(", "))
        }
        Source::Object(members) if members.is_empty() => "{}".to_owned(),
        Source::Object(members) => {
            let member = |(key, value): &(String, Source)| format!("{key}: {}", in_line(value));
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}
