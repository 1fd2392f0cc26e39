//! Frames: a map from events to their params for each direction, and the unions made from it.

use tdproto_schema::model::{Direction, Envelope, Event};

use super::codec;
use super::docs::Doc;
use super::literal::{key, string};
use super::types::Scope;
use crate::lang::direction::{Words, words};
use crate::lang::{Input, lifecycle_notes};
use crate::text::Writer;
use crate::views::View;

/// The file of all frames.
pub(super) fn file(input: &Input<'_>) -> String {
    let mut scope = Scope::new(input, super::EVENTS);
    let mut w = Writer::new(super::INDENT);
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        union(&mut w, direction, &input.model.protocol.envelope);
        map(&mut w, &mut scope, direction);
    }
    frames(&mut w, input);
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        codec::write(&mut w, &mut scope, direction);
    }
    scope.file(w)
}

fn union(w: &mut Writer, direction: Direction, envelope: &Envelope) {
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
    w.blank();
    let member = super::docs::code(&envelope.event);
    Doc::new(&format!("A frame that {sender} sends."))
        .safe(format!(
            "`{side}Event` is the union of all of them and narrows by {member}; \
             `{side}Event<\"name\">` is the frame of one event."
        ))
        .write(w);
    let parameter = format!("Name extends {side}EventName = {side}EventName");
    w.block(
        format!("export type {side}Event<{parameter}> = {{"),
        "}[Name];",
        |w| {
            w.line(format!("[N in Name]: FrameOf<N, {side}EventMap[N]>;"));
        },
    );
}

pub(super) fn map(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let Words {
        prefix: side,
        sender,
        ..
    } = words(direction);
    let view = View::of(direction);
    let model = scope.input.model;
    let events: Vec<_> = model
        .events()
        .iter()
        .filter(|event| event.is_sent(direction))
        .collect();
    w.blank();
    Doc::new(&format!(
        "The events that {sender} sends, and the params of each; `undefined`: the event has none."
    ))
    .write(w);
    if events.is_empty() {
        w.line(format!("export interface {side}EventMap {{}}"));
        return;
    }
    w.block(format!("export interface {side}EventMap {{"), "}", |w| {
        for event in events {
            Doc::of(&event.docs, &lifecycle_notes(&event.docs, None)).write(w);
            let params = match &event.params {
                Some(params) => scope.params(params, view),
                None => "undefined".to_owned(),
            };
            w.line(format!("{}: {params};", string(&event.name)));
        }
    });
}

/// Writes the types that the frames of both directions are made from.
fn frames(w: &mut Writer, input: &Input<'_>) {
    let envelope = &input.model.protocol.envelope;
    let may_go_without = |event: &Event| {
        let params = event.params.as_ref();
        params.is_some_and(|params| params.presence.may_be_absent())
    };
    let has_optional = input.model.events().iter().any(may_go_without);
    w.blank();
    Doc::new("A frame without params.").write(w);
    w.block(
        "export interface EventHead<Name extends string> {",
        "}",
        |w| {
            Doc::new("Name of the event.").write(w);
            w.line(format!("{}: Name;", key(&envelope.event)));
            if let Some(id) = &envelope.id {
                Doc::new("If present, who receives the frame confirms it by this id.").write(w);
                w.line(format!("{}?: string | undefined;", key(id)));
            }
        },
    );
    w.blank();
    Doc::new("A frame with params.").write(w);
    let open = "export interface EventFrame<Name extends string, Params> extends EventHead<Name> {";
    w.block(open, "}", |w| {
        Doc::new("The data of the event.").write(w);
        w.line(format!("{}: Params;", key(&envelope.params)));
    });
    w.blank();
    if has_optional {
        Doc::new("A frame that may go without params.").write(w);
        let open = "export interface OptionalEventFrame<Name extends string, Params> extends EventHead<Name> {";
        w.block(open, "}", |w| {
            Doc::new("The data of the event.").write(w);
            w.line(format!("{}?: Params | undefined;", key(&envelope.params)));
        });
        w.blank();
    }
    w.line("type FrameOf<Name extends string, Params> = [Params] extends [undefined]");
    w.indented(|w| {
        w.line("? EventHead<Name>");
        if has_optional {
            w.line(": undefined extends Params");
            w.indented(|w| {
                w.line("? OptionalEventFrame<Name, Exclude<Params, undefined>>");
                w.line(": EventFrame<Name, Params>;");
            });
        } else {
            w.line(": EventFrame<Name, Params>;");
        }
    });
}
