//! Each event as source code, for the reference.

use serde_json::Value;
use tdproto_schema::model::{
    Access, Direction, EnumBase, Event, EventId, HoleKind, Presence, Scalar, Type, TypeId, TypeKind,
};

use super::borrow::RustInput;
use super::frame_kinds::Kind;
use super::groups::Group;
use crate::lang::{Input, Snippet};
use crate::sample;
use crate::views::{View, boxed_fields};

/// The code of a client for every event: of receiving it, and of sending it in an envelope.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let input = RustInput::new(input);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.extend(received(&input, id, event));
        }
        if event.frame.is_none() && event.is_sent(Direction::ClientToServer) {
            all.extend(sent(&input, id, event));
        }
    }
    all
}

fn received(input: &RustInput<'_>, id: EventId, event: &Event) -> Option<Snippet> {
    let direction = Direction::ServerToClient;
    let (known, decoder, events) = match event.frame {
        None => (
            "Decoded::Known(frame)".to_owned(),
            "ServerEvent",
            "ServerEvent".to_owned(),
        ),
        Some(frame) => {
            let kind = input.model.frame(frame);
            // A frame that does not say its event is decoded with the name of one.
            kind.hole(HoleKind::Event)?;
            let variant = Kind::new(input, direction, frame, kind).variant;
            let group = Group {
                direction,
                frame: Some(frame),
            };
            let events = group.name(input);
            let known = format!("DecodedFrame::Known(ServerFrame::{variant}(frame))");
            (known, "ServerFrame", events)
        }
    };
    let variant = input.names.event(id);
    let (pattern, shown) = match &event.params {
        Some(_) => (format!("{variant}(params)"), "{params:?}"),
        None => (variant.to_owned(), event.name.as_str()),
    };
    Some(Snippet {
        event: id,
        about: "Receive",
        text: format!(
            "if let {known} = {decoder}::decode(text)\n    \
             && let {events}::{pattern} = frame.event\n{{\n    println!({shown:?});\n}}"
        ),
    })
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
                Some(entity) if input.model.entity(entity).is_some() => {
                    let value = sample::frame_in(input.model, View::Input, event, 0);
                    let value = &value[&input.model.protocol.envelope.params];
                    let literal = Literal {
                        input,
                        boxed: boxed_fields(input.model),
                    };
                    lines.push(format!(
                        "let params = {};",
                        literal.entity(entity, value, 0)
                    ));
                }
                Some(_) => return None,
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

/// The literal of an entity: the fields that are needed and that have a plain value.
struct Literal<'i, 'a> {
    input: &'i RustInput<'a>,
    boxed: Vec<Vec<bool>>,
}

impl Literal<'_, '_> {
    fn entity(&self, id: TypeId, value: &Value, level: usize) -> String {
        let name = self.input.names.input(id);
        let fields = self.fields(id, value, level + 1);
        if fields.is_empty() {
            return format!("{name}::default()");
        }
        let (inner, outer) = ("    ".repeat(level + 1), "    ".repeat(level));
        let fields: String = fields
            .iter()
            .map(|field| format!("{inner}{field},\n"))
            .collect();
        format!("{name} {{\n{fields}{inner}..Default::default()\n{outer}}}")
    }

    fn fields(&self, id: TypeId, value: &Value, level: usize) -> Vec<String> {
        let input = self.input;
        let mut fields = Vec::new();
        for (at, field) in input.model.ty(id).fields().iter().enumerate() {
            let is_shown = field.presence == Presence::Required
                && field.access == Access::ReadWrite
                && field.docs.deprecated.is_none()
                && !self.boxed[id.index()][at];
            if !is_shown {
                continue;
            }
            if let Some(value) = self.value(&field.ty, &value[&field.name], level) {
                fields.push(format!("{}: {value}", input.names.field(id, at)));
            }
        }
        fields
    }

    fn value(&self, ty: &Type, value: &Value, level: usize) -> Option<String> {
        let input = self.input;
        match input.model.unaliased(ty) {
            Type::Scalar(scalar) => plain(*scalar, value),
            Type::Named(id) => {
                let def = input.model.ty(*id);
                if input.options.rust.extern_types.contains_key(&def.name) {
                    return None;
                }
                match &def.kind {
                    TypeKind::Scalar(Scalar::String) => plain(Scalar::String, value),
                    TypeKind::Enum(listing) if listing.base == EnumBase::Text => {
                        let mut values = listing.values.iter();
                        let at = values.position(|value| value.docs.deprecated.is_none())?;
                        let name = input.names.ty(*id);
                        Some(format!("{name}::{}", input.names.value(*id, at)))
                    }
                    TypeKind::Entity(_) if !input.never_empty.is(*id, View::Input) => {
                        Some(self.entity(*id, value, level))
                    }
                    TypeKind::Entity(_)
                    | TypeKind::Enum(_)
                    | TypeKind::Union(_)
                    | TypeKind::Scalar(_)
                    | TypeKind::Alias(_) => None,
                }
            }
            Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => None,
        }
    }
}

fn plain(scalar: Scalar, value: &Value) -> Option<String> {
    Some(match scalar {
        Scalar::String => format!("{:?}.into()", value.as_str()?),
        Scalar::Datetime | Scalar::Bytes => return None,
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
