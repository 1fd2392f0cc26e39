//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId};

use super::drawn;
use super::example::{Example, laid_out, part_of_params};
use super::idents::Idents;
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let idents = Idents::new(input);
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.push(received(input, &idents, id, event));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.push(sent(input, &idents, id, event));
        }
    }
    all
}

fn received(input: &Input<'_>, idents: &Idents, id: EventId, event: &Event) -> Snippet {
    let class = idents.event(Direction::ServerToClient, id);
    let (pattern, shown) = match &event.params {
        Some(_) => (
            format!("{class}(params=params)"),
            format!("params{}", part_of_params(input, event)),
        ),
        None => (format!("{class}()"), "event".to_owned()),
    };
    Snippet {
        event: id,
        about: "Receive",
        text: format!(
            "event = decode(frame)\nmatch event:\n    case {pattern}:\n        print({shown})"
        ),
    }
}

fn sent(input: &Input<'_>, idents: &Idents, id: EventId, event: &Event) -> Snippet {
    let mut example = Example::of_client(input, idents);
    let source = match event.frame {
        Some(frame) => drawn::readme::drawn_frame(input, &mut example, (id, event, frame)),
        None => example.event(id, event),
    };
    let mut lines = laid_out("event = ", &source, "", 0);
    lines.push("text = encode(event)".to_owned());
    Snippet {
        event: id,
        about: "Send",
        text: lines.join("\n"),
    }
}
