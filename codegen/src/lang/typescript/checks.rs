//! The file of the functions that check the constraints of the schema. Decoders do without it, so
//! that a bundle has it only if it is used.

use tdproto_schema::model::{
    Bounds, Constraints, Field, JsonScalar, Number, Presence, Scalar, Type, TypeDef, TypeId,
    TypeKind, UnionForm,
};

use super::docs::Doc;
use super::enums::literal;
use super::literal::string;
use super::naming;
use super::tables::property;
use super::types::Scope;
use super::{CHECK, INDENT};
use crate::lang::Input;
use crate::lang::bounded::Bounded;
use crate::text::Writer;
use crate::views::View;

/// The text of the file; `None`: no type reaches a constraint.
pub(super) fn file(input: &Input<'_>) -> Option<String> {
    let bounded = Bounded::new(input.model, |_| false);
    if bounded.is_empty() {
        return None;
    }
    let mut checks = Checks {
        scope: Scope::new(input, CHECK),
        bounded: &bounded,
    };
    checks.scope.import_checks();
    let mut w = Writer::new(INDENT);
    for (id, def) in input.model.types_with_ids() {
        if bounded.has(id) {
            checks.declared(&mut w, id, def);
        }
    }
    Some(checks.scope.file(w))
}

/// Returns true if some type reaches a constraint.
pub(super) fn are_there(input: &Input<'_>) -> bool {
    !Bounded::new(input.model, |_| false).is_empty()
}

struct Checks<'a> {
    scope: Scope<'a>,
    bounded: &'a Bounded,
}

/// A call of a function of the runtime.
fn call(name: &str, arguments: &str) -> String {
    format!("$.{name}({arguments})")
}

impl Checks<'_> {
    fn declared(&mut self, w: &mut Writer, id: TypeId, def: &TypeDef) {
        let name = self.scope.input.names.ty(id);
        match &def.kind {
            TypeKind::Entity(entity) => {
                let fields: Vec<String> = (entity.fields.iter())
                    .filter_map(|field| {
                        let check = self.field(field)?;
                        Some(format!("{}: {check},", property(&field.name)))
                    })
                    .collect();
                w.blank();
                let open = format!(
                    "const {}: $.Check = /* @__PURE__ */ $.entity(() => ({{",
                    hidden(name)
                );
                w.block(open, "}));", |w| w.lines(fields));
                self.function(w, id);
            }
            TypeKind::Union(union) => {
                let model = self.scope.input.model;
                let (function, tag) = match &union.form {
                    UnionForm::Tag(tag) => ("union", format!("{}, ", string(&tag.key))),
                    UnionForm::Key => ("keyed", String::new()),
                    UnionForm::Kind => ("kinds", String::new()),
                };
                let variants: Vec<String> = (union.variants.iter())
                    .filter_map(|variant| {
                        let ty = variant.ty.as_ref()?;
                        let check = self.ty(ty, Bounds::default());
                        let check = match (&union.form, check) {
                            (UnionForm::Tag(tag), Some(check)) => match &tag.content {
                                None => check,
                                Some(content) => {
                                    let content = property(content);
                                    format!("$.entity(() => ({{ {content}: {check} }}))")
                                }
                            },
                            (_, Some(check)) => check,
                            // The first key decides, be there anything to check or not.
                            (UnionForm::Key, None) => call("all", ""),
                            (UnionForm::Tag(_) | UnionForm::Kind, None) => return None,
                        };
                        let value = match (&union.form, &variant.value) {
                            (UnionForm::Tag(_) | UnionForm::Key, Some(value)) => literal(value),
                            (UnionForm::Tag(_) | UnionForm::Key, None) => "undefined".to_owned(),
                            (UnionForm::Kind, _) => string(model.json_kind(ty)?.name()),
                        };
                        Some(format!("[{value}, {check}],"))
                    })
                    .collect();
                w.blank();
                let open = format!(
                    "const {}: $.Check = /* @__PURE__ */ $.{function}({tag}() => [",
                    hidden(name)
                );
                w.block(open, "]);", |w| w.lines(variants));
                self.function(w, id);
            }
            TypeKind::Scalar(base) => {
                let check = self.scalar(*base, &def.constraints);
                let check = check.unwrap_or_else(|| call("all", ""));
                w.blank();
                w.line(format!(
                    "const {}: $.Check = /* @__PURE__ */ {check};",
                    hidden(name)
                ));
                self.function(w, id);
            }
            // Aliases are replaced by their targets.
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }

    fn function(&mut self, w: &mut Writer, id: TypeId) {
        let input = self.scope.input;
        let name = input.names.ty(id);
        let whole = self.scope.ty(&Type::Named(id), View::Whole);
        let ty = match input.views.differs(id) {
            true => format!("{whole} | {}", self.scope.ty(&Type::Named(id), View::Input)),
            false => whole,
        };
        w.blank();
        Doc::default()
            .safe(format!(
                "Returns every place of {{@link {name}}} where a constraint of the schema does \
                 not hold."
            ))
            .write(w);
        let function = naming::check(name);
        let open = format!("export function {function}(value: {ty}): $.Breach[] {{");
        w.block(open, "}", |w| {
            w.line(format!("return $.run({}, value);", hidden(name)));
        });
    }

    /// The check of a field, if it reaches a constraint.
    fn field(&mut self, field: &Field) -> Option<String> {
        let check = self.ty(&field.ty, field.bounds)?;
        Some(match field.presence {
            Presence::OmitEmpty => call("filled", &check),
            Presence::Required
            | Presence::Nullable
            | Presence::OmitNull
            | Presence::Optional
            | Presence::Patch => check,
        })
    }

    fn ty(&mut self, ty: &Type, bounds: Bounds) -> Option<String> {
        let model = self.scope.input.model;
        let mut checks: Vec<String> = Vec::new();
        match model.unaliased(ty) {
            Type::Scalar(scalar) => checks.extend(self.range(*scalar, bounds)),
            Type::Named(id) => {
                let def = model.ty(*id);
                checks.extend(def.base().and_then(|base| self.range(base, bounds)));
                if self.bounded.has(*id) {
                    let check = hidden(self.scope.input.names.ty(*id));
                    checks.push(call("late", &format!("() => {check}")));
                }
            }
            Type::List(item) => {
                checks.extend(self.count("items", bounds));
                let item = self.ty(item, Bounds::default());
                checks.extend(item.map(|item| call("list", &item)));
            }
            Type::Map(key, item) => {
                checks.extend(self.count("entries", bounds));
                let key = self.ty(key, Bounds::default());
                checks.extend(key.map(|key| call("keys", &key)));
                let item = self.ty(item, Bounds::default());
                checks.extend(item.map(|item| call("values", &item)));
            }
            Type::Tuple(items) => {
                let mut parts = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    let item = self.ty(item, Bounds::default());
                    parts.extend(item.map(|item| format!("[{at}, {item}]")));
                }
                if !parts.is_empty() {
                    checks.push(call("tuple", &format!("[{}]", parts.join(", "))));
                }
            }
            Type::Nullable(item) => checks.extend(self.ty(item, Bounds::default())),
            Type::Constant(_) | Type::Null | Type::Any => {}
        }
        self.joined(checks)
    }

    fn joined(&mut self, mut checks: Vec<String>) -> Option<String> {
        match checks.len() {
            0 => None,
            1 => checks.pop(),
            _ => Some(call("all", &checks.join(", "))),
        }
    }

    fn scalar(&mut self, base: Scalar, found: &Constraints) -> Option<String> {
        let mut checks: Vec<String> = self.range(base, found.bounds).into_iter().collect();
        let pattern = found.pattern.as_ref().map(|pattern| {
            let words = format!("a text that matches {pattern}");
            format!("{}, {}", string(pattern), string(&words))
        });
        checks.extend(pattern.map(|arguments| call("pattern", &arguments)));
        let format = found.format.and_then(|format| {
            let words = format!("a text of the format {}", format.name());
            Some(format!("{}, {}", string(format.pattern()?), string(&words)))
        });
        checks.extend(format.map(|arguments| call("pattern", &arguments)));
        self.joined(checks)
    }

    fn range(&mut self, scalar: Scalar, bounds: Bounds) -> Option<String> {
        match scalar.json() {
            JsonScalar::Text if scalar == Scalar::Datetime => None,
            JsonScalar::Text => self.count("text", bounds),
            JsonScalar::Base64 => self.count("bytes", bounds),
            JsonScalar::Integer { .. } | JsonScalar::Number => self.count("number", bounds),
            JsonScalar::Bool => None,
        }
    }

    fn count(&mut self, function: &'static str, bounds: Bounds) -> Option<String> {
        let end = |bound: Option<Number>| bound.map_or("undefined".to_owned(), number);
        let arguments = match (bounds.min, bounds.max) {
            (None, None) => return None,
            (min, None) => end(min),
            (min, max) => format!("{}, {}", end(min), end(max)),
        };
        Some(call(function, &arguments))
    }
}

/// A bound as TypeScript writes it: a bigint, if a double would round it.
fn number(number: Number) -> String {
    const EXACT: u64 = (1 << 53) - 1;
    match number {
        Number::Int(number) if number.unsigned_abs() > EXACT => format!("{number}n"),
        Number::Int(_) | Number::Float(_) => number.to_string(),
    }
}

/// The name of the check of a type within the file, which no type has.
fn hidden(name: &str) -> String {
    format!("${name}")
}
