//! Declares frames whose form was found: an envelope, or a frame with more keys.

use tdproto_schema::decl::{
    DocsDecl, EnvelopeDecl, FieldDecl, FrameDecl, PartDecl, ProtocolDecl, Spanned,
};
use tdproto_schema::names::Name;
use tdproto_schema::{Span, TypeExpr};

use super::draft::{Draft, Where, counted, name_of};
use super::form::Keys;
use super::frames::Frames;
use super::options::Options;
use super::shape::{Arena, Key, ShapeId};
use super::words::{Taken, snake};

/// The topic of the protocol and its frames.
const PROTOCOL: &str = "protocol";

/// The name of the only kind of frame.
const FRAME: &str = "message";

/// Declares the envelope, or the frame if it has more keys than that.
pub(super) fn by_keys(draft: &mut Draft<'_>, frames: &Frames, keys: &Keys) {
    let arena = draft.arena;
    let kind = &frames.kinds[0];
    let group = arena.groups(kind.fields).first();
    let others = |key: &&Key| keys.id.as_deref() != Some(&*key.name);
    let has_others = group.is_some_and(|group| group.keys.iter().any(|key| others(&key)));
    let id = keys.id.as_ref().and_then(|id| {
        let group = group?;
        group.position(id).map(|at| &group.keys[at])
    });
    let is_text_id = id.is_none_or(|key| is_text(arena, key.value));
    let has_odd_names = frames
        .events
        .iter()
        .any(|event| event.is_number || Name::Event.check(&event.name).is_err());
    let is_envelope = !has_others && is_text_id && keys.params.is_some() && !has_odd_names;
    let mut protocol = protocol(draft.options);
    if is_envelope {
        let is_new = |key: &String, usual: &str| (key != usual).then(|| key.clone());
        protocol.envelope = EnvelopeDecl {
            event: is_new(&keys.event, "event"),
            id: Some(keys.id.clone().unwrap_or_default()).filter(|id| id != "confirm_id"),
            params: keys.params.as_ref().and_then(|key| is_new(key, "params")),
            confirms: Vec::new(),
        };
        protocol.envelope_span = Some(Span::NONE);
        note(draft, &["protocol", "envelope"], kind.count, keys);
    } else {
        let frame = drawn_frame(draft, frames, keys, kind.count);
        draft.decls.frames.push(frame);
        note(draft, &["frame", FRAME], kind.count, keys);
    }
    draft.decls.protocols.push(protocol);
}

fn note(draft: &mut Draft<'_>, place: &[&str], count: u64, keys: &Keys) {
    let place = || place.iter().copied();
    draft.comments.add(place(), &counted(count, "frame"));
    for reason in &keys.why {
        draft.comments.add(place(), reason);
    }
}

pub(super) fn protocol(options: &Options) -> ProtocolDecl {
    ProtocolDecl::new(options.name.clone())
}

fn is_text(arena: &Arena, shape: ShapeId) -> bool {
    arena.kinds(shape) & !super::alike::TEXT == 0 && arena.shape(arena.find(shape)).nulls == 0
}

/// The frame as drawn: the event, the id, other keys, the params.
fn drawn_frame(draft: &mut Draft<'_>, frames: &Frames, keys: &Keys, count: u64) -> FrameDecl {
    let text = |text: &str| PartDecl::Text(Spanned::unplaced(text.to_owned()));
    let key = |key: &str| Spanned::unplaced(key.to_owned());
    let mut shape = vec![(key(&keys.event), text("$event"))];
    let mut fields: Vec<FieldDecl> = Vec::new();
    let mut taken = Taken::default();
    for own in ["event", "id", "params", "result", "error", "null"] {
        taken.add(own);
    }
    let arena = draft.arena;
    let mut members: Vec<&Key> = arena
        .groups(frames.kinds[0].fields)
        .iter()
        .flat_map(|group| &group.keys)
        .collect();
    members.sort_by_key(|key| key.since);
    for member in members {
        let is_id = keys.id.as_deref() == Some(&*member.name);
        let name = match is_id {
            true => "id".to_owned(),
            false => taken.take_any(&snake(&member.name)),
        };
        let (mut field, notes) = draft.field(FRAME, &name, member.value, (member.present, count));
        let mark = if is_id && field.optional { "?" } else { "" };
        if is_id {
            field.optional = false;
            field.ty = id_type(draft, member.value);
        }
        field.allow_empty = false;
        shape.push((key(&member.name), text(&format!("${name}{mark}"))));
        let is_plain_id = is_id && !field.nullable && field.ty == name_of("string");
        if !is_plain_id {
            let place = ["frame", FRAME, "fields", &name];
            draft.comments.add(place, &notes.join("; "));
            fields.push(field);
        }
    }
    if frames.events.iter().any(|event| event.is_number) {
        let (mut field, _) = draft.field(FRAME, "event", ShapeId(0), (1, 1));
        field.ty = name_of("int");
        fields.push(field);
    }
    shape.push(match &keys.params {
        Some(params) => (key(params), text("$params")),
        None => (key("..."), text("$params")),
    });
    FrameDecl {
        name: Spanned::unplaced(FRAME.to_owned()),
        topic: PROTOCOL.to_owned(),
        sender: None,
        replies: None,
        shape: Some(PartDecl::Object(shape, Span::NONE)),
        includes: Vec::new(),
        fields,
        docs: DocsDecl::default(),
    }
}

/// The type of ids: a text, an integer, or either.
pub(super) fn id_type(draft: &mut Draft<'_>, shape: ShapeId) -> TypeExpr {
    match draft.arena.kinds(shape) {
        super::alike::TEXT => name_of("string"),
        _ => {
            let at = Where {
                owner: "Frame",
                key: "frame_id",
            };
            draft.guess(shape, at, 0).ty
        }
    }
}
