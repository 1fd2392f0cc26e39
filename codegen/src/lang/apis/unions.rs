//! Unions as one of several schemas, each with what distinguishes it.

use tdproto_schema::model::{
    EnumBase, Openness, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant, WireValue,
};

use super::keys::{COMPONENTS, Keys};
use super::pointer;
use crate::lang::Input;
use crate::lang::json_schema::parts;
use crate::lang::node::{Node, Object};
use crate::sample;
use crate::views::View;

/// The mark of a schema that stands for the variants that later versions add.
const OTHERS: &str = "x-others";

/// The mark of a schema that is a variant of a union, and no type of its own: one among the components,
/// or one with a tag and nothing else.
const VARIANT: &str = "x-variant";

/// A union by one of its forms.
struct Choice<'a, 'i> {
    input: &'i Input<'a>,
    def: &'a TypeDef,
    union: &'a Union,
    view: View,
}

/// The schema of a union, and those of the variants that it refers to.
pub(super) fn define<'a>(
    input: &Input<'a>,
    (id, view): (TypeId, View),
    has_discriminators: bool,
    keys: &mut Keys,
) -> (Object<'a>, Vec<(String, Object<'a>)>) {
    let mut schema = parts::head(input, id, view);
    let def = input.model.ty(id);
    let Some(union) = def.union() else {
        return (schema, Vec::new());
    };
    let choice = Choice {
        input,
        def,
        union,
        view,
    };
    let variants = union.variants.iter();
    let mut branches: Vec<Object<'a>> = match &union.form {
        UnionForm::Tag(tag) => variants
            .map(|variant| choice.tagged(tag, variant))
            .collect(),
        UnionForm::Key => choice.by_key(),
        UnionForm::Kind => variants.map(|variant| choice.by_kind(variant)).collect(),
    };
    let mut named = Vec::new();
    match &union.form {
        // The values of a mapping are texts.
        UnionForm::Tag(tag)
            if has_discriminators
                && tag.base == EnumBase::Text
                && union.absent().is_none()
                && !branches.is_empty() =>
        {
            let own = parts::key(input, id, view);
            let by = discriminator((tag, union), own, keys, &mut branches, &mut named);
            let known = Object::new()
                .with("oneOf", branches)
                .with("discriminator", by);
            match choice.others() {
                // A discriminator knows the variants that are named, and no others.
                Some(others) => schema.set("anyOf", vec![known, others]),
                None => schema.extend(known),
            }
        }
        UnionForm::Tag(_) | UnionForm::Key | UnionForm::Kind => {
            branches.extend(choice.others());
            match branches.is_empty() {
                true => schema.set("not", Object::new()),
                false => schema.set("oneOf", branches),
            }
        }
    }
    (schema, named)
}

/// Gives the variants components of their own, since a discriminator leads to no others.
fn discriminator<'a>(
    (tag, union): (&'a Tag, &'a Union),
    own: &str,
    keys: &mut Keys,
    branches: &mut [Object<'a>],
    named: &mut Vec<(String, Object<'a>)>,
) -> Object<'a> {
    let mut mapping = Object::new();
    for (variant, branch) in union.variants.iter().zip(branches) {
        let key = keys.free(&format!("{own}.{}", variant.name));
        let to = format!("{COMPONENTS}{}", pointer(&key));
        let reference = Object::new().with("$ref", to.clone());
        let mut schema = std::mem::replace(branch, reference);
        schema.replace(VARIANT, true.into());
        let value = match &variant.value {
            Some(WireValue::Text(text)) => text.clone(),
            Some(WireValue::Int(number)) => number.to_string(),
            None => variant.name.clone(),
        };
        mapping.set(value, to);
        named.push((key, schema));
    }
    Object::new()
        .with("propertyName", tag.key.as_str())
        .with("mapping", mapping)
}

impl<'a> Choice<'a, '_> {
    /// A variant by its tag.
    fn tagged(&self, tag: &'a Tag, variant: &'a Variant) -> Object<'a> {
        let mut schema = parts::variant(self.def, variant);
        let mut properties = Object::new();
        let mut required = Vec::new();
        if let Some(value) = &variant.value {
            let constant = Object::new().with("const", Node::from(sample::on_wire(value)));
            properties.set(tag.key.as_str(), constant);
            required.push(tag.key.as_str());
        }
        let mut members = None;
        match (&tag.content, &variant.ty) {
            (Some(content), Some(ty)) => {
                properties.set(content.as_str(), parts::value(self.input, ty, self.view));
                required.push(content);
            }
            (Some(_), None) => {}
            (None, ty) => members = ty.as_ref().and_then(|ty| self.members(ty)),
        }
        schema.set("type", "object");
        if !properties.is_empty() {
            schema.set("properties", properties);
            schema.set("required", required);
        }
        if variant.value.is_none() {
            schema.set("not", required_keys([tag.key.as_str()]));
        }
        match (members, &variant.ty) {
            (Some(members), _) => schema.set("allOf", vec![members]),
            (None, None) => schema.set(VARIANT, true),
            (None, Some(_)) => {}
        }
        schema
    }

    /// The variants by their keys: none has a key of one before it.
    fn by_key(&self) -> Vec<Object<'a>> {
        let mut before: Vec<&'a str> = Vec::new();
        let variants = self.union.variants.iter();
        // The variant without a key comes last, wherever it is written.
        let (absent, keyed): (Vec<_>, Vec<_>) = variants.partition(|found| found.value.is_none());
        let mut branches = Vec::new();
        for variant in keyed.into_iter().chain(absent) {
            let mut schema = parts::variant(self.def, variant);
            schema.set("type", "object");
            let key = match &variant.value {
                Some(WireValue::Text(key)) => Some(key.as_str()),
                Some(WireValue::Int(_)) | None => None,
            };
            if let Some(key) = key {
                schema.set("required", vec![key]);
            }
            if !before.is_empty() {
                schema.set("not", any_key(&before));
            }
            before.extend(key);
            if let Some(members) = variant.ty.as_ref().and_then(|ty| self.members(ty)) {
                schema.set("allOf", vec![members]);
            }
            branches.push(schema);
        }
        branches
    }

    fn by_kind(&self, variant: &'a Variant) -> Object<'a> {
        let mut schema = parts::variant(self.def, variant);
        if let Some(ty) = &variant.ty {
            schema.extend(parts::value(self.input, ty, self.view));
        }
        schema
    }

    /// The members of the object of a variant.
    fn members(&self, ty: &Type) -> Option<Object<'a>> {
        let id = self.input.model.object_of(ty)?;
        Some(parts::members(self.input, id, self.view))
    }

    /// The variants that later versions add, if there may be any.
    fn others(&self) -> Option<Object<'a>> {
        let is_open = self.union.openness == Openness::Open;
        let values = self.union.variants.iter();
        let values = values.filter_map(|variant| variant.value.as_ref());
        let schema = Object::new()
            .with("description", "Other variants, known to later versions.")
            .with("type", "object");
        let schema = match &self.union.form {
            UnionForm::Tag(tag) if is_open => {
                let values: Vec<_> = values
                    .map(|value| Node::from(sample::on_wire(value)))
                    .collect();
                let mut value = parts::wire_value(tag.base);
                if !values.is_empty() {
                    value.set("not", Object::new().with("enum", values));
                }
                schema
                    .with("properties", Object::new().with(tag.key.as_str(), value))
                    .with("required", vec![tag.key.as_str()])
            }
            UnionForm::Key if is_open && self.union.absent().is_none() => {
                let keys = values.filter_map(|value| match value {
                    WireValue::Text(key) => Some(key.as_str()),
                    WireValue::Int(_) => None,
                });
                let keys: Vec<&str> = keys.collect();
                match keys.is_empty() {
                    true => schema,
                    false => schema.with("not", any_key(&keys)),
                }
            }
            UnionForm::Tag(_) | UnionForm::Key | UnionForm::Kind => return None,
        };
        Some(schema.with("additionalProperties", true).with(OTHERS, true))
    }
}

/// The condition that an object has one of some keys.
fn any_key<'a>(keys: &[&'a str]) -> Object<'a> {
    match keys {
        [key] => required_keys([*key]),
        keys => {
            let conditions = keys.iter().map(|key| required_keys([*key]));
            Object::new().with("anyOf", conditions.collect::<Vec<_>>())
        }
    }
}

fn required_keys<'a>(keys: impl IntoIterator<Item = &'a str>) -> Object<'a> {
    Object::new().with("required", keys.into_iter().collect::<Vec<_>>())
}
