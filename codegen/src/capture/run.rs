//! A run that checks captures: has the batches checked, and puts the outcomes together.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use tdproto_schema::model::{FrameKind, Part};

use super::batch::{Batch, Extent};
use super::checker::{BatchChecker, BatchOutcome};
use super::pool::Pool;
use super::reading::{self, Job};
use super::{CaptureFinding, FileOutcome, Input, Outcome, Settings, Subject};
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
pub fn follow<W: Watch>(
    validator: &Validator<'_>,
    inputs: impl IntoIterator<Item = Input>,
    settings: &Settings,
    watch: &mut W,
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
        let mut run: Run<'_, '_, W> = Run {
            outcome: Outcome::default(),
            settings,
            watch,
            extent: Extent::default(),
            spares: Vec::new(),
            checkers: std::marker::PhantomData,
        };
        let form = (settings.layout, has_array_frames(validator, settings));
        run.outcome.unread = reading::read(&mut run, inputs, form, &mut pool);
        run.finish(pool)
    })
}

struct Run<'s, 'v, W> {
    outcome: Outcome,
    settings: &'s Settings,
    watch: &'s mut W,
    /// The length of the text of the capture so far.
    extent: Extent,
    spares: Vec<Batch>,
    checkers: std::marker::PhantomData<BatchChecker<'v>>,
}

/// Returns true if an array at the top of a capture is a frame, and not a list of frames.
fn has_array_frames(validator: &Validator<'_>, settings: &Settings) -> bool {
    let is_array = |kind: &FrameKind| match kind.shape {
        Part::Array(_) => true,
        Part::Object(_) | Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    };
    settings.subject == Subject::Frames && validator.model().frames().iter().any(is_array)
}

impl<'v, W: Watch> Job for Run<'_, 'v, W> {
    type Worker = BatchChecker<'v>;

    fn begin(&mut self, name: String) {
        self.extent = Extent::default();
        self.outcome.files.push(FileOutcome {
            name,
            ..FileOutcome::default()
        });
    }

    fn file(&mut self) -> &mut FileOutcome {
        if self.outcome.files.is_empty() {
            self.outcome.files.push(FileOutcome::default());
        }
        let last = self.outcome.files.len() - 1;
        &mut self.outcome.files[last]
    }

    fn lines(&self) -> u64 {
        self.extent.newlines
    }

    fn spares(&mut self) -> &mut Vec<Batch> {
        &mut self.spares
    }

    fn is_interrupted(&mut self) -> bool {
        self.watch.is_interrupted()
    }

    fn batch(&mut self, batch: Batch, pool: &mut Pool<'_, BatchChecker<'v>>) {
        let room = self.settings.max.saturating_sub(self.outcome.found.len());
        pool.work(batch, room, &mut |part| self.part(part));
    }

    fn drain(&mut self, pool: &mut Pool<'_, BatchChecker<'v>>) {
        pool.drain(&mut |part| self.part(part));
    }

    fn end(&mut self) {
        self.watch.checked(&self.outcome);
    }
}

impl<W: Watch> Run<'_, '_, W> {
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

    fn finish(self, pool: Pool<'_, BatchChecker<'_>>) -> Outcome {
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
