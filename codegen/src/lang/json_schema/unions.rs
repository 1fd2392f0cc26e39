//! Unions. By a tag there is a rule for each variant, so that errors are about the one that the tag
//! names. By kind the type of JSON decides.

use tdproto_schema::model::{
    EnumBase, Openness, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant, WireValue,
};

use super::documented::documented;
use super::naming::reference;
use super::node::{Node, Object};
use super::types::{View, key, of, of_scalar, typed};
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
        UnionForm::Kind => {
            let variants = union.variants.iter();
            let kinds = variants.map(|variant| kind(input, def, variant, view));
            schema.set("anyOf", kinds.collect::<Vec<_>>());
        }
    }
}

/// The schema of a variant by its kind.
fn kind<'a>(input: &Input<'a>, def: &TypeDef, variant: &'a Variant, view: View) -> Object<'a> {
    let notes = lifecycle_notes(&variant.docs, def.docs.since.as_deref());
    let mut schema = Object::new().with("title", variant.name.as_str());
    schema.extend(documented(&variant.docs, notes));
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
        .map(|value| Node::Value(sample::on_wire(value)))
        .collect()
}

/// The condition that an object has a tag, which is as given.
fn tagged<'a>(tag: &'a Tag, value: impl Into<Node<'a>>) -> Object<'a> {
    let key = tag.key.as_str();
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
    let constant = Object::new().with("const", Node::Value(sample::on_wire(value)));
    let notes = lifecycle_notes(&variant.docs, def.docs.since.as_deref());
    let mut rule = Object::new().with("title", variant.name.as_str());
    rule.extend(documented(&variant.docs, notes));
    rule.set("if", tagged(tag, constant));
    rule.set("then", members(input, variant, view));
    Some(rule)
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

fn refer<'a>(input: &Input<'a>, id: TypeId, view: View) -> Object<'a> {
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
    let anything = typed("object").with("additionalProperties", true);
    let unknown = (!is_closed).then(|| match known(union).is_empty() {
        true => anything.clone(),
        false => Object::new()
            .with("if", tagged(tag, listed))
            .with("else", anything.clone()),
    });
    let Some(absent) = union.absent() else {
        return unknown;
    };
    let rule = Object::new().with("if", tagged(tag, true));
    let rule = match unknown {
        Some(unknown) => rule.with("then", unknown),
        None => rule,
    };
    Some(rule.with("else", members(input, &union.variants[absent], view)))
}
