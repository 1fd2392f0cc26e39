//! Vectors of entities, enums and unions on their own, such as the bodies of answers: a value of each kind
//! for every field.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Access, Entity, Field, Type, TypeId};

use super::class::Class;
use super::maker::Maker;
use super::routes::{embedded, way_back};
use super::shown::Shown;
use super::tree::Tree;
use super::values::Values;
use crate::views::{InputViews, View};

/// The depth to which an entity is put into itself.
const DEPTH: usize = 3;

/// A change of an entity: a value for a field, or another change.
pub(super) struct Change {
    pub(super) subject: String,
    pub(super) class: Class,
    pub(super) variant: String,
    pub(super) tree: Tree,
}

/// Takes one change after the other.
pub(super) type Take<'t> = &'t mut dyn FnMut(&mut Values<'_>, Change) -> ControlFlow<()>;

/// The vectors of one entity: all in the server's view, and those that differ in the client's.
pub(super) fn bodies(maker: &mut Maker<'_, '_>, id: TypeId, entity: &Entity) -> ControlFlow<()> {
    let (model, name) = (maker.model, &maker.model.ty(id).name);
    let mut values = Values::new(model, View::Whole, name, maker.seed);
    let mut whole = |_: &mut Values<'_>, change| add(maker, id, View::Whole, &change);
    changes(model, &mut values, id, View::Whole, &mut whole)?;
    recursion(model, &mut values, id, entity, &mut whole)?;
    let mut values = Values::new(model, View::Input, name, maker.seed);
    let mut input = |_: &mut Values<'_>, change| add(maker, id, View::Input, &change);
    readonly(&mut values, name, entity, &mut input)
}

fn add(maker: &mut Maker<'_, '_>, id: TypeId, view: View, change: &Change) -> ControlFlow<()> {
    let Change {
        subject,
        class,
        variant,
        tree,
    } = change;
    maker.body(id, view, subject, *class, variant, tree)
}

/// The vectors of one enum or union, each with its values, others, and values of other kinds: all in
/// the server's view, and again in the client's if that differs.
pub(super) fn whole(maker: &mut Maker<'_, '_>, id: TypeId, views: &InputViews) -> ControlFlow<()> {
    let name = maker.model.ty(id).name.clone();
    let other = views.differs(id).then_some(View::Input);
    for view in std::iter::once(View::Whole).chain(other) {
        let mut values = Values::new(maker.model, view, &name, maker.seed);
        for Shown {
            class,
            variant,
            tree,
        } in values.all(&Type::Named(id), &name)
        {
            maker.body(id, view, &name, class, &variant, &tree)?;
        }
    }
    ControlFlow::Continue(())
}

/// An entity once for every value of every field, in a view; the other fields are the least that
/// the schema allows.
pub(super) fn changes(
    model: &Model,
    values: &mut Values<'_>,
    id: TypeId,
    view: View,
    take: Take<'_>,
) -> ControlFlow<()> {
    let Some(entity) = model.entity(id) else {
        return ControlFlow::Continue(());
    };
    let name = &model.ty(id).name;
    let base = values.least(entity);
    let mut change = |values: &mut Values<'_>, class, variant: &str, tree| {
        let change = Change {
            subject: name.clone(),
            class,
            variant: variant.to_owned(),
            tree,
        };
        take(values, change)
    };
    change(values, Class::Smallest, "what-must-be", base.clone())?;
    for shown in values.all(&Type::Named(id), name) {
        let variant = format!("all-{}", shown.variant);
        change(values, shown.class, &variant, shown.tree)?;
    }
    for (key, variant) in [
        ("of_tomorrow", "word"),
        ("__proto__", "prototype"),
        ("", "empty"),
        ("a.b/c~d", "hostile"),
    ] {
        let mut tree = base.clone();
        tree.set(key, Tree::List(vec![Tree::number(1)]));
        change(values, Class::UnknownKey, variant, tree)?;
    }
    let members = base.as_members();
    if members.len() > 1 {
        let turned = Tree::Object(members.iter().rev().cloned().collect());
        change(values, Class::Order, "reverse", turned)?;
    }
    for (_, field) in view.fields(entity) {
        field_changes(values, (name, entity), field, (view, &base), take)?;
    }
    ControlFlow::Continue(())
}

/// An entity once for every value of one field.
fn field_changes(
    values: &mut Values<'_>,
    (name, entity): (&str, &Entity),
    field: &Field,
    (view, base): (View, &Tree),
    take: Take<'_>,
) -> ControlFlow<()> {
    let subject = format!("{name}/{}", field.name);
    let mut change = |values: &mut Values<'_>, class, variant: &str, tree| {
        let change = Change {
            subject: subject.clone(),
            class,
            variant: variant.to_owned(),
            tree,
        };
        take(values, change)
    };
    let with = |value| {
        let mut tree = base.clone();
        tree.set(&field.name, value);
        tree
    };
    let mut without = base.clone();
    without.remove(&field.name);
    let presence = field.presence.name();
    change(values, Class::Absent, presence, without)?;
    change(values, Class::Null, presence, with(Tree::Null))?;
    for shown in values.all(&field.ty, &field.name) {
        change(values, shown.class, &shown.variant, with(shown.tree))?;
    }
    for shown in values.ends(field) {
        change(values, shown.class, &shown.variant, with(shown.tree))?;
    }
    let (full, empty) = values.full_and_empty(&field.ty, &field.name);
    let twice = base.with_twice(&field.name, full, empty);
    change(values, Class::RepeatedKey, "then-empty", twice)?;
    if let Some(wrong) = values.wrong_kinds(&field.ty).into_iter().next() {
        let right = values.typical(&field.ty, &field.name);
        let twice = base.with_twice(&field.name, wrong.tree.clone(), right.clone());
        change(values, Class::RepeatedKey, "wrong-then-right", twice)?;
        let twice = base.with_twice(&field.name, right, wrong.tree);
        change(values, Class::RepeatedKey, "right-then-wrong", twice)?;
    }
    for (variant, tree) in conditions(values, entity, field, view, base) {
        change(values, Class::Condition, variant, tree)?;
    }
    ControlFlow::Continue(())
}

/// Changes a conditional field while its condition holds, and while it does not. Both are accepted:
/// the condition only states when the field has a meaning.
fn conditions(
    values: &mut Values<'_>,
    entity: &Entity,
    field: &Field,
    view: View,
    base: &Tree,
) -> Vec<(&'static str, Tree)> {
    let Some(when) = field.when.as_ref() else {
        return Vec::new();
    };
    let sibling = &entity.fields[when.field];
    if !view.has(sibling) {
        return Vec::new();
    }
    let mut tree = base.clone();
    tree.set(&field.name, values.typical(&field.ty, &field.name));
    let with = |value: &str| {
        let mut tree = tree.clone();
        tree.set(&sibling.name, Tree::text(value));
        tree
    };
    let holds = when.values.first().map(String::as_str).unwrap_or_default();
    let mut found = vec![("holds", with(holds))];
    if let Some(other) = values.unlisted(&sibling.ty, &when.values) {
        found.push(("violated", with(&other)));
    }
    found
}

/// Changes that a client must not send: each readonly field in turn, and all that are allowed.
fn readonly(
    values: &mut Values<'_>,
    name: &str,
    entity: &Entity,
    take: Take<'_>,
) -> ControlFlow<()> {
    let is_readonly = |field: &&Field| field.access == Access::ReadOnly;
    if !entity.fields.iter().any(|field| is_readonly(&field)) {
        return ControlFlow::Continue(());
    }
    let base = values.least(entity);
    let none = Change {
        subject: name.to_owned(),
        class: Class::Readonly,
        variant: "none".to_owned(),
        tree: base.clone(),
    };
    take(values, none)?;
    for field in entity.fields.iter().filter(is_readonly) {
        for (variant, value) in [
            ("value", values.typical(&field.ty, &field.name)),
            ("null", Tree::Null),
        ] {
            let mut tree = base.clone();
            tree.set(&field.name, value);
            let change = Change {
                subject: format!("{name}/{}", field.name),
                class: Class::Readonly,
                variant: variant.to_owned(),
                tree,
            };
            take(values, change)?;
        }
    }
    ControlFlow::Continue(())
}

/// An entity in itself, three deep, for each field that leads back to it, perhaps through others.
/// One is valid, and one is wrong in the innermost entity.
fn recursion(
    model: &Model,
    values: &mut Values<'_>,
    id: TypeId,
    entity: &Entity,
    take: Take<'_>,
) -> ControlFlow<()> {
    let name = &model.ty(id).name;
    for field in &entity.fields {
        let Some(way) = way_back(model, id, field) else {
            continue;
        };
        for (variant, wrong) in [("right", false), ("wrong", true)] {
            let mut tree = values.least(entity);
            if wrong {
                tree.set(&field.name, Tree::text("1"));
            }
            for _ in 0..DEPTH {
                tree = embedded(model, values, &way, tree);
            }
            let change = Change {
                subject: format!("{name}/{}", field.name),
                class: Class::Recursion,
                variant: variant.to_owned(),
                tree,
            };
            take(values, change)?;
        }
    }
    ControlFlow::Continue(())
}
