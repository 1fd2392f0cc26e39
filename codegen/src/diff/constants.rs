//! The relation of a constant to the type that replaces it.

use tdproto_schema::model::{
    Constant, Enum, JsonScalar, Model, Openness, Scalar, Type, TypeKind, WireValue,
};

use super::relation::Relation;

/// The largest integers that floats hold exactly, as they do every smaller one.
const EXACT_IN_FLOAT32: u64 = 1 << 24;
const EXACT_IN_FLOAT64: u64 = 1 << 53;

/// The relation of a constant to a type without aliases: widened if the type has the value.
pub(super) fn constant_to(old: &Constant, model: &Model, new: &Type) -> Relation {
    let holds = match new {
        Type::Constant(new) if new == old => return Relation::Same,
        Type::Any => true,
        Type::Scalar(scalar) => scalar_holds(*scalar, old),
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Scalar(base) => scalar_holds(*base, old),
            TypeKind::Enum(listing) => enum_holds(listing, old),
            TypeKind::Entity(_) | TypeKind::Alias(_) => false,
        },
        Type::Constant(_) | Type::List(_) | Type::Map(..) | Type::Nullable(_) => false,
    };
    match holds {
        true => Relation::Widened,
        false => Relation::Changed,
    }
}

fn scalar_holds(scalar: Scalar, constant: &Constant) -> bool {
    match (scalar.json(), constant) {
        (JsonScalar::Text, Constant::Text(_)) => scalar != Scalar::Datetime,
        (JsonScalar::Bool, Constant::Bool(_)) => true,
        (JsonScalar::Integer { smallest, largest }, Constant::Int(number)) => {
            (smallest..=largest).contains(&i128::from(*number))
        }
        (JsonScalar::Number, Constant::Int(number)) => {
            let exact = match scalar == Scalar::Float32 {
                true => EXACT_IN_FLOAT32,
                false => EXACT_IN_FLOAT64,
            };
            number.unsigned_abs() <= exact
        }
        (
            JsonScalar::Text | JsonScalar::Bool | JsonScalar::Integer { .. } | JsonScalar::Number,
            Constant::Text(_) | Constant::Int(_) | Constant::Bool(_),
        ) => false,
    }
}

fn enum_holds(listing: &Enum, constant: &Constant) -> bool {
    let value = match constant {
        Constant::Text(text) => WireValue::Text(text.clone()),
        Constant::Int(number) => WireValue::Int(*number),
        Constant::Bool(_) => return false,
    };
    let is_listed = listing.values.iter().any(|listed| listed.value == value);
    match listing.openness {
        Openness::Closed => is_listed,
        Openness::Open => is_listed || scalar_holds(listing.base.scalar(), constant),
    }
}
