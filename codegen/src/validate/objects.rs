//! Checks objects: entities, whose keys are known, and maps, whose keys are not.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tdproto_schema::model::{Scalar, integer_key};
use tdproto_wire::{Error, Reader};

use super::check::{Pass, Place};
use super::node::NodeId;
use super::tables::{EntityTable, Shape};
use super::trail::Trail;
use super::unions::Tags;
use super::words::{described, quoted, scalar_words, shown};
use super::{Rule, Side};
use crate::datetime::is_rfc3339;

/// The number of words of 64 fields that have room on the stack.
const FEW: usize = 4;

impl<'v> Pass<'_, 'v, '_> {
    pub(super) fn map(
        &mut self,
        key_type: NodeId,
        item: NodeId,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.peek().map(|_| self.r.offset())?;
        self.r.begin_object()?;
        let bottom = self.checker.keys.len();
        let (mut first, mut behind) = (true, None);
        let mut before = self.r.offset();
        while let Some(key) = self.r.key(&mut first)? {
            let trail = trail.key(&key);
            self.checker.keys.push(hash(&key));
            self.map_key(key_type, &key, before, &trail);
            self.counted(&key, &mut behind, |pass| {
                pass.value(item, Place::Item, &trail)
            })?;
            before = self.r.offset();
        }
        let keys = &mut self.checker.keys[bottom..];
        keys.sort_unstable();
        let twice = keys.windows(2).any(|pair| pair[0] == pair[1]);
        self.checker.keys.truncate(bottom);
        if twice {
            self.duplicates(start, trail)?;
        }
        Ok(())
    }

    /// Checks a key of a map against its type. In JSON, a key is a text for every type.
    fn map_key(&mut self, id: NodeId, key: &str, before: usize, trail: &Trail<'_>) {
        let tables = self.tables;
        let meaning = self
            .checker
            .options
            .placeholders
            .then(|| self.checker.validator.placeholder(key))
            .flatten();
        if let Some(meaning) = meaning {
            if !self.checker.validator.agrees(&tables.node(id).ty, meaning) {
                let found = format!(
                    "a placeholder for {}",
                    described(self.checker.validator.model, meaning)
                );
                self.report(
                    Rule::WrongType,
                    true,
                    self.key_start(before),
                    trail,
                    |pass| (pass.described(id), found),
                );
            }
            return;
        }
        let (rule, expected) = match tables.node(id).shape {
            Shape::Any | Shape::Text(_) => return self.limited_key(id, key, before, trail),
            Shape::Datetime(allow_empty) => {
                if is_rfc3339(key) || allow_empty && key.is_empty() {
                    return;
                }
                let found = format!("the key {}", quoted(key));
                let expected = self.described(id);
                self.report(
                    Rule::WrongFormat,
                    false,
                    self.key_start(before),
                    trail,
                    |_| (expected, found),
                );
                return;
            }
            Shape::Integer(scalar, ..) => match integer(scalar, key) {
                Ok(_) => return self.limited_key(id, key, before, trail),
                Err(rule) => (rule, self.described(id)),
            },
            Shape::Enum(at) => {
                let table = &tables.enums[at];
                let found = match table.base.is_integer() {
                    true => match integer(table.base, key) {
                        Ok(number) => {
                            let number = i64::try_from(number).ok();
                            number.and_then(|number| table.number(number))
                        }
                        Err(rule) => {
                            // `described` names the enum, which says nothing of digits and ranges.
                            let words = scalar_words(table.base);
                            return self.wrong_key(rule, words, key, before, trail);
                        }
                    },
                    false => table.text(key),
                };
                match found {
                    Some(at) => {
                        self.checker.coverage.values[table.first_value + at] += 1;
                        return;
                    }
                    None if !table.is_closed => return,
                    None => (
                        Rule::UnknownValue,
                        format!("a value of `{}`", self.name(table.id)),
                    ),
                }
            }
            Shape::Bytes
            | Shape::Null
            | Shape::Bool(_)
            | Shape::Number(_)
            | Shape::Entity(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Nullable(_)
            | Shape::Constant(_)
            | Shape::Map(..) => (Rule::WrongType, self.described(id)),
        };
        self.wrong_key(rule, expected, key, before, trail);
    }

    #[cold]
    fn wrong_key(
        &mut self,
        rule: Rule,
        expected: String,
        key: &str,
        before: usize,
        trail: &Trail<'_>,
    ) {
        let found = format!("the key {}", quoted(key));
        self.report(rule, true, self.key_start(before), trail, |_| {
            (expected, found)
        });
    }

    pub(super) fn entity(
        &mut self,
        table: &'v EntityTable,
        tags: Option<&Tags<'_>>,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let mut seen_tags = 0;
        let (mut few, mut many) = ([0; FEW], Vec::new());
        let words = table.required(self.side).len();
        let seen = match few.get_mut(..words) {
            Some(seen) => seen,
            None => {
                many.resize(words, 0);
                many.as_mut_slice()
            }
        };
        let mut slot = table.first_slot;
        self.r.begin_object()?;
        let (mut first, mut behind) = (true, None);
        let mut before = self.r.offset();
        while let Some(key) = self.r.key(&mut first)? {
            let likely = self.checker.followers[slot] as usize;
            let is_likely = table
                .fields
                .get(likely)
                .is_some_and(|field| *field.name == *key);
            let at = if is_likely {
                Some(likely)
            } else {
                table.find(&key)
            };
            match at {
                Some(at) => {
                    if !is_likely {
                        self.checker.followers[slot] = u32::try_from(at).unwrap_or(u32::MAX);
                    }
                    slot = table.first_slot + 1 + at;
                    let bit = 1_u64 << (at % 64);
                    let twice = seen[at / 64] & bit != 0;
                    seen[at / 64] |= bit;
                    let trail = trail.key(&key);
                    if twice {
                        self.duplicate(before, &trail);
                    }
                    // Receivers read the last tag only, though the entity has it as a field.
                    let is_replaced = self.checker.options.lenient
                        && tags.is_some_and(|tags| {
                            self.r.peek().is_ok() && tags.is_replaced(&key, self.r.offset())
                        });
                    match is_replaced {
                        true => self.r.skip()?,
                        false => self.counted(&key, &mut behind, |pass| {
                            pass.field(table, at, before, &trail)
                        })?,
                    }
                }
                None => match tags.and_then(|tags| tags.bit(&key)) {
                    Some(bit) => {
                        self.repeated_tag(&mut seen_tags, bit, before, &trail.key(&key))?;
                    }
                    None => {
                        let owner = |pass: &Self| format!("`{}`", pass.name(table.id));
                        self.unknown_key(before, &trail.key(&key), owner)?;
                    }
                },
            }
            before = self.r.offset();
        }
        for (word, required) in table.required(self.side).iter().enumerate() {
            let missing = required & !seen[word];
            if missing != 0 {
                self.missing(table, word, missing, start, trail);
            }
        }
        Ok(())
    }

    /// Checks the value of a field whose key was read.
    #[inline]
    fn field(
        &mut self,
        table: &EntityTable,
        at: usize,
        before: usize,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        self.checker.coverage.fields[table.first_field + at] += 1;
        let field = &table.fields[at];
        if field.readonly && self.side == Side::Client {
            return self.not_a_key(Rule::ReadonlyKey, before, trail, |_| "nothing".to_owned());
        }
        // Receivers take null for none where the key may be missing.
        let may_be_null = field.may_be_null || self.checker.options.lenient && field.may_be_absent;
        if may_be_null && self.r.null()? {
            return Ok(());
        }
        match field.bounds.is_empty() {
            true => self.value(field.node, Place::Field, trail),
            false => self.bounded(field, trail),
        }
    }

    #[cold]
    fn missing(
        &mut self,
        table: &EntityTable,
        word: usize,
        mut missing: u64,
        start: usize,
        trail: &Trail<'_>,
    ) {
        while missing != 0 {
            let field = &table.fields[word * 64 + missing.trailing_zeros() as usize];
            missing &= missing - 1;
            // Receivers take a missing key for null, or else for an empty value.
            let never_empty = self.tables.node(field.node).never_empty[self.side as usize];
            let refused = never_empty && !field.may_be_null;
            self.report(
                Rule::MissingKey,
                refused,
                start,
                &trail.key(&field.name),
                |pass| (pass.described(field.node), "nothing".to_owned()),
            );
        }
    }

    /// Reports a key that the schema does not know, and skips its value.
    #[cold]
    pub(super) fn unknown_key(
        &mut self,
        before: usize,
        trail: &Trail<'_>,
        owner: impl FnOnce(&Self) -> String,
    ) -> Result<(), Error> {
        self.not_a_key(Rule::UnknownKey, before, trail, owner)
    }

    #[cold]
    fn not_a_key(
        &mut self,
        rule: Rule,
        before: usize,
        trail: &Trail<'_>,
        expected: impl FnOnce(&Self) -> String,
    ) -> Result<(), Error> {
        let found = self.r.raw()?;
        self.report(rule, false, self.key_start(before), trail, |pass| {
            (expected(pass), shown(found))
        });
        Ok(())
    }

    /// Reports a key that its object already has.
    #[cold]
    pub(super) fn duplicate(&mut self, before: usize, trail: &Trail<'_>) {
        self.report(
            Rule::DuplicateKey,
            false,
            self.key_start(before),
            trail,
            |_| ("each key once".to_owned(), "it again".to_owned()),
        );
    }

    /// Reports the keys that a map has more than once. Equal hashes say that there may be some.
    #[cold]
    fn duplicates(&mut self, start: usize, trail: &Trail<'_>) -> Result<(), Error> {
        let mut known = HashSet::new();
        let end = self.r.offset();
        let mut again = Reader::of_text(&self.text[start..end]);
        again.begin_object()?;
        let mut first = true;
        let mut before = again.offset();
        while let Some(key) = again.key(&mut first)? {
            again.skip()?;
            if known.contains(&key) {
                self.duplicate(start + before, &trail.key(&key));
            } else {
                known.insert(key);
            }
            before = again.offset();
        }
        Ok(())
    }

    /// Returns the offset of the next key at or behind `before`.
    pub(super) fn key_start(&self, before: usize) -> usize {
        let rest = self.text.get(before..).unwrap_or_default();
        before + rest.find('"').unwrap_or_default()
    }
}

/// The integer that a key is, or the rule that it breaks.
fn integer(scalar: Scalar, key: &str) -> Result<i128, Rule> {
    match integer_key(key) {
        Some(number) if scalar.holds(number) => Ok(number),
        Some(_) => Err(Rule::OutOfRange),
        None => Err(Rule::WrongType),
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
