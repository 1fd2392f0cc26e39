//! When fields are on the wire, by their flags and types.

use crate::decl::FieldDecl;
use crate::model::{Model, Presence, Type};

/// The state that the flags of a field stand for. Both `omitempty` and `optional` is an error of
/// the reader.
pub(super) fn of_field(decl: &FieldDecl) -> Presence {
    of_flags(decl.optional, decl.nullable, decl.omitempty)
}

/// The state that flags stand for.
pub(super) fn of_flags(optional: bool, nullable: bool, omitempty: bool) -> Presence {
    match (optional, nullable, omitempty) {
        (false, false, false) => Presence::Required,
        (false, true, false) => Presence::Nullable,
        (false, false, true) => Presence::OmitEmpty,
        (false, true, true) => Presence::OmitNull,
        (true, false, _) => Presence::Optional,
        (true, true, _) => Presence::Patch,
    }
}

/// An entity, a union and a tuple are never empty, so that one with `omitempty` is left out only when
/// there is none.
pub(super) fn settle_objects(model: &mut Model) {
    let holds_object: Vec<Vec<bool>> = model
        .types()
        .iter()
        .map(|def| {
            let fields = def.fields().iter();
            fields
                .map(|field| {
                    let is_tuple = matches!(model.unaliased(&field.ty), Type::Tuple(_));
                    is_tuple || model.object_of(&field.ty).is_some()
                })
                .collect()
        })
        .collect();
    for (def, holds_object) in model.types.iter_mut().zip(holds_object) {
        let Some(entity) = def.entity_mut() else {
            continue;
        };
        for (field, holds_object) in entity.fields.iter_mut().zip(holds_object) {
            if holds_object && field.presence == Presence::OmitEmpty {
                field.presence = Presence::OmitNull;
            }
        }
    }
}
