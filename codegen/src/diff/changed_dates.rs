//! The fields with a date whose `allow_empty` changed.

use super::empty_dates::{self, Cause, EmptyDates};
use super::field_pairs;
use super::pairs::Pairs;
use super::part::{Part, Side};

/// A field with a date whose `allow_empty` changed.
#[derive(Debug)]
pub(crate) struct ChangedDate {
    /// The field.
    pub(crate) field: Part,
    /// The change of `allow_empty`.
    pub(crate) change: EmptyDates,
    cause: Cause,
}

impl ChangedDate {
    /// Returns true if the date changed because the protocol or a scalar did.
    pub(crate) fn is_caused_by(&self, part: &Part) -> bool {
        match (self.cause, part) {
            (Cause::Protocol, Part::Protocol) => true,
            (Cause::Scalar(pair), Part::Type(Side::Both(old, new))) => pair == (*old, *new),
            (
                Cause::Protocol | Cause::Scalar(_) | Cause::Field,
                Part::Protocol
                | Part::Type(_)
                | Part::Field { .. }
                | Part::Value { .. }
                | Part::Variant { .. }
                | Part::Frame(_)
                | Part::FrameField { .. }
                | Part::Carried(..)
                | Part::Event(_)
                | Part::Tombstone(_),
            ) => false,
        }
    }
}

/// Every field with a date whose `allow_empty` changed.
pub(crate) fn changed_dates(pairs: &Pairs<'_>) -> Vec<ChangedDate> {
    let mut all = Vec::new();
    for owner in pairs.types() {
        let (Some(old), Some(new)) = (pairs.old.entity(owner.0), pairs.new.entity(owner.1)) else {
            continue;
        };
        for side in field_pairs::sides(pairs, owner, old, new) {
            let Side::Both(before, after) = side else {
                continue;
            };
            let fields = (&old.fields[before], &new.fields[after]);
            all.extend(
                empty_dates::dates(pairs, fields)
                    .into_iter()
                    .map(|(change, cause)| {
                        let field = Part::Field {
                            owner,
                            field: side,
                            includers: Vec::new(),
                        };
                        ChangedDate {
                            field,
                            change,
                            cause,
                        }
                    }),
            );
        }
    }
    all
}
