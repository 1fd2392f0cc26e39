//! Directions of events in names and in docs.

use tdproto_schema::model::Direction;

/// The beginning of the names of a direction's types, and the name of its sender in docs.
pub(super) fn words(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::ServerToClient => ("Server", "the server"),
        Direction::ClientToServer => ("Client", "a client"),
    }
}
