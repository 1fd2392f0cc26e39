//! Lists, maps and tuples that show a point: without items, with few, with wrong ones.

use tdproto_schema::model::{JsonScalar, Scalar, Type, needed_items};

use super::class::Class;
use super::shown::{Shown, integer_keys, shown};
use super::tree::Tree;
use super::values::Values;

impl Values<'_> {
    pub(super) fn list(&mut self, item: &Type, field: &str, all: &mut Vec<Shown>) {
        all.push(shown(Class::Empty, "list", Tree::List(Vec::new())));
        let one = self.lowest(item, field);
        all.push(shown(Class::Smallest, "one", Tree::List(vec![one])));
        let many = (0..3).map(|_| self.typical(item, field)).collect();
        all.push(shown(Class::Largest, "three", Tree::List(many)));
        let null = vec![self.typical(item, field), Tree::Null];
        all.push(shown(Class::NullItem, "list", Tree::List(null)));
        for wrong in self.wrong_kinds(item) {
            let items = vec![self.typical(item, field), wrong.tree];
            let variant = format!("item-{}", wrong.variant);
            all.push(shown(Class::WrongKind, variant, Tree::List(items)));
        }
    }

    pub(super) fn map(&mut self, key: &Type, item: &Type, field: &str, all: &mut Vec<Shown>) {
        let map = |key: &str, value| Tree::Object(vec![(key.to_owned(), value)]);
        let name = self.key(key);
        all.push(shown(Class::Empty, "map", Tree::Object(Vec::new())));
        let lowest = self.lowest(item, field);
        all.push(shown(Class::Smallest, "one", map(&name, lowest)));
        all.push(shown(Class::NullItem, "map", map(&name, Tree::Null)));
        for wrong in self.wrong_kinds(item) {
            let variant = format!("value-{}", wrong.variant);
            all.push(shown(Class::WrongKind, variant, map(&name, wrong.tree)));
        }
        let value = self.typical(item, field);
        all.push(shown(Class::MapKey, "unknown", map("~ no/such key", value)));
        if let Some(JsonScalar::Integer { smallest, largest }) =
            self.model.wire_scalar(key).map(Scalar::json)
        {
            for (variant, key) in integer_keys(smallest, largest) {
                let value = self.typical(item, field);
                all.push(shown(Class::MapKey, variant, map(&key, value)));
            }
        }
        let value = self.typical(item, field);
        all.push(shown(Class::MapKey, "prototype", map("__proto__", value)));
        let (first, last) = (self.typical(item, field), self.lowest(item, field));
        let twice = Tree::Object(Vec::new()).with_twice(&name, first, last);
        all.push(shown(Class::RepeatedKey, "map", twice));
        if let Some(wrong) = self.wrong_kinds(item).into_iter().next() {
            let right = self.typical(item, field);
            let twice = Tree::Object(Vec::new()).with_twice(&name, wrong.tree, right);
            all.push(shown(Class::RepeatedKey, "map-wrong-then-right", twice));
        }
    }

    /// Items as they usually are.
    pub(super) fn items(&mut self, items: &[Type], field: &str) -> Tree {
        let items = items.iter().map(|item| self.plain(item, field));
        Tree::List(items.collect())
    }

    pub(super) fn tuple(&mut self, items: &[Type], field: &str, all: &mut Vec<Shown>) {
        let Tree::List(whole) = self.items(items, field) else {
            return;
        };
        for count in 0..items.len() {
            let class = match count < needed_items(items) {
                true => Class::WrongKind,
                false => Class::Absent,
            };
            let short = Tree::List(whole[..count].to_vec());
            all.push(shown(class, format!("items-{count}"), short));
        }
        let mut long = whole.clone();
        long.push(Tree::number("1e2"));
        all.push(shown(Class::UnknownKey, "item", Tree::List(long.clone())));
        long.push(Tree::Object(vec![("x".to_owned(), Tree::Null)]));
        all.push(shown(Class::UnknownKey, "items", Tree::List(long)));
        for (at, item) in items.iter().enumerate() {
            let mut with = |class, variant: String, tree| {
                let mut items = whole.clone();
                items[at] = tree;
                all.push(shown(
                    class,
                    format!("item-{at}-{variant}"),
                    Tree::List(items),
                ));
            };
            with(Class::NullItem, "null".to_owned(), Tree::Null);
            for wrong in self.wrong_kinds(item) {
                with(Class::WrongKind, wrong.variant, wrong.tree);
            }
            with(
                Class::Smallest,
                "lowest".to_owned(),
                self.lowest(item, field),
            );
        }
    }

    /// The lowest value of a type.
    fn lowest(&mut self, ty: &Type, field: &str) -> Tree {
        match self.model.wire_scalar(ty).map(Scalar::json) {
            Some(JsonScalar::Integer { smallest, .. }) => Tree::number(smallest),
            Some(JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number)
            | None => self.plain(ty, field),
        }
    }
}
