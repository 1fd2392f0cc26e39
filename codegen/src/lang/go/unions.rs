//! Unions: sealed interfaces, with a type for each variant.

use tdproto_schema::model::{
    EnumBase, JsonKind, Openness, Presence, TypeId, Union, UnionForm, Variant,
};

use super::docs::{Doc, in_line, one_line};
use super::entities::standard_writers;
use super::literal::{json, string, value_json};
use super::naming::{of_variant, unknown};
use super::scope::Scope;
use super::writing::append;
use crate::lang::{input_note, type_notes};
use crate::text::Writer;
use crate::views::View;

/// Writes a union, and its input view where that is a type of its own.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, id: TypeId, union: &Union) {
    Parts::new(scope, id, union, View::Whole).write(w);
    if scope.views.differs(id) {
        Parts::new(scope, id, union, View::Input).write(w);
        conversion(w, scope, id, union);
    }
}

/// A union in a view while it is written.
pub(super) struct Parts<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) id: TypeId,
    pub(super) union: &'s Union,
    pub(super) view: View,
    pub(super) name: &'a str,
}

impl<'s, 'a> Parts<'s, 'a> {
    fn new(scope: &'s Scope<'a>, id: TypeId, union: &'s Union, view: View) -> Self {
        Self {
            scope,
            id,
            union,
            view,
            name: scope.name(id, view),
        }
    }

    /// The type of a variant.
    pub(super) fn variant(&self, at: usize) -> String {
        of_variant(self.name, self.scope.names.value(self.id, at))
    }

    /// The type of variants that the schema does not have, if they are kept.
    pub(super) fn unknown(&self) -> Option<String> {
        let keeps = self.union.openness == Openness::Open && self.union.form.is_of_objects();
        keeps.then(|| unknown(self.name))
    }

    fn types(&self) -> Vec<String> {
        let variants = 0..self.union.variants.len();
        let types = variants.map(|at| self.variant(at));
        types.chain(self.unknown()).collect()
    }

    pub(super) fn schema_name(&self) -> String {
        string(&self.scope.model().ty(self.id).name)
    }

    fn write(&self, w: &mut Writer) {
        let name = self.name;
        w.blank();
        self.docs().write(w);
        w.block(format!("type {name} interface {{"), "}", |w| {
            w.line("// AppendJSON appends the value as JSON.");
            w.line("AppendJSON(b []byte) []byte");
            w.line(format!("is{name}()"));
            if self.union.form.is_of_objects() {
                w.line("appendMembers(b []byte, tags string) []byte");
                w.line("unknown() (RawJSON, bool)");
            }
        });
        for (at, variant) in self.union.variants.iter().enumerate() {
            self.variant_type(w, at, variant);
        }
        self.unknown_type(w);
        w.blank();
        self.decoder(w);
        w.blank();
        self.reading(w);
    }

    fn docs(&self) -> Doc {
        let def = self.scope.model().ty(self.id);
        let (docs, notes) = match self.view {
            View::Whole => (
                Doc::new(&def.docs.text),
                type_notes(&self.scope.input, self.id),
            ),
            View::Input => {
                let link = format!("[{}]", self.scope.names.ty(self.id));
                let text = format!("{} is {}", self.name, input_note(&link));
                (Doc::new("").text(&text), Vec::new())
            }
        };
        let types = self.types().into_iter();
        let types = types.map(|name| format!("[*{name}]")).collect();
        docs.notes(&notes)
            .text("It is one of:")
            .list(types)
            .deprecated(def.docs.deprecated.as_ref())
    }

    fn variant_type(&self, w: &mut Writer, at: usize, variant: &Variant) {
        let name = self.variant(at);
        let mark = match (&self.union.form, &variant.value) {
            (UnionForm::Tag(_) | UnionForm::Key, Some(value)) => value_json(value),
            (UnionForm::Tag(_), None) => "without a tag".to_owned(),
            (UnionForm::Key, None) => "without any of the keys".to_owned(),
            (UnionForm::Kind, _) => match variant.ty.as_ref() {
                Some(ty) => {
                    let kind = self.scope.model().json_kind(ty);
                    format!("that is {}", kind.map_or("a value", JsonKind::phrase))
                }
                None => "that is a value".to_owned(),
            },
        };
        w.blank();
        let since = self.scope.model().ty(self.id).docs.since.as_deref();
        let text = in_line(&variant.docs, since);
        let text = format!("{name} is the variant {}{text}", one_line(&mark));
        Doc::new("")
            .text(text.trim_end_matches('.'))
            .deprecated(variant.docs.deprecated.as_ref())
            .write(w);
        match &variant.ty {
            Some(ty) => {
                let ty = self.scope.ty(ty, self.view);
                w.block(format!("type {name} struct {{"), "}", |w| {
                    w.line(format!("Value {ty}"));
                });
            }
            None => w.line(format!("type {name} struct{{}}")),
        }
        self.methods(w, &name, variant);
    }

    /// Writes the methods of a variant.
    fn methods(&self, w: &mut Writer, name: &str, variant: &Variant) {
        let union = self.name;
        w.blank();
        w.line(format!("func (*{name}) is{union}() {{}}"));
        let held = self.held_union(variant);
        if self.union.form.is_of_objects() {
            w.blank();
            let receiver = if held { "x " } else { "" };
            w.block(
                format!("func ({receiver}*{name}) unknown() (RawJSON, bool) {{"),
                "}",
                |w| {
                    if held {
                        w.block("if x.Value != nil {", "}", |w| {
                            w.line("return x.Value.unknown()");
                        });
                    }
                    w.line("return \"\", false");
                },
            );
            w.blank();
            self.append_members(w, name, variant);
        }
        w.blank();
        w.line("// AppendJSON appends the value as JSON.");
        let receiver = match variant.ty.is_some() || self.union.form.is_of_objects() {
            true => "x ",
            false => "",
        };
        w.block(
            format!("func ({receiver}*{name}) AppendJSON(b []byte) []byte {{"),
            "}",
            |w| match (&self.union.form, &variant.ty) {
                (UnionForm::Kind, Some(ty)) => {
                    self.scope.write(w, ty, self.view, "x.Value", 0);
                    w.line("return b");
                }
                (UnionForm::Kind, None) => w.line("return append(b, \"null\"...)"),
                (UnionForm::Tag(_) | UnionForm::Key, _) => {
                    if held {
                        w.block("if raw, ok := x.unknown(); ok {", "}", |w| {
                            w.line("return raw.AppendJSON(b)");
                        });
                    }
                    w.line(append("{"));
                    w.line("b = x.appendMembers(b, \"\")");
                    w.line("return closeObject(b)");
                }
            },
        );
        w.blank();
        standard_writers(w, name);
    }

    /// Returns true if the members of a variant are those of a union.
    fn held_union(&self, variant: &Variant) -> bool {
        let same = self.union.form.is_of_objects() && self.union.content().is_none();
        let ty = variant.ty.as_ref().filter(|_| same);
        ty.is_some_and(|ty| self.scope.model().union_of(ty).is_some())
    }

    fn append_members(&self, w: &mut Writer, name: &str, variant: &Variant) {
        let model = self.scope.model();
        let mark = match (&self.union.form, &variant.value) {
            (UnionForm::Tag(tag), Some(value)) => {
                Some(format!("{}:{}", json(&tag.key), value_json(value)))
            }
            (UnionForm::Tag(_) | UnionForm::Key | UnionForm::Kind, _) => None,
        };
        let uses = variant.ty.is_some();
        let receiver = if uses { "x " } else { "" };
        let is_passed = uses && self.union.content().is_none();
        let tags = match mark.is_some() || is_passed {
            true => "tags",
            false => "_",
        };
        w.block(
            format!("func ({receiver}*{name}) appendMembers(b []byte, {tags} string) []byte {{"),
            "}",
            |w| {
                let key = self.union.tag().map(|tag| string(&tag.key));
                if let (Some(mark), Some(key)) = (&mark, &key) {
                    w.block(format!("if !hasTag(tags, {key}) {{"), "}", |w| {
                        w.line(append(&format!("{mark},")));
                    });
                }
                let tags = match key {
                    Some(key) => format!("tags+\"\\x00{}\\x00\"", key.trim_matches('"')),
                    None => "tags".to_owned(),
                };
                match (&variant.ty, self.union.content()) {
                    (None, _) => {}
                    (Some(ty), Some(content)) => {
                        w.line(append(&format!("{}:", json(content))));
                        self.scope.write(w, ty, self.view, "x.Value", 0);
                        w.line(append(","));
                    }
                    (Some(ty), None) if model.union_of(ty).is_some() => {
                        w.block("if x.Value != nil {", "}", |w| {
                            w.line(format!("b = x.Value.appendMembers(b, {tags})"));
                        });
                    }
                    (Some(_), None) => w.line(format!("b = x.Value.appendMembers(b, {tags})")),
                }
                w.line("return b");
            },
        );
    }

    fn unknown_type(&self, w: &mut Writer) {
        let Some(name) = self.unknown() else { return };
        let tag = self.union.tag();
        w.blank();
        w.line(format!(
            "// {name} is a variant that this version of the schema does not have, kept whole."
        ));
        w.block(format!("type {name} struct {{"), "}", |w| {
            if let Some(tag) = tag {
                let ty = match tag.base {
                    EnumBase::Text => "string",
                    EnumBase::Int => "int64",
                };
                w.line("// Tag is the value of the tag.");
                w.line(format!("Tag {ty}"));
            }
            w.line("// Raw is the whole object.");
            w.line("Raw RawJSON");
        });
        w.blank();
        w.line(format!("func (*{name}) is{}() {{}}", self.name));
        w.blank();
        w.block(
            format!("func (x *{name}) unknown() (RawJSON, bool) {{"),
            "}",
            |w| w.line("return x.Raw, true"),
        );
        w.blank();
        w.block(
            format!("func (x *{name}) appendMembers(b []byte, tags string) []byte {{"),
            "}",
            |w| w.line("return appendMembersOf(b, x.Raw, tags)"),
        );
        w.blank();
        w.line("// AppendJSON appends the whole object.");
        w.block(
            format!("func (x *{name}) AppendJSON(b []byte) []byte {{"),
            "}",
            |w| w.line("return x.Raw.AppendJSON(b)"),
        );
        w.blank();
        standard_writers(w, &name);
    }
}

/// Writes the function that makes the input view of a whole union.
fn conversion(w: &mut Writer, scope: &Scope<'_>, id: TypeId, union: &Union) {
    let (name, input) = (scope.names.ty(id), scope.names.input(id));
    w.blank();
    w.line(format!(
        "// Input{name} returns the value as a client sends it: without what only the server sets."
    ));
    w.block(format!("func Input{name}(v {name}) {input} {{"), "}", |w| {
        w.line("switch v := v.(type) {");
        for (at, variant) in union.variants.iter().enumerate() {
            let ident = scope.names.value(id, at);
            let (whole, input) = (of_variant(name, ident), of_variant(input, ident));
            w.line(format!("case *{whole}:"));
            w.indented(|w| match &variant.ty {
                Some(ty) => {
                    let value = scope.convert_present(ty, Presence::Required, "v.Value");
                    w.line(format!("return &{input}{{Value: {value}}}"));
                }
                None => w.line(format!("return &{input}{{}}")),
            });
        }
        if union.openness == Openness::Open && union.form.is_of_objects() {
            let (whole, input) = (unknown(name), unknown(input));
            w.line(format!("case *{whole}:"));
            let tag = union.tag().map_or("", |_| "Tag: v.Tag, ");
            w.indented(|w| w.line(format!("return &{input}{{{tag}Raw: v.Raw}}")));
        }
        w.line("}");
        w.line("return nil");
    });
}
