//! Replies: the event of the request that each answers.

use tdproto_schema::model::{Direction, EventId, HoleKind, WireValue};

use super::kinds::{Texts, wire_name};
use super::requests::key;
use super::tables::KindTable;
use crate::validate::Rule;
use crate::validate::check::Pass;
use crate::validate::path::segments;
use crate::validate::trail::Trail;
use crate::validate::words::shown;

impl<'de> Pass<'_, '_, 'de> {
    /// The event that the caller gave, if it is one of the kind, or of the kind that it answers.
    pub(super) fn given(&self, kind: &KindTable) -> Option<EventId> {
        let model = self.checker.validator.model;
        let asked = model.frame(kind.id).replies;
        // A frame that says its event says more than the caller.
        let is_said = kind.event.is_some() && asked.is_none();
        let of = asked.unwrap_or(kind.id);
        let given = self.checker.given.filter(|_| !is_said);
        given.filter(|given| model.events()[given.index()].frame == Some(of))
    }

    /// The event of the request that a reply answers.
    pub(super) fn answered(
        &mut self,
        kind: &KindTable,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) -> Option<EventId> {
        let own = self.event_of(kind, texts);
        if let Some(given) = self.given(kind) {
            self.same_request(given, kind, texts, trail);
            return Some(given);
        }
        let text = kind.id_place.and_then(|at| texts[at]);
        let (Some(text), true) = (text, self.checker.options.correlate) else {
            return own;
        };
        let Some(id) = key(text) else { return own };
        let direction = self.direction_of(kind);
        let Some(asked) = self.checker.requests.take(&id, direction) else {
            if !self.checker.requests.has_forgotten() {
                let expected = "the id of a request that waits for its reply".to_owned();
                self.at_hole(
                    Rule::UnknownRequest,
                    kind,
                    (HoleKind::Id, text),
                    expected,
                    trail,
                );
            }
            return own;
        };
        // Nothing is known of the reply to an event that the model does not have.
        let asked = asked?;
        self.same_request(asked, kind, texts, trail);
        Some(asked)
    }

    /// Reports a reply that names another request than the one that it answers.
    fn same_request(
        &mut self,
        asked: EventId,
        kind: &KindTable,
        texts: &Texts<'de>,
        trail: &Trail<'_>,
    ) {
        let expected = self.checker.validator.model.events()[asked.index()].wire_name();
        let name = kind.event.and_then(|at| texts[at]);
        let other = name.filter(|name| wire_name(name).is_some_and(|name| name != expected));
        if let Some(name) = other {
            let expected = match expected {
                WireValue::Text(text) => format!("`{text}`, the event of the request"),
                WireValue::Int(number) => format!("{number}, the event of the request"),
            };
            self.at_hole(
                Rule::WrongType,
                kind,
                (HoleKind::Event, name),
                expected,
                trail,
            );
        }
    }

    /// Counts a reply, and keeps a request for its own.
    pub(super) fn count(&mut self, kind: &KindTable, event: Option<EventId>, texts: &Texts<'de>) {
        let model = self.checker.validator.model;
        if model.frame(kind.id).replies.is_some() {
            if let Some(event) = event {
                self.checker.coverage.replies[event.index()] += 1;
            }
            return;
        }
        if !self.checker.options.correlate || model.replies_to(kind.id).next().is_none() {
            return;
        }
        let text = kind.id_place.and_then(|at| texts[at]);
        if let Some(id) = text.and_then(key) {
            let direction = self.direction_of(kind);
            self.checker.requests.add(id, direction, event);
        }
    }

    /// The direction of a frame, by its kind or by what the options or the capture say.
    fn direction_of(&self, kind: &KindTable) -> Option<Direction> {
        let sender = self.checker.validator.model.frame(kind.id).sender;
        match sender.directions() {
            [only] => Some(*only),
            _ => self.direction(),
        }
    }

    #[cold]
    fn at_hole(
        &mut self,
        rule: Rule,
        kind: &KindTable,
        (hole, text): (HoleKind, &str),
        expected: String,
        trail: &Trail<'_>,
    ) {
        let shape = self.checker.validator.model.frame(kind.id);
        let mut path = trail.path();
        path.0
            .extend(segments(&shape.path_to(hole).unwrap_or_default()));
        let offset = self.offset_of(text);
        let refused = rule == Rule::WrongType;
        self.report_at(rule, refused, offset, path, (expected, shown(text)));
    }
}
