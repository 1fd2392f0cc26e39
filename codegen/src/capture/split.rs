//! Reads a capture in chunks and cuts it into batches, so that memory does not grow with it.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use super::Layout;
use super::batch::{Batch, Cut, Dropped, Extent};
use super::values::Scan;

/// How much is read before a batch is made.
pub(super) const CHUNK: usize = 1 << 20;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Cuts one capture.
pub(super) struct Splitter {
    source: Box<dyn Read>,
    layout: Layout,
    scan: Scan,
    /// What was read and not handed out.
    buffer: Vec<u8>,
    /// How much of the buffer was looked at, and where in it the value began that it ends in.
    looked_at: usize,
    start: usize,
    at_end: bool,
    /// Why nothing more could be read, once everything before is handed out.
    failed: Option<io::Error>,
    /// The content's bytes so far.
    bytes: u64,
    limit: usize,
}

impl Splitter {
    /// Reads the first chunk, which tells what the capture is.
    ///
    /// # Errors
    /// If it is no text.
    pub(super) fn new(source: Box<dyn Read>, layout: Layout, limit: usize) -> io::Result<Self> {
        let mut splitter = Self {
            source,
            layout,
            scan: Scan::default(),
            buffer: Vec::new(),
            looked_at: 0,
            start: 0,
            at_end: false,
            failed: None,
            bytes: 0,
            limit,
        };
        splitter.read();
        if splitter.buffer.starts_with(BYTE_ORDER_MARK) {
            splitter.buffer.drain(..BYTE_ORDER_MARK.len());
        }
        refuse_binary(&splitter.buffer)?;
        splitter.layout = match layout {
            Layout::Auto => detected(&splitter.buffer),
            Layout::Json | Layout::Ndjson => layout,
        };
        Ok(splitter)
    }

    /// The content's bytes that were read.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next batch; `spare` is an old one whose memory is used again. `None`: the end.
    ///
    /// # Errors
    /// If no more can be read; what was whole before was handed out.
    pub(super) fn next(&mut self, spare: Batch) -> io::Result<Option<Batch>> {
        loop {
            let cut = match self.layout {
                Layout::Json => self.cut_values(),
                Layout::Ndjson | Layout::Auto => self.cut_lines(),
            };
            if let Some((end, cut)) = cut {
                let mut text = spare.text;
                text.clear();
                text.extend_from_slice(&self.buffer[end..]);
                std::mem::swap(&mut text, &mut self.buffer);
                text.truncate(end);
                self.looked_at -= end;
                self.start = self.start.saturating_sub(end);
                return Ok(Some(Batch { text, cut }));
            }
            if self.at_end {
                return self.failed.take().map_or(Ok(None), Err);
            }
            if self.buffer.len() > self.limit {
                return Ok(Some(self.drop_long()));
            }
            self.read();
        }
    }

    fn read(&mut self) {
        let before = self.buffer.len();
        let chunk = self.source.by_ref().take(CHUNK as u64);
        let result = { chunk }.read_to_end(&mut self.buffer);
        let read = self.buffer.len() - before;
        self.bytes += read as u64;
        self.at_end = read < CHUNK;
        self.failed = result.err();
        self.at_end |= self.failed.is_some();
    }

    /// Up to the end of the last line, once there is one.
    fn cut_lines(&mut self) -> Option<(usize, Cut)> {
        let fresh = &self.buffer[self.looked_at..];
        let end = match memrchr(b'\n', fresh) {
            Some(last) => self.looked_at + last + 1,
            // What did not end because of an error is no line.
            None if self.at_end && self.failed.is_none() => self.buffer.len(),
            None => 0,
        };
        self.looked_at = self.buffer.len();
        (end > 0).then_some((end, Cut::Lines))
    }

    /// Up to the end of the last value, once there is one.
    fn cut_values(&mut self) -> Option<(usize, Cut)> {
        let mut units = Vec::new();
        let length = self.buffer.len();
        if self.looked_at < length {
            self.start = self
                .scan
                .go(&self.buffer, self.looked_at, self.start, &mut units);
            self.looked_at = length;
        }
        let mut end = self.start;
        if self.at_end && self.failed.is_none() {
            self.scan.finish(self.start..length, &mut units);
            self.scan = Scan::default();
            end = length;
        }
        (end > 0 || !units.is_empty()).then_some((end, Cut::Values(units)))
    }

    /// Drops the value at the start of the buffer, which is too long to be kept.
    fn drop_long(&mut self) -> Batch {
        let mut dropped = Dropped::default();
        loop {
            let end = self.end_of_long();
            let rest = self.buffer.split_off(end.unwrap_or(self.buffer.len()));
            dropped.bytes += self.buffer.len() as u64;
            dropped.extent = Extent::of(&self.buffer).after(dropped.extent);
            self.buffer = rest;
            (self.looked_at, self.start) = (0, 0);
            if end.is_some() || self.at_end {
                break;
            }
            self.read();
        }
        Batch {
            text: Vec::new(),
            cut: Cut::TooLong(dropped),
        }
    }

    /// Where the value ends that began before the buffer, or at its start.
    fn end_of_long(&mut self) -> Option<usize> {
        match self.layout {
            Layout::Json => self.scan.end_of_value(&self.buffer, self.looked_at),
            Layout::Ndjson | Layout::Auto => {
                memchr(b'\n', &self.buffer[self.looked_at..]).map(|at| self.looked_at + at + 1)
            }
        }
    }
}

/// Text in another encoding, and what is no text, are said to be that once for the whole file.
fn refuse_binary(start: &[u8]) -> io::Result<()> {
    let refused = |text: String| Err(io::Error::new(io::ErrorKind::InvalidData, text));
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return refused("it is UTF-16; JSON is UTF-8".to_owned());
    }
    let first_line = &start[..memchr(b'\n', start).unwrap_or(start.len())];
    match memchr(0, first_line) {
        Some(at) => refused(format!("it is binary: byte 0x00 at offset {at}")),
        None => Ok(()),
    }
}

/// Whether the start of a capture is that of lines or of a document.
///
/// A first line that is whole, as its brackets tell, is one of several; one that is not is the
/// first of a document, unless the next begins as a frame does.
fn detected(start: &[u8]) -> Layout {
    if memchr(b'\n', start).is_none() && start.trim_ascii_start().first() != Some(&b'[') {
        return Layout::Ndjson;
    }
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut filled = lines.by_ref().filter(|line| !line.is_empty());
    let (first, second) = (filled.next().unwrap_or_default(), filled.next());
    match (first, second) {
        ([b'[', ..], _) => Layout::Json,
        ([b'{', .., b'}'], _) => Layout::Ndjson,
        ([b'{', .., b':'] | [b'{'], _) => Layout::Json,
        ([b'{', ..], Some([b'{', ..])) => Layout::Ndjson,
        ([b'{', ..], _) => Layout::Json,
        _ => Layout::Ndjson,
    }
}
