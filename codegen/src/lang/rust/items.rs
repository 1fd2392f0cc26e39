//! The declared types: structs, enums, newtypes, aliases.

use tdproto_schema::decl::WireValue;
use tdproto_schema::model::{
    Entity, Enum, EnumBase, Openness, Scalar, Type, TypeDef, TypeId, TypeKind,
};

use super::docs;
use super::types::{is_float, plain, scalar, slot};
use crate::lang::{Input, entity_notes, field_notes, lifecycle_notes};
use crate::options::UnknownFields;
use crate::text::Writer;

/// Writes one declared type and what belongs to it.
pub(super) fn item(w: &mut Writer, input: &Input<'_>, id: TypeId, def: &TypeDef, boxed: &[bool]) {
    w.blank();
    if let Some(path) = input.options.rust.extern_types.get(&def.name) {
        extern_type(w, input.names.ty(id), path);
        return;
    }
    match &def.kind {
        TypeKind::Entity(entity) => {
            let notes = entity_notes(input.model, def);
            head(w, input, def, &notes, "Debug, Clone, PartialEq, Default");
            structure(w, input, id, entity, def, boxed);
            behaviour(w, input, id, entity, def, boxed);
        }
        TypeKind::Enum(found) => enumeration(w, input, id, def, found),
        TypeKind::Scalar(base) => newtype(w, input, id, def, *base),
        TypeKind::Alias(ty) => alias(w, input, id, def, ty),
    }
}

/// Docs, attributes and derives.
fn head(w: &mut Writer, input: &Input<'_>, def: &TypeDef, notes: &[String], derives: &str) {
    docs::item(w, &def.docs, notes);
    if !derives.is_empty() {
        w.line(format!("#[derive({derives})]"));
    }
    for name in ["*", &def.name] {
        w.lines(
            input
                .options
                .rust
                .attributes
                .get(name)
                .into_iter()
                .flatten(),
        );
    }
}

fn extern_type(w: &mut Writer, name: &str, path: &str) {
    w.line(format!("pub use {path} as {name};"));
    w.blank();
    w.block(format!("impl wire::Empty for {name} {{"), "}", |w| {
        w.block("fn is_empty(&self) -> bool {", "}", |w| {
            w.line("*self == Self::default()")
        });
    });
}

fn structure(
    w: &mut Writer,
    input: &Input<'_>,
    id: TypeId,
    entity: &Entity,
    def: &TypeDef,
    boxed: &[bool],
) {
    let name = input.names.ty(id);
    let keeps = input.options.unknown_fields == UnknownFields::Keep;
    if entity.fields.is_empty() && !keeps {
        w.line(format!("pub struct {name} {{}}"));
        return;
    }
    w.block(format!("pub struct {name} {{"), "}", |w| {
        for (index, field) in entity.fields.iter().enumerate() {
            let notes = field_notes(entity, field, def.docs.since.as_deref());
            docs::item(w, &field.docs, &notes);
            let ty = slot(input, field, boxed[index]).ty;
            w.line(format!("pub {}: {ty},", input.names.field(id, index)));
        }
        if keeps {
            w.line("/// Keys that the schema does not know, with their values.");
            let ty = "std::collections::BTreeMap<String, serde_json::Value>";
            w.line(format!("pub {}: {ty},", unknown_member(input, id, entity)));
        }
    });
}

/// The member that keeps unknown keys, called so that no field has the name.
fn unknown_member(input: &Input<'_>, id: TypeId, entity: &Entity) -> String {
    let mut name = "unknown_fields".to_owned();
    while (0..entity.fields.len()).any(|index| input.names.field(id, index) == name) {
        name.push('_');
    }
    name
}

/// How the runtime reads and writes an entity.
fn behaviour(
    w: &mut Writer,
    input: &Input<'_>,
    id: TypeId,
    entity: &Entity,
    def: &TypeDef,
    boxed: &[bool],
) {
    let name = input.names.ty(id);
    w.blank();
    w.line(format!("entity!({name});"));
    w.blank();
    w.block(format!("impl wire::Entity for {name} {{"), "}", |w| {
        w.line(format!("const NAME: &'static str = {:?};", def.name));
        w.blank();
        index(w, entity);
        w.blank();
        read(w, input, id, entity, boxed);
        unknown(w, input, id, entity);
        w.blank();
        write(w, input, id, entity, boxed);
    });
}

fn index(w: &mut Writer, entity: &Entity) {
    if entity.fields.is_empty() {
        w.block("fn index(_key: &str) -> Option<usize> {", "}", |w| {
            w.line("None")
        });
        return;
    }
    w.block("fn index(key: &str) -> Option<usize> {", "}", |w| {
        w.block("Some(match key {", "})", |w| {
            for (index, field) in entity.fields.iter().enumerate() {
                w.line(format!("{:?} => {index},", field.name));
            }
            w.line("_ => return None,");
        });
    });
}

fn read(w: &mut Writer, input: &Input<'_>, id: TypeId, entity: &Entity, boxed: &[bool]) {
    let index = if entity.fields.is_empty() {
        "_index"
    } else {
        "index"
    };
    w.block("fn read<'de, A>(", ") -> Result<(), A::Error>", |w| {
        w.line("&mut self,");
        w.line(format!("{index}: usize,"));
        w.line("map: &mut A,");
    });
    w.line("where");
    w.indented(|w| w.line("A: wire::MapAccess<'de>,"));
    w.block("{", "}", |w| {
        if entity.fields.is_empty() {
            w.line("wire::skip(map)");
            return;
        }
        w.block("match index {", "}", |w| {
            for (index, field) in entity.fields.iter().enumerate() {
                let slot = slot(input, field, boxed[index]);
                let member = format!("&mut self.{}", input.names.field(id, index));
                let head = format!("{index} => wire::{}", slot.read);
                call(w, &head, &["map", &member], ",");
            }
            w.line("_ => wire::skip(map),");
        });
    });
}

fn unknown(w: &mut Writer, input: &Input<'_>, id: TypeId, entity: &Entity) {
    let body = match input.options.unknown_fields {
        UnknownFields::Ignore => return,
        UnknownFields::Keep => {
            let member = unknown_member(input, id, entity);
            format!("wire::keep(map, key, &mut self.{member})")
        }
        UnknownFields::Deny => "wire::deny::<Self, A>(key)".to_owned(),
    };
    let map = if input.options.unknown_fields == UnknownFields::Deny {
        "_map"
    } else {
        "map"
    };
    w.blank();
    w.line("const WANTS_UNKNOWN: bool = true;");
    w.blank();
    w.block("fn unknown<'de, A>(", ") -> Result<(), A::Error>", |w| {
        w.line("&mut self,");
        w.line("key: &str,");
        w.line(format!("{map}: &mut A,"));
    });
    w.line("where");
    w.indented(|w| w.line("A: wire::MapAccess<'de>,"));
    w.block("{", "}", |w| w.line(body));
}

fn write(w: &mut Writer, input: &Input<'_>, id: TypeId, entity: &Entity, boxed: &[bool]) {
    let keeps = input.options.unknown_fields == UnknownFields::Keep;
    let map = if entity.fields.is_empty() && !keeps {
        "_map"
    } else {
        "map"
    };
    let open =
        format!("fn write<M: wire::SerializeMap>(&self, {map}: &mut M) -> Result<(), M::Error> {{");
    w.block(open, "}", |w| {
        for (index, field) in entity.fields.iter().enumerate() {
            let slot = slot(input, field, boxed[index]);
            let key = format!("{:?}", field.name);
            let member = format!("&self.{}", input.names.field(id, index));
            call(
                w,
                &format!("wire::{}", slot.write),
                &["map", &key, &member],
                "?;",
            );
        }
        if keeps {
            let member = unknown_member(input, id, entity);
            w.line(format!("wire::write_kept(map, &self.{member})?;"));
        }
        w.line("Ok(())");
    });
}

/// A call, on one line or one line an argument, as rustfmt would have it.
fn call(w: &mut Writer, head: &str, args: &[&str], tail: &str) {
    let joined = args.join(", ");
    let line = format!("{head}({joined}){tail}");
    let width = |text: &str| text.chars().count();
    if width(&joined) <= 60 && w.column() + width(&line) <= 100 {
        w.line(line);
    } else {
        w.block(format!("{head}("), format!("){tail}"), |w| {
            w.lines(args.iter().map(|arg| format!("{arg},")));
        });
    }
}

fn enumeration(w: &mut Writer, input: &Input<'_>, id: TypeId, def: &TypeDef, found: &Enum) {
    let name = input.names.ty(id);
    let derives = "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord";
    head(w, input, def, &lifecycle_notes(&def.docs, None), derives);
    let (held, method) = match found.base {
        EnumBase::Text => ("String", "as_str"),
        EnumBase::Int => ("i64", "as_i64"),
    };
    let open = found.openness == Openness::Open;
    w.block(format!("pub enum {name} {{"), "}", |w| {
        for (index, value) in found.values.iter().enumerate() {
            docs::item(
                w,
                &value.docs,
                &lifecycle_notes(&value.docs, def.docs.since.as_deref()),
            );
            w.line(format!("{},", input.names.value(id, index)));
        }
        if open {
            w.line("/// A value that this version of the schema does not know, kept as it came.");
            w.line(format!("Unknown({held}),"));
        }
    });
    w.blank();
    w.block(format!("impl {name} {{"), "}", |w| {
        let (returned, bound) = match found.base {
            EnumBase::Text => ("&str", "value"),
            EnumBase::Int => ("i64", "*value"),
        };
        w.line("/// The value on the wire.");
        w.line("#[must_use]");
        w.block(
            format!("pub fn {method}(&self) -> {returned} {{"),
            "}",
            |w| {
                w.block("match self {", "}", |w| {
                    for (index, value) in found.values.iter().enumerate() {
                        let value = wire_value(&value.value);
                        w.line(format!(
                            "Self::{} => {value},",
                            input.names.value(id, index)
                        ));
                    }
                    if open {
                        w.line(format!("Self::Unknown(value) => {bound},"));
                    }
                });
            },
        );
    });
    parse(w, input, id, def, found);
    w.blank();
    w.line(match found.base {
        EnumBase::Text => format!("text_enum!({name});"),
        EnumBase::Int => format!("int_enum!({name});"),
    });
}

/// How a value on the wire becomes an enum, and which one a missing one is.
fn parse(w: &mut Writer, input: &Input<'_>, id: TypeId, def: &TypeDef, found: &Enum) {
    let name = input.names.ty(id);
    let (taken, empty, owned) = match found.base {
        EnumBase::Text => ("&str", "\"\"", "value.to_owned()"),
        EnumBase::Int => ("i64", "0", "value"),
    };
    let arms = |w: &mut Writer, wrap: fn(&str) -> String| {
        for (index, value) in found.values.iter().enumerate() {
            let variant = wrap(&format!("Self::{}", input.names.value(id, index)));
            w.line(format!("{} => {variant},", wire_value(&value.value)));
        }
    };
    w.blank();
    match found.openness {
        Openness::Open => {
            w.block(format!("impl From<{taken}> for {name} {{"), "}", |w| {
                w.block(format!("fn from(value: {taken}) -> Self {{"), "}", |w| {
                    w.block("match value {", "}", |w| {
                        arms(w, str::to_owned);
                        w.line(format!("_ => Self::Unknown({owned}),"));
                    });
                });
            });
            default(w, name, &format!("Self::from({empty})"));
        }
        Openness::Closed => {
            w.block(format!("impl TryFrom<{taken}> for {name} {{"), "}", |w| {
                w.line("type Error = wire::UnknownValue;");
                w.blank();
                let open = format!("fn try_from(value: {taken}) -> Result<Self, Self::Error> {{");
                w.block(open, "}", |w| {
                    w.block("match value {", "}", |w| {
                        arms(w, |variant| format!("Ok({variant})"));
                        w.block("_ => Err(wire::UnknownValue {", "}),", |w| {
                            w.line(format!("name: {:?},", def.name));
                            w.line("value: value.to_string(),");
                        });
                    });
                });
            });
            default(w, name, &format!("Self::{}", input.names.value(id, 0)));
        }
    }
}

fn default(w: &mut Writer, name: &str, value: &str) {
    w.blank();
    w.block(format!("impl Default for {name} {{"), "}", |w| {
        w.block("fn default() -> Self {", "}", |w| w.line(value));
    });
}

fn wire_value(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}

fn newtype(w: &mut Writer, input: &Input<'_>, id: TypeId, def: &TypeDef, base: Scalar) {
    let name = input.names.ty(id);
    let derives = if is_float(base) {
        "Debug, Clone, Copy, PartialEq, PartialOrd, Default"
    } else if base.is_text() {
        "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default"
    } else {
        "Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default"
    };
    head(w, input, def, &lifecycle_notes(&def.docs, None), derives);
    if base.is_text() {
        w.line(format!("pub struct {name}(pub String);"));
        w.blank();
        w.line(format!("text_scalar!({name});"));
    } else {
        let base = scalar(base);
        w.line(format!("pub struct {name}(pub {base});"));
        w.blank();
        w.line(format!("value_scalar!({name}, {base});"));
    }
}

fn alias(w: &mut Writer, input: &Input<'_>, id: TypeId, def: &TypeDef, ty: &Type) {
    head(w, input, def, &lifecycle_notes(&def.docs, None), "");
    w.line(format!(
        "pub type {} = {};",
        input.names.ty(id),
        plain(input, ty)
    ));
}
