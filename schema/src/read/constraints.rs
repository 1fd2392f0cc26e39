//! The keys that constrain values: `min`, `max`, `pattern` and `format`.

use toml::de::DeValue;

use super::cursor::{Cursor, Table, Value, integer};
use crate::decl::{BoundsDecl, ConstraintsDecl, Spanned};
use crate::model::{Number, TextFormat};
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
