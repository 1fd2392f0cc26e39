//! Scalars: types of their own made of built-in ones, and the kinds that prefixes decide.

use tdproto_schema::model::{Scalar, TypeDef, TypeId};

use super::docs::Doc;
use super::layout::{Row, rows};
use super::literal::string;
use super::naming::{kind, of_value};
use super::scope::Scope;
use super::types::built_in;
use crate::lang::scalar_notes;
use crate::naming::Case;
use crate::text::Writer;

/// Writes a declared scalar.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, id: TypeId, base: Scalar) {
    let (name, def) = (scope.names.ty(id), scope.model().ty(id));
    w.blank();
    Doc::of(&def.docs, &scalar_notes(&scope.input, id, base)).write(w);
    w.line(format!("type {name} {}", built_in(base)));
    match base {
        Scalar::String | Scalar::Datetime => {
            w.blank();
            w.line("// String returns the text.");
            w.block(format!("func (x {name}) String() string {{"), "}", |w| {
                w.line("return string(x)");
            });
        }
        Scalar::Bool
        | Scalar::Int
        | Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Uint
        | Scalar::Uint8
        | Scalar::Uint16
        | Scalar::Uint32
        | Scalar::Uint64
        | Scalar::Float32
        | Scalar::Float64
        | Scalar::Bytes => {}
    }
    if base == Scalar::Datetime {
        w.blank();
        w.line("// Time returns the time that the text says.");
        w.block(
            format!("func (x {name}) Time() (time.Time, error) {{"),
            "}",
            |w| w.line("return Datetime(x).Time()"),
        );
    }
    if !def.prefixes.is_empty() {
        kinds(w, name, def);
    }
}

fn kinds(w: &mut Writer, name: &str, def: &TypeDef) {
    let of = kind(name);
    let constant = |name: &str| {
        let ident = (super::naming::CONVENTION.value_ident)(&Case::Initialisms.apply(name));
        of_value(&of, &ident)
    };
    w.blank();
    w.line(format!(
        "// {of} is the kind of a [{name}], decided by its prefix."
    ));
    w.line(format!("type {of} string"));
    w.blank();
    w.line(format!(
        "// The kinds of [{name}] that the schema has, which are their prefixes."
    ));
    let lines: Vec<Row> = (def.prefixes.iter())
        .map(|prefix| Row {
            comment: Doc::new(&prefix.doc).lines(4),
            cells: vec![
                constant(&prefix.name),
                of.clone(),
                format!("= {}", string(&prefix.text)),
            ],
        })
        .collect();
    w.block("const (", ")", |w| rows(w, &lines));
    w.blank();
    w.line(format!(
        "// New{name} returns the [{name}] of a kind and what comes after the prefix."
    ));
    w.block(
        format!("func New{name}(kind {of}, id string) {name} {{"),
        "}",
        |w| w.line(format!("return {name}(string(kind) + id)")),
    );
    w.blank();
    w.line("// Kind returns the kind, the longest prefix that fits; empty: the schema does not have it.");
    w.block(format!("func (x {name}) Kind() {of} {{"), "}", |w| {
        let constants: Vec<_> = def
            .prefixes
            .iter()
            .map(|prefix| constant(&prefix.name))
            .collect();
        w.line(format!("var found {of}"));
        w.block(
            format!(
                "for _, kind := range [...]{of}{{{}}} {{",
                constants.join(", ")
            ),
            "}",
            |w| {
                w.block(
                    "if strings.HasPrefix(string(x), string(kind)) && len(kind) > len(found) {",
                    "}",
                    |w| w.line("found = kind"),
                );
            },
        );
        w.line("return found");
    });
    w.blank();
    w.line("// ID returns what comes after the prefix; the whole text if that is not known.");
    w.block(format!("func (x {name}) ID() string {{"), "}", |w| {
        w.line("return string(x)[len(x.Kind()):]");
    });
}
