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
mod enums;
#[macro_use]
mod reading;
#[macro_use]
mod unions;
#[macro_use]
mod check;

#[macro_use]
pub mod borrowed;
#[cfg(feature = "arbitrary")]
#[macro_use]
mod arbitrary;
#[cfg(feature = "arbitrary")]
mod arbitrary_containers;
mod bytes;
mod constant;
mod containers;
mod convert;
mod cursor;
mod decode;
mod decode_drawn;
mod drawn;
mod entity;
mod error;
mod escape;
mod event;
mod flat;
mod float;
mod frame;
mod id;
mod json;
mod kind;
mod limits;
mod number;
mod object;
mod owned;
mod patch;
mod place;
mod places;
mod plain;
mod reader;
mod refusal;
mod scan;
#[cfg(feature = "schemars")]
#[macro_use]
mod schemars;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "serde")]
mod serde_text;
mod skip;
mod spread;
mod string;
mod text;
mod tuple;
mod union;
mod utf8;
mod value;
mod writer;

#[cfg(feature = "arbitrary")]
pub use arbitrary::{Sample, sample, sample_datetime};
pub use bytes::Bytes;
pub use check::{Breach, Check, Checker, check};
pub use constant::{Constant, read_flag, write_flag};
pub use convert::{Convert, convert};
pub use decode::decode_all;
pub use decode_drawn::{decode_frame, decode_frame_str};
pub use drawn::{DecodedFrame, DrawnFrame, FrameKind, encode_frame};
pub use entity::{Entity, Fields, deny, keep, read_entity, write_entity, write_kept};
pub use error::{Error, ErrorKind, Segment, path_text};
pub use event::{
    Acknowledge, Direction, Event, EventInfo, Keys, Request, write_filled_params, write_params,
};
pub use flat::{
    body, flat_json, flat_object, flat_union, same_request, write_filled_item, write_flat,
    write_item, write_known, write_member,
};
pub use frame::{Decoded, Frame};
pub use id::*;
pub use json::Json;
pub use kind::Kind;
pub use limits::{Limits, MAX_DEPTH};
pub use object::{Object, deny_key, write_object};
pub use owned::IntoOwned;
pub use patch::Patch;
pub use place::{Place, Test};
pub use places::Places;
pub use reader::Reader;
pub use reading::{Boxed, Each, Entries, Int, KeyReading, Plain, Reading, number_key, read_as};
#[cfg(feature = "schemars")]
pub use schemars::{Bundle, any_of};
#[cfg(feature = "serde")]
pub use serde::{
    collect, deserialize, serialize, serialize_entity, serialize_object, serialize_union,
};
pub use spread::{Spread, SpreadReading, read_spread, skip_spread, spread, write_spread};
pub use text::{Datetime, InvalidText, UnknownValue, read_number, read_text};
pub use tuple::{Items, OnlyItems, Rest};
pub use union::{Base, Keyed, Members, Tag, Tagged, Union, Without, read_object, read_union};
pub use value::{
    Key, Value, from_slice, from_slice_with, from_str, from_str_with, read, read_int, to_string,
};
pub use writer::Writer;
