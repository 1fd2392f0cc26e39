//! Events, and what the schema says of them.

use super::error::Error;
use super::reader::Reader;
use super::value::Value;
use super::writer::Writer;

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Clients, to the server.
    ClientToServer,
    /// The server, to clients.
    ServerToClient,
    /// Both sides, to each other.
    Both,
}

/// What the schema says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventInfo {
    /// The name on the wire.
    pub name: &'static str,
    /// Who sends it.
    pub direction: Direction,
    /// The description, as Markdown.
    pub doc: &'static str,
    /// The first version that has it; empty if nothing is known.
    pub since: &'static str,
    /// What to use instead, if it is deprecated.
    pub deprecated: Option<&'static str>,
}

/// The keys of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// Of the event's name.
    pub event: &'static str,
    /// Of the id to be confirmed; empty: frames have none.
    pub id: &'static str,
    /// Of the params.
    pub params: &'static str,
}

/// The events of one direction. `'de` is the life of what is read, for events that borrow from it.
pub trait Event<'de>: Sized {
    /// The keys of their frames; empty where the schema draws frames.
    const KEYS: Keys = Keys {
        event: "",
        id: "",
        params: "",
    };

    /// What `known` makes of the event of this name, with empty params; what `unknown` makes if there
    /// is no such event.
    ///
    /// An event may be large: it is made where the caller wants it, and not moved there.
    fn empty<T>(name: &str, known: impl FnOnce(Self) -> T, unknown: impl FnOnce() -> T) -> T;

    /// The name on the wire.
    fn name(&self) -> &'static str;

    /// Reads the params over what was there; what stands for those of an event without any is
    /// skipped.
    ///
    /// # Errors
    /// If they are not those of the event.
    fn read_params(&mut self, r: &mut Reader<'de>) -> Result<(), Error>;

    /// Reads an event whose params have no empty value, so that `empty` does not know it; `None` if
    /// there is no such event.
    ///
    /// # Errors
    /// If they are not those of the event.
    fn read_whole(_name: &str, _r: &mut Reader<'de>) -> Result<Option<Self>, Error> {
        Ok(None)
    }

    /// Writes the member of the params, if the event has any, with the comma after it.
    fn write_params(&self, key: &str, w: &mut Writer);
}

/// A request, and the types of what it carries. A type that borrows has the lifetime `'de` of the
/// text that it is read from; other types ignore it.
pub trait Request {
    /// The name in the schema.
    const NAME: &'static str;

    /// The name on the wire, as JSON.
    const WIRE_NAME: &'static str;

    /// The params; `()` if it has none.
    type Params<'de>: Value<'de>;

    /// The result of the reply.
    type Reply<'de>: Value<'de>;

    /// The error of the reply.
    type Error<'de>: Value<'de>;
}

/// Events that are answered by the id of their frame.
pub trait Acknowledge {
    /// The events of the other direction.
    type Answer;

    /// The event that confirms the frame of this id.
    fn acknowledge(id: String) -> Self::Answer;
}

/// Writes the params of an event under their key.
pub fn write_params<'de>(params: &impl Value<'de>, key: &str, w: &mut Writer) {
    w.any_key(key);
    params.write(w);
    w.comma();
}

/// The same of params that a frame may go without: nothing if there are none.
pub fn write_filled_params<'de>(params: &impl Value<'de>, key: &str, w: &mut Writer) {
    if !params.is_empty() {
        write_params(params, key, w);
    }
}
