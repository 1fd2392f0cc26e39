//! Checks the constraints of values whose types are right. No receiver refuses a value by them.

use std::collections::BTreeSet;

use tdproto_schema::model::{Bounds, JsonScalar, Number, Scalar, Type, integer_key};
use tdproto_wire::{Bytes, Error, Reader};

use super::Rule;
use super::check::{Pass, Place};
use super::limits::Limits;
use super::node::NodeId;
use super::tables::FieldTable;
use super::trail::Trail;
use super::words::{quoted, shown};

/// A value as constraints see it.
enum Measured {
    Integer(i128),
    Number(f64),
    Text(String),
    Bytes(usize),
    Items(usize),
    Entries(usize),
}

impl Measured {
    /// Returns true if the value is within bounds.
    fn is_within(&self, bounds: Bounds) -> bool {
        match self {
            Self::Integer(number) => bounds.allow_integer(*number),
            Self::Number(number) => Number::of(*number).is_none_or(|number| bounds.allow(number)),
            Self::Text(text) => bounds.allow_count(text.chars().count()),
            Self::Bytes(count) | Self::Items(count) | Self::Entries(count) => {
                bounds.allow_count(*count)
            }
        }
    }

    /// The bounds in words, and the value that is not within.
    fn words(&self, bounds: Bounds, raw: &str) -> (String, String) {
        let (count, (one, many)) = match self {
            Self::Integer(_) | Self::Number(_) => {
                return (format!("a number, {bounds}"), shown(raw));
            }
            Self::Text(text) => (text.chars().count(), ("character", "characters")),
            Self::Bytes(count) => (*count, ("byte", "bytes")),
            Self::Items(count) => (*count, ("item", "items")),
            Self::Entries(count) => (*count, ("entry", "entries")),
        };
        let is_one = bounds.max.or(bounds.min) == Some(Number::Int(1));
        let expected = format!("{bounds} {}", if is_one { one } else { many });
        let found = match self {
            // The words for an array say how many items it has.
            Self::Items(_) => shown(raw),
            Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Bytes(_)
            | Self::Entries(_) => {
                let unit = if count == 1 { one } else { many };
                format!("{} of {count} {unit}", shown(raw))
            }
        };
        (expected, found)
    }
}

impl Pass<'_, '_, '_> {
    /// Checks a value of a scalar that has constraints.
    pub(super) fn limited(
        &mut self,
        id: NodeId,
        place: Place,
        trail: &Trail<'_>,
        limits: &Limits,
    ) -> Result<(), Error> {
        let Some((start, end)) = self.of_right_type(|pass| pass.of_type(id, place, trail))? else {
            return Ok(());
        };
        self.limits(id, limits, (start, end), trail);
        Ok(())
    }

    /// Checks a value of a field that has bounds.
    pub(super) fn bounded(&mut self, field: &FieldTable, trail: &Trail<'_>) -> Result<(), Error> {
        let id = field.node;
        let check = |pass: &mut Self| pass.value(id, Place::Field, trail);
        if let Some(place) = self.of_right_type(check)? {
            self.within(id, field.bounds, place, trail);
        }
        Ok(())
    }

    /// Runs the check of a value; returns its place in the text, if it is a value of its type that
    /// constraints can be about.
    fn of_right_type(
        &mut self,
        check: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<Option<(usize, usize)>, Error> {
        self.r.peek()?;
        let (start, before) = (self.r.offset(), self.checker.deviations.total());
        check(self)?;
        let (end, raw) = (self.r.offset(), &self.text[start..self.r.offset()]);
        let is_placeholder = self.checker.options.placeholders
            && raw.starts_with('"')
            && tdproto_wire::from_str::<String>(raw)
                .is_ok_and(|text| self.checker.validator.placeholder(&text).is_some());
        let is_right = self.checker.deviations.total() == before && !is_placeholder;
        Ok(is_right.then_some((start, end)))
    }

    fn limits(&mut self, id: NodeId, limits: &Limits, place: (usize, usize), trail: &Trail<'_>) {
        self.within(id, limits.bounds, place, trail);
        let raw = &self.text[place.0..place.1];
        if limits.patterns.is_empty() || !raw.starts_with('"') {
            return;
        }
        let Ok(text) = tdproto_wire::from_str::<String>(raw) else {
            return;
        };
        for (rule, words, pattern) in &limits.patterns {
            if !pattern.is_match(&text) {
                let found = shown(raw);
                self.report(*rule, false, place.0, trail, |_| (words.clone(), found));
            }
        }
    }

    fn within(
        &mut self,
        id: NodeId,
        bounds: Bounds,
        (start, end): (usize, usize),
        trail: &Trail<'_>,
    ) {
        let raw = &self.text[start..end];
        if bounds.is_empty() {
            return;
        }
        if let Some(value) = self.measured(id, raw)
            && !value.is_within(bounds)
        {
            let words = value.words(bounds, raw);
            self.report(Rule::OutOfBounds, false, start, trail, |_| words);
        }
    }

    /// Checks a key of a map against the constraints of its type.
    pub(super) fn limited_key(&mut self, id: NodeId, key: &str, before: usize, trail: &Trail<'_>) {
        let Some(limits) = &self.tables.node(id).limits else {
            return;
        };
        let is_integer = self.scalar(id).is_some_and(Scalar::is_integer);
        let measured = match integer_key(key).filter(|_| is_integer) {
            Some(number) => Measured::Integer(number),
            None => Measured::Text(key.to_owned()),
        };
        let found = || format!("the key {}", quoted(key));
        let at = self.key_start(before);
        if !measured.is_within(limits.bounds) {
            let (expected, _) = measured.words(limits.bounds, key);
            self.report(Rule::OutOfBounds, false, at, trail, |_| (expected, found()));
        }
        for (rule, words, pattern) in &limits.patterns {
            if !pattern.is_match(key) {
                self.report(*rule, false, at, trail, |_| (words.clone(), found()));
            }
        }
    }

    /// The built-in scalar that values of a type are on the wire.
    fn scalar(&self, id: NodeId) -> Option<Scalar> {
        let model = self.checker.validator.model();
        model.wire_scalar(&self.tables.node(id).ty)
    }

    /// What constraints see of a value of the right type.
    fn measured(&self, id: NodeId, raw: &str) -> Option<Measured> {
        let scalar = self.scalar(id).map(Scalar::json);
        match raw.as_bytes().first()? {
            b'"' => {
                let text = tdproto_wire::from_str::<String>(raw).ok()?;
                Some(match scalar {
                    Some(JsonScalar::Base64) => Measured::Bytes(Bytes::from_base64(&text)?.0.len()),
                    Some(
                        JsonScalar::Text
                        | JsonScalar::Bool
                        | JsonScalar::Number
                        | JsonScalar::Integer { .. },
                    )
                    | None => Measured::Text(text),
                })
            }
            b'[' => Some(Measured::Items(items(raw)?)),
            b'{' => matches!(self.tables.node(id).ty, Type::Map(..))
                .then(|| entries(raw).map(Measured::Entries))?,
            b'-' | b'0'..=b'9' => {
                let mut r = Reader::of_text(raw);
                if scalar == Some(JsonScalar::Number) {
                    return r.float().ok().map(Measured::Number);
                }
                let (is_negative, digits) = r.integer("an integer").ok()?;
                let number = i128::from(digits);
                Some(Measured::Integer(if is_negative {
                    -number
                } else {
                    number
                }))
            }
            _ => None,
        }
    }
}

fn items(raw: &str) -> Option<usize> {
    let mut r = Reader::of_text(raw);
    let (mut first, mut count) = (true, 0);
    r.begin_array().ok()?;
    while r.item(&mut first).ok()? {
        r.skip().ok()?;
        count += 1;
    }
    Some(count)
}

/// The number of different keys.
fn entries(raw: &str) -> Option<usize> {
    let mut r = Reader::of_text(raw);
    let mut first = true;
    let mut keys = BTreeSet::new();
    r.begin_object().ok()?;
    while let Some(key) = r.key(&mut first).ok()? {
        r.skip().ok()?;
        keys.insert(key);
    }
    Some(keys.len())
}
