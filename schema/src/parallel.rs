//! Work on independent items with the machine's cores. Results come in the order of the items, so
//! that nobody can tell how many threads there were.

use std::thread::{self, ScopedJoinHandle};

/// More threads than this do not pay for work of a few milliseconds.
const MAX_THREADS: usize = 8;

/// Applies `work` to every item.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MAX_THREADS);
    let size = items.len().div_ceil(threads).max(1);
    let run = |chunk: &[T]| chunk.iter().map(&work).collect::<Vec<R>>();
    let mut chunks = items.chunks(size);
    let first = chunks.next().unwrap_or_default();
    thread::scope(|scope| {
        // A thread that the system refuses to start is no error: its share is done here.
        let others: Vec<_> = chunks
            .map(|chunk| {
                (
                    chunk,
                    thread::Builder::new()
                        .spawn_scoped(scope, || run(chunk))
                        .ok(),
                )
            })
            .collect();
        let mut results = run(first);
        for (chunk, thread) in others {
            match thread.map(ScopedJoinHandle::join) {
                Some(Ok(done)) => results.extend(done),
                Some(Err(panic)) => std::panic::resume_unwind(panic),
                None => results.extend(run(chunk)),
            }
        }
        results
    })
}
