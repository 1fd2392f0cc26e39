//! Unions: sealed interfaces, and the objects that read and write them.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{Openness, Type, TypeId, Union, Variant};

use super::checks::Checks;
use super::companion::{companion, serializable};
use super::docs::{Doc, code};
use super::scope::Scope;
use super::union_parts::{InParts, parts_of, slices};
use crate::lang::{input_note, lifecycle_notes, type_notes};
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// A union while it is written.
pub(super) struct Written<'a> {
    pub(super) id: TypeId,
    pub(super) union: &'a Union,
    pub(super) view: View,
    pub(super) name: String,
    pub(super) idents: Vec<String>,
}

impl<'a> Written<'a> {
    pub(super) fn new(scope: &mut Scope<'a>, id: TypeId, union: &'a Union, view: View) -> Self {
        let names = scope.input().names;
        let idents = (0..union.variants.len()).map(|at| names.value(id, at).to_owned());
        let idents: Vec<String> = idents.collect();
        Self {
            id,
            union,
            view,
            name: scope.named(id, view),
            idents,
        }
    }

    pub(super) fn variants(&self) -> impl Iterator<Item = (&'a Variant, &str)> {
        let idents = self.idents.iter().map(String::as_str);
        self.union.variants.iter().zip(idents)
    }

    /// Returns true if values of later versions are kept.
    pub(super) fn keeps_unknown(&self) -> bool {
        self.union.openness == Openness::Open && self.union.form.is_of_objects()
    }

    /// Returns true if a variant itself holds the keys that the schema does not have.
    pub(super) fn holds_unknown_keys(&self, scope: &Scope<'_>, variant: &Variant) -> bool {
        scope.package.unknown() == UnknownFields::Keep
            && self.union.form.is_of_objects()
            && (variant.ty.is_none() || self.union.content().is_some())
    }
}

/// Writes the type of a union in a view.
pub(super) fn class<'a>(
    w: &mut Writer,
    scope: &mut Scope<'a>,
    id: TypeId,
    union: &'a Union,
    view: View,
    checks: &Checks,
) {
    let model = scope.input().model;
    let def = model.ty(id);
    let top = scope.named(id, view);
    let doc = match view {
        View::Whole => Doc::of(&def.docs, &type_notes(scope.input(), id)),
        View::Input => {
            Doc::default().safe(input_note(&format!("[{}]", scope.named(id, View::Whole))))
        }
    };
    doc.or(&format!("The union {} of the schema.", code(&def.name)))
        .write(w);
    serializable(w, scope, &top);
    let names = scope.input().names;
    let idents = (0..union.variants.len()).map(|at| names.value(id, at).to_owned());
    scope.nest(idents);
    let of = Written::new(scope, id, union, view);
    w.block(format!("public sealed interface {top} {{"), "}", |w| {
        for (variant, ident) in of.variants() {
            let notes = lifecycle_notes(&variant.docs, def.docs.since.as_deref());
            let doc = Doc::of(&variant.docs, &notes);
            doc.or(&format!("The variant {}.", code(&variant.name)))
                .write(w);
            variant_class(w, scope, &of, variant, ident);
            w.blank();
        }
        if of.keeps_unknown() {
            unknown(w, scope, &of);
        }
        let (codec, encode) = (scope.codec(id, view), scope.wire("encode"));
        w.line("/** The value as JSON. */");
        let text = scope.built_in("kotlin.String");
        w.line(format!(
            "public fun encode(): {text} = {codec}.{encode}(this)"
        ));
        checks.function(w, scope, id, view);
        companion(w, scope, id, view, true);
    });
    scope.leave();
}

fn variant_class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    of: &Written<'_>,
    variant: &Variant,
    ident: &str,
) {
    let mut members = Vec::new();
    if let Some(ty) = &variant.ty {
        members.push((
            "The value.",
            format!("public val value: {},", scope.ty(ty, of.view)),
        ));
    }
    if of.holds_unknown_keys(scope, variant) {
        let map = scope.built_in("kotlin.collections.Map");
        let (text, json) = (scope.built_in("kotlin.String"), scope.json("JsonElement"));
        let member = format!("public val unknownKeys: {map}<{text}, {json}> = emptyMap(),");
        members.push(("Keys that the schema does not have.", member));
    }
    if members.is_empty() {
        w.line(format!("public data object {ident} : {}", of.name));
        return;
    }
    w.line(format!("public data class {ident}("));
    w.indented(|w| {
        for (doc, member) in members {
            w.line(format!("/** {doc} */"));
            w.line(member);
        }
    });
    w.line(format!(") : {}", of.name));
}

fn unknown(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let object = scope.json("JsonObject");
    w.line("/** A variant of a later version; it is written back as it came. */");
    w.line("public data class Unknown(");
    w.indented(|w| {
        if let Some(tag) = of.union.tag() {
            w.line("/** The tag. */");
            w.line(format!(
                "public val tag: {},",
                scope.scalar(tag.base.scalar())
            ));
        }
        w.line("/** The whole object. */");
        w.line(format!("public val raw: {object},"));
    });
    w.line(format!(") : {}", of.name));
    w.blank();
}

/// Writes the function that makes a union the one that a client sends.
pub(super) fn conversion(w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, union: &Union) {
    let (whole, input) = (scope.named(id, View::Whole), scope.named(id, View::Input));
    let names = scope.input().names;
    w.blank();
    w.line("/** The same as a client sends it: without what only the server sets. */");
    let head = format!("public fun {whole}.toInput(): {input} =");
    let mut arms = Vec::new();
    for (at, variant) in union.variants.iter().enumerate() {
        let ident = names.value(id, at);
        let keeps = scope.package.unknown() == UnknownFields::Keep
            && union.form.is_of_objects()
            && (variant.ty.is_none() || union.content().is_some());
        let value = variant.ty.as_ref().map(|ty| scope.convert(ty, "value"));
        let mut values: Vec<String> = value.into_iter().collect();
        values.extend(keeps.then(|| "unknownKeys".to_owned()));
        arms.push(match values.is_empty() {
            true => format!("{whole}.{ident} -> {input}.{ident}"),
            false => format!(
                "is {whole}.{ident} -> {input}.{ident}({})",
                values.join(", ")
            ),
        });
    }
    let mut rest = Vec::new();
    if union.openness == Openness::Open && union.form.is_of_objects() {
        let tag = if union.tag().is_some() { "tag, " } else { "" };
        rest.push(format!("is {whole}.Unknown -> {input}.Unknown({tag}raw)"));
    }
    let parts = parts_of(scope.input().model, union);
    if let [_] = parts.as_slice() {
        w.block(format!("{head} when (this) {{"), "}", |w| {
            w.lines(arms);
            w.lines(rest);
        });
        return;
    }
    let functions = InParts {
        name: &format!("{whole}.toInput"),
        parameters: "",
        arguments: "",
        subject: " (this)",
        result: &input,
    };
    w.line(format!("{head} {}", functions.calls(parts.len())));
    rest.push("else -> error(\"no such variant\")".to_owned());
    functions.write(w, &slices(&arms, &parts), &rest);
}

/// The keys of the tags of unions that have an entity as a variant, or as one of a variant.
pub(super) fn tags_of(model: &Model, id: TypeId) -> BTreeSet<&str> {
    let mut tags = BTreeSet::new();
    let mut open = vec![id];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) || !model.is_variant(id) {
            continue;
        }
        for (holder, def) in model.types_with_ids() {
            let Some(union) = def.union() else { continue };
            let is_variant = |ty: &Type| model.object_of(ty) == Some(id);
            if union.same_object().any(is_variant) {
                tags.extend(union.tag().map(|tag| tag.key.as_str()));
                open.push(holder);
            }
        }
    }
    tags
}
