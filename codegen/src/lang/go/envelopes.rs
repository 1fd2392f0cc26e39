//! Events that travel in envelopes: a type for each, and the functions that read and write frames.

use tdproto_schema::model::{Direction, Event, EventId, Presence, Scalar};

use super::docs::Doc;
use super::literal::{json, string};
use super::scope::{INDENT, Scope};
use super::writing::append;
use crate::banner::banner;
use crate::lang::direction::words;
use crate::lang::event_notes;
use crate::text::Writer;
use crate::views::View;

/// The file of the events.
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
    acknowledging(&mut w, scope);
    w.finish()
}

/// The events of a direction, with the names of their types.
pub(super) fn events<'a>(scope: &Scope<'a>, direction: Direction) -> Vec<(EventId, &'a Event)> {
    let events = scope.input.model.events_with_ids();
    events
        .filter(|(_, event)| event.is_sent(direction))
        .collect()
}

/// The type of an event.
pub(super) fn name(scope: &Scope<'_>, direction: Direction, id: EventId) -> String {
    let prefix = words(direction).prefix;
    format!("{prefix}{}Event", scope.names.event(id))
}

fn direction(w: &mut Writer, scope: &Scope<'_>, direction: Direction) {
    let words = words(direction);
    let side = words.prefix;
    interfaces(w, scope, direction);
    for (id, event) in events(scope, direction) {
        event_type(w, scope, direction, id, event);
    }
    w.blank();
    decoders(w, scope, direction);
    w.blank();
    w.line(format!(
        "// {side}Events decodes every frame of a stream; one that cannot be read does not end it."
    ));
    w.block(
        format!("func {side}Events(frames iter.Seq[[]byte]) iter.Seq[{side}Event] {{"),
        "}",
        |w| {
            w.block(
                format!("return func(yield func({side}Event) bool) {{"),
                "}",
                |w| {
                    w.block("for frame := range frames {", "}", |w| {
                        w.block(
                            format!("if !yield(Decode{side}Event(frame)) {{"),
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

fn interfaces(w: &mut Writer, scope: &Scope<'_>, direction: Direction) {
    let words = words(direction);
    let (side, sender, receiver) = (words.prefix, words.sender, words.receiver);
    let has_id = scope.model().protocol.envelope.id.is_some();
    w.blank();
    w.line(format!(
        "// {side}Event is what a frame that {sender} sends to {receiver} turned out to be: a"
    ));
    w.line(format!(
        "// [Known{side}Event], [*UnknownEvent] or [*MalformedEvent]."
    ));
    w.block(format!("type {side}Event interface {{"), "}", |w| {
        w.line("// EventName returns the name of the event on the wire.");
        w.line("EventName() string");
        if has_id {
            w.line("// FrameID returns the id by which the frame is to be confirmed; empty: it need not be.");
            w.line("FrameID() string");
        }
        w.line("// String returns the frame as JSON, or says what is wrong with it.");
        w.line("String() string");
        w.line(format!("is{side}Event()"));
    });
    w.blank();
    w.line(format!(
        "// Known{side}Event is an event that {sender} sends to {receiver} and that the schema has: a"
    ));
    w.line(format!("// pointer to one of the types {side}…Event."));
    w.block(format!("type Known{side}Event interface {{"), "}", |w| {
        w.line(format!("{side}Event"));
        w.line("// AppendJSON appends the frame as JSON.");
        w.line("AppendJSON(b []byte) []byte");
        w.line("// MarshalJSON returns the frame as JSON.");
        w.line("MarshalJSON() ([]byte, error)");
        w.line("readParams(r *reader) bool");
        w.line("withoutParams(r *reader) bool");
        w.line("setFrameID(id string)");
        w.line(format!("isKnown{side}Event()"));
    });
    w.blank();
    w.line(format!("func (*UnknownEvent) is{side}Event() {{}}"));
    w.blank();
    w.line(format!("func (*MalformedEvent) is{side}Event() {{}}"));
}

fn event_type(w: &mut Writer, scope: &Scope<'_>, direction: Direction, id: EventId, event: &Event) {
    let side = words(direction).prefix;
    let view = View::of(direction);
    let name = name(scope, direction, id);
    let has_id = scope.model().protocol.envelope.id.is_some();
    w.blank();
    Doc::of(&event.docs, &event_notes(event)).write(w);
    let params = event.params.as_ref();
    let ty = params.and_then(|params| scope.params(params, view));
    w.block(format!("type {name} struct {{"), "}", |w| {
        if has_id {
            w.line("// ConfirmID is the id by which the frame is to be confirmed; empty: it need not be.");
            w.line("ConfirmID string");
        }
        if let Some(ty) = &ty {
            w.line("// Params is the data of the event.");
            w.line(format!("Params {ty}"));
        }
    });
    w.blank();
    w.line("// EventName returns the name of the event on the wire.");
    method(
        w,
        &format!("func (*{name}) EventName() string"),
        &format!("return {}", string(&event.name)),
    );
    w.blank();
    if has_id {
        w.line("// FrameID returns the id by which the frame is to be confirmed; empty: it need not be.");
        method(
            w,
            &format!("func (x *{name}) FrameID() string"),
            "return x.ConfirmID",
        );
        w.blank();
        w.block(
            format!("func (x *{name}) setFrameID(id string) {{"),
            "}",
            |w| w.line("x.ConfirmID = id"),
        );
    } else {
        w.line(format!("func (*{name}) setFrameID(string) {{}}"));
    }
    w.blank();
    w.line(format!("func (*{name}) is{side}Event() {{}}"));
    w.blank();
    w.line(format!("func (*{name}) isKnown{side}Event() {{}}"));
    w.blank();
    reading(w, scope, view, &name, event);
    w.blank();
    writing(w, scope, view, &name, event);
}

fn reading(w: &mut Writer, scope: &Scope<'_>, view: View, name: &str, event: &Event) {
    let Some(params) = &event.params else {
        method(
            w,
            &format!("func (*{name}) readParams(r *reader) bool"),
            "return r.skip()",
        );
        w.blank();
        method(
            w,
            &format!("func (*{name}) withoutParams(*reader) bool"),
            "return true",
        );
        return;
    };
    let receiver = match scope.params(params, view) {
        Some(_) => "x ",
        None => "",
    };
    w.block(
        format!("func ({receiver}*{name}) readParams(r *reader) bool {{"),
        "}",
        |w| {
            if scope.params(params, view).is_some() {
                w.lines(scope.flag(&params.ty, "x.Params"));
            }
            let read = scope.read_present(&params.ty, params.presence, view, "x.Params");
            w.line(format!("return {read}"));
        },
    );
    w.blank();
    let mut presets = Vec::new();
    if params.presence == Presence::Required {
        scope.preset(&params.ty, view, "x.Params", &mut presets);
        if scope.is_never_empty(&params.ty, view) {
            w.block(
                format!("func (*{name}) withoutParams(r *reader) bool {{"),
                "}",
                |w| w.line("return r.fail(ErrorKindMissing, \"is missing\")"),
            );
            return;
        }
    }
    if presets.is_empty() {
        method(
            w,
            &format!("func (*{name}) withoutParams(*reader) bool"),
            "return true",
        );
        return;
    }
    w.block(
        format!("func (x *{name}) withoutParams(*reader) bool {{"),
        "}",
        |w| {
            w.lines(presets);
            w.line("return true");
        },
    );
}

fn writing(w: &mut Writer, scope: &Scope<'_>, view: View, name: &str, event: &Event) {
    let envelope = &scope.model().protocol.envelope;
    let params = event.params.as_ref();
    let has_members =
        envelope.id.is_some() || params.is_some_and(|params| scope.params(params, view).is_some());
    let receiver = if has_members { "x " } else { "" };
    w.line("// AppendJSON appends the frame as JSON.");
    w.block(
        format!("func ({receiver}*{name}) AppendJSON(b []byte) []byte {{"),
        "}",
        |w| {
            let head = format!("{{{}:{}", json(&envelope.event), json(&event.name));
            w.line(append(&head));
            if let Some(id) = &envelope.id {
                w.block("if x.ConfirmID != \"\" {", "}", |w| {
                    w.line(append(&format!(",{}:", json(id))));
                    w.line("b = appendText(b, x.ConfirmID)");
                });
            }
            if let Some(params) = params {
                let write = |w: &mut Writer| {
                    w.line(append(&format!(",{}:", json(&envelope.params))));
                    scope.write_present(w, &params.ty, params.presence, view, "x.Params");
                };
                match scope.is_written(&params.ty, params.presence, "x.Params") {
                    None => write(w),
                    Some(test) if test == "false" => {}
                    Some(test) => w.block(format!("if {test} {{"), "}", write),
                }
            }
            w.line("return append(b, '}')");
        },
    );
    w.blank();
    w.line("// MarshalJSON returns the frame as JSON.");
    w.block(
        format!("func (x *{name}) MarshalJSON() ([]byte, error) {{"),
        "}",
        |w| w.line("return marshal(x), nil"),
    );
    w.blank();
    w.line("// String returns the frame as JSON.");
    w.block(format!("func (x *{name}) String() string {{"), "}", |w| {
        w.line("return string(x.AppendJSON(nil))");
    });
}

fn decoders(w: &mut Writer, scope: &Scope<'_>, direction: Direction) {
    let words = words(direction);
    let side = words.prefix;
    let envelope = &scope.model().protocol.envelope;
    w.line(format!(
        "// Decode{side}Event decodes a frame that {} sends, within the default limits. It never fails: a",
        words.sender
    ));
    w.line(
        "// frame that cannot be read is a [*MalformedEvent]. The bytes may be changed afterwards.",
    );
    w.block(
        format!("func Decode{side}Event(frame []byte) {side}Event {{"),
        "}",
        |w| {
            w.line(format!(
                "return Decode{side}EventWithin(frame, DefaultLimits())"
            ))
        },
    );
    w.blank();
    w.line(format!(
        "// Decode{side}EventWithin is [Decode{side}Event] within other limits."
    ));
    w.block(
        format!("func Decode{side}EventWithin(frame []byte, limits DecodeLimits) {side}Event {{"),
        "}",
        |w| {
            let id = envelope.id.as_deref().unwrap_or_default();
            w.line(format!(
                "keys := envelopeKeys{{{}, {}, {}}}",
                string(&envelope.event),
                string(id),
                string(&envelope.params)
            ));
            w.line(format!(
                "event, unknown, malformed := decodeEnvelope(frame, limits, keys, new{side}Event)"
            ));
            w.line("switch {");
            w.line("case malformed != nil:");
            w.indented(|w| w.line("return malformed"));
            w.line("case unknown != nil:");
            w.indented(|w| w.line("return unknown"));
            w.line("}");
            w.line("return event");
        },
    );
    w.blank();
    w.block(
        format!("func new{side}Event(name string) Known{side}Event {{"),
        "}",
        |w| {
            let events = events(scope, direction);
            if !events.is_empty() {
                w.line("switch name {");
                for (id, event) in events {
                    w.line(format!("case {}:", string(&event.name)));
                    let name = name(scope, direction, id);
                    w.indented(|w| w.line(format!("return new({name})")));
                }
                w.line("}");
            }
            w.line("return nil");
        },
    );
}

/// Writes the functions that confirm frames.
fn acknowledging(w: &mut Writer, scope: &Scope<'_>) {
    for (frames, answers) in [
        (Direction::ServerToClient, Direction::ClientToServer),
        (Direction::ClientToServer, Direction::ServerToClient),
    ] {
        let Some((id, member)) = confirming(scope, answers) else {
            continue;
        };
        let (side, name) = (words(frames).prefix, name(scope, answers, id));
        w.blank();
        w.line(format!(
            "// Ack{side}Event returns the event that confirms a frame, be it understood or not; nil: it need"
        ));
        w.line("// not be confirmed.");
        w.block(
            format!("func Ack{side}Event(event {side}Event) *{name} {{"),
            "}",
            |w| {
                w.line("id := event.FrameID()");
                w.block("if id == \"\" {", "}", |w| w.line("return nil"));
                w.line(format!("ack := new({name})"));
                w.line(format!("ack.Params.{member}"));
                w.line("return ack");
            },
        );
    }
}

/// Returns true if the frames of a direction can be confirmed.
pub(super) fn acknowledges(scope: &Scope<'_>, frames: Direction) -> bool {
    confirming(scope, frames.opposite()).is_some()
}

/// The event by which a side confirms frames, and the assignment of the id in its params.
fn confirming(scope: &Scope<'_>, direction: Direction) -> Option<(EventId, String)> {
    let model = scope.model();
    let key = model.protocol.envelope.id.as_deref()?;
    let (id, event) = model.confirming(direction)?;
    let params = model.params_entity(event)?;
    let entity = model.entity(params)?;
    let at = entity.fields.iter().position(|field| field.name == key)?;
    let field = &entity.fields[at];
    if !View::of(direction).has(field) || model.wire_scalar(&field.ty) != Some(Scalar::String) {
        return None;
    }
    let name = scope.names.field(params, at);
    let ty = scope.ty(&field.ty, View::of(direction));
    let value = match ty.as_str() {
        "string" => "id".to_owned(),
        _ => format!("{ty}(id)"),
    };
    let value = match field.presence {
        Presence::Required | Presence::OmitEmpty => value,
        Presence::Nullable | Presence::OmitNull | Presence::Optional => format!("Some({value})"),
        Presence::Patch => format!("PatchValue({value})"),
    };
    Some((id, format!("{name} = {value}")))
}

/// Writes a method with one statement.
fn method(w: &mut Writer, head: &str, body: &str) {
    w.block(format!("{head} {{"), "}", |w| w.line(body));
}
