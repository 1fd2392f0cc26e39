//! The types whose values have constraints, or hold values that do.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{TypeDef, TypeId};

/// The declared types that reach a constraint.
pub(crate) struct Bounded {
    types: BTreeSet<TypeId>,
}

impl Bounded {
    /// Finds the types. Those that `is_foreign` names have no checks of ours.
    pub(crate) fn new(model: &Model, is_foreign: impl Fn(&TypeDef) -> bool) -> Self {
        let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); model.types().len()];
        let mut open = Vec::new();
        for (id, def) in model.types_with_ids().filter(|(_, def)| !is_foreign(def)) {
            let mut add = |held: TypeId| holders[held.index()].push(id);
            def.parts().for_each(|ty| ty.each_named(&mut add));
            let has_own = def.fields().iter().any(|field| !field.bounds.is_empty());
            if has_own || def.constraints.are_checked() {
                open.push(id);
            }
        }
        let mut types = BTreeSet::new();
        while let Some(id) = open.pop() {
            if types.insert(id) {
                open.extend(&holders[id.index()]);
            }
        }
        Self { types }
    }

    /// Returns true if no type reaches a constraint.
    pub(crate) fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// Returns true if a declared type reaches a constraint.
    pub(crate) fn has(&self, id: TypeId) -> bool {
        self.types.contains(&id)
    }
}
