//! Checks the parts of a frame against its shape.

use tdproto_schema::model::{Hole, HoleKind, Member, Part};
use tdproto_wire::Error;

use super::Frame;
use super::kinds::is_constant;
use super::tables::KindTable;
use crate::validate::check::{Pass, Place};
use crate::validate::deviations::Placed;
use crate::validate::node::{NodeId, ParamsTable};
use crate::validate::path::segments;
use crate::validate::tables::{Shape, TupleTable};
use crate::validate::trail::Trail;
use crate::validate::unions::Tags;
use crate::validate::words::array_words;
use crate::validate::{Deviation, Path, Rule};

impl<'v> Pass<'_, 'v, '_> {
    /// Checks the value that comes next against a part of a shape.
    pub(super) fn part(
        &mut self,
        part: &'v Part,
        frame: &Frame<'_>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let byte = self.r.peek()?;
        match (part, byte) {
            (Part::Object(members), b'{') => self.object(members, frame, trail),
            (Part::Array(items), b'[') => self.array(items, frame, trail),
            (Part::Constant(constant), _) => {
                let start = self.r.offset();
                let text = self.r.raw()?;
                if !is_constant(text, constant) {
                    self.r.rewind(start);
                    self.wrong(Rule::UnknownValue, true, trail, |_| {
                        format!("the constant {constant}")
                    })?;
                }
                Ok(())
            }
            (Part::Null, b'n') => self.r.skip(),
            (Part::Hole(hole), _) => self.hole(*hole, frame, trail),
            // The last of several values under a key decides the kind; this is an earlier one.
            (Part::Object(_) | Part::Array(_) | Part::Null | Part::Items(_), _) => {
                self.wrong(Rule::WrongType, true, trail, |_| match part {
                    Part::Object(_) => "an object".to_owned(),
                    Part::Array(_) | Part::Items(_) => "an array".to_owned(),
                    Part::Null | Part::Constant(_) | Part::Hole(_) => "null".to_owned(),
                })
            }
        }
    }

    fn object(
        &mut self,
        members: &'v [Member],
        frame: &Frame<'_>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let flat = members.iter().find_map(|member| match member {
            Member::Flat(hole) => Some(*hole),
            Member::Key(..) => None,
        });
        let is_flat = flat.is_some_and(|hole| self.carried(hole, frame).is_some());
        let last = self.last_values(members)?;
        self.r.begin_object()?;
        let mut seen = vec![false; members.len()];
        let mut first = true;
        let mut before = self.r.offset();
        while let Some(key) = self.r.key(&mut first)? {
            let found = members
                .iter()
                .enumerate()
                .find_map(|(at, member)| match member {
                    Member::Key(known, part) if *known == *key => Some((at, part)),
                    Member::Key(..) | Member::Flat(_) => None,
                });
            let found = found.filter(|(_, part)| self.is_there(part, frame));
            let trail = trail.key(&key);
            match found {
                Some((at, part)) => {
                    // A flat value is checked with all keys of the object.
                    if std::mem::replace(&mut seen[at], true) && !is_flat {
                        self.duplicate(before, &trail);
                    }
                    self.r.peek()?;
                    let counts = last.get(at).is_none_or(|last| *last == self.r.offset());
                    match counts {
                        true => self.part(part, frame, &trail)?,
                        false => self.r.skip()?,
                    }
                }
                None if flat.is_some() => self.r.skip()?,
                None => self.unknown_key(before, &trail, |pass| pass.owner(frame))?,
            }
            before = self.r.offset();
        }
        for (member, seen) in members.iter().zip(seen) {
            if let (Member::Key(key, part), false) = (member, seen) {
                self.missing_place(part, frame, start, &trail.key(key));
            }
        }
        match flat {
            Some(hole) => self.flat(hole, members, frame, start, trail),
            None => Ok(()),
        }
    }

    /// The offsets of the last values of the keys of a shape in the object that comes next: receivers
    /// read no earlier ones. Nothing, if those are checked, too.
    fn last_values(&self, members: &[Member]) -> Result<Vec<usize>, Error> {
        if !self.checker.options.lenient {
            return Ok(Vec::new());
        }
        let mut last = vec![0; members.len()];
        let mut r = self.r.clone();
        r.begin_object()?;
        let mut first = true;
        while let Some(key) = r.key(&mut first)? {
            r.peek()?;
            let found = members.iter().position(|member| match member {
                Member::Key(known, _) => *known == *key,
                Member::Flat(_) => false,
            });
            if let Some(at) = found {
                last[at] = r.offset();
            }
            r.skip()?;
        }
        Ok(last)
    }

    /// Checks an object again as the value whose keys are in it, among those of the shape.
    fn flat(
        &mut self,
        hole: Hole,
        members: &'v [Member],
        frame: &Frame<'_>,
        start: usize,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let Some(carried) = self.carried(hole, frame) else {
            return Ok(());
        };
        let keys: Vec<&str> = members
            .iter()
            .filter_map(|member| match member {
                Member::Key(key, _) => Some(key.as_str()),
                Member::Flat(_) => None,
            })
            .collect();
        self.r.rewind(start);
        self.among(carried.node, &keys, None, trail)
    }

    /// Checks an object whose other keys are those of a shape.
    fn among(
        &mut self,
        node: NodeId,
        keys: &[&str],
        tags: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        if let Some((key, rest)) = keys.split_first() {
            let tags = Tags::around(key, None, tags);
            return self.among(node, rest, Some(&tags), trail);
        }
        let tables = self.tables;
        let shape = tables.node(node).shape;
        if let Shape::Entity(at) = shape {
            self.entity(&tables.entities[at], tags, trail)
        } else if let Shape::Union(at) = shape {
            self.union(at, tags, trail)
        } else {
            // The checks of a schema refuse other flat values.
            self.r.skip()
        }
    }

    fn array(
        &mut self,
        items: &'v [Part],
        frame: &Frame<'_>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        self.r.begin_array()?;
        let spread = items.iter().position(|item| match item {
            Part::Items(_) => true,
            Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Hole(_) => {
                false
            }
        });
        let (mut first, mut index) = (true, 0);
        while self.r.item(&mut first)? {
            let trail = trail.index(index);
            match (items.get(index), spread) {
                (_, Some(from)) if index >= from => {
                    self.spread(&items[from], (from, index - from), frame, &trail)?;
                }
                (Some(part), _) if self.is_there(part, frame) => self.part(part, frame, &trail)?,
                (Some(_) | None, _) => {
                    self.wrong(Rule::UnknownKey, false, &trail, |pass| pass.owner(frame))?;
                }
            }
            index += 1;
        }
        for (at, part) in items.iter().enumerate().skip(index) {
            self.missing_place(part, frame, start, &trail.index(at));
        }
        if let Some((Part::Items(hole), from)) =
            items.split_last().map(|(last, first)| (last, first.len()))
        {
            self.enough(*hole, (from, index), frame, start, trail);
        }
        Ok(())
    }

    /// Reports an array of `count` items that ends with a tuple, which begins at `from`, and has too
    /// few of its items.
    fn enough(
        &mut self,
        hole: Hole,
        (from, count): (usize, usize),
        frame: &Frame<'_>,
        start: usize,
        trail: &Trail<'_>,
    ) {
        let Some(carried) = self.carried(hole, frame) else {
            return;
        };
        if let Shape::Tuple(at) = self.tables.node(carried.node).shape
            && count.saturating_sub(from) < self.tables.tuples[at].needed
        {
            self.report(Rule::WrongType, true, start, trail, |pass| {
                let expected = pass.array_with(from, &pass.tables.tuples[at]);
                (expected, format!("an array of {count}"))
            });
        }
    }

    /// An array that ends with the items of a tuple, in words.
    fn array_with(&self, from: usize, tuple: &TupleTable) -> String {
        array_words(from + tuple.needed, from + tuple.items.len())
    }

    /// Checks an item of a value whose items are those of the array of the frame, `from` there on.
    fn spread(
        &mut self,
        part: &Part,
        (from, index): (usize, usize),
        frame: &Frame<'_>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let Part::Items(hole) = part else {
            return self.r.skip();
        };
        let Some(carried) = self.carried(*hole, frame) else {
            return self.r.skip();
        };
        let tables = self.tables;
        let shape = tables.node(carried.node).shape;
        if let Shape::List(item) = shape {
            self.value(item, Place::Item, trail)
        } else if let Shape::Tuple(at) = shape {
            match tables.tuples[at].items.get(index) {
                Some(item) => self.value(*item, Place::Item, trail),
                None => self.wrong(Rule::UnknownKey, false, trail, |pass| {
                    pass.array_with(from, &tables.tuples[at])
                }),
            }
        } else {
            // The checks of a schema refuse other values there.
            self.r.skip()
        }
    }

    fn hole(&mut self, hole: Hole, frame: &Frame<'_>, trail: &Trail<'_>) -> Result<(), Error> {
        let Some(carried) = self.carried(hole, frame) else {
            return self.r.skip();
        };
        // Receivers take null for none where a value may be missing.
        let is_error = hole.kind == HoleKind::Error && hole.may_be_missing;
        let is_none = self.checker.options.lenient && (carried.may_be_absent || is_error);
        if (carried.may_be_null || is_none) && self.r.null()? {
            return Ok(());
        }
        if hole.kind == HoleKind::Id && self.r.peek()? == b'n' {
            // Nobody could answer to null; where an id may be missing, receivers take it for none.
            return self.wrong(Rule::UnexpectedNull, !hole.may_be_missing, trail, |pass| {
                pass.described(carried.node)
            });
        }
        self.value(carried.node, Place::Field, trail)
    }

    /// Reports a place that a frame of the kind has, if this one must have it, too.
    fn missing_place(&mut self, part: &Part, frame: &Frame<'_>, start: usize, trail: &Trail<'_>) {
        let hole = match part {
            Part::Hole(hole) => hole,
            // They decide the kind, so that they are there, or are counted.
            Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Items(_) => {
                return;
            }
        };
        let Some(carried) = self.carried(*hole, frame) else {
            return;
        };
        if hole.may_be_missing || carried.may_be_absent {
            return;
        }
        let never_empty = self.tables.node(carried.node).never_empty[self.side as usize];
        let refused = never_empty && !carried.may_be_null;
        self.report(Rule::MissingKey, refused, start, trail, |pass| {
            (pass.described(carried.node), "nothing".to_owned())
        });
    }

    /// Returns true if a frame may have a part at all: one of an event without params has no place
    /// for any.
    fn is_there(&self, part: &Part, frame: &Frame<'_>) -> bool {
        let Part::Hole(hole) = part else { return true };
        let at = frame.event.map(tdproto_schema::model::EventId::index);
        hole.kind != HoleKind::Params || at.is_none_or(|at| self.tables.params[at].is_some())
    }

    /// The type of the value of a hole; `None` if it is not checked: the name of the event, or the
    /// body of a reply whose request is not known.
    fn carried(&self, hole: Hole, frame: &Frame<'_>) -> Option<ParamsTable> {
        let tables = &self.tables.frames;
        let model = self.checker.validator.model;
        let at = frame.event.map(tdproto_schema::model::EventId::index);
        match hole.kind {
            HoleKind::Event => None,
            HoleKind::Params => at.and_then(|at| self.tables.params[at]),
            HoleKind::Id => frame.kind.id_type,
            HoleKind::Result => at.and_then(|at| tables.replies[at]),
            HoleKind::Error => match at.and_then(|at| tables.errors[at]) {
                Some(node) => Some(ParamsTable {
                    node,
                    may_be_null: false,
                    may_be_absent: false,
                }),
                // Nothing is known of the error of a request that is not known.
                None if at.is_none() && model.has_own_errors(model.frame(frame.kind.id)) => None,
                None => frame.kind.error,
            },
            HoleKind::Field(field) => frame.kind.fields.get(field).copied(),
        }
    }

    fn owner(&self, frame: &Frame<'_>) -> String {
        let model = self.checker.validator.model;
        match frame.event {
            Some(id) => format!("a frame of {}", model.events()[id.index()].name),
            None => format!("a frame of kind `{}`", model.frame(frame.kind.id).name),
        }
    }

    /// The path to the name of the event of a kind.
    pub(super) fn path_of(&self, kind: &KindTable, trail: &Trail<'_>) -> Path {
        let shape = self.checker.validator.model.frame(kind.id);
        let mut path = trail.path();
        path.0.extend(segments(
            &shape.path_to(HoleKind::Event).unwrap_or_default(),
        ));
        path
    }

    /// Reports a deviation at a place that is not on the way of the check.
    #[cold]
    pub(super) fn report_at(
        &mut self,
        rule: Rule,
        refused: bool,
        offset: usize,
        path: Path,
        (expected, found): (String, String),
    ) {
        if self.checker.options.lenient && !refused {
            return;
        }
        let offset = self.base + offset;
        self.checker.deviations.add(rule, || Placed {
            deviation: Deviation {
                path,
                rule,
                expected,
                found,
            },
            offset,
        });
    }
}
