//! The method `check` of types that reach a constraint of the schema.

use tdproto_schema::model::{
    Bounds, Field, JsonScalar, Number, Presence, Scalar, Type, TypeDef, TypeId,
};

use super::borrow::RustInput;
use crate::text::Writer;

/// Writes the checks of an entity: `members` are its fields with the names of the members.
pub(super) fn entity<'m>(
    w: &mut Writer,
    input: &RustInput<'_>,
    name: &str,
    members: impl Iterator<Item = (&'m Field, &'m str)>,
) {
    w.blank();
    w.block(format_args!("checks! {{"), "}", |w| {
        w.line(format_args!("{name};"));
        for (field, member) in members {
            if let Some(check) = of_field(input, field) {
                w.line(format_args!("{:?} {member} {check};", field.name));
            }
        }
    });
}

/// Writes the checks of a union: `variants` are those that hold a type with checks, each with its
/// check.
pub(super) fn union(w: &mut Writer, name: &str, variants: &[String]) {
    w.blank();
    w.block(format_args!("check_variants! {{"), "}", |w| {
        w.line(format_args!("{name};"));
        w.lines(variants);
    });
}

/// Writes the checks of a scalar.
pub(super) fn scalar(w: &mut Writer, name: &str, def: &TypeDef, base: Scalar) {
    if !def.constraints.are_checked() {
        return;
    }
    let mut checks: Vec<String> = of_scalar(base, "v.0", def.constraints.bounds)
        .into_iter()
        .collect();
    let words = |pattern: &str| format!("a text that matches {pattern}");
    let pattern = def.constraints.pattern.as_ref();
    checks.extend(pattern.map(|found| pattern_check(found, &words(found))));
    let format = def.constraints.format.and_then(|format| {
        let words = format!("a text of the format {}", format.name());
        Some(pattern_check(format.pattern()?, &words))
    });
    checks.extend(format);
    w.blank();
    w.block(format_args!("check_scalar! {{"), "}", |w| {
        w.line(format_args!("{name}; {}", closure(&checks)));
    });
}

fn pattern_check(pattern: &str, words: &str) -> String {
    format!("c.pattern(&v.0, {pattern:?}, {words:?})")
}

/// The check of a member, if its field reaches a constraint.
fn of_field(input: &RustInput<'_>, field: &Field) -> Option<String> {
    let inner = of_type(input, &field.ty, field.bounds)?;
    Some(match field.presence {
        Presence::Required => inner,
        // An empty value is left out, and says nothing.
        Presence::OmitEmpty => {
            let check = format!("if !wire::Value::is_empty(v) {{ c.of(v, {inner}) }}");
            closure(&[check])
        }
        Presence::Nullable | Presence::OmitNull | Presence::Optional => {
            closure(&[format!("c.some(v, {inner})")])
        }
        Presence::Patch => closure(&[format!("c.patch(v, {inner})")]),
    })
}

fn closure(checks: &[String]) -> String {
    match checks {
        [check] if !check.starts_with("if ") => format!("|v, c| {check}"),
        checks => format!("|v, c| {{ {}; }}", checks.join("; ")),
    }
}

/// The function that checks a value of a type, if there is anything to check.
pub(super) fn of_type(input: &RustInput<'_>, ty: &Type, bounds: Bounds) -> Option<String> {
    let model = input.model;
    let own = |id: TypeId| {
        input
            .bounded
            .has(id)
            .then(|| "wire::Check::check_in(v, c)".to_owned())
    };
    let mut checks: Vec<String> = Vec::new();
    match model.unaliased(ty) {
        Type::Scalar(scalar) => checks.extend(of_scalar(*scalar, "v", bounds)),
        Type::Named(id) => {
            let def = model.ty(*id);
            let is_foreign = input.options.rust.extern_types.contains_key(&def.name);
            if let Some(base) = def.base().filter(|_| !is_foreign) {
                checks.extend(of_scalar(base, "v.0", bounds));
            }
            checks.extend(own(*id));
        }
        Type::List(item) => {
            checks.extend(count("v.len()", "items", bounds));
            let item = of_type(input, item, Bounds::default());
            checks.extend(item.map(|item| format!("c.each(v, {item})")));
        }
        Type::Map(key, item) => {
            checks.extend(count("v.len()", "entries", bounds));
            let key = of_type(input, key, Bounds::default());
            checks.extend(key.map(|key| format!("c.keys(v, {key})")));
            let item = of_type(input, item, Bounds::default());
            checks.extend(item.map(|item| format!("c.values(v, {item})")));
        }
        Type::Tuple(items) => {
            for (at, item) in items.iter().enumerate() {
                let item = of_type(input, item, Bounds::default());
                checks.extend(item.map(|item| format!("c.item({at}, &v.{at}, {item})")));
            }
        }
        Type::Nullable(item) => {
            let item = of_type(input, item, Bounds::default());
            checks.extend(item.map(|item| format!("c.some(v, {item})")));
        }
        Type::Constant(_) | Type::Null | Type::Any => {}
    }
    match checks.as_slice() {
        [] => None,
        [check] if check == "wire::Check::check_in(v, c)" => {
            Some("wire::Check::check_in".to_owned())
        }
        checks => Some(closure(checks)),
    }
}

/// The check of a range of a built-in scalar; `place` is the value, behind a reference if it is `v`.
fn of_scalar(scalar: Scalar, place: &str, bounds: Bounds) -> Option<String> {
    let value = match place {
        "v" => "*v".to_owned(),
        place => place.to_owned(),
    };
    let reference = match place {
        "v" => "v".to_owned(),
        place => format!("&{place}"),
    };
    if bounds.is_empty() {
        return None;
    }
    let ends = |write: fn(Number) -> String| {
        let end = |bound: Option<Number>| match bound {
            Some(bound) => format!("Some({})", write(bound)),
            None => "None".to_owned(),
        };
        format!("{}, {}", end(bounds.min), end(bounds.max))
    };
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => None,
        JsonScalar::Text => Some(format!("c.text({reference}, {})", ends(whole))),
        JsonScalar::Base64 => count(&format!("{place}.0.len()"), "bytes", bounds),
        JsonScalar::Integer { .. } => {
            Some(format!("c.integer(i128::from({value}), {})", ends(whole)))
        }
        JsonScalar::Number if scalar == Scalar::Float64 => {
            Some(format!("c.number({value}, {})", ends(float)))
        }
        JsonScalar::Number => Some(format!("c.number(f64::from({value}), {})", ends(float))),
        JsonScalar::Bool => None,
    }
}

fn whole(number: Number) -> String {
    number.to_string()
}

/// A number as a double: `1` is an integer to Rust.
fn float(number: Number) -> String {
    format!("{:?}", number.as_f64())
}

fn count(count: &str, unit: &str, bounds: Bounds) -> Option<String> {
    if bounds.is_empty() {
        return None;
    }
    let end = |bound: Option<Number>| match bound {
        Some(bound) => format!("Some({bound})"),
        None => "None".to_owned(),
    };
    let (min, max) = (end(bounds.min), end(bounds.max));
    Some(format!("c.count({count}, {unit:?}, {min}, {max})"))
}
