//! Finds all changes between two models.

use tdproto_schema::Model;

use super::change::Change;
use super::pairs::Pairs;
use super::{events, frames, tombstones, types};

/// All changes, in a stable order: the protocol, then kinds of frames, types by their names with their fields or
/// values in order, then events by their names, then tombstones.
///
/// Equal models give no changes.
#[must_use]
pub fn diff<'a>(old: &'a Model, new: &'a Model) -> (Pairs<'a>, Vec<Change>) {
    let pairs = Pairs::find(old, new);
    let mut changes = Vec::new();
    if old == new {
        return (pairs, changes);
    }
    events::protocol(&pairs, &mut changes);
    frames::all(&pairs, &mut changes);
    types::all(&pairs, &mut changes);
    events::all(&pairs, &mut changes);
    tombstones::all(&pairs, &mut changes);
    (pairs, changes)
}
