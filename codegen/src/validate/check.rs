//! Checks the text of values along their types: no tree is made, and nothing is allocated for valid
//! values.

use tdproto_schema::model::{Direction, EventId, Type, TypeId};
use tdproto_wire::{Error, ErrorKind, MAX_DEPTH, Reader};

use super::coverage::Coverage;
use super::deviations::{Deviations, Placed};
use super::drawn::requests::Requests;
use super::node::NodeId;
use super::tables::{Shape, Tables, TupleTable};
use super::trail::Trail;
use super::words::{described, scalar_words, shown};
use super::{Deviation, Rule, Side, Validator};

/// Checks one text after another by one model, and keeps the deviations and the coverage.
#[derive(Debug, Clone)]
pub struct Checker<'v> {
    pub(super) validator: &'v Validator<'v>,
    /// The deviations of the texts so far.
    pub deviations: Deviations,
    /// The parts of the model that the texts had.
    pub coverage: Coverage,
    pub(super) options: Options,
    /// The follower of each field the last time, since senders keep an order of keys. Each entity
    /// has a place more than fields, for the first of its keys.
    pub(super) followers: Vec<u32>,
    /// The event that came last, which is likely to come again.
    pub(super) last_event: usize,
    /// The hashes of the keys of the maps that the value is inside of.
    pub(super) keys: Vec<u64>,
    /// The event of the next frame, or of its request, if the caller knows it.
    pub(super) given: Option<EventId>,
    /// The requests that wait for their replies.
    pub(super) requests: Requests,
    /// A checker for trials, once there was one.
    pub(super) scratch: Option<Box<Self>>,
}

/// The strictness and the view of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// True if a value deviates only if a receiver cannot take it.
    pub lenient: bool,
    /// True if the protocol's placeholders are accepted in place of values.
    pub placeholders: bool,
    /// The sender: a frame of an event that the other side sends deviates.
    pub side: Side,
    /// True if replies are checked by the requests that they answer, which come before them.
    pub correlate: bool,
}

impl<'v> Checker<'v> {
    /// Returns a checker that keeps at most `room` deviations.
    #[must_use]
    pub fn new(validator: &'v Validator<'v>, options: Options, room: usize) -> Self {
        let tables = &validator.tables;
        Self {
            validator,
            deviations: Deviations::with_room(room),
            coverage: Coverage::new(tables),
            options,
            followers: vec![0; tables.field_count + tables.entities.len()],
            last_event: 0,
            keys: Vec::new(),
            given: None,
            requests: Requests::default(),
            scratch: None,
        }
    }

    /// Forgets the requests so far: what comes next belongs to another connection.
    pub fn restart(&mut self) {
        self.requests = Requests::default();
    }

    /// Checks the text of a value of a declared type.
    pub fn entity(&mut self, mut text: &str, id: TypeId) {
        self.entity_of(&mut text, id, false);
    }

    /// Checks a value of a declared type on a line; another object or array behind it is left in
    /// `rest`, to be checked next.
    #[cfg(feature = "gate")]
    pub(crate) fn entity_on_line(&mut self, rest: &mut &str, id: TypeId) {
        self.entity_of(rest, id, true);
    }

    fn entity_of(&mut self, rest: &mut &str, id: TypeId, several: bool) {
        let text = std::mem::take(rest);
        let validator = self.validator;
        if let Some(node) = validator
            .tables
            .find_declared(validator.model, &Type::Named(id))
        {
            self.checked(|checker| {
                let mut pass = Pass::new(checker, text, 0);
                pass.value(node, Place::Field, &Trail::ROOT)?;
                pass.end(rest, several)?;
                pass.halves(&Trail::ROOT)
            });
        }
    }

    /// Checks the text of one value of a type that the model has.
    pub(super) fn value(&mut self, text: &str, node: NodeId) {
        self.checked(|checker| {
            let mut pass = Pass::new(checker, text, 0);
            pass.value(node, Place::Field, &Trail::ROOT)?;
            pass.r.end()?;
            pass.halves(&Trail::ROOT)
        });
    }

    /// Runs a check. If the text is not JSON, only that deviation is kept.
    pub(super) fn checked<T>(
        &mut self,
        check: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Option<T> {
        self.deviations.mark();
        self.keys.clear();
        match check(self) {
            Ok(value) => Some(value),
            Err(error) => {
                self.deviations.back_to_mark();
                self.not_json(&error);
                None
            }
        }
    }

    #[cold]
    fn not_json(&mut self, error: &Error) {
        let (rule, expected, found) = if matches!(error.kind(), ErrorKind::TooDeep(_)) {
            let expected = format!("at most {MAX_DEPTH} levels");
            (Rule::TooDeep, expected, "nested too deeply".to_owned())
        } else {
            (Rule::NotJson, "JSON".to_owned(), error.kind().to_string())
        };
        self.deviations.add(rule, || Placed {
            deviation: Deviation {
                path: Trail::ROOT.path(),
                rule,
                expected,
                found,
            },
            offset: error.offset(),
        });
    }
}

/// The holder of a value: a receiver takes `null` for a field, but not for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Field,
    Item,
}

/// A text on its way through a checker.
pub(super) struct Pass<'c, 'v, 'de> {
    pub(super) checker: &'c mut Checker<'v>,
    pub(super) tables: &'v Tables,
    pub(super) r: Reader<'de>,
    pub(super) text: &'de str,
    /// The offset of the text in the text that reported positions count from.
    pub(super) base: usize,
    pub(super) side: Side,
    /// The direction that a capture names, which says who sent an event that both sides send.
    pub(super) named: Option<Direction>,
}

impl<'c, 'v, 'de> Pass<'c, 'v, 'de> {
    pub(super) fn new(checker: &'c mut Checker<'v>, text: &'de str, base: usize) -> Self {
        Self {
            tables: &checker.validator.tables,
            side: checker.options.side,
            named: None,
            checker,
            r: Reader::of_text(text),
            text,
            base,
        }
    }

    /// Ends the value: nothing may follow. If there may be `several` values, an object or array may
    /// follow, with which `rest` begins then.
    #[inline]
    pub(super) fn end(&mut self, rest: &mut &'de str, several: bool) -> Result<(), Error> {
        if let Err(error) = self.r.end() {
            let behind = &self.text[self.r.offset()..];
            if !(several && behind.starts_with(['{', '['])) {
                return Err(error);
            }
            *rest = behind;
        }
        Ok(())
    }

    /// Checks a value, and the constraints of its type; `null` must be one of its type.
    #[inline]
    pub(super) fn value(
        &mut self,
        id: NodeId,
        place: Place,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        match &self.tables.node(id).limits {
            None => self.of_type(id, place, trail),
            Some(limits) => self.limited(id, place, trail, limits),
        }
    }

    /// Checks a value by its type alone.
    pub(super) fn of_type(
        &mut self,
        id: NodeId,
        place: Place,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let byte = self.r.peek()?;
        let tables = self.tables;
        let node = tables.node(id);
        if byte == b'"' && self.checker.options.placeholders && self.placeholder(id, trail)? {
            return Ok(());
        }
        match (node.shape, byte) {
            (Shape::Any, _) | (Shape::Text(_), b'"') | (Shape::Bool(_), b't' | b'f') => {
                self.r.skip()
            }
            (Shape::Datetime(allow_empty), b'"') => self.datetime(id, allow_empty, trail),
            (Shape::Bytes, b'"') => self.bytes(trail),
            (Shape::Number(scalar), b'-' | b'0'..=b'9') => self.number(scalar, trail),
            (Shape::Integer(scalar, below, above), b'-' | b'0'..=b'9') => {
                self.integer(scalar, below, above, trail).map(drop)
            }
            (Shape::Entity(at), b'{') => self.entity(&tables.entities[at], None, trail),
            (Shape::Union(at), _) if tables.unions[at].begins_with(byte) => {
                self.union(at, None, trail)
            }
            (Shape::Enum(at), b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'{' | b'[') => {
                self.enumeration(&tables.enums[at], byte, trail)
            }
            (Shape::Nullable(_) | Shape::Null, b'n') => self.r.skip(),
            (Shape::Nullable(item), _) => self.value(item, place, trail),
            (Shape::Constant(at), b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'{' | b'[') => {
                self.constant(id, &tables.constants[at], trail)
            }
            (Shape::List(item), b'[') => self.list(item, trail),
            (Shape::Tuple(at), b'[') => self.tuple(id, &tables.tuples[at], trail),
            (Shape::Map(key, item), b'{') => self.map(key, item, trail),
            (_, b'n') => {
                let refused = place == Place::Item || node.never_empty[self.side as usize];
                self.wrong(Rule::UnexpectedNull, refused, trail, |pass| {
                    pass.described(id)
                })
            }
            (
                Shape::Text(scalar)
                | Shape::Bool(scalar)
                | Shape::Number(scalar)
                | Shape::Integer(scalar, ..),
                _,
            ) => self.wrong(Rule::WrongType, true, trail, |_| scalar_words(scalar)),
            (
                Shape::Null
                | Shape::Datetime(_)
                | Shape::Bytes
                | Shape::Entity(_)
                | Shape::Union(_)
                | Shape::Enum(_)
                | Shape::Constant(_)
                | Shape::List(_)
                | Shape::Tuple(_)
                | Shape::Map(..),
                _,
            ) => self.wrong(Rule::WrongType, true, trail, |pass| pass.described(id)),
        }
    }

    fn list(&mut self, item: NodeId, trail: &Trail<'_>) -> Result<(), Error> {
        self.r.begin_array()?;
        let (mut first, mut index) = (true, 0);
        while self.r.item(&mut first)? {
            self.value(item, Place::Item, &trail.index(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Checks a tuple. Further items are like keys that the schema does not know.
    fn tuple(&mut self, id: NodeId, table: &TupleTable, trail: &Trail<'_>) -> Result<(), Error> {
        let (mut first, mut index, start) = (true, 0, self.r.offset());
        self.r.begin_array()?;
        while self.r.item(&mut first)? {
            match table.items.get(index) {
                Some(item) => self.value(*item, Place::Item, &trail.index(index))?,
                None => {
                    let words = |pass: &Self| pass.described(id);
                    self.wrong(Rule::UnknownKey, false, &trail.index(index), words)?;
                }
            }
            index += 1;
        }
        if index < table.needed {
            let found = format!("an array of {index}");
            self.report(Rule::WrongType, true, start, trail, |pass| {
                (pass.described(id), found)
            });
        }
        Ok(())
    }

    /// Returns true if the next text is a placeholder; reports one that is not allowed here.
    fn placeholder(&mut self, id: NodeId, trail: &Trail<'_>) -> Result<bool, Error> {
        let start = self.r.offset();
        let text = self.r.string()?;
        let validator = self.checker.validator;
        let Some(meaning) = validator.placeholder(&text) else {
            self.r.rewind(start);
            return Ok(false);
        };
        // Where null may be, a placeholder stands for the other values.
        let id = match self.tables.node(id).shape {
            Shape::Nullable(item) => item,
            Shape::Null
            | Shape::Any
            | Shape::Text(_)
            | Shape::Datetime(_)
            | Shape::Bytes
            | Shape::Bool(_)
            | Shape::Number(_)
            | Shape::Integer(..)
            | Shape::Entity(_)
            | Shape::Union(_)
            | Shape::Enum(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Constant(_)
            | Shape::Map(..) => id,
        };
        if !validator.agrees(&self.tables.node(id).ty, meaning) {
            self.report(Rule::WrongType, true, start, trail, |pass| {
                let found = format!("a placeholder for {}", described(validator.model, meaning));
                (pass.described(id), found)
            });
        }
        Ok(true)
    }

    /// Reports a value that does not conform, and skips it.
    #[cold]
    pub(super) fn wrong(
        &mut self,
        rule: Rule,
        refused: bool,
        trail: &Trail<'_>,
        expected: impl FnOnce(&Self) -> String,
    ) -> Result<(), Error> {
        self.r.peek()?;
        let start = self.r.offset();
        let found = self.r.raw()?;
        self.report(rule, refused, start, trail, |pass| {
            (expected(pass), shown(found))
        });
        Ok(())
    }

    /// Reports a deviation; `refused` is true if a receiver cannot take it either.
    pub(super) fn report(
        &mut self,
        rule: Rule,
        refused: bool,
        offset: usize,
        trail: &Trail<'_>,
        words: impl FnOnce(&Self) -> (String, String),
    ) {
        if self.checker.options.lenient && !refused {
            return;
        }
        let mut found = std::mem::take(&mut self.checker.deviations);
        found.add(rule, || {
            let (expected, seen) = words(self);
            Placed {
                deviation: Deviation {
                    path: trail.path(),
                    rule,
                    expected,
                    found: seen,
                },
                offset: self.base + offset,
            }
        });
        self.checker.deviations = found;
    }

    pub(super) fn described(&self, id: NodeId) -> String {
        described(self.checker.validator.model, &self.tables.node(id).ty)
    }

    pub(super) fn name(&self, id: TypeId) -> &'v str {
        &self.checker.validator.model.ty(id).name
    }
}
