//! The changes that a schema needs to take what was observed.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::TypeBody;
use tdproto_schema::model::WireValue;

use super::walk::{Walk, groups_of};
use crate::infer::shape::ShapeId;

/// The changes of declarations that a schema has.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Fields that are absent or null although they never are: the entity that declares the field,
    /// and its key.
    pub(super) loosened: BTreeMap<(String, String), Loosened>,
    /// The keys that an entity does not have.
    pub(super) fields: BTreeMap<(String, String), NewField>,
    /// The values that an enum does not have, with their counts.
    pub(super) values: BTreeMap<String, BTreeMap<String, u64>>,
}

/// How often a field was absent or null.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Loosened {
    pub(super) absent: u64,
    pub(super) nulls: u64,
    pub(super) all: u64,
    /// The flags that it gets.
    pub(super) optional: bool,
    pub(super) nullable: bool,
}

/// A key that an entity does not have.
#[derive(Debug, Clone, Default)]
pub(super) struct NewField {
    pub(super) since: u64,
    pub(super) present: u64,
    pub(super) all: u64,
    pub(super) shapes: Vec<ShapeId>,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.loosened.is_empty() && self.fields.is_empty() && self.values.is_empty()
    }

    /// Compares what a walk has gathered with the declarations.
    pub(super) fn of(walk: &mut Walk<'_, '_>) -> Self {
        let mut changes = Self::default();
        for entity in walk.entities.keys().copied().collect::<Vec<_>>() {
            changes.entity(walk, entity);
        }
        for name in walk.enums.keys().copied().collect::<Vec<_>>() {
            changes.values(walk, name);
        }
        changes
    }

    fn entity(&mut self, walk: &Walk<'_, '_>, entity: &str) {
        let fields = walk.known.fields(entity);
        let tags = tags_of(walk, entity);
        let arena = walk.arena;
        let objects = &walk.entities[entity];
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        let (mut all, mut by_server) = (0, 0);
        let mut seen = BTreeSet::new();
        for (found, place) in objects {
            if !seen.insert(*found) {
                continue;
            }
            for group in groups_of(arena, *found) {
                all += group.count;
                by_server += if place.by_client { 0 } else { group.count };
                for key in &group.keys {
                    let shape = arena.find(key.value);
                    let nulls = arena.shape(shape).nulls;
                    let Some(owned) = fields.get(&*key.name) else {
                        if !tags.contains(&&*key.name) {
                            let place = (entity.to_owned(), key.name.to_string());
                            let new = self.fields.entry(place).or_default();
                            new.since = key.since;
                            new.present += key.present;
                            new.shapes.push(shape);
                        }
                        continue;
                    };
                    let is_told = !(owned.field.readonly && place.by_client);
                    let count = counts.entry(&key.name).or_default();
                    count.0 += if is_told { key.present } else { 0 };
                    count.1 += nulls;
                }
            }
        }
        for ((owner, _), new) in &mut self.fields {
            if owner == entity {
                new.all = all;
            }
        }
        for (key, owned) in fields {
            let (present, nulls) = counts.get(key).copied().unwrap_or_default();
            // A client never sets what is readonly.
            let all = if owned.field.readonly { by_server } else { all };
            let absent = all.saturating_sub(present);
            let place = (owned.owner.to_owned(), key.to_owned());
            self.presence(owned.field, place, (absent, nulls, all));
        }
    }

    fn presence(
        &mut self,
        field: &tdproto_schema::decl::FieldDecl,
        place: (String, String),
        (absent, nulls, all): (u64, u64, u64),
    ) {
        let takes_null = match &field.ty {
            TypeExpr::Name(name, _) => ["any", "null"].contains(&name.as_str()),
            // Its text is one of the schema's.
            TypeExpr::Constant(..) => true,
            TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Nullable(..) => false,
        };
        let may_be_absent = field.optional || field.omitempty;
        let optional = absent > 0 && !may_be_absent;
        let nullable = nulls > 0 && !field.nullable && !takes_null;
        if optional || nullable {
            let found = self.loosened.entry(place).or_default();
            found.absent += absent;
            found.nulls += nulls;
            found.all += all;
            found.optional |= optional;
            found.nullable |= nullable;
        }
    }

    fn values(&mut self, walk: &mut Walk<'_, '_>, name: &str) {
        let Some(TypeBody::Enum { values, .. }) = walk.known.body(name) else {
            return;
        };
        let known: BTreeSet<&str> = values
            .iter()
            .filter_map(|value| match &value.value.value {
                WireValue::Text(text) => Some(text.as_str()),
                WireValue::Int(_) => None,
            })
            .collect();
        let mut seen = BTreeSet::new();
        for place in &walk.enums[name] {
            if !seen.insert(place.shape) {
                continue;
            }
            let Some(texts) = walk.arena.shape(place.shape).texts.as_deref() else {
                continue;
            };
            let Some(distinct) = &texts.distinct else {
                let many = format!(
                    "{}: more texts than can be counted, expected `{name}`",
                    place.path
                );
                walk.conflicts.insert(many);
                continue;
            };
            for (text, count) in distinct {
                if !known.contains(&**text) && !text.is_empty() {
                    let values = self.values.entry(name.to_owned()).or_default();
                    *values.entry(text.to_string()).or_default() += count;
                }
            }
        }
    }
}

/// The tags of the unions that have an entity as a variant: keys that the entity need not have.
fn tags_of<'d>(walk: &Walk<'_, 'd>, entity: &str) -> Vec<&'d str> {
    let unions = walk.known.types.values();
    let tags = unions.filter_map(|def| match &def.body {
        TypeBody::Union { form, variants, .. } => {
            let holds = |ty: &TypeExpr| matches!(ty, TypeExpr::Name(name, _) if name == entity);
            let has = variants
                .iter()
                .any(|variant| variant.ty.as_ref().is_some_and(holds));
            match form {
                tdproto_schema::decl::FormDecl::Tag { tag, .. } if has => {
                    tag.as_ref().map(|tag| tag.value.as_str())
                }
                tdproto_schema::decl::FormDecl::Tag { .. }
                | tdproto_schema::decl::FormDecl::Key
                | tdproto_schema::decl::FormDecl::Kind => None,
            }
        }
        TypeBody::Entity { .. }
        | TypeBody::Enum { .. }
        | TypeBody::Scalar { .. }
        | TypeBody::Alias { .. } => None,
    });
    tags.collect()
}
