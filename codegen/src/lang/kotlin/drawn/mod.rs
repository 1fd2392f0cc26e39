//! Frames that the schema draws: a sealed interface a side, and what finds and reads them.

pub(super) mod frame;
mod places;
pub(super) mod readme;
mod replies;
mod requests;
mod shape;
mod table;
mod table_events;

use tdproto_schema::model::{Direction, Event, EventId};

use super::docs::Doc;
use super::literal::string;
use super::scope::{INDENT, Package, Scope};
use crate::lang::direction::words;
use crate::lang::event_notes;
use crate::text::Writer;
use frame::{Frame, kind_ident, kinds_of};

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
            replies::interface(w, scope, direction, &name);
        }
        fallbacks(w, scope, &name);
        companion(w, scope, &name, &events);
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
        w.line("/** The id, unchanged; null: the frame has none. */");
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
        w.line("/** The id, unchanged; null: the frame has none. */");
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

fn companion(w: &mut Writer, scope: &mut Scope<'_>, name: &str, events: &[(EventId, &Event)]) {
    let (text, bytes) = (
        scope.built_in("kotlin.String"),
        scope.built_in("kotlin.ByteArray"),
    );
    let limits = scope.wire("Limits");
    w.blank();
    let list = scope.built_in("kotlin.collections.List");
    w.block("public companion object {", "}", |w| {
        w.line("/** The names of the events. */");
        let head = format!("public val names: {list}<{text}>");
        match events.is_empty() {
            true => w.line(format!("{head} = emptyList()")),
            false => {
                w.line(format!("{head} ="));
                w.indented(|w| {
                    w.block("listOf(", ")", |w| {
                        w.lines(events.iter().map(|(_, event)| format!("{},", string(&event.name))));
                    });
                });
            }
        }
        for (argument, ty, of) in [("text", &text, ""), ("bytes", &bytes, " of UTF-8")] {
            w.blank();
            w.line("/**");
            w.line(format!(" * Reads a frame{of}. What cannot be read is [Malformed]; nothing is thrown."));
            w.line(" *");
            w.line(" * [event] is the name of the event where something besides the frame says it: of a reply, its request.");
            w.line(" */");
            w.line(format!("public fun decode({argument}: {ty}, event: {text}? = null, limits: {limits} = {limits}.DEFAULT): {name} = {name}Table.decode({argument}, event, limits)"));
        }
    });
}
