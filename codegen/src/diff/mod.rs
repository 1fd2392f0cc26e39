//! What changed between two schemas: once, as data, for `tdproto diff` to print and for the rules
//! of `tdproto breaking` to judge.
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
//! assert_eq!(diff::words(&pairs, &changes[0]), "always there → always there, may be null");
//! ```

mod change;
mod compared;
mod dead;
mod empty_dates;
mod enums;
mod events;
mod fields;
mod json;
mod lifecycle;
mod matching;
mod meaning;
mod pairs;
mod places;
mod relation;
mod renamed;
mod scalars;
mod shapes;
mod similar;
mod text;
mod tombstones;
mod types;
mod uses;
mod words;

use tdproto_schema::Model;

pub use change::{Change, ParamsChange, Part, Side, TypePair, What, WhenChange};
pub use compared::{Compared, Group};
pub use empty_dates::EmptyDates;
pub(crate) use empty_dates::{ChangedDate, changed_dates};
pub use json::json;
pub(crate) use meaning::{meaning, range_changed};
pub use pairs::Pairs;
pub use places::places;
pub use relation::Relation;
pub use text::text;
pub use tombstones::revived;
pub(crate) use words::docs;
pub use words::{noun, presence_words, subject, topic, words};

/// Everything that changed, in a stable order: the protocol, then types by their names with their
/// fields or values in order, then events by their names, then tombstones.
///
/// Equal models give no changes.
#[must_use]
pub fn diff<'a>(old: &'a Model, new: &'a Model) -> (Pairs<'a>, Vec<Change>) {
    let pairs = Pairs::find(old, new);
    let mut changes = Vec::new();
    if old == new {
        return (pairs, changes);
    }
    events::protocol(&pairs, &mut changes);
    types::all(&pairs, &mut changes);
    events::all(&pairs, &mut changes);
    tombstones::all(&pairs, &mut changes);
    (pairs, changes)
}

/// Takes the changes of one part down.
struct Found<'a> {
    part: Part,
    changes: &'a mut Vec<Change>,
}

impl Found<'_> {
    fn add(&mut self, what: What) {
        let part = self.part.clone();
        self.changes.push(Change { part, what });
    }

    fn extend(&mut self, whats: impl IntoIterator<Item = What>) {
        whats.into_iter().for_each(|what| self.add(what));
    }

    fn add_if(&mut self, changed: bool, what: What) {
        if changed {
            self.add(what);
        }
    }
}
