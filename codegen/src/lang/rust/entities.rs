//! Entities: a struct, and code by which the runtime reads and writes it; the client's view in the
//! same way.

use tdproto_schema::Model;
use tdproto_schema::model::{Entity, Field, TypeDef, TypeId};

use super::borrow::{RustInput, generics};
use super::layout::{arm, call, implements, structure, text_constant, typed};
use super::types::{self, Slot, convert, reader, slot};
use super::ways::field_way;
use super::{constraints, defaults, derives, docs};
use crate::lang::wrapping::wrap;
use crate::lang::{bounds_note, default_note, field_notes, signatures};
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// Writes the struct of an entity in one view, and the code by which the runtime reads and writes
/// it.
pub(super) fn entity(
    w: &mut Writer,
    input: &RustInput<'_>,
    id: TypeId,
    entity: &Entity,
    boxed: &[bool],
    view: View,
) {
    let emitter = Emitter {
        def: input.model.ty(id),
        entity,
        name: input.names.in_view(id, view),
        borrows: input.named_borrows(id, view),
        is_never_empty: input.never_empty.is(id, view),
        fields: view
            .fields(entity)
            .map(|(index, field)| {
                (
                    index,
                    field,
                    input.is_needed(&field.ty, field.presence, view),
                )
            })
            .map(|(index, field, is_needed)| Member {
                field,
                name: input.names.field(id, index),
                slot: slot(input, field, boxed[index], view),
                constant: field.ty.constant().map(types::constant),
                read: reader(input.model, &field.ty),
                // What has no empty value is read into an option.
                way: field_way(input, field).map(|way| match is_needed {
                    true => format!("wire::Each<{way}>"),
                    false => way,
                }),
                convert: convert(input, &field.ty),
                borrows: input.borrows(&field.ty, view),
                is_needed,
                bounds: bounds_note(input.model, field),
            })
            .collect(),
        policy: input.options.unknown_fields,
        model: input.options.rust.derive.then_some(input.model),
    };
    if let Some(model) = emitter.model {
        let deny = emitter.policy == UnknownFields::Deny;
        derives::entity(w, model, emitter.def, entity, deny);
    }
    emitter.structure(w);
    if emitter.model.is_some() {
        return;
    }
    w.blank();
    let kind = match emitter.is_never_empty {
        true => "object_value",
        false => "entity",
    };
    w.line(format_args!("{kind}!({});", emitter.with_lifetime("'de")));
    emitter.constructor(w);
    match emitter.is_never_empty {
        true => emitter.object(w),
        false => {
            emitter.ways(w);
            emitter.behaviour(w);
        }
    }
    emitter.owned(w);
    if view == View::Whole {
        let stored = emitter.fields.iter().filter(|member| member.is_stored());
        let members = stored.map(|member| (member.field, member.name));
        defaults::entity(w, input, &emitter.with_lifetime("'_"), members);
    }
    if input.bounded.has(id) {
        let stored = emitter.fields.iter().filter(|member| member.is_stored());
        let members = stored.map(|member| (member.field, member.name));
        constraints::entity(w, input, &emitter.with_lifetime("'_"), members);
    }
    match view {
        View::Whole => {}
        View::Input => emitter.conversion(w, &input.with_lifetime(id, View::Whole, "'a")),
    }
}

/// An entity, with everything that its parts need, found once.
pub(super) struct Emitter<'a> {
    pub(super) def: &'a TypeDef,
    entity: &'a Entity,
    name: &'a str,
    /// True if it holds borrowed texts.
    pub(super) borrows: bool,
    /// True if it always holds a union, so that it has no empty value.
    is_never_empty: bool,
    pub(super) fields: Vec<Member<'a>>,
    policy: UnknownFields,
    /// The model, if derives are to be written in place of explicit code.
    model: Option<&'a Model>,
}

/// A field of the struct.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    pub(super) name: &'a str,
    pub(super) slot: Slot,
    /// The expression of its only value, if it has one.
    constant: Option<String>,
    /// The function of the runtime that reads it.
    read: &'static str,
    /// The way to read it, if its type has parts of different ranges.
    way: Option<String>,
    /// True if its type has a view of its own for clients.
    convert: bool,
    /// True if it holds borrowed texts.
    borrows: bool,
    /// True if the entity needs a value that was read, since there is no empty one.
    pub(super) is_needed: bool,
    /// The note on its range, if it has one.
    bounds: Option<String>,
}

impl Member<'_> {
    pub(super) fn is_stored(&self) -> bool {
        types::is_stored(self.field)
    }

    /// The call that reads the value of what is read.
    fn reading(&self, whole: &str) -> String {
        match &self.constant {
            None => match &self.way {
                Some(_) if whole == "self" => format!("self.{}(r)", self.method()),
                Some(way) => format!("wire::read_as::<{way}, _>(&mut {whole}.{}, r)", self.name),
                None => format!("wire::{}(&mut {whole}.{}, r)", self.read, self.name),
            },
            Some(constant) if self.is_stored() => {
                format!("wire::read_flag(&mut {whole}.{}, {constant}, r)", self.name)
            }
            Some(constant) => format!("wire::read(&mut {constant}, r)"),
        }
    }

    /// The name of the function that reads a type of several parts.
    fn method(&self) -> String {
        format!("read_as_{}", self.name.trim_start_matches("r#"))
    }

    /// Writes the call that writes the value.
    fn writing(&self, w: &mut Writer) {
        let key = format!("{:?}", format!("{}:", json_string(&self.field.name)));
        match &self.constant {
            None => {
                let value = format!("&self.{}", self.name);
                call(w, &format!("w.{}", self.slot.write), &[&key, &value]);
            }
            Some(constant) if self.is_stored() => {
                let value = format!("self.{}", self.name);
                call(w, "wire::write_flag", &["w", &key, &value, constant]);
            }
            Some(constant) => call(w, "w.field", &[&key, &format!("&{constant}")]),
        }
    }
}

impl Emitter<'_> {
    pub(super) fn keeps_unknown(&self) -> bool {
        self.policy == UnknownFields::Keep
    }

    pub(super) fn with_lifetime(&self, lifetime: &str) -> String {
        format!("{}{}", self.name, generics(self.borrows, lifetime))
    }

    fn structure(&self, w: &mut Writer) {
        let is_shown = |member: &&Member<'_>| member.is_stored() || self.model.is_some();
        let shown: Vec<&Member<'_>> = self.fields.iter().filter(is_shown).collect();
        if shown.is_empty() && !self.keeps_unknown() {
            w.line(format_args!("pub struct {} {{}}", self.name));
            return;
        }
        let head = format!("pub struct {}", self.with_lifetime("'a"));
        structure(w, &head, |w| {
            let since = self.def.docs.since.as_deref();
            for member in shown {
                let mut notes = field_notes(self.entity, member.field, since);
                notes.extend(member.bounds.clone());
                notes.extend(default_note(member.field));
                docs::item(w, &member.field.docs, &notes);
                if let Some(model) = self.model {
                    derives::field(w, model, self.entity, member.field, member.is_needed);
                }
                let ty = match member.is_stored() {
                    true => &member.slot.ty,
                    false => "()",
                };
                typed(w, &format!("pub {}:", member.name), ty, ",");
            }
            if self.keeps_unknown() {
                w.line("/// Keys that the schema does not know, with their values.");
                if self.model.is_some() {
                    w.line("#[proto(unknown)]");
                }
                let ty = "std::collections::BTreeMap<String, wire::Json>";
                w.line(format_args!("pub {}: {ty},", self.unknown_member()));
            }
        });
    }

    /// The member that keeps unknown keys, with a name that no field has.
    pub(super) fn unknown_member(&self) -> String {
        unknown_member(|name| self.fields.iter().any(|member| member.name == name))
    }

    /// Writes a function of the fields that `signatures` gives, if there are any.
    fn constructor(&self, w: &mut Writer) {
        let arguments = signatures::arguments(self.entity);
        let is_argument = |member: &&Member<'_>| {
            let mut arguments = arguments.iter();
            arguments.any(|argument| argument.name == member.field.name)
        };
        let mut needed = self.fields.iter().filter(|member| member.is_needed);
        if arguments.is_empty() || !needed.all(|member| is_argument(&member)) {
            return;
        }
        w.blank();
        let name = match self.is_never_empty {
            true => "object_constructor",
            false => "constructor",
        };
        w.block(format_args!("{name}! {{"), "}", |w| {
            w.line(self.with_lifetime("'a"));
            if self.is_never_empty {
                words(w, "rest", &self.names(|member| !is_argument(&member), true));
            }
            for member in self.fields.iter().filter(is_argument) {
                w.line(format_args!("{}: {};", member.name, member.slot.ty));
            }
        });
    }

    /// Writes the code by which the runtime reads and writes the entity.
    fn behaviour(&self, w: &mut Writer) {
        w.blank();
        let name = self.with_lifetime("'de");
        implements(w, "impl<'de> wire::Entity<'de>", &name, |w| {
            text_constant(w, "NAME", &self.def.name);
            w.blank();
            self.read(w, "self");
            w.blank();
            self.write(w);
        });
    }

    /// Writes the functions that read types of several parts, if there are any.
    fn ways(&self, w: &mut Writer) {
        let members = self.fields.iter();
        let ways: Vec<_> = members
            .filter_map(|member| Some((member, member.way.as_ref()?)))
            .collect();
        if ways.is_empty() {
            return;
        }
        w.blank();
        w.block("ways! {", "}", |w| {
            w.line(self.with_lifetime("'de"));
            for (member, way) in ways {
                w.line(format_args!("{} {} {way};", member.method(), member.name));
            }
        });
    }

    /// Writes the function that reads a field of a whole: the entity itself, or its draft.
    pub(super) fn read(&self, w: &mut Writer, whole: &str) {
        let other = match self.policy {
            UnknownFields::Ignore => "r.skip()".to_owned(),
            UnknownFields::Keep => {
                format!("wire::keep(&mut {whole}.{}, key, r)", self.unknown_member())
            }
            UnknownFields::Deny if self.is_never_empty => {
                "wire::deny_key::<Self>(key, r)".to_owned()
            }
            UnknownFields::Deny => "wire::deny::<Self>(key, r)".to_owned(),
        };
        let key = match (self.fields.is_empty(), self.policy) {
            (true, UnknownFields::Ignore) => "_key",
            (true, UnknownFields::Keep | UnknownFields::Deny) | (false, _) => "key",
        };
        let end = ") -> Result<(), wire::Error> {";
        if self.is_never_empty {
            w.block("fn read_field(", end, |w| {
                w.line("draft: &mut Self::Draft,");
                w.line("key: &str,");
                w.line("r: &mut wire::Reader<'de>,");
            });
        } else {
            let params = format!("&mut self, {key}: &str, r: &mut wire::Reader<'de>");
            w.line(format_args!("fn read_field({params}{end}"));
        }
        w.indented(|w| {
            if self.fields.is_empty() {
                w.line(other);
                return;
            }
            w.block("match (key.len(), key) {", "}", |w| {
                for member in &self.fields {
                    let key = &member.field.name;
                    let pattern = format!("({}, {key:?})", key.len());
                    arm(w, &pattern, &member.reading(whole));
                }
                arm(w, "_", &other);
            });
        });
        w.line("}");
    }

    pub(super) fn write(&self, w: &mut Writer) {
        if self.fields.is_empty() && !self.keeps_unknown() {
            w.line("fn write_fields<_To: wire::Fields>(&self, _w: &mut _To) {}");
            return;
        }
        w.block(
            "fn write_fields<_To: wire::Fields>(&self, w: &mut _To) {",
            "}",
            |w| {
                for member in &self.fields {
                    member.writing(w);
                }
                if self.keeps_unknown() {
                    let unknown = self.unknown_member();
                    w.line(format_args!("wire::write_kept(w, &self.{unknown});"));
                }
            },
        );
    }

    /// The names of some fields, and of the member that keeps unknown keys, if it is wanted.
    fn names(&self, wanted: impl Fn(&Member<'_>) -> bool, with_unknown: bool) -> Vec<String> {
        let stored = self.fields.iter().filter(|member| member.is_stored());
        let members = stored.filter(|member| wanted(member));
        let names = members.map(|member| member.name.to_owned());
        let unknown = with_unknown && self.keeps_unknown();
        let unknown = unknown.then(|| self.unknown_member());
        names.chain(unknown).collect()
    }

    /// Writes the conversion of an entity that borrows its texts into one that owns them.
    fn owned(&self, w: &mut Writer) {
        if !self.borrows {
            return;
        }
        w.blank();
        w.block("into_owned! {", "}", |w| {
            w.line(self.name);
            words(w, "same", &self.names(|member| !member.borrows, true));
            words(w, "copied", &self.names(|member| member.borrows, false));
        });
    }

    /// Writes the conversion of the whole entity into the client's view: the fields that are the
    /// same, and those that are made into their own client's view.
    fn conversion(&self, w: &mut Writer, whole: &str) {
        w.blank();
        w.block("input_view! {", "}", |w| {
            w.line(format_args!("{whole} => {}", self.with_lifetime("'a")));
            words(w, "same", &self.names(|member| !member.convert, true));
            words(w, "converted", &self.names(|member| member.convert, false));
        });
    }
}

/// The name of the member that keeps unknown keys, which no field has.
pub(super) fn unknown_member(is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = "unknown_fields".to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

/// Writes a list of names of any length.
pub(super) fn words(w: &mut Writer, label: &str, names: &[String]) {
    w.block(format_args!("{label} {{"), "}", |w| {
        let mut lines = Vec::new();
        if !names.is_empty() {
            wrap(&names.join(" "), 90, &mut lines);
        }
        w.lines(lines);
    });
}

/// A text as JSON writes it.
pub(super) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
