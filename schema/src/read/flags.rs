//! The keys of a field that decide when it is on the wire, and with which value.

use toml::de::DeValue;

use super::cursor::{Cursor, Table, Value, integer};
use crate::decl::Spanned;
use crate::model::Constant;
use crate::{Code, Diagnostic, Span, TypeExpr};

/// The keys that a field with `const` cannot have.
const NOT_OF_CONSTANTS: [&str; 8] = [
    "type",
    "readonly",
    "nullable",
    "omitempty",
    "allow_empty",
    "min",
    "max",
    "default",
];

/// The value of `const`, which takes the place of a type.
pub(super) fn constant(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    table: &Table<'_>,
) -> Option<TypeExpr> {
    let value = table.get("const")?;
    let span = cursor.span(value.span());
    for key in NOT_OF_CONSTANTS {
        if let Some(other) = table.get(key) {
            let message = format!("field `{}` has both `const` and `{key}`", name.value);
            let found = Diagnostic::error(Code::ConstantConflict, message)
                .at(cursor.span(other.span()), "remove this key")
                .at(span, "always this value");
            cursor.push(found);
        }
    }
    match scalar(cursor, "const", value) {
        Some(constant) => Some(TypeExpr::Constant(constant, span)),
        None => Some(unknown()),
    }
}

/// A text, an integer or a boolean.
pub(super) fn scalar(cursor: &mut Cursor<'_>, key: &str, value: Value<'_>) -> Option<Constant> {
    match value.get_ref() {
        DeValue::String(text) => Some(Constant::Text(text.to_string())),
        DeValue::Boolean(is_true) => Some(Constant::Bool(*is_true)),
        DeValue::Integer(_) => {
            let found = integer(value).and_then(Constant::int);
            if found.is_none() {
                let expected = "an integer from -(2^53 - 1) to 2^53 - 1";
                cursor.wrong_kind(key, expected, value);
            }
            found
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            cursor.wrong_kind(key, "a text, an integer or a boolean", value);
            None
        }
    }
}

/// The flags `omitempty` and `optional`, of which a field has one at the most.
pub(super) fn presence(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    table: &Table<'_>,
) -> (bool, bool) {
    let omitempty = cursor.flag(table, "omitempty", false);
    let optional = cursor.flag(table, "optional", false);
    if !(omitempty && optional) {
        return (omitempty, optional);
    }
    let mut found = Diagnostic::error(
        Code::PresenceConflict,
        format!("field `{}` is both `omitempty` and `optional`", name.value),
    );
    for (key, label) in [
        (
            "omitempty",
            "left out when empty, so that no key means an empty value",
        ),
        (
            "optional",
            "left out when there is none, so that an empty value is written",
        ),
    ] {
        if let Some(value) = table.get(key) {
            found = found.at(cursor.span(value.span()), label);
        }
    }
    cursor.push(found.help("keep the flag that says when senders leave the key out"));
    (false, optional)
}

/// The type of a field whose constant was reported, so that nothing else is reported about it.
fn unknown() -> TypeExpr {
    TypeExpr::Name("any".to_owned(), Span::NONE)
}
