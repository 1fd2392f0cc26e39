//! The ends of chains of aliases, found once: a chain may be as long as the schema.

use super::{Type, TypeDef, TypeId};

/// The last alias of the chain that each type begins; a type that is no alias is its own end. A
/// chain that leads back to itself, which the checks refuse, ends at one of its members.
pub(super) fn ends(types: &[TypeDef]) -> Vec<TypeId> {
    let mut ends: Vec<Option<TypeId>> = vec![None; types.len()];
    let mut chain = Vec::new();
    for start in 0..types.len() {
        let mut last = TypeId::new(start);
        while ends[last.index()].is_none() {
            // Met again before its end is known, the chain is a ring and ends here.
            ends[last.index()] = Some(last);
            chain.push(last);
            match next(types, last) {
                Some(next) => last = next,
                None => break,
            }
        }
        let end = ends[last.index()].unwrap_or(last);
        for id in chain.drain(..) {
            ends[id.index()] = Some(end);
        }
    }
    let ids = (0..types.len()).map(TypeId::new);
    ids.zip(ends).map(|(id, end)| end.unwrap_or(id)).collect()
}

/// The alias that an alias stands for.
fn next(types: &[TypeDef], id: TypeId) -> Option<TypeId> {
    let Some(Type::Named(target)) = types[id.index()].alias() else {
        return None;
    };
    types[target.index()].alias().map(|_| *target)
}
