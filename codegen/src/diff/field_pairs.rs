//! Pairs the fields of a new entity with those of the old one.

use tdproto_schema::model::{Entity, Field};

use super::matching::by_keys;
use super::pairs::Pairs;
use super::part::{Side, TypePair};
use super::similar;

/// The fields of both entities in pairs: by name, then by names that are equal without case and
/// separators, then by renames. They are in the old order, new ones last.
pub(super) fn sides(
    pairs: &Pairs<'_>,
    owner: TypePair,
    old: &Entity,
    new: &Entity,
) -> Vec<Side<usize>> {
    let mut match_up = MatchUp {
        pairs,
        owner,
        entities: [old, new],
        to_new: vec![None; old.fields.len()],
        is_new: vec![true; new.fields.len()],
    };
    match_up.by(|_, field| Some(field.name.clone()).into_iter().collect());
    match_up.by(|_, field| similar::plain(&field.name).into_iter().collect());
    for keys in similar::ROUNDS {
        match_up.renamed(|is_old, field| keys(&field.name, is_old));
    }
    match_up.renamed(|_, field| {
        let text = Some(&field.docs.text).filter(|text| !text.is_empty());
        text.cloned().into_iter().collect()
    });
    let MatchUp { to_new, is_new, .. } = match_up;
    let known = to_new.into_iter().enumerate();
    let known = known.map(|(a, b)| b.map_or(Side::Old(a), |b| Side::Both(a, b)));
    let added = is_new.into_iter().enumerate();
    let added = added.filter(|(_, is_new)| *is_new);
    known.chain(added.map(|(at, _)| Side::New(at))).collect()
}

/// The fields of two entities, and which is which.
struct MatchUp<'a> {
    pairs: &'a Pairs<'a>,
    owner: TypePair,
    entities: [&'a Entity; 2],
    to_new: Vec<Option<usize>>,
    is_new: Vec<bool>,
}

impl MatchUp<'_> {
    /// Pairs the fields that only one entity has and that their keys lead to.
    fn by(&mut self, keys: impl Fn(bool, &Field) -> Vec<String>) {
        let matched = self.matched(keys);
        matched.into_iter().for_each(|pair| self.pair(pair));
    }

    /// Pairs fields of the same shape that their keys lead to. A field that is deprecated, or
    /// remembered as removed, has no other name.
    fn renamed(&mut self, keys: impl Fn(bool, &Field) -> Vec<String>) {
        let (pairs, owner) = (self.pairs, self.owner);
        let matched = self.matched(|is_old, field| {
            if is_dead(pairs, owner, is_old, field) {
                return Vec::new();
            }
            let keys = keys(is_old, field);
            if keys.is_empty() {
                return Vec::new();
            }
            let ty = pairs.shapes(is_old).ty(&field.ty);
            let shape = (field.presence, field.access, ty);
            keys.into_iter().map(|key| (shape.clone(), key)).collect()
        });
        for (a, b) in matched {
            let (x, y) = (&self.entities[0].fields[a], &self.entities[1].fields[b]);
            if pairs.relation(&x.ty, &y.ty).is_same_on_wire() {
                self.pair((a, b));
            }
        }
    }

    fn matched<K: Ord>(&self, keys: impl Fn(bool, &Field) -> Vec<K>) -> Vec<(usize, usize)> {
        let [old, new] = self.entities;
        let gone = (0..old.fields.len()).filter(|at| self.to_new[*at].is_none());
        let come = (0..new.fields.len()).filter(|at| self.is_new[*at]);
        by_keys(
            gone.map(|at| (at, keys(true, &old.fields[at]))),
            come.map(|at| (at, keys(false, &new.fields[at]))),
        )
    }

    fn pair(&mut self, (old, new): (usize, usize)) {
        self.to_new[old] = Some(new);
        self.is_new[new] = false;
    }
}

/// Returns true if a field of one model is deprecated there, or remembered as removed by the other
/// one.
fn is_dead(pairs: &Pairs<'_>, owner: TypePair, is_old: bool, field: &Field) -> bool {
    let declared = match (is_old, field.included_from) {
        (_, None) => Some(owner),
        (true, Some(id)) => pairs.new_type(id).map(|new| (id, new)),
        (false, Some(id)) => pairs.old_type(id).map(|old| (old, id)),
    };
    let removed = declared.is_some_and(|owner| pairs.is_dead_field(is_old, owner, &field.name));
    field.docs.deprecated.is_some() || removed
}
