//! A run over captures: the first frames show their form, and all are counted.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock};

use super::form::Form;
use super::form::Plan;
use super::frames::Frames;
use super::options::Options;
use super::probe::Probe;
use super::tape::Tags;
use super::unwrap::Unwrapper;
use super::worker::{Counter, Counts, Visitor};
use crate::capture::batch::Batch;
use crate::capture::pool::{Pool, Worker as _};
use crate::capture::reading::{self, Job};
use crate::capture::{FileOutcome, Input};

/// The number of bytes that show the form of frames.
const ENOUGH: usize = 1 << 20;

/// The frames of captures.
pub(super) struct Observed {
    pub(super) plan: Plan,
    pub(super) frames: Frames,
    pub(super) captures: Captures,
}

/// The captures that were read.
#[derive(Debug, Clone, Default)]
pub struct Captures {
    /// The outcome of each, in the order they came.
    pub files: Vec<FileOutcome>,
    /// The number of captures that were not read, since the run was interrupted before.
    pub unread: usize,
}

/// The reason that nothing was inferred.
#[derive(Debug, Clone)]
pub struct Failed {
    /// The reason.
    pub message: String,
    /// The captures that were read.
    pub captures: Captures,
}

/// Counts the frames of captures; `interrupted` ends the run early.
pub(super) fn observe(
    inputs: impl IntoIterator<Item = Input>,
    options: &Options,
    interrupted: &mut dyn FnMut() -> bool,
) -> Result<Observed, Failed> {
    let (sender, tasks) = channel();
    let queue = Mutex::new(tasks);
    let is_ordered = options.form.as_ref().is_some_and(Form::replies);
    let threads = if options.threads > 1 && !is_ordered {
        options.threads
    } else {
        0
    };
    let plan = Arc::new(OnceLock::new());
    let max_texts = options.enum_values.max(options.kept_texts);
    let counter = || {
        let unwrapper = Unwrapper::new(Tags::new(options.tags()));
        Counter::new(unwrapper, Arc::clone(&plan), max_texts)
    };
    std::thread::scope(|scope| {
        let mut pool = Pool::start(scope, &queue, sender, threads, counter);
        let mut run = Run {
            options,
            interrupted,
            plan: Arc::clone(&plan),
            probe: Probe::new(),
            unwrapper: Unwrapper::new(Tags::new([])),
            own: counter(),
            held: Vec::new(),
            bytes: 0,
            batches: 0,
            failed: None,
            captures: Captures::default(),
            newlines: 0,
            spares: Vec::new(),
        };
        let arrays = options.form.as_ref().is_some_and(Form::arrays);
        let form = (options.layout, arrays);
        run.captures.unread = reading::read(&mut run, inputs, form, &mut pool);
        run.decide(true);
        run.finish(pool)
    })
}

struct Run<'s> {
    options: &'s Options,
    interrupted: &'s mut dyn FnMut() -> bool,
    plan: Arc<OnceLock<Plan>>,
    probe: Probe,
    unwrapper: Unwrapper,
    /// The counter of the first frames.
    own: Counter,
    /// The first batches, which wait until the form of frames is known.
    held: Vec<Batch>,
    bytes: usize,
    batches: usize,
    failed: Option<String>,
    captures: Captures,
    newlines: u64,
    spares: Vec<Batch>,
}

impl Job for Run<'_> {
    type Worker = Counter;

    fn begin(&mut self, name: String) {
        self.newlines = 0;
        self.captures.files.push(FileOutcome {
            name,
            ..FileOutcome::default()
        });
        // What came before is of another connection.
        match self.plan.get() {
            Some(_) => self.own.restart(),
            None => self.held.push(Batch::default()),
        }
    }

    fn file(&mut self) -> &mut FileOutcome {
        if self.captures.files.is_empty() {
            self.captures.files.push(FileOutcome::default());
        }
        let last = self.captures.files.len() - 1;
        &mut self.captures.files[last]
    }

    fn lines(&self) -> u64 {
        self.newlines
    }

    fn spares(&mut self) -> &mut Vec<Batch> {
        &mut self.spares
    }

    fn is_interrupted(&mut self) -> bool {
        self.failed.is_some() || (self.interrupted)()
    }

    fn batch(&mut self, batch: Batch, pool: &mut Pool<'_, Counter>) {
        if self.plan.get().is_some() {
            self.batches += 1;
            if self.is_ordered() {
                let counts = self.own.batch(batch, self.batches);
                return self.counts(counts);
            }
            return pool.work(batch, self.batches, &mut |counts| self.counts(counts));
        }
        let mut counts = Counts::default();
        batch.visit(&mut Visitor {
            unwrapper: &mut self.unwrapper,
            counts: &mut counts,
            sink: &mut self.probe,
        });
        counts.newlines = batch.newlines();
        self.bytes += batch.len();
        self.counts(counts);
        self.held.push(batch);
        if self.bytes >= ENOUGH {
            self.decide(false);
        }
    }

    fn drain(&mut self, pool: &mut Pool<'_, Counter>) {
        pool.drain(&mut |counts| self.counts(counts));
    }

    fn end(&mut self) {}
}

impl Run<'_> {
    fn counts(&mut self, counts: Counts) {
        let file = self.file();
        file.values += counts.values;
        file.unparsed += counts.unparsed;
        file.skipped.binary += counts.binary;
        file.skipped.control += counts.control;
        self.newlines += counts.newlines;
        if counts.spare.len() > 0 {
            self.spares.push(counts.spare);
        }
    }

    /// Returns true if replies come after their requests, so that one thread counts.
    fn is_ordered(&self) -> bool {
        match self.plan.get() {
            Some(Plan::Drawn(drawn)) => drawn.replies(),
            Some(Plan::Keys(_)) | None => false,
        }
    }

    /// Chooses the form of frames, and counts those that were held.
    fn decide(&mut self, is_whole: bool) {
        if self.plan.get().is_some() || self.failed.is_some() {
            return;
        }
        if self.probe.frames == 0 {
            self.failed = Some("no frame could be read".to_owned());
            return;
        }
        match self.probe.plan(self.options) {
            Ok(mut plan) => {
                if !is_whole && self.options.form.is_none() {
                    let frames = self.probe.frames;
                    plan.add_reason(format!("the first {frames} frames show the form"));
                }
                // It is set here only.
                drop(self.plan.set(plan));
            }
            Err(message) => {
                self.failed = Some(message);
                return;
            }
        }
        for batch in std::mem::take(&mut self.held) {
            if batch.len() == 0 {
                self.own.restart();
                continue;
            }
            self.batches += 1;
            let counts = self.own.batch(batch, self.batches);
            self.spares.push(counts.spare);
        }
    }

    fn finish(mut self, pool: Pool<'_, Counter>) -> Result<Observed, Failed> {
        let counters = pool.finish();
        let failed = |message: &str, captures: Captures| Failed {
            message: message.to_owned(),
            captures,
        };
        if let Some(message) = self.failed {
            return Err(failed(&message, self.captures));
        }
        let Some(plan) = self.plan.get().cloned() else {
            return Err(failed("no frame could be read", self.captures));
        };
        let mut frames = self.own.frames.take();
        for counter in counters {
            match (&mut frames, counter.frames) {
                (Some(frames), Some(other)) => frames.merge(other),
                (frames @ None, other) => *frames = other,
                (Some(_), None) => {}
            }
        }
        let Some(mut frames) = frames else {
            return Err(failed("no frame could be read", self.captures));
        };
        frames.observer.arena.sort();
        if frames.events.is_empty() {
            let message =
                "no frame names an event; draw the frames in a file, and name it by --frame";
            return Err(failed(message, self.captures));
        }
        Ok(Observed {
            plan,
            frames,
            captures: self.captures,
        })
    }
}
