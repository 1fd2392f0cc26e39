//! Conditions of fields: the siblings that decide which fields an entity has.

use std::collections::BTreeMap;

use tdproto_schema::model::{Entity, Field, When};

/// Returns true if fields of an entity depend on a sibling, so that it can be narrowed.
pub(super) fn is_conditional(entity: &Entity) -> bool {
    conditions(entity).is_some()
}

/// The sibling that most fields depend on, and those of them that may be absent. The others are
/// always on the wire, for any value of the sibling.
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
