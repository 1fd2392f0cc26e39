//! Words for changes that every part may have, and for the kinds of changes.

use tdproto_schema::model::{Deprecated, Docs};

use super::changes::{arrow, none};
use crate::diff::{EmptyDates, What};

/// Changes that every part may have.
pub(super) fn lifecycle(old: Option<&Docs>, new: Option<&Docs>, what: What) -> String {
    let since = |docs: Option<&Docs>| {
        docs.and_then(|docs| docs.since.clone())
            .unwrap_or_else(none)
    };
    let deprecation = |docs: Option<&Docs>| -> String {
        docs.and_then(|docs| docs.deprecated.as_ref())
            .map_or_else(none, deprecation_words)
    };
    match what {
        What::EmptyDates(change) => empty_dates(change),
        What::Since => format!("since {}", arrow(since(old), since(new))),
        What::Deprecated => deprecation(new),
        What::DeprecationNote => arrow(deprecation(old), deprecation(new)),
        other => plain(other).to_owned(),
    }
}

/// Whether `""` may stand for no date and time: before and now.
pub(super) fn empty_dates(change: EmptyDates) -> String {
    let (refused, allowed) = ("\"\" is invalid", "\"\" means no date");
    match change {
        EmptyDates::Allowed => arrow(refused, allowed),
        EmptyDates::Refused => arrow(allowed, refused),
    }
}

fn deprecation_words(found: &Deprecated) -> String {
    let since = found.since.as_ref().map(|since| format!("since {since}"));
    let note = Some(found.note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = since.into_iter().chain(note).collect();
    match parts.is_empty() {
        true => "nothing said".to_owned(),
        false => parts.join(": "),
    }
}

/// A change that its kind tells all of.
pub(super) fn plain(what: What) -> &'static str {
    match what {
        What::Added => "added",
        What::Removed => "removed",
        What::Renamed => "renamed",
        What::Moved => "moved",
        What::CodeName => "another name in code",
        What::Kind(_) => "another kind",
        What::Presence => "another presence",
        What::Access => "another access",
        What::Type(_) => "another type",
        What::When(_) => "another condition",
        What::EmptyDates(_) => "another use of empty dates",
        What::Base(_) | What::EnumBase => "another base",
        What::Openness => "another openness",
        What::Empty => "another empty value",
        What::WireValue => "another value on the wire",
        What::Prefixes => "other prefixes",
        What::Includes => "other includes",
        What::Order => "another order",
        What::Direction => "another sender",
        What::Params(_) => "other params",
        What::Envelope => "another envelope",
        What::Name => "another name",
        What::Version => "another version",
        What::Placeholders => "other placeholders of examples",
        What::Since => "another first version",
        What::Deprecated => "deprecated",
        What::Undeprecated => "not deprecated any more",
        What::DeprecationNote => "another note on its deprecation",
        What::Experimental => "experimental",
        What::Stable => "not experimental any more",
        What::Docs => "docs",
    }
}
