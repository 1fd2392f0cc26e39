//! Frames that the schema draws: a sealed interface a side, and what finds and reads them.

mod frame;
mod places;
mod requests;
mod shape;
mod table;

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::INDENT;
use super::docs::Doc;
use super::literal::string;
use super::scope::{Package, Scope};
use crate::lang::direction::words;
use crate::lang::event_notes;
use crate::text::Writer;
use frame::{Body, Frame, kind_ident, kinds_of, path_text, raw_type};

/// The directions in the order of the file.
const DIRECTIONS: [Direction; 2] = [Direction::ServerToClient, Direction::ClientToServer];

/// The file of all frames.
pub(super) fn file(package: &Package<'_>) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    for direction in DIRECTIONS {
        if has_frames(package, direction) {
            side(&mut w, &mut scope, direction);
        }
    }
    scope.file(w, &["DEPRECATION", "SENSELESS_COMPARISON"])
}

/// The file of what finds and reads frames.
pub(super) fn tables(package: &Package<'_>) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    for direction in DIRECTIONS {
        if has_frames(package, direction) {
            table::write(&mut w, &mut scope, direction);
        }
    }
    scope.file(
        w,
        &[
            "DEPRECATION",
            "UNUSED_PARAMETER",
            "UNUSED_VARIABLE",
            "USELESS_ELVIS",
            "SENSELESS_COMPARISON",
        ],
    )
}

/// The file of requests.
pub(super) fn requests(package: &Package<'_>) -> Option<String> {
    requests::file(package)
}

fn has_frames(package: &Package<'_>, direction: Direction) -> bool {
    let mut kinds = package.input.model.frames().iter();
    kinds.any(|kind| kind.sender.sends(direction))
}

/// The events of a side.
fn events_of<'a>(package: &Package<'a>, direction: Direction) -> Vec<(EventId, &'a Event)> {
    let events = package.input.model.events_with_ids();
    events
        .filter(|(_, event)| event.is_sent(direction))
        .collect()
}

fn side(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let words = words(direction);
    let name = format!("{}Event", words.prefix);
    let events = events_of(scope.package, direction);
    let model = scope.input().model;
    let replies = kinds_of(model, direction, true);
    let names = scope.input().names;
    let idents = events.iter().map(|(id, _)| names.event(*id).to_owned());
    let idents = idents.chain(replies.iter().map(|(_, kind)| kind_ident(kind)));
    scope.nest(idents.chain(["Request".to_owned()]));
    let text = scope.built_in("kotlin.String");
    w.blank();
    Doc::default()
        .safe(format!(
            "A frame that {} sends, or a text that is none.",
            words.sender
        ))
        .write(w);
    w.block(format!("public sealed interface {name} {{"), "}", |w| {
        w.line("/** The kind of the frame; null: the text is no frame. */");
        w.line(format!("public val kind: {text}?"));
        w.blank();
        w.line("/** The name of the event; null: the frame does not say it. */");
        w.line(format!("public val name: {text}?"));
        for (id, event) in &events {
            if let Some(frame) = Frame::of_event(model, event, direction) {
                w.blank();
                event_class(w, scope, names.event(*id), event, &frame);
            }
        }
        if !replies.is_empty() {
            w.blank();
            reply_interface(w, scope, direction, &name);
        }
        fallbacks(w, scope, &name);
        companion(w, scope, &name);
    });
    scope.leave();
}

fn event_class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    ident: &str,
    event: &Event,
    frame: &Frame<'_>,
) {
    let text = scope.built_in("kotlin.String");
    Doc::of(&event.docs, &event_notes(event)).write(w);
    let mut members = Vec::new();
    if let Some(params) = frame.params().filter(|params| params.is_there(scope)) {
        members.push(("The params.".to_owned(), params));
    }
    if let Some(id) = frame.id() {
        members.push(("The id, which the reply repeats.".to_owned(), id));
    }
    for at in frame.fields().filter(|at| frame.told(*at).is_none()) {
        let member = frame.field(at);
        if member.is_there(scope) {
            members.push((field_doc(frame, at), member));
        }
    }
    let mut lines = Vec::new();
    for (doc, member) in members {
        let default = member.default(scope).map(|text| format!(" = {text}"));
        lines.push(format!("/** {doc} */"));
        let ty = member.ty(scope);
        lines.push(format!(
            "public val {}: {ty}{},",
            member.ident,
            default.unwrap_or_default()
        ));
    }
    open_class(w, ident, &lines, "Known");
    w.indented(|w| {
        w.line(format!(
            "override val kind: {text} get() = {}",
            string(&frame.kind.name)
        ));
        w.blank();
        w.line(format!(
            "override val name: {text} get() = {}",
            string(&event.name)
        ));
        w.blank();
        encode(w, scope, frame);
    });
    w.line("}");
}

fn field_doc(frame: &Frame<'_>, at: usize) -> String {
    let text = super::docs::one_line(&frame.kind.fields[at].docs.text);
    match text.is_empty() {
        true => "A field of the frame.".to_owned(),
        false => text,
    }
}

fn open_class(w: &mut Writer, ident: &str, members: &[String], base: &str) {
    match members.is_empty() {
        true => w.line(format!("public data object {ident} : {base} {{")),
        false => {
            w.line(format!("public data class {ident}("));
            w.indented(|w| w.lines(members));
            w.line(format!(") : {base} {{"));
        }
    }
}

fn encode(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    let (text, writer) = (scope.built_in("kotlin.String"), scope.wire("WireWriter"));
    w.block(format!("override fun encode(): {text} {{"), "}", |w| {
        w.line(format!("val w = {writer}()"));
        shape::write(w, scope, frame);
        w.line("return w.toString()");
    });
}

fn reply_interface(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction, name: &str) {
    let text = scope.built_in("kotlin.String");
    let (to, request) = (scope.wire("ReplyTo"), scope.wire("Request"));
    let model = scope.input().model;
    w.line(
        "/** A reply to a request of the other side, which [read] takes to know what is in it. */",
    );
    w.block(
        format!("public sealed interface Reply : {name} {{"),
        "}",
        |w| {
            w.line(format!("override val kind: {text}"));
            w.blank();
            w.line("/** The frame. */");
            w.line(format!("public fun encode(): {text}"));
            w.blank();
            w.line("/** The result or the error, as the request says. */");
            w.line(format!(
                "public fun <R, E> read(request: {request}<R, E>): {to}<R, E>"
            ));
            for (_, kind) in kinds_of(model, direction, true) {
                w.blank();
                let frame = Frame::of_reply(kind, direction);
                reply_class(w, scope, &frame);
            }
        },
    );
}

fn reply_class(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    let model = scope.input().model;
    let kind = frame.kind;
    let ident = kind_ident(kind);
    let text = scope.built_in("kotlin.String");
    let mut lines = Vec::new();
    let mut add = |scope: &mut Scope<'_>, doc: &str, member: super::members::Member<'_>| {
        let default = member.default(scope).map(|text| format!(" = {text}"));
        lines.push(format!("/** {doc} */"));
        let ty = member.ty(scope);
        lines.push(format!(
            "public val {}: {ty}{},",
            member.ident,
            default.unwrap_or_default()
        ));
    };
    if let Some(id) = frame.id() {
        add(scope, "The id of the request.", id);
    }
    if let Some(name) = frame.name() {
        add(scope, "The name of the request on the wire.", name);
    }
    for at in frame.fields() {
        let member = frame.field(at);
        if member.is_there(scope) {
            add(scope, &field_doc(frame, at), member);
        }
    }
    let mut bodies = Vec::new();
    for (name, hole, body) in frame.bodies(model) {
        match body {
            Body::Typed(ty, presence) => {
                let member = frame.typed(name, ty, presence);
                if member.is_there(scope) {
                    let ty = member.ty(scope);
                    let default = member.default(scope).map(|text| format!(" = {text}"));
                    bodies.push(format!("/** The {name}. */"));
                    bodies.push(format!(
                        "public val {name}: {ty}{},",
                        default.unwrap_or_default()
                    ));
                }
            }
            Body::Raw(form) => {
                let ty = raw_type(scope, form);
                let default = if form == frame::Form::Own {
                    " = null"
                } else {
                    ""
                };
                bodies.push(format!("/** The {name} as it is. */"));
                bodies.push(format!("public val {name}: {ty}{default},"));
            }
        }
        let _ = hole;
    }
    lines.extend(bodies);
    let doc = Doc::of(&kind.docs, &[]);
    doc.or(&format!("A frame of the kind `{}`.", kind.name))
        .write(w);
    open_class(w, &ident, &lines, "Reply");
    w.indented(|w| {
        w.line(format!(
            "override val kind: {text} get() = {}",
            string(&kind.name)
        ));
        w.blank();
        let name = match frame.name() {
            None => "null".to_owned(),
            Some(name) => frame::name_text(&name, "event"),
        };
        w.line(format!("override val name: {text}? get() = {name}"));
        w.blank();
        encode(w, scope, frame);
        w.blank();
        read(w, scope, frame);
    });
    w.line("}");
}

fn read(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    let (to, request) = (scope.wire("ReplyTo"), scope.wire("Request"));
    let model = scope.input().model;
    let bodies = frame.bodies(model);
    let mut reads = Vec::new();
    for (name, hole, body) in &bodies {
        let (body_name, made) = match hole.kind {
            HoleKind::Error => ("errorBody", "Failure"),
            _ => ("resultBody", "Success"),
        };
        let read = match body {
            Body::Typed(..) => {
                let held = if frame_has_member(scope, frame, body, name) {
                    *name
                } else {
                    "Unit"
                };
                format!("{to}.{made}({held} as E)")
            }
            Body::Raw(form) => {
                let path = frame.kind.path_to(hole.kind).unwrap_or_default();
                let from = match form {
                    frame::Form::Items(from) => *from,
                    frame::Form::Own | frame::Form::Flat => 0,
                };
                format!(
                    "request.{body_name}.of({name}, {}, {from}) {{ {to}.{made}(it) }}",
                    string(&path_text(&path))
                )
            }
        };
        reads.push(read);
    }
    let value = match &reads[..] {
        [result, error] => {
            let is_null = match &bodies[1].2 {
                Body::Raw(_) | Body::Typed(..) => {
                    "error == null || error == kotlinx.serialization.json.JsonNull"
                }
            };
            format!("if ({is_null}) {result} else {error}")
        }
        [only] => only.clone(),
        _ => format!("{to}.Malformed(\"\", \"the frame has neither result nor error\")"),
    };
    w.line("@Suppress(\"UNCHECKED_CAST\")");
    w.line(format!(
        "override fun <R, E> read(request: {request}<R, E>): {to}<R, E> = {value}"
    ));
}

fn frame_has_member(scope: &Scope<'_>, frame: &Frame<'_>, body: &Body<'_>, name: &str) -> bool {
    match body {
        Body::Raw(_) => true,
        Body::Typed(ty, presence) => frame.typed(name, ty, *presence).is_there(scope),
    }
}

fn fallbacks(w: &mut Writer, scope: &mut Scope<'_>, name: &str) {
    let (text, json) = (scope.built_in("kotlin.String"), scope.json("JsonElement"));
    w.blank();
    w.line("/** An event that the schema has. */");
    w.block(
        format!("public sealed interface Known : {name} {{"),
        "}",
        |w| {
            w.line(format!("override val kind: {text}"));
            w.blank();
            w.line(format!("override val name: {text}"));
            w.blank();
            w.line("/** The frame. */");
            w.line(format!("public fun encode(): {text}"));
        },
    );
    w.blank();
    w.line("/** An event of a later version, kept whole. */");
    w.line("public data class Unknown(");
    w.indented(|w| {
        w.line(format!("override val kind: {text},"));
        w.line(format!("override val name: {text}?,"));
        w.line("/** The id as it is; null: the frame has none. */");
        w.line(format!("public val id: {json}?,"));
        w.line("/** The frame. */");
        w.line(format!("public val raw: {text},"));
    });
    w.line(format!(") : {name}"));
    w.blank();
    w.line("/** A text that is no frame, or not the one that it says. */");
    w.line("public data class Malformed(");
    w.indented(|w| {
        w.line(format!("override val kind: {text}?,"));
        w.line(format!("override val name: {text}?,"));
        w.line("/** The id as it is; null: the frame has none. */");
        w.line(format!("public val id: {json}?,"));
        w.line("/** The text. */");
        w.line(format!("public val raw: {text},"));
        w.line("/** The path to the place, such as `params.chats[3].title`; empty: the whole. */");
        w.line(format!("public val path: {text},"));
        w.line("/** Why. */");
        w.line(format!("public val reason: {text},"));
    });
    w.line(format!(") : {name}"));
}

fn companion(w: &mut Writer, scope: &mut Scope<'_>, name: &str) {
    let (text, bytes) = (
        scope.built_in("kotlin.String"),
        scope.built_in("kotlin.ByteArray"),
    );
    let limits = scope.wire("Limits");
    w.blank();
    w.block("public companion object {", "}", |w| {
        for (argument, ty, of) in [("text", &text, ""), ("bytes", &bytes, " of UTF-8")] {
            if argument == "bytes" {
                w.blank();
            }
            w.line("/**");
            w.line(format!(" * Reads a frame{of}. What cannot be read is [Malformed]; nothing is thrown."));
            w.line(" *");
            w.line(" * [event] is the name of the event where something besides the frame says it: of a reply, its request.");
            w.line(" */");
            w.line(format!("public fun decode({argument}: {ty}, event: {text}? = null, limits: {limits} = {limits}.DEFAULT): {name} = {name}Table.decode({argument}, event, limits)"));
        }
    });
}
