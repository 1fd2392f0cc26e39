//! Entities, enums, unions, scalars and aliases.

use super::constraints;
use super::cursor::{Cursor, Table};
use super::declared_docs;
use super::direction;
use super::docs;
use super::flags::{constant, presence};
use super::unions;
use super::wire_values::{enum_base, wire_value};
use crate::decl::{
    BoundsDecl, EnumValueDecl, FieldDecl, PrefixDecl, Spanned, TypeBody, TypeDecl, WhenDecl,
};
use crate::model::{EnumBase, Scalar};
use crate::{Code, Diagnostic, Span, TypeExpr, did_you_mean, keys};

type ReadType = fn(&mut Cursor<'_>, Spanned<String>, &Table<'_>) -> TypeDecl;

/// The kinds of declared types, each with its reader.
pub(super) const KINDS: [(&str, ReadType); 5] = [
    ("entity", entity),
    ("enum", enumeration),
    ("union", union),
    ("scalar", scalar),
    ("alias", alias),
];

fn declared(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
    body: TypeBody,
) -> TypeDecl {
    TypeDecl {
        name,
        topic: cursor.topic().to_owned(),
        docs: declared_docs(cursor, table),
        body,
    }
}

fn entity(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> TypeDecl {
    cursor.check_keys(table, keys::ENTITY, "of an entity");
    let includes = table.get("includes");
    let includes = includes
        .map(|value| cursor.texts("includes", value, false))
        .unwrap_or_default();
    let fields = fields(cursor, table, |cursor, table| {
        cursor.check_keys(table, keys::FIELD, "of a field");
    });
    let direction = direction(cursor, table);
    let body = TypeBody::Entity {
        direction,
        includes,
        fields,
    };
    declared(cursor, name, table, body)
}

/// The keys that a text, an integer or a boolean in the place of a field was meant for.
const OF_FIELD: [Option<&str>; 3] = [Some("type"), Some("const"), Some("const")];

/// The keys that a text, an integer or a boolean in the place of a value was meant for.
const OF_VALUE: [Option<&str>; 3] = [Some("doc"), Some("value"), None];

/// The types of the holes of a kind of frame.
pub(super) fn frame_fields(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Vec<FieldDecl> {
    fields(cursor, table, |cursor, table| {
        cursor.check_keys(table, keys::FRAME_FIELD, "of a field of a frame");
    })
}

fn fields(
    cursor: &mut Cursor<'_>,
    table: &Table<'_>,
    check_keys: impl Fn(&mut Cursor<'_>, &Table<'_>),
) -> Vec<FieldDecl> {
    let mut fields = Vec::new();
    if let Some(group) = cursor.group(table, "fields", "type") {
        for (field_key, value) in group.entries() {
            let key = cursor.wire_key(field_key);
            let table = cursor.part(field_key.get_ref(), value, OF_FIELD);
            if let (Some(key), Some(table)) = (key, table) {
                check_keys(cursor, &table);
                fields.push(field(cursor, key, &table));
            }
        }
    }
    fields
}

fn field(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> FieldDecl {
    let (omitempty, optional) = presence(cursor, &name, table);
    FieldDecl {
        ty: match constant(cursor, &name, table) {
            Some(constant) => constant,
            None => required_type(cursor, &name, table, keys::FIELD),
        },
        overrides: cursor.flag(table, "override", false),
        readonly: cursor.flag(table, "readonly", false),
        nullable: cursor.flag(table, "nullable", false),
        omitempty,
        optional,
        allow_empty: cursor.flag(table, "allow_empty", false) && !table.has("const"),
        bounds: match table.has("const") {
            true => BoundsDecl::default(),
            false => constraints::bounds(cursor, table),
        },
        default: match table.has("const") {
            true => None,
            false => constraints::default(cursor, table),
        },
        when: when(cursor, table),
        code_name: cursor.identifier(table, "name"),
        docs: docs(cursor, table),
        name,
    }
}

/// The `type` of a field or alias. An invalid one was reported and becomes `any`, so that nothing
/// else is reported about it.
pub(super) fn required_type(
    cursor: &mut Cursor<'_>,
    owner: &Spanned<String>,
    table: &Table<'_>,
    allowed: &[&str],
) -> TypeExpr {
    let found = match table.get("type") {
        Some(value) => cursor.as_type("type", value),
        None => {
            cursor.missing(owner, (table, allowed), "type", "type = \"string\"");
            None
        }
    };
    found.unwrap_or_else(|| TypeExpr::Name("any".to_owned(), Span::NONE))
}

fn when(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<WhenDecl> {
    let value = table.get("when")?;
    let condition = cursor.table(table, "when")?;
    let entries = condition.entries();
    let [(key, values)] = entries.as_slice() else {
        cursor.wrong_kind(
            "when",
            "one sibling and its values, `{ chat_type = [\"task\"] }`",
            value,
        );
        return None;
    };
    if values
        .get_ref()
        .as_array()
        .is_some_and(|list| list.is_empty())
    {
        let message = "a condition lists no values, and never holds";
        let found = Diagnostic::error(Code::ValueInvalid, message);
        cursor.push(found.at(
            cursor.span(values.span()),
            "expected a value of the sibling",
        ));
        return None;
    }
    let values = cursor.texts("when", values, true);
    Some(WhenDecl {
        field: cursor.key(key),
        values,
    })
}

fn enumeration(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> TypeDecl {
    cursor.check_keys(table, keys::ENUM, "of an enum");
    let base = enum_base(cursor, table, "an enum");
    let open = cursor.flag(table, "open", true);
    let empty = cursor.text(table, "empty");
    let mut values = Vec::new();
    if let Some(group) = cursor.group(table, "values", "doc") {
        for (field_key, value) in group.entries() {
            let key = cursor.wire_key(field_key);
            let table = cursor.part(field_key.get_ref(), value, OF_VALUE);
            if let (Some(key), Some(table)) = (key, table) {
                values.extend(enum_value(cursor, key, &table, base));
            }
        }
    }
    declared(
        cursor,
        name,
        table,
        TypeBody::Enum {
            base,
            open,
            empty,
            values,
        },
    )
}

fn enum_value(
    cursor: &mut Cursor<'_>,
    name: Spanned<String>,
    table: &Table<'_>,
    base: EnumBase,
) -> Option<EnumValueDecl> {
    cursor.check_keys(table, keys::ENUM_VALUE, "of an enum value");
    let docs = docs(cursor, table);
    let value = wire_value(cursor, &name, (table, keys::ENUM_VALUE), base)?;
    Some(EnumValueDecl { name, value, docs })
}

fn union(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> TypeDecl {
    let body = unions::body(cursor, &name, table);
    declared(cursor, name, table, body)
}

fn scalar(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> TypeDecl {
    cursor.check_keys(table, keys::SCALAR, "of a scalar");
    if !table.has("base") {
        cursor.missing(&name, (table, keys::SCALAR), "base", "base = \"string\"");
    }
    let base = cursor
        .text(table, "base")
        .and_then(|base| scalar_base(cursor, &base));
    let base = base.unwrap_or(Scalar::String);
    let allow_empty = cursor.flag(table, "allow_empty", false);
    let prefixes = prefixes(cursor, table, base);
    let body = TypeBody::Scalar {
        base,
        allow_empty,
        constraints: constraints::of_scalar(cursor, table),
        prefixes,
    };
    declared(cursor, name, table, body)
}

fn prefixes(cursor: &mut Cursor<'_>, table: &Table<'_>, base: Scalar) -> Vec<PrefixDecl> {
    let Some(group) = cursor.table(table, "prefixes") else {
        return Vec::new();
    };
    if !base.is_text() {
        let message = "only texts begin with something";
        let label = format!("the scalar is a {}", base.name());
        cursor.push(Diagnostic::error(Code::ValueInvalid, message).at(group.span(), label));
    }
    let mut prefixes = Vec::new();
    for (key, value) in group.entries() {
        let text = cursor.wire_key(key);
        let table = cursor.part(key.get_ref(), value, [Some("name"), None, None]);
        if let (Some(text), Some(table)) = (text, table) {
            cursor.check_keys(&table, keys::PREFIX, "of a prefix");
            let name = cursor.text(&table, "name");
            let Some(name) = name.filter(|name| !name.value.is_empty()) else {
                cursor.missing(&text, (&table, keys::PREFIX), "name", "name = \"direct\"");
                continue;
            };
            let doc = cursor.text(&table, "doc").map(|found| found.value);
            prefixes.push(PrefixDecl { text, name, doc });
        }
    }
    prefixes
}

fn scalar_base(cursor: &mut Cursor<'_>, base: &Spanned<String>) -> Option<Scalar> {
    let found = Scalar::from_name(&base.value);
    if found.is_none() {
        let message = format!("`{}` is not a built-in scalar", base.value);
        let names = Scalar::ALL.iter().map(|scalar| scalar.name());
        let label = "expected a built-in scalar such as \"string\" or \"int64\"";
        let diagnostic = Diagnostic::error(Code::ValueInvalid, message).at(base.span, label);
        cursor.push(diagnostic.help_if(did_you_mean(&base.value, names)));
    }
    found
}

fn alias(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> TypeDecl {
    cursor.check_keys(table, keys::ALIAS, "of an alias");
    let ty = required_type(cursor, &name, table, keys::ALIAS);
    declared(cursor, name, table, TypeBody::Alias { ty })
}
