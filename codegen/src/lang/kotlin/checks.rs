//! Checks of the constraints of the schema. Decoders do without them.

use tdproto_schema::model::{
    Bounds, Constraints, Entity, Field, JsonScalar, Number, Presence, Scalar, Type, TypeId,
    TypeKind, Union, UnionForm,
};

use super::literal::string;
use super::members::Member;
use super::scope::{INDENT, Scope};
use super::size::parts;
use super::writing::part;
use crate::lang::Input;
use crate::lang::bounded::Bounded;
use crate::text::Writer;
use crate::views::View;

/// The estimated bytes of a line of a check.
const LINE: usize = 20;

/// The types that have checks.
pub(super) struct Checks {
    bounded: Bounded,
}

impl Checks {
    pub(super) fn new(input: &Input<'_>) -> Self {
        Self {
            bounded: Bounded::new(input.model, |_| false),
        }
    }

    pub(super) fn has(&self, id: TypeId) -> bool {
        self.bounded.has(id)
    }

    /// Writes the function of a type that checks a value, if there is anything to check.
    pub(super) fn function(&self, w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, view: View) {
        if !self.has(id) {
            return;
        }
        let (list, breach) = (
            scope.built_in("kotlin.collections.List"),
            scope.wire("Breach"),
        );
        let (check, codec) = (scope.wire("WireCheck"), scope.codec(id, view));
        w.blank();
        w.line("/** Every place where a constraint of the schema does not hold. */");
        w.line(format!(
            "public fun check(): {list}<{breach}> = {check}.of {{ {codec}.check(it, this) }}"
        ));
    }

    /// Writes the function of a codec that checks a value.
    pub(super) fn codec(&self, w: &mut Writer, scope: &mut Scope<'_>, id: TypeId, view: View) {
        if !self.has(id) {
            return;
        }
        let (name, check) = (scope.named(id, view), scope.wire("WireCheck"));
        let model = scope.input().model;
        let def = model.ty(id);
        let pieces = match &def.kind {
            TypeKind::Entity(entity) => self.of_fields(scope, id, entity, view),
            TypeKind::Union(union) => self.of_variants(scope, id, union, view),
            TypeKind::Scalar(base) => scalar(*base, &def.constraints, "value.value"),
            TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
        };
        let write = |w: &mut Writer, pieces: &[String]| match def.union() {
            Some(_) => w.block("when (value) {", "}", |w| {
                w.lines(pieces);
                w.line("else -> Unit");
            }),
            None => w.lines(pieces),
        };
        // A line is a call, or a lambda that is inlined.
        let sizes: Vec<usize> = pieces
            .iter()
            .map(|piece| piece.lines().count() * LINE)
            .collect();
        let parts = parts(&sizes);
        w.blank();
        let parameters = format!("c: {check}, value: {name}");
        w.block(
            format!("fun check({parameters}) {{"),
            "}",
            |w| match parts.len() {
                1 => write(w, &pieces),
                count => w.lines((0..count).map(|at| format!("check{at}(c, value)"))),
            },
        );
        for (at, part) in parts.iter().enumerate().filter(|_| parts.len() > 1) {
            w.blank();
            w.block(
                format!("private fun check{at}({parameters}) {{"),
                "}",
                |w| {
                    write(w, &pieces[part.clone()]);
                },
            );
        }
    }

    /// The statements that check the fields of an entity, a text each.
    fn of_fields(
        &self,
        scope: &mut Scope<'_>,
        id: TypeId,
        entity: &Entity,
        view: View,
    ) -> Vec<String> {
        let fields = view.fields(entity).map(|(at, field)| {
            let mut w = Writer::new(INDENT);
            let ident = scope.input().names.field(id, at).to_owned();
            self.field(&mut w, scope, field, &ident, view);
            w.finish().trim_end().to_owned()
        });
        fields.filter(|text| !text.is_empty()).collect()
    }

    /// The branches that check the variants of a union, a text each.
    fn of_variants(
        &self,
        scope: &mut Scope<'_>,
        id: TypeId,
        union: &Union,
        view: View,
    ) -> Vec<String> {
        let name = scope.named(id, view);
        let mut branches = Vec::new();
        for (at, variant) in union.variants.iter().enumerate() {
            let Some(ty) = &variant.ty else { continue };
            let ident = scope.input().names.value(id, at).to_owned();
            let lines = self.ty(scope, ty, Bounds::default(), "value.value", view);
            if lines.is_empty() {
                continue;
            }
            let mut w = Writer::new(INDENT);
            w.block(format!("is {name}.{ident} -> {{"), "}", |w| {
                match (&union.form, union.content()) {
                    (UnionForm::Tag(_), Some(content)) => {
                        let open = format!("c.at({}) {{", string(content));
                        w.block(open, "}", |w| w.lines(lines));
                    }
                    (UnionForm::Tag(_) | UnionForm::Key | UnionForm::Kind, _) => w.lines(lines),
                }
            });
            branches.push(w.finish().trim_end().to_owned());
        }
        branches
    }

    fn field(&self, w: &mut Writer, scope: &mut Scope<'_>, field: &Field, ident: &str, view: View) {
        let member = Member::of(field, ident, view);
        let value = format!("value.{ident}");
        let is_optional = match field.presence {
            Presence::Required => false,
            Presence::OmitEmpty => !scope.has_empty(&field.ty),
            Presence::Nullable | Presence::OmitNull | Presence::Optional | Presence::Patch => true,
        };
        let held = if is_optional { "held" } else { value.as_str() };
        let lines = self.ty(scope, &field.ty, field.bounds, held, view);
        if lines.is_empty() || !member.is_there(scope) {
            return;
        }
        let open = format!("c.at({}) {{", string(&field.name));
        w.block(open, "}", |w| match (field.presence, is_optional) {
            (Presence::Patch, _) => {
                w.block(format!("{value}.orNull()?.let {{ held ->"), "}", |w| {
                    w.lines(lines)
                });
            }
            (_, true) => w.block(format!("{value}?.let {{ held ->"), "}", |w| w.lines(lines)),
            (Presence::OmitEmpty, false) => {
                let filled = scope.is_filled(&field.ty, &value);
                w.block(format!("if ({filled}) {{"), "}", |w| w.lines(lines));
            }
            (_, false) => w.lines(lines),
        });
    }

    /// The statements that check a value.
    fn ty(
        &self,
        scope: &mut Scope<'_>,
        ty: &Type,
        bounds: Bounds,
        value: &str,
        view: View,
    ) -> Vec<String> {
        let model = scope.input().model;
        let mut lines: Vec<String> = Vec::new();
        let none = Bounds::default();
        match model.unaliased(ty) {
            Type::Scalar(scalar) => lines.extend(range(*scalar, bounds, value)),
            Type::Named(id) => {
                let def = model.ty(*id);
                let held = format!("{value}.value");
                lines.extend(def.base().and_then(|base| range(base, bounds, &held)));
                if self.has(*id) {
                    lines.push(format!("{}.check(c, {value})", scope.codec(*id, view)));
                }
            }
            Type::List(item) => {
                lines.extend(count("items", bounds, value));
                let of_item = self.ty(scope, item, none, "it", view);
                if !of_item.is_empty() {
                    lines.push(format!("c.list({value}) {{"));
                    lines.extend(of_item.iter().map(|line| format!("    {line}")));
                    lines.push("}".to_owned());
                }
            }
            Type::Map(key, item) => {
                lines.extend(count("entries", bounds, value));
                for (ty, function) in [(key, "keys"), (item, "values")] {
                    let each = self.ty(scope, ty, none, "it", view);
                    if !each.is_empty() {
                        lines.push(format!("c.{function}({value}) {{"));
                        lines.extend(each.iter().map(|line| format!("    {line}")));
                        lines.push("}".to_owned());
                    }
                }
            }
            Type::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    let place = format!("{value}.{}", part(at));
                    let of_item = self.ty(scope, item, none, &place, view);
                    if !of_item.is_empty() {
                        lines.push(format!("c.at({at}) {{"));
                        lines.extend(of_item.iter().map(|line| format!("    {line}")));
                        lines.push("}".to_owned());
                    }
                }
            }
            Type::Nullable(item) => {
                let of_item = self.ty(scope, item, none, "held", view);
                if !of_item.is_empty() {
                    lines.push(format!("{value}?.let {{ held ->"));
                    lines.extend(of_item.iter().map(|line| format!("    {line}")));
                    lines.push("}".to_owned());
                }
            }
            Type::Constant(_) | Type::Null | Type::Any => {}
        }
        lines
    }
}

fn scalar(base: Scalar, found: &Constraints, value: &str) -> Vec<String> {
    let mut lines: Vec<String> = range(base, found.bounds, value).into_iter().collect();
    if let Some(pattern) = &found.pattern {
        let words = string(&format!("a text that matches {pattern}"));
        lines.push(format!(
            "c.pattern({value}, {}, {words})",
            string(&regex(pattern))
        ));
    }
    if let Some(format) = found.format
        && let Some(pattern) = format.pattern()
    {
        let words = string(&format!("a text of the format {}", format.name()));
        lines.push(format!(
            "c.pattern({value}, {}, {words})",
            string(&regex(pattern))
        ));
    }
    lines
}

fn range(scalar: Scalar, bounds: Bounds, value: &str) -> Option<String> {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => None,
        JsonScalar::Text => count("text", bounds, value),
        JsonScalar::Base64 => count("bytes", bounds, value),
        JsonScalar::Integer { .. } if scalar == Scalar::Uint64 => count("unsigned", bounds, value),
        JsonScalar::Integer { .. } => {
            let is_long = matches!(scalar, Scalar::Int | Scalar::Int64 | Scalar::Uint);
            match is_long {
                true => count("number", bounds, value),
                false => count("number", bounds, &format!("{value}.toLong()")),
            }
        }
        JsonScalar::Number if scalar == Scalar::Float64 => count("number", bounds, value),
        JsonScalar::Number => count("number", bounds, &format!("{value}.toDouble()")),
        JsonScalar::Bool => None,
    }
}

fn count(function: &str, bounds: Bounds, value: &str) -> Option<String> {
    if bounds.is_empty() {
        return None;
    }
    let end = |bound: Option<Number>| match bound {
        None => "null".to_owned(),
        Some(Number::Int(i64::MIN)) => "\"-9223372036854775808\"".to_owned(),
        Some(number) => format!("\"{number}\""),
    };
    Some(format!(
        "c.{function}({value}, {}, {})",
        end(bounds.min),
        end(bounds.max)
    ))
}

/// A pattern of the schema as Java reads it: the end is the very end, and brackets within brackets
/// stand for themselves.
fn regex(pattern: &str) -> String {
    let mut out = String::new();
    let (mut is_escaped, mut in_class) = (false, false);
    for c in pattern.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '$' if !in_class => {
                out.push_str("\\z");
                continue;
            }
            '[' if in_class => out.push('\\'),
            '&' if in_class => out.push('\\'),
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::regex;

    #[test]
    fn patterns_mean_the_same_in_java() {
        assert_eq!(regex("^a$"), "^a\\z");
        assert_eq!(regex(r"\$[$[&]\]"), r"\$[$\[\&]\]");
    }
}
