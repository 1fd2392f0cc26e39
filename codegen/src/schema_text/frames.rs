//! Kinds of frames, and events.

use tdproto_schema::decl::{EventDecl, FrameDecl, ParamsDecl, PartDecl};

use super::fields::{docs, fields, wire};
use super::tables::{Keys, Tables};
use crate::toml_text;

/// A kind of frame.
pub(super) fn frame(tables: &mut Tables<'_>, frame: &FrameDecl) {
    let name = frame.name.value.as_str();
    tables.table(&["frame", name]);
    let includes = frame.includes.iter().map(|name| name.value.as_str());
    let keys = Keys::default()
        .text_if(
            "direction",
            frame.sender.as_ref().map(|sender| sender.value.name()),
        )
        .text_if("replies", frame.replies.as_ref().map(|kind| &kind.value))
        .plain_if("shape", frame.shape.as_ref().map(part))
        .texts("includes", includes);
    tables.keys(&keys.and(docs(&frame.docs)));
    if !frame.fields.is_empty() {
        tables.table(&["frame", name, "fields"]);
        fields(tables, &frame.fields);
    }
}

fn part(part: &PartDecl) -> String {
    match part {
        PartDecl::Object(members, _) => {
            let members = members.iter();
            toml_text::inline(members.map(|(key, value)| (&key.value, self::part(value))))
        }
        PartDecl::Array(items, _) => {
            let items: Vec<_> = items.iter().map(self::part).collect();
            format!("[{}]", items.join(", "))
        }
        PartDecl::Constant(constant) => constant.value.to_string(),
        PartDecl::Text(text) => toml_text::basic(&text.value),
    }
}

/// An event.
pub(super) fn event(tables: &mut Tables<'_>, event: &EventDecl) {
    tables.table(&["event", &event.name.value]);
    let matches = event.matches.iter();
    let matches = matches.map(|(field, value)| (&field.value, value.value.to_string()));
    let matches = (!event.matches.is_empty()).then(|| toml_text::inline(matches));
    let keys = Keys::default()
        .text("direction", event.sender.name())
        .text_if("frame", event.frame.as_ref().map(|kind| &kind.value))
        .plain_if(
            "value",
            event.value.as_ref().map(|value| wire(&value.value)),
        )
        .plain_if("match", matches)
        .plain_if("params", event.params.as_ref().map(params))
        .plain_if("reply", event.reply.as_ref().map(params))
        .text_if("error", event.error.as_ref())
        .text_if("name", event.code_name.as_ref());
    tables.keys(&keys.and(docs(&event.docs)));
}

/// Params or a result: the type alone, unless it may be left out or null.
fn params(params: &ParamsDecl) -> String {
    let keys = Keys::default()
        .text("type", &params.ty)
        .flag("optional", params.optional)
        .flag("nullable", params.nullable);
    match keys.is_only("type") {
        true => toml_text::basic(&params.ty.to_string()),
        false => keys.inline(),
    }
}
