//! Checks batches: the work of each thread of a run.

use std::str::Utf8Error;

use tdproto_schema::model::TypeId;

use super::batch::{At, Batch, Cut, Extent, Refused, Visit};
use super::pool::Worker;
use super::{HarMessage, MAX_VALUE, Settings, Subject};
use crate::validate::{
    Checker, Counts, Coverage, Deviation, Message, Path, Placed, Rule, Segment, Validator,
};

/// A deviation with its place in a batch.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) deviation: Deviation,
    /// The position of the event in the model.
    pub(super) event: Option<usize>,
    pub(super) message: Option<HarMessage>,
    pub(super) at: Extent,
}

/// A deviation in the current batch, and its byte.
#[derive(Debug)]
struct Booked {
    offset: usize,
    event: Option<usize>,
    message: Option<HarMessage>,
    deviation: Deviation,
}

/// The outcome of a batch.
#[derive(Debug, Default)]
pub(super) struct BatchOutcome {
    /// The number of values, and the number of those that could not be parsed.
    pub(super) values: u64,
    pub(super) unparsed: u64,
    /// The number of binary messages of a HAR, and of those that are no data at all.
    pub(super) binary: u64,
    pub(super) control: u64,
    /// The number of values that deviate, and the number of all their deviations.
    pub(super) deviating: u64,
    pub(super) deviations: u64,
    /// The first deviations, in the order of their places.
    pub(super) found: Vec<Located>,
    /// The length of the text.
    pub(super) extent: Extent,
    /// The batch, whose memory can be used again.
    pub(super) spare: Batch,
}

/// A checker of one batch after another.
pub(super) struct BatchChecker<'v> {
    checker: Checker<'v>,
    entity: Option<TypeId>,
    /// Deviations by event; the last place is that of values without one.
    pub(super) table: Vec<Counts>,
    found: Vec<Booked>,
    /// The connection of the last message of a HAR.
    connection: Option<usize>,
}

impl Worker for BatchChecker<'_> {
    type Outcome = BatchOutcome;

    /// Checks a batch; keeps at most `room` deviations.
    fn batch(&mut self, batch: Batch, room: usize) -> BatchOutcome {
        let mut part = BatchOutcome::default();
        self.checker.deviations.take(room);
        batch.visit(&mut Visitor {
            checker: self,
            part: &mut part,
        });
        self.place(&batch, &mut part);
        part.spare = batch;
        part
    }

    /// Forgets the requests so far: what comes next belongs to another connection.
    fn restart(&mut self) {
        self.checker.restart();
        self.connection = None;
    }
}

/// A checker on its way through a batch.
struct Visitor<'c, 'v> {
    checker: &'c mut BatchChecker<'v>,
    part: &'c mut BatchOutcome,
}

impl Visit for Visitor<'_, '_> {
    #[inline]
    fn value(&mut self, rest: &mut &str, at: At) {
        self.part.values += 1;
        let event = self.checker.value(rest);
        self.checker.add_deviations(at, event, self.part);
    }

    fn message(&mut self, text: &str, message: HarMessage, at: At) {
        let Self { checker, part } = self;
        if checker.connection != Some(message.entry) {
            checker.restart();
            checker.connection = Some(message.entry);
        }
        let event = match checker.checker.message(text) {
            Message::Text(event) => {
                part.values += 1;
                event
            }
            Message::Binary => {
                part.binary += 1;
                None
            }
            Message::Control => {
                part.control += 1;
                None
            }
        };
        checker.add_deviations(at, event, part);
    }

    fn refused(&mut self, refused: Refused<'_>, at: At) {
        self.part.values += u64::from(at.is_value);
        self.checker.refused(refused);
        self.checker.add_deviations(at, None, self.part);
    }
}

impl<'v> BatchChecker<'v> {
    pub(super) fn new(validator: &'v Validator<'v>, settings: &Settings) -> Self {
        let checker = Checker::new(validator, settings.options, 0);
        Self {
            entity: match settings.subject {
                Subject::Frames => None,
                Subject::Entity(id) => Some(id),
            },
            table: vec![[0; Rule::ALL.len()]; checker.coverage.events.len() + 1],
            checker,
            found: Vec::new(),
            connection: None,
        }
    }

    pub(super) fn coverage(&self) -> &Coverage {
        &self.checker.coverage
    }

    /// Reports what is no value.
    #[cold]
    fn refused(&mut self, refused: Refused<'_>) {
        let mebibytes = |bytes: u64| format!("a value of {} MiB", bytes >> 20);
        match refused {
            Refused::NotUtf8(bytes, error) => self.not_utf8(bytes, error),
            Refused::Problem(problem) => {
                self.not_json(Rule::NotJson, "JSON", problem.to_owned(), 0);
            }
            Refused::TooLong(dropped) => {
                let expected = format!("{} at the most", mebibytes(MAX_VALUE as u64));
                self.not_json(Rule::TooLong, &expected, mebibytes(dropped.bytes), 0);
            }
        }
    }

    #[inline]
    fn value(&mut self, rest: &mut &str) -> Option<usize> {
        match self.entity {
            None => self.checker.line(rest),
            Some(id) => {
                self.checker.entity_on_line(rest, id);
                None
            }
        }
    }

    #[cold]
    fn not_utf8(&mut self, bytes: &[u8], error: Utf8Error) {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        self.not_json(Rule::NotJson, "UTF-8", format!("byte 0x{byte:02x}"), at);
    }

    fn not_json(&mut self, rule: Rule, expected: &str, found: String, offset: usize) {
        self.checker.deviations.add(rule, || Placed {
            deviation: Deviation {
                path: Path::default(),
                rule,
                expected: expected.to_owned(),
                found,
            },
            offset,
        });
    }

    /// Books the deviations of a value, if it has any.
    #[inline]
    fn add_deviations(&mut self, at: At, event: Option<usize>, part: &mut BatchOutcome) {
        if self.checker.deviations.total() > 0 {
            self.book(at, event, part);
        }
    }

    #[cold]
    fn book(&mut self, place: At, event: Option<usize>, part: &mut BatchOutcome) {
        let room = self.checker.deviations.room();
        let found = self
            .checker
            .deviations
            .take(room - self.checker.deviations.kept.len());
        part.deviating += 1;
        part.deviations += found.total();
        let unparsed = [Rule::NotJson, Rule::TooDeep, Rule::TooLong];
        let is_unparsed = unparsed.iter().any(|rule| found.counts[*rule as usize] > 0);
        part.unparsed += u64::from(is_unparsed && place.is_value);
        let row = event.unwrap_or(self.table.len() - 1);
        for (sum, count) in self.table[row].iter_mut().zip(found.counts) {
            *sum += count;
        }
        for Placed {
            mut deviation,
            offset,
        } in found.kept
        {
            if let Some(index) = place.index {
                deviation.path.0.insert(0, Segment::Index(index));
            }
            self.found.push(Booked {
                offset: place.start + offset,
                event,
                message: place.message,
                deviation,
            });
        }
    }

    /// Works out lines and columns, in one pass.
    fn place(&mut self, batch: &Batch, part: &mut BatchOutcome) {
        let (mut done, mut extent) = (0, Extent::default());
        self.found.sort_by_key(|booked| booked.offset);
        for booked in self.found.drain(..) {
            let offset = booked.offset.min(batch.text.len());
            extent.go(&batch.text[done..offset]);
            done = offset;
            part.found.push(Located {
                deviation: booked.deviation,
                event: booked.event,
                message: booked.message,
                at: extent,
            });
        }
        extent.go(&batch.text[done..]);
        part.extent = match &batch.cut {
            Cut::Lines | Cut::Values(_) => extent,
            Cut::TooLong(dropped) => dropped.extent,
        };
    }
}
