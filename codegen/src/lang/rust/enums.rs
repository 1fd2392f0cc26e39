//! Enums: variants, and their conversions into values on the wire and back.

use tdproto_schema::model::{Enum, EnumBase, Openness, TypeDef, TypeId, WireValue};

use super::borrow::{RustInput, generics};
use super::entities::words;
use super::layout::{arm, implements};
use super::types::BORROWED_TEXT;
use super::{derives, docs};
use crate::lang::lifecycle_notes;
use crate::text::Writer;
use crate::views::View;

/// The traits that an enum derives.
pub(super) fn traits(found: &Enum, derive: bool) -> &'static str {
    match found.openness {
        // The derive makes one of the values the default.
        Openness::Closed if derive => "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord",
        // The other traits go by the value on the wire.
        Openness::Open => "Debug, Clone",
        Openness::Closed => "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default",
    }
}

/// Writes an enum, and its conversions into the value on the wire and back.
pub(super) fn enumeration(
    w: &mut Writer,
    input: &RustInput<'_>,
    id: TypeId,
    def: &TypeDef,
    found: &Enum,
) {
    let name = input.names.ty(id);
    let borrows = input.named_borrows(id, View::Whole);
    let (held, method) = match found.base {
        EnumBase::Text if borrows => (BORROWED_TEXT, "as_str"),
        EnumBase::Text => ("String", "as_str"),
        EnumBase::Int => ("i64", "as_i64"),
    };
    let open = found.openness == Openness::Open;
    let derive = input.options.rust.derive;
    if derive {
        derives::enumeration(w, def, found);
    }
    let owner = format!("{name}{}", generics(borrows, "'a"));
    if open {
        w.line("#[non_exhaustive]");
    }
    w.block(format!("pub enum {owner} {{"), "}", |w| {
        for (index, value) in found.values.iter().enumerate() {
            docs::item(
                w,
                &value.docs,
                &lifecycle_notes(&value.docs, def.docs.since.as_deref()),
            );
            // No value of a closed enum is empty: one of them stands for a missing one.
            if derive {
                derives::value(w, value);
            } else if !open && index == found.empty {
                w.line("#[default]");
            }
            w.line(format!("{},", input.names.value(id, index)));
        }
        if open {
            w.line("/// A value that this version of the schema does not know, kept as it came.");
            w.line(format!("Unknown({held}),"));
        }
    });
    if derive {
        return;
    }
    w.blank();
    let owner = format!("{name}{}", generics(borrows, "'_"));
    w.block(format!("impl {owner} {{"), "}", |w| {
        let (returned, bound) = match found.base {
            EnumBase::Text => ("&str", "value"),
            EnumBase::Int => ("i64", "*value"),
        };
        w.line("/// The value on the wire.");
        w.line("#[must_use]");
        w.block(
            format!("pub fn {method}(&self) -> {returned} {{"),
            "}",
            |w| {
                w.block("match self {", "}", |w| {
                    for (index, value) in found.values.iter().enumerate() {
                        let value = wire_value(&value.value);
                        arm(
                            w,
                            &format!("Self::{}", input.names.value(id, index)),
                            &value,
                        );
                    }
                    if open {
                        w.line(format!("Self::Unknown(value) => {bound},"));
                    }
                });
            },
        );
    });
    values(w, input, id, found, borrows);
    parse(w, input, id, def, found);
    w.blank();
    w.line(match (found.base, found.openness) {
        (EnumBase::Text, Openness::Open) if borrows => format!("borrowed_text_enum!({name});"),
        (EnumBase::Text, Openness::Open) => format!("open_text_enum!({name});"),
        (EnumBase::Text, Openness::Closed) => format!("closed_text_enum!({name});"),
        (EnumBase::Int, Openness::Open) => format!("open_int_enum!({name});"),
        (EnumBase::Int, Openness::Closed) => format!("int_enum!({name});"),
    });
}

/// Writes the list of all values.
fn values(w: &mut Writer, input: &RustInput<'_>, id: TypeId, found: &Enum, borrows: bool) {
    let name = format!("{}{}", input.names.ty(id), generics(borrows, "'de"));
    let variants = (0..found.values.len()).map(|index| input.names.value(id, index));
    let variants: Vec<_> = variants.map(str::to_owned).collect();
    let kind = match (found.openness, found.base) {
        (Openness::Closed, _) => "closed",
        (Openness::Open, EnumBase::Text) => "open as_str",
        (Openness::Open, EnumBase::Int) => "open as_i64",
    };
    w.blank();
    w.block("values! {", "}", |w| {
        words(w, &format!("{name} {kind}"), &variants)
    });
}

/// Writes the conversion of a value on the wire into an enum.
fn parse(w: &mut Writer, input: &RustInput<'_>, id: TypeId, def: &TypeDef, found: &Enum) {
    match (found.openness, found.base) {
        (Openness::Open, EnumBase::Text) => known(w, input, id, found, "value: &str", "value"),
        (Openness::Open, EnumBase::Int) => known(w, input, id, found, "value: &i64", "*value"),
        (Openness::Closed, EnumBase::Text) => try_from(w, input, id, def, found, "&str"),
        (Openness::Closed, EnumBase::Int) => try_from(w, input, id, def, found, "i64"),
    }
}

/// Writes the arms that make a value of each value on the wire.
fn arms(
    w: &mut Writer,
    input: &RustInput<'_>,
    id: TypeId,
    found: &Enum,
    variant: impl Fn(&str) -> String,
) {
    for (index, value) in found.values.iter().enumerate() {
        let made = variant(&format!("Self::{}", input.names.value(id, index)));
        arm(w, &wire_value(&value.value), &made);
    }
}

/// Writes the function that makes a known value, for an enum that keeps the others.
fn known(
    w: &mut Writer,
    input: &RustInput<'_>,
    id: TypeId,
    found: &Enum,
    taken: &str,
    value: &str,
) {
    let borrows = input.named_borrows(id, View::Whole);
    let owner = format!("{}{}", input.names.ty(id), generics(borrows, "'_"));
    w.blank();
    w.block(format!("impl {owner} {{"), "}", |w| {
        w.block(format!("fn known({taken}) -> Option<Self> {{"), "}", |w| {
            w.block(format!("match {value} {{"), "}", |w| {
                arms(w, input, id, found, |variant| format!("Some({variant})"));
                w.line("_ => None,");
            });
        });
    });
}

/// Writes the conversion of a value on the wire into an enum that has no others.
fn try_from(
    w: &mut Writer,
    input: &RustInput<'_>,
    id: TypeId,
    def: &TypeDef,
    found: &Enum,
    taken: &str,
) {
    let name = input.names.ty(id);
    w.blank();
    implements(w, &format!("impl TryFrom<{taken}>"), name, |w| {
        w.line("type Error = wire::UnknownValue;");
        w.blank();
        // `Self::Error` could be a value.
        let result = "Result<Self, wire::UnknownValue>";
        let open = format!("fn try_from(value: {taken}) -> {result} {{");
        w.block(open, "}", |w| {
            w.block("match value {", "}", |w| {
                arms(w, input, id, found, |variant| format!("Ok({variant})"));
                w.block("_ => Err(wire::UnknownValue {", "}),", |w| {
                    w.line(format!("name: {:?},", def.name));
                    w.line("value: value.to_string(),");
                });
            });
        });
    });
}

fn wire_value(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}
