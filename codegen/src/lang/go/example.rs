//! Values as source code, for examples: with what they need and no more.

use serde_json::Value;
use tdproto_schema::model::{
    Direction, Entity, Enum, EnumValue, Event, JsonScalar, Presence, Scalar, Type, TypeId,
    TypeKind, Union, UnionForm,
};
use tdproto_wire::Bytes;

use super::envelopes;
use super::literal::string;
use super::naming::{of_value, of_variant};
use super::scope::{Hold, INDENT, Scope, inner};
use crate::sample;
use crate::views::View;

/// The longest line of a value.
const WIDTH: usize = 60;

/// The source code of an event with its params, as a pointer. `package` is the qualifier of names.
pub(super) fn event(
    scope: &Scope<'_>,
    package: &str,
    direction: Direction,
    event: &Event,
) -> Option<String> {
    let id = scope.model().event_id(&event.name)?;
    let name = envelopes::name(scope, direction, id);
    let literal = Literal {
        scope,
        package,
        view: View::of(direction),
    };
    let mut members = Vec::new();
    let has_id = scope.model().protocol.envelope.id.is_some() && event.frame.is_none();
    if has_id {
        members.push(("ConfirmID".to_owned(), format!("{package}.NewConfirmID()")));
    }
    if let Some(params) = event.params.as_ref()
        && params.presence == Presence::Required
    {
        let value = literal.sampled(event, &params.ty, "")?;
        members.push(("Params".to_owned(), value));
    }
    Some(composite(&format!("&{package}.{name}"), &members))
}

/// The writer of literals of a view.
pub(super) struct Literal<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    /// The qualifier of names.
    pub(super) package: &'s str,
    pub(super) view: View,
}

/// A composite literal, on one line if it fits.
pub(super) fn composite(ty: &str, members: &[(String, String)]) -> String {
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
    /// A sample of a value of an event; `None`: there is no literal of it.
    pub(super) fn sampled(&self, event: &Event, ty: &Type, name: &str) -> Option<String> {
        let mut sampler = sample::Sampler::new(self.scope.model(), self.view, &event.name, 0);
        self.value(ty, &sampler.value(ty, name))
    }

    /// A value; `None`: there is no literal of it.
    fn value(&self, ty: &Type, value: &Value) -> Option<String> {
        match self.scope.model().unaliased(ty) {
            Type::Scalar(scalar) => self.scalar(*scalar, value),
            Type::Named(id) => self.named(*id, value),
            Type::List(item) => {
                let items = value.as_array()?;
                let first = items.first().and_then(|first| self.value(item, first));
                let ty = self.ty(ty);
                Some(match first {
                    Some(first) => format!("{ty}{{{first}}}"),
                    None => "nil".to_owned(),
                })
            }
            Type::Any => Some(format!(
                "{}.RawJSON({})",
                self.package,
                string(&value.to_string())
            )),
            Type::Map(..) | Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null => {
                None
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
            TypeKind::Entity(entity) => Some(composite(&name, &self.fields(id, entity, value))),
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
        let at = match &union.form {
            UnionForm::Tag(tag) => sample::variant_at(union, value.get(&tag.key))?,
            UnionForm::Key => union.variant_by_key(|key| value.get(key).is_some())?,
            UnionForm::Kind => {
                let kind = sample::kind_of(value)?;
                self.scope.model().variant_of_kind(union, kind)?
            }
        };
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
    fn fields(&self, id: TypeId, entity: &Entity, value: &Value) -> Vec<(String, String)> {
        let mut members = Vec::new();
        let mut other = None;
        for (at, field) in self.view.fields(entity) {
            if self.scope.member(field, self.view).is_none() || field.docs.deprecated.is_some() {
                continue;
            }
            let name = self.scope.names.field(id, at);
            let sampled = value.get(&field.name).unwrap_or(&Value::Null);
            if sampled.is_null() {
                continue;
            }
            if field.presence == Presence::Required {
                let value = self.value(&field.ty, sampled);
                members.extend(value.map(|value| (name.to_owned(), value)));
            } else if other.is_none() && field.presence != Presence::Patch {
                other = self
                    .optional(&field.ty, sampled)
                    .map(|value| (name.to_owned(), value));
            }
        }
        if members.is_empty() {
            members.extend(other);
        }
        members
    }

    fn optional(&self, ty: &Type, sampled: &Value) -> Option<String> {
        let value = self.value(ty, sampled)?;
        match self.scope.hold(ty) {
            Hold::Optional => None,
            Hold::Pointer => Some(format!("&{value}")),
            Hold::Itself => Some(value),
        }
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
