//! The work of each thread: counts the frames of one batch after another.

use std::sync::{Arc, OnceLock};

use super::form::Plan;
use super::frames::Frames;
use super::tape::{Kind, Parsed};
use super::unwrap::{Message, Said, Sink, Unwrapper};
use crate::capture::HarMessage;
use crate::capture::batch::{At, Batch, Refused, Visit};
use crate::capture::pool::Worker;

/// The counts of a batch.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) values: u64,
    pub(super) unparsed: u64,
    pub(super) binary: u64,
    pub(super) control: u64,
    pub(super) newlines: u64,
    pub(super) spare: Batch,
}

/// The counter of a thread.
pub(super) struct Counter {
    unwrapper: Unwrapper,
    /// The form of frames, which is known before the first batch.
    plan: Arc<OnceLock<Plan>>,
    max_texts: usize,
    pub(super) frames: Option<Frames>,
}

impl Counter {
    pub(super) fn new(unwrapper: Unwrapper, plan: Arc<OnceLock<Plan>>, max_texts: usize) -> Self {
        Self {
            unwrapper,
            plan,
            max_texts,
            frames: None,
        }
    }
}

impl Worker for Counter {
    type Outcome = Counts;

    /// Counts the frames of a batch; `number` is that of the batch.
    fn batch(&mut self, batch: Batch, number: usize) -> Counts {
        let mut counts = Counts::default();
        let plan = Arc::clone(&self.plan);
        if let Some(plan) = plan.get() {
            let max = self.max_texts;
            let frames = self.frames.get_or_insert_with(|| Frames::new(plan, max));
            frames.observer.now = (number as u64) << 32;
            let mut sink = Counting { plan, frames };
            batch.visit(&mut Visitor {
                unwrapper: &mut self.unwrapper,
                counts: &mut counts,
                sink: &mut sink,
            });
        }
        counts.newlines = batch.newlines();
        counts.spare = batch;
        counts
    }

    fn restart(&mut self) {
        if let Some(frames) = &mut self.frames {
            frames.restart();
        }
    }
}

/// A visitor of the values of a batch.
pub(super) struct Visitor<'w, S> {
    pub(super) unwrapper: &'w mut Unwrapper,
    pub(super) counts: &'w mut Counts,
    pub(super) sink: &'w mut S,
}

impl<S: Sink> Visit for Visitor<'_, S> {
    #[inline]
    fn value(&mut self, rest: &mut &str, _: At) {
        self.counts.values += 1;
        if self.unwrapper.value(rest, self.sink).is_err() {
            self.counts.unparsed += 1;
        }
    }

    fn message(&mut self, text: &str, message: HarMessage, _: At) {
        self.sink.connection(message.entry);
        match self.unwrapper.message(text, self.sink) {
            Ok(Message::Text) => self.counts.values += 1,
            Ok(Message::Binary) => self.counts.binary += 1,
            Ok(Message::Control) => self.counts.control += 1,
            Ok(Message::NoText) | Err(_) => {
                self.counts.values += 1;
                self.counts.unparsed += 1;
            }
        }
    }

    fn refused(&mut self, _: Refused<'_>, at: At) {
        self.counts.values += u64::from(at.is_value);
        self.counts.unparsed += 1;
    }
}

/// A counter of frames whose form is known.
struct Counting<'c> {
    plan: &'c Plan,
    frames: &'c mut Frames,
}

impl Sink for Counting<'_> {
    fn frame(&mut self, parsed: Parsed<'_>, at: usize, said: Said<'_>) {
        match self.plan {
            Plan::Keys(keys) => self.frames.by_keys(keys, parsed, at, said.sender),
            Plan::Drawn(drawn) => self.frames.by_drawing(drawn, parsed, at, said),
        }
    }

    fn is_frame(&self, parsed: Parsed<'_>, at: usize) -> bool {
        match self.plan {
            Plan::Keys(keys) => {
                let name = parsed.member(at, &keys.event);
                name.is_some_and(|at| parsed.kind(at) == Kind::Text)
            }
            Plan::Drawn(drawn) => drawn.has_frame_key(),
        }
    }

    fn connection(&mut self, entry: usize) {
        self.frames.connection(entry);
    }
}
