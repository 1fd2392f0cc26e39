//! Work on independent items with the machine's cores. Results come in the order of the items, so
//! that the number of threads does not show.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The number of threads above which more do not pay for work of a few milliseconds.
const MAX_THREADS: usize = 8;

/// How many threads work for others. Work may itself have parts: all of it shares the cores.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

/// Applies `work` to every item. Each thread takes the next item that nobody has taken, so that
/// items may be of very different size. Work may call this function, too: it gets the cores that are
/// free at that moment.
pub fn map<'t, T: Sync, R: Send>(items: &'t [T], work: impl Fn(&'t T) -> R + Sync) -> Vec<R> {
    let helpers = Helpers::take(items.len().saturating_sub(1));
    if helpers.0 == 0 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match items.get(index) {
                Some(item) => done.push((index, work(item))),
                None => return done,
            }
        }
    };
    let mut results = thread::scope(|scope| {
        // A thread that the system refuses to start is no error: the others do its share.
        let others: Vec<_> = (0..helpers.0)
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, run).ok())
            .collect();
        let mut results = run();
        for thread in others {
            match thread.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A share of the threads that may run besides the one that calls.
struct Helpers(usize);

impl Helpers {
    fn take(wanted: usize) -> Helpers {
        let most = cores().min(MAX_THREADS) - 1;
        let mut taken = 0;
        let _ = HELPERS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |busy| {
            taken = wanted.min(most.saturating_sub(busy));
            Some(busy + taken)
        });
        Helpers(taken)
    }
}

impl Drop for Helpers {
    fn drop(&mut self) {
        HELPERS.fetch_sub(self.0, Ordering::Relaxed);
    }
}

/// The cores, at least one. The system is asked once: it reads files for the answer.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        assert_eq!(map(&items, |item| item * 2), doubled);
        assert!(map(&[], |item: &u8| *item).is_empty());
    }

    #[test]
    fn work_may_have_parts() {
        let items: Vec<usize> = (0..50).collect();
        let sums = map(&items, |item| {
            map(&items, |part| item * part).iter().sum::<usize>()
        });
        let expected: Vec<usize> = items.iter().map(|item| item * 1225).collect();
        assert_eq!(sums, expected);
    }
}
