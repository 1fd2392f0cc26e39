//! What an update changes, value by value.

use std::collections::{BTreeMap, BTreeSet};

use super::leaves::{Leaf, Path};

/// A part that a person changed, and the description, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// Its value in the files; `None`: a person removed it.
    pub ours: Option<String>,
    /// Its value in the description; `None`: it is there no more.
    pub theirs: Option<String>,
}

/// How many parts changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Values that are new.
    pub added: usize,
    /// Values that differ from those of the last import.
    pub changed: usize,
    /// Values that are gone.
    pub removed: usize,
    /// Values that a person changed, and that stay.
    pub kept: usize,
}

/// The changes to make.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) changes: Vec<(Path, Option<String>)>,
    pub(super) counts: Counts,
    pub(super) conflicts: Vec<Conflict>,
}

/// Compares what the last import said with the files and with what the description says now.
pub(super) fn merge(
    base: &BTreeMap<Path, String>,
    ours: &BTreeMap<Path, Leaf>,
    theirs: &BTreeMap<Path, Leaf>,
) -> Merged {
    let mut merged = Merged::default();
    let paths: BTreeSet<&Path> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    for path in paths {
        let was = base.get(path);
        let own = ours.get(path).map(|leaf| &leaf.value);
        let new = theirs.get(path).map(|leaf| &leaf.value);
        if new == was {
            merged.counts.kept += usize::from(own != was);
        } else if own == was {
            let is_filled = own.is_some_and(|own| own == "{}")
                && new.is_none()
                && theirs
                    .range(path.clone()..)
                    .next()
                    .is_some_and(|(next, _)| next.starts_with(path));
            if is_filled {
                // The table stays, with what is new in it.
                continue;
            }
            let count = match (own, new) {
                (None, _) => &mut merged.counts.added,
                (Some(_), Some(_)) => &mut merged.counts.changed,
                (Some(_), None) => &mut merged.counts.removed,
            };
            *count += 1;
            merged.changes.push((path.clone(), new.cloned()));
        } else if own != new {
            merged.conflicts.push(Conflict {
                path: path.clone(),
                ours: own.cloned(),
                theirs: new.cloned(),
            });
        }
    }
    merged
}
