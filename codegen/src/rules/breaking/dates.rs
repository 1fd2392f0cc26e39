//! The fields that show a change of `allow_empty` of the protocol or of a scalar.

use std::borrow::Cow;

use tdproto_schema::model::Direction;

use super::context::Context;
use super::scope::Scope;
use crate::diff::{Change, Part, What, changed_dates, noun};

impl Context<'_> {
    /// The directions in which a change of `allow_empty` of the protocol or of a scalar matters:
    /// those of the fields that have the change. `None`: the change is of another kind.
    pub(super) fn scope_of_dates(&self, change: &Change) -> Option<Scope> {
        let mut scopes = self
            .dates_of(change)?
            .into_iter()
            .map(|field| self.scope(&field))
            .peekable();
        if scopes.peek().is_none() {
            // A scalar without fields may be a body of HTTP. Of the other scalars, no date changed.
            let scope = self.code_scope(change);
            let is_alone = scope.unreached;
            return Some(Scope {
                client: is_alone,
                server: is_alone,
                unreached: is_alone,
            });
        }
        let union = |a: Scope, b: Scope| match (a.unreached, b.unreached) {
            (true, false) => b,
            (false, true) => a,
            (true, true) | (false, false) => Scope {
                client: a.client || b.client,
                server: a.server || b.server,
                unreached: a.unreached,
            },
        };
        scopes.reduce(union)
    }

    /// The change that shows another one in a direction. For `allow_empty` of the protocol or of a
    /// scalar, it is the change of the field that is nearest to an event; for all others, the
    /// change itself.
    pub(super) fn shown_by<'c>(&self, change: &'c Change, direction: Direction) -> Cow<'c, Change> {
        let fields = self.dates_of(change).unwrap_or_default().into_iter();
        let sent = fields.filter(|field| {
            let scope = self.scope(field);
            match direction {
                Direction::ClientToServer => scope.client,
                Direction::ServerToClient => scope.server,
            }
        });
        // A field that no event reaches comes last.
        let steps = |field: &Change| {
            let chain = self.chain(field, direction, true);
            chain.map_or(usize::MAX, |chain| chain.steps.len())
        };
        let nearest = sent.min_by_key(steps);
        nearest.map_or(Cow::Borrowed(change), Cow::Owned)
    }

    /// The part of a change with its kind: "field `Params.at`", "`[protocol]`".
    pub(super) fn named(&self, change: &Change) -> String {
        let (noun, subject) = (noun(self.pairs, &change.part), self.subject(change));
        match &change.part {
            Part::Protocol => format!("`[{noun}]`"),
            Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_)
            | Part::Tombstone(_) => format!("{noun} `{subject}`"),
        }
    }

    /// The changes of fields that make up a change of `allow_empty` of the protocol or of a scalar.
    fn dates_of(&self, change: &Change) -> Option<Vec<Change>> {
        let (What::EmptyDates(how), Part::Protocol | Part::Type(_)) = (change.what, &change.part)
        else {
            return None;
        };
        let dates = self.dates.get_or_init(|| changed_dates(self.pairs)).iter();
        let caused = dates.filter(|date| date.change == how && date.is_caused_by(&change.part));
        let fields = caused.map(|date| Change {
            part: date.field.clone(),
            what: change.what,
        });
        Some(fields.collect())
    }
}
