//! Standard output whose failures neither panic nor get lost.

use std::io::{self, Write};

/// A stream that remembers its first failure and swallows everything after it.
pub(super) struct Output<'a> {
    inner: &'a mut dyn Write,
    failure: Option<io::Error>,
}

impl<'a> Output<'a> {
    pub(super) fn new(inner: &'a mut dyn Write) -> Self {
        Self {
            inner,
            failure: None,
        }
    }

    /// Writes the remaining text. Returns the first failure, if it is one to report. A reader that
    /// went away, such as `head`, has all it wanted.
    pub(super) fn finish(mut self) -> Option<io::Error> {
        // A failure is kept as well as returned.
        let _ = self.flush();
        self.failure
            .filter(|error| error.kind() != io::ErrorKind::BrokenPipe)
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failure.is_some() {
            return Ok(bytes.len());
        }
        match self.inner.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.failure = Some(error);
                Ok(bytes.len())
            }
            Ok(0) if !bytes.is_empty() => {
                self.failure = Some(io::ErrorKind::WriteZero.into());
                Ok(bytes.len())
            }
            written => written,
        }
    }

    /// Flushes the stream; fails if any write has failed.
    fn flush(&mut self) -> io::Result<()> {
        if self.failure.is_none() {
            self.failure = self.inner.flush().err();
        }
        match &self.failure {
            None => Ok(()),
            Some(error) => Err(error.kind().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write as _};

    use super::Output;

    /// A stream that takes this many bytes, then fails.
    struct Full(usize, io::ErrorKind);

    impl io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            if taken == 0 {
                Err(self.1.into())
            } else {
                Ok(taken)
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            if self.0 == 0 {
                Err(self.1.into())
            } else {
                Ok(())
            }
        }
    }

    fn finished(room: usize, kind: io::ErrorKind) -> Option<io::ErrorKind> {
        let mut full = Full(room, kind);
        let mut output = Output::new(&mut full);
        for _ in 0..3 {
            assert!(output.write_all(b"abc").is_ok(), "a failure is kept");
        }
        output.finish().map(|error| error.kind())
    }

    #[test]
    fn the_first_failure_is_kept() {
        let full = io::ErrorKind::StorageFull;
        for room in [0, 1, 8] {
            assert_eq!(finished(room, full), Some(full), "{room}");
        }
        assert_eq!(finished(9, full), Some(full), "the last flush fails");
        assert_eq!(finished(10, full), None);
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        assert_eq!(finished(4, io::ErrorKind::BrokenPipe), None);
    }
}
