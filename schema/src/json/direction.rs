//! Directions in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Direction;

/// The direction of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum DirectionFile {
    /// A client sends it to the server.
    Client,
    /// The server sends it to clients.
    Server,
}

impl From<Direction> for DirectionFile {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::ClientToServer => Self::Client,
            Direction::ServerToClient => Self::Server,
        }
    }
}

impl From<DirectionFile> for Direction {
    fn from(direction: DirectionFile) -> Self {
        match direction {
            DirectionFile::Client => Self::ClientToServer,
            DirectionFile::Server => Self::ServerToClient,
        }
    }
}
