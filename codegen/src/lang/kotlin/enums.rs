//! Enums: a value class that takes any value, or an enum class of those that are listed; and scalars.

use tdproto_schema::model::{Enum, EnumBase, Openness, Scalar, TypeDef, TypeId};

use super::checks::Checks;
use super::companion::serializable;
use super::docs::{Doc, code};
use super::literal::{string, wire_key, wire_value};
use super::naming::{bare, ident};
use super::scope::Scope;
use crate::lang::{lifecycle_notes, scalar_notes, type_notes};
use crate::naming::Case;
use crate::text::Writer;
use crate::views::View;

/// Writes the type of an enum.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, found: &Enum) {
    let (def, name) = (scope.input().model.ty(id), scope.named(id, View::Whole));
    let idents: Vec<String> = (0..found.values.len())
        .map(|at| scope.input().names.value(id, at).to_owned())
        .collect();
    scope.nest(idents.clone());
    let base = scope.scalar(found.base.scalar());
    let doc = Doc::of(&def.docs, &type_notes(scope.input(), id));
    doc.or(&format!("The enum {} of the schema.", code(&def.name)))
        .write(w);
    serializable(w, scope, &name);
    match found.openness {
        Openness::Open => open(w, scope, id, found, &name, &base, &idents),
        Openness::Closed => closed(w, scope, id, found, &name, &base, &idents),
    }
    scope.leave();
}

/// Writes the docs of a value.
fn value_docs(w: &mut Writer, def: &TypeDef, found: &Enum, at: usize) {
    let value = &found.values[at];
    let notes = lifecycle_notes(&value.docs, def.docs.since.as_deref());
    let doc = Doc::of(&value.docs, &notes);
    doc.or(&format!("The value {}.", code(&value.name)))
        .write(w);
}

fn open(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    found: &Enum,
    name: &str,
    base: &str,
    idents: &[String],
) {
    let def = scope.input().model.ty(id);
    let (text, boolean) = (
        scope.built_in("kotlin.String"),
        scope.built_in("kotlin.Boolean"),
    );
    let list = scope.built_in("kotlin.collections.List");
    let inline = scope.foreign("kotlin.jvm.JvmInline");
    let codec = scope.codec(id, View::Whole);
    let key = match found.base {
        EnumBase::Text => "value",
        EnumBase::Int => "value.toString()",
    };
    w.line(format!("@{inline}"));
    w.line(format!("public value class {name}("));
    w.indented(|w| {
        w.line("/** The value on the wire: one that is listed, or one of a later version. */");
        w.line(format!("public val value: {base},"));
    });
    w.block(") {", "}", |w| {
        w.line("/** Whether the schema lists the value. */");
        w.line(format!(
            "public val isKnown: {boolean} get() = {codec}.keys.find({key}) >= 0"
        ));
        w.blank();
        w.line(format!(
            "override fun toString(): {text} = value{}",
            match found.base {
                EnumBase::Text => "",
                EnumBase::Int => ".toString()",
            }
        ));
        serializer(w, scope, id);
        w.blank();
        w.block("public companion object {", "}", |w| {
            for (at, ident) in idents.iter().enumerate() {
                value_docs(w, def, found, at);
                let value = wire_value(&found.values[at].value);
                w.line(format!("public val {ident}: {name} = {name}({value})"));
                w.blank();
            }
            w.line("/** The values that the schema lists. */");
            listed(w, &format!("public val entries: {list}<{name}>"), idents);
        });
    });
}

fn listed(w: &mut Writer, head: &str, idents: &[String]) {
    match idents.is_empty() {
        true => w.line(format!("{head} = emptyList()")),
        false => {
            w.line(format!("{head} ="));
            w.indented(|w| {
                w.block("listOf(", ")", |w| {
                    w.lines(idents.iter().map(|ident| format!("{ident},")))
                });
            });
        }
    }
}

fn serializer(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId) {
    let (name, codec) = (scope.named(id, View::Whole), scope.codec(id, View::Whole));
    let serializer = scope.foreign("kotlinx.serialization.KSerializer");
    let json = scope.wire("WireSerializer");
    let title = string(&format!("{}.{}", scope.package.name, bare(&name)));
    w.blank();
    w.line("/** Reads and writes values with kotlinx.serialization, as JSON. */");
    w.line(format!(
        "public object Serializer : {serializer}<{name}> by {json}({title}, {codec})"
    ));
}

fn closed(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    found: &Enum,
    name: &str,
    base: &str,
    idents: &[String],
) {
    let def = scope.input().model.ty(id);
    w.line(format!("public enum class {name}("));
    w.indented(|w| {
        w.line("/** The value on the wire. */");
        w.line(format!("public val value: {base},"));
    });
    w.block(") {", "}", |w| {
        for (at, ident) in idents.iter().enumerate() {
            if at > 0 {
                w.blank();
            }
            value_docs(w, def, found, at);
            w.line(format!("{ident}({}),", wire_value(&found.values[at].value)));
        }
        w.line(";");
        serializer(w, scope, id);
        w.blank();
        let text = scope.built_in("kotlin.String");
        let cast = match found.base {
            EnumBase::Text => "value",
            EnumBase::Int => "value.toString()",
        };
        w.line(format!("override fun toString(): {text} = {cast}"));
    });
}

/// Writes the object that reads and writes an enum.
pub(super) fn codec(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, found: &Enum) {
    let (name, codec) = (scope.named(id, View::Whole), scope.codec(id, View::Whole));
    let (base, keys) = (scope.wire("WireCodec"), scope.wire("WireKeys"));
    let (reader, writer) = (scope.wire("WireReader"), scope.wire("WireWriter"));
    let rank = scope.wire("ByRank");
    let others = match found.base {
        EnumBase::Text => scope.wire("ByText"),
        EnumBase::Int => scope.wire("ByNumber"),
    };
    let scalar = scope.scalar(found.base.scalar());
    w.blank();
    w.block(format!("internal object {codec} : {base}<{name}> {{"), "}", |w| {
        w.block(format!("val keys = {keys}("), ")", |w| {
            w.lines(found.values.iter().map(|value| format!("{},", wire_key(&value.value))));
        });
        w.blank();
        w.line("/** The order of keys in a map. */");
        w.line(format!("val order = {rank}(keys, {others})"));
        w.blank();
        let (read, write) = match found.base {
            EnumBase::Text => ("r.string(keys)", "w.string(value.value)"),
            EnumBase::Int => ("r.int53()", "w.long(value.value)"),
        };
        match found.openness {
            Openness::Open => {
                w.line(format!("override fun read(r: {reader}): {name} = {name}({read})"));
            }
            Openness::Closed => {
                let key = match found.base {
                    EnumBase::Text => "value",
                    EnumBase::Int => "value.toString()",
                };
                w.line(format!("private val all = {name}.entries"));
                w.blank();
                w.line(format!("fun of(value: {scalar}): {name}? = all.getOrNull(keys.find({key}))"));
                w.blank();
                let refused = scope.wire("Refused");
                w.block(format!("override fun read(r: {reader}): {name} {{"), "}", |w| {
                    w.line("val start = r.offset()");
                    w.line(format!("val value = {read}"));
                    w.line(format!("return of(value) ?: throw {refused}(start, \"expected a value of {}, found $value\")", string(bare(&name)).trim_matches('"')));
                });
            }
        }
        w.blank();
        w.block(format!("override fun write(w: {writer}, value: {name}) {{"), "}", |w| w.line(write));
    });
}

/// Writes the type of a scalar.
pub(super) fn scalar(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    base: Scalar,
    checks: &Checks,
) {
    let (def, name) = (scope.input().model.ty(id), scope.named(id, View::Whole));
    scope.nest([]);
    let ty = scope.scalar(base);
    let (text, inline) = (
        scope.built_in("kotlin.String"),
        scope.foreign("kotlin.jvm.JvmInline"),
    );
    let doc = Doc::of(&def.docs, &scalar_notes(scope.input(), id, base));
    doc.or(&format!("The scalar {} of the schema.", code(&def.name)))
        .write(w);
    serializable(w, scope, &name);
    w.line(format!("@{inline}"));
    w.line(format!("public value class {name}("));
    w.indented(|w| {
        w.line("/** The value on the wire. */");
        w.line(format!("public val value: {ty},"));
    });
    w.block(") {", "}", |w| {
        if !def.prefixes.is_empty() {
            w.line("/** The kind that the beginning decides; null: it is not known. */");
            w.line("public val kind: Kind? get() = Kind.entries.filter { value.startsWith(it.prefix) }.maxByOrNull { it.prefix.length }");
            w.blank();
        }
        let shown = match base == Scalar::String {
            true => "value",
            false => "value.toString()",
        };
        w.line(format!("override fun toString(): {text} = {shown}"));
        checks.function(w, scope, id, View::Whole);
        serializer(w, scope, id);
        if !def.prefixes.is_empty() {
            w.blank();
            w.line(format!("/** The kinds of [{name}]. */"));
            w.line("public enum class Kind(");
            w.indented(|w| {
                w.line("/** The beginning of the text. */");
                w.line(format!("public val prefix: {text},"));
            });
            w.block(") {", "}", |w| {
                for prefix in &def.prefixes {
                    w.blank();
                    Doc::new(&prefix.doc).or("A kind.").write(w);
                    let ident = ident(&Case::UpperCamel.apply(&prefix.name));
                    w.line(format!("{ident}({}),", string(&prefix.text)));
                }
            });
        }
    });
    scope.leave();
}

/// Writes the object that reads and writes a scalar.
pub(super) fn scalar_codec(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, checks: &Checks) {
    let (name, codec) = (scope.named(id, View::Whole), scope.codec(id, View::Whole));
    let base = scope.wire("WireCodec");
    let (reader, writer) = (scope.wire("WireReader"), scope.wire("WireWriter"));
    let ty = tdproto_schema::model::Type::Named(id);
    let read = scope.read(&ty, View::Whole);
    let write = scope.write(&ty, View::Whole, "value", 0);
    w.blank();
    w.block(
        format!("internal object {codec} : {base}<{name}> {{"),
        "}",
        |w| {
            w.line(format!("override fun read(r: {reader}): {name} = {read}"));
            w.blank();
            w.block(
                format!("override fun write(w: {writer}, value: {name}) {{"),
                "}",
                |w| w.line(write),
            );
            checks.codec(w, scope, id, View::Whole);
        },
    );
}
