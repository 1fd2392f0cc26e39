//! Vectors of entities and enums on their own, such as the bodies of answers: a value of each kind
//! for every field.

use tdproto_schema::model::{Access, Direction, Entity, Field, Type, TypeId, TypeKind};

use super::routes::{Way, embedded, ways};
use super::tree::Tree;
use super::values::{Shown, Values};
use super::{Class, Maker};
use crate::views::View;

/// How deep an entity is put into itself.
const DEPTH: usize = 3;

/// What one field is given, or how its entity is changed otherwise.
pub(super) struct Change {
    pub(super) subject: String,
    pub(super) class: Class,
    pub(super) variant: String,
    pub(super) tree: Tree,
}

/// The vectors of one entity: all in the server's view; in the client's, what differs there.
pub(super) fn bodies(maker: &mut Maker<'_>, id: TypeId, entity: &Entity) {
    let name = &maker.model.ty(id).name;
    let mut values = Values::new(maker.model, View::Whole, name, maker.seed);
    let changes = changes(maker, &mut values, id, entity, View::Whole);
    let nested = recursion(maker, &mut values, id, entity);
    for change in changes.into_iter().chain(nested) {
        add(maker, id, View::Whole, &change);
    }
    let mut values = Values::new(maker.model, View::Input, name, maker.seed);
    for change in readonly(&mut values, name, entity) {
        add(maker, id, View::Input, &change);
    }
}

fn add(maker: &mut Maker<'_>, id: TypeId, view: View, change: &Change) {
    let Change {
        subject,
        class,
        variant,
        tree,
    } = change;
    maker.body(id, view, subject, *class, variant, tree);
}

/// The vectors of one enum: each of its values, others, and values of other kinds.
pub(super) fn enumeration(maker: &mut Maker<'_>, id: TypeId) {
    let name = maker.model.ty(id).name.clone();
    let mut values = Values::new(maker.model, View::Whole, &name, maker.seed);
    for Shown {
        class,
        variant,
        tree,
    } in values.all(&Type::Named(id), &name)
    {
        maker.body(id, View::Whole, &name, class, &variant, &tree);
    }
}

/// An entity once for every value of every field, in a view; the other fields are the least that
/// the schema allows.
pub(super) fn changes(
    maker: &Maker<'_>,
    values: &mut Values<'_>,
    id: TypeId,
    entity: &Entity,
    view: View,
) -> Vec<Change> {
    let name = &maker.model.ty(id).name;
    let base = values.least(entity);
    let mut changes = Vec::new();
    let mut change = |subject: &str, class, variant: &str, tree| {
        changes.push(Change {
            subject: subject.to_owned(),
            class,
            variant: variant.to_owned(),
            tree,
        });
    };
    change(name, Class::Smallest, "what-must-be", base.clone());
    for shown in values.all(&Type::Named(id), name) {
        change(
            name,
            shown.class,
            &format!("all-{}", shown.variant),
            shown.tree,
        );
    }
    for (key, variant) in [
        ("of_tomorrow", "word"),
        ("__proto__", "prototype"),
        ("", "empty"),
        ("a.b/c~d", "hostile"),
    ] {
        let mut tree = base.clone();
        tree.set(key, Tree::List(vec![Tree::number(1)]));
        change(name, Class::UnknownKey, variant, tree);
    }
    if let Tree::Object(members) = &base
        && members.len() > 1
    {
        let turned = members.iter().rev().cloned().collect();
        change(name, Class::Order, "reverse", Tree::Object(turned));
    }
    for (_, field) in view.fields(entity) {
        let subject = format!("{name}/{}", field.name);
        let with = |value| {
            let mut tree = base.clone();
            tree.set(&field.name, value);
            tree
        };
        let mut without = base.clone();
        without.remove(&field.name);
        change(&subject, Class::Absent, field.presence.name(), without);
        change(
            &subject,
            Class::Null,
            field.presence.name(),
            with(Tree::Null),
        );
        for shown in values.all(&field.ty, &field.name) {
            change(&subject, shown.class, &shown.variant, with(shown.tree));
        }
        for (variant, tree) in conditions(values, entity, field, view, &base) {
            change(&subject, Class::Condition, variant, tree);
        }
    }
    changes
}

/// A conditional field while its condition holds, and while it does not. Both are taken: the
/// condition only tells when the field has a meaning.
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

/// What a client must not send: each readonly field in turn, and all that is allowed.
fn readonly(values: &mut Values<'_>, name: &str, entity: &Entity) -> Vec<Change> {
    let readonly: Vec<&Field> = entity
        .fields
        .iter()
        .filter(|field| field.access == Access::ReadOnly)
        .collect();
    if readonly.is_empty() {
        return Vec::new();
    }
    let base = values.least(entity);
    let mut changes = vec![Change {
        subject: name.to_owned(),
        class: Class::Readonly,
        variant: "none".to_owned(),
        tree: base.clone(),
    }];
    for field in readonly {
        for (variant, value) in [
            ("value", values.typical(&field.ty, &field.name)),
            ("null", Tree::Null),
        ] {
            let mut tree = base.clone();
            tree.set(&field.name, value);
            changes.push(Change {
                subject: format!("{name}/{}", field.name),
                class: Class::Readonly,
                variant: variant.to_owned(),
                tree,
            });
        }
    }
    changes
}

/// An entity in itself, three deep, for each field that leads back to it, perhaps through others;
/// right, and wrong in the innermost one.
fn recursion(
    maker: &Maker<'_>,
    values: &mut Values<'_>,
    id: TypeId,
    entity: &Entity,
) -> Vec<Change> {
    let name = &maker.model.ty(id).name;
    let mut changes = Vec::new();
    for field in &entity.fields {
        let Some(way) = way_back(maker, id, field) else {
            continue;
        };
        for (variant, wrong) in [("right", false), ("wrong", true)] {
            let mut tree = values.least(entity);
            if wrong {
                tree.set(&field.name, Tree::text("1"));
            }
            for _ in 0..DEPTH {
                tree = embedded(maker, values, &way, tree);
            }
            changes.push(Change {
                subject: format!("{name}/{}", field.name),
                class: Class::Recursion,
                variant: variant.to_owned(),
                tree,
            });
        }
    }
    changes
}

/// The shortest way through a field of an entity back to that entity.
fn way_back<'a>(maker: &Maker<'a>, id: TypeId, field: &'a Field) -> Option<Way<'a>> {
    let start = (holds(maker, &field.ty)?, vec![(id, field)]);
    let mut found = ways(maker, View::Whole, [start]);
    found.remove(&id)
}

/// The entity that a type is, or that its items are.
pub(super) fn holds(maker: &Maker<'_>, ty: &Type) -> Option<TypeId> {
    match maker.model.unaliased(ty) {
        Type::List(item) | Type::Map(_, item) => holds(maker, item),
        Type::Named(id) => match &maker.model.ty(*id).kind {
            TypeKind::Entity(_) => Some(*id),
            TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
        },
        Type::Scalar(_) | Type::Any => None,
    }
}

/// Who sends what is in the client's view.
pub(super) const CLIENT: Direction = Direction::ClientToServer;
