//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::drawn::kinds::{Kind, Value};
use super::drawn::requests::{self, Answer};
use super::literal::string;
use super::readme_parts::Import;
use super::scope::{INDENT, Scope, inner};
use super::{envelopes, example};
use crate::lang::frame_values::is_shown;
use crate::lang::{Input, Snippet};
use crate::views::View;

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let scope = Scope::new(input);
    let writer = Snippets {
        scope: &scope,
        import: Import::new(&scope),
    };
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            let answered = writer.answered(id, event);
            all.push(answered.unwrap_or_else(|| writer.received(id, event)));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.extend(writer.sent(id, event));
            all.extend(writer.reply(id, event));
        }
    }
    all
}

/// The writer of snippets, with the names by which they import the package.
struct Snippets<'s, 'a> {
    scope: &'s Scope<'a>,
    import: Import,
}

impl Snippets<'_, '_> {
    fn received(&self, id: EventId, event: &Event) -> Snippet {
        let lines = vec![format!("fmt.Println({})", self.shown(event))];
        let body = self.case("event", &self.server_event(id), event, lines);
        self.snippet(id, "Receive", true, "receive(frame []byte)", &body)
    }

    /// A request of the server, and its answer.
    fn answered(&self, id: EventId, event: &Event) -> Option<Snippet> {
        let Answer {
            kind,
            result,
            method,
            repeats_id,
        } = requests::answer(self.scope, Direction::ServerToClient, event)?;
        let package = &self.import.package;
        let has_value = self.scope.params(&result, View::Input).is_some();
        let value = match has_value {
            true => {
                let value = (&result.ty, result.presence);
                example::answer(self.scope, package, event, value, "")?
            }
            false => String::new(),
        };
        let mut lines = vec![
            format!("fmt.Println({})", self.shown(event)),
            format!("reply := event.Reply{method}({value})"),
        ];
        for member in &kind.members {
            let Value::Typed(field) = &member.value else {
                continue;
            };
            let is_done = match member.hole.kind {
                HoleKind::Id => repeats_id,
                HoleKind::Field(at) => !is_shown(kind.kind, event, at),
                HoleKind::Event | HoleKind::Params | HoleKind::Result | HoleKind::Error => true,
            };
            if is_done || member.ty.is_none() {
                continue;
            }
            let value = (&field.ty, field.presence);
            let value = example::answer(self.scope, package, event, value, &field.name)?;
            lines.push(format!("reply.{} = {value}", member.name));
        }
        lines.push("return reply.AppendJSON(nil)".to_owned());
        let mut body = self.case("event", &self.server_event(id), event, lines);
        body.push_str("\nreturn nil");
        let head = "answer(frame []byte) []byte";
        Some(self.snippet(id, "Receive and answer", true, head, &body))
    }

    fn sent(&self, id: EventId, event: &Event) -> Option<Snippet> {
        let value = example::event(self.scope, &self.import.package, event)?;
        let body = format!("event := {value}\nreturn event.AppendJSON(nil)");
        Some(self.snippet(id, "Send", false, "send() []byte", &body))
    }

    /// The reply to a request of a client.
    fn reply(&self, id: EventId, event: &Event) -> Option<Snippet> {
        let direction = Direction::ClientToServer;
        let answer = requests::answer(self.scope, direction, event)?;
        let package = &self.import.package;
        let has_value = self.scope.params(&answer.result, View::Whole).is_some();
        let results = if has_value { "result, err" } else { "err" };
        let lines = vec![
            format!("{results} := request.Decode{}(reply)", answer.method),
            format!("fmt.Println({results})"),
        ];
        let request = envelopes::name(self.scope, direction, id);
        let body = self.case("reply", &answer.kind.frame, event, lines);
        let head = format!("receive(request *{package}.{request}, frame []byte)");
        Some(self.snippet(id, "Receive the reply", true, &head, &body))
    }

    /// The type of an event that the server sends.
    fn server_event(&self, id: EventId) -> String {
        envelopes::name(self.scope, Direction::ServerToClient, id)
    }

    /// The expression of the params of an event, or of the event if it has none.
    fn shown(&self, event: &Event) -> &'static str {
        let (scope, direction) = (self.scope, Direction::ServerToClient);
        let ty = match (event.frame, &event.params) {
            (None, params) => {
                let params = params.as_ref();
                params.and_then(|params| scope.params(params, View::of(direction)))
            }
            (Some(frame), _) => {
                let kind = Kind::new(scope, direction, frame, scope.model().frame(frame));
                kind.params(scope, event)
            }
        };
        if ty.is_some() {
            "event.Params"
        } else {
            "event"
        }
    }

    /// A switch that does something with one type of frame.
    fn case(&self, variable: &str, ty: &str, event: &Event, lines: Vec<String>) -> String {
        let package = &self.import.package;
        let says_event = |frame| self.scope.model().frame(frame).has(HoleKind::Event);
        let decoded = match event.frame {
            None => format!("{package}.DecodeServerEvent(frame)"),
            Some(frame) if says_event(frame) => format!("{package}.DecodeServerFrame(frame)"),
            // Something besides the frame says the event.
            Some(_) => format!(
                "{package}.DecodeServerFrameOf(frame, {}, {package}.DefaultLimits())",
                string(&event.name)
            ),
        };
        let lines: String = lines
            .iter()
            .map(|line| format!("{INDENT}{}\n", inner(line)))
            .collect();
        format!("switch {variable} := {decoded}.(type) {{\ncase *{package}.{ty}:\n{lines}}}")
    }

    fn snippet(
        &self,
        event: EventId,
        about: &'static str,
        prints: bool,
        head: &str,
        body: &str,
    ) -> Snippet {
        let line = &self.import.line;
        let imports = match prints {
            true => format!("import (\n{INDENT}\"fmt\"\n\n{INDENT}{line}\n)"),
            false => format!("import {line}"),
        };
        Snippet {
            event,
            about,
            text: format!("{imports}\n\nfunc {head} {{\n{INDENT}{}\n}}", inner(body)),
        }
    }
}
