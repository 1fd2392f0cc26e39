//! Values that show the points of a union: each variant, and everything that a tag may be.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Bounds, Docs, Entity, EnumBase, Field, Openness, Presence, Tag, Type, Union, UnionForm,
    Variant, WireValue,
};

use super::class::Class;
use super::shown::{Shown, shown};
use super::tree::{Kind, Tree};

/// The whole value of a variant, whose type has this value: the tag comes before the content, or the
/// other members.
pub(super) fn whole(union: &Union, variant: &Variant, inner: &Tree) -> Tree {
    match &union.form {
        UnionForm::Tag(tag) => {
            let value = variant.value.as_ref();
            let found = value.map(|value| (tag.key.clone(), on_wire(value)));
            let members: Vec<_> = match &tag.content {
                None => inner.as_members().to_vec(),
                Some(content) => {
                    let is_there = variant.ty.is_some();
                    let content = is_there.then(|| (content.clone(), inner.clone()));
                    content.into_iter().collect()
                }
            };
            let members = members.into_iter().filter(|(name, _)| *name != tag.key);
            Tree::Object(found.into_iter().chain(members).collect())
        }
        UnionForm::Key | UnionForm::Kind => inner.clone(),
    }
}

/// The key of a variant, of a union by key.
pub(super) fn key(variant: &Variant) -> Option<&str> {
    match &variant.value {
        Some(WireValue::Text(key)) => Some(key),
        Some(WireValue::Int(_)) | None => None,
    }
}

/// The content of a variant as the only field of an entity.
pub(super) fn content(variant: &Variant, key: &str) -> Entity {
    let field = |ty: &Type| Field {
        name: key.to_owned(),
        code_name: None,
        ty: ty.clone(),
        presence: Presence::Required,
        allow_empty: false,
        bounds: Bounds::default(),
        default: None,
        access: Access::ReadWrite,
        when: None,
        included_from: None,
        overrides: None,
        docs: Docs::default(),
    };
    Entity {
        fields: variant.ty.iter().map(field).collect(),
        ..Entity::default()
    }
}

/// The variant that values of a kind are, of a union by kind.
pub(super) fn of_kind<'u>(model: &Model, union: &'u Union, kind: Kind) -> Option<&'u Variant> {
    let mut variants = union.variants.iter();
    variants.find(|variant| {
        let ty = variant.ty.as_ref();
        let found = ty.and_then(|ty| model.json_kind(ty));
        found.map(Kind::from) == Some(kind)
    })
}

/// The value of a tag.
pub(super) fn on_wire(value: &WireValue) -> Tree {
    match value {
        WireValue::Text(text) => Tree::text(text),
        WireValue::Int(number) => Tree::number(number),
    }
}

/// Returns true if a tree is the value of a tag.
pub(super) fn is_value(value: &WireValue, tree: &Tree) -> bool {
    match value {
        WireValue::Text(text) => tree.as_text() == Some(text),
        WireValue::Int(number) => tree.as_integer() == Some(i128::from(*number)),
    }
}

/// A tag that a union does not list.
pub(super) fn unlisted(union: &Union, tag: &Tag) -> Tree {
    let is_listed = |tree: &Tree| {
        let values = union
            .variants
            .iter()
            .filter_map(|variant| variant.value.as_ref());
        values.into_iter().any(|value| is_value(value, tree))
    };
    match tag.base {
        EnumBase::Text => Tree::text("of_tomorrow"),
        EnumBase::Int => {
            let other = (2..).map(Tree::number).find(|tree| !is_listed(tree));
            other.unwrap_or(Tree::Null)
        }
    }
}

/// The objects that show one variant by a tag; `tree` is the least one.
pub(super) fn variant(union: &Union, tag: &Tag, variant: &Variant, tree: &Tree) -> Vec<Shown> {
    let key = &tag.key;
    let name = |what: &str| format!("{}-{what}", variant.name);
    let mut all = object(&variant.name, Some(key), tree);
    let Some(value) = &variant.value else {
        let mut null = Tree::Object(vec![(key.clone(), Tree::Null)]);
        tree.members()
            .for_each(|(field, value)| null.set(field, value.clone()));
        all.push(shown(Class::Null, name("tag"), null));
        return all;
    };
    let mut turned = tree.as_members().to_vec();
    turned.rotate_left(1);
    let last = Tree::Object(turned);
    let other = union
        .variants
        .iter()
        .filter_map(|other| other.value.as_ref());
    if let Some(other) = other.into_iter().find(|other| *other != value) {
        let twice = last.clone().with_first(key, on_wire(other));
        all.push(shown(Class::RepeatedKey, name("tag-changes"), twice));
    }
    let twice = last.clone().with_first(key, on_wire(value));
    all.push(shown(Class::RepeatedKey, name("tag"), twice));
    all.push(shown(Class::Order, name("tag-last"), last));
    all
}

/// The objects that show one variant by its members, except the tag; `tree` is the least one.
pub(super) fn object(variant: &str, tag: Option<&str>, tree: &Tree) -> Vec<Shown> {
    let name = |what: &str| format!("{variant}-{what}");
    let mut all = vec![shown(Class::Variant, variant, tree.clone())];
    let mut more = tree.clone();
    more.set("of_tomorrow", Tree::number(1));
    all.push(shown(Class::UnknownKey, name("word"), more));
    for (field, _) in tree.members().filter(|(field, _)| Some(*field) != tag) {
        let mut wrong = tree.clone();
        let value = match tree.get(field).map(Tree::kind) {
            Some(Kind::List) => Tree::Object(Vec::new()),
            Some(Kind::Null | Kind::Bool | Kind::Number | Kind::Text | Kind::Object) | None => {
                Tree::List(Vec::new())
            }
        };
        wrong.set(field, value);
        all.push(shown(Class::WrongKind, name(field), wrong));
        let mut without = tree.clone();
        without.remove(field);
        all.push(shown(Class::Absent, name(field), without));
    }
    all
}

/// The objects of which only the tag is shown; `tree` is a variant with a tag.
pub(super) fn tags(union: &Union, tag: &Tag, tree: &Tree) -> Vec<Shown> {
    let key = &tag.key;
    let with = |value: Tree| {
        let mut tree = tree.clone();
        tree.set(key, value);
        tree
    };
    let mut without = tree.clone();
    without.remove(key);
    let mut all = vec![
        shown(Class::Empty, "no-keys", Tree::Object(Vec::new())),
        shown(Class::Absent, "tag", without),
        shown(Class::Null, "tag", with(Tree::Null)),
        shown(Class::WrongKind, "tag-boolean", with(Tree::Bool(true))),
        shown(
            Class::WrongKind,
            "tag-object",
            with(Tree::Object(Vec::new())),
        ),
        shown(Class::UnknownValue, "tag", with(unlisted(union, tag))),
    ];
    let mut alone = Tree::Object(vec![(key.clone(), unlisted(union, tag))]);
    alone.set("of_tomorrow", Tree::List(vec![Tree::number(1), Tree::Null]));
    all.push(shown(Class::UnknownValue, "whole", alone));
    match tag.base {
        EnumBase::Text => {
            all.push(shown(Class::WrongKind, "tag-number", with(Tree::number(1))));
            all.push(shown(
                Class::UnknownValue,
                "tag-empty",
                with(Tree::text("")),
            ));
        }
        EnumBase::Int => {
            all.push(shown(Class::WrongKind, "tag-text", with(Tree::text("1"))));
            all.push(shown(
                Class::Spelling,
                "tag-half",
                with(Tree::number("1.5")),
            ));
            let far = with(Tree::number("9007199254740992"));
            all.push(shown(Class::OutOfRange, "tag", far));
        }
    }
    // What is kept of an open union has no spelling of its own.
    if union.openness == Openness::Closed {
        let twice = tree.clone().with_last(key, unlisted(union, tag));
        all.push(shown(Class::RepeatedKey, "tag-unknown", twice));
    }
    all
}

/// Returns true if an object has a tag that an open union does not list, or none of its keys.
pub(super) fn is_unknown(union: &Union, tree: &Tree) -> bool {
    let tag = match &union.form {
        UnionForm::Tag(tag) => tag,
        UnionForm::Key => {
            let found = union.variant_by_key(|key| tree.get(key).is_some());
            return found.is_none() && union.openness == Openness::Open;
        }
        UnionForm::Kind => return false,
    };
    let tag = tree.get(&tag.key);
    let is_kept = tag.is_some_and(|tag| tag.kind() != Kind::Null);
    let mut values = union
        .variants
        .iter()
        .filter_map(|variant| variant.value.as_ref());
    is_kept
        && union.openness == Openness::Open
        && !values.any(|value| tag.is_some_and(|tag| is_value(value, tag)))
}
