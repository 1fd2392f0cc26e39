//! The checks of the constraints of the schema, which decoders do not ask for.

use tdproto_schema::model::{
    Bounds, JsonScalar, Presence, Scalar, Type, TypeDef, TypeId, TypeKind,
};

use super::literal::string;
use super::members::members;
use super::naming::of_variant;
use super::ranges;
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

const CHECK: &str = "// Check returns every place where a constraint of the schema does not hold.";

/// The body of a method `Check`.
const RUN: [&str; 3] = ["var c checker", "x.check(&c)", "return c.found"];

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
                w.line(CHECK);
                w.block(format!("func (x *{name}) Check() []Breach {{"), "}", |w| {
                    w.lines(RUN);
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
                ranges::write(&mut body, *base, constraints.bounds, "x");
                if let Some(pattern) = &constraints.pattern {
                    let words = format!("a text that matches {pattern}");
                    body.line(ranges::pattern(pattern, &words));
                }
                if let Some(format) = constraints.format
                    && let Some(pattern) = format.pattern()
                {
                    let words = format!("a text of the format {}", format.name());
                    body.line(ranges::pattern(pattern, &words));
                }
                w.blank();
                w.line(CHECK);
                w.block(format!("func (x {name}) Check() []Breach {{"), "}", |w| {
                    w.lines(RUN);
                });
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
            Type::Scalar(scalar) => ranges::are_there(*scalar, bounds),
            Type::Named(id) => {
                let def = model.ty(*id);
                self.bounded.has(*id)
                    || def
                        .base()
                        .is_some_and(|base| ranges::are_there(base, bounds))
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
            Type::Scalar(scalar) => ranges::write(w, *scalar, bounds, value),
            Type::Named(id) => {
                let def = model.ty(*id);
                if let Some(base) = def.base() {
                    ranges::write(w, base, bounds, value);
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
                ranges::count(w, &format!("len({value})"), "items", bounds);
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
        ranges::count(w, &format!("len({value})"), "entries", bounds);
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
}
