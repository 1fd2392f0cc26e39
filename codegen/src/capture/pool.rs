//! Judges batches by several threads; what they give comes back in the order of the batches.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use super::batch::Batch;
use super::checker::{BatchChecker, BatchOutcome};

/// How many batches may be under way, for each thread.
const AHEAD: usize = 3;

/// How many bytes of them, unless one alone has more.
const AHEAD_BYTES: usize = 32 << 20;

/// How long to wait for a part before looking whether the threads are still there.
const PATIENCE: Duration = Duration::from_millis(200);

/// Batches on their way to be judged.
pub(super) struct Task {
    number: u64,
    batch: Batch,
    room: usize,
}

/// Where tasks wait for threads.
pub(super) type Queue = Mutex<Receiver<Task>>;

/// The threads; none: batches are judged at once.
pub(super) struct Pool<'scope, 'v> {
    /// Judges what this thread checkers itself.
    own: BatchChecker<'v>,
    threads: Vec<ScopedJoinHandle<'scope, BatchChecker<'v>>>,
    tasks: Option<Sender<Task>>,
    results: Receiver<(u64, BatchOutcome)>,
    /// The next number to be given, and the next to be handed out.
    next: u64,
    due: u64,
    /// The sizes of batches under way, the oldest first, and their sum.
    sizes: VecDeque<usize>,
    bytes: usize,
    early: BTreeMap<u64, BatchOutcome>,
}

impl<'scope, 'v: 'scope> Pool<'scope, 'v> {
    /// Starts so many threads besides this one.
    pub(super) fn start(
        scope: &'scope Scope<'scope, '_>,
        queue: &'scope Queue,
        tasks: Sender<Task>,
        threads: usize,
        checker: impl Fn() -> BatchChecker<'v>,
    ) -> Self {
        let (sender, results) = channel();
        let start = |_| {
            let (mut checker, sender) = (checker(), sender.clone());
            scope.spawn(move || {
                while let Some(task) = next(queue) {
                    let part = checker.batch(task.batch, task.room);
                    if sender.send((task.number, part)).is_err() {
                        break;
                    }
                }
                checker
            })
        };
        Self {
            threads: (0..threads).map(start).collect(),
            own: checker(),
            tasks: Some(tasks),
            results,
            next: 0,
            due: 0,
            sizes: VecDeque::new(),
            bytes: 0,
            early: BTreeMap::new(),
        }
    }

    /// Has a batch judged; hands out the parts that are ready, in order.
    pub(super) fn check(&mut self, batch: Batch, room: usize, take: &mut impl FnMut(BatchOutcome)) {
        if self.threads.is_empty() {
            return take(self.own.batch(batch, room));
        }
        let size = batch.text.len();
        while self.sizes.len() >= AHEAD * self.threads.len()
            || self.bytes > 0 && self.bytes + size > AHEAD_BYTES
        {
            take(self.wait());
        }
        self.sizes.push_back(size);
        self.bytes += size;
        let number = self.next;
        self.next += 1;
        if let Some(tasks) = &self.tasks {
            // Threads that are gone have panicked, which the end of the scope tells.
            let _ = tasks.send(Task {
                number,
                batch,
                room,
            });
        }
    }

    /// Waits for all that is under way.
    pub(super) fn drain(&mut self, take: &mut impl FnMut(BatchOutcome)) {
        while !self.sizes.is_empty() {
            take(self.wait());
        }
    }

    /// The next part in order.
    fn wait(&mut self) -> BatchOutcome {
        let part = loop {
            if let Some(part) = self.early.remove(&self.due) {
                break part;
            }
            match self.results.recv_timeout(PATIENCE) {
                Ok((number, part)) => drop(self.early.insert(number, part)),
                Err(_) if self.threads.iter().any(ScopedJoinHandle::is_finished) => {
                    // It has panicked, which `finish` tells.
                    break BatchOutcome::default();
                }
                Err(_) => {}
            }
        };
        self.due += 1;
        self.bytes -= self.sizes.pop_front().unwrap_or_default();
        part
    }

    /// The checkers, once everything is judged.
    pub(super) fn finish(mut self) -> Vec<BatchChecker<'v>> {
        self.tasks = None;
        let threads = self.threads.into_iter();
        let checkers = threads.map(|thread| match thread.join() {
            Ok(checker) => checker,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let mut checkers: Vec<_> = checkers.collect();
        checkers.push(self.own);
        checkers
    }
}

fn next(queue: &Queue) -> Option<Task> {
    queue.lock().ok()?.recv().ok()
}
