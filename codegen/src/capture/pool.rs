//! Checks batches by several threads; the outcomes come back in the order of the batches.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use super::batch::Batch;
use super::checker::{BatchChecker, BatchOutcome};

/// The number of batches that may be under way for each thread.
const AHEAD: usize = 3;

/// The number of their bytes, unless one batch alone has more.
const AHEAD_BYTES: usize = 32 << 20;

/// The time to wait for a part before looking whether the threads still run.
const PATIENCE: Duration = Duration::from_millis(200);

/// A batch on its way to be checked.
pub(super) struct Task {
    number: u64,
    batch: Batch,
    room: usize,
}

/// The queue of tasks that wait for threads.
pub(super) type Queue = Mutex<Receiver<Task>>;

/// The threads; without any, batches are checked at once.
pub(super) struct Pool<'scope, 'v> {
    /// The checker of this thread.
    own: BatchChecker<'v>,
    threads: Vec<ScopedJoinHandle<'scope, BatchChecker<'v>>>,
    tasks: Option<Sender<Task>>,
    results: Receiver<(u64, BatchOutcome)>,
    /// The number of the next task, and the number of the next part to hand out.
    next: u64,
    due: u64,
    /// The sizes of batches under way, the oldest first, and their sum.
    sizes: VecDeque<usize>,
    bytes: usize,
    early: BTreeMap<u64, BatchOutcome>,
}

impl<'scope, 'v: 'scope> Pool<'scope, 'v> {
    /// Starts `threads` threads besides this one.
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

    /// Checks a batch, at once or by a thread; hands out the parts that are ready, in order.
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
            // Threads that are gone have panicked, which the end of the scope reports.
            let _ = tasks.send(Task {
                number,
                batch,
                room,
            });
        }
    }

    /// Forgets the requests of the capture before, where this thread checks.
    pub(super) fn restart(&mut self) {
        self.own.restart();
    }

    /// Waits for all batches that are under way.
    pub(super) fn drain(&mut self, take: &mut impl FnMut(BatchOutcome)) {
        while !self.sizes.is_empty() {
            take(self.wait());
        }
    }

    /// Returns the next part in order.
    fn wait(&mut self) -> BatchOutcome {
        let part = loop {
            if let Some(part) = self.early.remove(&self.due) {
                break part;
            }
            match self.results.recv_timeout(PATIENCE) {
                Ok((number, part)) => drop(self.early.insert(number, part)),
                Err(_) if self.threads.iter().any(ScopedJoinHandle::is_finished) => {
                    // A thread has panicked, which `finish` reports.
                    break BatchOutcome::default();
                }
                Err(_) => {}
            }
        };
        self.due += 1;
        self.bytes -= self.sizes.pop_front().unwrap_or_default();
        part
    }

    /// Ends the threads, and returns the checkers once everything is checked.
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
