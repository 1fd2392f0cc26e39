//! Values that are not wanted: skipped, kept as their text, or of another type than expected.

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::{number, string};

impl<'de> Reader<'de> {
    /// Skips a value, which still must be JSON.
    ///
    /// # Errors
    /// If it is not.
    pub fn skip(&mut self) -> Result<(), Error> {
        match self.peek()? {
            b'{' | b'[' => self.skip_inner(),
            byte => self.skip_scalar(byte),
        }
    }

    /// Skips the value that starts with this byte, and is no array or object.
    #[inline]
    fn skip_scalar(&mut self, byte: u8) -> Result<(), Error> {
        match byte {
            b'"' => string::skip(&mut self.cursor),
            b'-' | b'0'..=b'9' => number::skip(&mut self.cursor).map(drop),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => Err(self.cursor.syntax("not a value")),
        }
    }

    /// Skips the array or object that comes next, with everything in it.
    fn skip_inner(&mut self) -> Result<(), Error> {
        let outer = self.depth();
        // What is around the next byte, the innermost as the lowest bit; set: an object.
        let mut objects = 0_u128;
        loop {
            let byte = self.peek()?;
            if let b'{' | b'[' = byte {
                self.enter()?;
                objects = objects << 1 | u128::from(byte == b'{');
                let close = byte + 2;
                if self.peek()? != close {
                    if byte == b'{' {
                        self.skip_key()?;
                    }
                    continue;
                }
            } else {
                self.skip_scalar(byte)?;
                if self.cursor.byte(self.cursor.at) == Some(b',') {
                    self.skip_comma(objects & 1 == 1)?;
                    continue;
                }
            }
            loop {
                let is_object = objects & 1 == 1;
                match (self.peek()?, is_object) {
                    (b'}', true) | (b']', false) => {
                        self.leave();
                        objects >>= 1;
                        if self.depth() == outer {
                            return Ok(());
                        }
                    }
                    (b',', _) => {
                        self.skip_comma(is_object)?;
                        break;
                    }
                    _ => return Err(self.cursor.syntax("a comma comes between values")),
                }
            }
        }
    }

    /// Skips the comma that comes next, and the key behind it.
    #[inline]
    fn skip_comma(&mut self, is_object: bool) -> Result<(), Error> {
        self.cursor.at += 1;
        match (self.peek()?, is_object) {
            (b'}', true) | (b']', false) => {
                Err(self.cursor.syntax("no value comes after the comma"))
            }
            (_, true) => self.skip_key(),
            (_, false) => Ok(()),
        }
    }

    /// Skips a key with the colon behind it.
    #[inline]
    fn skip_key(&mut self) -> Result<(), Error> {
        if self.peek()? != b'"' {
            return Err(self.cursor.syntax("a key is a string"));
        }
        string::skip(&mut self.cursor)?;
        if self.peek()? != b':' {
            return Err(self.cursor.syntax("a colon comes after a key"));
        }
        self.cursor.at += 1;
        Ok(())
    }

    /// A value of any type, as its text.
    ///
    /// # Errors
    /// If it is not JSON.
    pub fn raw(&mut self) -> Result<&'de str, Error> {
        self.peek()?;
        let start = self.cursor.at;
        self.skip()?;
        Ok(&self.cursor.text[start..self.cursor.at])
    }

    /// Nothing but white space must come any more.
    ///
    /// # Errors
    /// If something does.
    pub fn end(&mut self) -> Result<(), Error> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.cursor.byte(self.cursor.at) {
            self.cursor.at += 1;
        }
        match self.cursor.byte(self.cursor.at) {
            Some(_) => Err(self.cursor.syntax("something comes after the value")),
            None => Ok(()),
        }
    }

    /// Something else comes than was expected; if that is no value at all, that is the error.
    #[cold]
    pub(super) fn wrong_type(&self, expected: &'static str) -> Error {
        let found = match self.cursor.byte(self.cursor.at) {
            Some(b'"') => "a string",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            _ => return self.cursor.syntax("not a value"),
        };
        let (mut rest, start) = (self.clone(), self.cursor.at);
        match rest.skip() {
            Ok(()) => Error::new(ErrorKind::WrongType { expected, found }, start),
            Err(error) => error,
        }
    }
}
