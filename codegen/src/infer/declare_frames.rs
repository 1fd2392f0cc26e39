//! Declares frames that were drawn before, with the types of their holes.

use tdproto_schema::Span;
use tdproto_schema::decl::{FieldDecl, FrameDecl, PartDecl, Spanned};

use super::draft::{Draft, counted, is_any};
use super::drawn::{Drawn, Kind};
use super::frames::Frames;
use super::own_frames::{id_type, protocol};
use super::shape::Key;
use super::words::{Taken, snake};

/// The topic of the protocol and its frames.
const PROTOCOL: &str = "protocol";

/// Declares the kinds of frames; returns the reasons for the choice.
pub(super) fn declare(draft: &mut Draft<'_>, frames: &Frames, drawn: &Drawn) -> Vec<String> {
    let mut decls = drawn.decls().clone();
    decls.frames.clear();
    for def in &mut decls.types {
        def.topic = PROTOCOL.to_owned();
    }
    if decls.protocols.is_empty() {
        decls.protocols.push(protocol(draft.options));
    }
    draft.decls.append(decls);
    for (at, kind) in drawn.kinds().iter().enumerate() {
        let frame = frame(draft, frames, at, kind);
        for reason in drawn.why() {
            draft.comments.add(["frame", kind.name()], reason);
        }
        draft.decls.frames.push(frame);
    }
    drawn.why().to_vec()
}

fn frame(draft: &mut Draft<'_>, frames: &Frames, at: usize, kind: &Kind) -> FrameDecl {
    let seen = &frames.kinds[at];
    let name = kind.name();
    draft
        .comments
        .add(["frame", name], &counted(seen.count, "frame"));
    let mut decl = kind.decl.clone();
    decl.topic = PROTOCOL.to_owned();
    let mut taken = Taken::default();
    for own in ["event", "id", "params", "result", "error", "null"] {
        taken.add(own);
    }
    for field in &decl.fields {
        taken.add(&field.name.value);
    }
    let arena = draft.arena;
    let groups = arena.groups(seen.fields).iter();
    let mut keys: Vec<&Key> = groups.flat_map(|group| &group.keys).collect();
    keys.sort_by_key(|key| key.since);
    for key in keys {
        let mut known = decl.fields.iter_mut();
        if let Some(field) = known.find(|field| field.name.value == *key.name) {
            known_field(draft, name, (field, key), seen.count);
            continue;
        }
        if !decl.includes.is_empty() && &*key.name != "id" {
            continue;
        }
        let own = match key.name.strip_prefix('+') {
            Some(more) => grow(&mut decl, more, &mut taken),
            None => key.name.to_string(),
        };
        let counts = (key.present, seen.count);
        let (mut field, notes) = draft.field(name, &own, key.value, counts);
        if own == "id" {
            field.optional = false;
            field.ty = id_type(draft, key.value);
            field.nullable = field.nullable || seen.id_nulls > 0;
            let is_told = kind.replies.is_some() || field.ty.to_string() == "string";
            if is_told && !field.nullable {
                continue;
            }
        }
        if own == "error" {
            // The shape says whether it may be missing, and it is never null.
            (field.optional, field.nullable) = (false, false);
        }
        field.allow_empty = false;
        let place = ["frame", name, "fields", &own];
        draft.comments.add(place, &notes.join("; "));
        decl.fields.push(field);
    }
    number_of_event(draft, frames, at, &mut decl);
    decl
}

/// Gives a field that is drawn as `any` the type that its values have.
fn known_field(draft: &mut Draft<'_>, frame: &str, (known, key): (&mut FieldDecl, &Key), all: u64) {
    let name = known.name.value.clone();
    if !is_any(&known.ty) || key.present == 0 {
        return;
    }
    let (field, notes) = draft.field(frame, &name, key.value, (key.present, all));
    if is_any(&field.ty) {
        return;
    }
    known.ty = field.ty;
    known.nullable |= field.nullable && name != "error";
    let place = ["frame", frame, "fields", &name];
    draft.comments.add(place, &notes.join("; "));
}

/// Adds a key to the shape of a frame; returns the name of its hole.
fn grow(decl: &mut FrameDecl, key: &str, taken: &mut Taken) -> String {
    let name = taken.take_any(&snake(key));
    if let Some(PartDecl::Object(members, _)) = &mut decl.shape {
        let hole = PartDecl::Text(Spanned::unplaced(format!("${name}")));
        members.push((Spanned::unplaced(key.to_owned()), hole));
    }
    name
}

/// Declares that the events of a kind are numbers, if they are.
fn number_of_event(draft: &mut Draft<'_>, frames: &Frames, at: usize, decl: &mut FrameDecl) {
    let of_kind = |event: &&super::frames::EventSeen| event.kind == at;
    let is_known = |field: &FieldDecl| field.name.value == "event";
    let mut events = frames.events.iter().filter(of_kind);
    if events.any(|event| event.is_number) && !decl.fields.iter().any(is_known) {
        let unseen = super::shape::ShapeId(0);
        let (mut field, _) = draft.field(&decl.name.value, "event", unseen, (1, 1));
        draft.guesses.any -= 1;
        field.ty = tdproto_schema::TypeExpr::Name("int".to_owned(), Span::NONE);
        decl.fields.push(field);
    }
}
