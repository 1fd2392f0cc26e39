//! Directions of events in names and in docs.

use tdproto_schema::model::Direction;

/// How the names of a direction's types begin, and how to call it in docs.
pub(super) fn words(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::ServerToClient => ("Server", "the server"),
        Direction::ClientToServer => ("Client", "a client"),
    }
}
