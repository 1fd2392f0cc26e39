//! Has batches worked on by several threads; the outcomes come back in the order of the batches.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use super::batch::Batch;

/// The work of one thread.
pub(crate) trait Worker: Send {
    /// The outcome of a batch.
    type Outcome: Default + Send;

    /// Works on a batch. The outcome has at most `room` findings.
    fn batch(&mut self, batch: Batch, room: usize) -> Self::Outcome;

    /// Begins with another capture.
    fn restart(&mut self);
}

/// The number of batches that may be under way for each thread.
const AHEAD: usize = 3;

/// The number of their bytes, unless one batch alone has more.
const AHEAD_BYTES: usize = 32 << 20;

/// The time to wait for a part before looking whether the threads still run.
const PATIENCE: Duration = Duration::from_millis(200);

/// A batch on its way to a worker.
pub(crate) struct Task {
    number: u64,
    batch: Batch,
    room: usize,
}

/// The queue of tasks that wait for threads.
pub(crate) type Queue = Mutex<Receiver<Task>>;

/// The threads; without any, batches are worked on at once.
pub(crate) struct Pool<'scope, W: Worker> {
    /// The worker of this thread.
    own: W,
    threads: Vec<ScopedJoinHandle<'scope, W>>,
    tasks: Option<Sender<Task>>,
    results: Receiver<(u64, W::Outcome)>,
    /// The number of the next task, and the number of the next part to hand out.
    next: u64,
    due: u64,
    /// The sizes of batches under way, the oldest first, and their sum.
    sizes: VecDeque<usize>,
    bytes: usize,
    early: BTreeMap<u64, W::Outcome>,
}

impl<'scope, W: Worker + 'scope> Pool<'scope, W> {
    /// Starts `threads` threads besides this one.
    pub(crate) fn start(
        scope: &'scope Scope<'scope, '_>,
        queue: &'scope Queue,
        tasks: Sender<Task>,
        threads: usize,
        worker: impl Fn() -> W,
    ) -> Self {
        let (sender, results) = channel();
        let start = |_| {
            let (mut worker, sender) = (worker(), sender.clone());
            scope.spawn(move || {
                while let Some(task) = next(queue) {
                    let part = worker.batch(task.batch, task.room);
                    if sender.send((task.number, part)).is_err() {
                        break;
                    }
                }
                worker
            })
        };
        Self {
            threads: (0..threads).map(start).collect(),
            own: worker(),
            tasks: Some(tasks),
            results,
            next: 0,
            due: 0,
            sizes: VecDeque::new(),
            bytes: 0,
            early: BTreeMap::new(),
        }
    }
}

impl<W: Worker> Pool<'_, W> {
    /// Has a batch worked on, at once or by a thread; hands out the parts that are ready, in order.
    pub(crate) fn work(&mut self, batch: Batch, room: usize, take: &mut impl FnMut(W::Outcome)) {
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

    /// Begins with another capture, where this thread does the work.
    pub(crate) fn restart(&mut self) {
        self.own.restart();
    }

    /// Waits for all batches that are under way.
    pub(crate) fn drain(&mut self, take: &mut impl FnMut(W::Outcome)) {
        while !self.sizes.is_empty() {
            take(self.wait());
        }
    }

    /// Returns the next part in order.
    fn wait(&mut self) -> W::Outcome {
        let part = loop {
            if let Some(part) = self.early.remove(&self.due) {
                break part;
            }
            match self.results.recv_timeout(PATIENCE) {
                Ok((number, part)) => drop(self.early.insert(number, part)),
                Err(_) if self.threads.iter().any(ScopedJoinHandle::is_finished) => {
                    // A thread has panicked, which `finish` reports.
                    break W::Outcome::default();
                }
                Err(_) => {}
            }
        };
        self.due += 1;
        self.bytes -= self.sizes.pop_front().unwrap_or_default();
        part
    }

    /// Ends the threads, and returns the workers once all work is done.
    pub(crate) fn finish(mut self) -> Vec<W> {
        self.tasks = None;
        let threads = self.threads.into_iter();
        let workers = threads.map(|thread| match thread.join() {
            Ok(worker) => worker,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let mut workers: Vec<_> = workers.collect();
        workers.push(self.own);
        workers
    }
}

fn next(queue: &Queue) -> Option<Task> {
    queue.lock().ok()?.recv().ok()
}
