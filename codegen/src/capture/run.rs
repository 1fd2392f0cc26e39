//! A run over captures: reads them, has the batches checked, and puts the outcomes together.

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::channel;

use tdproto_schema::model::{FrameKind, Part};

use super::batch::{Batch, Extent};
use super::checker::{BatchChecker, BatchOutcome};
use super::pool::Pool;
use super::source::Source;
use super::split::{Next, Splitter};
use super::{CaptureFinding, FileOutcome, Input, MAX_VALUE, Outcome, Settings, Subject};
use crate::validate::{Rule, Validator};

/// A follower of a run while it goes on.
pub trait Watch {
    /// Follows a check of more values. `outcome` is complete except for the table and the coverage,
    /// which come at the end.
    fn checked(&mut self, outcome: &Outcome);

    /// Returns true if the run must end with the values that were read so far.
    fn is_interrupted(&mut self) -> bool;
}

/// A follower that does nothing.
impl Watch for () {
    fn checked(&mut self, _: &Outcome) {}

    fn is_interrupted(&mut self) -> bool {
        false
    }
}

/// Checks captures as [`check`](super::check) does, and reports findings while it reads.
#[must_use]
pub fn follow(
    validator: &Validator<'_>,
    inputs: impl IntoIterator<Item = Input>,
    settings: &Settings,
    watch: &mut impl Watch,
) -> Outcome {
    let (sender, tasks) = channel();
    let queue = Mutex::new(tasks);
    // With one thread, this one reads and checks by turns. Replies come after their requests.
    let threads = if settings.threads > 1 && !settings.options.correlate {
        settings.threads
    } else {
        0
    };
    std::thread::scope(|scope| {
        let checker = || BatchChecker::new(validator, settings);
        let mut pool = Pool::start(scope, &queue, sender, threads, checker);
        let mut run = Run {
            outcome: Outcome::default(),
            settings,
            watch,
            extent: Extent::default(),
            spares: Vec::new(),
            has_array_frames: has_array_frames(validator, settings),
        };
        let mut inputs = inputs.into_iter();
        while !run.outcome.is_interrupted()
            && let Some(input) = inputs.next()
        {
            run.input(input, &mut pool);
        }
        run.outcome.unread = inputs.count();
        run.finish(pool)
    })
}

struct Run<'s, W> {
    outcome: Outcome,
    settings: &'s Settings,
    watch: &'s mut W,
    /// The length of the text of the capture so far.
    extent: Extent,
    spares: Vec<Batch>,
    /// True if an array at the top of a capture is a frame, and not a list of frames.
    has_array_frames: bool,
}

fn has_array_frames(validator: &Validator<'_>, settings: &Settings) -> bool {
    let is_array = |kind: &FrameKind| match kind.shape {
        Part::Array(_) => true,
        Part::Object(_) | Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    };
    settings.subject == Subject::Frames && validator.model().frames().iter().any(is_array)
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

impl<W: Watch> Run<'_, W> {
    fn input<'scope, 'v: 'scope>(&mut self, input: Input, pool: &mut Pool<'scope, 'v>) {
        self.extent = Extent::default();
        pool.restart();
        self.outcome.files.push(FileOutcome {
            name: input.name,
            ..FileOutcome::default()
        });
        let result = input
            .bytes
            .and_then(|bytes| Source::new(bytes, input.live))
            .and_then(|source| self.batches(source, pool));
        pool.drain(&mut |part| self.part(part));
        let lines = self.extent.newlines;
        let file = self.file();
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
        self.watch.checked(&self.outcome);
    }

    /// Has every batch of a capture checked.
    fn batches<'scope, 'v: 'scope>(
        &mut self,
        source: Source,
        pool: &mut Pool<'scope, 'v>,
    ) -> io::Result<Ended> {
        let arrays = self.has_array_frames;
        let mut splitter = Splitter::new(source, self.settings.layout, MAX_VALUE, arrays);
        loop {
            if self.watch.is_interrupted() {
                return Ok(Ended::Interrupted);
            }
            let mut spare = self.spares.pop().unwrap_or_default();
            let next = splitter.next(&mut spare);
            let file = self.file();
            file.bytes = splitter.bytes();
            file.skipped.entries = splitter.entries_skipped();
            match next? {
                Next::Batch(batch) => {
                    let room = self.settings.max.saturating_sub(self.outcome.found.len());
                    pool.check(batch, room, &mut |part| self.part(part));
                }
                Next::Nothing => {
                    self.spares.push(spare);
                    pool.drain(&mut |part| self.part(part));
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

    /// The outcome of the capture that is being read.
    fn file(&mut self) -> &mut FileOutcome {
        if self.outcome.files.is_empty() {
            self.outcome.files.push(FileOutcome::default());
        }
        let last = self.outcome.files.len() - 1;
        &mut self.outcome.files[last]
    }

    /// Adds the outcome of the next batch of the capture.
    fn part(&mut self, part: BatchOutcome) {
        let file = self.file();
        file.values += part.values;
        file.unparsed += part.unparsed;
        file.deviating += part.deviating;
        file.deviations += part.deviations;
        file.skipped.binary += part.binary;
        file.skipped.control += part.control;
        let number = self.outcome.files.len() - 1;
        let room = self.settings.max.saturating_sub(self.outcome.found.len());
        for located in part.found.into_iter().take(room) {
            let at = located.at.after(self.extent);
            self.outcome.found.push(CaptureFinding {
                file: number,
                line: at.newlines + 1,
                column: at.characters + 1,
                event: located.event,
                message: located.message,
                deviation: located.deviation,
            });
        }
        self.extent = part.extent.after(self.extent);
        self.spares.push(part.spare);
        self.watch.checked(&self.outcome);
    }

    fn finish(self, pool: Pool<'_, '_>) -> Outcome {
        let mut outcome = self.outcome;
        for checker in pool.finish() {
            outcome.coverage.add(checker.coverage());
            outcome
                .table
                .resize(checker.table.len(), [0; Rule::ALL.len()]);
            for (sums, counts) in outcome.table.iter_mut().zip(&checker.table) {
                for (sum, count) in sums.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        outcome
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
