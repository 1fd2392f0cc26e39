//! The checks of the constraints of the schema, which decoders do not ask for.

use tdproto_schema::model::{
    Bounds, JsonScalar, Number, Presence, Scalar, Type, TypeDef, TypeId, TypeKind,
};

use super::entities::members;
use super::literal::string;
use super::naming::of_variant;
use super::scope::{INDENT, Scope};
use crate::banner::banner;
use crate::lang::OutputFile;
use crate::lang::bounded::Bounded;
use crate::text::Writer;
use crate::views::View;

/// The file of the checks; `None`: no type reaches a constraint.
pub(super) fn file(scope: &Scope<'_>, package: &str) -> Option<OutputFile> {
    let bounded = Bounded::new(scope.model(), |_| false);
    if bounded.is_empty() {
        return None;
    }
    let checks = Checks {
        scope,
        bounded: &bounded,
    };
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(scope.model())));
    w.blank();
    w.line(format!("package {package}"));
    for (id, def) in scope.model().types_with_ids() {
        if !bounded.has(id) {
            continue;
        }
        checks.declared(&mut w, id, def, View::Whole);
        if scope.views.differs(id) {
            checks.declared(&mut w, id, def, View::Input);
        }
    }
    Some(OutputFile::new("checks.go", w.finish()))
}

/// Returns true if some type reaches a constraint.
pub(super) fn are_there(scope: &Scope<'_>) -> bool {
    !Bounded::new(scope.model(), |_| false).is_empty()
}

struct Checks<'s, 'a> {
    scope: &'s Scope<'a>,
    bounded: &'s Bounded,
}

impl Checks<'_, '_> {
    fn declared(&self, w: &mut Writer, id: TypeId, def: &TypeDef, view: View) {
        let name = self.scope.name(id, view);
        match &def.kind {
            TypeKind::Entity(entity) => {
                w.blank();
                w.line(
                    "// Check returns every place where a constraint of the schema does not hold.",
                );
                w.block(format!("func (x *{name}) Check() []Breach {{"), "}", |w| {
                    w.line("var c checker");
                    w.line("x.check(&c)");
                    w.line("return c.found");
                });
                w.blank();
                let mut body = Writer::new(INDENT);
                for member in members(self.scope, id, entity, view) {
                    let field = member.field;
                    if member.ty.is_some() && self.reaches(&field.ty, field.bounds) {
                        let path = format!("x.{}", member.name);
                        self.field(
                            &mut body,
                            (&field.ty, field.presence, field.bounds),
                            view,
                            &path,
                            &field.name,
                        );
                    }
                }
                self.function(w, &format!("func (x *{name}) check(c *checker)"), body);
            }
            TypeKind::Union(union) => {
                w.blank();
                w.line(format!(
                    "// Check{name} returns every place where a constraint of the schema does not hold."
                ));
                w.block(
                    format!("func Check{name}(v {name}) []Breach {{"),
                    "}",
                    |w| {
                        w.line("var c checker");
                        w.line(format!("check{name}(&c, v)"));
                        w.line("return c.found");
                    },
                );
                w.blank();
                let content = union.content();
                w.block(
                    format!("func check{name}(c *checker, v {name}) {{"),
                    "}",
                    |w| {
                        w.line("switch v := v.(type) {");
                        for (at, variant) in union.variants.iter().enumerate() {
                            let Some(ty) = &variant.ty else { continue };
                            if !self.reaches(ty, Bounds::default()) {
                                continue;
                            }
                            let ident = self.scope.names.value(id, at);
                            w.line(format!("case *{}:", of_variant(name, ident)));
                            w.indented(|w| {
                                if let Some(content) = content {
                                    w.line(format!("c.enterKey({})", string(content)));
                                }
                                self.value(w, (ty, Bounds::default()), view, "v.Value", 0);
                                if content.is_some() {
                                    w.line("c.exit()");
                                }
                            });
                        }
                        w.line("}");
                    },
                );
            }
            TypeKind::Scalar(base) if view == View::Whole => {
                let constraints = &def.constraints;
                let mut body = Writer::new(INDENT);
                self.range(&mut body, *base, constraints.bounds, "x");
                if let Some(pattern) = &constraints.pattern {
                    let words = format!("a text that matches {pattern}");
                    body.line(pattern_check(pattern, &words));
                }
                if let Some(format) = constraints.format
                    && let Some(pattern) = format.pattern()
                {
                    let words = format!("a text of the format {}", format.name());
                    body.line(pattern_check(pattern, &words));
                }
                w.blank();
                self.function(w, &format!("func (x {name}) check(c *checker)"), body);
            }
            TypeKind::Scalar(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }

    fn function(&self, w: &mut Writer, head: &str, body: Writer) {
        let body = body.finish();
        if body.is_empty() {
            let head = head.replace("(x ", "(").replace("(c *", "(*");
            w.line(format!("{head} {{}}"));
            return;
        }
        let uses = |name: &str| body.contains(name);
        let head = match uses("c.") || uses("(c") {
            true => head.to_owned(),
            false => head.replace("(c *", "(*"),
        };
        w.block(format!("{head} {{"), "}", |w| w.lines(body.lines()));
    }

    /// Returns true if a type reaches a constraint.
    fn reaches(&self, ty: &Type, bounds: Bounds) -> bool {
        let model = self.scope.model();
        match model.unaliased(ty) {
            Type::Scalar(scalar) => self.has_range(*scalar, bounds),
            Type::Named(id) => {
                let def = model.ty(*id);
                self.bounded.has(*id) || def.base().is_some_and(|base| self.has_range(base, bounds))
            }
            Type::List(item) => !bounds.is_empty() || self.reaches(item, Bounds::default()),
            Type::Map(key, item) => {
                !bounds.is_empty()
                    || self.reaches(key, Bounds::default())
                    || self.reaches(item, Bounds::default())
            }
            Type::Tuple(items) => items
                .iter()
                .any(|item| self.reaches(item, Bounds::default())),
            Type::Nullable(item) => self.reaches(item, Bounds::default()),
            Type::Constant(_) | Type::Null | Type::Any => false,
        }
    }

    fn has_range(&self, scalar: Scalar, bounds: Bounds) -> bool {
        !bounds.is_empty() && scalar != Scalar::Datetime && scalar != Scalar::Bool
    }

    /// Writes the checks of a member under its key.
    fn field(
        &self,
        w: &mut Writer,
        (ty, presence, bounds): (&Type, Presence, Bounds),
        view: View,
        path: &str,
        key: &str,
    ) {
        let scope = self.scope;
        let check = |w: &mut Writer, value: &str| {
            w.line(format!("c.enterKey({})", string(key)));
            self.value(w, (ty, bounds), view, value, 0);
            w.line("c.exit()");
        };
        match presence {
            Presence::Required => check(w, path),
            Presence::OmitEmpty if scope.has_empty(ty) => {
                match scope.is_written(ty, presence, path) {
                    Some(test) => w.block(format!("if {test} {{"), "}", |w| check(w, path)),
                    None => check(w, path),
                }
            }
            Presence::OmitEmpty | Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                let test = scope.is_held(ty, path);
                let held = scope.held(ty, path);
                w.block(format!("if {test} {{"), "}", |w| check(w, &held));
            }
            Presence::Patch => w.block(format!("if {path}.state == patchValue {{"), "}", |w| {
                check(w, &format!("{path}.value"));
            }),
        }
    }

    /// Writes the checks of a value.
    fn value(
        &self,
        w: &mut Writer,
        (ty, bounds): (&Type, Bounds),
        view: View,
        value: &str,
        depth: usize,
    ) {
        let model = self.scope.model();
        let at = if depth == 0 {
            "i".to_owned()
        } else {
            format!("i{depth}")
        };
        match model.unaliased(ty) {
            Type::Scalar(scalar) => self.range(w, *scalar, bounds, value),
            Type::Named(id) => {
                let def = model.ty(*id);
                if let Some(base) = def.base() {
                    self.range(w, base, bounds, value);
                }
                if !self.bounded.has(*id) {
                    return;
                }
                match &def.kind {
                    TypeKind::Union(_) => {
                        let name = self.scope.name(*id, view);
                        w.line(format!("check{name}(c, {value})"));
                    }
                    TypeKind::Entity(_) | TypeKind::Scalar(_) => {
                        w.line(format!("{value}.check(c)"));
                    }
                    TypeKind::Enum(_) | TypeKind::Alias(_) => {}
                }
            }
            Type::List(item) => {
                count(w, &format!("len({value})"), "items", bounds);
                if self.reaches(item, Bounds::default()) {
                    w.block(format!("for {at} := range {value} {{"), "}", |w| {
                        w.line(format!("c.enterIndex({at})"));
                        let inner = format!("{value}[{at}]");
                        self.value(w, (item, Bounds::default()), view, &inner, depth + 1);
                        w.line("c.exit()");
                    });
                }
            }
            Type::Map(key, item) => self.map(w, (key, item, bounds), view, value, depth),
            Type::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    if self.reaches(item, Bounds::default()) {
                        w.line(format!("c.enterIndex({at})"));
                        let inner = format!("{value}.V{}", at + 1);
                        self.value(w, (item, Bounds::default()), view, &inner, depth + 1);
                        w.line("c.exit()");
                    }
                }
            }
            Type::Nullable(item) => {
                let test = self.scope.is_held(item, value);
                let held = self.scope.held(item, value);
                w.block(format!("if {test} {{"), "}", |w| {
                    self.value(w, (item, Bounds::default()), view, &held, depth + 1);
                });
            }
            Type::Constant(_) | Type::Null | Type::Any => {}
        }
    }

    fn map(
        &self,
        w: &mut Writer,
        (key, item, bounds): (&Type, &Type, Bounds),
        view: View,
        value: &str,
        depth: usize,
    ) {
        count(w, &format!("len({value})"), "entries", bounds);
        let (name, held) = (format!("key{depth}"), format!("held{depth}"));
        let (keys, values) = (
            self.reaches(key, Bounds::default()),
            self.reaches(item, Bounds::default()),
        );
        if !keys && !values {
            return;
        }
        let sorted = match self.scope.model().enum_of(key) {
            Some(_) => "rankedKeys",
            None => "sortedKeys",
        };
        let shown = match self.scope.model().wire_scalar(key).map(Scalar::json) {
            Some(JsonScalar::Integer { smallest: 0, .. }) => {
                format!("unsignedText(uint64({name}))")
            }
            Some(JsonScalar::Integer { .. }) => format!("signedText(int64({name}))"),
            _ => format!("string({name})"),
        };
        w.block(
            format!("for _, {name} := range {sorted}({value}) {{"),
            "}",
            |w| {
                w.line(format!("c.enterKey({shown})"));
                if keys {
                    self.value(w, (key, Bounds::default()), view, &name, depth + 1);
                }
                if values {
                    w.line(format!("{held} := {value}[{name}]"));
                    self.value(w, (item, Bounds::default()), view, &held, depth + 1);
                }
                w.line("c.exit()");
            },
        );
    }

    /// Writes the check of a range.
    fn range(&self, w: &mut Writer, scalar: Scalar, bounds: Bounds, value: &str) {
        if !self.has_range(scalar, bounds) {
            return;
        }
        match scalar.json() {
            JsonScalar::Text => count(
                w,
                &format!("characters(string({value}))"),
                "characters",
                bounds,
            ),
            JsonScalar::Base64 => count(w, &format!("len({value})"), "bytes", bounds),
            JsonScalar::Integer { smallest, .. } => {
                let is_whole = [bounds.min, bounds.max].iter().flatten().all(|bound| {
                    bound
                        .as_int()
                        .is_some_and(|bound| smallest < 0 || bound >= 0)
                });
                let ty = match (is_whole, smallest < 0) {
                    (true, true) => "int64",
                    (true, false) => "uint64",
                    (false, _) => "float64",
                };
                self.number(w, ty, bounds, value);
            }
            JsonScalar::Number => self.number(w, "float64", bounds, value),
            JsonScalar::Bool => {}
        }
    }

    fn number(&self, w: &mut Writer, ty: &str, bounds: Bounds, value: &str) {
        let mut tests = Vec::new();
        let is_least = |bound: Number| match ty {
            "uint64" => bound.as_int() == Some(0),
            "int64" => bound.as_int() == Some(i64::MIN),
            _ => false,
        };
        let is_most = |bound: Number| ty == "int64" && bound.as_int() == Some(i64::MAX);
        if let Some(min) = bounds.min.filter(|min| !is_least(*min)) {
            tests.push(format!("{ty}({value}) >= {}", number(min)));
        }
        if let Some(max) = bounds.max.filter(|max| !is_most(*max)) {
            tests.push(format!("{ty}({value}) <= {}", number(max)));
        }
        if !tests.is_empty() {
            w.line(format!(
                "c.checkNumber({}, {}, {value})",
                tests.join(" && "),
                string(&bounds.to_string())
            ));
        }
    }
}

/// A bound in Go.
fn number(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => format!("{:e}", number.get()),
    }
}

/// Writes the check of a count; a bound below zero is none.
fn count(w: &mut Writer, expression: &str, unit: &str, bounds: Bounds) {
    if bounds.is_empty() {
        return;
    }
    let whole = |bound: Option<Number>, up: bool| {
        let bound = bound?.as_f64();
        let bound = if up { bound.ceil() } else { bound.floor() };
        Some(format!("{bound:.0}"))
    };
    let smallest = whole(bounds.min, true).unwrap_or_else(|| "0".to_owned());
    let largest = whole(bounds.max, false).unwrap_or_else(|| "-1".to_owned());
    w.line(format!(
        "c.checkCount({expression}, \"{unit}\", {}, {smallest}, {largest})",
        string(&bounds.to_string())
    ));
}

fn pattern_check(pattern: &str, words: &str) -> String {
    format!(
        "c.checkPattern(string(x), {}, {})",
        string(&translated(pattern)),
        string(words)
    )
}

/// A regular expression of ECMAScript as Go's package regexp writes it, as far as it can.
fn translated(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(code) = rest.strip_prefix("\\u{")
            && let Some((digits, after)) = code.split_once('}')
        {
            out.push_str(&format!("\\x{{{digits}}}"));
            rest = after;
        } else if let Some(code) = rest.strip_prefix("\\u")
            && let Some(digits) = code.get(..4)
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
        {
            out.push_str(&format!("\\x{{{digits}}}"));
            rest = &code[4..];
        } else if let Some(after) = rest.strip_prefix("[^]") {
            out.push_str("[\\s\\S]");
            rest = after;
        } else {
            // An escape is two characters, whatever the second one is.
            let length = c.len_utf8();
            let second = rest[length..].chars().next().filter(|_| c == '\\');
            let length = length + second.map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn escapes_of_code_points_are_translated() {
        for (pattern, expected) in [
            ("^[a-z]+$", "^[a-z]+$"),
            ("\\u00e9\\u{1F600}", "\\x{00e9}\\x{1F600}"),
            ("[^]\\\\u0041", "[\\s\\S]\\\\u0041"),
        ] {
            assert_eq!(translated(pattern), expected);
        }
    }
}
