//! Values as source code, for examples: with what they need and no more.

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{
    Entity, Enum, EnumBase, Event, Field, Presence, Scalar, Type, TypeId, TypeKind, Union,
    UnionForm,
};
use tdproto_wire::Bytes;

use super::borrow::RustInput;
use super::entities::unknown_member;
use super::imports::Imports;
use super::types;
use crate::options::UnknownFields;
use crate::sample::{self, Sampler};
use crate::views::{View, boxed_fields};

/// The longest line of arguments or items.
const WIDTH: usize = 60;

/// The writer of what a client sends, with the names that it needs.
pub(super) struct Example<'i, 'a> {
    input: &'i RustInput<'a>,
    boxed: Vec<Vec<bool>>,
    /// True if the next value is the argument of a call.
    is_argument: bool,
    /// The names that it uses.
    pub(super) imports: Imports,
}

impl<'i, 'a> Example<'i, 'a> {
    pub(super) fn new(input: &'i RustInput<'a>) -> Self {
        Self {
            input,
            boxed: boxed_fields(input.model),
            is_argument: false,
            imports: Imports::default(),
        }
    }

    /// Uses a name of the crate.
    pub(super) fn name(&mut self, name: &str) -> String {
        self.imports.names.insert(name.to_owned());
        name.to_owned()
    }

    /// A sample of a value of a frame: of what has no value without it, such as params.
    pub(super) fn sampled(
        &mut self,
        event: &Event,
        (ty, presence): (&Type, Presence),
        name: &str,
    ) -> Option<String> {
        let value = Sampler::new(self.input.model, View::Input, &event.name, 0).value(ty, name);
        self.present(ty, presence, &value)
    }

    /// A sample of a field of a frame, or the value of one that is left out.
    pub(super) fn field(&mut self, event: &Event, field: &Field, is_shown: bool) -> Option<String> {
        match is_shown {
            true => self.sampled(event, (&field.ty, field.presence), &field.name),
            false => Some(self.absent(field).to_owned()),
        }
    }

    /// A value of a field of a frame.
    pub(super) fn told(&mut self, field: &Field, value: &Value) -> Option<String> {
        self.present(&field.ty, field.presence, value)
    }

    /// The type whose values are JSON of any type, as replies hold it.
    pub(super) fn json(&mut self) -> String {
        self.name("Json")
    }

    /// A value in a state of presence.
    fn present(&mut self, ty: &Type, presence: Presence, value: &Value) -> Option<String> {
        if value.is_null() && matches!(presence, Presence::Nullable | Presence::OmitNull) {
            return Some("None".to_owned());
        }
        self.is_argument = match presence {
            Presence::Required | Presence::OmitEmpty => false,
            Presence::Nullable | Presence::OmitNull | Presence::Optional | Presence::Patch => true,
        };
        let inner = self.value(ty, value)?;
        Some(match presence {
            Presence::Required | Presence::OmitEmpty => inner,
            Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                format!("Some({inner})")
            }
            Presence::Patch => {
                self.imports.wire.insert("Patch");
                format!("Patch::Value({inner})")
            }
        })
    }

    /// The value of a field that is left out.
    fn absent(&self, field: &Field) -> &'static str {
        let slot = types::slot(self.input, field, false, View::Input);
        match slot.ty.starts_with("Option<") {
            true => "None",
            false => "Default::default()",
        }
    }

    /// The type of a value whose type the value does not say.
    pub(super) fn annotation(&mut self, ty: &Type, presence: Presence) -> String {
        let input = self.input;
        let object = input.model.object_of(ty);
        if presence == Presence::Required && object.is_some() {
            return String::new();
        }
        ty.each_named(&mut |id| {
            self.name(input.names.in_view(id, View::Input));
        });
        let ty = types::present(types::plain(input, ty, View::Input), presence);
        let mut ty = ty.replace("'a", "'_");
        if ty.contains("wire::Json") {
            ty = ty.replace("wire::Json", &self.json());
        }
        if ty.contains("wire::") {
            self.name("wire");
        }
        format!(": {ty}")
    }

    fn value(&mut self, ty: &Type, value: &Value) -> Option<String> {
        let model = self.input.model;
        let is_argument = std::mem::take(&mut self.is_argument);
        match model.unaliased(ty) {
            Type::Scalar(scalar) => self.scalar(*scalar, value),
            Type::Named(id) => self.named(*id, value),
            Type::List(item) => match value.as_array()?.first() {
                Some(first) => Some(format!("vec![{}]", self.value(item, first)?)),
                None => Some("Vec::new()".to_owned()),
            },
            Type::Map(key, item) => {
                self.imports.has_maps = true;
                let Some((name, value)) = value.as_object()?.iter().next() else {
                    return Some("BTreeMap::new()".to_owned());
                };
                let is_number = model.wire_scalar(key).is_some_and(Scalar::is_integer);
                let name = match is_number {
                    true => serde_json::from_str(name).ok()?,
                    false => Value::from(name.as_str()),
                };
                let entry = [self.value(key, &name)?, self.value(item, value)?];
                let around = match is_argument {
                    true => "BTreeMap::from([])".len(),
                    false => "[]".len(),
                };
                Some(format!(
                    "BTreeMap::from([{}])",
                    tuple(&entry, WIDTH - around)
                ))
            }
            Type::Tuple(items) => {
                let null = Value::Null;
                let values = value.as_array()?.iter().chain(std::iter::repeat(&null));
                let mut parts = Vec::new();
                for (item, value) in items.iter().zip(values) {
                    parts.push(self.item(item, value)?);
                }
                if self.input.options.unknown_fields == UnknownFields::Keep {
                    parts.push("Default::default()".to_owned());
                }
                Some(tuple(&parts, WIDTH))
            }
            Type::Nullable(item) => match value.is_null() {
                true => Some("None".to_owned()),
                false => Some(format!("Some({})", self.value(item, value)?)),
            },
            Type::Constant(_) => Some("true".to_owned()),
            Type::Null => Some("()".to_owned()),
            Type::Any => Some(self.any(value)),
        }
    }

    /// An item of a tuple, whose entities are in boxes.
    fn item(&mut self, ty: &Type, value: &Value) -> Option<String> {
        if let Type::Nullable(item) = ty {
            return match value.is_null() {
                true => Some("None".to_owned()),
                false => Some(format!("Some({})", self.item(item, value)?)),
            };
        }
        let plain = self.value(ty, value)?;
        Some(match self.input.model.entity_of(ty) {
            Some(_) => format!("Box::new({plain})"),
            None => plain,
        })
    }

    /// A value of any type.
    fn any(&mut self, value: &Value) -> String {
        let json = value.to_string();
        let json = match json.contains("\"#") || json.contains('\\') || !json.contains('"') {
            true => format!("{json:?}"),
            false => format!("r#\"{json}\"#"),
        };
        match self.input.is_borrowed() {
            false => format!("{}::new({json}).unwrap_or_default()", self.name("Json")),
            true => {
                self.imports.wire.insert("Json");
                format!("Json::new({json}).unwrap_or_default().into()")
            }
        }
    }

    fn named(&mut self, id: TypeId, value: &Value) -> Option<String> {
        let input = self.input;
        let def = input.model.ty(id);
        if input.options.rust.extern_types.contains_key(&def.name) {
            // Another crate makes values of it.
            return None;
        }
        match &def.kind {
            TypeKind::Entity(entity) => self.entity(id, entity, value),
            TypeKind::Enum(listing) => self.constant(id, listing, value),
            TypeKind::Scalar(base) if base.is_text() => {
                Some(format!("{:?}.into()", value.as_str()?))
            }
            TypeKind::Scalar(base) => {
                let inner = self.scalar(*base, value)?;
                let name = self.name(input.names.ty(id));
                Some(format!("{name}({inner})"))
            }
            TypeKind::Union(union) => self.union(id, union, value),
            TypeKind::Alias(target) => self.value(target, value),
        }
    }

    /// The first value of an enum that is not deprecated.
    fn constant(&mut self, id: TypeId, listing: &Enum, value: &Value) -> Option<String> {
        let mut values = listing.values.iter();
        let name = self.input.names.ty(id);
        match values.position(|value| value.docs.deprecated.is_none()) {
            Some(at) => {
                let value = self.input.names.value(id, at);
                Some(format!("{}::{value}", self.name(name)))
            }
            None => Some(match listing.base {
                EnumBase::Text => format!("{:?}.into()", value.as_str()?),
                EnumBase::Int => format!("{}.into()", value.as_i64()?),
            }),
        }
    }

    fn union(&mut self, id: TypeId, union: &Union, value: &Value) -> Option<String> {
        let model = self.input.model;
        let at = sample::variant_of(model, union, value)?;
        let name = self.name(self.input.names.in_view(id, View::Input));
        let variant = format!("{name}::{}", self.input.names.value(id, at));
        let Some(ty) = &union.variants[at].ty else {
            return Some(variant);
        };
        let inner = union.content().map_or(Some(value), |key| value.get(key))?;
        let inner = self.value(ty, inner)?;
        Some(match is_boxed(model, union, ty) {
            true => format!("{variant}(Box::new({inner}))"),
            false => format!("{variant}({inner})"),
        })
    }

    fn entity(&mut self, id: TypeId, entity: &Entity, value: &Value) -> Option<String> {
        let input = self.input;
        let is_never_empty = input.never_empty.is(id, View::Input);
        let mut members = Vec::new();
        for (at, field) in View::Input.fields(entity) {
            if !types::is_stored(field) {
                continue;
            }
            let value = match is_needed(field) {
                true => self.member(id, at, field, &value[&field.name]),
                false => None,
            };
            let value = match value {
                None if is_never_empty => {
                    if input.is_needed(&field.ty, field.presence, View::Input) {
                        return None;
                    }
                    Some(self.absent(field).to_owned())
                }
                value => value,
            };
            let name = input.names.field(id, at);
            members.extend(value.map(|value| format!("{name}: {value}")));
        }
        if members.is_empty() {
            members.extend(self.other(id, entity, value));
        }
        let name = self.name(input.names.in_view(id, View::Input));
        match is_never_empty {
            false if members.is_empty() => return Some(format!("{name}::default()")),
            false => members.push("..Default::default()".to_owned()),
            true => members.extend(self.kept(id, entity)),
        }
        let members = members.iter().map(|member| {
            let end = if member.starts_with("..") { "" } else { "," };
            format!("    {}{end}\n", inner(member))
        });
        Some(format!("{name} {{\n{}}}", members.collect::<String>()))
    }

    /// A member that says something, of an entity that needs none.
    fn other(&mut self, id: TypeId, entity: &Entity, value: &Value) -> Option<String> {
        let (at, field) = View::Input.fields(entity).find(|(_, field)| {
            let is_current = field.docs.deprecated.is_none();
            is_current && field.ty.constant().is_none() && !value[&field.name].is_null()
        })?;
        let value = self.member(id, at, field, &value[&field.name])?;
        Some(format!("{}: {value}", self.input.names.field(id, at)))
    }

    /// The member of unknown keys.
    fn kept(&self, id: TypeId, entity: &Entity) -> Option<String> {
        let names = self.input.names;
        let is_taken = |name: &str| {
            let mut fields = View::Input.fields(entity);
            fields.any(|(at, _)| names.field(id, at) == name)
        };
        let keeps = self.input.options.unknown_fields == UnknownFields::Keep;
        keeps.then(|| format!("{}: Default::default()", unknown_member(is_taken)))
    }

    /// The value of a member.
    fn member(&mut self, id: TypeId, at: usize, field: &Field, value: &Value) -> Option<String> {
        if value.is_null() && field.presence.may_be_null() {
            return Some("None".to_owned());
        }
        let slot = types::slot(self.input, field, false, View::Input);
        let is_optional = slot.ty.starts_with("Option<");
        self.is_argument = is_optional || field.presence == Presence::Patch;
        let mut inner = self.value(&field.ty, value)?;
        if self.boxed[id.index()][at] {
            inner = format!("Box::new({inner})");
        }
        Some(match field.presence {
            Presence::Patch => {
                self.imports.wire.insert("Patch");
                format!("Patch::Value({inner})")
            }
            Presence::Required => inner,
            Presence::OmitEmpty | Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                match is_optional {
                    true => format!("Some({inner})"),
                    false => inner,
                }
            }
        })
    }

    fn scalar(&mut self, scalar: Scalar, value: &Value) -> Option<String> {
        Some(match scalar {
            Scalar::String => format!("{:?}.into()", value.as_str()?),
            Scalar::Datetime => {
                let name = self.name("Datetime");
                format!("{name}({:?}.into())", value.as_str()?)
            }
            Scalar::Bytes => {
                let bytes = Bytes::from_base64(value.as_str()?)?;
                let bytes: Vec<_> = bytes.iter().map(u8::to_string).collect();
                self.imports.wire.insert("Bytes");
                format!("Bytes::from([{}])", bytes.join(", "))
            }
            Scalar::Float32 | Scalar::Float64 => format!("{:?}", value.as_f64()?),
            Scalar::Bool
            | Scalar::Int
            | Scalar::Int8
            | Scalar::Int16
            | Scalar::Int32
            | Scalar::Int64
            | Scalar::Uint
            | Scalar::Uint8
            | Scalar::Uint16
            | Scalar::Uint32
            | Scalar::Uint64 => value.to_string(),
        })
    }
}

/// Returns true if the value of a variant is in a box.
fn is_boxed(model: &Model, union: &Union, ty: &Type) -> bool {
    let is_tuple = matches!(model.unaliased(ty), Type::Tuple(_));
    match (&union.form, union.content()) {
        (UnionForm::Kind, _) => is_tuple || model.entity_of(ty).is_some(),
        (UnionForm::Tag(_), Some(_)) => is_tuple || model.object_of(ty).is_some(),
        (UnionForm::Tag(_) | UnionForm::Key, _) => model.entity_of(ty).is_some(),
    }
}

/// Returns true if an example shows a field.
fn is_needed(field: &Field) -> bool {
    !field.presence.may_be_absent() && field.docs.deprecated.is_none()
}

/// A tuple, on one line if that is not longer than `width`.
fn tuple(parts: &[String], width: usize) -> String {
    let line = types::parenthesized(parts.iter().cloned());
    // The only item may go on below the line that it starts on.
    let is_only = parts.len() == 1 && line.contains('\n');
    if is_only || line.len() <= width && !line.contains('\n') {
        return line;
    }
    let lines = parts.iter().map(|part| format!("    {},\n", inner(part)));
    format!("(\n{})", lines.collect::<String>())
}

/// Code one level deeper, but for its first line.
pub(super) fn inner(code: &str) -> String {
    code.replace('\n', "\n    ")
}
