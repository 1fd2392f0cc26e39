//! Members of objects as fields.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tdproto_schema::decl::{BoundsDecl, FieldDecl, Spanned};
use tdproto_schema::model::{Constant, DefaultValue, Number, Scalar};
use tdproto_schema::{Span, TypeExpr};

use super::names::short;
use super::texts::{bounds, built_in, scalar};
use super::types::{is_any, is_null, spanned};
use super::{Lower, docs};
use crate::import::node::{Member, Node, Range, Shape};
use crate::naming::Case;

impl Lower<'_> {
    /// The fields of members. Keys that become equal in code get names there.
    pub(super) fn fields(&mut self, members: &[Member]) -> Vec<FieldDecl> {
        let mut fields: Vec<_> = members.iter().map(|member| self.field(member)).collect();
        name_apart(&mut fields);
        fields
    }

    /// The field of a member.
    pub(in crate::import) fn field(&mut self, member: &Member) -> FieldDecl {
        let node = &member.node;
        let (target, nullable) = self.target(node);
        let mut field = FieldDecl {
            readonly: node.notes.readonly,
            nullable,
            optional: !member.required,
            docs: docs(&node.notes, ""),
            ..FieldDecl::new(spanned(&member.key), super::named("any"))
        };
        if let Shape::Constant(value) = &target.shape
            && !nullable
        {
            field.ty = constant(value).map_or(super::named("any"), |constant| {
                TypeExpr::Constant(constant, Span::NONE)
            });
            if std::mem::take(&mut field.readonly) {
                self.losses
                    .part("a constant cannot be readonly", &node.place);
            }
            return field;
        }
        if target.shape == Shape::Nothing {
            field.ty = super::named("null");
            field.nullable = field.optional;
            return field;
        }
        let used = self.ty(node);
        field.nullable = (nullable || used.nullable) && !is_any(&used.ty);
        if is_null(&used.ty) {
            field.nullable = field.optional;
        }
        field.ty = used.ty;
        if !matches!(node.shape, Shape::Reference(_)) || super::types::is_inline(&target.shape) {
            field.bounds = self.limits(&target);
        }
        self.default(&mut field, node, &target);
        field
    }

    /// The range that a field says itself.
    fn limits(&mut self, node: &Node) -> BoundsDecl {
        let range = if let Some((base, range)) = scalar(&node.shape) {
            if base == Scalar::Datetime {
                Range::default()
            } else {
                range
            }
        } else if let Shape::Text(text) = &node.shape {
            // A scalar of a pattern has it; that of a format is shared.
            match text.pattern {
                None => text.length,
                Some(_) => Range::default(),
            }
        } else if let Shape::List(_, range) | Shape::Map(_, _, range) = &node.shape {
            *range
        } else {
            Range::default()
        };
        self.possible(bounds(range), &node.place)
    }

    /// The default, if the type has a form for it.
    fn default(&mut self, field: &mut FieldDecl, node: &Node, target: &Node) {
        let default = node
            .notes
            .default
            .as_ref()
            .or(target.notes.default.as_ref());
        let Some(default) = default.filter(|default| !default.is_null()) else {
            return;
        };
        let found = match (default, &target.shape) {
            (Value::Bool(value), Shape::Bool | Shape::Any) => Some(DefaultValue::Bool(*value)),
            (Value::Number(number), Shape::Integer(_)) => {
                let number = number.as_f64().and_then(Number::of);
                let integer = number.filter(|number| {
                    let value = number.as_int().map(i128::from);
                    value.is_some_and(|value| holds(&field.ty, value))
                });
                integer.map(DefaultValue::Number)
            }
            (Value::Number(number), Shape::Number(_) | Shape::Any) => number
                .as_f64()
                .and_then(Number::of)
                .map(DefaultValue::Number),
            (Value::String(text), Shape::Text(of)) => {
                let is_plain = matches!(built_in(of), Some(Scalar::String)) || text.is_empty();
                let is_plain = is_plain && of.is_any();
                is_plain.then(|| DefaultValue::Text(text.clone()))
            }
            (Value::String(text), Shape::Any) => Some(DefaultValue::Text(text.clone())),
            (value, Shape::Enum(choices)) => {
                let mut values = choices.values.iter();
                let is_listed = values.any(|(known, _)| known == value);
                match value {
                    Value::String(text) => is_listed.then(|| DefaultValue::Text(text.clone())),
                    other @ Value::Null
                    | other @ Value::Bool(_)
                    | other @ Value::Number(_)
                    | other @ Value::Array(_)
                    | other @ Value::Object(_) => other
                        .as_f64()
                        .filter(|_| is_listed)
                        .and_then(Number::of)
                        .map(DefaultValue::Number),
                }
            }
            (Value::Array(items), Shape::List(..) | Shape::Any) if items.is_empty() => {
                Some(DefaultValue::EmptyList)
            }
            (Value::Object(members), Shape::Map(..) | Shape::Any) if members.is_empty() => {
                Some(DefaultValue::EmptyMap)
            }
            _ => None,
        };
        let allowed = found.filter(|found| allows(&field.bounds, found));
        match allowed {
            Some(found) => field.default = Some(Spanned::unplaced(found)),
            None => {
                let what = "a default that a field of its type cannot have";
                self.losses.part(what, &node.place.at("default"));
            }
        }
    }
}

/// Gives names in code to fields whose keys have the same words, or none.
fn name_apart(fields: &mut [FieldDecl]) {
    let words = |field: &FieldDecl| Case::Snake.apply(&field.name.value);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for field in &*fields {
        *counts.entry(words(field)).or_default() += 1;
    }
    let is_alone = |field: &FieldDecl| {
        let name = words(field);
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        begins && counts.get(&name) == Some(&1)
    };
    let mut taken: BTreeSet<String> = counts.keys().cloned().collect();
    for field in fields.iter_mut().filter(|field| !is_alone(field)) {
        field.code_name = Some(short(&plain(&field.name.value), &mut taken));
    }
}

/// Returns true if a type has an integer.
fn holds(ty: &TypeExpr, value: i128) -> bool {
    match ty {
        TypeExpr::Name(name, _) => Scalar::from_name(name).is_none_or(|scalar| scalar.holds(value)),
        TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Tuple(..)
        | TypeExpr::Nullable(..)
        | TypeExpr::Constant(..) => false,
    }
}

/// The letters and digits of a key that code has, with signs as words.
fn plain(key: &str) -> String {
    let words = key.replace('+', " plus ").replace('-', " minus ");
    let plain: String = words
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    match plain.trim() {
        "" => "field".to_owned(),
        plain if plain.starts_with(|c: char| c.is_ascii_digit()) => format!("value {plain}"),
        plain => plain.to_owned(),
    }
}

/// Returns true if a range allows a default.
fn allows(bounds: &BoundsDecl, default: &DefaultValue) -> bool {
    let size = match default {
        DefaultValue::Number(number) => number.as_f64(),
        DefaultValue::Text(text) => {
            f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
        }
        DefaultValue::EmptyList | DefaultValue::EmptyMap => 0.0,
        DefaultValue::Bool(_) => return true,
    };
    let end = |end: &Option<Spanned<Number>>| end.as_ref().map(|end| end.value.as_f64());
    end(&bounds.min).is_none_or(|min| size >= min) && end(&bounds.max).is_none_or(|max| size <= max)
}

/// A constant of the schema language.
pub(in crate::import) fn constant(value: &Value) -> Option<Constant> {
    match value {
        Value::String(text) => Some(Constant::Text(text.clone())),
        Value::Bool(is_true) => Some(Constant::Bool(*is_true)),
        Value::Number(number) => Constant::int(number.as_i64()?),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
