//! The package's `README.md`, and its examples that run, with the protocol's own events.

use tdproto_schema::model::{Direction, Event, Presence, TypeDef, UnionForm};

use super::literal::string;
use super::readme_parts::{BOT_HEAD, Import, installing, limits};
use super::scope::{INDENT, Scope};
use super::{drawn, envelopes, example, package};
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::lang::readme::about;
use crate::sample;
use crate::text::Writer;

/// The `README.md`.
pub(super) fn file(scope: &Scope<'_>) -> OutputFile {
    let model = scope.model();
    let import = Import::new(scope);
    let mut parts = vec![
        format!("<!-- {} -->", banner(model)),
        format!("# {}", import.package),
    ];
    parts.extend(model.protocol.title.clone());
    let doc = model.protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    parts.push(ABOUT.to_owned());
    parts.extend(about(model));
    parts.push(installing(&import));
    let is_drawn = !model.frames().is_empty();
    if is_drawn {
        parts.extend(drawn::readme::parts(scope, &import));
    } else if !model.events().is_empty() {
        parts.extend(bot(scope, &import));
        parts.push(decoding(scope, &import));
    }
    parts.push(types(scope));
    if model.types().iter().any(|def| def.union().is_some()) {
        parts.push(unions(scope));
    }
    // The text of a licence is the author's to add.
    let license = package::facts(&scope.input).license;
    parts.extend(license.map(|license| format!("## Licence\n\n{license}")));
    OutputFile::new("README.md", parts.join("\n\n") + "\n")
}

const ABOUT: &str = "Types, decoders and encoders for Go from version 1.25, without dependencies. They \
                     use no reflection, and work with `encoding/json`: every type has `MarshalJSON` \
                     and `UnmarshalJSON`.";

/// A program that receives and sends.
fn bot(scope: &Scope<'_>, import: &Import) -> Option<String> {
    let received = example::shown(scope, Direction::ServerToClient)?;
    let sent = example::shown(scope, Direction::ClientToServer)?;
    let package = &import.package;
    let name = |direction, event: &Event| {
        let id = scope.model().event_id(&event.name);
        id.map(|id| envelopes::name(scope, direction, id))
    };
    let received_name = name(Direction::ServerToClient, received)?;
    let value = example::event(scope, package, sent)?;
    let has_ack = envelopes::acknowledges(scope, Direction::ServerToClient);
    let mut w = Writer::new(INDENT);
    w.lines(BOT_HEAD.replace("IMPORT", &import.line).lines());
    w.indented(|w| {
        w.block("for {", "}", |w| {
            w.line("_, frame, err := socket.Read(ctx)");
            w.block("if err != nil {", "}", |w| w.line("return err"));
            w.line(format!("event := {package}.DecodeServerEvent(frame)"));
            if has_ack {
                w.line(
                    "// The server waits for this, even if the bot does not understand the frame.",
                );
                w.block(
                    format!("if ack := {package}.AckServerEvent(event); ack != nil {{"),
                    "}",
                    |w| {
                        w.block("if err := send(ctx, socket, ack); err != nil {", "}", |w| {
                            w.line("return err");
                        });
                    },
                );
            }
            w.line("switch event := event.(type) {");
            w.line(format!("case *{package}.{received_name}:"));
            w.indented(|w| {
                w.line("fmt.Println(event.Params)");
                w.line(format!("reply := {value}"));
                w.block(
                    "if err := send(ctx, socket, reply); err != nil {",
                    "}",
                    |w| {
                        w.line("return err");
                    },
                );
            });
            w.line(format!(
                "case *{package}.UnknownEvent: // of a later version: kept whole"
            ));
            w.indented(|w| w.line("fmt.Println(event.Name, \"is new to the bot\")"));
            w.line(format!(
                "case *{package}.MalformedEvent: // a broken frame does not end the stream"
            ));
            w.indented(|w| w.line("fmt.Println(event.Err.Path(), event.Err.Reason)"));
            w.line("}");
        });
    });
    w.line("}");
    w.blank();
    w.lines(BOT_SEND.replace("PACKAGE", package).lines());
    Some(format!("## A bot\n\n```go\n{}```", w.finish()))
}

const BOT_SEND: &str =
    "func send(ctx context.Context, socket *websocket.Conn, event PACKAGE.KnownClientEvent) error {
\treturn socket.Write(ctx, websocket.MessageText, event.AppendJSON(nil))
}";

fn decoding(scope: &Scope<'_>, import: &Import) -> String {
    format!(
        "## Decode and encode\n\n\
         `DecodeServerEvent` and `DecodeClientEvent` return a pointer to the type of the event, an \
         `*UnknownEvent`, or a `*MalformedEvent`; they never fail. A `*MalformedEvent` is an error: \
         `errors.As` finds the `*DecodeError` in it, with the path, the JSON pointer and the offset. \
         `ServerEvents` and `ClientEvents` decode every frame of an `iter.Seq`; `EventInfos` lists the \
         events of the schema.\n\n\
         `event.AppendJSON(buffer)` appends a frame to a buffer; `event.MarshalJSON()` returns a new \
         one. Types named `…Input` are what a client sends: without what only the server sets. \
         `Input()` makes one of a whole value.\n\n\
         {}",
        limits(scope, import)
    )
}

fn types(scope: &Scope<'_>) -> String {
    let mut text = "## Types\n\n\
         `Optional[T]` may be none; so may pointers to entities, which are then nil. Integers of 64 bits are \
         exact both ways. They may be written as `1e3` or `1.0`; a fraction is malformed. `RawJSON` is a \
         value of any type as its text: numbers lose nothing. `Datetime` keeps its text; `Time()` parses it. \
         Enums are types of text or integers with constants; `Known()` reports whether the schema has a \
         value."
        .to_owned();
    let mut fields = scope.model().types().iter().flat_map(TypeDef::fields);
    if fields.any(|field| field.presence == Presence::Patch) {
        text.push_str(
            " `Patch[T]` has three states: a missing key, `null` and a value; `PatchNull` and `PatchValue` \
             make the latter two.",
        );
    }
    if super::checks::are_there(scope) {
        text.push_str(
            " Decoders take values that break a constraint of the schema; `Check()` reports every place where \
             one does not hold.",
        );
    }
    text
}

fn unions(scope: &Scope<'_>) -> String {
    let mut types = scope.model().types().iter().filter_map(TypeDef::union);
    let has_objects = types.any(|union| union.form != UnionForm::Kind);
    let mut text = "## Unions\n\n\
         A union is an interface; a type switch distinguishes its variants, which are pointers to types \
         with the member `Value`."
        .to_owned();
    if has_objects {
        text.push_str(
            " Of an open union, a variant of a later version is a type named `Unknown…`, which has the whole \
             object and writes it back.",
        );
    }
    text
}

/// The examples that run; `None`: there is nothing to show.
pub(super) fn examples(scope: &Scope<'_>) -> Option<OutputFile> {
    let model = scope.model();
    if !model.frames().is_empty() {
        return drawn::readme::examples(scope);
    }
    let received = example::shown(scope, Direction::ServerToClient)?;
    let id = model.event_id(&received.name)?;
    let import = Import::new(scope);
    let package = &import.package;
    let name = envelopes::name(scope, Direction::ServerToClient, id);
    let frame = sample::frame(model, received, 0).to_string();
    // A raw literal cannot hold its own sign.
    let frame = string(&frame);
    let key = &model.protocol.envelope.event;
    let broken = format!("{{{}:1}}", super::literal::json(key));
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(model)));
    w.blank();
    w.line(format!("package {package}_test"));
    w.blank();
    w.block("import (", ")", |w| {
        w.line("\"errors\"");
        w.line("\"fmt\"");
        w.line("\"slices\"");
        w.blank();
        w.line(&import.line);
    });
    w.blank();
    w.block("func ExampleDecodeServerEvent() {", "}", |w| {
        w.line(format!("frame := []byte({frame})"));
        w.line(format!(
            "switch event := {package}.DecodeServerEvent(frame).(type) {{"
        ));
        w.line(format!("case *{package}.{name}:"));
        w.indented(|w| w.line("fmt.Println(event.EventName())"));
        w.line("default:");
        w.indented(|w| w.line("fmt.Println(\"unexpected:\", event)"));
        w.line("}");
        w.line(format!("// Output: {}", received.name));
    });
    w.blank();
    w.block("func ExampleMalformedEvent() {", "}", |w| {
        w.line(format!("frame := []byte({})", string(&broken)));
        w.line(format!("event := {package}.DecodeServerEvent(frame)"));
        w.line(format!("var problem *{package}.DecodeError"));
        w.block(
            "if err, ok := event.(error); ok && errors.As(err, &problem) {",
            "}",
            |w| w.line("fmt.Println(problem.Pointer(), problem.Offset)"),
        );
        let pointer = key.replace('~', "~0").replace('/', "~1");
        w.line(format!("// Output: /{pointer} {}", broken.len() - 2));
    });
    w.blank();
    w.block("func ExampleServerEvents() {", "}", |w| {
        w.line(format!(
            "frames := [][]byte{{[]byte({frame}), []byte(\"no frame\")}}"
        ));
        w.block(
            format!("for event := range {package}.ServerEvents(slices.Values(frames)) {{"),
            "}",
            |w| {
                w.line(format!("_, isKnown := event.({package}.KnownServerEvent)"));
                w.line("fmt.Println(isKnown)");
            },
        );
        w.line("// Output:");
        w.line("// true");
        w.line("// false");
    });
    Some(OutputFile::new("example_test.go", w.finish()))
}
