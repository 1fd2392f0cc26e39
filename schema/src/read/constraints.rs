//! The keys that constrain values: `min`, `max`, `pattern` and `format`; and `default`.

use toml::de::DeValue;

use super::cursor::{Cursor, Table, Value, integer};
use crate::decl::{BoundsDecl, ConstraintsDecl, Spanned};
use crate::model::{DefaultValue, Number, TextFormat};
use crate::{Code, Diagnostic, did_you_mean};

/// The range of a field or a scalar. Whether its type has one is checked once types are known.
pub(super) fn bounds(cursor: &mut Cursor<'_>, table: &Table<'_>) -> BoundsDecl {
    BoundsDecl {
        min: bound(cursor, table, "min"),
        max: bound(cursor, table, "max"),
    }
}

/// The constraints of a scalar.
pub(super) fn of_scalar(cursor: &mut Cursor<'_>, table: &Table<'_>) -> ConstraintsDecl {
    ConstraintsDecl {
        bounds: bounds(cursor, table),
        pattern: cursor.text(table, "pattern"),
        format: format(cursor, table),
    }
}

fn bound(cursor: &mut Cursor<'_>, table: &Table<'_>, key: &str) -> Option<Spanned<Number>> {
    let value = table.get(key)?;
    let found = number(value);
    if found.is_none() {
        cursor.wrong_kind(
            key,
            "a finite number; an integer has at most 64 bits",
            value,
        );
    }
    found.map(|number| Spanned::new(number, cursor.span(value.span())))
}

/// A number of the file; `None` if it is no finite number.
pub(super) fn number(value: Value<'_>) -> Option<Number> {
    match value.get_ref() {
        DeValue::Integer(_) => integer(value).map(Number::Int),
        DeValue::Float(number) => number.as_str().parse().ok().and_then(Number::of),
        DeValue::String(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
    }
}

/// The default of a field. Whether its type has it is checked once types are known.
pub(super) fn default(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Spanned<DefaultValue>> {
    let value = table.get("default")?;
    let found = match value.get_ref() {
        DeValue::String(_) => {
            let text = cursor.as_text("default", value)?;
            return Some(Spanned::new(DefaultValue::Text(text.value), text.span));
        }
        DeValue::Boolean(is_true) => Some(DefaultValue::Bool(*is_true)),
        DeValue::Integer(_) | DeValue::Float(_) => number(value).map(DefaultValue::Number),
        DeValue::Array(items) => items.is_empty().then_some(DefaultValue::EmptyList),
        DeValue::Table(entries) => entries.is_empty().then_some(DefaultValue::EmptyMap),
        DeValue::Datetime(_) => None,
    };
    if found.is_none() {
        let expected = "a text, a finite number, a boolean, `[]` or `{}`";
        cursor.wrong_kind("default", expected, value);
    }
    found.map(|default| Spanned::new(default, cursor.span(value.span())))
}

fn format(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Option<Spanned<TextFormat>> {
    let name = cursor.text(table, "format")?;
    let format = TextFormat::from_name(&name.value);
    if format.is_none() {
        let message = format!(
            "`{}` is not a format of JSON Schema",
            name.value.escape_debug()
        );
        let label = "expected a format such as \"uri\" or \"uuid\"";
        let names = TextFormat::ALL.iter().map(|format| format.name());
        let found = Diagnostic::error(Code::ValueInvalid, message).at(name.span, label);
        cursor.push(found.help_if(did_you_mean(&name.value, names)));
    }
    format.map(|format| Spanned::new(format, name.span))
}
