//! Constants of the defaults of fields.

use tdproto_schema::model::{DefaultValue, Entity, Field, Number, Scalar, TypeId};

use super::docs::Doc;
use super::literal::string;
use super::naming::{self, has_some};
use super::tables::property;
use super::types::Scope;
use crate::options::Int64;
use crate::text::Writer;

/// Writes the defaults of an entity, if it has some.
pub(super) fn entity(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity) {
    if !has_some(entity) {
        return;
    }
    let name = scope.input.names.ty(id);
    w.blank();
    Doc::default()
        .safe(format!(
            "The defaults of fields of {{@link {name}}}. Decoders do not fill them in."
        ))
        .write(w);
    let open = format!("export const {} = {{", naming::defaults(name));
    w.block(open, "} as const;", |w| {
        for field in &entity.fields {
            if let Some(default) = &field.default {
                let value = value(scope, field, default);
                w.line(format!("{}: {value},", property(&field.name)));
            }
        }
    });
}

fn value(scope: &Scope<'_>, field: &Field, default: &DefaultValue) -> String {
    let is_wide = match scope.input.model.wire_scalar(&field.ty) {
        Some(Scalar::Int64 | Scalar::Uint64) => true,
        Some(_) | None => false,
    };
    match (default, scope.input.options.typescript.int64) {
        (DefaultValue::Text(text), _) => string(text),
        (DefaultValue::Number(Number::Int(number)), Int64::Bigint) if is_wide => {
            format!("{number}n")
        }
        (DefaultValue::Number(Number::Int(number)), Int64::String) if is_wide => {
            format!("\"{number}\"")
        }
        (
            DefaultValue::Number(_)
            | DefaultValue::Bool(_)
            | DefaultValue::EmptyList
            | DefaultValue::EmptyMap,
            _,
        ) => default.to_string(),
    }
}
