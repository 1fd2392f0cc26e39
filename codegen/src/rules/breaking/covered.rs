//! Types that were removed together with their users.

use tdproto_schema::model::TypeId;

use crate::diff::Pairs;
use crate::experimental::{parts, walk};

/// The way in which a type was removed that only the old model has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Went {
    /// The type was removed on its own. Nothing used it, or only parts that were removed and are
    /// not reported otherwise.
    Alone,
    /// The type was removed with an event or a type whose removal is reported.
    WithItsOwner,
    /// The type was removed with its use in a part that still exists, which is reported.
    WithItsUse,
}

/// The way in which each type of the old model was removed. For types that still exist, it has no
/// meaning.
pub(super) fn went(pairs: &Pairs<'_>) -> Vec<Went> {
    let model = pairs.old;
    let is_gone = |id: TypeId| pairs.new_type(id).is_none();
    let mut used = vec![false; model.types().len()];
    let mut used_by_living = used.clone();
    let mut seeds = Vec::new();
    for (carrier, ty) in model.carriers() {
        let lives = carrier
            .event()
            .is_none_or(|id| pairs.new_event(id).is_some());
        for id in ty.named() {
            used[id.index()] = true;
            match lives {
                true => used_by_living[id.index()] = true,
                false => seeds.push(id),
            }
        }
    }
    for (id, _) in model.types_with_ids() {
        for part in parts(model, id, &|_| true)
            .into_iter()
            .filter(|part| *part != id)
        {
            used[part.index()] = true;
            used_by_living[part.index()] |= !is_gone(id);
        }
    }
    let is_reported = |id: TypeId| is_gone(id) && (!used[id.index()] || used_by_living[id.index()]);
    for (id, _) in model.types_with_ids().filter(|(id, _)| is_reported(*id)) {
        seeds.extend(parts(model, id, &|_| true));
    }
    let together = walk(model, seeds.into_iter(), is_gone, |_| true);
    let ids = model.types_with_ids().map(|(id, _)| id.index());
    ids.map(|at| match (used_by_living[at], used[at] && together[at]) {
        (true, _) => Went::WithItsUse,
        (false, true) => Went::WithItsOwner,
        (false, false) => Went::Alone,
    })
    .collect()
}
