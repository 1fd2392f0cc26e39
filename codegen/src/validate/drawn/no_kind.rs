//! Frames of no kind, and events that another kind has: what comes nearest to them.

use tdproto_schema::model::Step;

use super::kinds::{Texts, wire_name};
use super::tables::{KindTable, Need};
use crate::validate::check::Pass;
use crate::validate::path::segments;
use crate::validate::trail::Trail;
use crate::validate::words::shown;
use crate::validate::{Path, Rule};

/// The most faults of a frame with which it still is like one of a kind.
const MAX_FAULTS: usize = 2;

impl<'de> Pass<'_, '_, 'de> {
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
            .filter(|(_, faults)| is_alike(faults))
            // The name of an event of the kind says most, and a place with another value says more
            // than one that is missing.
            .min_by_key(|(kind, faults)| {
                let missing = faults.iter().filter(|(_, is_there)| !is_there);
                (!kind.has_event(texts), faults.len(), missing.count())
            });
        let why = nearest.map(|(kind, faults)| {
            let tests = model.frame(kind.id).tests();
            let mut missing: Option<&[Step]> = None;
            let mut words = Vec::new();
            for (at, is_there) in faults {
                let path = tests[at].0.as_slice();
                // What is in a missing place is missing, too.
                if missing.is_none_or(|outer| !path.starts_with(outer)) {
                    let (place, need) = &kind.tests[at];
                    words.push(fault(path, need, texts[*place]));
                    missing = (!is_there).then_some(path);
                }
            }
            format!("; for {}, {}", name(kind), words.join(" and "))
        });
        let form = texts[0].filter(|text| !text.starts_with(['{', '[']));
        let form = form.map(|text| format!("; it is {}", shown(text)));
        let why = why.or(form).unwrap_or_default();
        self.report(Rule::NoEnvelope, true, start, trail, |_| {
            let expected = format!("kind: it is none of {}{why}", names.join(", "));
            (expected, "nothing".to_owned())
        });
    }

    /// Returns true if a frame of a kind of the other side names no event of that, but one of a kind
    /// that its sender may use.
    #[cold]
    pub(super) fn is_rather_of_own_side(&self, kind: &KindTable, texts: &Texts<'_>) -> bool {
        let model = self.checker.validator.model;
        let is_reply = model.frame(kind.id).replies.is_some();
        if is_reply || kind.event.is_none() || self.event_of(kind, texts).is_some() {
            return false;
        }
        let direction = self.direction();
        let mut kinds = self.tables.frames.kinds.iter();
        kinds.any(|kind| {
            let sender = model.frame(kind.id).sender;
            direction.is_none_or(|direction| sender.sends(direction)) && kind.has_event(texts)
        })
    }

    /// The other kind that a frame is of but for the value of one constant, and that value, in words.
    /// The constant of that kind is in the place of the event's name.
    #[cold]
    pub(super) fn but_for_a_constant(
        &mut self,
        kind: &KindTable,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> Option<String> {
        let model = self.checker.validator.model;
        let direction = self.direction();
        let is_constant = |need: &Need| matches!(need, Need::Is(_));
        let others = self.tables.frames.kinds.iter().filter(|other| {
            let sender = model.frame(other.id).sender;
            let mut tests = other.tests.iter();
            tests.any(|(at, need)| Some(*at) == kind.event && is_constant(need))
                && direction.is_none_or(|direction| sender.sends(direction))
        });
        let others = others.filter_map(|other| match other.faults(texts).as_slice() {
            [(at, true)] => Some((other, *at)),
            _ => None,
        });
        let others = others.filter(|(other, at)| {
            let (place, need) = &other.tests[*at];
            is_constant(need) && Some(*place) != kind.event
        });
        let mut tried: Vec<_> = others
            .map(|(other, at)| (self.deviates_as(other, start, texts, trail), other, at))
            .collect();
        tried.sort_by_key(|(count, ..)| *count);
        let (other, at) = match tried.as_slice() {
            [(count, other, at), rest @ ..] if rest.first().is_none_or(|next| next.0 > *count) => {
                (*other, *at)
            }
            _ => return None,
        };
        let (place, need) = &other.tests[at];
        let other = model.frame(other.id);
        let words = fault(&other.tests()[at].0, need, texts[*place]);
        Some(format!("for `{}`, {words}", other.name))
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

/// Returns true if a frame with these faults is like one of the kind. The first test is whether it is
/// an object or an array.
fn is_alike(faults: &[(usize, bool)]) -> bool {
    faults.len() <= MAX_FAULTS && faults.first().is_none_or(|(at, _)| *at > 0)
}

impl KindTable {
    /// Returns true if a frame with these texts names an event of the kind.
    fn has_event(&self, texts: &Texts<'_>) -> bool {
        let name = self.event.and_then(|at| texts[at]).and_then(wire_name);
        name.is_some_and(|name| self.events.contains_key(&name))
    }

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
fn fault(path: &[Step], need: &Need, text: Option<&str>) -> String {
    let path = Path(segments(path));
    let Some(text) = text else {
        return format!("`{path}` is missing");
    };
    let what = match need {
        Need::Exists => "missing".to_owned(),
        Need::Object => "no object".to_owned(),
        Need::Array => "no array".to_owned(),
        Need::NotNull => "null".to_owned(),
        Need::Null => "not null".to_owned(),
        Need::Is(constant) => format!("{}, expected {constant}", shown(text)),
    };
    format!("`{path}` is {what}")
}
