//! The relation of a constant to the type that replaces it.

use tdproto_schema::model::{Constant, Enum, JsonScalar, Model, Openness, Scalar, Type, WireValue};
use tdproto_wire::Bytes;

use super::relation::Relation;
use super::scalars::integer_to_float;

/// The relation of a constant to a type without aliases: widened if the type has the value.
pub(super) fn constant_to(old: &Constant, model: &Model, new: &Type) -> Relation {
    if new.constant() == Some(old) {
        return Relation::Same;
    }
    let holds = match (model.enum_of(new), new.constant()) {
        (_, Some(_)) => false,
        (Some(listing), None) => enum_holds(listing, old),
        (None, None) => model
            .wire_scalar(new)
            .is_some_and(|scalar| scalar_holds(scalar, old)),
    };
    match holds {
        true => Relation::Widened,
        false => Relation::Changed,
    }
}

fn scalar_holds(scalar: Scalar, constant: &Constant) -> bool {
    match (scalar.json(), constant) {
        (JsonScalar::Text, Constant::Text(_)) => scalar != Scalar::Datetime,
        (JsonScalar::Base64, Constant::Text(text)) => Bytes::from_base64(text).is_some(),
        (JsonScalar::Bool, Constant::Bool(_)) => true,
        (JsonScalar::Integer { .. }, Constant::Int(number)) => scalar.holds((*number).into()),
        (JsonScalar::Number, Constant::Int(number)) => {
            let number = i128::from(*number);
            integer_to_float((number, number), scalar) == Relation::Widened
        }
        (
            JsonScalar::Text
            | JsonScalar::Base64
            | JsonScalar::Bool
            | JsonScalar::Integer { .. }
            | JsonScalar::Number,
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
