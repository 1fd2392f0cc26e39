//! The parts of the package's `README.md` about drawn frames, and its examples that run.

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::kinds::Kind;
use super::requests;
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::lang::go::literal::string;
use crate::lang::go::readme_parts::{BOT_HEAD, Import, limits};
use crate::lang::go::scope::{INDENT, Scope};
use crate::lang::go::{envelopes, example};
use crate::naming::Case;
use crate::sample;
use crate::text::Writer;

/// The parts, in their order.
pub(in crate::lang::go) fn parts(scope: &Scope<'_>, import: &Import) -> Vec<String> {
    let package = &import.package;
    let mut parts: Vec<String> = bot(scope, import).into_iter().collect();
    parts.push(format!(
        "## Decode and encode\n\n\
         `{package}.DecodeServerFrame` and `{package}.DecodeClientFrame` return a pointer to the type of \
         the event or of the reply, an `*UnknownFrame`, or a `*MalformedFrame`; they never fail. A \
         `*MalformedFrame` is an error: `errors.As` finds the `*DecodeError` in it, with the path, the \
         JSON pointer and the offset. The type of an event embeds what all frames of its kind have.\n\n\
         `frame.AppendJSON(buffer)` appends a frame to a buffer; `frame.MarshalJSON()` returns a new \
         one.\n\n{}",
        limits(scope, import)
    ));
    parts.extend(replies(scope));
    parts
}

/// The part about replies, if there are some.
fn replies(scope: &Scope<'_>) -> Option<String> {
    let mut requests = scope.model().events_with_ids();
    let (id, request) = requests.find(|(_, event)| event.reply.is_some())?;
    let direction = match request.is_sent(Direction::ClientToServer) {
        true => Direction::ClientToServer,
        false => Direction::ServerToClient,
    };
    let name = envelopes::name(scope, direction, id);
    let kinds = request.frame.into_iter();
    let kinds = kinds.flat_map(|frame| scope.model().replies_to(frame));
    let methods: Vec<String> = kinds
        .map(|(_, kind)| {
            let kind = Case::UpperCamel.apply(&kind.name);
            format!("`Decode{kind}` and `Reply{kind}`")
        })
        .collect();
    Some(format!(
        "## Replies\n\nA request gives its replies their types: `{name}` has the methods {}, which read \
         what is in a reply, and make one. Keep requests by their ids until their replies come.",
        methods.join(", ")
    ))
}

/// The events of a direction, with the kind of frame of each: current ones first.
fn events<'a>(scope: &Scope<'a>, direction: Direction) -> Vec<(Kind<'a>, EventId, &'a Event)> {
    let model = scope.input.model;
    let of_direction = |(_, event): &(EventId, &Event)| event.is_sent(direction);
    let events = model.events_with_ids().filter(of_direction);
    let mut found: Vec<_> = events
        .filter_map(|(id, event)| {
            let frame = event.frame?;
            let kind = Kind::new(scope, direction, frame, model.frame(frame));
            Some((kind, id, event))
        })
        .collect();
    found.sort_by_key(|(_, _, event)| event.docs.deprecated.is_some());
    found
}

/// A program that sends a frame, a request if there is one, and receives others.
fn bot(scope: &Scope<'_>, import: &Import) -> Option<String> {
    let package = &import.package;
    let mut sent = events(scope, Direction::ClientToServer);
    sent.sort_by_key(|(_, _, event)| (event.reply.is_none(), event.params.is_none()));
    let (request, value) = sent.iter().find_map(|(_, _, sent)| {
        let value = example::event(scope, package, sent)?;
        Some((*sent, value))
    })?;
    let shown = events(scope, Direction::ServerToClient);
    let (kind, id, received) = shown.first()?;
    let received_name = envelopes::name(scope, Direction::ServerToClient, *id);
    let has_params = kind.params(scope, received).is_some();
    let first = if request.reply.is_some() {
        "request"
    } else {
        "first"
    };
    let mut w = Writer::new(INDENT);
    w.lines(BOT_HEAD.replace("IMPORT", &import.line).lines());
    w.indented(|w| {
        w.line(format!("{first} := {value}"));
        w.line(format!(
            "err = socket.Write(ctx, websocket.MessageText, {first}.AppendJSON(nil))"
        ));
        w.block("if err != nil {", "}", |w| w.line("return err"));
        w.block("for {", "}", |w| {
            w.line("_, text, err := socket.Read(ctx)");
            w.block("if err != nil {", "}", |w| w.line("return err"));
            w.line(format!(
                "switch frame := {package}.DecodeServerFrame(text).(type) {{"
            ));
            for (frame, method) in replies_to(scope, request) {
                w.line(format!("case *{package}.{frame}:"));
                w.indented(|w| match method {
                    Some(method) => w.line(format!("fmt.Println(request.{method}(frame))")),
                    None => w.line("fmt.Println(frame.Error)"),
                });
            }
            w.line(format!("case *{package}.{received_name}:"));
            w.indented(|w| match has_params {
                true => w.line("fmt.Println(frame.Params)"),
                false => w.line("fmt.Println(frame)"),
            });
            w.line(format!(
                "case *{package}.UnknownFrame: // of a later version: kept whole"
            ));
            w.indented(|w| w.line("fmt.Println(frame.Kind, frame.Name, \"is new to the bot\")"));
            w.line(format!(
                "case *{package}.MalformedFrame: // a broken frame does not end the stream"
            ));
            w.indented(|w| w.line("fmt.Println(frame.Err.Path(), frame.Err.Reason)"));
            w.line("}");
        });
    });
    w.line("}");
    Some(format!("## A bot\n\n```go\n{}```", w.finish()))
}

/// The types of replies to a request of a client, and the method of the request that reads each;
/// `None`: all requests have the same error.
fn replies_to(scope: &Scope<'_>, request: &Event) -> Vec<(String, Option<String>)> {
    if request.reply.is_none() {
        return Vec::new();
    }
    let kinds = Kind::all(scope, Direction::ServerToClient).into_iter();
    let kinds = kinds.filter(|kind| kind.is_reply() && kind.kind.replies == request.frame);
    kinds
        .map(|kind| {
            let method = requests::body(&kind).map(|_| {
                let kind = Case::UpperCamel.apply(&kind.kind.name);
                format!("Decode{kind}")
            });
            (kind.frame, method)
        })
        .collect()
}

/// The examples that run; `None`: there is nothing to show.
pub(in crate::lang::go) fn examples(scope: &Scope<'_>) -> Option<OutputFile> {
    let import = Import::new(scope);
    let package = &import.package;
    // Where frames do not have its name, something else has to say it.
    let shown = events(scope, Direction::ServerToClient);
    let mut shown = shown
        .iter()
        .filter(|(kind, ..)| kind.kind.has(HoleKind::Event));
    let (_, id, received) = shown.next()?;
    let name = envelopes::name(scope, Direction::ServerToClient, *id);
    let frame = sample::frame(scope.model(), received, 0).to_string();
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    w.line(format!("package {package}_test"));
    w.blank();
    w.block("import (", ")", |w| {
        w.line("\"errors\"");
        w.line("\"fmt\"");
        w.blank();
        w.line(&import.line);
    });
    w.blank();
    w.block("func ExampleDecodeServerFrame() {", "}", |w| {
        w.line(format!("frame := []byte({})", string(&frame)));
        w.line(format!(
            "switch frame := {package}.DecodeServerFrame(frame).(type) {{"
        ));
        w.line(format!("case *{package}.{name}:"));
        w.indented(|w| w.line("fmt.Println(frame.EventName())"));
        w.line("default:");
        w.indented(|w| w.line("fmt.Println(\"unexpected:\", frame)"));
        w.line("}");
        w.line(format!("// Output: {}", received.name));
    });
    w.blank();
    w.block("func ExampleMalformedFrame() {", "}", |w| {
        w.line(format!(
            "frame := {package}.DecodeServerFrame([]byte(\"no frame\"))"
        ));
        w.line(format!("var problem *{package}.DecodeError"));
        w.block(
            "if err, ok := frame.(error); ok && errors.As(err, &problem) {",
            "}",
            |w| w.line("fmt.Println(problem.Offset, problem.Reason)"),
        );
        w.line("// Output: 0 not a value");
    });
    Some(OutputFile::new("example_test.go", w.finish()))
}
