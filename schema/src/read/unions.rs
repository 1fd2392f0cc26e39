//! Unions and their variants.

use super::cursor::{Cursor, Table};
use super::wire_values::{enum_base, wire_value};
use super::{direction, docs};
use crate::decl::{Spanned, TypeBody, VariantDecl};
use crate::model::EnumBase;
use crate::{Code, Diagnostic, TypeExpr, keys};

/// The content of `[union.NAME]`.
pub(super) fn body(cursor: &mut Cursor<'_>, name: &Spanned<String>, table: &Table<'_>) -> TypeBody {
    cursor.check_keys(table, keys::UNION, "of a union");
    if !table.has("tag") {
        cursor.missing(name, (table, keys::UNION), "tag", "tag = \"type\"");
    }
    let tag = table
        .get("tag")
        .and_then(|value| cursor.wire_key_value("tag", value));
    let base = enum_base(cursor, table, "tags");
    let mut variants = Vec::new();
    if let Some(group) = cursor.table(table, "variants") {
        for (key, value) in group.entries() {
            let name = cursor.wire_key(key);
            if let (Some(name), Some(table)) = (name, cursor.as_table(key.get_ref(), value)) {
                variants.extend(variant(cursor, name, &table, base));
            }
        }
    }
    TypeBody::Union {
        direction: direction(cursor, table),
        tag,
        base,
        open: cursor.flag(table, "open", true),
        variants,
    }
}

fn variant(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
    base: EnumBase,
) -> Option<VariantDecl> {
    cursor.check_keys(table, keys::VARIANT, "of a variant");
    let docs = docs(cursor, table);
    let ty = table
        .get("type")
        .and_then(|value| cursor.as_type("type", value));
    let value = if cursor.flag(table, "absent", false) {
        without_tag(cursor, &name, table, ty.as_ref());
        None
    } else {
        Some(wire_value(cursor, &name, (table, keys::VARIANT), base)?)
    };
    Some(VariantDecl {
        name,
        value,
        ty,
        docs,
    })
}

/// Reports what the variant without a tag cannot have, or lacks.
fn without_tag(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    table: &Table<'_>,
    ty: Option<&TypeExpr>,
) {
    if let Some(value) = table.get("value") {
        let message = format!("variant `{}` has both `absent` and `value`", name.value);
        let found = Diagnostic::error(Code::UnionVariant, message)
            .at(
                cursor.span(value.span()),
                "the value of a tag that is not there",
            )
            .help("remove one of the two keys");
        cursor.push(found);
    }
    if ty.is_none() && !table.has("type") {
        cursor.missing(name, (table, keys::VARIANT), "type", "type = \"Message\"");
    }
}
