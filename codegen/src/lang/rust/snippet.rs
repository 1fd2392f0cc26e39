//! Each event as source code, for the reference.

use tdproto_schema::model::{
    Access, Direction, Entity, Event, EventId, Presence, Scalar, Type, TypeId,
};

use super::borrow::RustInput;
use crate::lang::{Input, Snippet};
use crate::sample::Sampler;
use crate::views::View;

/// The code of a client for every event of a protocol with an envelope.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    if !input.model.frames().is_empty() {
        return Vec::new();
    }
    let input = RustInput::new(input);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.push(received(&input, id, event));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.extend(sent(&input, id, event));
        }
    }
    all
}

fn received(input: &RustInput<'_>, id: EventId, event: &Event) -> Snippet {
    let variant = input.names.event(id);
    let (pattern, shown) = match &event.params {
        Some(_) => (format!("{variant}(params)"), "{params:?}"),
        None => (variant.to_owned(), event.name.as_str()),
    };
    Snippet {
        event: id,
        about: "Receive",
        text: format!(
            "if let Decoded::Known(frame) = ServerEvent::decode(text)\n    \
             && let ServerEvent::{pattern} = frame.event\n{{\n    println!({shown:?});\n}}"
        ),
    }
}

fn sent(input: &RustInput<'_>, id: EventId, event: &Event) -> Option<Snippet> {
    let variant = input.names.event(id);
    let mut lines = Vec::new();
    let made = match &event.params {
        None => format!("ClientEvent::{variant}"),
        Some(params) => {
            let entity = input.model.object_of(&params.ty);
            let is_plain = params.presence == Presence::Required
                && !input
                    .never_empty
                    .is_type(input.model, &params.ty, View::Input);
            match entity.filter(|_| is_plain) {
                Some(entity) => lines.extend(literal(input, event, entity)),
                None if is_plain => lines.push("let params = Default::default();".to_owned()),
                None => return None,
            }
            format!("ClientEvent::{variant}(params)")
        }
    };
    let function = match &input.model.protocol.envelope.id {
        Some(_) => "confirmed",
        None => "new",
    };
    lines.push(format!("let frame = ClientFrame::{function}({made});"));
    lines.push("let text = frame.encode();".to_owned());
    Some(Snippet {
        event: id,
        about: "Send",
        text: lines.join("\n"),
    })
}

/// The params: the fields that are needed and that have a plain value.
fn literal(input: &RustInput<'_>, event: &Event, id: TypeId) -> Vec<String> {
    let name = input.names.input(id);
    let fields = input
        .model
        .entity(id)
        .map(|entity| fields(input, event, id, entity));
    let fields = fields.unwrap_or_default();
    if fields.is_empty() {
        return vec![format!("let params = {name}::default();")];
    }
    let mut lines = vec![format!("let params = {name} {{")];
    lines.extend(fields.into_iter().map(|field| format!("    {field},")));
    lines.push("    ..Default::default()".to_owned());
    lines.push("};".to_owned());
    lines
}

fn fields(input: &RustInput<'_>, event: &Event, id: TypeId, entity: &Entity) -> Vec<String> {
    let mut fields = Vec::new();
    for (at, field) in entity.fields.iter().enumerate() {
        let is_shown = field.presence == Presence::Required
            && field.access == Access::ReadWrite
            && field.docs.deprecated.is_none();
        let Type::Scalar(scalar) = input.model.unaliased(&field.ty) else {
            continue;
        };
        if !is_shown {
            continue;
        }
        let mut sampler = Sampler::new(input.model, View::Input, &event.name, 0);
        let value = sampler.bounded((&field.ty, field.bounds), &field.name);
        let value = match scalar {
            Scalar::String if input.is_borrowed() => {
                format!("{:?}.into()", value.as_str().unwrap_or_default())
            }
            Scalar::String => format!("{:?}.to_owned()", value.as_str().unwrap_or_default()),
            Scalar::Datetime | Scalar::Bytes => continue,
            Scalar::Float32 | Scalar::Float64 => {
                format!("{:?}", value.as_f64().unwrap_or_default())
            }
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
        };
        fields.push(format!("{}: {value}", input.names.field(id, at)));
    }
    fields
}
