//! Unions and their variants.

use super::cursor::{Cursor, Table};
use super::wire_values::{enum_base, wire_value};
use super::{direction, docs};
use crate::decl::{FormDecl, Spanned, TypeBody, VariantDecl};
use crate::model::{EnumBase, WireValue};
use crate::{Code, Diagnostic, TypeExpr, keys};

/// The content of `[union.NAME]`.
pub(super) fn body(cursor: &mut Cursor<'_>, name: &Spanned<String>, table: &Table<'_>) -> TypeBody {
    cursor.check_keys(table, keys::UNION, "of a union");
    let form = form(cursor, name, table);
    let mut variants = Vec::new();
    if let Some(group) = cursor.group(table, "variants", "type") {
        for (key, value) in group.entries() {
            let name = cursor.wire_key(key);
            let table = cursor.part(key.get_ref(), value, [Some("type"), None, None]);
            if let (Some(name), Some(table)) = (name, table) {
                variants.extend(variant(cursor, name, &table, &form));
            }
        }
    }
    let open = match form {
        FormDecl::Tag { .. } | FormDecl::Key => cursor.flag(table, "open", true),
        FormDecl::Kind => false,
    };
    TypeBody::Union {
        direction: direction(cursor, table),
        form,
        open,
        variants,
    }
}

/// The part of a value by which a receiver knows its variant.
fn form(cursor: &mut Cursor<'_>, name: &Spanned<String>, table: &Table<'_>) -> FormDecl {
    let named = cursor.text(table, "form");
    match named.as_ref().map(|form| form.value.as_str()) {
        Some("key") => {
            for key in ["tag", "content", "base"] {
                exclude(cursor, table, "key", key, NO_TAG);
            }
            return FormDecl::Key;
        }
        Some("kind") => {
            for key in ["tag", "content", "base"] {
                exclude(cursor, table, "kind", key, NO_TAG);
            }
            exclude(cursor, table, "kind", "open", CLOSED);
            return FormDecl::Kind;
        }
        Some(other) => {
            let message = format!("`{other}` is no form of a union");
            let span = named.as_ref().map_or(name.span, |form| form.span);
            let found = Diagnostic::error(Code::ValueInvalid, message)
                .at(span, "expected \"key\" or \"kind\"")
                .help("a union with a `tag` has no `form`");
            cursor.push(found);
        }
        None if !table.has("tag") && !table.has("form") => {
            cursor.missing(name, (table, keys::UNION), "tag", "tag = \"type\"");
        }
        None => {}
    }
    let tag = table
        .get("tag")
        .and_then(|value| cursor.wire_key_value("tag", value));
    let content = table
        .get("content")
        .and_then(|value| cursor.wire_key_value("content", value));
    if let (Some(tag), Some(content)) = (&tag, &content)
        && tag.value == content.value
    {
        let message = format!("union `{}` has its content under its tag", name.value);
        let found = Diagnostic::error(Code::UnionForm, message)
            .at(content.span, "expected another key")
            .at(tag.span, "the tag");
        cursor.push(found.help("without `content`, the members of a variant are beside the tag"));
    }
    let base = enum_base(cursor, table, "tags");
    FormDecl::Tag { tag, base, content }
}

const NO_TAG: &str = "only a union by a tag has one; remove the key, or `form`";
const CLOSED: &str = "a union by kind is closed, since a value of another kind is of a wrong type";
const BY_TYPE: &str = "the kind of its type is how a receiver knows the variant";

/// Reports a key that a form of unions excludes.
fn exclude(cursor: &mut Cursor<'_>, table: &Table<'_>, form: &str, key: &str, reason: &str) {
    if let Some(value) = table.get(key) {
        let message = format!("`form = \"{form}\"` excludes `{key}`");
        let found = Diagnostic::error(Code::UnionForm, message)
            .at(cursor.span(value.span()), "remove this key")
            .help(reason);
        cursor.push(found);
    }
}

fn variant(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
    form: &FormDecl,
) -> Option<VariantDecl> {
    cursor.check_keys(table, keys::VARIANT, "of a variant");
    let docs = docs(cursor, table);
    let ty = table
        .get("type")
        .and_then(|value| cursor.as_type("type", value));
    let value = match form {
        FormDecl::Tag { base, .. } => tag_value(cursor, &name, table, (*base, ty.as_ref()))?,
        FormDecl::Key => {
            let value = tag_value(cursor, &name, table, (EnumBase::Text, ty.as_ref()))?;
            if ty.is_none() && value.is_some() {
                needs_type(cursor, &name, table, "Message");
            }
            value
        }
        FormDecl::Kind => {
            exclude(cursor, table, "kind", "value", BY_TYPE);
            exclude(cursor, table, "kind", "absent", BY_TYPE);
            if ty.is_none() {
                needs_type(cursor, &name, table, "string");
                return None;
            }
            None
        }
    };
    Some(VariantDecl {
        name,
        value,
        ty,
        docs,
    })
}

/// The value of a variant's tag, or its key; `Some(None)`: it has none.
fn tag_value(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    table: &Table<'_>,
    (base, ty): (EnumBase, Option<&TypeExpr>),
) -> Option<Option<Spanned<WireValue>>> {
    if cursor.flag(table, "absent", false) {
        without_tag(cursor, name, table, ty);
        return Some(None);
    }
    wire_value(cursor, name, (table, keys::VARIANT), base).map(Some)
}

/// Reports what the variant without a tag or a key cannot have, or lacks.
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
                "the value of a tag, or a key, that is not there",
            )
            .help("remove one of the two keys");
        cursor.push(found);
    }
    if ty.is_none() {
        needs_type(cursor, name, table, "Message");
    }
}

/// Reports a variant without a type, unless its type is reported already.
fn needs_type(cursor: &mut Cursor<'_>, name: &Spanned<String>, table: &Table<'_>, example: &str) {
    if !table.has("type") {
        let example = format!("type = \"{example}\"");
        cursor.missing(name, (table, keys::VARIANT), "type", &example);
    }
}
