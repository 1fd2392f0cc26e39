//! Directions of events in names and in docs.

use tdproto_schema::model::Direction;

/// The words for a direction.
pub(crate) struct Words {
    /// The beginning of the names of its types.
    pub(crate) prefix: &'static str,
    /// The side that sends its events, in docs.
    pub(crate) sender: &'static str,
    /// The side that receives them.
    pub(crate) receiver: &'static str,
    /// The direction in short.
    pub(crate) arrow: &'static str,
}

/// The words for a direction.
pub(crate) fn words(direction: Direction) -> Words {
    match direction {
        Direction::ServerToClient => Words {
            prefix: "Server",
            sender: "the server",
            receiver: "clients",
            arrow: "server to client",
        },
        Direction::ClientToServer => Words {
            prefix: "Client",
            sender: "a client",
            receiver: "the server",
            arrow: "client to server",
        },
    }
}
