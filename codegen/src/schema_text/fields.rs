//! Fields, and what every declaration may have.

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{BoundsDecl, DocsDecl, FieldDecl, WhenDecl};
use tdproto_schema::model::{Deprecated, WireValue};

use super::tables::{Keys, Tables};
use crate::toml_text;

/// Docs and lifecycle.
pub(super) fn docs(docs: &DocsDecl) -> Keys {
    Keys::default()
        .text_if("since", docs.since.as_ref())
        .plain_if("deprecated", docs.deprecated.as_ref().map(deprecated))
        .flag("experimental", docs.experimental)
        .text_if("doc", docs.doc.as_ref())
}

fn deprecated(deprecated: &Deprecated) -> String {
    let Deprecated { note, since } = deprecated;
    match since {
        None if note.is_empty() => "true".to_owned(),
        None => toml_text::basic(note),
        Some(since) => {
            let note = Some(note).filter(|note| !note.is_empty());
            let keys = Keys::default().text("since", since);
            keys.text_if("note", note).inline()
        }
    }
}

/// The lines of a table of fields.
pub(super) fn fields(tables: &mut Tables<'_>, fields: &[FieldDecl]) {
    for field in fields {
        tables.line(&field.name.value, &self::field(field).inline());
    }
}

fn field(field: &FieldDecl) -> Keys {
    let keys = match &field.ty {
        TypeExpr::Constant(constant, _) => Keys::default().plain_if("const", Some(constant)),
        ty @ (TypeExpr::Name(..)
        | TypeExpr::List(..)
        | TypeExpr::Map(..)
        | TypeExpr::Tuple(..)
        | TypeExpr::Nullable(..)) => Keys::default().text("type", ty),
    };
    let default = field.default.as_ref().map(|default| &default.value);
    keys.flag("override", field.overrides)
        .flag("readonly", field.readonly)
        .flag("nullable", field.nullable)
        .flag("omitempty", field.omitempty)
        .flag("optional", field.optional)
        .flag("allow_empty", field.allow_empty)
        .and(bounds(&field.bounds))
        .plain_if("default", default)
        .plain_if("when", field.when.as_ref().map(when))
        .text_if("name", field.code_name.as_ref())
        .and(docs(&field.docs))
}

/// The range of values.
pub(super) fn bounds(bounds: &BoundsDecl) -> Keys {
    let BoundsDecl { min, max } = bounds;
    Keys::default()
        .plain_if("min", min.as_ref().map(|number| number.value))
        .plain_if("max", max.as_ref().map(|number| number.value))
}

fn when(when: &WhenDecl) -> String {
    let values = when.values.iter();
    let values: Vec<_> = values.map(|value| toml_text::basic(&value.value)).collect();
    toml_text::inline([(&when.field.value, format!("[{}]", values.join(", ")))])
}

/// A value on the wire.
pub(super) fn wire(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => toml_text::basic(text),
        WireValue::Int(number) => number.to_string(),
    }
}
