//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId, FrameId, FrameKind, HoleKind};

use super::docs::{INDENT, string};
use super::drawn;
use super::example::{Example, Source, imports, laid_out, part_of_params};
use super::idents::Idents;
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let idents = Idents::new(input);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        let code = || Code {
            input,
            idents: &idents,
            example: Example::of_client(input, &idents),
            id,
            event,
        };
        if event.is_sent(Direction::ServerToClient) {
            let answered = code().answered();
            all.push(answered.unwrap_or_else(|| code().received()));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.push(code().sent());
            all.extend(code().reply());
        }
    }
    all
}

/// The code of an event while it is written.
struct Code<'a> {
    input: &'a Input<'a>,
    idents: &'a Idents,
    example: Example<'a>,
    id: EventId,
    event: &'a Event,
}

impl<'a> Code<'a> {
    /// A function below the imports that it needs.
    fn snippet(self, about: &'static str, head: &str, body: Vec<String>) -> Snippet {
        let mut lines = imports(self.input, &self.example.names);
        lines.extend([String::new(), String::new(), format!("def {head}:")]);
        lines.extend(body);
        Snippet {
            event: self.id,
            about,
            text: lines.join("\n"),
        }
    }

    /// The lines that decode a frame and ask for the event.
    fn matched(&mut self, variable: &str) -> Vec<String> {
        let class = self.idents.event(Direction::ServerToClient, self.id);
        let class = self.example.name(class);
        let decoded = self.decoded();
        vec![
            format!("{INDENT}{variable} = {decoded}"),
            format!("{INDENT}if isinstance({variable}, {class}):"),
        ]
    }

    /// The expression of what is printed of an event.
    fn shown(&self, variable: &str) -> String {
        match &self.event.params {
            Some(_) => {
                let part = part_of_params(self.input, self.event);
                format!("{variable}.params{part}")
            }
            None => variable.to_owned(),
        }
    }

    /// The expression that decodes a frame.
    fn decoded(&mut self) -> String {
        let decode = self.example.name("decode");
        let model = self.input.model;
        match self.event.frame {
            // Something besides the frame says the event.
            Some(frame) if !model.frame(frame).has(HoleKind::Event) => {
                format!("{decode}(text, name={})", string(&self.event.name))
            }
            Some(_) | None => format!("{decode}(text)"),
        }
    }

    fn received(mut self) -> Snippet {
        let mut body = self.matched("event");
        let shown = self.shown("event");
        body.push(format!("{}print({shown})", INDENT.repeat(2)));
        self.snippet("Receive", "receive(text: str) -> None", body)
    }

    /// A request of the server, and its answer.
    fn answered(mut self) -> Option<Snippet> {
        let result = self.event.reply.as_ref()?;
        let (id, kind) = self.reply_kind(Direction::ClientToServer)?;
        let mut body = self.matched("request");
        let shown = self.shown("request");
        body.push(format!("{}print({shown})", INDENT.repeat(2)));
        let mut arguments = Vec::new();
        if kind.has(HoleKind::Id) {
            let id = Source::Plain("request.id".to_owned());
            arguments.push((Some("id".to_owned()), id));
        }
        if kind.has(HoleKind::Event) {
            let name = Source::Plain(string(&self.event.name));
            arguments.push((Some("name".to_owned()), name));
        }
        arguments.extend(drawn::readme::fields(&mut self.example, self.event, kind));
        let result = self.example.sampled(self.event, &result.ty, "");
        arguments.push((Some("result".to_owned()), result));
        let class = self.idents.reply(Direction::ClientToServer, id);
        let reply = Source::Call(self.example.name(class), arguments);
        body.extend(laid_out("reply = ", &reply, "", 2));
        let request = self.idents.event(Direction::ServerToClient, self.id);
        let encode = self.example.name("encode_reply");
        body.push(format!(
            "{}return {encode}({request}, reply)",
            INDENT.repeat(2)
        ));
        body.push(format!("{INDENT}return None"));
        Some(self.snippet(
            "Receive and answer",
            "answer(text: str) -> str | None",
            body,
        ))
    }

    fn sent(mut self) -> Snippet {
        let example = &mut self.example;
        let source = match self.event.frame {
            Some(frame) => {
                drawn::readme::drawn_frame(self.input, example, (self.id, self.event, frame))
            }
            None => example.event(self.id, self.event),
        };
        let mut body = laid_out("event = ", &source, "", 1);
        body.push(format!("{INDENT}return {}(event)", example.name("encode")));
        self.snippet("Send", "send() -> str", body)
    }

    /// The reply to a request of a client.
    fn reply(mut self) -> Option<Snippet> {
        self.event.reply.as_ref()?;
        let (id, _) = self.reply_kind(Direction::ServerToClient)?;
        let class = self.idents.reply(Direction::ServerToClient, id);
        let class = self.example.name(class);
        let request = self.idents.event(Direction::ClientToServer, self.id);
        let request = self.example.name(request);
        let decode = self.example.name("decode_reply");
        let body = vec![
            format!("{INDENT}reply = {}", self.decoded()),
            format!("{INDENT}if isinstance(reply, {class}):"),
            format!("{}print({decode}({request}, reply))", INDENT.repeat(2)),
        ];
        Some(self.snippet("Receive the reply", "receive(text: str) -> None", body))
    }

    /// The kind of replies to the event that have a result.
    fn reply_kind(&self, direction: Direction) -> Option<(FrameId, &'a FrameKind)> {
        let mut replies = self.input.model.replies_to(self.event.frame?);
        replies.find(|(_, kind)| kind.has(HoleKind::Result) && kind.sender.sends(direction))
    }
}
