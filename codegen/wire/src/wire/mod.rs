//! How values of a JSON event protocol are read and written: the runtime of generated and derived
//! types.
//!
//! A receiver is lenient: a missing or `null` field is its empty value, keys come in any order,
//! keys that are not known are skipped unless the type keeps or refuses them. A sender is exact:
//! every field is on the wire when its presence says so, and only then.

#[macro_use]
mod macros;
#[macro_use]
mod scalars;

#[macro_use]
pub mod borrowed;
mod convert;
mod cursor;
mod entity;
mod error;
mod event;
mod json;
mod number;
mod plain;
mod reader;
mod scan;
#[cfg(feature = "serde")]
mod serde;
mod string;
mod text;
mod value;
mod writer;

pub use convert::{Convert, convert};
pub use entity::{Entity, deny, keep, read_entity, write_entity, write_kept};
pub use error::{Error, ErrorKind, Segment, path_text};
pub use event::{
    Acknowledge, Decoded, Direction, Event, EventInfo, Frame, Keys, confirm_id, decode_all,
    write_params,
};
pub use json::Json;
pub use reader::{MAX_DEPTH, Reader};
#[cfg(feature = "serde")]
pub use serde::{deserialize, serialize};
pub use text::{Datetime, InvalidText, UnknownValue, read_number, read_text};
pub use value::{Key, Value, from_slice, from_str, read, read_int, to_string};
pub use writer::Writer;
