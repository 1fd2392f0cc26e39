//! Unions: sealed interfaces, and the objects that read and write them.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{
    EnumBase, JsonKind, Openness, Tag, Type, TypeId, Union, UnionForm, Variant, kinds_text,
};

use super::checks::Checks;
use super::docs::{Doc, code};
use super::entities::{companion, serializable, text_of};
use super::literal::{json, member, string, wire_json, wire_value};
use super::scope::Scope;
use super::types::Empty;
use crate::lang::{input_note, lifecycle_notes, type_notes};
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// A union while it is written.
struct Written<'a> {
    id: TypeId,
    union: &'a Union,
    view: View,
    name: String,
    idents: Vec<String>,
}

impl<'a> Written<'a> {
    fn new(scope: &mut Scope<'a>, id: TypeId, union: &'a Union, view: View) -> Self {
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

    fn variants(&self) -> impl Iterator<Item = (&'a Variant, &str)> {
        let idents = self.idents.iter().map(String::as_str);
        self.union.variants.iter().zip(idents)
    }

    /// Returns true if values of later versions are kept.
    fn keeps_unknown(&self) -> bool {
        self.union.openness == Openness::Open && self.union.form.is_of_objects()
    }

    /// Returns true if a variant itself holds the keys that the schema does not have.
    fn holds_unknown_keys(&self, scope: &Scope<'_>, variant: &Variant) -> bool {
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
    let open = format!("public fun {whole}.toInput(): {input} = when (this) {{");
    w.block(open, "}", |w| {
        for (at, variant) in union.variants.iter().enumerate() {
            let ident = names.value(id, at);
            let keeps = scope.package.unknown() == UnknownFields::Keep
                && union.form.is_of_objects()
                && (variant.ty.is_none() || union.content().is_some());
            let value = variant.ty.as_ref().map(|ty| scope.convert(ty, "value"));
            let mut values: Vec<String> = value.into_iter().collect();
            values.extend(keeps.then(|| "unknownKeys".to_owned()));
            match values.is_empty() {
                true => w.line(format!("{whole}.{ident} -> {input}.{ident}")),
                false => w.line(format!(
                    "is {whole}.{ident} -> {input}.{ident}({})",
                    values.join(", ")
                )),
            }
        }
        if union.openness == Openness::Open && union.form.is_of_objects() {
            let tag = if union.tag().is_some() { "tag, " } else { "" };
            w.line(format!("is {whole}.Unknown -> {input}.Unknown({tag}raw)"));
        }
    });
}

/// Writes the object that reads and writes a union in a view.
pub(super) fn codec<'a>(
    w: &mut Writer,
    scope: &mut Scope<'a>,
    id: TypeId,
    union: &'a Union,
    view: View,
    checks: &Checks,
) {
    let of = Written::new(scope, id, union, view);
    let (name, codec) = (of.name.clone(), scope.codec(id, view));
    let base = scope.wire("WireCodec");
    w.blank();
    w.block(
        format!("internal object {codec} : {base}<{name}> {{"),
        "}",
        |w| {
            match &union.form {
                UnionForm::Tag(tag) => tagged(w, scope, &of, tag),
                UnionForm::Key => keyed(w, scope, &of),
                UnionForm::Kind => kinds(w, scope, &of),
            }
            match union.form {
                UnionForm::Tag(_) | UnionForm::Key => write_object(w, scope, &of),
                UnionForm::Kind => write_kind(w, scope, &of),
            }
            checks.codec(w, scope, id, view);
        },
    );
}

/// The reader, for an object that is read as another one.
fn within(scope: &Scope<'_>, tag: Option<&str>) -> String {
    match (scope.package.unknown(), tag) {
        (UnknownFields::Ignore, _) => "r".to_owned(),
        (_, Some(tag)) => format!("r.within(outer, {})", string(tag)),
        (_, None) => "r.within(outer)".to_owned(),
    }
}

/// The expression that reads the rest of an object of which only these keys are known.
fn others(scope: &Scope<'_>, keys: &[&str]) -> String {
    let keys: Vec<String> = keys
        .iter()
        .map(|key| format!(", {}", string(key)))
        .collect();
    match scope.package.unknown() {
        UnknownFields::Ignore => "r.skip()".to_owned(),
        UnknownFields::Deny => format!("r.noOthers(outer{})", keys.concat()),
        UnknownFields::Keep => format!("r.others(outer{})", keys.concat()),
    }
}

/// The expression that reads a variant from its object.
fn read_variant(scope: &mut Scope<'_>, of: &Written<'_>, variant: &Variant, ident: &str) -> String {
    let name = format!("{}.{ident}", of.name);
    let tag = of.union.tag().map(|tag| tag.key.as_str());
    let keeps = of.holds_unknown_keys(scope, variant);
    let Some(ty) = &variant.ty else {
        let others = others(scope, &tag.into_iter().collect::<Vec<_>>());
        return match keeps {
            true => format!("{name}({others})"),
            false => format!("{name}.also {{ {others} }}"),
        };
    };
    let Some(content) = of.union.content() else {
        let codec = scope
            .input()
            .model
            .object_of(ty)
            .map(|id| scope.codec(id, of.view));
        let codec = codec.unwrap_or_default();
        return format!("{name}({codec}.read({}))", within(scope, tag));
    };
    let read = scope.read(ty, of.view);
    let key = string(content);
    let empty = match scope.empty(ty, of.view) {
        Empty::Plain(text) | Empty::Made(text) => text,
        Empty::None => format!("r.missing(start, {key})"),
    };
    let value = format!("r.content({key}, {{ {empty} }}) {{ {read} }}");
    let keys: Vec<&str> = tag.into_iter().chain([content]).collect();
    let others = others(scope, &keys);
    match keeps {
        true => format!("{name}({value}, {others})"),
        false => format!("{name}({value}).also {{ {others} }}"),
    }
}

fn read_head(w: &mut Writer, scope: &Scope<'_>, of: &Written<'_>) {
    w.line("if (r.peek() != '{') r.wrong(\"an object\")");
    if scope.package.unknown() != UnknownFields::Ignore {
        w.line("val outer = r.takeOuter()");
    }
    let needs_start = of.union.content().is_some() || of.union.form == UnionForm::Key;
    if needs_start {
        w.line("val start = r.offset()");
    }
}

fn tagged(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>, tag: &Tag) {
    let (reader, refused) = (scope.wire("WireReader"), scope.wire("Refused"));
    let (read, expected) = match tag.base {
        EnumBase::Text => ("r.string()", "a string"),
        EnumBase::Int => ("r.int53()", "an integer"),
    };
    let key = string(&tag.key);
    w.block(
        format!("override fun read(r: {reader}): {} {{", of.name),
        "}",
        |w| {
            read_head(w, scope, of);
            w.line(format!("val at = r.find({key})"));
            w.line(format!(
                "val tag = if (at < 0) null else r.there(at) {{ r.orNull {{ {read} }} }}"
            ));
            w.block("return when (tag) {", "}", |w| {
                for (variant, ident) in of.variants() {
                    let value = variant.value.as_ref().map_or("null".to_owned(), wire_value);
                    let read = read_variant(scope, of, variant, ident);
                    w.line(format!("{value} -> {read}"));
                }
                if of.union.absent().is_none() {
                    w.line(format!("null -> r.noTag(at, {key}, \"{expected}\")"));
                }
                match of.union.openness {
                    Openness::Open => {
                        w.line(format!("else -> {}.Unknown(tag, r.wholeObject())", of.name));
                    }
                    Openness::Closed => {
                        let name = &scope.input().model.ty(of.id).name;
                        let said = string(&format!("expected a tag of {name}, found "));
                        let said = &said[..said.len() - 1];
                        w.line(format!("else -> throw {refused}(at, {said}$tag\")"));
                    }
                }
            });
        },
    );
}

fn keyed(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let (reader, refused) = (scope.wire("WireReader"), scope.wire("Refused"));
    let keys = scope.wire("WireKeys");
    let values = || {
        of.union
            .variants
            .iter()
            .filter_map(|variant| variant.value.as_ref())
    };
    let texts: Vec<String> = values().filter_map(text_of).map(string).collect();
    w.line(format!("private val keys = {keys}({})", texts.join(", ")));
    w.blank();
    w.block(
        format!("override fun read(r: {reader}): {} {{", of.name),
        "}",
        |w| {
            read_head(w, scope, of);
            w.line("val isThere = r.present(keys)");
            w.block("return when {", "}", |w| {
                let mut at = 0;
                for (variant, ident) in of.variants() {
                    if variant.value.is_some() {
                        let read = read_variant(scope, of, variant, ident);
                        w.line(format!("isThere[{at}] -> {read}"));
                        at += 1;
                    }
                }
                let absent = of.variants().find(|(variant, _)| variant.value.is_none());
                match (absent, of.union.openness) {
                    (Some((variant, ident)), _) => {
                        let read = read_variant(scope, of, variant, ident);
                        w.line(format!("else -> {read}"));
                    }
                    (None, Openness::Open) => {
                        w.line(format!("else -> {}.Unknown(r.wholeObject())", of.name));
                    }
                    (None, Openness::Closed) => {
                        let keys: Vec<&str> = values().filter_map(text_of).collect();
                        let said = string(&format!("has none of the keys {}", keys.join(", ")));
                        w.line(format!("else -> throw {refused}(start, {said})"));
                    }
                }
            });
        },
    );
}

fn kinds(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let reader = scope.wire("WireReader");
    let model = scope.input().model;
    let expected = kinds_text(&model.kinds_of(of.union));
    let open = format!(
        "override fun read(r: {reader}): {} = when (r.peek()) {{",
        of.name
    );
    w.block(open, "}", |w| {
        for (variant, ident) in of.variants() {
            let Some(ty) = &variant.ty else { continue };
            let chars = match model.json_kind(ty) {
                Some(JsonKind::String) => "'\"'",
                Some(JsonKind::Number) => "'-', in '0'..'9'",
                Some(JsonKind::Boolean) => "'t', 'f'",
                Some(JsonKind::Array) => "'['",
                Some(JsonKind::Object) => "'{'",
                None => continue,
            };
            let read = scope.read(ty, of.view);
            w.line(format!("{chars} -> {}.{ident}({read})", of.name));
        }
        w.line(format!("else -> r.wrong(\"{expected}\")"));
    });
}

/// Writes the functions that write a union of objects.
fn write_object(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let writer = scope.wire("WireWriter");
    let (array, text) = (
        scope.built_in("kotlin.Array"),
        scope.built_in("kotlin.String"),
    );
    let own = format!("w: {writer}, value: {}", of.name);
    let raw = raw_arms(scope, of);
    w.blank();
    w.block(format!("override fun write({own}) {{"), "}", |w| {
        let tags = scope.wire("NO_TAGS");
        match raw.is_empty() {
            true => w.line(format!("w.obj {{ members(w, value, {tags}) }}")),
            false => {
                w.line("val raw = raw(value)");
                w.line(format!(
                    "if (raw != null) w.any(raw) else w.obj {{ members(w, value, {tags}) }}"
                ));
            }
        }
    });
    w.blank();
    w.line(
        "/** The whole object of a variant of a later version, be it a variant of a variant. */",
    );
    let object = scope.json("JsonObject");
    let head = format!("fun raw(value: {}): {object}? =", of.name);
    match raw.is_empty() {
        true => w.line(format!("{head} null")),
        false => w.block(format!("{head} when (value) {{"), "}", |w| {
            let is_all = raw.len() == of.idents.len() + usize::from(of.keeps_unknown());
            w.lines(&raw);
            if !is_all {
                w.line("else -> null");
            }
        }),
    }
    w.blank();
    if let Some(tag) = of.union.tag() {
        w.line(format!("private val own = arrayOf({})", string(&tag.key)));
        w.blank();
    }
    w.line("/** The members for an object that is around, but for the tags that it has. */");
    w.block(
        format!("fun members({own}, tags: {array}<{text}>) {{"),
        "}",
        |w| {
            w.block("when (value) {", "}", |w| {
                for (variant, ident) in of.variants() {
                    write_variant(w, scope, of, variant, ident);
                }
                if of.keeps_unknown() {
                    w.line(format!("is {}.Unknown -> w.members(value.raw)", of.name));
                }
            });
        },
    );
}

/// The branches that find the whole object of an unknown variant.
fn raw_arms(scope: &Scope<'_>, of: &Written<'_>) -> Vec<String> {
    let model = scope.input().model;
    let mut arms = Vec::new();
    for (variant, ident) in of.variants() {
        let held = variant.ty.as_ref().filter(|_| of.union.content().is_none());
        let inner = held.and_then(|ty| model.object_of(ty));
        let Some(inner) = inner.filter(|id| model.union(*id).is_some()) else {
            continue;
        };
        let codec = scope.codec(inner, of.view);
        arms.push(format!(
            "is {}.{ident} -> {codec}.raw(value.value)",
            of.name
        ));
    }
    if of.keeps_unknown() {
        arms.push(format!("is {}.Unknown -> value.raw", of.name));
    }
    arms
}

fn write_variant(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    of: &Written<'_>,
    variant: &Variant,
    ident: &str,
) {
    let tag = of.union.tag();
    let keeps = of.holds_unknown_keys(scope, variant);
    let is = if variant.ty.is_none() && !keeps {
        ""
    } else {
        "is "
    };
    w.block(format!("{is}{}.{ident} -> {{", of.name), "}", |w| {
        if let (Some(tag), Some(value)) = (tag, &variant.value) {
            let text = format!(",{}:{}", json(&tag.key), wire_json(value));
            w.line(format!(
                "if ({} !in tags) w.raw({})",
                string(&tag.key),
                string(&text)
            ));
        }
        match (&variant.ty, of.union.content()) {
            (None, _) => {}
            (Some(ty), Some(content)) => {
                w.line(format!("w.raw({})", member(content)));
                w.line(scope.write(ty, of.view, "value.value", 0));
            }
            (Some(ty), None) => {
                let held = scope.input().model.object_of(ty);
                let codec = held.map(|id| scope.codec(id, of.view)).unwrap_or_default();
                let tags = if tag.is_some() { "tags + own" } else { "tags" };
                w.line(format!("{codec}.members(w, value.value, {tags})"));
            }
        }
        if keeps {
            w.line("w.members(value.unknownKeys)");
        }
    });
}

/// A branch that does one thing.
fn arm(head: &str, write: &str) -> String {
    match write.contains('\n') {
        true => format!("{head} -> {{\n    {}\n}}", write.replace('\n', "\n    ")),
        false => format!("{head} -> {write}"),
    }
}

fn write_kind(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let writer = scope.wire("WireWriter");
    w.blank();
    w.block(
        format!("override fun write(w: {writer}, value: {}) {{", of.name),
        "}",
        |w| {
            w.block("when (value) {", "}", |w| {
                for (variant, ident) in of.variants() {
                    let Some(ty) = &variant.ty else { continue };
                    let write = scope.write(ty, of.view, "value.value", 0);
                    w.line(arm(&format!("is {}.{ident}", of.name), &write));
                }
            });
        },
    );
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
