//! The types of frames: what the frames of each kind have, and the frame of each event.

use tdproto_schema::model::{
    Access, Constant, Direction, EnumBase, Event, Field, FrameId, FrameKind, HoleKind, Params,
    Scalar, Type,
};

use super::super::docs::{Doc, code};
use super::super::items::member;
use super::super::literal::{constant, key, string};
use super::super::types::{Scope, WIDTH};
use super::super::{enums, events};
use super::{field_names, is_sent};
use crate::lang::direction::{Words, words};
use crate::lang::frame_values::{common_error, id_of, may_be_missing};
use crate::lang::{Input, lifecycle_notes};
use crate::options::Int64;
use crate::text::Writer;
use crate::views::View;

/// Writes the types of the frames of a direction.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    w.blank();
    Doc::new(&format!("The name of an event that {sender} sends.")).write(w);
    w.line(format!(
        "export type {side}EventName = keyof {side}EventMap;"
    ));
    events::map(w, scope, direction);
    kinds(w, scope, direction);
    frames_of_events(w, scope, direction);
    let model = scope.input.model;
    let replies = model.frames().iter();
    let replies = replies.filter(|kind| kind.replies.is_some() && is_sent(kind, direction));
    let replies: Vec<_> = replies
        .map(|kind| format!("{side}FrameKinds[{}]", string(&kind.name)))
        .collect();
    w.blank();
    Doc::new(&format!("A reply that {sender} sends."))
        .safe("`decodeReply` returns what is in it.".to_owned())
        .write(w);
    match replies.is_empty() {
        true => w.line(format!("export type {side}Reply = never;")),
        false => enums::alternatives(w, &format!("{side}Reply"), &replies),
    }
    w.blank();
    Doc::new(&format!("A frame that {sender} sends."))
        .safe("Narrows by `kind` and `event`.".to_owned())
        .write(w);
    w.line(format!(
        "export type {side}Frame = {side}Event | {side}Reply;"
    ));
}

/// Writes the interface that has the members of the frames of each kind, but for events.
fn kinds(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    let model = scope.input.model;
    w.blank();
    Doc::new(&format!(
        "The members of the frames of each kind that {sender} sends, without events and params."
    ))
    .write(w);
    let kinds: Vec<_> = model
        .frames()
        .iter()
        .filter(|kind| is_sent(kind, direction))
        .collect();
    if kinds.is_empty() {
        w.line(format!("export interface {side}FrameKinds {{}}"));
        return;
    }
    w.block(format!("export interface {side}FrameKinds {{"), "}", |w| {
        for kind in kinds {
            Doc::of(&kind.docs, &lifecycle_notes(&kind.docs, None)).write(w);
            w.block(format!("{}: {{", key(&kind.name)), "};", |w| {
                members(w, scope, kind, View::of(direction));
            });
        }
    });
}

fn members(w: &mut Writer, scope: &mut Scope<'_>, kind: &FrameKind, view: View) {
    Doc::new("The kind of the frame.").write(w);
    w.line(format!("kind: {};", string(&kind.name)));
    if kind.replies.is_some() && kind.has(HoleKind::Event) {
        Doc::new("The name of the request; that on the wire, if the schema does not have it.")
            .write(w);
        let ty = match kind.event {
            EnumBase::Text => "string",
            EnumBase::Int => "string | number",
        };
        w.line(format!("event{}: {ty};", mark(kind, HoleKind::Event)));
    }
    if let Some(id) = id_of(kind) {
        let of = match kind.replies {
            Some(_) => "The id of the request.",
            None => "The id of the frame.",
        };
        Doc::new(of).write(w);
        w.line(member(scope, &id.field("id"), view, true));
    }
    let error = common_error(scope.input.model, kind).map(|error| error.field("error"));
    for (body, doc) in [
        (HoleKind::Result, "The result: `decodeReply` decodes it."),
        (HoleKind::Error, "The error: `decodeReply` decodes it."),
    ] {
        if kind.has(body) && !(body == HoleKind::Error && error.is_some()) {
            Doc::default().safe(doc.to_owned()).write(w);
            let name = body.name().unwrap_or_default();
            w.line(format!("{name}{}: unknown;", mark(kind, body)));
        }
    }
    if let Some(error) = error {
        Doc::new("The error.").write(w);
        w.line(member(scope, &error, view, true));
    }
    for (field, name) in kind.fields.iter().zip(field_names(kind)) {
        Doc::of(&field.docs, &lifecycle_notes(&field.docs, None)).write(w);
        let field = Field {
            name,
            access: Access::ReadWrite,
            ..field.clone()
        };
        w.line(member(scope, &field, view, true));
    }
}

/// The mark of a member that may be missing.
fn mark(kind: &FrameKind, hole: HoleKind) -> &'static str {
    if may_be_missing(kind, hole) { "?" } else { "" }
}

/// Writes the frame of each event.
fn frames_of_events(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    let model = scope.input.model;
    let events: Vec<_> = events_of(scope, direction);
    w.blank();
    Doc::new(&format!("The frame of each event that {sender} sends.")).write(w);
    if events.is_empty() {
        w.line(format!("export interface {side}EventFrames {{}}"));
    } else {
        w.block(format!("export interface {side}EventFrames {{"), "}", |w| {
            for (event, frame) in events {
                let kind = model.frame(frame);
                let of = format!("{side}FrameKinds[{}]", string(&kind.name));
                let own = own_members(scope, event, kind, View::of(direction));
                let open = format!("{}: {of} & {{", string(&event.name));
                let line = format!("{open} {} }};", own.join(" ").trim_end_matches(';'));
                match w.column() + line.chars().count() <= WIDTH {
                    true => w.line(line),
                    false => w.block(open, "};", |w| w.lines(own)),
                }
            }
        });
    }
    w.blank();
    Doc::new(&format!("The frame of an event that {sender} sends."))
        .safe(format!(
            "`{side}Event` is the union of all of them and narrows by {}; `{side}Event<\"name\">` is the \
             frame of one event.",
            code("event")
        ))
        .write(w);
    let parameter = format!("Name extends {side}EventName = {side}EventName");
    w.line(format!(
        "export type {side}Event<{parameter}> = {side}EventFrames[Name];"
    ));
}

/// The events of a direction, each with its kind of frame.
pub(super) fn events_of<'a>(scope: &Scope<'a>, direction: Direction) -> Vec<(&'a Event, FrameId)> {
    let events = scope.input.model.events().iter();
    let sent = events.filter(|event| event.is_sent(direction));
    sent.filter_map(|event| Some((event, event.frame?)))
        .collect()
}

/// The members of the frame of an event that those of other events do not have.
fn own_members(scope: &mut Scope<'_>, event: &Event, kind: &FrameKind, view: View) -> Vec<String> {
    let mut members = vec![format!("event: {};", string(&event.name))];
    if let Some(params) = event.params_field("params") {
        members.push(member(scope, &params, view, true));
    }
    let names = field_names(kind);
    for (at, value) in &event.matches {
        let value = told_literal(&scope.input, &kind.fields[*at], value);
        members.push(format!("{}: {value};", key(&names[*at])));
    }
    members
}

/// The only value of a field that decides an event.
pub(in super::super) fn told_literal(input: &Input<'_>, field: &Field, value: &Constant) -> String {
    let is_wide = matches!(
        input.model.wire_scalar(&field.ty),
        Some(Scalar::Int64 | Scalar::Uint64)
    );
    let literal = constant(value);
    match input.options.typescript.int64 {
        Int64::Bigint if is_wide => format!("{literal}n"),
        Int64::String if is_wide => string(&literal),
        Int64::Bigint | Int64::String | Int64::Number => literal,
    }
}

/// The type of a value that is there as a field is, in a type of its own.
pub(super) fn value_type(scope: &mut Scope<'_>, params: Option<&Params>, view: View) -> String {
    match params {
        Some(params) => scope.params(params, view),
        None => "undefined".to_owned(),
    }
}

/// The type of the errors of the replies to an event.
pub(super) fn error_type(scope: &mut Scope<'_>, event: &Event, view: View) -> String {
    let Some((own, may_be_missing)) = error_of(scope, event) else {
        return "never".to_owned();
    };
    let ty = scope.ty(&own, view);
    match may_be_missing && ty != "unknown" {
        true => format!("{ty} | undefined"),
        false => ty,
    }
}

/// The type of the errors of the replies to an event, and whether they may be missing; `None`: no
/// reply is an error.
pub(super) fn error_of(scope: &Scope<'_>, event: &Event) -> Option<(Type, bool)> {
    let model = scope.input.model;
    let replies = model.replies_to(event.frame?).map(|(_, kind)| kind);
    let failures: Vec<_> = replies.filter(|kind| kind.has(HoleKind::Error)).collect();
    failures.first()?;
    let declared = failures.iter().find_map(|kind| kind.error.as_ref());
    let ty = match (&event.error, declared) {
        (Some(own), _) => own.clone(),
        (None, Some(declared)) => declared.ty.clone(),
        (None, None) => Type::Any,
    };
    let mut failures = failures.iter();
    let may_be_missing = failures.any(|kind| may_be_missing(kind, HoleKind::Error));
    Some((ty, may_be_missing))
}
