//! Each event as source code, for the reference.

use tdproto_schema::model::{
    Constant, Direction, Event, EventId, Field, FrameId, HoleKind, WireValue,
};

use super::borrow::RustInput;
use super::example::{Example, inner};
use super::frame_kinds::{Kind, Member, Value};
use super::groups::Group;
use super::layout::WIDTH;
use super::{INDENT, package};
use crate::lang::frame_values::is_shown;
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let input = RustInput::new(input);
    let package = package(&input).name.replace('-', "_");
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        let code = || Code {
            input: &input,
            example: Example::new(&input),
            id,
            event,
        };
        if event.is_sent(Direction::ServerToClient) {
            let answered = code().snippet(&package, "Receive and answer", Code::answered);
            let received = || code().snippet(&package, "Receive", Code::received);
            all.extend(answered.or_else(received));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.extend(code().snippet(&package, "Send", Code::sent));
            all.extend(code().snippet(&package, "Receive the reply", Code::reply));
        }
    }
    all
}

/// The code of an event while it is written.
struct Code<'i, 'a> {
    input: &'i RustInput<'a>,
    example: Example<'i, 'a>,
    id: EventId,
    event: &'a Event,
}

impl Code<'_, '_> {
    /// What a function writes, below the imports that it needs.
    fn snippet(
        mut self,
        package: &str,
        about: &'static str,
        write: impl FnOnce(&mut Self) -> Option<String>,
    ) -> Option<Snippet> {
        let text = write(&mut self)?;
        let imports = self.example.imports.lines(package).join("\n");
        Some(Snippet {
            event: self.id,
            about,
            text: format!("{imports}\n\n{text}"),
        })
    }

    fn received(&mut self) -> Option<String> {
        let (pattern, shown) = self.params();
        let body = format!("println!({shown});");
        let body = self.if_received(&pattern, &body);
        Some(format!(
            "fn receive(text: &[u8]) {{\n    {}\n}}",
            inner(&body)
        ))
    }

    /// The pattern of the event, and the arguments that print it.
    fn params(&mut self) -> (String, String) {
        let events = Group {
            direction: Direction::ServerToClient,
            frame: self.event.frame,
        };
        let events = self.example.name(&events.name(self.input));
        let variant = self.input.names.event(self.id);
        match &self.event.params {
            Some(_) => (
                format!("{events}::{variant}(params)"),
                "\"{params:?}\"".to_owned(),
            ),
            None => (
                format!("{events}::{variant}"),
                format!("\"{{}}\", {:?}", self.event.name),
            ),
        }
    }

    /// A statement that decodes a frame and does something with one event.
    fn if_received(&mut self, pattern: &str, body: &str) -> String {
        let (known, decoded) = match self.event.frame {
            None => (
                format!("{}::Known(frame)", self.example.name("Decoded")),
                self.decoded("ServerEvent"),
            ),
            Some(frame) => (self.known_frame(frame), self.decoded("ServerFrame")),
        };
        let (head, _) = if_let(&known, &decoded, "");
        format!(
            "{head}\n    && let {pattern} = frame.event\n{{\n    {}\n}}",
            inner(body)
        )
    }

    /// The pattern of a frame of a kind that the server sends.
    fn known_frame(&mut self, frame: FrameId) -> String {
        let kind = self.input.model.frame(frame);
        let kind = Kind::new(self.input, Direction::ServerToClient, frame, kind);
        let decoded = self.example.name("DecodedFrame");
        let frame = self.example.name("ServerFrame");
        format!("{decoded}::Known({frame}::{}(frame))", kind.variant)
    }

    /// The expression that decodes a frame.
    fn decoded(&mut self, decoder: &str) -> String {
        let decoder = self.example.name(decoder);
        let model = self.input.model;
        let is_named = |frame| model.frame(frame).has(HoleKind::Event);
        match self.event.frame {
            // Something besides the frame says the event.
            Some(frame) if !is_named(frame) => {
                format!("{decoder}::decode_named({:?}, text)", self.event.name)
            }
            Some(_) | None => format!("{decoder}::decode(text)"),
        }
    }

    fn sent(&mut self) -> Option<String> {
        let events = Group {
            direction: Direction::ClientToServer,
            frame: self.event.frame,
        };
        let events = self.example.name(&events.name(self.input));
        let variant = self.input.names.event(self.id);
        let made = match &self.event.params {
            None => format!("{events}::{variant}"),
            Some(params) => {
                let ty = (&params.ty, params.presence);
                let value = self.example.sampled(self.event, ty, "")?;
                format!("{events}::{variant}({value})")
            }
        };
        let client = self.example.name("ClientFrame");
        let body = match self.event.frame {
            None => {
                let function = match &self.input.model.protocol.envelope.id {
                    Some(_) => "confirmed",
                    None => "new",
                };
                format!("let event = {made};\n{client}::{function}(event).encode()")
            }
            Some(frame) => {
                let kind = self.input.model.frame(frame);
                let kind = Kind::new(self.input, Direction::ClientToServer, frame, kind);
                let mut members = self.members(&kind)?;
                members.push(format!("event: {made}"));
                let frame = self.structure(&kind, &members);
                format!("let frame = {frame};\n{client}::from(frame).encode()")
            }
        };
        Some(format!("fn send() -> String {{\n    {}\n}}", inner(&body)))
    }

    /// A struct of a frame.
    fn structure(&mut self, kind: &Kind<'_>, members: &[String]) -> String {
        let name = self.example.name(&kind.name);
        let members = members
            .iter()
            .map(|member| format!("    {},\n", inner(member)));
        format!("{name} {{\n{}}}", members.collect::<String>())
    }

    /// The members of a frame of the event.
    fn members(&mut self, kind: &Kind<'_>) -> Option<Vec<String>> {
        let mut members = Vec::new();
        for member in &kind.members {
            let value = self.member(kind, member)?;
            members.push(format!("{}: {value}", member.name));
        }
        Some(members)
    }

    fn member(&mut self, kind: &Kind<'_>, member: &Member<'_>) -> Option<String> {
        let Value::Typed(field) = &member.value else {
            return Some("Default::default()".to_owned());
        };
        let told = match member.hole.kind {
            HoleKind::Field(at) => {
                let mut matches = self.event.matches.iter();
                matches.find(|(told, _)| *told == at)
            }
            HoleKind::Event
            | HoleKind::Id
            | HoleKind::Params
            | HoleKind::Result
            | HoleKind::Error => None,
        };
        match told {
            Some((_, constant)) => {
                let value = match constant {
                    Constant::Text(text) => text.as_str().into(),
                    Constant::Int(number) => (*number).into(),
                    Constant::Bool(is_true) => (*is_true).into(),
                };
                self.example.told(field, &value)
            }
            None => {
                let is_shown = self.is_shown(kind, member, field);
                self.example.field(self.event, field, is_shown)
            }
        }
    }

    /// Returns true if examples show a member.
    fn is_shown(&self, kind: &Kind<'_>, member: &Member<'_>, field: &Field) -> bool {
        match member.hole.kind {
            HoleKind::Field(at) => is_shown(kind.kind, self.event, at),
            HoleKind::Event
            | HoleKind::Id
            | HoleKind::Params
            | HoleKind::Result
            | HoleKind::Error => !field.presence.may_be_absent(),
        }
    }

    /// A request of the server, and its answer.
    fn answered(&mut self) -> Option<String> {
        let result = self.event.reply.as_ref()?;
        let mut replies = self.input.model.replies_to(self.event.frame?);
        let (id, kind) = replies.find(|(_, kind)| {
            kind.has(HoleKind::Result) && kind.sender.sends(Direction::ClientToServer)
        })?;
        let kind = Kind::new(self.input, Direction::ClientToServer, id, kind);
        let mut members = Vec::new();
        for member in &kind.members {
            let value = match (member.hole.kind, &member.value) {
                (HoleKind::Id, _) => "frame.id".to_owned(),
                (HoleKind::Event, _) => wire_name(self.event),
                (HoleKind::Result, Value::Json(true)) => {
                    format!("Some({}::of(&result))", self.example.json())
                }
                (HoleKind::Result, _) => format!("{}::of(&result)", self.example.json()),
                (HoleKind::Field(_), Value::Typed(field)) => {
                    let is_shown = self.is_shown(&kind, member, field);
                    self.example.field(self.event, field, is_shown)?
                }
                (HoleKind::Params | HoleKind::Error | HoleKind::Field(_), _) => {
                    "Default::default()".to_owned()
                }
            };
            members.push(format!("{}: {value}", member.name));
        }
        let ty = (&result.ty, result.presence);
        let value = self.example.sampled(self.event, ty, "")?;
        let annotation = self.example.annotation(&result.ty, result.presence);
        let (pattern, shown) = self.params();
        let reply = self.structure(&kind, &members);
        let client = self.example.name("ClientFrame");
        let body = format!(
            "println!({shown});\nlet result{annotation} = {value};\nlet reply = {reply};\n\
             return Some({client}::from(reply).encode());"
        );
        let body = self.if_received(&pattern, &body);
        Some(format!(
            "fn answer(text: &[u8]) -> Option<String> {{\n    {}\n    None\n}}",
            inner(&body)
        ))
    }

    /// The reply to a request of a client.
    fn reply(&mut self) -> Option<String> {
        self.event.reply.as_ref()?;
        let mut replies = self.input.model.replies_to(self.event.frame?);
        let (id, _) = replies.find(|(_, kind)| {
            kind.has(HoleKind::Result) && kind.sender.sends(Direction::ServerToClient)
        })?;
        let known = self.known_frame(id);
        let decoded = self.decoded("ServerFrame");
        let request = self.input.names.event(self.id);
        let requests = self.example.name("requests");
        let (head, is_broken) = if_let(&known, &decoded, " {");
        let open = if is_broken { "\n    {" } else { " {" };
        Some(format!(
            "fn receive(text: &[u8]) {{\n    \
             {}{open}\n        \
             match frame.reply::<{requests}::{request}>() {{\n            \
             Ok(reply) => println!(\"{{reply:?}}\"),\n            \
             Err(error) => eprintln!(\"{{error}}\"),\n        }}\n    }}\n}}",
            inner(&head)
        ))
    }
}

/// The head of a statement in a function, and true if its value is below it, as rustfmt would have it.
/// `end`: what follows on the line.
fn if_let(pattern: &str, value: &str, end: &str) -> (String, bool) {
    let head = format!("if let {pattern} =");
    let line = format!("{INDENT}{head} {value}{end}");
    match line.chars().count() > WIDTH {
        true => (format!("{head}\n{INDENT}{value}"), true),
        false => (format!("{head} {value}"), false),
    }
}

/// The name of an event on the wire, as a reply holds it.
fn wire_name(event: &Event) -> String {
    match event.wire_name() {
        WireValue::Text(text) => format!("{text:?}.into()"),
        WireValue::Int(number) => format!("\"{number}\".into()"),
    }
}
