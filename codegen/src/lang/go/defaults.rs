//! Constants of the defaults of fields.

use tdproto_schema::model::{DefaultValue, Entity, Scalar, TypeId};

use super::layout::{Row, rows};
use super::literal::string;
use super::naming;
use super::scope::Scope;
use crate::text::Writer;
use crate::views::View;

/// Writes the defaults of an entity, if it has some.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, id: TypeId, entity: &Entity) {
    let name = scope.names.ty(id);
    let fields = entity.fields.iter().enumerate();
    let lines: Vec<Row> = fields
        .filter_map(|(at, field)| {
            let value = match field.default.as_ref()? {
                DefaultValue::Text(text) => string(text),
                DefaultValue::Number(number) => number.to_string(),
                DefaultValue::Bool(is_true) => is_true.to_string(),
                // There are no constants of such types.
                DefaultValue::EmptyList | DefaultValue::EmptyMap => return None,
            };
            let ty = match scope.model().wire_scalar(&field.ty) {
                Some(Scalar::Bytes) | None => String::new(),
                Some(_) => scope.ty(&field.ty, View::Whole),
            };
            Some(Row {
                comment: Vec::new(),
                cells: vec![
                    naming::default(name, scope.names.field(id, at)),
                    ty,
                    format!("= {value}"),
                ],
            })
        })
        .collect();
    if lines.is_empty() {
        return;
    }
    w.blank();
    w.line(format!(
        "// The defaults of fields of [{name}]. Decoders do not fill them in."
    ));
    w.block("const (", ")", |w| rows(w, &lines));
}
