//! Each event as source code, for the reference.

use tdproto_schema::model::{Direction, Event, EventId};

use super::literal::string;
use super::{drawn, draws_frames, example};
use crate::lang::{Input, Snippet};

/// The code of a client for every event.
pub(super) fn all(input: &Input<'_>) -> Vec<Snippet> {
    let is_drawn = draws_frames(input.model);
    if is_drawn && !drawn::connection::has_connection(input.model) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (id, event) in input.model.events_with_ids() {
        if event.is_sent(Direction::ServerToClient) {
            all.extend(received(input, id, event));
        }
        if event.is_sent(Direction::ClientToServer) {
            all.extend(sent(input, id, event));
        }
    }
    all
}

fn received(input: &Input<'_>, id: EventId, event: &Event) -> Option<Snippet> {
    let name = string(&event.name);
    let text = match event.reply.is_some() {
        true => drawn::readme::answer(input, event)?.join("\n"),
        false if event.params.is_some() => format!(
            "connection.on({name}, (params) => {{\n  console.log({});\n}});",
            example::part_of_params(input.model, event)
        ),
        false => format!("connection.on({name}, () => {{\n  console.log({name});\n}});"),
    };
    Some(Snippet {
        event: id,
        about: match event.reply.is_some() {
            true => "Receive and answer",
            false => "Receive",
        },
        text,
    })
}

fn sent(input: &Input<'_>, id: EventId, event: &Event) -> Option<Snippet> {
    let text = match (draws_frames(input.model), event.reply.is_some()) {
        (false, _) => format!("await connection.send({});", example::frame(input, event)),
        (true, true) => format!(
            "const reply = await connection.request({});",
            drawn::readme::arguments(input, event)
        ),
        (true, false) => {
            let names = drawn::field_names(input.model.frame(event.frame?));
            let frame = example::drawn_frame(input, event, &names)?;
            format!("await connection.send({frame});")
        }
    };
    Some(Snippet {
        event: id,
        about: match event.reply.is_some() {
            true => "Ask and wait for the reply",
            false => "Send",
        },
        text,
    })
}
