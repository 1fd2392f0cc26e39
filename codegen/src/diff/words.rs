//! Changes in words: data, and the one printer that makes a phrase of it.

use std::fmt::{self, Display, Formatter};

use tdproto_schema::model::{Access, Direction};

use super::about::Travels;
use super::change::Change;
use super::pairs::Pairs;
use super::parts::{fields, latest};
use super::relation::Relation;

/// The words for a change, without the name of its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The attribute that has the values, if the name of the change does not say it: `topic`,
    /// `params`.
    pub lead: &'static str,
    /// The old value; none for an added part.
    pub before: Option<String>,
    /// The new value; none for a removed part.
    pub after: Option<String>,
    /// The relation of the new value to the old one, where types are compared.
    pub relation: Option<Relation>,
    /// The phrase to show where there are no values.
    pub phrase: &'static str,
}

impl Words {
    /// The words without the relation of the values.
    #[must_use]
    pub(crate) fn without_relation(&self) -> Self {
        Self {
            relation: None,
            ..self.clone()
        }
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let has_values = self.before.is_some() || self.after.is_some();
        if has_values && !self.lead.is_empty() {
            write!(f, "{} ", self.lead)?;
        }
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => {
                write!(f, "{before} → {after}")?;
                f.write_str(self.relation.map_or("", suffix))
            }
            (Some(value), None) | (None, Some(value)) => f.write_str(value),
            (None, None) => f.write_str(self.phrase),
        }
    }
}

fn suffix(relation: Relation) -> &'static str {
    match relation {
        Relation::Same | Relation::Renamed => " (the same on the wire)",
        Relation::Widened => " (widened)",
        Relation::Narrowed => " (narrowed)",
        Relation::MapKey => " (other keys)",
        Relation::DateFormat => " (another format of dates)",
        Relation::OptionalItemAdded | Relation::ItemAdded => " (more items)",
        Relation::OptionalItemRemoved | Relation::ItemRemoved => " (fewer items)",
        Relation::Changed => "",
    }
}

/// The words for a change: the old and the new value, or the added or removed part.
#[must_use]
pub fn words(pairs: &Pairs<'_>, change: &Change) -> Words {
    let row = change.what.row();
    let relation = change.what.relation();
    let about = row.about(&change.part);
    let values = about.map(|about| about.values.of(pairs, &change.part, relation));
    let [before, after] = values.unwrap_or_default();
    Words {
        lead: about.map_or("", |about| about.lead),
        before,
        after,
        relation,
        phrase: row.phrase,
    }
}

/// Sentences about the effect of a change that peers see; `senders` are the sides that send its
/// part.
pub(crate) fn meaning(pairs: &Pairs<'_>, change: &Change, senders: &[Direction]) -> String {
    let Some(about) = change.what.row().about(&change.part) else {
        return String::new();
    };
    let field = latest(fields(pairs, &change.part));
    let is_readonly = field.is_some_and(|field| field.access == Access::ReadOnly);
    about.meaning.of(&Travels {
        pairs,
        part: &change.part,
        relation: change.what.relation(),
        // Readonly fields do not exist in what clients send.
        clients: senders.contains(&Direction::ClientToServer) && !is_readonly,
        server: senders.contains(&Direction::ServerToClient),
    })
}
