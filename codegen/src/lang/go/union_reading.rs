//! The functions that read unions.

use tdproto_schema::model::{EnumBase, JsonKind, Tag, UnionForm, Variant, kinds_text};

use super::literal::{string, value};
use super::naming::decode;
use super::reading::Place;
use super::unions::Parts;
use crate::text::Writer;

impl Parts<'_, '_> {
    /// Writes the function that reads the union from JSON: an interface has no methods to do so.
    pub(super) fn decoder(&self, w: &mut Writer) {
        let name = self.name;
        let function = decode(name);
        w.line(format!(
            "// {function} reads the value from JSON; an error is a [*DecodeError]."
        ));
        w.block(
            format!("func {function}(data []byte) ({name}, error) {{"),
            "}",
            |w| {
                w.line(format!("var v {name}"));
                w.line(format!(
                    "if err := decode(&v, data, DefaultLimits(), read{name}Union); err != nil {{"
                ));
                w.indented(|w| w.line("return nil, err"));
                w.line("}");
                w.line("return v, nil");
            },
        );
    }

    /// Writes the functions that read the union.
    pub(super) fn reading(&self, w: &mut Writer) {
        let name = self.name;
        let open = format!("func read{name}Union(dst *{name}, r *reader) bool {{");
        if self.union.form == UnionForm::Kind {
            w.block(open, "}", |w| self.kinds(w));
            return;
        }
        w.block(open, "}", |w| {
            w.line("object, ok := r.object()");
            w.line(format!(
                "return ok && read{name}Members(dst, r, object, nil)"
            ));
        });
        w.blank();
        w.block(
            format!(
                "func read{name}Members(dst *{name}, r *reader, object mark, outer *hiddenKey) bool {{"
            ),
            "}",
            |w| match &self.union.form {
                UnionForm::Tag(tag) => self.tagged(w, tag),
                UnionForm::Key | UnionForm::Kind => self.keyed(w),
            },
        );
    }

    fn kinds(&self, w: &mut Writer) {
        let model = self.scope.model();
        w.line("switch r.valueKind() {");
        for (at, variant) in self.union.variants.iter().enumerate() {
            let Some(ty) = &variant.ty else { continue };
            let Some(kind) = model.json_kind(ty) else {
                continue;
            };
            let sign = match kind {
                JsonKind::String => 's',
                JsonKind::Number => 'n',
                JsonKind::Boolean => 'b',
                JsonKind::Array => 'a',
                JsonKind::Object => 'o',
            };
            w.line(format!("case '{sign}':"));
            w.indented(|w| {
                w.line(format!("v := new({})", self.variant(at)));
                w.line("*dst = v");
                let read = self.scope.read(ty, self.view, &Place::member("v.Value"));
                w.line(format!("return {read}"));
            });
        }
        w.line("}");
        let expected = string(&kinds_text(&model.kinds_of(self.union)));
        w.line(format!("return r.wrongType({expected})"));
    }

    fn keyed(&self, w: &mut Writer) {
        let keys: Vec<_> = self.union.variants.iter().enumerate().collect();
        let keyed = keys.iter().filter(|(_, variant)| variant.value.is_some());
        let keyed: Vec<_> = keyed.collect();
        let names: Vec<String> = keyed
            .iter()
            .filter_map(|(_, variant)| variant.value.as_ref().map(value))
            .collect();
        w.line(format!(
            "key, ok := r.firstKey(object, {})",
            names.join(", ")
        ));
        w.block("if !ok {", "}", |w| w.line("return false"));
        w.line("switch key {");
        for (position, (at, variant)) in keyed.iter().enumerate() {
            w.line(format!("case {position}:"));
            w.indented(|w| self.read_variant(w, *at, variant, "outer"));
        }
        w.line("}");
        match self.union.absent() {
            Some(at) => self.read_variant(w, at, &self.union.variants[at], "outer"),
            None => self.unlisted(w, "outer", |w| {
                w.line(format!("return r.noKey({}, object)", self.schema_name()));
            }),
        }
    }

    fn tagged(&self, w: &mut Writer, tag: &Tag) {
        let key = string(&tag.key);
        let (function, found, shown) = match tag.base {
            EnumBase::Text => ("textTag", "tag.text", "tag.text"),
            EnumBase::Int => ("intTag", "tag.number", "strconv.FormatInt(tag.number, 10)"),
        };
        w.line(format!("tag, ok := r.{function}(object, {key}, outer)"));
        w.block("if !ok {", "}", |w| w.line("return false"));
        w.block("if !tag.isSet {", "}", |w| match self.union.absent() {
            Some(at) => self.read_variant(w, at, &self.union.variants[at], "&tag.hiddenKey"),
            None => w.line("return r.noTag(&tag.hiddenKey)"),
        });
        w.line(format!("switch {found} {{"));
        for (at, variant) in self.union.variants.iter().enumerate() {
            let Some(one) = &variant.value else { continue };
            w.line(format!("case {}:", value(one)));
            w.indented(|w| self.read_variant(w, at, variant, "&tag.hiddenKey"));
        }
        w.line("}");
        self.unlisted(w, "&tag.hiddenKey", |w| {
            let name = self.schema_name();
            w.line(format!(
                "return r.noVariant({name}, {shown}, &tag.hiddenKey)"
            ));
        });
    }

    /// Writes what becomes of a variant that the schema does not have.
    fn unlisted(&self, w: &mut Writer, hidden: &str, refuse: impl FnOnce(&mut Writer)) {
        let Some(unknown) = self.unknown() else {
            refuse(w);
            return;
        };
        w.line(format!("raw, ok := r.unknownVariant(object, {hidden})"));
        let tag = self.union.tag().map(|tag| match tag.base {
            EnumBase::Text => "Tag: tag.text, ",
            EnumBase::Int => "Tag: tag.number, ",
        });
        let tag = tag.unwrap_or_default();
        w.line(format!("*dst = &{unknown}{{{tag}Raw: raw}}"));
        w.line("return ok");
    }

    fn read_variant(&self, w: &mut Writer, at: usize, variant: &Variant, hidden: &str) {
        let scope = self.scope;
        let refusing = scope.refusing(self.id);
        w.line(format!("v := new({})", self.variant(at)));
        w.line("*dst = v");
        let Some(ty) = &variant.ty else {
            w.line(format!("return r.nothing({hidden}, {refusing})"));
            return;
        };
        if let Some(content) = self.union.content() {
            let mut presets = Vec::new();
            scope.preset(ty, self.view, "v.Value", &mut presets);
            w.lines(presets);
            w.line(format!(
                "return readContent(&v.Value, r, object, {hidden}, {}, {refusing}, {}, {})",
                string(content),
                scope.is_never_empty(ty, self.view),
                scope.reader(ty, self.view),
            ));
            return;
        }
        match scope.model().union_of(ty) {
            Some(inner) => {
                let name = scope.name(inner, self.view);
                w.line(format!(
                    "return read{name}Members(&v.Value, r, object, {hidden})"
                ));
            }
            None => w.line(format!("return v.Value.readMembers(r, object, {hidden})")),
        }
    }
}
