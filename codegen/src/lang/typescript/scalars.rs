//! Scalars: brands of built-in types, and the kinds that the beginnings of their texts decide.

use tdproto_schema::model::{Scalar, TypeDef, TypeId};

use super::docs::{Doc, code};
use super::literal::{key, string};
use super::naming;
use super::types::Scope;
use crate::lang::scalar_notes;
use crate::text::Writer;

/// A declared scalar.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, base: Scalar) {
    let (name, def) = (scope.input.names.ty(id), scope.input.model.ty(id));
    Doc::of(&def.docs, &scalar_notes(&scope.input, id, base)).write(w);
    let base = scope.scalar(base);
    let branded = scope.built_in("Branded");
    w.line(format!(
        "export type {name} = {branded}<{base}, {}>;",
        string(name)
    ));
    if !def.prefixes.is_empty() {
        kinds(w, name, def);
    }
}

fn kinds(w: &mut Writer, name: &str, def: &TypeDef) {
    let (shown, prefixes) = (code(name), naming::prefixes(name));
    let (kind, of) = (naming::kind(name), naming::narrowed(name));
    // The parameter must not hide the scalar.
    let parameter = if name == "Kind" { "Which" } else { "Kind" };
    w.blank();
    Doc::default()
        .safe(format!("The beginning of each kind of {shown}."))
        .write(w);
    w.block(
        format!("export const {prefixes} = {{"),
        "} as const;",
        |w| {
            for prefix in &def.prefixes {
                Doc::new(&prefix.doc).write(w);
                w.line(format!("{}: {},", key(&prefix.name), string(&prefix.text)));
            }
        },
    );
    w.blank();
    Doc::default()
        .safe(format!("The kind of a {shown}, decided by its prefix."))
        .write(w);
    w.line(format!("export type {kind} = keyof typeof {prefixes};"));
    w.blank();
    Doc::default()
        .safe(format!("A {shown} of one kind."))
        .write(w);
    w.line(format!(
        "export type {of}<{parameter} extends {kind}> = {name} &"
    ));
    w.indented(|w| {
        w.line(format!(
            "`${{(typeof {prefixes})[{parameter}]}}${{string}}`;"
        ))
    });
    w.blank();
    Doc::default()
        .safe(format!(
            "The kind of a {shown}; `undefined` if its beginning is not known."
        ))
        .write(w);
    let kind_of = naming::kind_of(name);
    let open = format!("export function {kind_of}(value: string): {kind} | undefined {{");
    w.block(open, "}", |w| {
        w.line(format!("let found: {kind} | undefined;"));
        w.block(
            format!("for (const kind of Object.keys({prefixes}) as {kind}[]) {{"),
            "}",
            |w| {
                w.line(format!("const prefix = {prefixes}[kind];"));
                w.line(format!(
                    "const longest = found ? {prefixes}[found].length : -1;"
                ));
                w.line("if (value.startsWith(prefix) && prefix.length > longest) found = kind;");
            },
        );
        w.line("return found;");
    });
    w.blank();
    Doc::default()
        .safe(format!("Returns true if a text is a {shown} of this kind."))
        .write(w);
    w.block(
        format!(
            "export function {}<{parameter} extends {kind}>(",
            naming::guard(&of)
        ),
        format!("): value is {of}<{parameter}> {{"),
        |w| {
            w.line("value: string,");
            w.line(format!("kind: {parameter},"));
        },
    );
    w.indented(|w| w.line(format!("return {kind_of}(value) === kind;")));
    w.line("}");
}
