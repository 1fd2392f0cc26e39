//! Unions: each variant must have a tag of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{union_keys, union_kinds};
use crate::model::{
    Constant, Field, Openness, Presence, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant,
    WireValue,
};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports unions without variants, tags that no receiver could distinguish, and variants that are no
/// objects or have another use for the key of the tag.
pub(super) fn check_variants(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        let Some(union) = def.union() else {
            continue;
        };
        if union.variants.is_empty() {
            let message = format!("union `{}` has no variants", def.name);
            let found = Diagnostic::error(Code::UnionEmpty, message);
            sink.push(found.at(origins.type_name(id), "add a variant"));
        }
        for (index, variant) in union.variants.iter().enumerate() {
            check_name(def, origins.variant_name(id, index), (union, variant), sink);
        }
        let tag = match &union.form {
            UnionForm::Tag(tag) => tag,
            UnionForm::Key => {
                union_keys::check(model, origins, sink, (id, union));
                continue;
            }
            UnionForm::Kind => {
                union_kinds::check(model, origins, sink, (id, union));
                continue;
            }
        };
        let mut checker = Checker {
            model,
            origins,
            sink,
            id,
            name: &def.name,
            union,
            tag,
        };
        checker.values();
        for (index, variant) in union.variants.iter().enumerate() {
            match &tag.content {
                None => checker.object(index, variant),
                Some(_) => checker.content(index, variant),
            }
        }
    }
}

/// Reports the name that code gives to all other variants.
fn check_name(def: &TypeDef, place: Span, (union, variant): (&Union, &Variant), sink: &mut Sink) {
    if union.openness == Openness::Open && variant.name.eq_ignore_ascii_case("unknown") {
        let message = format!(
            "variant `{}` of open union `{}` has the name of all other variants",
            variant.name, def.name
        );
        let label = "in code, `Unknown` is a variant that the schema does not have";
        let found = Diagnostic::error(Code::UnionVariant, message)
            .at(place, label)
            .help("give it another name, and this one as its `value`");
        sink.push(found);
    }
}

struct Checker<'a, 's> {
    model: &'a Model,
    origins: &'a Origins,
    sink: &'s mut Sink,
    id: TypeId,
    name: &'a str,
    union: &'a Union,
    tag: &'a Tag,
}

impl<'a> Checker<'a, '_> {
    fn place(&self, index: usize) -> Span {
        let origin = self.origins.variant(self.id, index);
        origin.map_or(Span::NONE, |origin| origin.value)
    }

    /// Reports values that are the same on the wire, and values that no tag has.
    fn values(&mut self) {
        let mut seen: BTreeMap<Option<&WireValue>, usize> = BTreeMap::new();
        for (index, variant) in self.union.variants.iter().enumerate() {
            let value = variant.value.as_ref();
            if let Some(first) = seen.insert(value, index) {
                let message = match value {
                    Some(_) => format!("union `{}` has one value of its tag twice", self.name),
                    None => format!("union `{}` has two variants without a tag", self.name),
                };
                let found = Diagnostic::error(Code::UnionValueDuplicate, message)
                    .at(self.place(index), "the same on the wire")
                    .at(self.place(first), "as this one");
                self.sink.push(found);
            }
            let scalar = self.tag.base.scalar();
            if let Some(WireValue::Int(number)) = value
                && scalar.is_integer()
                && !scalar.holds((*number).into())
            {
                let message = format!("union `{}` has a value that no `int` is", self.name);
                let found = Diagnostic::error(Code::ValueInvalid, message)
                    .at(self.place(index), format!("{number} is beyond ±(2^53 - 1)"))
                    .help("choose a number that JavaScript holds exactly, or texts as values");
                self.sink.push(found);
            }
        }
    }

    /// Reports a content that is always null.
    fn content(&mut self, index: usize, variant: &Variant) {
        let Some(ty) = &variant.ty else { return };
        if *self.model.unaliased(ty) == Type::Null {
            let message = format!(
                "variant `{}` of union `{}` is never null",
                variant.name, self.name
            );
            let found = Diagnostic::error(Code::UnionVariant, message)
                .at(self.origins.variant_type(self.id, index), "has no content")
                .help("remove the type: the variant is only the tag then");
            self.sink.push(found);
        }
    }

    /// Reports a variant that is no object, and the entities in it that have the key of the tag for
    /// something else.
    fn object(&mut self, index: usize, variant: &Variant) {
        let Some(ty) = &variant.ty else { return };
        let place = self.origins.variant_type(self.id, index);
        let start = self.model.object_of(ty);
        let Some(start) = start.filter(|_| self.model.is_object(ty)) else {
            let message = format!(
                "variant `{}` of union `{}` is no object, but `{}`",
                variant.name,
                self.name,
                self.model.type_text(ty)
            );
            let found = Diagnostic::error(Code::UnionVariant, message)
                .at(place, "expected an entity, or a union")
                .help("give the union a `content`, or make the value a field of an entity");
            self.sink.push(found);
            return;
        };
        // A variant that is a union has the variants of that one, too.
        let (mut open, mut known) = (vec![start], BTreeSet::from([start]));
        while let Some(id) = open.pop() {
            match self.model.union(id) {
                Some(inner) if inner.own_keys().any(|key| key == self.tag.key) => {
                    self.same_tag(variant, place, id);
                }
                Some(inner) => {
                    let held = inner.same_object();
                    let held = held.filter_map(|ty| self.model.object_of(ty));
                    open.extend(held.filter(|id| known.insert(*id)));
                }
                None => self.tag_in(variant, place, id),
            }
        }
    }

    fn same_tag(&mut self, variant: &Variant, place: Span, inner: TypeId) {
        let key = &self.tag.key;
        let (message, help) = if inner == self.id {
            let message = format!(
                "union `{}` contains itself as variant `{}`",
                self.name, variant.name
            );
            (
                message,
                "put the union into a field of an entity".to_owned(),
            )
        } else {
            let name = &self.model.ty(inner).name;
            let message = format!(
                "unions `{}` and `{name}` in one object have the key `{key}`",
                self.name
            );
            let tag = self.model.union(inner).and_then(Union::tag);
            let help = match tag.is_some_and(|tag| tag.key == *key) {
                true => format!(
                    "list the variants of `{name}` here, too, or put it into a field of an entity"
                ),
                false => {
                    "put the union into a field of an entity, or give it another tag".to_owned()
                }
            };
            (message, help)
        };
        let found = Diagnostic::error(Code::UnionVariant, message)
            .at(place, format!("`{key}` would have two values at once"))
            .help(help);
        self.sink.push(found);
    }

    /// Reports an entity that has the key of the tag, unless it is the constant of the variant.
    fn tag_in(&mut self, variant: &Variant, place: Span, id: TypeId) {
        let fields = self.model.ty(id).fields();
        let key = &self.tag.key;
        let Some(at) = fields.iter().position(|field| field.name == *key) else {
            return;
        };
        if variant
            .value
            .as_ref()
            .is_some_and(|value| is_constant(&fields[at], value))
        {
            return;
        }
        let entity = &self.model.ty(id).name;
        let message = format!(
            "entity `{entity}` has the key `{key}`, the tag of union `{}`",
            self.name
        );
        let help = match &variant.value {
            Some(value) => format!(
                "remove the field, or make it `{key} = {{ const = {} }}`",
                text(value)
            ),
            None => "remove the field: this variant is the one without a tag".to_owned(),
        };
        let found = Diagnostic::error(Code::UnionVariant, message)
            .at(place, format!("its `{key}` would be both"))
            .at(self.origins.field_name(id, at), "declared here")
            .help(help);
        self.sink.push(found);
    }
}

fn is_constant(field: &Field, value: &WireValue) -> bool {
    let is_always = field.presence == Presence::Required;
    is_always
        && match (field.ty.constant(), value) {
            (Some(Constant::Text(text)), WireValue::Text(value)) => text == value,
            (Some(Constant::Int(number)), WireValue::Int(value)) => number == value,
            (Some(Constant::Text(_) | Constant::Int(_) | Constant::Bool(_)) | None, _) => false,
        }
}

fn text(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => Constant::Text(text.clone()).to_string(),
        WireValue::Int(number) => number.to_string(),
    }
}
