//! Values on the wire, of enums and of tags.

use super::cursor::{Cursor, Table, integer};
use crate::decl::Spanned;
use crate::model::{EnumBase, WireValue};
use crate::{Code, Diagnostic};

/// The help for an integer where values are texts.
const NUMBERS: &str = "for integers, give the enum or the union `base = \"int\"`";

/// The base of the values of an enum, or of the tags of a union.
pub(super) fn enum_base(cursor: &mut Cursor<'_>, table: &Table<'_>, of: &str) -> EnumBase {
    match cursor.text(table, "base") {
        None => EnumBase::Text,
        Some(found) => match found.value.as_str() {
            "string" => EnumBase::Text,
            "int" => EnumBase::Int,
            other => {
                let message = format!("`{other}` cannot be the base of {of}");
                let label = "expected \"string\" or \"int\"";
                cursor.push(Diagnostic::error(Code::ValueInvalid, message).at(found.span, label));
                EnumBase::Text
            }
        },
    }
}

/// The value on the wire: `value`, or the short name.
pub(super) fn wire_value(
    cursor: &mut Cursor<'_>,
    name: &Spanned<String>,
    (table, allowed): (&Table<'_>, &[&str]),
    base: EnumBase,
) -> Option<Spanned<WireValue>> {
    Some(match (base, table.get("value")) {
        (EnumBase::Text, None) => Spanned::new(WireValue::Text(name.value.clone()), name.span),
        (EnumBase::Text, Some(value)) if integer(value).is_some() => {
            cursor.wrong_kind_with("value", "a text", value, Some(NUMBERS.to_owned()));
            return None;
        }
        (EnumBase::Text, Some(value)) => {
            let text = cursor.as_text("value", value)?;
            Spanned::new(WireValue::Text(text.value), text.span)
        }
        (EnumBase::Int, None) => {
            cursor.missing(name, (table, allowed), "value", "value = 1");
            return None;
        }
        (EnumBase::Int, Some(value)) => {
            let Some(number) = integer(value) else {
                cursor.wrong_kind("value", "an integer of 64 bits", value);
                return None;
            };
            Spanned::new(WireValue::Int(number), cursor.span(value.span()))
        }
    })
}
