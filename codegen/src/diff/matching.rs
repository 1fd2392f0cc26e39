//! Matches removed and added parts by keys that both have. Keys are looked up, so that doubling
//! both doubles the time.

use std::collections::{BTreeMap, BTreeSet};

/// The parts that a key leads to on one side.
#[derive(Debug, Clone, Copy, Default)]
enum Slot<I> {
    #[default]
    Free,
    One(I),
    Several,
}

impl<I: Copy + PartialEq> Slot<I> {
    fn add(&mut self, id: I) {
        *self = match *self {
            Self::Free => Self::One(id),
            Self::One(known) if known == id => Self::One(id),
            Self::One(_) | Self::Several => Self::Several,
        };
    }
}

/// The pairs that a key leads to, if it leads to one of each side only, and each of them to one
/// partner only.
pub(super) fn by_keys<I: Copy + Ord, K: Ord>(
    gone: impl IntoIterator<Item = (I, Vec<K>)>,
    come: impl IntoIterator<Item = (I, Vec<K>)>,
) -> Vec<(I, I)> {
    let mut slots: BTreeMap<K, (Slot<I>, Slot<I>)> = BTreeMap::new();
    for (id, keys) in gone {
        for key in keys {
            slots.entry(key).or_default().0.add(id);
        }
    }
    for (id, keys) in come {
        for key in keys {
            if let Some(slot) = slots.get_mut(&key) {
                slot.1.add(id);
            }
        }
    }
    let pairs: BTreeSet<(I, I)> = slots
        .into_values()
        .filter_map(|slot| match slot {
            (Slot::One(old), Slot::One(new)) => Some((old, new)),
            (Slot::Free | Slot::One(_) | Slot::Several, _) => None,
        })
        .collect();
    alone(&pairs)
}

/// The pairs whose members are in no other pair.
fn alone<I: Copy + Ord>(pairs: &BTreeSet<(I, I)>) -> Vec<(I, I)> {
    let (mut olds, mut news) = (BTreeMap::new(), BTreeMap::new());
    for (old, new) in pairs {
        *olds.entry(*old).or_insert(0) += 1;
        *news.entry(*new).or_insert(0) += 1;
    }
    let only = |(old, new): &&(I, I)| olds[old] == 1 && news[new] == 1;
    pairs.iter().filter(only).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::by_keys;

    #[test]
    fn a_key_of_several_pairs_nothing() {
        let gone = [(1, vec!["a"]), (2, vec!["b"]), (3, vec!["c", "d"])];
        let come = [
            (4, vec!["a"]),
            (5, vec!["b"]),
            (6, vec!["b"]),
            (7, vec!["d", "c"]),
        ];
        assert_eq!(by_keys(gone, come), [(1, 4), (3, 7)]);
    }

    #[test]
    fn a_part_of_two_partners_has_none() {
        let gone = [(1, vec!["a", "b"])];
        assert_eq!(by_keys(gone, [(2, vec!["a"]), (3, vec!["b"])]), []);
    }
}
