//! Constraints on values: which ones a value breaks, by the model alone, and values at their ends.

use std::collections::BTreeSet;

use tdproto_schema::Model;
use tdproto_schema::model::{Bounds, Field, JsonScalar, Number, Scalar, Type};
use tdproto_schema::patterns::Pattern;

use super::base64;
use super::class::Class;
use super::shown::{Shown, shown};
use super::tree::Tree;
use super::values::Values;
use crate::sample::fitted;
use crate::validate::Rule;

/// The rules that a value of the right type breaks.
pub(super) fn broken(model: &Model, ty: &Type, bounds: Bounds, tree: &Tree) -> Vec<Rule> {
    let mut rules = Vec::new();
    if !is_within(model, ty, bounds, tree) {
        rules.push(Rule::OutOfBounds);
    }
    rules
}

/// The rules that a value of the right type breaks of those of its scalar.
pub(super) fn broken_by_scalar(model: &Model, ty: &Type, tree: &Tree) -> Vec<Rule> {
    let found = model.constraints_of(ty);
    let mut rules = broken(model, ty, found.bounds, tree);
    let matches = |pattern: Option<&str>| match (pattern, tree.as_text()) {
        (Some(pattern), Some(text)) => {
            Pattern::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
        }
        (Some(_), None) | (None, _) => true,
    };
    if !matches(found.pattern.as_deref()) {
        rules.push(Rule::WrongPattern);
    }
    if !matches(found.format.and_then(|format| format.pattern())) {
        rules.push(Rule::WrongFormat);
    }
    rules
}

fn is_within(model: &Model, ty: &Type, bounds: Bounds, tree: &Tree) -> bool {
    let ty = model.unaliased(ty);
    let scalar = model.wire_scalar(ty).map(Scalar::json);
    match tree {
        _ if bounds.is_empty() => true,
        Tree::Number(number) => match scalar {
            Some(JsonScalar::Number) => {
                let number = number.parse().ok().and_then(Number::of);
                number.is_none_or(|number| bounds.allow(number))
            }
            Some(
                JsonScalar::Integer { .. }
                | JsonScalar::Text
                | JsonScalar::Base64
                | JsonScalar::Bool,
            )
            | None => {
                let number = tree.as_integer();
                number.is_none_or(|number| bounds.allow_integer(number))
            }
        },
        Tree::Text(text) | Tree::Escaped { text, .. } => match scalar {
            Some(JsonScalar::Base64) => {
                let bytes = base64::bytes(text);
                bytes.is_none_or(|bytes| bounds.allow_count(bytes.len()))
            }
            Some(
                JsonScalar::Integer { .. }
                | JsonScalar::Text
                | JsonScalar::Number
                | JsonScalar::Bool,
            )
            | None => bounds.allow_count(text.chars().count()),
        },
        Tree::List(items) => bounds.allow_count(items.len()),
        Tree::Object(members) => {
            let keys: BTreeSet<&String> = members.iter().map(|(key, _)| key).collect();
            bounds.allow_count(keys.len())
        }
        Tree::Null | Tree::Bool(_) => true,
    }
}

/// A value that constraints allow, made of one that they may not.
pub(super) fn fitted(
    model: &Model,
    (ty, bounds): (&Type, Bounds),
    tree: Tree,
    item: &mut dyn FnMut(&Type) -> Tree,
) -> Tree {
    let is_right = broken(model, ty, bounds, &tree).is_empty()
        && broken_by_scalar(model, ty, &tree).is_empty();
    if is_right {
        return tree;
    }
    let Ok(value) = serde_json::from_str(&tree.to_json()) else {
        return tree;
    };
    let value = fitted::fitted(model, (ty, bounds), value, &mut |ty| {
        serde_json::from_str(&item(ty).to_json()).unwrap_or_default()
    });
    Tree::from(&value)
}

/// The largest count of which a value is made.
const MOST: i64 = 300;

impl Values<'_> {
    /// A value of a field within its bounds, made of one that may be beyond.
    pub(super) fn within(&mut self, field: &Field, tree: Tree) -> Tree {
        if field.bounds.is_empty() {
            return tree;
        }
        let (model, ty) = (self.model, (&field.ty, field.bounds));
        fitted(model, ty, tree, &mut |item| self.plain(item, &field.name))
    }

    /// Values at the ends of the range of a field, and just beyond.
    pub(super) fn ends(&mut self, field: &Field) -> Vec<Shown> {
        let own = self.model.constraints_of(&field.ty).bounds;
        let bounds = own.and(field.bounds);
        let ends = [("min", bounds.min, -1), ("max", bounds.max, 1)];
        let mut all = Vec::new();
        for (name, bound, beyond) in ends {
            let Some(bound) = bound else { continue };
            let near = self.of_size(field, bound);
            all.extend(near.map(|tree| shown(Class::Bounds, name, tree)));
            let next = match bound {
                Number::Int(bound) => bound.checked_add(beyond).map(Number::Int),
                Number::Float(bound) => Number::of(bound.get() + beyond as f64),
            };
            let far = next.and_then(|next| self.of_size(field, next));
            all.extend(far.map(|tree| shown(Class::Bounds, format!("beyond-{name}"), tree)));
        }
        all
    }

    /// A value of a size: a number, or of a text, bytes, a list or a map the count.
    fn of_size(&mut self, field: &Field, size: Number) -> Option<Tree> {
        let model = self.model;
        let ty = model.unaliased(&field.ty);
        let exactly = Bounds {
            min: Some(size),
            max: Some(size),
        };
        let is_count = size.as_int().is_some_and(|size| (0..=MOST).contains(&size));
        match (ty, model.wire_scalar(ty).map(Scalar::json)) {
            (_, Some(JsonScalar::Integer { smallest, largest })) => {
                let number = i128::from(size.as_int()?);
                (smallest..=largest)
                    .contains(&number)
                    .then(|| Tree::number(number))
            }
            (_, Some(JsonScalar::Number)) => Some(Tree::number(size)),
            (_, Some(JsonScalar::Text)) if is_count => {
                let found = model.constraints_of(ty);
                Some(Tree::text(fitted::text("", &found, exactly)))
            }
            (_, Some(JsonScalar::Base64)) if is_count => {
                let count = usize::try_from(size.as_int()?).ok()?;
                Some(Tree::text(base64::text(&vec![7; count])))
            }
            (Type::List(_) | Type::Map(..), _) if is_count => {
                let tree = self.typical(&field.ty, &field.name);
                let ty = (&field.ty, exactly);
                Some(fitted(model, ty, tree, &mut |item| {
                    self.plain(item, &field.name)
                }))
            }
            (_, Some(_) | None) => None,
        }
    }
}
