//! Writing of values: statements that append JSON to the bytes `b`.

use tdproto_schema::model::{
    Enum, EnumBase, JsonScalar, Presence, Scalar, Type, TypeId, TypeKind, needed_items,
};

use super::literal::{constant_json, string};
use super::scope::{Hold, Scope, needs_preset};
use crate::text::Writer;
use crate::views::View;

/// The statement that appends a text.
pub(super) fn append(text: &str) -> String {
    match text.len() {
        1 if text != "'" && text != "\\" => format!("b = append(b, '{text}')"),
        _ => format!("b = append(b, {}...)", string(text)),
    }
}

/// Code in which constant texts that are appended one after the other are appended in one go.
pub(super) fn merged(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    // The statement before, which waits for more: its indentation and its text.
    let mut before: Option<(&str, String)> = None;
    for line in code.lines() {
        let bare = line.trim_start_matches('\t');
        let indent = &line[..line.len() - bare.len()];
        let text = appended(bare);
        match (&mut before, text) {
            (Some((at, waiting)), Some(text)) if *at == indent => waiting.push_str(text),
            (_, text) => {
                flush(&mut out, before.take());
                match text {
                    Some(text) => before = Some((indent, text.to_owned())),
                    None => {
                        out.push_str(line);
                        out.push('\n');
                    }
                }
            }
        }
    }
    flush(&mut out, before);
    out
}

fn flush(out: &mut String, waiting: Option<(&str, String)>) {
    if let Some((indent, text)) = waiting {
        out.push_str(indent);
        out.push_str(&append(&text));
        out.push('\n');
    }
}

/// The text that a statement appends, if its literal has no escapes.
fn appended(line: &str) -> Option<&str> {
    let literal = line.strip_prefix("b = append(b, ")?.strip_suffix(')')?;
    let quoted = |sign: char| {
        let text = literal.strip_suffix("...")?.strip_prefix(sign)?;
        text.strip_suffix(sign)
    };
    let one = || literal.strip_prefix('\'')?.strip_suffix('\'');
    let plain = quoted('"').filter(|text| !text.contains('\\')).or_else(one);
    let is_plain = |text: &&str| !text.contains(['\\', '\n']);
    quoted('`').or(plain.filter(is_plain))
}

impl Scope<'_> {
    /// Writes the value of an expression that has an address, unless it is a pointer or an interface.
    /// `depth` is the number of values around it that are written by blocks.
    pub(super) fn write(&self, w: &mut Writer, ty: &Type, view: View, value: &str, depth: usize) {
        match ty {
            Type::Scalar(scalar) => w.line(scalar_writer(*scalar, value)),
            Type::Named(id) => self.write_named(w, *id, view, value, depth),
            Type::List(item) => self.write_list(w, item, view, value, depth),
            Type::Map(key, item) => self.write_map(w, (key, item), view, value, depth),
            Type::Tuple(items) => self.write_tuple(w, items, view, value, depth),
            Type::Nullable(item) => self.write_optional(w, item, view, value, depth),
            Type::Constant(constant) => w.line(append(&constant_json(constant))),
            Type::Null => w.line(append("null")),
            Type::Any => w.line(format!("b = {value}.AppendJSON(b)")),
        }
    }

    fn write_named(&self, w: &mut Writer, id: TypeId, view: View, value: &str, depth: usize) {
        match &self.model().ty(id).kind {
            TypeKind::Entity(_) => w.line(format!("b = {value}.AppendJSON(b)")),
            TypeKind::Enum(found) => w.line(enum_writer(found, value)),
            TypeKind::Union(_) => w.line(format!("b = appendUnion(b, {value})")),
            TypeKind::Scalar(base) => w.line(scalar_writer(*base, value)),
            TypeKind::Alias(target) => {
                self.write(w, self.model().unaliased(target), view, value, depth)
            }
        }
    }

    fn write_list(&self, w: &mut Writer, item: &Type, view: View, value: &str, depth: usize) {
        let at = index(depth);
        w.line(append("["));
        w.block(format!("for {at} := range {value} {{"), "}", |w| {
            w.block(format!("if {at} > 0 {{"), "}", |w| w.line(append(",")));
            self.write(w, item, view, &format!("{value}[{at}]"), depth + 1);
        });
        w.line(append("]"));
    }

    fn write_map(
        &self,
        w: &mut Writer,
        (key, item): (&Type, &Type),
        view: View,
        value: &str,
        depth: usize,
    ) {
        let (at, name, held) = (
            index(depth),
            numbered("key", depth),
            numbered("held", depth),
        );
        let (keys, name_writer) = self.key_writer(key, &name);
        w.line(append("{"));
        w.block(
            format!("for {at}, {name} := range {keys}({value}) {{"),
            "}",
            |w| {
                w.block(format!("if {at} > 0 {{"), "}", |w| w.line(append(",")));
                w.line(name_writer);
                w.line(append(":"));
                if *self.model().unaliased(item) != Type::Null {
                    w.line(format!("{held} := {value}[{name}]"));
                }
                self.write(w, item, view, &held, depth + 1);
            },
        );
        w.line(append("}"));
    }

    /// The function that sorts the keys of a map, and the statement that writes one.
    fn key_writer(&self, key: &Type, name: &str) -> (&'static str, String) {
        let keys = match self.model().enum_of(key) {
            Some(_) => "rankedKeys",
            None => "sortedKeys",
        };
        let scalar = self.model().wire_scalar(key).unwrap_or(Scalar::String);
        let writer = match scalar.json() {
            JsonScalar::Integer { smallest: 0, .. } => "appendUnsignedKey",
            JsonScalar::Integer { .. } => "appendSignedKey",
            JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => {
                "appendText"
            }
        };
        (keys, format!("b = {writer}(b, {name})"))
    }

    fn write_tuple(&self, w: &mut Writer, items: &[Type], view: View, value: &str, depth: usize) {
        w.line(append("["));
        self.write_items(w, items, view, value, depth, false);
        w.line(append("]"));
    }

    /// Writes the items of a tuple; `has_more` says that other items come before them.
    pub(super) fn write_items(
        &self,
        w: &mut Writer,
        items: &[Type],
        view: View,
        value: &str,
        depth: usize,
        has_more: bool,
    ) {
        let needed = needed_items(items);
        let rest = format!("{value}.Rest");
        for (at, item) in items.iter().enumerate() {
            let member = format!("{value}.V{}", at + 1);
            let one = |w: &mut Writer| {
                if at > 0 || has_more {
                    w.line(append(","));
                }
                self.write(w, item, view, &member, depth + 1);
            };
            if at < needed {
                one(w);
                continue;
            }
            // Items at the end that are none are left out.
            let later = items.iter().enumerate().skip(at);
            let mut tests: Vec<String> = later
                .map(|(at, item)| self.is_held(item, &format!("{value}.V{}", at + 1)))
                .collect();
            if self.keeps() {
                tests.push(format!("len({rest}) > 0"));
            }
            w.block(format!("if {} {{", tests.join(" || ")), "}", |w| one(w));
        }
        if self.keeps() {
            let item = numbered("item", depth);
            w.block(format!("for _, {item} := range {rest} {{"), "}", |w| {
                w.line(append(","));
                w.line(format!("b = {item}.AppendJSON(b)"));
            });
        }
    }

    /// The test that something that may be none is some.
    pub(super) fn is_held(&self, ty: &Type, value: &str) -> String {
        match self.hold(ty) {
            Hold::Pointer => format!("{value} != nil"),
            Hold::Optional => format!("{value}.IsSet"),
            Hold::Itself => match self.model().unaliased(ty) {
                Type::Any => format!("!{value}.IsNull()"),
                Type::Null => "false".to_owned(),
                Type::Nullable(inner) => self.is_held(inner, value),
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Constant(_) => format!("{value} != nil"),
            },
        }
    }

    /// The expression of the value that is held.
    pub(super) fn held(&self, ty: &Type, value: &str) -> String {
        match self.hold(ty) {
            Hold::Pointer | Hold::Itself => value.to_owned(),
            Hold::Optional => format!("{value}.Value"),
        }
    }

    /// Writes a value, or null if it is none.
    pub(super) fn write_optional(
        &self,
        w: &mut Writer,
        ty: &Type,
        view: View,
        value: &str,
        depth: usize,
    ) {
        // These write null by themselves.
        if self.hold(ty) == Hold::Itself {
            self.write(w, ty, view, value, depth);
            return;
        }
        w.block(
            format!("if {} {{", self.is_held(ty, value)),
            "} else {",
            |w| {
                self.write(w, ty, view, &self.held(ty, value), depth + 1);
            },
        );
        w.indented(|w| w.line(append("null")));
        w.line("}");
    }

    /// The test by which a member is written; `None`: it always is.
    pub(super) fn is_written(&self, ty: &Type, presence: Presence, value: &str) -> Option<String> {
        let ty = self.model().unaliased(ty);
        match (ty, presence) {
            (_, Presence::Required | Presence::Nullable) => return None,
            (Type::Constant(_), _) | (Type::Null, Presence::Patch) => {
                return Some(value.to_owned());
            }
            (Type::Null, _) => return Some("false".to_owned()),
            _ => {}
        }
        Some(match presence {
            Presence::OmitEmpty if self.has_empty(ty) => self.is_filled(ty, value),
            Presence::Patch => format!("!{value}.IsAbsent()"),
            Presence::Required
            | Presence::Nullable
            | Presence::OmitEmpty
            | Presence::OmitNull
            | Presence::Optional => self.is_held(ty, value),
        })
    }

    /// The test of a value that is not empty.
    fn is_filled(&self, ty: &Type, value: &str) -> String {
        if let Some(scalar) = self.model().wire_scalar(ty) {
            return match scalar.json() {
                JsonScalar::Text => format!("{value} != \"\""),
                JsonScalar::Base64 => format!("len({value}) > 0"),
                JsonScalar::Bool => value.to_owned(),
                JsonScalar::Integer { .. } | JsonScalar::Number => format!("{value} != 0"),
            };
        }
        match ty == &Type::Any {
            true => format!("!{value}.IsNull()"),
            false => format!("len({value}) > 0"),
        }
    }

    /// Writes the value of a member in a state of presence, which is known to be written.
    pub(super) fn write_present(
        &self,
        w: &mut Writer,
        ty: &Type,
        presence: Presence,
        view: View,
        value: &str,
    ) {
        let inner = self.model().unaliased(ty);
        match (inner, presence) {
            (Type::Constant(_) | Type::Null, _) => self.write(w, inner, view, value, 0),
            (_, Presence::Required) => self.write(w, ty, view, value, 0),
            (_, Presence::OmitEmpty) if self.has_empty(ty) => self.write(w, ty, view, value, 0),
            (_, Presence::Nullable) => self.write_optional(w, ty, view, value, 0),
            (_, Presence::OmitEmpty | Presence::OmitNull | Presence::Optional) => {
                self.write(w, ty, view, &self.held(ty, value), 0);
            }
            (_, Presence::Patch) => {
                w.block(
                    format!("if {value}.state == patchNull {{"),
                    "} else {",
                    |w| {
                        w.line(append("null"));
                    },
                );
                w.indented(|w| self.write(w, ty, view, &format!("{value}.value"), 0));
                w.line("}");
            }
        }
    }
}

/// The variable that counts items, by the number of values around.
fn index(depth: usize) -> String {
    numbered("i", depth)
}

fn numbered(name: &str, depth: usize) -> String {
    match depth {
        0 => name.to_owned(),
        depth => format!("{name}{depth}"),
    }
}

/// The statement that writes a value of a built-in type.
fn scalar_writer(scalar: Scalar, value: &str) -> String {
    let function = match scalar {
        Scalar::String | Scalar::Datetime => "appendText",
        Scalar::Bytes => "appendBytes",
        Scalar::Bool => "appendBool",
        Scalar::Int | Scalar::Int8 | Scalar::Int16 | Scalar::Int32 | Scalar::Int64 => "appendInt",
        Scalar::Uint | Scalar::Uint8 | Scalar::Uint16 | Scalar::Uint32 | Scalar::Uint64 => {
            "appendUint"
        }
        Scalar::Float32 => "appendFloat32",
        Scalar::Float64 => "appendFloat64",
    };
    format!("b = {function}(b, {value})")
}

/// The statement that writes a value of an enum.
fn enum_writer(found: &Enum, value: &str) -> String {
    let value = match needs_preset(found) {
        true => format!("{value}.orDefault()"),
        false => value.to_owned(),
    };
    match found.base {
        EnumBase::Text => format!("b = appendText(b, {value})"),
        EnumBase::Int => format!("b = appendInt(b, {value})"),
    }
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn constant_texts_are_appended_in_one_go() {
        let code = "\
\tb = append(b, '{')
\tb = append(b, `\"a\":`...)
\tb = appendText(b, x.A)
\tb = append(b, ',')
\t\tb = append(b, \"null\"...)
\tb = append(b, \"\\n\"...)
";
        let expected = "\
\tb = append(b, `{\"a\":`...)
\tb = appendText(b, x.A)
\tb = append(b, ',')
\t\tb = append(b, \"null\"...)
\tb = append(b, \"\\n\"...)
";
        assert_eq!(merged(code), expected);
    }
}
