//! Examples of the package's README: values as source code, with what they need and no more.

use std::collections::BTreeSet;

use serde_json::Value;
use tdproto_schema::model::{
    Direction, Entity, Enum, Event, EventId, Field, Scalar, Type, TypeId, TypeKind, Union,
};
use tdproto_wire::Bytes;

use super::docs::{INDENT, WIDTH, string};
use super::idents::Idents;
use super::naming::module;
use super::types::{is_fixed, plain};
use super::{package, types};
use crate::lang::Input;
use crate::sample;
use crate::views::View;

/// A value as source code, before it is laid out in lines.
pub(super) enum Source {
    Plain(String),
    Tuple(Vec<Source>),
    Dict(Vec<(String, Source)>),
    Call(String, Vec<(Option<String>, Source)>),
}

/// The writer of examples, with the names that they need.
pub(super) struct Example<'a> {
    input: &'a Input<'a>,
    idents: &'a Idents,
    view: View,
    /// The names to import from the package.
    pub(super) names: BTreeSet<String>,
}

impl<'a> Example<'a> {
    /// The writer of what a client sends.
    pub(super) fn of_client(input: &'a Input<'a>, idents: &'a Idents) -> Self {
        Self {
            input,
            idents,
            view: View::Input,
            names: BTreeSet::new(),
        }
    }

    /// Uses a name of the package.
    pub(super) fn name(&mut self, name: &str) -> String {
        self.names.insert(name.to_owned());
        name.to_owned()
    }

    /// An event that a client sends.
    pub(super) fn event(&mut self, id: EventId, event: &Event) -> Source {
        let class = self.idents.event(Direction::ClientToServer, id);
        let class = self.name(class);
        let mut arguments = Vec::new();
        if let Some(ty) = event.params_type() {
            let mut sampler = sample::Sampler::new(self.input.model, View::Input, &event.name, 0);
            let value = sampler.value(ty, "");
            arguments.push((Some("params".to_owned()), self.value(ty, &value)));
        }
        Source::Call(class, arguments)
    }

    /// A value of an event that is no params, such as its id.
    pub(super) fn sampled(&mut self, event: &Event, ty: &Type, name: &str) -> Source {
        let mut sampler = sample::Sampler::new(self.input.model, self.view, &event.name, 0);
        let value = sampler.value(ty, name);
        self.value(ty, &value)
    }

    fn value(&mut self, ty: &Type, value: &Value) -> Source {
        match (self.input.model.unaliased(ty), value) {
            (Type::Named(id), value) => self.named(*id, value),
            (Type::List(item), Value::Array(items)) => {
                Source::Tuple(items.iter().map(|value| self.value(item, value)).collect())
            }
            (Type::Tuple(types), Value::Array(items)) => {
                let none = Value::Null;
                let items = items.iter().chain(std::iter::repeat(&none));
                let pairs = types.iter().zip(items);
                Source::Tuple(pairs.map(|(ty, value)| self.value(ty, value)).collect())
            }
            (Type::Map(key, item), Value::Object(entries)) => {
                let entries = entries.iter().map(|(name, value)| {
                    let is_number = self
                        .input
                        .model
                        .wire_scalar(key)
                        .is_some_and(Scalar::is_integer);
                    let name = match is_number {
                        true => name.clone(),
                        false => string(name),
                    };
                    (self.key(key, name), self.value(item, value))
                });
                Source::Dict(entries.collect())
            }
            (Type::Scalar(scalar), value) => scalar_value(*scalar, value),
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
            ) => any(value),
        }
    }

    fn key(&mut self, ty: &Type, literal: String) -> String {
        match self.input.model.unaliased(ty) {
            Type::Named(id) => {
                let name = self.input.names.ty(*id).to_owned();
                format!("{}({literal})", self.name(&name))
            }
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => literal,
        }
    }

    fn named(&mut self, id: TypeId, value: &Value) -> Source {
        match &self.input.model.ty(id).kind {
            TypeKind::Entity(entity) => self.entity(id, entity, value),
            TypeKind::Enum(listing) => self.first_value(id, listing),
            TypeKind::Scalar(base) => {
                let inner = scalar_value(*base, value);
                if plain(*base) == "bool" {
                    return inner;
                }
                let name = self.input.names.ty(id).to_owned();
                Source::Call(self.name(&name), vec![(None, inner)])
            }
            TypeKind::Alias(target) => self.value(target, value),
            TypeKind::Union(union) => self.union(id, union, value),
        }
    }

    /// The first value of an enum that is not deprecated.
    fn first_value(&mut self, id: TypeId, listing: &Enum) -> Source {
        let mut values = listing.values.iter();
        let at = values.position(|value| value.docs.deprecated.is_none());
        let name = self.input.names.ty(id).to_owned();
        let name = self.name(&name);
        match at {
            Some(at) => Source::Plain(format!("{name}.{}", self.input.names.value(id, at))),
            None => Source::Plain(format!("{name}()")),
        }
    }

    fn union(&mut self, id: TypeId, union: &Union, value: &Value) -> Source {
        let at = sample::variant_of(self.input.model, union, value);
        let variant = at.and_then(|at| union.variants.get(at));
        let (Some(at), Some(variant)) = (at, variant) else {
            return any(value);
        };
        let inner = match (union.content(), &variant.ty) {
            (_, None) => None,
            (Some(content), Some(ty)) => Some(self.value(ty, &value[content])),
            (None, Some(ty)) => Some(self.value(ty, value)),
        };
        let class = self.idents.variant(self.input, id, self.view, at);
        match (class, inner) {
            ("", Some(inner)) => inner,
            ("", None) => any(value),
            (class, inner) => {
                let class = self.name(class);
                Source::Call(
                    class,
                    inner.into_iter().map(|inner| (None, inner)).collect(),
                )
            }
        }
    }

    /// The fields that are needed, or one that says something if none is.
    fn entity(&mut self, id: TypeId, entity: &Entity, value: &Value) -> Source {
        let fields: Vec<(usize, &Field)> = self.view.fields(entity).collect();
        let fields = || fields.iter().filter(|(_, field)| !is_fixed(field));
        let mut shown: Vec<&(usize, &Field)> = fields()
            .filter(|(_, field)| !field.presence.may_be_absent())
            .collect();
        if shown.is_empty() {
            let mut current = fields().filter(|(_, field)| field.docs.deprecated.is_none());
            shown.extend(
                current.find(|(_, field)| {
                    field.ty.constant().is_none() && !value[&field.name].is_null()
                }),
            );
        }
        let arguments = shown.into_iter().map(|(at, field)| {
            let name = self.input.names.field(id, *at).to_owned();
            (Some(name), self.value(&field.ty, &value[&field.name]))
        });
        let arguments = arguments.collect();
        let class = self.input.names.in_view(id, self.view).to_owned();
        Source::Call(self.name(&class), arguments)
    }
}

fn scalar_value(scalar: Scalar, value: &Value) -> Source {
    if scalar == Scalar::Bytes {
        let bytes = value.as_str().and_then(Bytes::from_base64);
        let bytes = bytes.unwrap_or_default();
        let text: String = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        return Source::Plain(format!("b\"{text}\""));
    }
    any(value)
}

/// A value of JSON.
fn any(value: &Value) -> Source {
    match value {
        Value::String(text) => Source::Plain(string(text)),
        Value::Null => Source::Plain("None".to_owned()),
        Value::Bool(true) => Source::Plain("True".to_owned()),
        Value::Bool(false) => Source::Plain("False".to_owned()),
        Value::Number(number) => Source::Plain(number.to_string()),
        Value::Array(items) => Source::Tuple(items.iter().map(any).collect()),
        Value::Object(members) => {
            let members = members.iter();
            Source::Dict(
                members
                    .map(|(key, value)| (string(key), any(value)))
                    .collect(),
            )
        }
    }
}

/// Source code as `ruff format` lays it out: `before` and `after` are on its first and last line.
pub(super) fn laid_out(before: &str, source: &Source, after: &str, level: usize) -> Vec<String> {
    let indent = INDENT.repeat(level);
    let line = format!("{indent}{before}{}{after}", in_line(source));
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let (open, close, parts): (String, &str, Vec<(String, &Source)>) = match source {
        Source::Plain(_) => return vec![line],
        Source::Tuple(items) => {
            let items = items.iter().map(|item| (String::new(), item));
            ("(".to_owned(), ")", items.collect())
        }
        Source::Dict(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (format!("{key}: "), value));
            ("{".to_owned(), "}", entries.collect())
        }
        Source::Call(name, arguments) => {
            let arguments = arguments.iter().map(|(name, value)| match name {
                Some(name) => (format!("{name}="), value),
                None => (String::new(), value),
            });
            (format!("{name}("), ")", arguments.collect())
        }
    };
    if parts.is_empty() {
        return vec![line];
    }
    let mut lines = vec![format!("{indent}{before}{open}")];
    let joined: Vec<String> = parts
        .iter()
        .map(|(before, part)| format!("{before}{}", in_line(part)))
        .collect();
    let inner = format!("{}{}", INDENT.repeat(level + 1), joined.join(", "));
    let is_call = matches!(source, Source::Call(..));
    if is_call && inner.chars().count() <= WIDTH {
        lines.push(inner);
    } else {
        for (before, part) in parts {
            lines.extend(laid_out(&before, part, ",", level + 1));
        }
    }
    lines.push(format!("{indent}{close}{after}"));
    lines
}

fn in_line(source: &Source) -> String {
    match source {
        Source::Plain(text) => text.clone(),
        Source::Tuple(items) => {
            let end = if items.len() == 1 { "," } else { "" };
            let items: Vec<_> = items.iter().map(in_line).collect();
            format!("({}{end})", items.join(", "))
        }
        Source::Dict(entries) => {
            let entries = entries.iter();
            let entries: Vec<_> = entries
                .map(|(key, value)| format!("{key}: {}", in_line(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Source::Call(name, arguments) => {
            let arguments = arguments.iter().map(|(name, value)| match name {
                Some(name) => format!("{name}={}", in_line(value)),
                None => in_line(value),
            });
            format!("{name}({})", arguments.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The field of an event's params that examples show, such as `.messages`; empty if there is none.
pub(super) fn part_of_params(input: &Input<'_>, event: &Event) -> String {
    let id = input.model.params_entity(event);
    let found = id.and_then(|id| {
        let entity = input.model.entity(id)?;
        let mut fields = entity.fields.iter().enumerate();
        let shown = fields.find(|(_, field)| {
            !is_fixed(field) && !field.presence.may_be_absent() && field.docs.deprecated.is_none()
        });
        shown.map(|(at, _)| format!(".{}", input.names.field(id, at)))
    });
    found.unwrap_or_default()
}

/// The import of names of the package.
pub(super) fn imports(input: &Input<'_>, names: &BTreeSet<String>) -> Vec<String> {
    let module = module(&package::package(input).name);
    types::import(&module, names.iter().map(String::as_str), 0)
}
