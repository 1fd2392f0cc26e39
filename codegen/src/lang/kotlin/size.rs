//! What a class of the JVM can hold.

use tdproto_schema::model::{Scalar, TypeKind};
use tdproto_schema::{Code, Diagnostic};

use crate::lang::Input;

/// How many slots the parameters of a method may take.
const MOST: usize = 255;

/// Reports the first entity that has more fields than a constructor has parameters.
pub(super) fn check(input: &Input<'_>) -> Option<Diagnostic> {
    let model = input.model;
    let found = model.types().iter().find_map(|def| {
        let TypeKind::Entity(entity) = &def.kind else {
            return None;
        };
        let slots = entity.fields.iter().map(|field| {
            let scalar = model.wire_scalar(&field.ty);
            let is_wide = scalar.is_some_and(|scalar| {
                matches!(
                    scalar,
                    Scalar::Int | Scalar::Int64 | Scalar::Uint | Scalar::Uint64 | Scalar::Float64
                )
            });
            if is_wide { 2 } else { 1 }
        });
        // The instance, kept keys, a mark, and the bits of those that are left to their defaults.
        let slots: usize = slots.sum::<usize>() + 3 + entity.fields.len().div_ceil(32);
        (slots > MOST).then_some((def, entity.fields.len()))
    });
    let (def, fields) = found?;
    let message = format!(
        "`{}` has {fields} fields, which are more than a class of the JVM takes",
        def.name
    );
    let help = "split the entity, for example with a field that holds a part of them";
    Some(Diagnostic::error(Code::OptionInvalid, message).help(help))
}
