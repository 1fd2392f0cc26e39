//! Directions in a `model.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Direction, Sender};

/// The side that sends an entity outside events.
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

/// The sides that send an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum SenderFile {
    /// A client sends it to the server.
    Client,
    /// The server sends it to clients.
    Server,
    /// Clients and the server send it to each other. Since format 2.
    Both,
}

impl From<Sender> for SenderFile {
    fn from(sender: Sender) -> Self {
        match sender {
            Sender::Client => Self::Client,
            Sender::Server => Self::Server,
            Sender::Both => Self::Both,
        }
    }
}

impl From<SenderFile> for Sender {
    fn from(sender: SenderFile) -> Self {
        match sender {
            SenderFile::Client => Self::Client,
            SenderFile::Server => Self::Server,
            SenderFile::Both => Self::Both,
        }
    }
}
