//! Enums: types of texts or integers, with constants.

use tdproto_schema::model::{Enum, EnumBase, Openness, TypeId};

use super::docs::Doc;
use super::layout::{Row, rows};
use super::literal::{string, value};
use super::naming::of_value;
use super::scope::{Scope, needs_preset};
use crate::lang::{lifecycle_notes, type_notes};
use crate::text::Writer;

/// Writes an enum.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, id: TypeId, found: &Enum) {
    let (name, def) = (scope.names.ty(id), scope.model().ty(id));
    let base = match found.base {
        EnumBase::Text => "string",
        EnumBase::Int => "int64",
    };
    let mut docs = Doc::new(&def.docs.text);
    if found.openness == Openness::Open && !found.values.is_empty() {
        docs = docs.text("Open: there may be other values, known to later versions.");
    }
    w.blank();
    docs.notes(&type_notes(&scope.input, id))
        .deprecated(def.docs.deprecated.as_ref())
        .write(w);
    w.line(format!("type {name} {base}"));
    if !found.values.is_empty() {
        w.blank();
        constants(w, scope, id, found);
    }
    w.blank();
    known(w, scope, id, found);
    w.blank();
    string_method(w, name, found.base);
    if found.openness == Openness::Closed {
        closed(w, scope, id, found);
    }
    if scope.is_key(id) {
        w.blank();
        rank(w, scope, id, found);
    }
}

/// Writes the values that the schema has.
fn constants(w: &mut Writer, scope: &Scope<'_>, id: TypeId, found: &Enum) {
    let (name, def) = (scope.names.ty(id), scope.model().ty(id));
    let since = def.docs.since.as_deref();
    let values = found.values.iter().enumerate();
    let lines: Vec<Row> = values
        .map(|(at, one)| Row {
            comment: Doc::of(&one.docs, &lifecycle_notes(&one.docs, since)).lines(4),
            cells: vec![
                of_value(name, scope.names.value(id, at)),
                name.to_owned(),
                format!("= {}", value(&one.value)),
            ],
        })
        .collect();
    w.line(format!("// The values of [{name}] that the schema has."));
    w.block("const (", ")", |w| rows(w, &lines));
}

/// The constants of an enum, separated by commas.
fn listed(scope: &Scope<'_>, id: TypeId, found: &Enum) -> String {
    let name = scope.names.ty(id);
    let names = (0..found.values.len()).map(|at| of_value(name, scope.names.value(id, at)));
    names.collect::<Vec<_>>().join(", ")
}

fn known(w: &mut Writer, scope: &Scope<'_>, id: TypeId, found: &Enum) {
    let name = scope.names.ty(id);
    w.line("// Known reports whether the schema has the value.");
    w.block(format!("func (x {name}) Known() bool {{"), "}", |w| {
        if found.values.is_empty() {
            w.line("return false");
            return;
        }
        w.line("switch x {");
        w.line(format!("case {}:", listed(scope, id, found)));
        w.indented(|w| w.line("return true"));
        w.line("}");
        w.line("return false");
    });
}

fn string_method(w: &mut Writer, name: &str, base: EnumBase) {
    w.line("// String returns the value on the wire.");
    let value = match base {
        EnumBase::Text => "string(x)",
        EnumBase::Int => "strconv.FormatInt(int64(x), 10)",
    };
    w.block(format!("func (x {name}) String() string {{"), "}", |w| {
        w.line(format!("return {value}"));
    });
}

/// Writes what a closed enum needs besides: its empty value, and the refusal of others.
fn closed(w: &mut Writer, scope: &Scope<'_>, id: TypeId, found: &Enum) {
    let name = scope.names.ty(id);
    let zero = match found.base {
        EnumBase::Text => "\"\"",
        EnumBase::Int => "0",
    };
    let empty = match needs_preset(found) {
        true => of_value(name, scope.names.value(id, found.empty)),
        false => zero.to_owned(),
    };
    let function = match found.base {
        EnumBase::Text => "closedText",
        EnumBase::Int => "closedInt",
    };
    let schema_name = string(&scope.model().ty(id).name);
    w.blank();
    w.block(
        format!("func (x *{name}) read(r *reader) bool {{"),
        "}",
        |w| {
            w.line(format!(
                "return {function}(x, r, {schema_name}, {empty}, {name}.Known)"
            ));
        },
    );
    w.blank();
    w.line("// UnmarshalJSON reads the value from JSON; an error is a [*DecodeError].");
    w.block(
        format!("func (x *{name}) UnmarshalJSON(data []byte) error {{"),
        "}",
        |w| {
            w.line(format!(
                "return decode(x, data, DefaultLimits(), (*{name}).read)"
            ))
        },
    );
    if needs_preset(found) {
        w.blank();
        w.line(format!("// orDefault returns [{empty}] for the zero."));
        w.block(format!("func (x {name}) orDefault() {name} {{"), "}", |w| {
            w.block(format!("if x == {zero} {{"), "}", |w| {
                w.line(format!("return {empty}"));
            });
            w.line("return x");
        });
    }
}

/// Writes the order in which maps have the values as keys.
fn rank(w: &mut Writer, scope: &Scope<'_>, id: TypeId, found: &Enum) {
    let name = scope.names.ty(id);
    w.line("// rank returns the position in the order in which maps have the values as keys.");
    w.block(format!("func (x {name}) rank() int {{"), "}", |w| {
        if !found.values.is_empty() {
            w.line("switch x {");
            for at in 0..found.values.len() {
                w.line(format!(
                    "case {}:",
                    of_value(name, scope.names.value(id, at))
                ));
                w.indented(|w| w.line(format!("return {at}")));
            }
            w.line("}");
        }
        w.line(format!("return {}", found.values.len()));
    });
}
