//! Implementations of other crates' traits, each in a module of a feature: a build without the
//! feature does not read the file.

use tdproto_schema::model::{
    Entity, EnumBase, Openness, Scalar, Type, TypeDef, TypeId, TypeKind, Union, Variant,
};

use super::borrow::RustInput;
use super::entities::{unknown_member, words};
use super::groups::groups;
use super::types::{is_stored, reader};
use super::ways::sampler;
use super::{INDENT, Module, docs, events};
use crate::lang::json_schema;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// The modules, each with its feature.
pub(super) fn modules(input: &RustInput<'_>) -> [(&'static str, Module); 2] {
    let module = |name: &str, body| Module {
        name: name.to_owned(),
        body,
    };
    [
        ("arbitrary", module("arbitrary_impls", arbitrary(input))),
        ("schemars", module("schemars_impls", schemars(input))),
    ]
}

/// The file of the definitions that the implementations for schemars take.
pub(super) const BUNDLE: &str = "schema.json";

/// The module, begun with its docs.
fn begin(text: &str) -> Writer {
    let mut w = Writer::new(INDENT);
    docs::inner(&mut w, text);
    w.blank();
    w.line("use super::*;");
    w
}

/// The views of a type, which are one where a client sends what it receives.
fn views(input: &RustInput<'_>, id: TypeId) -> impl Iterator<Item = View> {
    let other = input.views.differs(id).then_some(View::Input);
    std::iter::once(View::Whole).chain(other)
}

fn is_extern(input: &RustInput<'_>, def: &TypeDef) -> bool {
    input.options.rust.extern_types.contains_key(&def.name)
}

/// Returns true if a value of a type holds one of a type that is defined elsewhere.
fn holds_extern(input: &RustInput<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => {
            // A chain of aliases may be as long as the schema.
            let mut def = input.model.ty(*id);
            while !is_extern(input, def) {
                match def.alias() {
                    Some(Type::Named(next)) => def = input.model.ty(*next),
                    Some(target) => return holds_extern(input, target),
                    None => return false,
                }
            }
            true
        }
        Type::List(item) | Type::Nullable(item) => holds_extern(input, item),
        Type::Tuple(items) => items.iter().any(|item| holds_extern(input, item)),
        Type::Map(key, value) => holds_extern(input, key) || holds_extern(input, value),
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => false,
    }
}

fn arbitrary(input: &RustInput<'_>) -> String {
    let mut w =
        begin("`arbitrary::Arbitrary` for every type, and for the events of each direction.");
    for (id, def) in input.model.types_with_ids() {
        if !is_extern(input, def) {
            for view in views(input, id) {
                sample(&mut w, input, id, view);
            }
        }
    }
    for group in groups(input) {
        let (name, life) = group.name_with_lifetime(input, "'de");
        let events = group.events(input);
        // No value can be made of an enum without variants.
        if events.is_empty() {
            continue;
        }
        let [bare, params, empty] =
            events::by_params(input, &events, |_, params| holds_extern(input, params));
        let [_, _, ints] = events::by_params(input, &events, |_, params| {
            sampler(input.model, params) == "read_int" && !holds_extern(input, params)
        });
        let params: Vec<_> = params
            .into_iter()
            .filter(|name| !ints.contains(name))
            .collect();
        w.blank();
        w.block("arbitrary! {", "}", |w| {
            w.line(format_args!("events {name}{life}"));
            words(w, "bare", &bare);
            words(w, "params", &params);
            if !ints.is_empty() {
                words(w, "ints", &ints);
            }
            words(w, "empty", &empty);
        });
    }
    w.finish()
}

/// Writes how values of a type are made.
fn sample(w: &mut Writer, input: &RustInput<'_>, id: TypeId, view: View) {
    let (name, def) = (input.with_lifetime(id, view, "'de"), input.model.ty(id));
    let kind = match &def.kind {
        TypeKind::Alias(_) => return,
        TypeKind::Entity(entity) => {
            let names = |wanted: &str| {
                let fields = view.fields(entity).filter(|(_, field)| {
                    let is_made = is_stored(field) && !holds_extern(input, &field.ty);
                    is_made && sampler(input.model, &field.ty) == wanted
                });
                let names = fields.map(|(index, _)| input.names.field(id, index).to_owned());
                names.collect::<Vec<_>>()
            };
            let is_never_empty = input.never_empty.is(id, view);
            w.blank();
            w.block("arbitrary! {", "}", |w| {
                let kind = if is_never_empty { "object" } else { "entity" };
                w.line(format_args!("{kind} {name}"));
                words(w, "read", &names("read"));
                words(w, "read_int", &names("read_int"));
                if is_never_empty {
                    words(w, "empty", &unmade(input, id, entity, view));
                }
            });
            return;
        }
        TypeKind::Union(union) => {
            variants(w, input, id, union, &name);
            return;
        }
        TypeKind::Enum(found) => match (found.openness, found.base) {
            (Openness::Closed, _) => format!("closed {name}"),
            (Openness::Open, EnumBase::Text) => format!("open String {name}"),
            (Openness::Open, EnumBase::Int) => format!("open i64 {name}"),
        },
        TypeKind::Scalar(Scalar::Datetime) => format!("datetime {name}"),
        TypeKind::Scalar(Scalar::String) if def.prefixes.is_empty() => format!("text {name}"),
        TypeKind::Scalar(Scalar::String) => {
            let prefixes = def.prefixes.iter();
            let prefixes = prefixes.map(|prefix| format!(" {:?}", prefix.text));
            format!("prefixes {name}{}", prefixes.collect::<String>())
        }
        TypeKind::Scalar(base) => {
            let read = reader(input.model, &Type::Scalar(*base));
            format!("{read} {name}")
        }
    };
    w.blank();
    w.line(format_args!("arbitrary! {{ {kind} }}"));
}

/// The members of an entity that no value is made for.
fn unmade(input: &RustInput<'_>, id: TypeId, entity: &Entity, view: View) -> Vec<String> {
    let fields = view.fields(entity);
    let fields = fields.filter(|(_, field)| is_stored(field) && holds_extern(input, &field.ty));
    let mut names: Vec<_> = fields
        .map(|(index, _)| input.names.field(id, index).to_owned())
        .collect();
    if input.options.unknown_fields == UnknownFields::Keep {
        names.push(unknown_member(|name| {
            let mut all = view.fields(entity);
            all.any(|(index, _)| input.names.field(id, index) == name)
        }));
    }
    names
}

/// Writes how values of a union are made: of its variants, and of the smallest where no levels are
/// left.
fn variants(w: &mut Writer, input: &RustInput<'_>, id: TypeId, union: &Union, name: &str) {
    let smallest = input.model.smallest_variant(id);
    let is_int = |variant: &Variant| {
        let ty = variant.ty.as_ref();
        ty.is_some_and(|ty| sampler(input.model, ty) == "read_int")
    };
    // Whether the variant has a value, and one whose integers have fewer bits than in Rust.
    let names = |is_smallest: bool, has_value: bool, has_int: bool| {
        let variants = union.variants.iter().enumerate();
        let wanted = variants.filter(|(index, variant)| {
            (!is_smallest || smallest == Some(*index))
                && variant.ty.is_some() == has_value
                && is_int(variant) == has_int
                && !variant
                    .ty
                    .as_ref()
                    .is_some_and(|ty| holds_extern(input, ty))
        });
        let names = wanted.map(|(index, _)| input.names.value(id, index).to_owned());
        names.collect::<Vec<_>>()
    };
    w.blank();
    w.block("arbitrary! {", "}", |w| {
        w.line(format_args!("union {name}"));
        words(w, "small", &names(true, false, false));
        words(w, "held_small", &names(true, true, false));
        words(w, "bare", &names(false, false, false));
        words(w, "held", &names(false, true, false));
        let ints = names(false, true, true);
        if !ints.is_empty() {
            words(w, "small_ints", &names(true, true, true));
            words(w, "ints", &ints);
        }
    });
}

fn schemars(input: &RustInput<'_>) -> String {
    let keys = json_schema::BundleKeys::new(input);
    let mut w = begin(
        "`schemars::JsonSchema` for every type, and for the frames of each direction: the \
         definitions of the protocol's JSON Schema.",
    );
    let (mut types, mut others) = (Vec::new(), Vec::new());
    for (id, def) in input.model.types_with_ids() {
        for view in views(input, id) {
            let key = keys.of_type(id, view);
            match (is_extern(input, def), &def.kind) {
                (
                    false,
                    TypeKind::Entity(_)
                    | TypeKind::Enum(_)
                    | TypeKind::Union(_)
                    | TypeKind::Scalar(_),
                ) => {
                    let name = input.with_lifetime(id, view, "'de");
                    types.push(format!("{name} {key:?};"));
                }
                (true, _) | (false, TypeKind::Alias(_)) => others.push(key),
            }
        }
    }
    let events = input.model.events_with_ids();
    others.extend(events.map(|(id, _)| keys.of_event(id)));
    w.blank();
    w.block("json_schemas! {", "}", |w| {
        w.line(format_args!("\"../{BUNDLE}\""));
        w.block("types {", "}", |w| w.lines(types));
        w.block("others {", "}", |w| {
            let others = others.iter().enumerate();
            w.lines(others.map(|(number, key)| format!("{number} {key:?};")));
        });
        for group in groups(input) {
            let (name, life) = group.name_with_lifetime(input, "'de");
            let open = format!("events {name:?} {name}{life} {{");
            w.block(open, "}", |w| {
                let events = group.events(input).into_iter();
                w.lines(events.map(|(id, _)| format!("{:?}", keys.of_event(id))));
            });
        }
    });
    w.finish()
}
