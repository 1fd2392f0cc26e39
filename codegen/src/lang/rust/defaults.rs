//! Constants of the defaults of fields.

use tdproto_schema::model::{
    DefaultValue, Field, JsonScalar, Number, Scalar, Type, TypeKind, WireValue,
};

use super::borrow::RustInput;
use super::types::scalar;
use crate::text::Writer;
use crate::views::View;

/// Writes the constants of an entity: `members` are its fields with the names of the members.
pub(super) fn entity<'m>(
    w: &mut Writer,
    input: &RustInput<'_>,
    name: &str,
    members: impl Iterator<Item = (&'m Field, &'m str)>,
) {
    let constants: Vec<String> = members
        .filter_map(|(field, member)| {
            let (ty, value) = constant(input, field)?;
            let name = member.trim_start_matches("r#").to_uppercase();
            Some(format!("{:?} DEFAULT_{name}: {ty} = {value};", field.name))
        })
        .collect();
    if constants.is_empty() {
        return;
    }
    w.blank();
    w.block(format_args!("defaults! {{"), "}", |w| {
        w.line(format_args!("{name};"));
        w.lines(constants);
    });
}

/// The type and the value of the constant; lists and maps have none.
fn constant(input: &RustInput<'_>, field: &Field) -> Option<(String, String)> {
    let model = input.model;
    let default = field.default.as_ref()?;
    if let Type::Named(id) = model.unaliased(&field.ty)
        && let TypeKind::Enum(listing) = &model.ty(*id).kind
        && !input
            .options
            .rust
            .extern_types
            .contains_key(&model.ty(*id).name)
    {
        let is_default = |value: &WireValue| match (value, default) {
            (WireValue::Text(value), DefaultValue::Text(text)) => value == text,
            (WireValue::Int(value), DefaultValue::Number(Number::Int(number))) => value == number,
            (
                WireValue::Text(_) | WireValue::Int(_),
                DefaultValue::Text(_)
                | DefaultValue::Number(_)
                | DefaultValue::Bool(_)
                | DefaultValue::EmptyList
                | DefaultValue::EmptyMap,
            ) => false,
        };
        let at = listing
            .values
            .iter()
            .position(|known| is_default(&known.value));
        if let Some(at) = at {
            let name = input.names.ty(*id);
            return Some((
                input.with_lifetime(*id, View::Whole, "'static"),
                format!("{name}::{}", input.names.value(*id, at)),
            ));
        }
    }
    let base = model.wire_scalar(&field.ty);
    match default {
        DefaultValue::Text(text) => Some(("&'static str".to_owned(), format!("{text:?}"))),
        DefaultValue::Bool(is_true) => Some(("bool".to_owned(), is_true.to_string())),
        DefaultValue::Number(number) => Some(match (base, base.map(Scalar::json)) {
            (Some(base), Some(JsonScalar::Integer { .. })) => {
                (scalar(base).to_owned(), number.to_string())
            }
            (Some(base), Some(JsonScalar::Number)) => {
                (scalar(base).to_owned(), format!("{:?}", number.as_f64()))
            }
            (_, Some(_) | None) => ("f64".to_owned(), format!("{:?}", number.as_f64())),
        }),
        DefaultValue::EmptyList | DefaultValue::EmptyMap => None,
    }
}
