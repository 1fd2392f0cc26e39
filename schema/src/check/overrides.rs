//! Fields that override an included one: each narrows it, so that a value of the including entity is
//! one of the included entity.

use std::collections::BTreeSet;

use super::defaults::{is_allowed, is_value};
use crate::model::{
    Access, Bounds, Constant, DefaultValue, Enum, Field, Number, Openness, Presence, Scalar, Type,
    TypeId, TypeKind, WireValue,
};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports fields that are not narrower than those they override.
pub(super) fn check_all(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        for (index, field) in def.fields().iter().enumerate() {
            let Some(source) = field.overrides else {
                continue;
            };
            let included = model.ty(source).fields().iter();
            let included = included
                .enumerate()
                .find(|(_, other)| other.name == field.name);
            let own = format!("{}.{}", def.name, field.name);
            let span = origins.field_name(id, index);
            let Some((at, included)) = included else {
                let message = format!("`{own}` overrides nothing");
                let label = format!("`{}` has no field of this key", model.ty(source).name);
                sink.push(Diagnostic::error(Code::OverrideInvalid, message).at(span, label));
                continue;
            };
            let pair = Pair {
                model,
                own,
                other: format!("{}.{}", model.ty(source).name, included.name),
                field,
                included,
            };
            let declared = origins.field_name(source, at);
            if let Some(problem) = pair.problem() {
                sink.push(problem.diagnostic(span, declared));
            }
        }
    }
}

/// The reason that a field does not narrow another.
struct Problem {
    message: String,
    label: &'static str,
    help: Option<&'static str>,
}

impl Problem {
    fn new(message: String, label: &'static str) -> Self {
        Self {
            message,
            label,
            help: None,
        }
    }

    fn help(self, help: &'static str) -> Self {
        Self {
            help: Some(help),
            ..self
        }
    }

    fn diagnostic(self, span: Span, included: Span) -> Diagnostic {
        Diagnostic::error(Code::OverrideInvalid, self.message)
            .at(span, self.label)
            .at(included, "the included field")
            .help_if(self.help.map(str::to_owned))
    }
}

/// A field and the included one that it overrides, with their names.
struct Pair<'a> {
    model: &'a Model,
    own: String,
    other: String,
    field: &'a Field,
    included: &'a Field,
}

impl Pair<'_> {
    fn problem(&self) -> Option<Problem> {
        self.of_type()
            .or_else(|| self.of_presence())
            .or_else(|| self.of_access())
            .or_else(|| self.of_bounds())
    }

    fn of_type(&self) -> Option<Problem> {
        let (model, own, other) = (self.model, &self.own, &self.other);
        let wide = model.type_text(&self.included.ty);
        if let Some(constant) = self.field.ty.constant() {
            let fits = self.field.ty == self.included.ty || self.holds(&default_of(constant));
            return (!fits).then(|| {
                let message = format!("the constant of `{own}` is not a value of `{other}`");
                Problem::new(message, "expected a value that the included field may have")
            });
        }
        let is_null = *model.unaliased(&self.field.ty) == Type::Null;
        let fits = match is_null && self.included.presence.may_be_null() {
            true => true,
            false => narrows(model, &self.field.ty, &self.included.ty),
        };
        (!fits).then(|| {
            let narrow = model.type_text(&self.field.ty);
            let message =
                format!("`{own}` is `{narrow}`, which does not narrow the `{wide}` of `{other}`");
            let found = Problem::new(message, "expected the same type or a narrower one");
            match is_null {
                true => found.help("only a `nullable` field can become `null`"),
                false => found.help(
                    "an override is a `const`, an enum with fewer values, an entity that includes \
                     the other one, or a type in place of `any`",
                ),
            }
        })
    }

    /// Returns true if the included field may have a value.
    fn holds(&self, value: &DefaultValue) -> bool {
        let always = Field {
            presence: Presence::Required,
            ..self.included.clone()
        };
        is_value(self.model, &always.ty, value) && is_allowed(self.model, &always, value)
    }

    fn of_presence(&self) -> Option<Problem> {
        let (own, other) = (&self.own, &self.other);
        let (narrow, wide) = (self.field.presence, self.included.presence);
        let label = "expected the flags of the included field, or fewer of them";
        if narrow.may_be_absent() && !wide.may_be_absent() {
            let message = format!("`{own}` may be left out, and `{other}` may not");
            return Some(Problem::new(message, label));
        }
        if narrow.may_be_null() && !wide.may_be_null() {
            let message = format!("`{own}` may be null, and `{other}` may not");
            return Some(Problem::new(message, label));
        }
        let changed = match (narrow, wide) {
            (Presence::OmitEmpty, Presence::Optional | Presence::Patch)
            | (Presence::Optional | Presence::Patch, Presence::OmitEmpty) => "a missing key",
            (Presence::OmitNull, Presence::Patch) | (Presence::Patch, Presence::OmitNull) => "null",
            (
                Presence::Required
                | Presence::Nullable
                | Presence::OmitEmpty
                | Presence::OmitNull
                | Presence::Optional
                | Presence::Patch,
                Presence::Required
                | Presence::Nullable
                | Presence::OmitEmpty
                | Presence::OmitNull
                | Presence::Optional
                | Presence::Patch,
            ) => return None,
        };
        let message = format!("{changed} has another meaning in `{own}` than in `{other}`");
        Some(
            Problem::new(message, label)
                .help("`omitempty` and `optional` do not override each other"),
        )
    }

    /// What a client sends has no readonly fields, in the included entity and in this one.
    fn of_access(&self) -> Option<Problem> {
        let (own, other) = (&self.own, &self.other);
        match (self.field.access, self.included.access) {
            (Access::ReadWrite, Access::ReadOnly) => {
                let message = format!("clients may send `{own}`, and `{other}` is readonly");
                let found = Problem::new(message, "expected `readonly = true`");
                Some(match self.field.ty.constant() {
                    Some(_) => found.help(
                        "a `const` cannot be readonly; remove `readonly` from the included field",
                    ),
                    None => found,
                })
            }
            (Access::ReadOnly, Access::ReadWrite) if !self.included.presence.may_be_absent() => {
                let message = format!("`{own}` is readonly, and clients always send `{other}`");
                Some(Problem::new(message, "remove `readonly`"))
            }
            (Access::ReadOnly | Access::ReadWrite, Access::ReadOnly | Access::ReadWrite) => None,
        }
    }

    fn of_bounds(&self) -> Option<Problem> {
        let model = self.model;
        let ty = model.unaliased(&self.field.ty);
        // The constant was compared with them, and `any` has none.
        if ty.constant().is_some()
            || *ty == Type::Null
            || *model.unaliased(&self.included.ty) == Type::Any
        {
            return None;
        }
        let (own, other) = (&self.own, &self.other);
        if self.field.allow_empty && !self.included.allow_empty {
            let message = format!("`{own}` may have an empty date, and `{other}` may not");
            return Some(Problem::new(message, "remove `allow_empty`"));
        }
        let effective = |field: &Field| model.constraints_of(&field.ty).bounds.and(field.bounds);
        let (narrow, wide) = (effective(self.field), effective(self.included));
        let fits = match model.enum_of(ty) {
            Some(listing) if !wide.is_empty() => self.lists_allowed(listing),
            Some(_) | None => is_within(narrow, wide),
        };
        (!fits).then(|| {
            let message = format!("the bounds of `{own}` are wider than those of `{other}`");
            Problem::new(message, "expected bounds that allow the same or less")
        })
    }

    /// Returns true if an enum has only values that the included field may have.
    fn lists_allowed(&self, listing: &Enum) -> bool {
        let mut values = listing.values.iter();
        listing.openness == Openness::Closed
            && values.all(|value| {
                self.holds(&match &value.value {
                    WireValue::Text(text) => DefaultValue::Text(text.clone()),
                    WireValue::Int(number) => DefaultValue::Number(Number::Int(*number)),
                })
            })
    }
}

fn default_of(constant: &Constant) -> DefaultValue {
    match constant {
        Constant::Text(text) => DefaultValue::Text(text.clone()),
        Constant::Int(number) => DefaultValue::Number(Number::Int(*number)),
        Constant::Bool(is_true) => DefaultValue::Bool(*is_true),
    }
}

/// Returns true if some bounds allow nothing that others do not.
fn is_within(narrow: Bounds, wide: Bounds) -> bool {
    let min = wide
        .min
        .is_none_or(|wide| narrow.min.is_some_and(|min| wide <= min));
    let max = wide
        .max
        .is_none_or(|wide| narrow.max.is_some_and(|max| max <= wide));
    min && max
}

/// Returns true if every value of a type is one of another.
fn narrows(model: &Model, narrow: &Type, wide: &Type) -> bool {
    let (narrow, wide) = (model.unaliased(narrow), model.unaliased(wide));
    let is_narrower = match wide {
        Type::Any => true,
        Type::Nullable(item) => match narrow {
            Type::Nullable(narrow) => narrows(model, narrow, item),
            Type::Null => true,
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Constant(_)
            | Type::Any => narrows(model, narrow, item),
        },
        Type::List(item) => {
            matches!(narrow, Type::List(narrow) if narrows(model, narrow, item))
        }
        Type::Map(key, value) => matches!(
            narrow,
            Type::Map(a, b) if narrows(model, a, key) && narrows(model, b, value)
        ),
        Type::Tuple(items) => matches!(narrow, Type::Tuple(narrow) if narrow.len() == items.len()
            && narrow.iter().zip(items).all(|(a, b)| narrows(model, a, b))),
        Type::Scalar(base) => matches!(narrow, Type::Named(id) if is_over(model, *id, *base)),
        Type::Named(wide) => matches!(narrow, Type::Named(id) if is_part(model, *id, *wide)),
        Type::Constant(_) | Type::Null => false,
    };
    narrow == wide || is_narrower
}

/// Returns true if a declared type is an enum or a scalar with values of a built-in type.
fn is_over(model: &Model, id: TypeId, base: Scalar) -> bool {
    let def = model.ty(id);
    match &def.kind {
        TypeKind::Enum(listing) => listing.base.scalar() == base,
        TypeKind::Scalar(found) => *found == base && !def.allow_empty,
        TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
    }
}

/// Returns true if every value of a declared type is one of another.
fn is_part(model: &Model, narrow: TypeId, wide: TypeId) -> bool {
    match &model.ty(wide).kind {
        TypeKind::Enum(wide) => {
            let narrow = model.ty(narrow).enumeration();
            narrow.is_some_and(|narrow| has_fewer_values(narrow, wide))
        }
        TypeKind::Entity(_) => includes(model, narrow, wide),
        TypeKind::Scalar(base) => {
            let narrow = model.ty(narrow).enumeration();
            let is_free = model.ty(wide).constraints.is_empty();
            is_free && narrow.is_some_and(|narrow| narrow.base.scalar() == *base)
        }
        TypeKind::Union(_) | TypeKind::Alias(_) => false,
    }
}

fn has_fewer_values(narrow: &Enum, wide: &Enum) -> bool {
    let values: BTreeSet<_> = wide.values.iter().map(|value| &value.value).collect();
    let opens = narrow.openness == Openness::Open && wide.openness == Openness::Closed;
    narrow.base == wide.base
        && !opens
        && narrow
            .values
            .iter()
            .all(|value| values.contains(&value.value))
}

/// Returns true if an entity includes another, or one that includes it.
fn includes(model: &Model, id: TypeId, wanted: TypeId) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![id]);
    while let Some(id) = left.pop() {
        if id == wanted {
            return true;
        }
        if let Some(entity) = model.entity(id).filter(|_| seen.insert(id)) {
            left.extend(&entity.includes);
        }
    }
    false
}
