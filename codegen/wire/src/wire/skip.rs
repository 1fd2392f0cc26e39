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
            b'"' => string::skip(&mut self.cursor),
            b'-' | b'0'..=b'9' => number::skip(&mut self.cursor).map(drop),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            b'{' => {
                self.enter()?;
                let mut first = true;
                while self.next(&mut first, b'}')? {
                    if self.peek()? != b'"' {
                        return Err(self.cursor.syntax("a key is a string"));
                    }
                    string::skip(&mut self.cursor)?;
                    if self.peek()? != b':' {
                        return Err(self.cursor.syntax("a colon comes after a key"));
                    }
                    self.cursor.at += 1;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.enter()?;
                let mut first = true;
                while self.next(&mut first, b']')? {
                    self.skip()?;
                }
                Ok(())
            }
            _ => Err(self.cursor.syntax("not a value")),
        }
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
