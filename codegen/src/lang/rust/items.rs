//! The declared types: structs, enums, newtypes, aliases.

use tdproto_schema::Model;
use tdproto_schema::model::{Docs, Entity, Scalar, Type, TypeDef, TypeId, TypeKind};

use super::attributes::Attributes;
use super::borrow::RustInput;
use super::layout::typed;
use super::naming::ident;
use super::types::{BORROWED_TEXT, is_float, is_on_heap, plain, reader, scalar};
use super::{constraints, derives, docs, entities, enums, unions};
use crate::lang::{entity_notes, input_note, scalar_notes, type_notes};
use crate::naming::Case;
use crate::text::Writer;
use crate::views::View;

/// Writes one declared type and its further items.
pub(super) fn item(
    w: &mut Writer,
    input: &RustInput<'_>,
    attributes: &Attributes,
    id: TypeId,
    boxed: &[bool],
) {
    w.blank();
    let (def, attributes) = (input.model.ty(id), attributes.ty(id));
    if let Some(path) = input.options.rust.extern_types.get(&def.name) {
        extern_type(w, input, id, path);
        return;
    }
    match &def.kind {
        TypeKind::Entity(entity) => {
            let traits = |view| match input.never_empty.is(id, view) {
                true => "Debug, Clone, PartialEq",
                false => "Debug, Clone, PartialEq, Default",
            };
            let mut notes = entity_notes(input, id);
            if !input.options.rust.derive {
                notes.extend(constant_notes(entity));
            }
            head(w, def, &notes, traits(View::Whole), attributes);
            entities::entity(w, input, id, entity, boxed, View::Whole);
            if input.views.differs(id) {
                w.blank();
                input_head(w, input, id, def);
                w.line(format!("#[derive({})]", traits(View::Input)));
                w.lines(attributes);
                entities::entity(w, input, id, entity, boxed, View::Input);
            }
        }
        TypeKind::Enum(found) => {
            let traits = enums::traits(found, input.options.rust.derive);
            head(w, def, &type_notes(input, id), traits, attributes);
            enums::enumeration(w, input, id, def, found);
        }
        TypeKind::Union(found) => {
            let traits = "Debug, Clone, PartialEq";
            let notes = type_notes(input, id);
            head(w, def, &notes, traits, attributes);
            unions::union(w, input, id, found, View::Whole);
            if input.views.differs(id) {
                w.blank();
                input_head(w, input, id, def);
                w.line(format!("#[derive({traits})]"));
                w.lines(attributes);
                unions::union(w, input, id, found, View::Input);
            }
        }
        TypeKind::Scalar(base) => newtype(w, input, id, *base, attributes),
        TypeKind::Alias(ty) => {
            alias(w, input, id, def, ty);
            return;
        }
    }
    owned_already(w, input, id, View::Whole);
    if input.views.differs(id) {
        owned_already(w, input, id, View::Input);
    }
}

/// Notes on the constants that are always on the wire, for which the struct has no member.
fn constant_notes(entity: &Entity) -> impl Iterator<Item = String> {
    entity.fields.iter().filter_map(|field| {
        let constant = field.ty.constant()?;
        let is_always = !field.presence.may_be_absent();
        is_always.then(|| format!("On the wire, `{}` is always `{constant}`.", field.name))
    })
}

/// Lets a type that borrows nothing be part of those that do, if there are any.
fn owned_already(w: &mut Writer, input: &RustInput<'_>, id: TypeId, view: View) {
    if input.is_borrowed() && !input.named_borrows(id, view) {
        w.blank();
        let name = input.names.in_view(id, view);
        w.line(format_args!("owned_already!({name});"));
    }
}

/// Writes docs, derives and the attributes of options.
fn head(w: &mut Writer, def: &TypeDef, notes: &[String], derives: &str, attributes: &[String]) {
    docs::item(w, &def.docs, notes);
    w.line(format!("#[derive({derives})]"));
    w.lines(attributes);
}

/// The docs of the client's view of a type.
fn input_head(w: &mut Writer, input: &RustInput<'_>, id: TypeId, def: &TypeDef) {
    let text = input_note(&format!("`{}`", input.names.ty(id)));
    let docs = Docs {
        text,
        deprecated: def.docs.deprecated.clone(),
        ..Docs::default()
    };
    docs::item(w, &docs, &[]);
}

/// Imports an existing type, and lists the traits that generated code uses of it: the compiler
/// reports a missing one there.
fn extern_type(w: &mut Writer, input: &RustInput<'_>, id: TypeId, path: &str) {
    let name = input.names.ty(id);
    w.line(format!("pub use {path} as {name};"));
    let mut traits = "Clone + std::fmt::Debug + Default + PartialEq".to_owned();
    traits.push_str(" + for<'de> wire::Value<'de>");
    if is_key(input.model, id) {
        traits.push_str(" + Ord + for<'de> wire::Key<'de>");
    }
    w.blank();
    w.block("const _: fn() = || {", "};", |w| {
        w.block("fn existing_type_implements<T>()", "{}", |w| {
            w.line(format!("where T: {traits},"));
        });
        w.line(format!("existing_type_implements::<{name}>();"));
    });
    // One path may stand for several types.
    let paths = &input.options.rust.extern_types;
    let mut before = input.model.types_with_ids().take(id.index());
    if !before.any(|(_, def)| paths.get(&def.name).is_some_and(|other| other == path)) {
        owned_already(w, input, id, View::Whole);
    }
}

/// Returns true if a type is a key of a map.
fn is_key(model: &Model, id: TypeId) -> bool {
    fn holds(model: &Model, ty: &Type, id: TypeId) -> bool {
        match ty {
            Type::List(item) | Type::Nullable(item) => holds(model, item, id),
            Type::Tuple(items) => items.iter().any(|item| holds(model, item, id)),
            Type::Map(key, value) => {
                *model.unaliased(key) == Type::Named(id) || holds(model, value, id)
            }
            Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => false,
        }
    }
    let mut types = model.types().iter().flat_map(TypeDef::parts);
    types.any(|ty| holds(model, ty, id))
}

fn newtype(w: &mut Writer, input: &RustInput<'_>, id: TypeId, base: Scalar, attributes: &[String]) {
    let (name, def) = (input.names.ty(id), input.model.ty(id));
    let traits = if is_float(base) {
        "Debug, Clone, Copy, PartialEq, PartialOrd, Default"
    } else if is_on_heap(base) {
        "Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default"
    } else {
        "Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default"
    };
    head(w, def, &scalar_notes(input, id, base), traits, attributes);
    if input.options.rust.derive {
        derives::scalar(w, def, base);
        w.line(format!("pub struct {name}(pub {});", inner(base)));
        return;
    }
    if input.named_borrows(id, View::Whole) {
        w.line(format!("pub struct {name}<'a>(pub {BORROWED_TEXT});"));
        w.blank();
        w.line(format!("borrowed_text_scalar!({name});"));
        kinds(w, input, name, "<'_>", def);
    } else if base.is_text() {
        w.line(format!("pub struct {name}(pub String);"));
        w.blank();
        let kind = if base == Scalar::Datetime {
            "datetime"
        } else {
            "text"
        };
        w.line(format!("{kind}_scalar!({name});"));
        kinds(w, input, name, "", def);
    } else {
        let read = reader(input.model, &Type::Scalar(base));
        let held = scalar(base);
        w.line(format!("pub struct {name}(pub {held});"));
        w.blank();
        w.line(format!("value_scalar!({name}, {held}, {read});"));
        if is_key(input.model, id) {
            let way = match read {
                "read_int" => "Int",
                _ => "Plain",
            };
            w.blank();
            w.line(format!("integer_key!({name}, {way});"));
        }
    }
    let name = input.with_lifetime(id, View::Whole, "'_");
    constraints::scalar(w, &name, def, base);
}

/// Writes the kinds that the beginnings of a scalar's texts decide; `life` is the lifetime behind
/// its name.
fn kinds(w: &mut Writer, input: &RustInput<'_>, name: &str, life: &str, def: &TypeDef) {
    if def.prefixes.is_empty() {
        return;
    }
    let ids = input.model.types_with_ids().map(|(id, _)| id);
    let types: Vec<_> = ids
        .flat_map(|id| [input.names.ty(id), input.names.input(id)])
        .collect();
    let kind = distinct(format!("{name}Kind"), |kind| types.contains(&kind));
    let mut variants: Vec<String> = Vec::new();
    for prefix in &def.prefixes {
        let variant = ident(&Case::UpperCamel.apply(&prefix.name));
        let variant = distinct(variant, |taken| variants.iter().any(|found| found == taken));
        variants.push(variant);
    }
    w.blank();
    w.line(format!(
        "/// The kind of a [`{name}`], decided by its prefix."
    ));
    w.line("#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]");
    w.line("#[non_exhaustive]");
    w.block(format!("pub enum {kind} {{"), "}", |w| {
        for (variant, prefix) in variants.iter().zip(&def.prefixes) {
            let docs = Docs {
                text: prefix.doc.clone(),
                ..Docs::default()
            };
            docs::item(w, &docs, &[format!("Begins with `{}`.", prefix.text)]);
            w.line(format!("{variant},"));
        }
    });
    w.blank();
    w.block("prefixes! {", "}", |w| {
        w.line(format!("{name}{life} {kind} {:?};", def.name));
        for (variant, prefix) in variants.iter().zip(&def.prefixes) {
            w.line(format!("{variant} {:?} {:?};", prefix.text, prefix.name));
        }
    });
}

/// A name that is not taken: with `_` appended where it is.
fn distinct(mut name: String, is_taken: impl Fn(&str) -> bool) -> String {
    while is_taken(&name) {
        name.push('_');
    }
    name
}

/// The type that a newtype holds.
fn inner(base: Scalar) -> &'static str {
    match base.is_text() {
        true => "String",
        false => scalar(base),
    }
}

fn alias(w: &mut Writer, input: &RustInput<'_>, id: TypeId, def: &TypeDef, ty: &Type) {
    docs::item(w, &def.docs, &type_notes(input, id));
    let name = input.with_lifetime(id, View::Whole, "'a");
    typed(
        w,
        &format!("pub type {name} ="),
        &plain(input, ty, View::Whole),
        ";",
    );
    if input.views.differs(id) {
        let name = input.with_lifetime(id, View::Input, "'a");
        w.blank();
        input_head(w, input, id, def);
        typed(
            w,
            &format!("pub type {name} ="),
            &plain(input, ty, View::Input),
            ";",
        );
    }
}
