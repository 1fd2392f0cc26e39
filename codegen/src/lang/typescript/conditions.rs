//! Conditions of fields: which sibling decides what an entity has.

use std::collections::BTreeMap;

use tdproto_schema::model::{Entity, Field, When};

/// Whether fields of an entity depend on a sibling, so that it can be narrowed.
pub(super) fn is_conditional(entity: &Entity) -> bool {
    conditions(entity).is_some()
}

/// The sibling that most fields depend on, and those of them that may be absent. The others are
/// always on the wire, whatever the sibling's value.
pub(super) fn conditions(entity: &Entity) -> Option<(usize, Vec<(&Field, &When)>)> {
    let mut found: BTreeMap<usize, Vec<(&Field, &When)>> = BTreeMap::new();
    for field in &entity.fields {
        if let Some(when) = &field.when
            && field.presence.may_be_absent()
        {
            found.entry(when.field).or_default().push((field, when));
        }
    }
    found
        .into_iter()
        .rev()
        .max_by_key(|(_, fields)| fields.len())
}
