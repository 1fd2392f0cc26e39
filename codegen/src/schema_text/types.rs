//! Declared types.

use tdproto_schema::decl::{
    ConstraintsDecl, EnumValueDecl, FormDecl, PrefixDecl, TombstoneDecl, TypeBody, TypeDecl,
    VariantDecl,
};
use tdproto_schema::model::{EnumBase, WireValue};

use super::fields::{bounds, docs, fields, wire};
use super::removed;
use super::tables::{Keys, Tables};

/// A type, with what was removed from it.
pub(super) fn declared(tables: &mut Tables<'_>, def: &TypeDecl, gone: &[TombstoneDecl]) {
    let name = def.name.value.as_str();
    let kind = kind(&def.body);
    tables.table(&[kind, name]);
    tables.keys(&docs(&def.docs).and(body(&def.body)));
    match &def.body {
        TypeBody::Entity { fields: own, .. } => {
            if !own.is_empty() {
                tables.table(&[kind, name, "fields"]);
                fields(tables, own);
            }
            removed::of_entity(tables, name, gone);
        }
        TypeBody::Enum { values, .. } => {
            tables.table(&[kind, name, "values"]);
            for value in values {
                tables.line(&value.name.value, &self::value(value).inline());
            }
            removed::of_enum(tables, name, gone);
        }
        TypeBody::Union { variants, form, .. } => {
            tables.table(&[kind, name, "variants"]);
            for variant in variants {
                let keys = self::variant(variant, form);
                tables.line(&variant.name.value, &keys.inline());
            }
        }
        TypeBody::Scalar { prefixes, .. } => {
            if !prefixes.is_empty() {
                tables.table(&[kind, name, "prefixes"]);
            }
            for PrefixDecl { text, name, doc } in prefixes {
                let keys = Keys::default().text("name", &name.value);
                tables.line(&text.value, &keys.text_if("doc", doc.as_ref()).inline());
            }
        }
        TypeBody::Alias { .. } => {}
    }
}

/// The table of a kind of types.
fn kind(body: &TypeBody) -> &'static str {
    match body {
        TypeBody::Entity { .. } => "entity",
        TypeBody::Enum { .. } => "enum",
        TypeBody::Union { .. } => "union",
        TypeBody::Scalar { .. } => "scalar",
        TypeBody::Alias { .. } => "alias",
    }
}

/// The keys of a type beside those of all declarations.
fn body(body: &TypeBody) -> Keys {
    let keys = Keys::default();
    let closed = |open: bool| (!open).then_some(false);
    let texts = |base: EnumBase| match base {
        EnumBase::Text => None,
        EnumBase::Int => Some("int"),
    };
    match body {
        TypeBody::Entity {
            direction,
            includes,
            fields: _,
        } => {
            let direction = direction.map(|direction| direction.name());
            let includes = includes.iter().map(|name| name.value.as_str());
            keys.text_if("direction", direction)
                .texts("includes", includes)
        }
        TypeBody::Enum {
            base,
            open,
            empty,
            values: _,
        } => keys
            .text_if("base", texts(*base))
            .plain_if("open", closed(*open))
            .text_if("empty", empty.as_ref().map(|name| &name.value)),
        TypeBody::Union {
            direction,
            form,
            open,
            variants: _,
        } => {
            let keys = keys.text_if("direction", direction.map(|side| side.name()));
            let open = closed(*open);
            match form {
                FormDecl::Tag { tag, base, content } => keys
                    .text_if("tag", tag.as_ref().map(|key| &key.value))
                    .text_if("content", content.as_ref().map(|key| &key.value))
                    .text_if("base", texts(*base))
                    .plain_if("open", open),
                FormDecl::Key => keys.text("form", "key").plain_if("open", open),
                // It is closed in any case.
                FormDecl::Kind => keys.text("form", "kind"),
            }
        }
        TypeBody::Scalar {
            base,
            allow_empty,
            constraints:
                ConstraintsDecl {
                    bounds: range,
                    pattern,
                    format,
                },
            prefixes: _,
        } => {
            let keys = keys.text("base", base.name());
            keys.flag("allow_empty", *allow_empty)
                .and(bounds(range))
                .text_if("pattern", pattern.as_ref().map(|pattern| &pattern.value))
                .text_if("format", format.map(|format| format.value.name()))
        }
        TypeBody::Alias { ty } => keys.text("type", ty),
    }
}

fn value(value: &EnumValueDecl) -> Keys {
    let is_own = matches!(&value.value.value, WireValue::Text(text) if *text == value.name.value);
    let wire = (!is_own).then(|| wire(&value.value.value));
    Keys::default()
        .plain_if("value", wire)
        .and(docs(&value.docs))
}

fn variant(variant: &VariantDecl, form: &FormDecl) -> Keys {
    let name = &variant.name.value;
    let value = variant.value.as_ref().map(|value| &value.value);
    let is_own = matches!(value, Some(WireValue::Text(text)) if text == name);
    let is_absent = match form {
        FormDecl::Tag { .. } | FormDecl::Key => value.is_none(),
        FormDecl::Kind => false,
    };
    Keys::default()
        .plain_if("value", value.filter(|_| !is_own).map(wire))
        .text_if("type", variant.ty.as_ref())
        .flag("absent", is_absent)
        .and(docs(&variant.docs))
}
