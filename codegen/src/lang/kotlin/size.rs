//! What a class of the JVM can hold, and what a method: the JVM never compiles one of more than 8,000
//! bytes, which then is many times slower.

use std::ops::Range;

use tdproto_schema::model::{Scalar, Type, TypeKind};
use tdproto_schema::{Code, Diagnostic, Model};

use crate::lang::Input;

/// How many slots the parameters of a method may take.
const MOST: usize = 255;

/// The longest method, in estimated bytes.
const LONGEST: usize = 7000;

/// The size of a part of one that would be longer, in estimated bytes.
const PART: usize = 3000;

/// The parts of some code that are a method each, by the estimated bytes of its pieces; one part if
/// a single method can hold all of it.
pub(super) fn parts(sizes: &[usize]) -> Vec<Range<usize>> {
    if sizes.iter().sum::<usize>() <= LONGEST {
        return std::iter::once(0..sizes.len()).collect();
    }
    let mut parts = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if sum + size > PART && at > start {
            parts.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
    }
    parts.push(start..sizes.len());
    parts
}

/// The estimated bytes of the code that reads or writes a value: functions with lambdas are inlined.
pub(super) fn code_size(model: &Model, ty: &Type) -> usize {
    match model.unaliased(ty) {
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => 35,
        Type::Nullable(item) => 20 + code_size(model, item),
        Type::List(item) => 110 + code_size(model, item),
        Type::Map(_, item) => 250 + code_size(model, item),
        Type::Tuple(items) => {
            let items = items.iter().map(|item| 40 + code_size(model, item));
            120 + items.sum::<usize>()
        }
    }
}

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
