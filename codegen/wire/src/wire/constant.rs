//! Fields that have one value and no other.

use super::entity::Fields;
use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::value::{Value, read, to_string};
use super::writer::Writer;

/// The only value of a field, such as `"2.0"` of `jsonrpc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// A text.
    Text(&'static str),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

impl Default for Constant {
    fn default() -> Self {
        Self::Bool(false)
    }
}

/// It is read by comparing: `null` stands for it, and any other value is refused.
impl<'de> Value<'de> for Constant {
    fn read_new(r: &mut Reader<'de>) -> Result<Self, Error> {
        let mut constant = Self::default();
        constant.read(r)?;
        Ok(constant)
    }

    fn read(&mut self, r: &mut Reader<'de>) -> Result<(), Error> {
        if r.null()? {
            return Ok(());
        }
        let start = r.offset();
        let is_same = match *self {
            Self::Text(text) => r.string()? == text,
            Self::Bool(is_true) => r.boolean()? == is_true,
            Self::Int(number) => {
                let mut found = 0_i64;
                read(&mut found, r)?;
                found == number
            }
        };
        match is_same {
            true => Ok(()),
            false => Err(Error::new(ErrorKind::NotConstant(to_string(self)), start)),
        }
    }

    fn write(&self, w: &mut Writer) {
        match *self {
            Self::Text(text) => w.string(text),
            Self::Int(number) => w.signed(number),
            Self::Bool(is_true) => is_true.write(w),
        }
    }

    #[cfg(feature = "serde")]
    fn to_serde<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => to.serialize_str(text),
            Self::Int(number) => to.serialize_i64(number),
            Self::Bool(is_true) => to.serialize_bool(is_true),
        }
    }

    fn is_empty(&self) -> bool {
        false
    }
}

/// Reads a constant that may be left out; `null` says that it is.
///
/// # Errors
/// If there is another value.
pub fn read_flag(
    is_there: &mut bool,
    mut constant: Constant,
    r: &mut Reader<'_>,
) -> Result<(), Error> {
    *is_there = r.peek()? != b'n';
    constant.read(r)
}

/// Writes a constant that may be left out.
pub fn write_flag(w: &mut impl Fields, key: &str, is_there: bool, constant: Constant) {
    if is_there {
        w.field(key, &constant);
    }
}
