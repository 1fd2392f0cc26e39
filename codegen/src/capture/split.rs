//! Reads a capture in chunks and cuts it into batches, so that memory does not grow with it.

use std::io;

use memchr::{memchr, memrchr};

use super::Layout;
use super::batch::{Batch, Cut, Dropped, Extent};
use super::detect;
use super::har::HarScan;
use super::source::{CHUNK, Came, Source};
use super::values::Scan;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cutter of one capture into batches.
pub(super) struct Splitter {
    source: Source,
    layout: Layout,
    /// True if the first bytes were looked at, and the layout is not `Auto` any more.
    begun: bool,
    scan: Scan,
    har: HarScan,
    /// The bytes that were read and not handed out.
    buffer: Vec<u8>,
    /// The number of bytes of the buffer that were looked at, and the start of its last value.
    looked_at: usize,
    start: usize,
    /// The value that is being skipped, since it is too long to be kept.
    dropping: Option<Dropped>,
    at_end: bool,
    /// The error of the last read, until everything before it is handed out.
    failed: Option<io::Error>,
    /// The content's bytes so far.
    bytes: u64,
    limit: usize,
}

/// The result of a step of a splitter.
#[derive(Debug)]
pub(super) enum Next {
    /// A batch.
    Batch(Batch),
    /// No bytes came for a while.
    Nothing,
    /// The capture has ended.
    End,
}

impl Splitter {
    pub(super) fn new(source: Source, layout: Layout, limit: usize, arrays: bool) -> Self {
        Self {
            source,
            layout,
            begun: false,
            scan: Scan::of_documents(arrays),
            har: HarScan::default(),
            buffer: Vec::new(),
            looked_at: 0,
            start: 0,
            dropping: None,
            at_end: false,
            failed: None,
            bytes: 0,
            limit,
        }
    }

    /// The number of the content's bytes that were read; 0 for a capture that was refused.
    pub(super) fn bytes(&self) -> u64 {
        if self.begun { self.bytes } else { 0 }
    }

    /// The number of entries of a HAR without WebSocket messages so far.
    pub(super) fn entries_skipped(&self) -> u64 {
        self.har.entries_skipped()
    }

    /// Returns true if the capture is a HAR.
    pub(super) fn is_har(&self) -> bool {
        self.layout == Layout::Har
    }

    /// Returns the next batch; `spare` is an old one whose memory is used again.
    ///
    /// # Errors
    /// If it is no text, or no more can be read; everything whole before that was handed out.
    pub(super) fn next(&mut self, spare: &mut Batch) -> io::Result<Next> {
        loop {
            if self.begun || self.begin()? {
                if let Some(batch) = self.batch(spare) {
                    return Ok(Next::Batch(batch));
                }
                if self.at_end {
                    return self.failed.take().map_or(Ok(Next::End), Err);
                }
            }
            if !self.read() {
                return Ok(Next::Nothing);
            }
        }
    }

    /// Returns the part of the buffer that can be handed out.
    fn batch(&mut self, spare: &mut Batch) -> Option<Batch> {
        if self.dropping.is_some() {
            return self.drop_long();
        }
        let cut = match self.layout {
            Layout::Json | Layout::Har => self.cut_values(),
            Layout::Ndjson | Layout::Auto => self.cut_lines(),
        };
        if let Some((end, cut)) = cut {
            let mut text = std::mem::take(&mut spare.text);
            text.clear();
            text.extend_from_slice(&self.buffer[end..]);
            std::mem::swap(&mut text, &mut self.buffer);
            text.truncate(end);
            self.looked_at -= end;
            self.start = self.start.saturating_sub(end);
            return Some(Batch { text, cut });
        }
        if self.buffer.len() > self.limit && !self.at_end {
            self.dropping = Some(Dropped::default());
            return self.drop_long();
        }
        None
    }

    /// Detects the layout of the capture; false if that takes more bytes.
    fn begin(&mut self) -> io::Result<bool> {
        let is_whole = self.at_end || self.buffer.len() >= CHUNK;
        if !is_whole && self.buffer.len() < detect::ENOUGH {
            return Ok(false);
        }
        let mark = match self.buffer.starts_with(BYTE_ORDER_MARK) {
            true => BYTE_ORDER_MARK.len(),
            false => 0,
        };
        let text = &self.buffer[mark..];
        detect::refuse_foreign(text)?;
        if self.layout == Layout::Auto {
            let Some(layout) = detect::layout(text, is_whole) else {
                return Ok(false);
            };
            if layout == Layout::Ndjson {
                let newline = memchr(b'\n', text);
                if newline.is_none() && !is_whole {
                    return Ok(false);
                }
                detect::refuse_binary(&text[..newline.unwrap_or(text.len())])?;
            }
            self.layout = layout;
        }
        self.buffer.drain(..mark);
        self.begun = true;
        Ok(true)
    }

    /// Reads on; false if nothing came.
    fn read(&mut self) -> bool {
        let before = self.buffer.len();
        let came = self.source.read(&mut self.buffer);
        self.bytes += (self.buffer.len() - before) as u64;
        match came {
            Came::More => {}
            Came::Nothing => return false,
            Came::End => self.at_end = true,
            Came::Failed(error) => {
                self.at_end = true;
                self.failed = Some(error);
            }
        }
        true
    }

    /// Returns the end of the last line, once there is one.
    fn cut_lines(&mut self) -> Option<(usize, Cut)> {
        let fresh = &self.buffer[self.looked_at..];
        let end = match memrchr(b'\n', fresh) {
            Some(last) => self.looked_at + last + 1,
            // A line that did not end because of an error is no line.
            None if self.at_end && self.failed.is_none() => self.buffer.len(),
            None => 0,
        };
        self.looked_at = self.buffer.len();
        (end > 0).then_some((end, Cut::Lines))
    }

    /// Returns the end of the last value, once there is one.
    fn cut_values(&mut self) -> Option<(usize, Cut)> {
        let mut units = Vec::new();
        let length = self.buffer.len();
        if self.looked_at < length {
            let (text, at, start) = (&self.buffer[..], self.looked_at, self.start);
            (self.start, self.looked_at) = match self.is_har() {
                true => self.har.go(text, at, start, &mut units),
                false => self.scan.go(text, at, start, &mut units),
            };
        }
        let mut end = self.start;
        if self.looked_at == length && self.at_end && self.failed.is_none() {
            match self.is_har() {
                true => self.har.finish(self.start..length, &mut units),
                false => self.scan.finish(self.start..length, &mut units),
            }
            end = length;
        }
        (end > 0 || !units.is_empty()).then_some((end, Cut::Values(units)))
    }

    /// Skips the value at the start of the buffer, which is too long to be kept. Returns it once it
    /// has ended.
    fn drop_long(&mut self) -> Option<Batch> {
        let mut dropped = self.dropping.take()?;
        let end = self.end_of_long();
        let rest = self.buffer.split_off(end.unwrap_or(self.buffer.len()));
        dropped.bytes += self.buffer.len() as u64;
        dropped.extent = Extent::of(&self.buffer).after(dropped.extent);
        self.buffer = rest;
        (self.looked_at, self.start) = (0, 0);
        if end.is_none() && !self.at_end {
            self.dropping = Some(dropped);
            return None;
        }
        Some(Batch {
            text: Vec::new(),
            cut: Cut::TooLong(dropped),
        })
    }

    /// Returns the end of the value that began before the buffer, or at its start.
    fn end_of_long(&mut self) -> Option<usize> {
        match self.layout {
            Layout::Json => self.scan.end_of_value(&self.buffer, self.looked_at),
            Layout::Har => self.har.end_of_value(&self.buffer, self.looked_at),
            Layout::Ndjson | Layout::Auto => {
                memchr(b'\n', &self.buffer[self.looked_at..]).map(|at| self.looked_at + at + 1)
            }
        }
    }
}
