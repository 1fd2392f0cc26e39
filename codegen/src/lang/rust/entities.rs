//! Entities: a struct, and how the runtime reads and writes it.

use tdproto_schema::model::{Entity, TypeDef, TypeId};

use super::docs;
use super::types::{Slot, slot};
use crate::lang::{Input, field_notes};
use crate::options::UnknownFields;
use crate::text::Writer;

/// Writes the struct of an entity, and how the runtime reads and writes it.
pub(super) fn entity(
    w: &mut Writer,
    input: &Input<'_>,
    id: TypeId,
    def: &TypeDef,
    entity: &Entity,
    boxed: &[bool],
) {
    let fields = entity.fields.iter().zip(boxed);
    let emitter = Emitter {
        def,
        entity,
        name: input.names.ty(id),
        members: (0..entity.fields.len())
            .map(|index| input.names.field(id, index))
            .collect(),
        slots: fields
            .map(|(field, boxed)| slot(input, field, *boxed))
            .collect(),
        policy: input.options.unknown_fields,
    };
    emitter.structure(w);
    emitter.behaviour(w);
}

/// One entity, with all that its parts need worked out once.
struct Emitter<'a> {
    def: &'a TypeDef,
    entity: &'a Entity,
    name: &'a str,
    members: Vec<&'a str>,
    slots: Vec<Slot>,
    policy: UnknownFields,
}

impl Emitter<'_> {
    fn is_empty(&self) -> bool {
        self.entity.fields.is_empty()
    }

    fn keeps_unknown(&self) -> bool {
        self.policy == UnknownFields::Keep
    }

    fn structure(&self, w: &mut Writer) {
        if self.is_empty() && !self.keeps_unknown() {
            w.line(format_args!("pub struct {} {{}}", self.name));
            return;
        }
        w.block(format_args!("pub struct {} {{", self.name), "}", |w| {
            let since = self.def.docs.since.as_deref();
            for (index, field) in self.entity.fields.iter().enumerate() {
                docs::item(w, &field.docs, &field_notes(self.entity, field, since));
                let (member, ty) = (self.members[index], &self.slots[index].ty);
                w.line(format_args!("pub {member}: {ty},"));
            }
            if self.keeps_unknown() {
                w.line("/// Keys that the schema does not know, with their values.");
                let ty = "std::collections::BTreeMap<String, serde_json::Value>";
                w.line(format_args!("pub {}: {ty},", self.unknown_member()));
            }
        });
    }

    /// The member that keeps unknown keys, called so that no field has the name.
    fn unknown_member(&self) -> String {
        let mut name = "unknown_fields".to_owned();
        while self.members.contains(&name.as_str()) {
            name.push('_');
        }
        name
    }

    /// How the runtime reads and writes the entity.
    fn behaviour(&self, w: &mut Writer) {
        w.blank();
        w.line(format_args!("entity!({});", self.name));
        w.blank();
        w.block(
            format_args!("impl wire::Entity for {} {{", self.name),
            "}",
            |w| {
                w.line(format_args!(
                    "const NAME: &'static str = {:?};",
                    self.def.name
                ));
                w.blank();
                self.index(w);
                w.blank();
                self.read(w);
                self.unknown(w);
                w.blank();
                self.write(w);
            },
        );
    }

    fn index(&self, w: &mut Writer) {
        if self.is_empty() {
            w.block("fn index(_key: &str) -> Option<usize> {", "}", |w| {
                w.line("None")
            });
            return;
        }
        w.block("fn index(key: &str) -> Option<usize> {", "}", |w| {
            w.block("Some(match key {", "})", |w| {
                for (index, field) in self.entity.fields.iter().enumerate() {
                    w.line(format_args!("{:?} => {index},", field.name));
                }
                w.line("_ => return None,");
            });
        });
    }

    fn read(&self, w: &mut Writer) {
        let index = if self.is_empty() { "_index" } else { "index" };
        method_of_map(w, "read", &format!("{index}: usize, map"), |w| {
            if self.is_empty() {
                w.line("wire::skip(map)");
                return;
            }
            w.block("match index {", "}", |w| {
                for (index, (member, slot)) in self.members.iter().zip(&self.slots).enumerate() {
                    let member = format!("&mut self.{member}");
                    call(
                        w,
                        &format!("{index} => wire::{}", slot.read),
                        &["map", &member],
                        ",",
                    );
                }
                w.line("_ => wire::skip(map),");
            });
        });
    }

    fn unknown(&self, w: &mut Writer) {
        let (map, body) = match self.policy {
            UnknownFields::Ignore => return,
            UnknownFields::Keep => (
                "map",
                format!("wire::keep(map, key, &mut self.{})", self.unknown_member()),
            ),
            UnknownFields::Deny => ("_map", "wire::deny::<Self, A>(key)".to_owned()),
        };
        w.blank();
        w.line("const WANTS_UNKNOWN: bool = true;");
        w.blank();
        method_of_map(w, "unknown", &format!("key: &str, {map}"), |w| w.line(body));
    }

    fn write(&self, w: &mut Writer) {
        let map = if self.is_empty() && !self.keeps_unknown() {
            "_map"
        } else {
            "map"
        };
        let params = format!("&self, {map}: &mut M");
        let open = format!("fn write<M: wire::SerializeMap>({params}) -> Result<(), M::Error> {{");
        w.block(open, "}", |w| {
            for (index, field) in self.entity.fields.iter().enumerate() {
                let head = format!("wire::{}", self.slots[index].write);
                let (key, member) = (format!("{:?}", field.name), self.members[index]);
                call(w, &head, &["map", &key, &format!("&self.{member}")], "?;");
            }
            if self.keeps_unknown() {
                w.line(format_args!(
                    "wire::write_kept(map, &self.{})?;",
                    self.unknown_member()
                ));
            }
            w.line("Ok(())");
        });
    }
}

/// A method that takes what the runtime reads from as its last parameter.
fn method_of_map(w: &mut Writer, name: &str, params: &str, body: impl FnOnce(&mut Writer)) {
    let params = format!("&mut self, {params}: &mut A");
    w.line(format_args!(
        "fn {name}<'de, A>({params}) -> Result<(), A::Error>"
    ));
    w.line("where");
    w.indented(|w| w.line("A: wire::MapAccess<'de>,"));
    w.block("{", "}", body);
}

/// A call, on one line or one line an argument, as rustfmt would have it.
fn call(w: &mut Writer, head: &str, args: &[&str], tail: &str) {
    let joined = args.join(", ");
    let width = |text: &str| text.chars().count();
    let whole = width(head) + width(&joined) + width(tail) + 2;
    if width(&joined) <= 60 && w.column() + whole <= 100 {
        w.line(format_args!("{head}({joined}){tail}"));
    } else {
        w.block(format_args!("{head}("), format_args!("){tail}"), |w| {
            args.iter().for_each(|arg| w.line(format_args!("{arg},")));
        });
    }
}
