//! Values as source code, for examples: with what they need and no more.

use serde_json::Value;
use tdproto_schema::model::{
    Constant, Direction, Entity, Enum, EnumValue, Event, HoleKind, JsonScalar, Presence, Scalar,
    Type, TypeId, TypeKind, Union,
};
use tdproto_wire::Bytes;

use super::drawn::kinds::{Kind, Value as KindValue};
use super::envelopes;
use super::literal::string;
use super::naming::{of_value, of_variant};
use super::scope::{Hold, INDENT, Scope, inner};
use crate::lang::frame_values::is_shown;
use crate::sample;
use crate::views::View;

/// The longest line of a value.
const WIDTH: usize = 60;

/// The source code of an event as a client sends it, as a pointer. `package` is the qualifier of names.
pub(super) fn event(scope: &Scope<'_>, package: &str, event: &Event) -> Option<String> {
    let id = scope.model().event_id(&event.name)?;
    let direction = Direction::ClientToServer;
    let name = envelopes::name(scope, direction, id);
    let literal = Literal {
        scope,
        package,
        view: View::of(direction),
    };
    let mut members = Vec::new();
    let mut presence = event.params.as_ref().map(|params| params.presence);
    match event.frame {
        None if scope.model().protocol.envelope.id.is_some() => {
            members.push(("ConfirmID".to_owned(), format!("{package}.NewConfirmID()")));
        }
        None => {}
        Some(frame) => {
            let kind = Kind::new(scope, direction, frame, scope.input.model.frame(frame));
            presence = kind.presence(event);
            let common = literal.common(&kind, event)?;
            if !common.is_empty() {
                let value = composite(&format!("{package}.{}", kind.common), &common);
                members.push((kind.common, value));
            }
        }
    }
    if let (Some(params), Some(presence)) = (&event.params, presence) {
        let value = sampled(scope, event, &params.ty, "");
        if scope.present(&params.ty, presence, literal.view).is_some() {
            let value = literal.present(&params.ty, presence, &value)?;
            members.push(("Params".to_owned(), value));
        }
    }
    Some(composite(&format!("&{package}.{name}"), &members))
}

/// The source code of a value with which a client answers a request of the server.
pub(super) fn answer(
    scope: &Scope<'_>,
    package: &str,
    request: &Event,
    (ty, presence): (&Type, Presence),
    name: &str,
) -> Option<String> {
    let literal = Literal {
        scope,
        package,
        view: View::Input,
    };
    literal.present(ty, presence, &sampled(scope, request, ty, name))
}

/// A sample of a value of a frame that a client sends.
fn sampled(scope: &Scope<'_>, event: &Event, ty: &Type, name: &str) -> Value {
    let mut sampler = sample::Sampler::new(scope.model(), View::Input, &event.name, 0);
    sampler.value(ty, name)
}

struct Literal<'s, 'a> {
    scope: &'s Scope<'a>,
    package: &'s str,
    view: View,
}

/// A composite literal, on one line if it fits.
fn composite(ty: &str, members: &[(String, String)]) -> String {
    let parts: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let line = format!("{ty}{{{}}}", parts.join(", "));
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    // gofmt puts values in a column, but for those of several lines.
    let mut lines = String::new();
    let is_long = |member: &(String, String)| member.1.contains('\n');
    for run in members.chunk_by(|a, b| !is_long(a) && !is_long(b)) {
        let width = run.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in run {
            let spaces = " ".repeat(width + 1 - name.len());
            let value = inner(value);
            lines.push_str(&format!("{INDENT}{name}:{spaces}{value},\n"));
        }
    }
    format!("{ty}{{\n{lines}}}")
}

impl Literal<'_, '_> {
    /// A value; `None`: there is no literal of it.
    fn value(&self, ty: &Type, value: &Value) -> Option<String> {
        match self.scope.model().unaliased(ty) {
            Type::Scalar(scalar) => self.scalar(*scalar, value),
            Type::Named(id) => self.named(*id, value),
            Type::List(item) => {
                let ty = self.ty(ty);
                Some(match value.as_array()?.first() {
                    Some(first) => format!("{ty}{{{}}}", self.item(item, first)?),
                    None => "nil".to_owned(),
                })
            }
            Type::Any => Some(format!(
                "{}.RawJSON({})",
                self.package,
                string(&value.to_string())
            )),
            Type::Map(_, item) => {
                let mut entries = Vec::new();
                for (key, value) in value.as_object()?.iter().take(1) {
                    let value = self.item(item, value)?;
                    entries.push(format!("{}: {value}", self.key(ty, key)));
                }
                Some(format!("{}{{{}}}", self.ty(ty), entries.join(", ")))
            }
            Type::Tuple(types) => {
                let mut members = Vec::new();
                for (at, (ty, value)) in types.iter().zip(value.as_array()?).enumerate() {
                    if !value.is_null() {
                        members.push((format!("V{}", at + 1), self.value(ty, value)?));
                    }
                }
                Some(composite(&self.ty(ty), &members))
            }
            Type::Nullable(item) => self.optional(item, value),
            Type::Constant(constant) => Some(match constant {
                Constant::Text(text) => string(text),
                Constant::Int(number) => number.to_string(),
                Constant::Bool(is_true) => is_true.to_string(),
            }),
            Type::Null => Some(format!("{}.Null{{}}", self.package)),
        }
    }

    /// A value in a list or a map, which says its type: the value need not say it again.
    fn item(&self, ty: &Type, value: &Value) -> Option<String> {
        let text = self.value(ty, value)?;
        let name = self.ty(ty).replacen('*', "&", 1);
        let rest = text.strip_prefix(&name);
        let rest = rest.filter(|rest| rest.starts_with('{'));
        Some(rest.map_or(text.clone(), str::to_owned))
    }

    /// The key of a map: a text or a number.
    fn key(&self, map: &Type, key: &str) -> String {
        let is_number = match self.scope.model().unaliased(map) {
            Type::Map(ty, _) => {
                let scalar = self.scope.model().wire_scalar(ty);
                scalar.is_some_and(Scalar::is_integer)
            }
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => false,
        };
        if is_number {
            key.to_owned()
        } else {
            string(key)
        }
    }

    /// What every frame of a kind has to have.
    fn common(&self, kind: &Kind<'_>, event: &Event) -> Option<Vec<(String, String)>> {
        let mut members = Vec::new();
        for member in &kind.members {
            let KindValue::Typed(field) = &member.value else {
                continue;
            };
            let is_left_out = match member.hole.kind {
                HoleKind::Field(at) => {
                    let mut matches = event.matches.iter();
                    matches.any(|(told, _)| *told == at) || !is_shown(kind.kind, event, at)
                }
                HoleKind::Event
                | HoleKind::Id
                | HoleKind::Params
                | HoleKind::Result
                | HoleKind::Error => field.presence.may_be_absent(),
            };
            if is_left_out || member.ty.is_none() {
                continue;
            }
            let value = sampled(self.scope, event, &field.ty, &field.name);
            let value = self.present(&field.ty, field.presence, &value)?;
            members.push((member.name.clone(), value));
        }
        Some(members)
    }

    /// A value in a state of presence.
    fn present(&self, ty: &Type, presence: Presence, value: &Value) -> Option<String> {
        match self.scope.model().unaliased(ty) {
            Type::Constant(_) | Type::Null => return Some("true".to_owned()),
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Any => {}
        }
        match presence {
            Presence::Required => self.value(ty, value),
            Presence::OmitEmpty if self.scope.has_empty(ty) => self.value(ty, value),
            Presence::OmitEmpty | Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                self.optional(ty, value)
            }
            Presence::Patch => {
                let (star, and) = match self.scope.hold(ty) {
                    Hold::Pointer => ("*", "&"),
                    Hold::Itself | Hold::Optional => ("", ""),
                };
                let package = self.package;
                let (name, value) = (self.ty(ty), self.value(ty, value)?);
                Some(format!("{package}.PatchValue[{star}{name}]({and}{value})"))
            }
        }
    }

    /// A type, with the package before the names that it declares.
    fn ty(&self, ty: &Type) -> String {
        let text = self.scope.ty(ty, self.view);
        let mut out = String::new();
        let mut before = ' ';
        for c in text.chars() {
            let is_start = !(before.is_alphanumeric() || before == '_');
            if is_start && c.is_uppercase() {
                out.push_str(self.package);
                out.push('.');
            }
            out.push(c);
            before = c;
        }
        out
    }

    fn scalar(&self, scalar: Scalar, value: &Value) -> Option<String> {
        Some(match (scalar.json(), value) {
            (JsonScalar::Text, Value::String(text)) => string(text),
            (JsonScalar::Base64, Value::String(text)) => {
                let bytes = Bytes::from_base64(text)?;
                let bytes: Vec<_> = bytes.iter().map(u8::to_string).collect();
                format!("[]byte{{{}}}", bytes.join(", "))
            }
            (JsonScalar::Bool, Value::Bool(is_true)) => is_true.to_string(),
            (JsonScalar::Integer { .. } | JsonScalar::Number, Value::Number(number)) => {
                number.to_string()
            }
            _ => return None,
        })
    }

    fn named(&self, id: TypeId, value: &Value) -> Option<String> {
        let name = format!("{}.{}", self.package, self.scope.name(id, self.view));
        match &self.scope.model().ty(id).kind {
            TypeKind::Entity(entity) => Some(composite(&name, &self.fields(id, entity, value)?)),
            TypeKind::Enum(found) => self.constant(id, found, value),
            TypeKind::Scalar(base) => self.scalar(*base, value),
            TypeKind::Union(union) => self.union(id, union, value),
            TypeKind::Alias(_) => None,
        }
    }

    fn constant(&self, id: TypeId, found: &Enum, value: &Value) -> Option<String> {
        let is_current = |value: &&EnumValue| value.docs.deprecated.is_none();
        let at = found.values.iter().position(|one| is_current(&one));
        match at {
            Some(at) => {
                let constant = of_value(self.scope.names.ty(id), self.scope.names.value(id, at));
                Some(format!("{}.{constant}", self.package))
            }
            None => match value {
                Value::String(text) => Some(string(text)),
                Value::Number(number) => Some(number.to_string()),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
            },
        }
    }

    fn union(&self, id: TypeId, union: &Union, value: &Value) -> Option<String> {
        let at = sample::variant_of(self.scope.model(), union, value)?;
        let name = of_variant(
            self.scope.name(id, self.view),
            self.scope.names.value(id, at),
        );
        let name = format!("&{}.{name}", self.package);
        let members = match &union.variants[at].ty {
            Some(ty) => {
                let inner = union.content().map_or(Some(value), |key| value.get(key))?;
                vec![("Value".to_owned(), self.value(ty, inner)?)]
            }
            None => Vec::new(),
        };
        Some(composite(&name, &members))
    }

    /// The fields that are needed, or one that says something if none is.
    fn fields(&self, id: TypeId, entity: &Entity, value: &Value) -> Option<Vec<(String, String)>> {
        let mut members = Vec::new();
        let mut other = None;
        for (at, field) in self.view.fields(entity) {
            // An old field is needed if no value of its type is empty.
            let is_old = field.docs.deprecated.is_some()
                && !self.scope.is_never_empty(&field.ty, self.view)
                && !self.scope.is_preset(&field.ty, self.view);
            if self.scope.member(field, self.view).is_none() || is_old {
                continue;
            }
            let name = self.scope.names.field(id, at);
            let sampled = value.get(&field.name).unwrap_or(&Value::Null);
            if sampled.is_null() {
                continue;
            }
            if !field.presence.may_be_absent() {
                let value = self.present(&field.ty, field.presence, sampled)?;
                members.push((name.to_owned(), value));
            } else if other.is_none() {
                other = self
                    .present(&field.ty, field.presence, sampled)
                    .map(|value| (name.to_owned(), value));
            }
        }
        if members.is_empty() {
            members.extend(other);
        }
        Some(members)
    }

    /// A value that may be none.
    fn optional(&self, ty: &Type, sampled: &Value) -> Option<String> {
        if sampled.is_null() {
            return match self.scope.hold(ty) {
                Hold::Pointer => Some("nil".to_owned()),
                Hold::Optional => Some(format!("{}.Optional[{}]{{}}", self.package, self.ty(ty))),
                Hold::Itself => self.value(ty, sampled),
            };
        }
        let value = self.value(ty, sampled)?;
        Some(match self.scope.hold(ty) {
            Hold::Optional => {
                let ty = self.ty(ty);
                let is_said = value
                    .strip_prefix(&ty)
                    .is_some_and(|rest| rest.starts_with('{'));
                let argument = if is_said {
                    String::new()
                } else {
                    format!("[{ty}]")
                };
                format!("{}.Some{argument}({value})", self.package)
            }
            Hold::Pointer => format!("&{value}"),
            Hold::Itself => value,
        })
    }
}

/// The event of a direction that examples show: a current one, about messages if there is one.
pub(super) fn shown<'a>(scope: &Scope<'a>, direction: Direction) -> Option<&'a Event> {
    let events = || {
        let events = scope.input.model.events().iter();
        events.filter(move |event| {
            let has_params = event.params.as_ref();
            let is_plain = has_params.is_some_and(|params| params.presence == Presence::Required);
            event.is_sent(direction) && is_plain && event.reply.is_none()
        })
    };
    let current = || events().filter(|event| event.docs.deprecated.is_none());
    current()
        .find(|event| event.name.contains("message.updated"))
        .or_else(|| current().next())
        .or_else(|| events().next())
}
