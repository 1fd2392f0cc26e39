//! A part of the vectors, spread evenly over all of them.

use std::ops::ControlFlow;

use tdproto_schema::Model;

use super::class::Class;
use super::every::{each_selected, each_vector};
use super::maker::Selection;
use super::vector::Vector;

/// How much of the vectors is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budget {
    /// The most vectors.
    pub limit: Option<usize>,
    /// The most bytes of all lines together, with their line breaks.
    pub bytes: Option<usize>,
}

/// The bytes of a line for each byte of its text: the text is in it, and mostly what a receiver
/// writes again, with quotes that are escaped.
const LINE: usize = 3;

/// Makes the vectors that a budget allows: every nth, so that each part of the model has some. The
/// same budget gives the same vectors.
///
/// # Errors
/// Breaks off where `take` does.
pub fn each_within(
    model: &Model,
    seed: u64,
    classes: &[Class],
    budget: Budget,
    take: &mut dyn FnMut(Vector) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if budget == Budget::default() {
        return each_vector(model, seed, classes, take);
    }
    let mut lengths = Vec::new();
    let selection = Selection::Lengths(&mut lengths);
    each_selected(model, seed, classes, selection, &mut |_| {
        ControlFlow::Continue(())
    })?;
    let selection = Selection::Spread {
        at: 0,
        all: lengths.len(),
        count: affordable(&lengths, budget),
    };
    let mut left = budget.bytes;
    each_selected(model, seed, classes, selection, &mut |vector| {
        if let Some(left) = &mut left {
            let size = vector.to_line().len() + 1;
            match left.checked_sub(size) {
                Some(less) => *left = less,
                // A smaller one may fit.
                None => return ControlFlow::Continue(()),
            }
        }
        take(vector)
    })
}

/// The number of vectors that keep to a budget, if their texts are as long as those of all.
fn affordable(lengths: &[usize], budget: Budget) -> usize {
    let all = lengths.len();
    let most = budget.limit.map_or(all, |limit| limit.min(all));
    let bytes = lengths.iter().sum::<usize>().saturating_mul(LINE).max(1);
    match budget.bytes {
        Some(wanted) if wanted < bytes => {
            let share = wanted.saturating_mul(all) / bytes;
            share.min(most)
        }
        Some(_) | None => most,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{Budget, affordable, each_within};

    #[test]
    fn both_limits_are_kept() {
        let lengths = [10; 100];
        let affordable = |limit, bytes| affordable(&lengths, Budget { limit, bytes });
        assert_eq!(affordable(Some(7), None), 7);
        assert_eq!(affordable(None, Some(300)), 10);
        assert_eq!(affordable(Some(7), Some(300)), 7);
        assert_eq!(affordable(None, Some(9)), 0);
        assert_eq!(affordable(Some(1000), Some(100_000)), 100);
    }

    #[test]
    fn a_part_is_spread_over_all() {
        let (schema, _) = tdproto_schema::embedded::compiled();
        let budget = Budget {
            limit: Some(200),
            bytes: Some(100_000),
        };
        let (mut ids, mut bytes) = (Vec::new(), 0);
        let _ = each_within(&schema.model, 0, &[], budget, &mut |vector| {
            bytes += vector.to_line().len() + 1;
            ids.push(vector.id);
            ControlFlow::Continue(())
        });
        assert!(bytes <= 100_000, "{bytes} bytes");
        assert!((50..=200).contains(&ids.len()), "{} vectors", ids.len());
        let subjects: std::collections::BTreeSet<_> =
            ids.iter().filter_map(|id| id.split('/').nth(1)).collect();
        assert!(subjects.len() > 30, "{subjects:?}");
    }
}
