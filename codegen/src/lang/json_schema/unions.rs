//! Unions. By a tag there is a rule for each variant, so that errors are about the one that the tag
//! names. By key there is a chain of them, since the first key decides. By kind the type of JSON does.

use tdproto_schema::model::{
    EnumBase, Openness, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant, WireValue,
};

use super::documented::documented;
use super::naming::reference;
use super::types::{View, key, of, of_scalar, typed};
use crate::lang::node::{Node, Object};
use crate::lang::{Input, lifecycle_notes};
use crate::options::UnknownFields;
use crate::sample;

/// Adds the schema of a union.
pub(super) fn define<'a>(
    schema: &mut Object<'a>,
    input: &Input<'a>,
    def: &TypeDef,
    union: &'a Union,
    view: View,
) {
    match &union.form {
        UnionForm::Tag(tag) => tagged_union(schema, input, def, (union, tag), view),
        UnionForm::Key => {
            schema.extend(typed("object"));
            schema.extend(chain(input, def, union, &union.variants, view));
        }
        UnionForm::Kind => {
            let variants = union.variants.iter();
            let kinds = variants.map(|variant| kind(input, def, variant, view));
            schema.set("anyOf", kinds.collect::<Vec<_>>());
        }
    }
}

/// The title and the docs of a variant.
pub(super) fn titled<'a>(def: &TypeDef, variant: &'a Variant) -> Object<'a> {
    let notes = lifecycle_notes(&variant.docs, def.docs.since.as_deref());
    let mut schema = Object::new().with("title", variant.name.as_str());
    schema.extend(documented(&variant.docs, notes));
    schema
}

/// The rules of variants by their keys: the first one whose key is there.
fn chain<'a>(
    input: &Input<'a>,
    def: &TypeDef,
    union: &'a Union,
    variants: &'a [Variant],
    view: View,
) -> Object<'a> {
    let Some((variant, rest)) = variants.split_first() else {
        let absent = union.absent().map(|at| &union.variants[at]);
        return match (absent, union.openness) {
            (Some(absent), _) => described(input, def, absent, view),
            (None, Openness::Open) => anything(),
            (None, Openness::Closed) => Object::new().with("not", Object::new()),
        };
    };
    let Some(WireValue::Text(key)) = &variant.value else {
        return chain(input, def, union, rest, view);
    };
    // The title is in the branch, since the first rule is in the definition of the union itself.
    Object::new()
        .with("if", having(key, true))
        .with("then", described(input, def, variant, view))
        .with("else", chain(input, def, union, rest, view))
}

/// The members of a variant, with its title and its docs.
fn described<'a>(input: &Input<'a>, def: &TypeDef, variant: &'a Variant, view: View) -> Object<'a> {
    let mut schema = titled(def, variant);
    schema.extend(members(input, variant, view));
    schema
}

/// Any object.
fn anything<'a>() -> Object<'a> {
    typed("object").with("additionalProperties", true)
}

/// The schema of a variant by its kind.
fn kind<'a>(input: &Input<'a>, def: &TypeDef, variant: &'a Variant, view: View) -> Object<'a> {
    let mut schema = titled(def, variant);
    if let Some(ty) = &variant.ty {
        schema.extend(of(input, ty, view, false));
    }
    schema
}

fn tagged_union<'a>(
    schema: &mut Object<'a>,
    input: &Input<'a>,
    def: &TypeDef,
    (union, tag): (&'a Union, &'a Tag),
    view: View,
) {
    schema.extend(typed("object"));
    let tags = Object::new().with(tag.key.as_str(), values(union, tag));
    schema.set("properties", tags);
    if union.absent().is_none() {
        schema.set("required", vec![tag.key.as_str()]);
    }
    let mut rules: Vec<Object<'a>> = Vec::new();
    for variant in &union.variants {
        rules.extend(rule(input, def, tag, variant, view));
    }
    rules.extend(others(input, (union, tag), view));
    if !rules.is_empty() {
        schema.set("allOf", rules);
    }
}

/// The schema of the tag.
fn values<'a>(union: &Union, tag: &Tag) -> Node<'a> {
    let base = tag.base;
    let mut values = match base {
        EnumBase::Text => typed("string"),
        EnumBase::Int => of_scalar(base.scalar(), false),
    };
    let known = known(union);
    match union.openness {
        Openness::Open => {}
        // Only the absent variant is known, and `enum` must not be empty.
        Openness::Closed if known.is_empty() => return false.into(),
        Openness::Closed => values.set("enum", known),
    }
    values.into()
}

/// The values of the tag that the schema has.
fn known<'a>(union: &Union) -> Vec<Node<'a>> {
    let values = union
        .variants
        .iter()
        .filter_map(|variant| variant.value.as_ref());
    values
        .map(|value| Node::from(sample::on_wire(value)))
        .collect()
}

/// The condition that an object has a key, whose value is as given.
fn having<'a>(key: &'a str, value: impl Into<Node<'a>>) -> Object<'a> {
    typed("object")
        .with("properties", Object::new().with(key, value))
        .with("required", vec![key])
}

/// The rule of a variant with a tag.
fn rule<'a>(
    input: &Input<'a>,
    def: &TypeDef,
    tag: &'a Tag,
    variant: &'a Variant,
    view: View,
) -> Option<Object<'a>> {
    let value: &WireValue = variant.value.as_ref()?;
    let constant = Object::new().with("const", Node::from(sample::on_wire(value)));
    let mut rule = titled(def, variant);
    rule.set("if", having(&tag.key, constant));
    rule.set("then", beside(input, tag, variant, view));
    Some(rule)
}

/// What is beside a tag: the content of a variant, or its members.
fn beside<'a>(input: &Input<'a>, tag: &'a Tag, variant: &Variant, view: View) -> Object<'a> {
    match (&tag.content, &variant.ty) {
        (Some(content), Some(ty)) => having(content, of(input, ty, view, false)),
        (Some(_), None) | (None, _) => members(input, variant, view),
    }
}

/// The members of a variant besides the tag.
fn members<'a>(input: &Input<'a>, variant: &Variant, view: View) -> Object<'a> {
    let held = variant
        .ty
        .as_ref()
        .and_then(|ty: &Type| input.model.object_of(ty));
    match held {
        Some(id) => refer(input, id, view),
        None => typed("object"),
    }
}

/// A reference to the definition of the members of an object.
pub(super) fn refer<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
    Object::new().with("$ref", reference(key(input, id, view)))
}

/// The rule of objects without a tag, and of those whose variant the schema does not have: they may
/// hold anything.
fn others<'a>(
    input: &Input<'a>,
    (union, tag): (&'a Union, &'a Tag),
    view: View,
) -> Option<Object<'a>> {
    let is_closed = match input.options.unknown_fields {
        UnknownFields::Ignore | UnknownFields::Deny => union.openness == Openness::Closed,
        // Objects take any keys without a rule.
        UnknownFields::Keep => true,
    };
    let listed = Object::new().with("enum", known(union));
    let unknown = (!is_closed).then(|| match known(union).is_empty() {
        true => anything(),
        false => Object::new()
            .with("if", having(&tag.key, listed))
            .with("else", anything()),
    });
    let Some(absent) = union.absent() else {
        return unknown;
    };
    let rule = Object::new().with("if", having(&tag.key, true));
    let rule = match unknown {
        Some(unknown) => rule.with("then", unknown),
        None => rule,
    };
    Some(rule.with("else", beside(input, tag, &union.variants[absent], view)))
}
