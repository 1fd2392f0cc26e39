//! Members of classes: fields of entities, and what frames carry.

use tdproto_schema::model::{Constant, Field, Presence, Type};

use super::literal::{constant, constant_json, json, member, string};
use super::scope::Scope;
use super::types::{Empty, or_null};
use super::writing::{lambda, or_nothing};
use crate::text::Writer;
use crate::views::View;

/// A member of a class, and how it travels.
pub(super) struct Member<'a> {
    /// The name in code.
    pub(super) ident: String,
    /// The key on the wire.
    pub(super) key: &'a str,
    pub(super) ty: &'a Type,
    pub(super) presence: Presence,
    pub(super) view: View,
    /// Whether null is none of its values, and does not stand for the empty one.
    pub(super) strict: bool,
}

/// The form that a member has in code.
enum Form<'a> {
    /// A constant that is always there: no member.
    Always(&'a Constant),
    /// A constant that may be there.
    Maybe(&'a Constant),
    /// Always null: no member.
    Nothing,
    /// A value that has to be there.
    Value,
    /// A value that is left out when it is empty.
    Filled,
    /// A value or null.
    Null,
    /// A value, or none at all.
    Optional,
    /// A value, null or none.
    Patch,
}

impl<'a> Member<'a> {
    pub(super) fn of(field: &'a Field, ident: &str, view: View) -> Self {
        Self {
            ident: ident.to_owned(),
            key: &field.name,
            ty: &field.ty,
            presence: field.presence,
            view,
            strict: false,
        }
    }

    fn form(&self, scope: &Scope<'_>) -> Form<'a> {
        let model = scope.input().model;
        let is_required = matches!(self.presence, Presence::Required | Presence::Nullable);
        match (self.ty, is_required) {
            (Type::Constant(constant), true) => return Form::Always(constant),
            (Type::Constant(constant), false) => return Form::Maybe(constant),
            (ty, true) if *model.unaliased(ty) == Type::Null => return Form::Nothing,
            (_, _) => {}
        }
        match self.presence {
            Presence::Required => Form::Value,
            Presence::Nullable => Form::Null,
            Presence::OmitEmpty if scope.has_empty(self.ty) => Form::Filled,
            Presence::OmitEmpty | Presence::OmitNull | Presence::Optional => Form::Optional,
            Presence::Patch => Form::Patch,
        }
    }

    /// Returns true if the class has the member at all.
    pub(super) fn is_there(&self, scope: &Scope<'_>) -> bool {
        !matches!(self.form(scope), Form::Always(_) | Form::Nothing)
    }

    /// Returns true if the member says only whether its constant is there.
    pub(super) fn is_flag(&self, scope: &Scope<'_>) -> bool {
        matches!(self.form(scope), Form::Maybe(_))
    }

    /// Returns true if the member is a patch.
    pub(super) fn is_patch(&self, scope: &Scope<'_>) -> bool {
        matches!(self.form(scope), Form::Patch)
    }

    /// The type in code.
    pub(super) fn ty(&self, scope: &mut Scope<'_>) -> String {
        match self.form(scope) {
            Form::Always(_) | Form::Nothing => scope.built_in("kotlin.Unit"),
            Form::Maybe(_) => scope.built_in("kotlin.Boolean"),
            Form::Value | Form::Filled => scope.ty(self.ty, self.view),
            Form::Null | Form::Optional => or_null(scope.ty(self.ty, self.view)),
            Form::Patch => {
                let ty = scope.ty(self.ty, self.view);
                format!("{}<{ty}>", scope.wire("Patch"))
            }
        }
    }

    /// The value of who gives none; `None`: it has to be given.
    pub(super) fn default(&self, scope: &mut Scope<'_>) -> Option<String> {
        match self.form(scope) {
            Form::Always(_) | Form::Nothing | Form::Value => None,
            Form::Maybe(_) => Some("false".to_owned()),
            Form::Filled => match scope.empty(self.ty, self.view) {
                Empty::Plain(text) | Empty::Made(text) => Some(text),
                Empty::None => None,
            },
            Form::Null | Form::Optional => Some("null".to_owned()),
            Form::Patch => Some(format!("{}.Absent", scope.wire("Patch"))),
        }
    }

    /// The value of a member that nobody sent; `None`: the default.
    pub(super) fn empty(&self, scope: &mut Scope<'_>) -> Option<String> {
        match self.form(scope) {
            Form::Value => match scope.empty(self.ty, self.view) {
                Empty::Plain(text) | Empty::Made(text) => Some(text),
                Empty::None => None,
            },
            Form::Always(_)
            | Form::Nothing
            | Form::Maybe(_)
            | Form::Filled
            | Form::Null
            | Form::Optional
            | Form::Patch => None,
        }
    }

    /// The declaration of the variable that holds the value while its object is read.
    pub(super) fn variable(&self, scope: &mut Scope<'_>, name: &str) -> Option<String> {
        let initial = match self.form(scope) {
            Form::Always(_) | Form::Nothing => return None,
            Form::Value => match scope.empty(self.ty, self.view) {
                Empty::Plain(text) => text,
                Empty::Made(_) | Empty::None => {
                    let ty = or_null(scope.ty(self.ty, self.view));
                    return Some(format!("var {name}: {ty} = null"));
                }
            },
            Form::Maybe(_) | Form::Filled | Form::Null | Form::Optional | Form::Patch => {
                self.default(scope).unwrap_or_else(|| "null".to_owned())
            }
        };
        let ty = self.ty(scope);
        Some(format!("var {name}: {ty} = {initial}"))
    }

    /// The statement that reads the value into its variable.
    pub(super) fn read(&self, scope: &mut Scope<'_>, name: &str) -> String {
        let form = self.form(scope);
        let read = scope.read(self.ty, self.view);
        match form {
            Form::Always(found) => format!("if (!r.isNull()) r.constant({})", constant(found)),
            Form::Maybe(found) => {
                format!(
                    "{name} = r.orNull {{ r.constant({}) }} != null",
                    constant(found)
                )
            }
            Form::Nothing => "r.nothing()".to_owned(),
            Form::Value => match scope.empty(self.ty, self.view) {
                _ if *scope.input().model.unaliased(self.ty) == Type::Any => {
                    format!("{name} = {read}")
                }
                Empty::Plain(empty) => format!("{name} = if (r.isNull()) {empty} else {read}"),
                Empty::Made(_) | Empty::None => format!("{name} = r.orNull {{ {read} }}"),
            },
            Form::Filled => {
                let empty = self.default(scope).unwrap_or_else(|| "null".to_owned());
                format!("{name} = if (r.isNull()) {empty} else {read}")
            }
            Form::Null | Form::Optional => format!("{name} = r.orNull {{ {read} }}"),
            Form::Patch => {
                let patch = scope.wire("Patch");
                format!("{name} = if (r.isNull()) {patch}.Null else {patch}.Value({read})")
            }
        }
    }

    /// The value of the member once its object, which began at the offset `start`, is read.
    pub(super) fn value(&self, scope: &mut Scope<'_>, name: &str) -> String {
        match self.form(scope) {
            Form::Value => match scope.empty(self.ty, self.view) {
                Empty::Plain(_) => name.to_owned(),
                Empty::Made(made) => format!("{name} ?: {made}"),
                Empty::None => format!("{name} ?: r.missing(start, {})", string(self.key)),
            },
            Form::Always(_)
            | Form::Nothing
            | Form::Maybe(_)
            | Form::Filled
            | Form::Null
            | Form::Optional
            | Form::Patch => name.to_owned(),
        }
    }

    /// Returns true if reading may ask for the offset of the object.
    pub(super) fn needs_start(&self, scope: &mut Scope<'_>) -> bool {
        matches!(self.form(scope), Form::Value)
            && matches!(scope.empty(self.ty, self.view), Empty::None)
    }

    /// The condition under which the member is written; `None`: it always is.
    pub(super) fn condition(&self, scope: &mut Scope<'_>, value: &str) -> Option<String> {
        match self.form(scope) {
            Form::Always(_) | Form::Nothing | Form::Value | Form::Null => None,
            Form::Maybe(_) => Some(value.to_owned()),
            Form::Filled => Some(scope.is_filled(self.ty, value)),
            Form::Optional => Some(format!("{value} != null")),
            Form::Patch => Some(format!("{value} != {}.Absent", scope.wire("Patch"))),
        }
    }

    /// The statement that writes the value, without its key.
    pub(super) fn write_value(&self, scope: &mut Scope<'_>, value: &str) -> String {
        let raw = |found: &Constant| format!("w.raw({})", string(&constant_json(found)));
        match self.form(scope) {
            Form::Always(found) | Form::Maybe(found) => raw(found),
            Form::Nothing => "w.nothing()".to_owned(),
            Form::Value | Form::Filled | Form::Optional => {
                scope.write(self.ty, self.view, value, 0)
            }
            Form::Null => {
                let write = scope.write(self.ty, self.view, value, 0);
                or_nothing(value, &write)
            }
            Form::Patch => {
                let write = scope.write(self.ty, self.view, "held", 0);
                lambda(&format!("w.patch({value})"), "held", &write)
            }
        }
    }

    /// The statements that write the member, key and all, of the value that holds it.
    pub(super) fn write(&self, w: &mut Writer, scope: &mut Scope<'_>, holder: &str) {
        let value = format!("{holder}.{}", self.ident);
        let key = member(self.key);
        let condition = self.condition(scope, &value);
        if let Form::Always(found) | Form::Maybe(found) = self.form(scope) {
            let text = format!(",{}:{}", json(self.key), constant_json(found));
            let raw = format!("w.raw({})", string(&text));
            match condition {
                Some(condition) => w.line(format!("if ({condition}) {raw}")),
                None => w.line(raw),
            }
            return;
        }
        let write = self.write_value(scope, &value);
        let lines = |w: &mut Writer| {
            w.line(format!("w.raw({key})"));
            w.line(write);
        };
        match condition {
            Some(condition) => w.block(format!("if ({condition}) {{"), "}", lines),
            None => lines(w),
        }
    }

    /// The expression that reads the value at an offset, which is negative where it is missing;
    /// `missing` refuses the frame.
    pub(super) fn read_at(&self, scope: &mut Scope<'_>, at: &str, missing: &str) -> String {
        let read = scope.read(self.ty, self.view);
        let or_null = format!("r.at({at}, {{ null }}) {{ r.orNull {{ {read} }} }}");
        match self.form(scope) {
            Form::Value if self.strict => format!("r.at({at}, {{ {missing} }}) {{ {read} }}"),
            Form::Value if *scope.input().model.unaliased(self.ty) == Type::Any => {
                let null = scope.json("JsonNull");
                format!("r.at({at}, {{ {null} }}) {{ {read} }}")
            }
            Form::Value => match scope.empty(self.ty, self.view) {
                Empty::Plain(empty) => {
                    let read = format!("if (r.isNull()) {empty} else {read}");
                    format!("r.at({at}, {{ {empty} }}) {{ {read} }}")
                }
                Empty::Made(made) => format!("({or_null} ?: {made})"),
                Empty::None => format!("({or_null} ?: {missing})"),
            },
            Form::Filled => {
                let empty = self.default(scope).unwrap_or_else(|| "null".to_owned());
                let read = format!("if (r.isNull()) {empty} else {read}");
                format!("r.at({at}, {{ {empty} }}) {{ {read} }}")
            }
            Form::Null | Form::Optional => or_null,
            Form::Patch => {
                let patch = scope.wire("Patch");
                let ty = self.ty(scope);
                let read = format!("if (r.isNull()) {patch}.Null else {patch}.Value({read})");
                format!("r.at<{ty}>({at}, {{ {patch}.Absent }}) {{ {read} }}")
            }
            Form::Always(found) => format!(
                "r.at({at}, {{}}) {{ if (!r.isNull()) r.constant({}) }}",
                constant(found)
            ),
            Form::Maybe(found) => format!(
                "r.at({at}, {{ false }}) {{ r.orNull {{ r.constant({}) }} != null }}",
                constant(found)
            ),
            Form::Nothing => format!("r.at({at}, {{ null }}) {{ r.nothing() }}"),
        }
    }

    /// The member as a client sends it, of a value as a server sends it.
    pub(super) fn convert(&self, scope: &mut Scope<'_>, value: &str) -> String {
        let views = scope.input().views;
        if !self.ty.named().into_iter().any(|id| views.differs(id)) {
            return value.to_owned();
        }
        match self.form(scope) {
            Form::Null | Form::Optional => {
                format!("{value}?.let {{ {} }}", scope.convert(self.ty, "it"))
            }
            Form::Patch => format!("{value}.map {{ {} }}", scope.convert(self.ty, "it")),
            Form::Always(_) | Form::Nothing | Form::Maybe(_) | Form::Value | Form::Filled => {
                scope.convert(self.ty, value)
            }
        }
    }
}
