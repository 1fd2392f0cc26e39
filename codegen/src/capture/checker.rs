//! Checks batches: the work of each thread of a run.

use std::str::Utf8Error;

use tdproto_schema::model::TypeId;

use super::batch::{Batch, Cut, Dropped, Extent, Unit};
use super::values::RECORD_SEPARATOR;
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

/// The place of a value: its start in the batch, its place in an array or HAR, and its event.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    index: Option<usize>,
    message: Option<HarMessage>,
    event: Option<usize>,
    is_value: bool,
}

impl Place {
    fn at(start: usize, event: Option<usize>) -> Self {
        Self {
            start,
            index: None,
            message: None,
            event,
            is_value: true,
        }
    }
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

    /// Forgets the requests so far: what comes next belongs to another connection.
    pub(super) fn restart(&mut self) {
        self.checker.restart();
        self.connection = None;
    }

    pub(super) fn coverage(&self) -> &Coverage {
        &self.checker.coverage
    }

    /// Checks a batch; keeps at most `room` deviations.
    pub(super) fn batch(&mut self, batch: Batch, room: usize) -> BatchOutcome {
        let mut part = BatchOutcome::default();
        self.checker.deviations.take(room);
        match &batch.cut {
            Cut::Lines => self.lines(&batch.text, &mut part),
            Cut::Values(units) => self.values(&batch.text, units, &mut part),
            Cut::TooLong(dropped) => self.too_long(*dropped, &mut part),
        }
        self.place(&batch, &mut part);
        part.spare = batch;
        part
    }

    fn lines(&mut self, bytes: &[u8], part: &mut BatchOutcome) {
        // UTF-8 is checked at once, which is faster than line by line.
        let whole = std::str::from_utf8(bytes);
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            let range = start..end;
            start = end + 1;
            match whole {
                Ok(text) => self.line(&text[range.clone()], range.start, part),
                Err(_) => match std::str::from_utf8(&bytes[range.clone()]) {
                    Ok(text) => self.line(text, range.start, part),
                    Err(error) => {
                        part.values += 1;
                        self.not_utf8(bytes, range.start, error);
                        self.add_deviations(Place::at(range.start, None), part);
                    }
                },
            }
        }
    }

    /// Checks the values of a line: one, or several.
    fn line(&mut self, text: &str, start: usize, part: &mut BatchOutcome) {
        let is_blank = |byte: &u8| matches!(*byte, b' ' | b'\t' | b'\r' | RECORD_SEPARATOR);
        let Some(first) = text.as_bytes().iter().position(|byte| !is_blank(byte)) else {
            return;
        };
        let mut rest = &text[first..];
        while !rest.is_empty() {
            let start = start + text.len() - rest.len();
            part.values += 1;
            let event = self.value(&mut rest);
            self.add_deviations(Place::at(start, event), part);
        }
    }

    fn values(&mut self, bytes: &[u8], units: &[Unit], part: &mut BatchOutcome) {
        for unit in units {
            let event = self.unit(&bytes[unit.range.clone()], unit, part);
            let place = Place {
                start: unit.range.start,
                index: unit.index,
                message: unit.message,
                event,
                is_value: unit.problem.is_none(),
            };
            self.add_deviations(place, part);
        }
    }

    fn unit(&mut self, bytes: &[u8], unit: &Unit, part: &mut BatchOutcome) -> Option<usize> {
        if let Some(problem) = unit.problem {
            self.not_json(Rule::NotJson, "JSON", problem.to_owned(), 0);
            return None;
        }
        part.values += 1;
        let mut text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.not_utf8(bytes, 0, error);
                return None;
            }
        };
        let Some(message) = unit.message else {
            return self.value(&mut text);
        };
        if self.connection != Some(message.entry) {
            self.restart();
            self.connection = Some(message.entry);
        }
        match self.checker.message(text) {
            Message::Text(event) => event,
            Message::Binary => {
                (part.values, part.binary) = (part.values - 1, part.binary + 1);
                None
            }
            Message::Control => {
                (part.values, part.control) = (part.values - 1, part.control + 1);
                None
            }
        }
    }

    fn too_long(&mut self, dropped: Dropped, part: &mut BatchOutcome) {
        part.values += 1;
        let mebibytes = |bytes: u64| format!("a value of {} MiB", bytes >> 20);
        let expected = format!("{} at the most", mebibytes(MAX_VALUE as u64));
        self.not_json(Rule::TooLong, &expected, mebibytes(dropped.bytes), 0);
        self.add_deviations(Place::at(0, None), part);
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
    fn not_utf8(&mut self, bytes: &[u8], start: usize, error: Utf8Error) {
        let at = error.valid_up_to();
        let byte = bytes.get(start + at).copied().unwrap_or_default();
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
    fn add_deviations(&mut self, place: Place, part: &mut BatchOutcome) {
        if self.checker.deviations.total() > 0 {
            self.book(place, part);
        }
    }

    #[cold]
    fn book(&mut self, place: Place, part: &mut BatchOutcome) {
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
        let row = place.event.unwrap_or(self.table.len() - 1);
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
                event: place.event,
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
