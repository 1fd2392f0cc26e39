//! Notes in the docs of a part besides its description, in words that fit every language.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Bounds, Constraints, Deprecated, Docs, Entity, Event, Field, JsonScalar, Protocol,
    Scalar, Topic, Type, TypeId, TypeKind,
};

use super::backend::Input;
use super::direction::words;

/// The version that stands for "older than the first release on record".
const ALWAYS: &str = "0.0";

/// The note on a part that may change without notice.
const EXPERIMENTAL: &str = "Experimental: may change or go without notice.";

/// Notes on the lifecycle of a type. One that only experimental parts lead to is experimental, too.
#[must_use]
pub(crate) fn type_notes(input: &Input<'_>, id: TypeId) -> Vec<String> {
    let docs = &input.model.ty(id).docs;
    let is_covered = !docs.experimental && input.experimental.is(id);
    let covered = is_covered.then(|| EXPERIMENTAL.to_owned());
    let own = lifecycle_notes(docs, None);
    covered.into_iter().chain(own).collect()
}

/// Notes on the lifecycle: the first version, experimental. Deprecation is left to each language's
/// own mark.
#[must_use]
pub(crate) fn lifecycle_notes(docs: &Docs, owner_since: Option<&str>) -> Vec<String> {
    let mut notes = Vec::new();
    if docs.experimental {
        notes.push(EXPERIMENTAL.to_owned());
    }
    if let Some(since) = docs
        .since
        .as_deref()
        .filter(|since| Some(*since) != owner_since && *since != ALWAYS)
    {
        notes.push(format!("Since {since}."));
    }
    notes
}

/// Deprecation as a sentence, for where a language has no mark of its own.
#[must_use]
pub(crate) fn deprecation_note(deprecated: &Deprecated) -> String {
    let since = deprecated.since.as_ref();
    let since = since.map(|since| format!(" since {since}"));
    let note = match deprecated.note.trim() {
        "" => String::new(),
        note => format!(": {}", note.trim_end_matches('.')),
    };
    format!("Deprecated{}{note}.", since.unwrap_or_default())
}

/// The description of a topic and the notes on its lifecycle, each a paragraph.
pub(crate) fn topic_notes(topic: &Topic) -> Vec<String> {
    let text = topic.docs.text.clone();
    let deprecated = topic.docs.deprecated.as_ref().map(deprecation_note);
    let text = Some(text).filter(|text| !text.is_empty());
    let mut notes: Vec<String> = text.into_iter().chain(deprecated).collect();
    notes.extend(lifecycle_notes(&topic.docs, None));
    notes
}

/// The servers of a protocol as a Markdown list. `None`: the schema names none.
pub(crate) fn servers_list(protocol: &Protocol) -> Option<String> {
    let lines = protocol.servers.iter().map(|server| {
        let doc = server.doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let doc = if doc.is_empty() {
            doc
        } else {
            format!(": {doc}")
        };
        format!("- {}, `{}`{doc}", server.name, server.url)
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Notes on an entity: its includes, lifecycle.
#[must_use]
pub(crate) fn entity_notes(input: &Input<'_>, id: TypeId) -> Vec<String> {
    let model = input.model;
    let (def, mut notes) = (model.ty(id), Vec::new());
    if let TypeKind::Entity(entity) = &def.kind
        && !entity.includes.is_empty()
    {
        let names: Vec<_> = entity
            .includes
            .iter()
            .map(|id| format!("`{}`", model.ty(*id).name))
            .collect();
        let is_narrowed = entity.fields.iter().any(|field| field.overrides.is_some());
        let narrowed = if is_narrowed {
            ", some of them narrowed"
        } else {
            ""
        };
        notes.push(format!(
            "Holds all fields of {}{narrowed}.",
            names.join(" and ")
        ));
    }
    notes.extend(type_notes(input, id));
    notes
}

/// Notes on a field: readonly, its condition, lifecycle where it differs from its entity's.
#[must_use]
pub(crate) fn field_notes(
    entity: &Entity,
    field: &Field,
    owner_since: Option<&str>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if field.access == Access::ReadOnly {
        notes.push("Readonly: set by the server, never sent by a client.".to_owned());
    }
    if let Some(when) = &field.when {
        let values: Vec<_> = when
            .values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect();
        let sibling = &entity.fields[when.field].name;
        notes.push(format!(
            "Has a meaning only while `{sibling}` is {}.",
            values.join(" or ")
        ));
    }
    notes.extend(lifecycle_notes(&field.docs, owner_since));
    notes
}

/// Notes on a scalar: its constraints, lifecycle.
#[must_use]
pub(crate) fn scalar_notes(input: &Input<'_>, id: TypeId, base: Scalar) -> Vec<String> {
    let Constraints {
        bounds,
        pattern,
        format,
    } = &input.model.ty(id).constraints;
    let mut notes: Vec<String> = allowed(bounds, unit(base)).into_iter().collect();
    notes.extend(pattern.as_ref().map(|pattern| {
        match pattern.contains(|c: char| c == '`' || c.is_control()) {
            true => "Texts match a pattern of the schema.".to_owned(),
            false => format!("Texts match `{pattern}`."),
        }
    }));
    notes.extend(format.map(|format| format!("Format: `{}`.", format.name())));
    notes.extend(type_notes(input, id));
    notes
}

/// The note on the range of a field, if it has one.
#[must_use]
pub(crate) fn bounds_note(model: &Model, field: &Field) -> Option<String> {
    let unit = match model.unaliased(&field.ty) {
        Type::List(_) => " items",
        Type::Map(..) => " entries",
        ty @ (Type::Scalar(_)
        | Type::Named(_)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any) => model.wire_scalar(ty).map_or("", unit),
    };
    allowed(&field.bounds, unit)
}

/// The note on the default of a field, if it has one.
#[must_use]
pub(crate) fn default_note(field: &Field) -> Option<String> {
    let text = field.default.as_ref()?.to_string();
    let is_plain = !text.contains(|c: char| c == '`' || c.is_control());
    Some(match is_plain {
        true => format!("Default: `{text}`."),
        false => "It has a default.".to_owned(),
    })
}

/// The unit in which the range of a scalar counts.
fn unit(scalar: Scalar) -> &'static str {
    match scalar.json() {
        JsonScalar::Text => " characters",
        JsonScalar::Base64 => " bytes",
        JsonScalar::Bool | JsonScalar::Integer { .. } | JsonScalar::Number => "",
    }
}

fn allowed(bounds: &Bounds, unit: &str) -> Option<String> {
    (!bounds.is_empty()).then(|| format!("Allowed: {bounds}{unit}."))
}

/// Notes on an event: its name on the wire and its sender, lifecycle.
#[must_use]
pub(crate) fn event_notes(event: &Event) -> Vec<String> {
    let arrow = match event.sender.directions() {
        [direction] => words(*direction).arrow,
        _ => "client to server and server to client",
    };
    let mut notes = vec![format!("`{}`, {arrow}.", event.name)];
    notes.extend(lifecycle_notes(&event.docs, None));
    notes
}

/// The description of an input view; `link` names the whole type, as the language links to it.
pub(crate) fn input_note(link: &str) -> String {
    format!("{link} as a client sends it: without what only the server sets.")
}
