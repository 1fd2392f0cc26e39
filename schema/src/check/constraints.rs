//! Ranges, regular expressions and formats of values.

use crate::model::{Bounds, Constraints, JsonScalar, Number, Scalar, Type, TypeDef, TypeKind};
use crate::patterns::Pattern;
use crate::resolve::ConstraintsOrigin;
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports constraints that a type cannot have, and ranges without a value: no value would be valid,
/// or the constraint would say nothing.
pub(super) fn check_all(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, def) in model.types_with_ids() {
        let origin = origins.ty(id);
        let name = origins.type_name(id);
        let origin = origin.map(|origin| origin.constraints).unwrap_or_default();
        let mut checker = Checker { sink, origin, name };
        checker.scalar(def);
        for (index, field) in def.fields().iter().enumerate() {
            if field.included_from.is_some() || field.bounds == Bounds::default() {
                continue;
            }
            let origin = origins.field(id, index);
            let mut checker = Checker {
                sink: checker.sink,
                name: origins.field_name(id, index),
                origin: origin.map(|origin| origin.bounds).unwrap_or_default(),
            };
            let owner = format!("{}.{}", def.name, field.name);
            checker.bounds(&owner, &field.bounds, measure(model, &field.ty));
        }
    }
}

/// What a range is about.
enum Measure {
    /// The value of an integer.
    Integer(Scalar),
    /// The value of another number.
    Number,
    /// The number of code points, bytes, items or entries.
    Count,
    /// The type has no range.
    None,
}

/// What a range of a type is about.
fn measure(model: &Model, ty: &Type) -> Measure {
    match model.unaliased(ty) {
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::Named(id) => model.ty(*id).base().map_or(Measure::None, of_scalar),
        Type::List(_) | Type::Map(..) => Measure::Count,
        Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null | Type::Any => {
            Measure::None
        }
    }
}

fn of_scalar(scalar: Scalar) -> Measure {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => Measure::None,
        JsonScalar::Text | JsonScalar::Base64 => Measure::Count,
        JsonScalar::Integer { .. } => Measure::Integer(scalar),
        JsonScalar::Number => Measure::Number,
        JsonScalar::Bool => Measure::None,
    }
}

struct Checker<'a> {
    sink: &'a mut Sink,
    origin: ConstraintsOrigin,
    /// The place of the name, for constraints that came from no file.
    name: Span,
}

impl Checker<'_> {
    fn refuse(&mut self, message: String, span: Option<Span>, label: &str) {
        let span = span.unwrap_or(self.name);
        let found = Diagnostic::error(Code::ConstraintInvalid, message).at(span, label);
        self.sink.push(found);
    }

    fn scalar(&mut self, def: &TypeDef) {
        let TypeKind::Scalar(base) = &def.kind else {
            return;
        };
        let Constraints {
            bounds,
            pattern,
            format,
        } = &def.constraints;
        self.bounds(&def.name, bounds, of_scalar(*base));
        if let Some(pattern) = pattern {
            self.text("pattern", def, *base, self.origin.pattern);
            if let Err(reason) = Pattern::new(pattern) {
                let message = format!(
                    "`pattern` of `{}` is not a regular expression of ECMAScript",
                    def.name
                );
                self.refuse(message, self.origin.pattern, &reason);
            }
        }
        if format.is_some() {
            self.text("format", def, *base, self.origin.format);
        }
    }

    /// Reports a constraint on texts of a scalar that is no text.
    fn text(&mut self, key: &str, def: &TypeDef, base: Scalar, span: Option<Span>) {
        if base != Scalar::String {
            let message = format!(
                "`{}` has `{key}`, but its base is `{}`",
                def.name,
                base.name()
            );
            self.refuse(message, span, "expected the base \"string\"");
        }
    }

    fn bounds(&mut self, owner: &str, bounds: &Bounds, measure: Measure) {
        let ends = [
            ("min", bounds.min, self.origin.min),
            ("max", bounds.max, self.origin.max),
        ];
        for (key, bound, span) in ends {
            if let Some(bound) = bound {
                self.end(owner, (key, bound, span), &measure);
            }
        }
        if let (Some(min), Some(max)) = (bounds.min, bounds.max)
            && min > max
        {
            let message = format!("`{owner}` has no value: `min` {min} is above `max` {max}");
            let found = Diagnostic::error(Code::ConstraintInvalid, message)
                .at(self.origin.min.unwrap_or(self.name), "the least value")
                .at(self.origin.max.unwrap_or(Span::NONE), "the largest value");
            self.sink.push(found);
        }
    }

    /// Checks one end of a range against the values of the type.
    fn end(
        &mut self,
        owner: &str,
        (key, bound, span): (&str, Number, Option<Span>),
        measure: &Measure,
    ) {
        match measure {
            Measure::Number => {}
            Measure::None => {
                let message = format!("`{owner}` has `{key}`, but its type has no range");
                let label = "expected a number, a text, bytes, a list or a map";
                self.refuse(message, span, label);
            }
            Measure::Count => {
                if bound.as_int().is_none_or(|bound| bound < 0) {
                    let message = format!("`{key}` of `{owner}` is {bound}, but it limits a count");
                    self.refuse(message, span, "expected 0 or a positive integer");
                }
            }
            Measure::Integer(scalar) => {
                let is_value = bound
                    .as_int()
                    .is_some_and(|bound| scalar.holds(bound.into()));
                if !is_value {
                    let message = format!(
                        "`{key}` of `{owner}` is {bound}, which is not a value of `{}`",
                        scalar.name()
                    );
                    self.refuse(message, span, "expected a value of the type");
                }
            }
        }
    }
}
