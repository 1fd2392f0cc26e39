//! The requests that wait for their replies.

use std::collections::HashMap;

use tdproto_schema::model::Direction;

/// The largest number of requests that wait for a reply.
const MAX_OPEN: usize = 1 << 16;

/// The requests that wait for a reply: by their sender and id.
#[derive(Debug, Default)]
pub(super) struct Requests {
    open: HashMap<(Option<bool>, String), usize>,
    /// The connection of the last message of a HAR.
    connection: Option<usize>,
}

impl Requests {
    pub(super) fn add(&mut self, sender: Option<Direction>, id: &str, event: usize) {
        if self.open.len() >= MAX_OPEN {
            self.open.clear();
        }
        self.open.insert((side(sender), id.to_owned()), event);
    }

    /// The event of the request that a reply answers.
    pub(super) fn answered(&mut self, sender: Option<Direction>, id: &str) -> Option<usize> {
        let asker = sender.map(Direction::opposite);
        self.open.remove(&(side(asker), id.to_owned()))
    }

    /// Forgets the requests so far: what comes next belongs to another connection.
    pub(super) fn restart(&mut self) {
        self.open.clear();
        self.connection = None;
    }

    /// Begins with messages of a connection of a HAR.
    pub(super) fn connection(&mut self, entry: usize) {
        if self.connection != Some(entry) {
            self.restart();
            self.connection = Some(entry);
        }
    }
}

fn side(sender: Option<Direction>) -> Option<bool> {
    sender.map(|sender| sender == Direction::ClientToServer)
}
