//! The removed parts of a protocol.

use tdproto_schema::decl::{Decls, RemovedDecl, TombstoneDecl};
use tdproto_schema::model::WireValue;

use super::fields::wire;
use super::tables::{Keys, Tables};

/// Returns true if types or events were removed.
pub(super) fn is_of_protocol(decls: &Decls) -> bool {
    let mut removed = decls.removed.iter();
    removed.any(|gone| matches!(gone.part, RemovedDecl::Type | RemovedDecl::Event))
}

/// `[removed]`.
pub(super) fn of_protocol(tables: &mut Tables<'_>, decls: &Decls) {
    let removed = || decls.removed.iter();
    let types = removed().filter(|gone| matches!(gone.part, RemovedDecl::Type));
    write(
        tables,
        &["removed", "types"],
        types.map(|gone| (gone, None)),
    );
    let events = removed().filter(|gone| matches!(gone.part, RemovedDecl::Event));
    write(
        tables,
        &["removed", "events"],
        events.map(|gone| (gone, None)),
    );
}

/// `[entity.NAME.removed]`.
pub(super) fn of_entity(tables: &mut Tables<'_>, name: &str, removed: &[TombstoneDecl]) {
    let fields = removed
        .iter()
        .filter(|gone| matches!(&gone.part, RemovedDecl::Field { entity } if entity == name));
    let fields = fields.map(|gone| (gone, None));
    write(tables, &["entity", name, "removed"], fields);
}

/// `[enum.NAME.removed]`.
pub(super) fn of_enum(tables: &mut Tables<'_>, name: &str, removed: &[TombstoneDecl]) {
    let values = removed.iter().filter_map(|gone| match &gone.part {
        RemovedDecl::Value { enumeration, value } if enumeration == name => {
            let is_own = matches!(value, WireValue::Text(text) if *text == gone.name.value);
            Some((gone, (!is_own).then(|| wire(value))))
        }
        RemovedDecl::Value { .. }
        | RemovedDecl::Type
        | RemovedDecl::Field { .. }
        | RemovedDecl::Event => None,
    });
    write(tables, &["enum", name, "removed"], values);
}

fn write<'a>(
    tables: &mut Tables<'_>,
    path: &[&str],
    removed: impl Iterator<Item = (&'a TombstoneDecl, Option<String>)>,
) {
    let mut removed = removed.peekable();
    if removed.peek().is_none() {
        return;
    }
    tables.table(path);
    for (gone, value) in removed {
        let keys = Keys::default()
            .plain_if("value", value)
            .text_if("since", gone.since.as_ref())
            .text_if("doc", gone.doc.as_ref());
        tables.line(&gone.name.value, &keys.inline());
    }
}
