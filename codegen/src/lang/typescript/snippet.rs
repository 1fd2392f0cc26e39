//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::literal::string;
use super::{drawn, draws_frames, example, package};
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let connects = !draws_frames(input.model) || drawn::connection::has_connection(input.model);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        let code = Code { input, id, event };
        if event.is_sent(Direction::ServerToClient) {
            all.extend(match connects {
                true => code.received(),
                false => code.decoded(),
            });
        }
        if event.is_sent(Direction::ClientToServer) {
            all.extend(match connects {
                true => code.sent(),
                false => code.encoded(),
            });
            all.extend(code.reply().filter(|_| !connects));
        }
    }
    all
}

/// The code of an event while it is written.
struct Code<'a> {
    input: &'a Input<'a>,
    id: EventId,
    event: &'a Event,
}

impl Code<'_> {
    /// Code that uses a connection.
    fn connected(&self, about: &'static str, code: &str) -> Snippet {
        let connection = "const connection = connect(\"wss://example.com/\");";
        self.snippet(about, "connect", &format!("{connection}\n{code}"))
    }

    /// Code below the import that it needs.
    fn snippet(&self, about: &'static str, imported: &str, code: &str) -> Snippet {
        let package = string(&package::package(self.input).name);
        Snippet {
            event: self.id,
            about,
            text: format!("import {{ {imported} }} from {package};\n\n{code}"),
        }
    }

    fn received(&self) -> Option<Snippet> {
        let (input, event) = (self.input, self.event);
        if let Some(lines) = drawn::readme::answer(input, event) {
            return Some(self.connected("Receive and answer", &lines.join("\n")));
        }
        let name = string(&event.name);
        let code = match event.params.is_some() {
            true => format!(
                "connection.on({name}, (params) => {{\n  console.log({});\n}});",
                example::part_of_params(input.model, event)
            ),
            false => format!("connection.on({name}, () => {{\n  console.log({name});\n}});"),
        };
        Some(self.connected("Receive", &code))
    }

    fn sent(&self) -> Option<Snippet> {
        let (input, event) = (self.input, self.event);
        if draws_frames(input.model) && event.reply.is_some() {
            let arguments = drawn::readme::arguments(input, event);
            let code = format!(
                "const reply = await connection.request({arguments});\nconsole.log(reply);"
            );
            return Some(self.connected("Send and wait for the reply", &code));
        }
        let frame = match event.frame {
            Some(_) => self.drawn_frame()?,
            None => example::frame(input, event),
        };
        Some(self.connected("Send", &format!("await connection.send({frame});")))
    }

    /// A drawn frame that a client sends.
    fn drawn_frame(&self) -> Option<String> {
        let names = drawn::field_names(self.input.model.frame(self.event.frame?));
        example::drawn_frame(self.input, self.event, &names)
    }

    /// The lines that decode a frame, which need not say its event, up to those about the event.
    /// `none` is returned for all other texts.
    fn decoding(&self, none: &str) -> String {
        let name = string(&self.event.name);
        let kind = self.event.frame.map(|frame| self.input.model.frame(frame));
        let kind = kind.map(|kind| string(&kind.name)).unwrap_or_default();
        format!(
            "  const decoded = decodeServerEvent(text, {{ event: {name} }});\n  \
             if (decoded.kind !== \"known\") return{none};\n  \
             const {{ frame }} = decoded;\n  \
             if (frame.kind !== {kind} || frame.event !== {name}) return{none};\n"
        )
    }

    /// A function that decodes frames, and answers requests.
    fn decoded(&self) -> Option<Snippet> {
        let shown = match self.event.params.is_some() {
            true => "frame.params",
            false => "frame",
        };
        let print = format!("  console.log({shown});");
        let Some(reply) = example::reply(self.input, self.event) else {
            let decoding = self.decoding("");
            let code =
                format!("export function receive(text: string): void {{\n{decoding}{print}\n}}");
            return Some(self.snippet("Receive", "decodeServerEvent", &code));
        };
        let (name, decoding) = (string(&self.event.name), self.decoding(" undefined"));
        let code = format!(
            "export function answer(text: string): string | undefined {{\n{decoding}{print}\n  \
             return encodeClientReply({name}, {reply});\n}}"
        );
        let imported = "decodeServerEvent, encodeClientReply";
        Some(self.snippet("Receive and answer", imported, &code))
    }

    /// A function that decodes a reply to a request of a client.
    fn reply(&self) -> Option<Snippet> {
        self.event.reply.as_ref()?;
        let mut replies = self.input.model.replies_to(self.event.frame?);
        let (_, kind) = replies.find(|(_, kind)| {
            kind.has(HoleKind::Result) && kind.sender.sends(Direction::ServerToClient)
        })?;
        let (name, kind) = (string(&self.event.name), string(&kind.name));
        let code = format!(
            "export function receive(text: string): void {{\n  \
             const decoded = decodeServerEvent(text, {{ event: {name} }});\n  \
             if (decoded.kind === \"known\" && decoded.frame.kind === {kind}) {{\n    \
             console.log(decodeReply({name}, decoded.frame));\n  }}\n}}"
        );
        let imported = "decodeReply, decodeServerEvent";
        Some(self.snippet("Receive the reply", imported, &code))
    }

    /// A function that encodes a frame.
    fn encoded(&self) -> Option<Snippet> {
        let frame = self.drawn_frame()?.replace('\n', "\n  ");
        let code =
            format!("export function send(): string {{\n  return encodeClientEvent({frame});\n}}");
        Some(self.snippet("Send", "encodeClientEvent", &code))
    }
}
