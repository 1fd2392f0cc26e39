//! The groups of events that are one enum: all of a direction, or those of a kind of frame.

use tdproto_schema::model::{Direction, Event, EventId, FrameId};

use super::borrow::{RustInput, generics};
use crate::lang::direction;
use crate::naming::Case;
use crate::views::View;

/// The events of an enum.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub(super) direction: Direction,
    /// The kind of frame; `None`: the envelope.
    pub(super) frame: Option<FrameId>,
}

/// The groups, those of the server first.
pub(super) fn groups(input: &RustInput<'_>) -> Vec<Group> {
    let directions = [Direction::ServerToClient, Direction::ClientToServer];
    let groups = directions.into_iter().flat_map(|direction| {
        if input.model.frames().is_empty() {
            return vec![Group {
                direction,
                frame: None,
            }];
        }
        let kinds = input.model.frames_with_ids();
        let kinds =
            kinds.filter(|(_, kind)| kind.replies.is_none() && kind.sender.sends(direction));
        let groups = kinds.map(|(id, _)| Group {
            direction,
            frame: Some(id),
        });
        groups.collect()
    });
    groups.collect()
}

/// The name of the types of a kind of frame in a direction.
pub(super) fn kind_name(input: &RustInput<'_>, direction: Direction, frame: FrameId) -> String {
    let prefix = direction::words(direction).prefix;
    let kind = Case::UpperCamel.apply(&input.model.frame(frame).name);
    match kind.as_str() {
        // The enum of all frames of the direction is called so.
        "Frame" => format!("{prefix}Frame_"),
        _ => format!("{prefix}{kind}"),
    }
}

impl Group {
    /// The name of the enum.
    pub(super) fn name(self, input: &RustInput<'_>) -> String {
        match self.frame {
            Some(frame) => kind_name(input, self.direction, frame),
            None => format!("{}Event", direction::words(self.direction).prefix),
        }
    }

    /// The name of the enum, and its list of one lifetime, if it borrows.
    pub(super) fn name_with_lifetime(
        self,
        input: &RustInput<'_>,
        lifetime: &str,
    ) -> (String, String) {
        (self.name(input), generics(self.borrows(input), lifetime))
    }

    /// Returns true if the events borrow.
    pub(super) fn borrows(self, input: &RustInput<'_>) -> bool {
        self.events(input).iter().any(|(_, event)| {
            let params = event.params_type();
            params.is_some_and(|params| input.borrows(params, View::of(self.direction)))
        })
    }

    /// The events.
    pub(super) fn events<'a>(self, input: &RustInput<'a>) -> Vec<(EventId, &'a Event)> {
        let model = input.model;
        let events = model.events_with_ids();
        let events =
            events.filter(|(_, event)| event.is_sent(self.direction) && event.frame == self.frame);
        events.collect()
    }
}
