//! Enums: variants, and their conversions into values on the wire and back.

use tdproto_schema::model::{Enum, EnumBase, Openness, TypeDef, TypeId, WireValue};

use super::borrow::{RustInput, generics};
use super::layout::arm;
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
        Openness::Open => "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord",
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
    if borrows {
        known(w, input, id, found);
        default(
            w,
            &owner,
            "Self::known(\"\").unwrap_or(Self::Unknown(\"\".into()))",
        );
    } else {
        parse(w, input, id, def, found);
    }
    w.blank();
    w.line(match found.base {
        EnumBase::Text if borrows => format!("borrowed_text_enum!({name});"),
        EnumBase::Text => format!("text_enum!({name});"),
        EnumBase::Int => format!("int_enum!({name});"),
    });
}

/// Writes the function that makes a known value of a text, for an enum that borrows the others.
fn known(w: &mut Writer, input: &RustInput<'_>, id: TypeId, found: &Enum) {
    let name = input.names.ty(id);
    w.blank();
    w.block(format!("impl {name}<'_> {{"), "}", |w| {
        w.block("fn known(value: &str) -> Option<Self> {", "}", |w| {
            w.block("match value {", "}", |w| {
                for (index, value) in found.values.iter().enumerate() {
                    let variant = format!("Some(Self::{})", input.names.value(id, index));
                    arm(w, &wire_value(&value.value), &variant);
                }
                w.line("_ => None,");
            });
        });
    });
}

/// Writes the conversion of a value on the wire into an enum, and the value that a missing one is.
fn parse(w: &mut Writer, input: &RustInput<'_>, id: TypeId, def: &TypeDef, found: &Enum) {
    let name = input.names.ty(id);
    let (taken, empty, owned) = match found.base {
        EnumBase::Text => ("&str", "\"\"", "value.to_owned()"),
        EnumBase::Int => ("i64", "0", "value"),
    };
    let arms = |w: &mut Writer, wrap: fn(&str) -> String| {
        for (index, value) in found.values.iter().enumerate() {
            let variant = wrap(&format!("Self::{}", input.names.value(id, index)));
            arm(w, &wire_value(&value.value), &variant);
        }
    };
    w.blank();
    match found.openness {
        Openness::Open => {
            w.block(format!("impl From<{taken}> for {name} {{"), "}", |w| {
                w.block(format!("fn from(value: {taken}) -> Self {{"), "}", |w| {
                    w.block("match value {", "}", |w| {
                        arms(w, str::to_owned);
                        w.line(format!("_ => Self::Unknown({owned}),"));
                    });
                });
            });
            default(w, name, &format!("Self::from({empty})"));
        }
        Openness::Closed => {
            w.block(format!("impl TryFrom<{taken}> for {name} {{"), "}", |w| {
                w.line("type Error = wire::UnknownValue;");
                w.blank();
                // `Self::Error` could be a value.
                let result = "Result<Self, wire::UnknownValue>";
                let open = format!("fn try_from(value: {taken}) -> {result} {{");
                w.block(open, "}", |w| {
                    w.block("match value {", "}", |w| {
                        arms(w, |variant| format!("Ok({variant})"));
                        w.block("_ => Err(wire::UnknownValue {", "}),", |w| {
                            w.line(format!("name: {:?},", def.name));
                            w.line("value: value.to_string(),");
                        });
                    });
                });
            });
        }
    }
}

fn default(w: &mut Writer, name: &str, value: &str) {
    w.blank();
    w.block(format!("impl Default for {name} {{"), "}", |w| {
        w.block("fn default() -> Self {", "}", |w| w.line(value));
    });
}

fn wire_value(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}
