//! The table of constraints.

use tdproto_schema::model::{
    Bounds, Constraints, Field, JsonScalar, Number, Scalar, Type, TypeKind,
};

use super::docs::string;
use crate::lang::Input;
use crate::text::Writer;
use crate::views::View;

/// Writes the table.
pub(super) fn write(w: &mut Writer, input: &Input<'_>) {
    w.block("CHECKS: Checks = {", "}", |w| {
        for (id, def) in input.model.types_with_ids() {
            let views: &[View] = match input.views.differs(id) {
                true => &[View::Whole, View::Input],
                false => &[View::Whole],
            };
            for view in views {
                let mut fields: Vec<String> = Vec::new();
                if let Some(entity) = def.entity() {
                    fields.extend(view.fields(entity).filter_map(|(at, field)| {
                        let limits = of_field(input, field)?;
                        Some(format!("\"{}\": ({limits},),", input.names.field(id, at)))
                    }));
                }
                for (at, variant) in def.variants().iter().enumerate() {
                    let ty = variant.ty.as_ref();
                    let limits = ty.map(|ty| of_type(input, ty, Bounds::default()));
                    let limits = limits.unwrap_or_default();
                    if !limits.is_empty() {
                        fields.push(format!("\"{at}\": ({},),", limits.join(", ")));
                    }
                }
                if !fields.is_empty() {
                    let open = format!("\"{}\": {{", input.names.in_view(id, *view));
                    w.block(open, "},", |w| w.lines(fields));
                }
            }
        }
    });
}

fn of_field(input: &Input<'_>, field: &Field) -> Option<String> {
    let limits = of_type(input, &field.ty, field.bounds);
    (!limits.is_empty()).then(|| limits.join(", "))
}

/// The constraints of a value, each an expression.
fn of_type(input: &Input<'_>, ty: &Type, bounds: Bounds) -> Vec<String> {
    let inner = |ty: &Type| of_type(input, ty, Bounds::default());
    let part = |of: &str, limits: Vec<String>| {
        (!limits.is_empty()).then(|| format!("Part(\"{of}\", ({},))", limits.join(", ")))
    };
    match input.model.unaliased(ty) {
        Type::Scalar(scalar) => range(*scalar, bounds).into_iter().collect(),
        Type::Named(id) => {
            let def = input.model.ty(*id);
            let TypeKind::Scalar(base) = &def.kind else {
                return Vec::new();
            };
            let mut limits: Vec<String> = range(*base, bounds).into_iter().collect();
            limits.extend(scalar(*base, &def.constraints));
            limits
        }
        Type::List(item) => {
            let own = count(bounds).into_iter();
            own.chain(part("items", inner(item))).collect()
        }
        Type::Map(key, item) => {
            let own = count(bounds).into_iter();
            let parts = [part("keys", inner(key)), part("values", inner(item))];
            own.chain(parts.into_iter().flatten()).collect()
        }
        Type::Tuple(items) => {
            let items = items.iter().enumerate();
            items
                .filter_map(|(at, item)| part(&at.to_string(), inner(item)))
                .collect()
        }
        Type::Nullable(item) => inner(item),
        Type::Constant(_) | Type::Null | Type::Any => Vec::new(),
    }
}

fn scalar(base: Scalar, constraints: &Constraints) -> Vec<String> {
    let mut limits: Vec<String> = range(base, constraints.bounds).into_iter().collect();
    let patterns = constraints
        .pattern
        .iter()
        .map(|pattern| (pattern.as_str(), format!("a text that matches {pattern}")));
    let format = constraints.format.and_then(|format| {
        let words = format!("a text of the format {}", format.name());
        Some((format.pattern()?, words))
    });
    limits.extend(patterns.chain(format).map(|(pattern, words)| {
        let pattern = string(&of_python(pattern));
        format!("Bounds(pattern={pattern}, words={})", string(&words))
    }));
    limits
}

/// A regular expression of ECMAScript as Python has it.
fn of_python(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut is_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                // Only ASCII digits and letters, as in ECMAScript.
                Some('d') if is_class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some('D') if !is_class => out.push_str("[^0-9]"),
                Some('w') if is_class => out.push_str("A-Za-z0-9_"),
                Some('w') => out.push_str("[A-Za-z0-9_]"),
                Some('W') if !is_class => out.push_str("[^A-Za-z0-9_]"),
                Some('/') => out.push('/'),
                Some('u') if chars.peek() == Some(&'{') => {
                    chars.next();
                    let mut digits = String::new();
                    for digit in chars.by_ref().take_while(|c| *c != '}') {
                        digits.push(digit);
                    }
                    out.push_str(&format!("\\U{digits:0>8}"));
                }
                Some(other) => {
                    out.push('\\');
                    out.push(other);
                }
                None => out.push('\\'),
            },
            '[' => {
                // A bracket in a class means itself.
                out.push_str(if is_class { "\\[" } else { "[" });
                is_class = true;
            }
            ']' => {
                is_class = false;
                out.push(']');
            }
            // The end of the text, not the line break before it.
            '$' if !is_class => out.push_str("\\Z"),
            '(' if !is_class => {
                out.push('(');
                let rest: String = chars.clone().take(3).collect();
                if rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!") {
                    chars.next();
                    out.push_str("?P");
                }
            }
            other => out.push(other),
        }
    }
    out
}

fn range(scalar: Scalar, bounds: Bounds) -> Option<String> {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => None,
        JsonScalar::Bool => None,
        JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Integer { .. } | JsonScalar::Number => {
            count(bounds)
        }
    }
}

fn count(bounds: Bounds) -> Option<String> {
    let end = |bound: Option<Number>| bound.map_or("None".to_owned(), |bound| bound.to_string());
    match (bounds.min, bounds.max) {
        (None, None) => None,
        (min, max) => Some(format!("Bounds({}, {})", end(min), end(max))),
    }
}

#[cfg(test)]
mod tests {
    use super::of_python;

    #[test]
    fn patterns_mean_the_same_in_python() {
        for (pattern, expected) in [
            ("^\\d+$", "^[0-9]+\\Z"),
            ("[\\w$]", "[A-Za-z0-9_$]"),
            ("(?<year>\\d)", "(?P<year>[0-9])"),
            ("(?<!a)b", "(?<!a)b"),
            ("\\u{1f600}", "\\U0001f600"),
            ("\\/", "/"),
        ] {
            assert_eq!(of_python(pattern), expected);
        }
    }
}
