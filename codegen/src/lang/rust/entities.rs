//! Entities: a struct, and how the runtime reads and writes it.

use tdproto_schema::model::{Entity, TypeDef, TypeId};

use super::docs;
use super::types::slot;
use crate::lang::{Input, field_notes};
use crate::options::UnknownFields;
use crate::text::Writer;

/// Writes the struct of an entity, and how the runtime reads and writes it.
pub(super) fn entity(
    w: &mut Writer,
    input: &Input<'_>,
    id: TypeId,
    entity: &Entity,
    def: &TypeDef,
    boxed: &[bool],
) {
    structure(w, input, id, entity, def, boxed);
    behaviour(w, input, id, entity, def, boxed);
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
    let params = format!("&mut self, {index}: usize, map: &mut A");
    w.line(format!("fn read<'de, A>({params}) -> Result<(), A::Error>"));
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
    let params = format!("&mut self, key: &str, {map}: &mut A");
    w.line(format!(
        "fn unknown<'de, A>({params}) -> Result<(), A::Error>"
    ));
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
