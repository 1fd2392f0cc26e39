//! The parts of the Chrome DevTools Protocol, counted in its description and in the converted model.

use serde_json::Value;
use tdproto_schema::Model;
use tdproto_schema::model::{Field, Presence, Scalar, Type, TypeDef, TypeKind};

use super::convert::BINARY;
use super::roles::{Role, Roles};
use crate::counts::Counts;

/// The parts of a description, which says of some texts only elsewhere that they are binary.
pub(super) fn in_description(files: &[Value], binaries: usize) -> Counts {
    let mut counts = Counts::default();
    counts.add("bytes", binaries);
    for domain in files.iter().flat_map(|file| items(file, "domains")) {
        counts.add("topics", 1);
        documented(&mut counts, domain);
        for declared in items(domain, "types") {
            counts.add("types", 1);
            documented(&mut counts, declared);
            typed(&mut counts, declared);
            properties(&mut counts, declared, "properties", "properties");
        }
        for command in items(domain, "commands") {
            counts.add("commands", 1);
            documented(&mut counts, command);
            properties(&mut counts, command, "parameters", "parameters");
            properties(&mut counts, command, "returns", "returns");
        }
        for event in items(domain, "events") {
            counts.add("events", 1);
            documented(&mut counts, event);
            properties(&mut counts, event, "parameters", "parameters of events");
        }
    }
    counts
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn properties(counts: &mut Counts, owner: &Value, key: &str, kind: &'static str) {
    counts.add_if("entities", owner.get(key).is_some());
    for property in items(owner, key) {
        counts.add(kind, 1);
        counts.add_if("optional", property["optional"] == true);
        counts.add_if("deprecated fields", property["deprecated"] == true);
        counts.add_if("experimental fields", property["experimental"] == true);
        documented(counts, property);
        typed(counts, property);
    }
}

fn documented(counts: &mut Counts, part: &Value) {
    let text = part["description"].as_str().unwrap_or_default();
    let text = text.strip_suffix(BINARY).unwrap_or(text);
    counts.add_if("descriptions", !text.trim().is_empty());
}

/// What a declared type or a property is, and what its items are.
fn typed(counts: &mut Counts, part: &Value) {
    if let Some(values) = part["enum"].as_array() {
        counts.add("enums", 1);
        counts.add("values", values.len());
    }
    for ty in [&part["type"], &part["items"]["type"]] {
        let is_free = ty == "object" && part.get("properties").is_none();
        counts.add_if("any", ty == "any" || is_free);
    }
}

/// The parts of a model, but for those of the protocol as a whole.
pub(super) fn in_model(model: &Model) -> Counts {
    let mut counts = Counts::default();
    let roles = Roles::new(model);
    for topic in model.protocol.topics.values() {
        counts.add("topics", 1);
        let text = topic.docs.text.lines().next().unwrap_or_default();
        let is_documented = !text.is_empty() && !text.starts_with("Depends on: ");
        counts.add_if("descriptions", is_documented);
    }
    for event in model.events() {
        let is_command = event.reply.is_some();
        counts.add_if("commands", is_command);
        counts.add_if("events", !is_command);
        counts.add_if("descriptions", !event.docs.text.is_empty());
    }
    let types = model.types_with_ids();
    for (id, def) in types.filter(|(_, def)| def.topic != "protocol") {
        let role = roles.of(id);
        counts.add_if("types", role == Role::Declared);
        let has_own = role != Role::InPlace && !def.docs.text.is_empty();
        counts.add_if("descriptions", has_own);
        for field in def.fields() {
            counts.add(fields_of(role), 1);
            of_field(&mut counts, field);
        }
        of_type(&mut counts, def);
    }
    counts
}

/// The kind of the fields of an entity.
fn fields_of(role: Role) -> &'static str {
    match role {
        Role::Declared => "properties",
        Role::Parameters => "parameters",
        Role::EventParameters => "parameters of events",
        Role::Returns => "returns",
        Role::InPlace | Role::OfFrames => panic!("{role:?} has no fields"),
    }
}

fn of_field(counts: &mut Counts, field: &Field) {
    counts.add_if("optional", field.presence == Presence::Optional);
    counts.add_if("deprecated fields", field.docs.deprecated.is_some());
    counts.add_if("experimental fields", field.docs.experimental);
    counts.add_if("descriptions", !field.docs.text.is_empty());
    leaves(counts, &field.ty);
}

fn of_type(counts: &mut Counts, def: &TypeDef) {
    match &def.kind {
        TypeKind::Entity(_) => counts.add("entities", 1),
        TypeKind::Enum(found) => {
            counts.add("enums", 1);
            counts.add("values", found.values.len());
        }
        TypeKind::Alias(ty) => leaves(counts, ty),
        TypeKind::Scalar(_) => {}
        TypeKind::Union(_) => panic!("{} is a union", def.name),
    }
}

fn leaves(counts: &mut Counts, ty: &Type) {
    for leaf in ty.leaves() {
        counts.add_if("bytes", *leaf == Type::Scalar(Scalar::Bytes));
        counts.add_if("any", *leaf == Type::Any);
    }
}
