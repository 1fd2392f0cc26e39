//! The changes between two schemas, found once, as data: `tdproto diff` prints them, and the rules
//! of `tdproto breaking` assess them.
//!
//! ```
//! use tdproto_codegen::diff::{self, Part, What};
//! use tdproto_schema::{SourceMap, compile};
//!
//! let model = |text: &str| {
//!     let mut sources = SourceMap::default();
//!     sources.add("chat.toml", text);
//!     compile(&sources).0.model
//! };
//! let old = model("[entity.Chat.fields]\ntitle = { type = \"string\" }\n");
//! let new = model("[entity.Chat.fields]\ntitle = { type = \"string\", nullable = true }\n");
//! let (pairs, changes) = diff::diff(&old, &new);
//! assert_eq!(changes[0].what, What::Presence);
//! let words = diff::words(&pairs, &changes[0]);
//! assert_eq!(words.after.as_deref(), Some("always there, may be null"));
//! assert_eq!(words.to_string(), "always there → always there, may be null");
//! ```

mod about;
mod carried;
mod change;
mod changed_dates;
mod changes;
mod compared;
mod comparison;
mod constants;
mod constrained;
mod constrained_words;
mod constraints;
mod dead;
mod empty_dates;
mod enums;
mod events;
mod field_pairs;
mod fields;
mod frame_shapes;
mod frame_words;
mod frames;
mod group;
mod json;
mod kinds;
mod lifecycle;
mod marks;
mod matching;
mod meanings;
mod pairing;
mod pairs;
mod params;
mod part;
mod parts;
mod places;
mod relation;
mod renamed;
mod scalars;
mod shapes;
mod similar;
mod subject;
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other kind of change is named before its words"
)]
mod text;
mod tombstones;
mod types;
mod unions;
mod uses;
mod values;
mod when;
mod words;

pub(crate) use carried::carried;
pub use change::Change;
pub(crate) use changed_dates::{ChangedDate, changed_dates};
pub use changes::diff;
pub use compared::Compared;
pub(crate) use constrained::{Inside, constrained};
pub use constraints::ConstraintsChange;
pub use empty_dates::EmptyDates;
pub(crate) use frame_shapes::{overtaking, place_presence};
pub use group::Group;
pub use json::json;
pub use kinds::What;
pub(crate) use meanings::range_changed;
pub use pairs::Pairs;
pub use params::{ParamsChange, ReplyChange};
pub use part::{Part, PartKind, Side, TypePair};
pub(crate) use parts::{
    carried as both_carried, docs, events as both_events, fields as both_fields,
    frames as both_frames, types as both_types,
};
pub use places::places;
pub use relation::Relation;
pub use subject::{noun, subject, topic};
pub use text::text;
pub(crate) use tombstones::revived;
pub(crate) use values::{presence_words, sender_words};
pub use when::WhenChange;
pub(crate) use words::meaning;
pub use words::{Words, words};
