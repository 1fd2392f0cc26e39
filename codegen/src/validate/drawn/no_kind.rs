//! Frames of no kind, and events that another kind has: what comes nearest to them.

use tdproto_schema::model::Step;

use super::kinds::{Texts, wire_name};
use super::tables::{KindTable, Need};
use crate::validate::check::Pass;
use crate::validate::path::segments;
use crate::validate::trail::Trail;
use crate::validate::{Path, Rule};

/// The most faults of a frame with which it still is like one of a kind.
const MAX_FAULTS: usize = 2;

impl Pass<'_, '_, '_> {
    /// Reports a frame that is of no kind, and why it is not of the one that it is most like.
    #[cold]
    pub(super) fn no_kind(&mut self, start: usize, texts: &Texts<'_>, trail: &Trail<'_>) {
        let model = self.checker.validator.model;
        let direction = self.direction();
        let kinds = self.tables.frames.kinds.iter();
        let kinds: Vec<&KindTable> = kinds
            .filter(|kind| {
                direction.is_none_or(|direction| model.frame(kind.id).sender.sends(direction))
            })
            .collect();
        let name = |kind: &KindTable| format!("`{}`", model.frame(kind.id).name);
        let names: Vec<_> = kinds.iter().map(|kind| name(kind)).collect();
        let nearest = kinds
            .iter()
            .map(|kind| (kind, kind.faults(texts)))
            // The first test is whether it is an object or an array.
            .filter(|(_, faults)| {
                faults.len() <= MAX_FAULTS && faults.first().is_none_or(|(at, _)| *at > 0)
            })
            // A place with another value says more than one that is missing.
            .min_by_key(|(_, faults)| {
                let missing = faults.iter().filter(|(_, is_there)| !is_there);
                (faults.len(), missing.count())
            });
        let why = nearest.map(|(kind, faults)| {
            let tests = model.frame(kind.id).tests();
            let mut missing: Option<&[Step]> = None;
            let mut words = Vec::new();
            for (at, is_there) in faults {
                let path = tests[at].0.as_slice();
                // What is in a missing place is missing, too.
                if missing.is_none_or(|outer| !path.starts_with(outer)) {
                    words.push(fault(path, &kind.tests[at].1, is_there));
                    missing = (!is_there).then_some(path);
                }
            }
            format!("; for {}, {}", name(kind), words.join(" and "))
        });
        let why = why.unwrap_or_default();
        self.report(Rule::NoEnvelope, true, start, trail, |_| {
            let expected = format!("kind: it is none of {}{why}", names.join(", "));
            (expected, "nothing".to_owned())
        });
    }

    /// The other kinds that have an event of a name on the wire, in words.
    #[cold]
    pub(super) fn kinds_with(&self, kind: &KindTable, text: &str) -> Option<String> {
        let value = wire_name(text)?;
        let model = self.checker.validator.model;
        let others = self.tables.frames.kinds.iter();
        let others = others.filter(|other| other.id != kind.id);
        let others = others.filter(|other| other.events.contains_key(&value));
        let others: Vec<_> = others
            .map(|other| format!("`{}`", model.frame(other.id).name))
            .collect();
        (!others.is_empty()).then(|| others.join(", "))
    }
}

impl KindTable {
    /// The tests that a frame with these texts fails, and whether their places are there.
    fn faults(&self, texts: &Texts<'_>) -> Vec<(usize, bool)> {
        let tests = self.tests.iter().enumerate();
        let failed = tests.filter(|(_, (place, need))| !need.is_met_by(texts[*place]));
        failed
            .map(|(at, (place, _))| (at, texts[*place].is_some()))
            .collect()
    }
}

/// What is wrong at a place, in words.
fn fault(path: &[Step], need: &Need, is_there: bool) -> String {
    let path = Path(segments(path));
    if !is_there {
        return format!("`{path}` is missing");
    }
    let what = match need {
        Need::Exists => "missing".to_owned(),
        Need::Object => "no object".to_owned(),
        Need::Array => "no array".to_owned(),
        Need::NotNull => "null".to_owned(),
        Need::Null => "not null".to_owned(),
        Need::Is(constant) => format!("not {constant}"),
    };
    format!("`{path}` is {what}")
}
