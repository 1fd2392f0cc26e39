//! The objects that read and write unions.

use std::ops::Range;

use tdproto_schema::model::{
    EnumBase, JsonKind, Openness, Tag, TypeId, Union, UnionForm, Variant, kinds_text,
};

use super::checks::Checks;
use super::literal::{json, member, string, text_of, wire_json, wire_value};
use super::scope::Scope;
use super::size::parts;
use super::types::Empty;
use super::union_parts::{InParts, VARIANT, parts_of, slices};
use super::unions::Written;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

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
    if needs_start(of) {
        w.line("val start = r.offset()");
    }
}

/// Returns true if branches need the place where the object starts.
fn needs_start(of: &Written<'_>) -> bool {
    of.union.content().is_some() || of.union.form == UnionForm::Key
}

/// The parameters and the arguments of the parts of a function that reads, with some of their own.
fn of_parts(scope: &mut Scope<'_>, of: &Written<'_>, own: &[(&str, String)]) -> (String, String) {
    let reader = scope.wire("WireReader");
    let (array, text, int) = (
        scope.built_in("kotlin.Array"),
        scope.built_in("kotlin.String"),
        scope.built_in("kotlin.Int"),
    );
    let mut all = vec![("r", reader)];
    if scope.package.unknown() != UnknownFields::Ignore {
        all.push(("outer", format!("{array}<{text}>?")));
    }
    if needs_start(of) {
        all.push(("start", int));
    }
    all.extend(own.iter().cloned());
    let parameters: Vec<String> = all
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let arguments: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    (parameters.join(", "), arguments.join(", "))
}

/// Writes the function that reads a union by branches, of which the first ones are those of variants.
/// Parts of it get what `own` declares.
fn read(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    of: &Written<'_>,
    (head, subject): (&[String], &str),
    own: &[(&str, String)],
    (arms, rest): (&[String], &[String]),
) {
    let reader = scope.wire("WireReader");
    let parts = parts_of(scope.input().model, of.union);
    let is_whole = parts.len() == 1;
    let (parameters, arguments) = of_parts(scope, of, own);
    let functions = InParts {
        name: "variant",
        parameters: &parameters,
        arguments: &arguments,
        subject,
        result: &of.name,
    };
    w.block(
        format!("override fun read(r: {reader}): {} {{", of.name),
        "}",
        |w| {
            read_head(w, scope, of);
            w.lines(head);
            match is_whole {
                true => w.block(format!("return when{subject} {{"), "}", |w| {
                    w.lines(arms);
                    w.lines(rest);
                }),
                false => w.line(format!("return {}", functions.calls(parts.len()))),
            }
        },
    );
    if !is_whole {
        functions.write(w, &slices(arms, &parts), rest);
    }
}

fn tagged(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>, tag: &Tag) {
    let refused = scope.wire("Refused");
    let (text, int) = (
        scope.scalar(tag.base.scalar()),
        scope.built_in("kotlin.Int"),
    );
    let (read_tag, expected) = match tag.base {
        EnumBase::Text => ("r.string()", "a string"),
        EnumBase::Int => ("r.int53()", "an integer"),
    };
    let key = string(&tag.key);
    let head = [
        format!("val at = r.find({key})"),
        format!("val tag = if (at < 0) null else r.there(at) {{ r.orNull {{ {read_tag} }} }}"),
    ];
    let mut arms = Vec::new();
    for (variant, ident) in of.variants() {
        let value = variant.value.as_ref().map_or("null".to_owned(), wire_value);
        let read = read_variant(scope, of, variant, ident);
        arms.push(format!("{value} -> {read}"));
    }
    let mut rest = Vec::new();
    if of.union.absent().is_none() {
        rest.push(format!("null -> r.noTag(at, {key}, \"{expected}\")"));
    }
    rest.push(match of.union.openness {
        Openness::Open => format!("else -> {}.Unknown(tag, r.wholeObject())", of.name),
        Openness::Closed => {
            let name = &scope.input().model.ty(of.id).name;
            let said = string(&format!("expected a tag of {name}, found "));
            let said = &said[..said.len() - 1];
            format!("else -> throw {refused}(at, {said}$tag\")")
        }
    });
    let own = [("at", int), ("tag", format!("{text}?"))];
    read(w, scope, of, (&head, " (tag)"), &own, (&arms, &rest));
}

fn keyed(w: &mut Writer, scope: &mut Scope<'_>, of: &Written<'_>) {
    let refused = scope.wire("Refused");
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
    let mut arms = Vec::new();
    for (variant, ident) in of.variants().filter(|(variant, _)| variant.value.is_some()) {
        let read = read_variant(scope, of, variant, ident);
        arms.push(format!("isThere[{}] -> {read}", arms.len()));
    }
    let absent = of.variants().find(|(variant, _)| variant.value.is_none());
    let rest = match (absent, of.union.openness) {
        (Some((variant, ident)), _) => {
            let read = read_variant(scope, of, variant, ident);
            format!("else -> {read}")
        }
        (None, Openness::Open) => {
            format!("else -> {}.Unknown(r.wholeObject())", of.name)
        }
        (None, Openness::Closed) => {
            let keys: Vec<&str> = values().filter_map(text_of).collect();
            let said = string(&format!("has none of the keys {}", keys.join(", ")));
            format!("else -> throw {refused}(start, {said})")
        }
    };
    let head = ["val isThere = r.present(keys)".to_owned()];
    let own = [("isThere", scope.built_in("kotlin.BooleanArray"))];
    read(w, scope, of, (&head, ""), &own, (&arms, &[rest]));
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
    raw_function(w, of, &object, &raw);
    w.blank();
    if let Some(tag) = of.union.tag() {
        w.line(format!("private val own = arrayOf({})", string(&tag.key)));
        w.blank();
    }
    w.line("/** The members for an object that is around, but for the tags that it has. */");
    let parts = parts_of(scope.input().model, of.union);
    let parameters = format!("{own}, tags: {array}<{text}>");
    if let [_] = parts.as_slice() {
        w.block(format!("fun members({parameters}) {{"), "}", |w| {
            write_variants(w, scope, of, 0..of.idents.len(), None);
        });
        return;
    }
    w.block(format!("fun members({parameters}) {{"), "}", |w| {
        let calls = (0..parts.len()).map(|at| format!("members{at}(w, value, tags)"));
        let mut calls: Vec<String> = calls.collect();
        let last = calls.pop();
        w.lines(calls.iter().map(|call| format!("if ({call}) return")));
        w.lines(last);
    });
    let boolean = scope.built_in("kotlin.Boolean");
    for (at, part) in parts.iter().enumerate() {
        w.blank();
        let head = format!("private fun members{at}({parameters}): {boolean} {{");
        w.block(head, "}", |w| {
            write_variants(w, scope, of, part.clone(), Some("else -> return false"));
            w.line("return true");
        });
    }
}

/// Writes the branches that write some variants, and those of a later version besides the last one.
fn write_variants(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    of: &Written<'_>,
    part: Range<usize>,
    rest: Option<&str>,
) {
    let is_last = part.end == of.idents.len();
    w.block("when (value) {", "}", |w| {
        for (variant, ident) in of.variants().skip(part.start).take(part.len()) {
            write_variant(w, scope, of, variant, ident);
        }
        if of.keeps_unknown() && is_last {
            w.line(format!("is {}.Unknown -> w.members(value.raw)", of.name));
        }
        w.lines(rest);
    });
}

/// Writes the function that finds the whole object of an unknown variant.
fn raw_function(w: &mut Writer, of: &Written<'_>, object: &str, arms: &[String]) {
    let parameters = format!("value: {}", of.name);
    let head = format!("fun raw({parameters}): {object}? =");
    if arms.is_empty() {
        w.line(format!("{head} null"));
        return;
    }
    let is_all = arms.len() == of.idents.len() + usize::from(of.keeps_unknown());
    let rest: Vec<String> = (!is_all)
        .then(|| "else -> null".to_owned())
        .into_iter()
        .collect();
    let parts = parts(&vec![VARIANT; arms.len()]);
    if let [_] = parts.as_slice() {
        w.block(format!("{head} when (value) {{"), "}", |w| {
            w.lines(arms);
            w.lines(&rest);
        });
        return;
    }
    let functions = InParts {
        name: "raw",
        parameters: &parameters,
        arguments: "value",
        subject: " (value)",
        result: &format!("{object}?"),
    };
    w.line(format!("{head} {}", functions.calls(parts.len())));
    functions.write(w, &slices(arms, &parts), &["else -> null".to_owned()]);
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
