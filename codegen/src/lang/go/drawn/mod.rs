//! Frames that a schema draws: a type for each event and for each kind of reply.

mod distinguishing;
pub(super) mod kinds;
mod reading;
pub(super) mod readme;
pub(super) mod requests;
mod table;
mod writing;

use tdproto_schema::model::{Direction, Event, EventId};

use super::docs::Doc;
use super::envelopes;
use super::literal::string;
use super::scope::{INDENT, Scope};
use crate::banner::banner;
use crate::lang::direction::words;
use crate::lang::frame_places::Tree;
use crate::lang::{event_notes, lifecycle_notes};
use crate::text::Writer;
use kinds::Kind;

/// The file of the frames.
pub(super) fn file(scope: &Scope<'_>, package: &str) -> String {
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    w.line(format!("package {package}"));
    w.blank();
    w.line("import \"iter\"");
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        self::direction(&mut w, scope, direction);
    }
    w.finish()
}

fn direction(w: &mut Writer, scope: &Scope<'_>, direction: Direction) {
    let kinds = Kind::all(scope, direction);
    let tree = Tree::new(kinds.iter().map(|kind| kind.kind));
    interfaces(w, direction);
    for kind in &kinds {
        common(w, kind);
        if kind.is_reply() {
            reply_type(w, scope, kind);
        }
        for (id, event) in kind.events(scope) {
            event_type(w, scope, kind, id, event);
        }
        reading::write(w, scope, kind, &tree);
    }
    for kind in &kinds {
        requests::write(w, scope, kind);
    }
    w.blank();
    table::write(w, direction, &kinds, &tree);
    w.blank();
    decoders(w, direction, &kinds);
}

fn interfaces(w: &mut Writer, direction: Direction) {
    let words = words(direction);
    let (side, sender, receiver) = (words.prefix, words.sender, words.receiver);
    w.blank();
    w.line(format!(
        "// {side}Frame is what a frame that {sender} sends to {receiver} turned out to be: a"
    ));
    w.line(format!(
        "// [Known{side}Frame], [*UnknownFrame] or [*MalformedFrame]."
    ));
    w.block(format!("type {side}Frame interface {{"), "}", |w| {
        w.line("// FrameKind returns the kind of frame in the schema.");
        w.line("FrameKind() string");
        w.line("// EventName returns the name of the event; empty: the frame does not say it.");
        w.line("EventName() string");
        w.line("// String returns the frame as JSON, or says what is wrong with it.");
        w.line("String() string");
        w.line(format!("is{side}Frame()"));
    });
    w.blank();
    w.line(format!(
        "// Known{side}Frame is a frame that {sender} sends to {receiver} and that the schema has: a"
    ));
    w.line(format!(
        "// pointer to one of the types {side}…Event or {side}…Frame."
    ));
    w.block(format!("type Known{side}Frame interface {{"), "}", |w| {
        w.line(format!("{side}Frame"));
        w.line("// AppendJSON appends the frame as JSON.");
        w.line("AppendJSON(b []byte) []byte");
        w.line("// MarshalJSON returns the frame as JSON.");
        w.line("MarshalJSON() ([]byte, error)");
        w.line(format!("isKnown{side}Frame()"));
    });
    w.blank();
    w.line(format!("func (*UnknownFrame) is{side}Frame() {{}}"));
    w.blank();
    w.line(format!("func (*MalformedFrame) is{side}Frame() {{}}"));
}

/// Writes the type that holds what all frames of a kind have.
fn common(w: &mut Writer, kind: &Kind<'_>) {
    if kind.members.is_empty() || kind.is_reply() {
        return;
    }
    let words = words(kind.direction);
    w.blank();
    Doc::new("")
        .text(&format!(
            "{} has what every frame of kind `{}` has that {} sends.",
            kind.common, kind.kind.name, words.sender
        ))
        .write(w);
    w.block(format!("type {} struct {{", kind.common), "}", |w| {
        members(w, kind);
    });
}

fn members(w: &mut Writer, kind: &Kind<'_>) {
    let since = kind.kind.docs.since.as_deref();
    for member in &kind.members {
        let Some(ty) = &member.ty else { continue };
        let doc = match member.field {
            Some(field) => Doc::of(&field.docs, &lifecycle_notes(&field.docs, since)),
            None => Doc::new("").text(member.doc),
        };
        doc.write(w);
        w.line(format!("{} {ty}", member.name));
    }
}

fn reply_type(w: &mut Writer, scope: &Scope<'_>, kind: &Kind<'_>) {
    let words = words(kind.direction);
    let name = &kind.frame;
    let notes = vec![format!(
        "A reply of kind `{}` that {} sends to {}.",
        kind.kind.name, words.sender, words.receiver
    )];
    w.blank();
    Doc::of(&kind.kind.docs, &notes).write(w);
    w.block(format!("type {name} struct {{"), "}", |w| members(w, kind));
    w.blank();
    w.line("// EventName returns the name of the request on the wire; empty: the reply does not say it.");
    let named = kind.members.iter().find(|member| member.is_name());
    match named {
        Some(member) => {
            let value = member.name_text("x");
            w.block(
                format!("func (x *{name}) EventName() string {{"),
                "}",
                |w| {
                    w.line(format!("return {value}"));
                },
            );
        }
        None => w.block(format!("func (*{name}) EventName() string {{"), "}", |w| {
            w.line("return \"\"");
        }),
    }
    marks(w, kind, name);
    w.blank();
    writing::write(w, scope, kind, name, None);
}

fn event_type(w: &mut Writer, scope: &Scope<'_>, kind: &Kind<'_>, id: EventId, event: &Event) {
    let name = envelopes::name(scope, kind.direction, id);
    w.blank();
    Doc::of(&event.docs, &event_notes(event)).write(w);
    let params = kind.params(scope, event);
    let has_common = !kind.members.is_empty();
    if !has_common && params.is_none() {
        w.line(format!("type {name} struct{{}}"));
    } else {
        w.block(format!("type {name} struct {{"), "}", |w| {
            if has_common {
                w.line(&kind.common);
            }
            if let Some(ty) = &params {
                w.line("// Params is the data of the event.");
                w.line(format!("Params {ty}"));
            }
        });
    }
    w.blank();
    w.line("// EventName returns the name of the event in the schema.");
    w.block(format!("func (*{name}) EventName() string {{"), "}", |w| {
        w.line(format!("return {}", string(&event.name)));
    });
    marks(w, kind, &name);
    w.blank();
    reading::params(w, scope, kind, &name, event);
    writing::write(w, scope, kind, &name, Some(event));
}

/// Writes the methods that say what a frame is.
fn marks(w: &mut Writer, kind: &Kind<'_>, name: &str) {
    let side = words(kind.direction).prefix;
    w.blank();
    w.line("// FrameKind returns the kind of frame in the schema.");
    w.block(format!("func (*{name}) FrameKind() string {{"), "}", |w| {
        w.line(format!("return {}", string(&kind.kind.name)));
    });
    w.blank();
    w.line(format!("func (*{name}) is{side}Frame() {{}}"));
    w.blank();
    w.line(format!("func (*{name}) isKnown{side}Frame() {{}}"));
}

fn decoders(w: &mut Writer, direction: Direction, kinds: &[Kind<'_>]) {
    let words = words(direction);
    let side = words.prefix;
    w.line(format!(
        "// Decode{side}Frame decodes a frame that {} sends, within the default limits. It never fails: a",
        words.sender
    ));
    w.line(
        "// frame that cannot be read is a [*MalformedFrame]. The bytes may be changed afterwards.",
    );
    w.block(
        format!("func Decode{side}Frame(frame []byte) {side}Frame {{"),
        "}",
        |w| {
            w.line(format!(
                "return Decode{side}FrameOf(frame, \"\", DefaultLimits())"
            ))
        },
    );
    w.blank();
    w.line(format!(
        "// Decode{side}FrameOf is [Decode{side}Frame] within other limits. event is the name in the schema of the"
    ));
    w.line("// event, or of the request that is answered, where something besides the frame says it; or empty.");
    w.block(
        format!(
            "func Decode{side}FrameOf(frame []byte, event string, limits DecodeLimits) {side}Frame {{"
        ),
        "}",
        |w| {
            let own = table::name(direction);
            w.line(format!(
                "known, unknown, malformed := decodeFrame(frame, limits, &{own}, event, read{side}Frame)"
            ));
            w.line("switch {");
            w.line("case malformed != nil:");
            w.indented(|w| w.line("return malformed"));
            w.line("case unknown != nil:");
            w.indented(|w| w.line("return unknown"));
            w.line("}");
            w.line("return known");
        },
    );
    w.blank();
    let (f, at) = match kinds.is_empty() {
        true => ("_", "_"),
        false => ("f", "kind"),
    };
    w.block(
        format!("func read{side}Frame({f} *frameReader, {at} int) Known{side}Frame {{"),
        "}",
        |w| {
            if !kinds.is_empty() {
                w.line("switch kind {");
                for (at, kind) in kinds.iter().enumerate() {
                    w.line(format!("case {at}:"));
                    w.indented(|w| w.line(format!("return {}(f)", reading::function(kind))));
                }
                w.line("}");
            }
            w.line("return nil");
        },
    );
    w.blank();
    w.line(format!(
        "// {side}Frames decodes every frame of a stream; one that cannot be read does not end it."
    ));
    w.block(
        format!("func {side}Frames(frames iter.Seq[[]byte]) iter.Seq[{side}Frame] {{"),
        "}",
        |w| {
            w.block(
                format!("return func(yield func({side}Frame) bool) {{"),
                "}",
                |w| {
                    w.block("for frame := range frames {", "}", |w| {
                        w.block(
                            format!("if !yield(Decode{side}Frame(frame)) {{"),
                            "}",
                            |w| {
                                w.line("return");
                            },
                        );
                    });
                },
            );
        },
    );
}
