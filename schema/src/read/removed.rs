//! Tombstones: the `removed` tables of a file, of entities and of enums.

use super::cursor::{Cursor, Table};
use crate::decl::{RemovedDecl, Spanned, TombstoneDecl, TypeBody, TypeDecl};
use crate::keys;

use super::wire_values::wire_value;

/// Reads the tombstones in `[removed]`, of whole types and events.
pub(super) fn of_file(cursor: &mut Cursor<'_>, root: &Table<'_>) -> Vec<TombstoneDecl> {
    let mut found = Vec::new();
    let Some(removed) = cursor.table(root, "removed") else {
        return found;
    };
    cursor.check_keys(&removed, keys::REMOVED, "in `[removed]`");
    if let Some(types) = cursor.table(&removed, "types") {
        for (key, value) in types.entries() {
            let name = cursor.type_name(key);
            let table = cursor.part(key.get_ref(), value, [Some("since"), None, None]);
            if let (Some(name), Some(table)) = (name, table) {
                cursor.check_keys(&table, keys::TOMBSTONE, "of what was removed");
                found.push(tombstone(cursor, RemovedDecl::Type, name, &table));
            }
        }
    }
    if let Some(events) = cursor.table(&removed, "events") {
        for (key, value) in events.entries() {
            let name = cursor.event_name(key);
            let table = cursor.part(key.get_ref(), value, [Some("since"), None, None]);
            if let (Some(name), Some(table)) = (name, table) {
                cursor.check_keys(&table, keys::TOMBSTONE, "of what was removed");
                found.push(tombstone(cursor, RemovedDecl::Event, name, &table));
            }
        }
    }
    found
}

/// Reads the tombstones of an entity's fields, or of an enum's values.
pub(super) fn of_type(
    cursor: &mut Cursor<'_>,
    owner: &TypeDecl,
    table: &Table<'_>,
) -> Vec<TombstoneDecl> {
    let mut found = Vec::new();
    // The key was reported where it has no meaning.
    let takes_removed = matches!(owner.body, TypeBody::Entity { .. } | TypeBody::Enum { .. });
    let removed = takes_removed.then(|| cursor.table(table, "removed"));
    let Some(removed) = removed.flatten() else {
        return found;
    };
    for (key, value) in removed.entries() {
        let name = cursor.wire_key(key);
        let of_integer = match &owner.body {
            TypeBody::Enum { .. } => Some("value"),
            TypeBody::Entity { .. }
            | TypeBody::Union { .. }
            | TypeBody::Scalar { .. }
            | TypeBody::Alias { .. } => None,
        };
        let table = cursor.part(key.get_ref(), value, [Some("since"), of_integer, None]);
        let (Some(name), Some(table)) = (name, table) else {
            continue;
        };
        let part = match &owner.body {
            TypeBody::Enum { base, .. } => {
                cursor.check_keys(&table, keys::VALUE_TOMBSTONE, "of a value that was removed");
                // A tombstone has a `value`, too, and fewer keys.
                let allowed = (&table, keys::ENUM_VALUE);
                let Some(value) = wire_value(cursor, &name, allowed, *base) else {
                    continue;
                };
                RemovedDecl::Value {
                    enumeration: owner.name.value.clone(),
                    value: value.value,
                }
            }
            TypeBody::Entity { .. }
            | TypeBody::Union { .. }
            | TypeBody::Scalar { .. }
            | TypeBody::Alias { .. } => {
                cursor.check_keys(&table, keys::TOMBSTONE, "of what was removed");
                RemovedDecl::Field {
                    entity: owner.name.value.clone(),
                }
            }
        };
        found.push(tombstone(cursor, part, name, &table));
    }
    found
}

fn tombstone(
    cursor: &mut Cursor<'_>,
    part: RemovedDecl,
    name: Spanned<String>,
    table: &Table<'_>,
) -> TombstoneDecl {
    TombstoneDecl {
        part,
        name,
        since: cursor.version(table, "since"),
        doc: cursor.text(table, "doc").map(|found| found.value),
    }
}
