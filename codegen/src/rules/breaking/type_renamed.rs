//! A type of another name and the same shape.

use tdproto_schema::Model;
use tdproto_schema::model::{Type, TypeId};

use super::Context;
use super::typed::Typed;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, Pairs, Part, Side, What, both_carried};

pub(super) const RULE: Rule = Rule {
    id: "type-renamed",
    about: "A type was renamed.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
Type names are not on the wire. Code that uses generated types has to use the new name. Two types
pair if their names are equal without case and separators, or if the same fields or events use them.
They also pair if their shapes are equal, and a common user or a similar name supports it. A field
whose type has another name and an equal shape is reported here, too. In code, an alias and its
target are one type. If the old name remains as an alias, or an alias replaces its target, code
still compiles.",
    mirror: Mirror::Rule("type-renamed"),
    assess: Some(assess),
};

/// The help by which generated code keeps the old name.
const HELP: &str = "keep the old name as an alias of the new type: `[alias.OLD]` with `type = \"NEW\"`; \
params of events name the entity itself";

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    let assessment = match (&change.part, change.what) {
        (Part::Type(_), What::Renamed) => {
            let [old, new] = context.ty(change)?;
            let message = format!("type `{}` was renamed to `{}`", old?.name, new?.name);
            Assessment::new(message).labels("the old name", "the new name")
        }
        (_, what)
            if what
                .relation()
                .is_some_and(|relation| relation.is_same_on_wire()) =>
        {
            if is_kept(context, change) || is_transparent(context, change) {
                return None;
            }
            let typed = Typed::of(context, change)?;
            if is_alias_of_its_equal(context.pairs, change) {
                let verdict = Verdict::info("the name remains, and code that uses it compiles");
                let assessment = typed.assessment("changed its kind, but not its shape");
                return Some(assessment.both(verdict.of(Category::Source)));
            }
            typed.assessment("has a type of another name and the same shape")
        }
        (
            Part::Protocol
            | Part::Type(_)
            | Part::Field { .. }
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_)
            | Part::Tombstone(_),
            _,
        ) => return None,
    };
    let verdict = Verdict::error("code has to use the new name").of(Category::Source);
    Some(assessment.both(verdict).help(HELP))
}

/// Returns true if a declared type became an alias of one of its shape and kind, or was one: either
/// way code has a type of the name.
fn is_alias_of_its_equal(pairs: &Pairs<'_>, change: &Change) -> bool {
    let (Part::Type(Side::Both(old, new)), What::Kind(_)) = (&change.part, change.what) else {
        return false;
    };
    let kind = |model: &Model, id: TypeId| match model.unaliased(&Type::Named(id)) {
        Type::Named(id) => Some(model.ty(*id).kind.name()),
        Type::Scalar(_)
        | Type::List(_)
        | Type::Map(..)
        | Type::Tuple(_)
        | Type::Nullable(_)
        | Type::Constant(_)
        | Type::Null
        | Type::Any => None,
    };
    let before = kind(pairs.old, *old);
    before.is_some() && before == kind(pairs.new, *new)
}

/// Returns true if only an alias was added or removed: in generated code an alias and its target
/// are one type.
fn is_transparent(context: &Context<'_>, change: &Change) -> bool {
    let pairs = context.pairs;
    match (&change.part, change.what) {
        (Part::Field { .. } | Part::FrameField { .. }, _) => {
            context.field(change).is_some_and(|fields| match fields {
                [Some(old), Some(new)] => same_in_code(pairs, &old.ty, &new.ty),
                [None, _] | [_, None] => false,
            })
        }
        (Part::Type(Side::Both(old, new)), What::Base(_)) => {
            same_in_code(pairs, &Type::Named(*old), &Type::Named(*new))
        }
        (
            Part::Protocol
            | Part::Type(_)
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::Event(_)
            | Part::Tombstone(_),
            _,
        ) => false,
        (Part::Carried(..), _) => match both_carried(pairs, &change.part) {
            [Some(old), Some(new)] => same_in_code(pairs, &old.ty, &new.ty),
            [None, _] | [_, None] => false,
        },
    }
}

/// Returns true if two types are the same but for aliases. The rename of a type is reported of that
/// type.
fn same_in_code(pairs: &Pairs<'_>, old: &Type, new: &Type) -> bool {
    match (pairs.old.unaliased(old), pairs.new.unaliased(new)) {
        (Type::Named(a), Type::Named(b)) => pairs.new_type(*a) == Some(*b),
        (Type::List(a), Type::List(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
            same_in_code(pairs, a, b)
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            a.iter().zip(b).all(|(a, b)| same_in_code(pairs, a, b))
        }
        (Type::Map(key, a), Type::Map(other, b)) => {
            same_in_code(pairs, key, other) && same_in_code(pairs, a, b)
        }
        (old @ (Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any), new) => old == new,
        (
            Type::Named(_) | Type::List(_) | Type::Map(..) | Type::Tuple(_) | Type::Nullable(_),
            _,
        ) => false,
    }
}

/// Returns true if the new type of a field or an event still has the old name, which is an alias.
fn is_kept(context: &Context<'_>, change: &Change) -> bool {
    let pairs = context.pairs;
    match &change.part {
        Part::Field { .. } | Part::FrameField { .. } => {
            context.field(change).is_some_and(|fields| match fields {
                [Some(old), Some(new)] => goes_by(pairs, &old.ty, &new.ty),
                [None, _] | [_, None] => false,
            })
        }
        Part::Event(Side::Both(old, new)) => {
            let old = pairs.old.events()[old.index()].params_type();
            let new = pairs.new.events()[new.index()].params_type();
            old.zip(new).is_some_and(|(a, b)| goes_by(pairs, a, b))
        }
        Part::Carried(..) => match both_carried(pairs, &change.part) {
            [Some(old), Some(new)] => goes_by(pairs, &old.ty, &new.ty),
            [None, _] | [_, None] => false,
        },
        Part::Protocol
        | Part::Type(_)
        | Part::Value { .. }
        | Part::Variant { .. }
        | Part::Frame(_)
        | Part::Event(_)
        | Part::Tombstone(_) => false,
    }
}

/// Returns true if the name of the old type stands for the new type in the new schema.
fn goes_by(pairs: &Pairs<'_>, old: &Type, new: &Type) -> bool {
    match (old, new) {
        (Type::Named(a), b) => {
            let now = pairs.new.find_type(&pairs.old.ty(*a).name);
            now.is_some_and(|now| pairs.new.unaliased(&Type::Named(now)) == pairs.new.unaliased(b))
        }
        (Type::List(a), Type::List(b)) | (Type::Nullable(a), Type::Nullable(b)) => {
            goes_by(pairs, a, b)
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            a.iter().zip(b).all(|(a, b)| goes_by(pairs, a, b))
        }
        (Type::Map(key, a), Type::Map(other, b)) => {
            goes_by(pairs, key, other) && goes_by(pairs, a, b)
        }
        (
            Type::Scalar(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_),
            _,
        ) => old == new,
    }
}
