//! Checks values that hold no others: dates, bytes, values of enums, constants.

use tdproto_schema::model::Constant;
use tdproto_wire::{Bytes, Error};

use super::Rule;
use super::check::Pass;
use super::node::NodeId;
use super::tables::{EnumTable, Shape, scalar_shape};
use super::trail::Trail;
use super::words::scalar_words;
use crate::datetime::is_rfc3339;
use crate::sample::DATETIME;

impl Pass<'_, '_, '_> {
    /// Checks a date and time. A receiver keeps any text.
    pub(super) fn datetime(
        &mut self,
        id: NodeId,
        allow_empty: bool,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let text = self.r.string()?;
        if is_rfc3339(&text) || allow_empty && text.is_empty() {
            return Ok(());
        }
        self.r.rewind(start);
        self.wrong(Rule::WrongFormat, false, trail, |pass| {
            let words = pass.described(id);
            format!("{words} in the form of RFC 3339, such as {DATETIME:?}")
        })
    }

    /// Checks bytes. A receiver also takes the alphabet of URLs, and no padding.
    pub(super) fn bytes(&mut self, trail: &Trail<'_>) -> Result<(), Error> {
        let start = self.r.offset();
        let text = self.r.string()?;
        let bytes = Bytes::from_base64(&text);
        let refused = bytes.is_none();
        if bytes.is_some_and(|bytes| bytes.to_base64() == text) {
            return Ok(());
        }
        self.r.rewind(start);
        self.wrong(Rule::WrongFormat, refused, trail, |_| {
            "base64 with padding".to_owned()
        })
    }

    pub(super) fn enumeration(
        &mut self,
        table: &EnumTable,
        byte: u8,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let start = self.r.offset();
        let at = match (scalar_shape(table.base, false), byte) {
            (Shape::Text(_), b'"') => table.text(&self.r.string()?),
            (Shape::Integer(scalar, below, above), b'-' | b'0'..=b'9') => {
                match self.integer(scalar, below, above, trail)? {
                    Some(number) => table.number(number),
                    None => return Ok(()),
                }
            }
            _ => {
                return self.wrong(Rule::WrongType, true, trail, |_| scalar_words(table.base));
            }
        };
        match at {
            Some(at) => self.checker.coverage.values[table.first_value + at] += 1,
            None if table.is_closed => {
                self.r.rewind(start);
                self.wrong(Rule::UnknownValue, true, trail, |pass| {
                    format!("a value of `{}`", pass.name(table.id))
                })?;
            }
            None => {}
        }
        Ok(())
    }

    /// Checks the value of a field that has one value only.
    pub(super) fn constant(
        &mut self,
        id: NodeId,
        constant: &Constant,
        trail: &Trail<'_>,
    ) -> Result<(), Error> {
        let (byte, start) = (self.r.peek()?, self.r.offset());
        let scalar = constant.scalar();
        let is_same = match (constant, scalar_shape(scalar, false), byte) {
            (Constant::Text(text), _, b'"') => self.r.string()? == text.as_str(),
            (Constant::Bool(is_true), _, b't' | b'f') => self.r.boolean()? == *is_true,
            (Constant::Int(number), Shape::Integer(_, below, above), b'-' | b'0'..=b'9') => {
                match self.integer(scalar, below, above, trail)? {
                    Some(found) => found == *number,
                    None => return Ok(()),
                }
            }
            (Constant::Text(_) | Constant::Bool(_) | Constant::Int(_), _, _) => {
                return self.wrong(Rule::WrongType, true, trail, |_| scalar_words(scalar));
            }
        };
        if is_same {
            return Ok(());
        }
        self.r.rewind(start);
        self.wrong(Rule::UnknownValue, true, trail, |pass| pass.described(id))
    }
}
