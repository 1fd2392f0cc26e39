//! Constraints, and where they were written.

use super::ConstraintsOrigin;
use crate::decl::{BoundsDecl, ConstraintsDecl};
use crate::model::{Bounds, Constraints};

pub(super) fn bounds(decl: &BoundsDecl) -> (Bounds, ConstraintsOrigin) {
    let bounds = Bounds {
        min: decl.min.map(|min| min.value),
        max: decl.max.map(|max| max.value),
    };
    let origin = ConstraintsOrigin {
        min: decl.min.map(|min| min.span),
        max: decl.max.map(|max| max.span),
        ..ConstraintsOrigin::default()
    };
    (bounds, origin)
}

pub(super) fn of_scalar(decl: ConstraintsDecl) -> (Constraints, ConstraintsOrigin) {
    let (bounds, origin) = bounds(&decl.bounds);
    let origin = ConstraintsOrigin {
        pattern: decl.pattern.as_ref().map(|pattern| pattern.span),
        format: decl.format.map(|format| format.span),
        ..origin
    };
    let constraints = Constraints {
        bounds,
        pattern: decl.pattern.map(|pattern| pattern.value),
        format: decl.format.map(|format| format.value),
    };
    (constraints, origin)
}
