//! Trials: a frame is checked as one of several kinds or events, to see which it fits best. Trials
//! report nothing, and nothing of them is counted.

use tdproto_schema::model::{Direction, EventId};

use super::kinds::Texts;
use super::tables::KindTable;
use crate::validate::check::{Checker, Options, Pass};
use crate::validate::trail::Trail;
use crate::validate::{Deviation, Rule};

/// What a frame is taken for in a trial.
#[derive(Clone, Copy)]
struct Trial<'v> {
    kind: &'v KindTable,
    /// The direction, if nothing else says it.
    named: Option<Direction>,
    /// The event, if nothing else says it.
    given: Option<EventId>,
}

impl<'v, 'de> Pass<'_, 'v, 'de> {
    /// The kind that a frame fits best, where nothing says who sent it; `first` counts if it fits.
    /// Kinds without the event of the frame are not tried.
    pub(super) fn best_fit(
        &mut self,
        first: usize,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> usize {
        if self.direction().is_some() {
            return first;
        }
        let candidates = self.candidates(first, texts);
        if candidates.len() < 2 {
            return first;
        }
        let kinds = &self.tables.frames.kinds;
        let mut best = (first, None, u64::MAX);
        for (at, named) in candidates {
            let trial = Trial {
                kind: &kinds[at],
                named,
                given: self.checker.given,
            };
            let (count, _) = self.trial(trial, start, texts, trail, 0);
            if count < best.2 {
                best = (at, named, count);
            }
            if count == 0 {
                break;
            }
        }
        self.named = best.1;
        best.0
    }

    /// The kinds to try, `first` before others. Where events of both sides have the same name, a kind
    /// is tried from each side.
    fn candidates(&mut self, first: usize, texts: &Texts<'_>) -> Vec<(usize, Option<Direction>)> {
        let kinds = &self.tables.frames.kinds;
        let others = (0..kinds.len()).filter(|at| *at != first && kinds[*at].is(texts));
        let all: Vec<usize> = std::iter::once(first).chain(others).collect();
        let mut found = Vec::new();
        for at in all {
            let kind = &kinds[at];
            let event = self.event_of(kind, texts);
            if kind.event.is_some() && event.is_none() {
                continue;
            }
            found.push((at, None));
            for direction in Direction::ALL {
                let before = self.named.replace(direction);
                let other = self.event_of(kind, texts);
                self.named = before;
                if other.is_some() && other != event {
                    found.push((at, Some(direction)));
                }
            }
        }
        found
    }

    /// Returns the number of deviations of a frame as one of a kind.
    pub(super) fn deviates_as(
        &mut self,
        kind: &'v KindTable,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> u64 {
        let trial = Trial {
            kind,
            named: self.named,
            given: self.checker.given,
        };
        self.trial(trial, start, texts, trail, 0).0
    }

    /// Reports a frame that says no event and fits none of its kind.
    pub(super) fn of_no_event(
        &mut self,
        kind: &'v KindTable,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) {
        let mut nearest: Option<(Trial<'v>, u64)> = None;
        for event in self.events_of(kind) {
            let trial = Trial {
                kind,
                named: self.named,
                given: Some(event),
            };
            let (count, _) = self.trial(trial, start, texts, trail, 0);
            if count == 0 {
                return;
            }
            if nearest.is_none_or(|(_, least)| count < least) {
                nearest = Some((trial, count));
            }
        }
        let Some((trial, _)) = nearest else { return };
        let (_, why) = self.trial(trial, start, texts, trail, usize::MAX);
        let model = self.checker.validator.model;
        let name = trial
            .given
            .map(|id| model.events()[id.index()].name.as_str());
        let why = why
            .zip(name)
            .map(|(why, name)| format!("; for {name}, {why}"));
        let kind = &model.frame(kind.id).name;
        self.report(Rule::UnknownEvent, true, start, trail, |_| {
            let found = format!(
                "of kind `{kind}` that fits the frame{}",
                why.unwrap_or_default()
            );
            ("an event of the kind".to_owned(), found)
        });
    }

    /// The events of a kind that the sender may send.
    fn events_of(&self, kind: &KindTable) -> Vec<EventId> {
        let direction = self.direction();
        let events = self.checker.validator.model.events_with_ids();
        let events = events.filter(|(_, event)| {
            event.frame == Some(kind.id) && direction.is_none_or(|from| event.is_sent(from))
        });
        events.map(|(id, _)| id).collect()
    }

    /// Returns the number of deviations that a frame has as what it is taken for, and the first of
    /// them if there is `room`.
    fn trial(
        &mut self,
        trial: Trial<'v>,
        start: usize,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
        room: usize,
    ) -> (u64, Option<Deviation>) {
        let options = Options {
            correlate: false,
            ..self.checker.options
        };
        let scratch = self.checker.scratch.take();
        let validator = self.checker.validator;
        let mut scratch = scratch.unwrap_or_else(|| Box::new(Checker::new(validator, options, 0)));
        scratch.deviations.take(room);
        scratch.keys.clear();
        scratch.given = trial.given;
        let mut pass = Pass::new(&mut scratch, self.text, self.base);
        (pass.side, pass.named) = (self.side, trial.named);
        let checked = pass.as_kind(trial.kind, start, texts.clone(), trail);
        let deviations = scratch.deviations.take(0);
        self.checker.scratch = Some(scratch);
        let count = checked.map_or(u64::MAX, |_| deviations.total());
        let mut kept = deviations.kept;
        kept.sort_by_key(|placed| placed.offset);
        (
            count,
            kept.into_iter().next().map(|placed| placed.deviation),
        )
    }
}
