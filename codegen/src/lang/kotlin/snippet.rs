//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId};

use super::scope::{Package, Scope};
use super::{example, package};
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let package = Package::new(input, package::name(input));
    let mut scope = Scope::new(&package);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.push(received(input, id, event));
        }
        let is_envelope = event.frame.is_none();
        if is_envelope && event.is_sent(Direction::ClientToServer) {
            all.extend(sent(&mut scope, id, event));
        }
    }
    all
}

fn received(input: &Input<'_>, id: EventId, event: &Event) -> Snippet {
    let name = input.names.event(id);
    let shown = match event.params.is_some() && event.frame.is_none() {
        true => "event.params",
        false => "event",
    };
    Snippet {
        event: id,
        about: "Receive",
        text: format!(
            "when (val event = ServerEvent.decode(text)) {{\n    \
             is ServerEvent.{name} -> println({shown})\n    else -> {{}}\n}}"
        ),
    }
}

fn sent(scope: &mut Scope<'_>, id: EventId, event: &Event) -> Option<Snippet> {
    let name = scope.input().names.event(id);
    let has_id = scope.input().model.protocol.envelope.id.is_some();
    let params = match &event.params {
        Some(_) => Some(example::params(scope, event)?),
        None => None,
    };
    let made = match params {
        Some(params) => format!("ClientEvent.{name}({params})"),
        None if has_id => format!("ClientEvent.{name}()"),
        None => format!("ClientEvent.{name}"),
    };
    Some(Snippet {
        event: id,
        about: "Send",
        text: format!("val event = {made}\nval text = event.encode()"),
    })
}
