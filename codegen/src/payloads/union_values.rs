//! Unions that show a point: each variant, and values that are none.

use std::collections::BTreeSet;

use tdproto_schema::model::{JsonKind, Union};

use super::class::Class;
use super::shown::{Shown, shown};
use super::tree::Tree;
use super::unions;
use super::values::Values;

impl Values<'_> {
    /// The objects of a union by a tag.
    pub(super) fn tagged(&mut self, union: &Union, all: &mut Vec<Shown>) {
        let Some(tag) = union.tag() else { return };
        for (at, variant) in union.variants.iter().enumerate() {
            let tree = self.variant(union, at);
            all.extend(unions::variant(union, tag, variant, &tree));
        }
        let mut variants = union.variants.iter();
        if let Some(at) = variants.position(|found| found.value.is_some()) {
            let tree = self.variant(union, at);
            all.extend(unions::tags(union, tag, &tree));
        }
    }

    /// The objects of a union by key.
    pub(super) fn keyed(&mut self, union: &Union, all: &mut Vec<Shown>) {
        let trees: Vec<_> = (0..union.variants.len())
            .map(|at| self.variant(union, at))
            .collect();
        for (variant, tree) in union.variants.iter().zip(&trees) {
            all.extend(unions::object(&variant.name, None, tree));
        }
        let keys: Vec<_> = union.variants.iter().map(unions::key).collect();
        for (at, (tree, key)) in trees.iter().zip(&keys).enumerate() {
            let Some(key) = key else { continue };
            let name = |what: &str| format!("{}-{what}", union.variants[at].name);
            let mut null = tree.clone();
            null.set(key, Tree::Null);
            all.push(shown(Class::Null, name("key"), null));
            let mut turned = tree.as_members().to_vec();
            turned.rotate_left(1);
            all.push(shown(Class::Order, name("key-last"), Tree::Object(turned)));
            // The first key decides, at any place of the object.
            for (other, more) in trees.iter().enumerate().filter(|(other, _)| *other != at) {
                let mut both = more.as_members().to_vec();
                both.extend(tree.as_members().iter().cloned());
                let known: BTreeSet<_> = both.iter().map(|(key, _)| key).collect();
                if known.len() == both.len() {
                    let name = name(&format!("and-{}", union.variants[other].name));
                    all.push(shown(Class::UnknownKey, name, Tree::Object(both)));
                }
            }
        }
        all.push(shown(Class::Empty, "no-keys", Tree::Object(Vec::new())));
        let mut other = Tree::Object(vec![("of_tomorrow".to_owned(), Tree::number(1))]);
        all.push(shown(Class::UnknownKey, "other-key", other.clone()));
        other.set("of_the_day_after", Tree::List(vec![Tree::Null]));
        all.push(shown(Class::UnknownKey, "other-keys", other));
    }

    /// The values of a union by kind: of a scalar all, of other types those that may not hold the
    /// union again.
    pub(super) fn kinds(&mut self, union: &Union, all: &mut Vec<Shown>) {
        for (at, variant) in union.variants.iter().enumerate() {
            let Some(ty) = &variant.ty else { continue };
            let tree = self.variant(union, at);
            match self.model.json_kind(ty) {
                Some(JsonKind::String | JsonKind::Number | JsonKind::Boolean) => {
                    all.push(shown(Class::Variant, variant.name.clone(), tree));
                    // Values of other kinds may be of other variants.
                    let mut values = self.all(ty, &variant.name);
                    values.retain(|value| value.class != Class::WrongKind);
                    all.extend(values.into_iter().map(|value| Shown {
                        variant: format!("{}-{}", variant.name, value.variant),
                        ..value
                    }));
                }
                Some(JsonKind::Object) => all.extend(unions::object(&variant.name, None, &tree)),
                Some(JsonKind::Array) | None => {
                    all.push(shown(Class::Variant, variant.name.clone(), tree));
                    let typical = self.typical(ty, &variant.name);
                    all.push(shown(
                        Class::Variant,
                        format!("{}-typical", variant.name),
                        typical,
                    ));
                }
            }
        }
    }
}
