//! Reads captures one after another and hands their batches to workers.

use std::io;

use super::batch::Batch;
use super::pool::{Pool, Worker};
use super::source::Source;
use super::split::{Next, Splitter};
use super::{FileOutcome, Input, Layout, MAX_VALUE};

/// The purpose of a run over captures, and its outcome so far.
pub(crate) trait Job {
    /// The work on each batch.
    type Worker: Worker;

    /// Begins with a capture.
    fn begin(&mut self, name: String);

    /// The outcome of the capture that is being read.
    fn file(&mut self) -> &mut FileOutcome;

    /// The number of line breaks of that capture, as far as work on it is done.
    fn lines(&self) -> u64;

    /// Batches whose memory can be used again.
    fn spares(&mut self) -> &mut Vec<Batch>;

    /// Returns true if the run must end with the values that were read so far.
    fn is_interrupted(&mut self) -> bool;

    /// Hands a batch to the workers.
    fn batch(&mut self, batch: Batch, pool: &mut Pool<'_, Self::Worker>);

    /// Waits for all batches that were handed out.
    fn drain(&mut self, pool: &mut Pool<'_, Self::Worker>);

    /// Ends with a capture.
    fn end(&mut self);
}

/// Reads captures until the run is interrupted; returns the number of those that were not read.
/// With `arrays`, an array at the top of a capture is a frame, and not a list of frames.
pub(crate) fn read<J: Job>(
    job: &mut J,
    inputs: impl IntoIterator<Item = Input>,
    (layout, arrays): (Layout, bool),
    pool: &mut Pool<'_, J::Worker>,
) -> usize {
    let mut inputs = inputs.into_iter();
    let mut goes_on = true;
    while goes_on && let Some(input) = inputs.next() {
        let splitter = |source| Splitter::new(source, layout, MAX_VALUE, arrays);
        goes_on = capture(job, input, splitter, pool);
    }
    inputs.count()
}

/// The end of the reading of a capture.
enum Ended {
    /// The last byte was read: true if there was none, and true if the capture is a HAR.
    Whole {
        is_empty: bool,
        is_har: bool,
    },
    Interrupted,
}

/// Reads a capture; returns false if it was interrupted.
fn capture<J: Job>(
    job: &mut J,
    input: Input,
    splitter: impl FnOnce(Source) -> Splitter,
    pool: &mut Pool<'_, J::Worker>,
) -> bool {
    job.begin(input.name);
    pool.restart();
    let result = input
        .bytes
        .and_then(|bytes| Source::new(bytes, input.live))
        .and_then(|source| batches(job, splitter(source), pool));
    job.drain(pool);
    let lines = job.lines();
    let file = job.file();
    let nothing = match result {
        Ok(Ended::Interrupted) => {
            file.interrupted = Some(lines);
            None
        }
        Ok(Ended::Whole { is_empty: true, .. }) => Some("it is empty".to_owned()),
        Ok(Ended::Whole { is_har, .. }) => nothing_in(file, is_har),
        Err(error) => Some(error.to_string()),
    };
    file.unreadable = nothing.map(|reason| (reason, lines));
    let goes_on = file.interrupted.is_none();
    job.end();
    goes_on
}

/// Hands out every batch of a capture.
fn batches<J: Job>(
    job: &mut J,
    mut splitter: Splitter,
    pool: &mut Pool<'_, J::Worker>,
) -> io::Result<Ended> {
    loop {
        if job.is_interrupted() {
            return Ok(Ended::Interrupted);
        }
        let mut spare = job.spares().pop().unwrap_or_default();
        let next = splitter.next(&mut spare);
        let file = job.file();
        file.bytes = splitter.bytes();
        file.skipped.entries = splitter.entries_skipped();
        match next? {
            Next::Batch(batch) => job.batch(batch, pool),
            Next::Nothing => {
                job.spares().push(spare);
                job.drain(pool);
            }
            Next::End => {
                return Ok(Ended::Whole {
                    is_empty: splitter.bytes() == 0,
                    is_har: splitter.is_har(),
                });
            }
        }
    }
}

/// The reason that a capture has nothing to check although it was read to its end, if so.
fn nothing_in(file: &FileOutcome, is_har: bool) -> Option<String> {
    if file.values > 0 || is_har && file.deviations > 0 {
        return None;
    }
    let skipped = file.skipped;
    Some(if skipped.binary + skipped.control > 0 {
        "there is no text message in it, and only those are checked".to_owned()
    } else if is_har {
        "it is a HAR without WebSocket messages; in Chrome and Edge, only connections that were \
         opened while the developer tools record have them"
            .to_owned()
    } else {
        "there is no frame in it".to_owned()
    })
}
