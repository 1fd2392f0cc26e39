//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId, HoleKind};

use super::scope::Scope;
use super::{envelopes, example, naming, package};
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let scope = Scope::new(input);
    let package = naming::package(&package::facts(input).name);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.extend(received(&scope, &package, id, event));
        }
        let is_envelope = event.frame.is_none();
        if is_envelope && event.is_sent(Direction::ClientToServer) {
            all.extend(sent(&scope, &package, id, event));
        }
    }
    all
}

fn received(scope: &Scope<'_>, package: &str, id: EventId, event: &Event) -> Option<Snippet> {
    let decoder = match event.frame {
        None => "DecodeServerEvent",
        Some(frame) if scope.model().frame(frame).has(HoleKind::Event) => "DecodeServerFrame",
        Some(_) => return None,
    };
    let name = envelopes::name(scope, Direction::ServerToClient, id);
    let shown = match &event.params {
        Some(_) => "event.Params",
        None => "event",
    };
    Some(Snippet {
        event: id,
        about: "Receive",
        text: format!(
            "switch event := {package}.{decoder}(frame).(type) {{\n\
             case *{package}.{name}:\n\tfmt.Println({shown})\n}}"
        ),
    })
}

fn sent(scope: &Scope<'_>, package: &str, id: EventId, event: &Event) -> Option<Snippet> {
    let value = example::event(scope, package, Direction::ClientToServer, event)?;
    Some(Snippet {
        event: id,
        about: "Send",
        text: format!("event := {value}\nframe := event.AppendJSON(nil)"),
    })
}
