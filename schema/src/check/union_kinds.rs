//! Unions by kind: each variant must be of a kind of JSON of its own.

use std::collections::BTreeMap;

use crate::model::{JsonKind, Type, TypeId, Union, Variant};
use crate::{Code, Diagnostic, Model, Origins, Sink};

/// Reports variants that have several kinds or may be null, and kinds that two variants have.
pub(super) fn check(
    model: &Model,
    origins: &Origins,
    sink: &mut Sink,
    (id, union): (TypeId, &Union),
) {
    let name = &model.ty(id).name;
    let mut seen: BTreeMap<JsonKind, usize> = BTreeMap::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(ty) = &variant.ty else { continue };
        let place = origins.variant_type(id, index);
        let Some(kind) = model.json_kind(ty) else {
            let found = several(model, name, variant, ty);
            sink.push(found.at(place, "expected a type of a single kind of JSON"));
            continue;
        };
        if let Some(first) = seen.insert(kind, index) {
            let message = format!("union `{name}` has two variants that are {}", kind.phrase());
            let found = Diagnostic::error(Code::UnionValueDuplicate, message)
                .at(place, format!("{} on the wire", kind.phrase()))
                .at(origins.variant_type(id, first), "as this one")
                .help("make the two one variant, or use a `tag`");
            sink.push(found);
        }
    }
}

/// The error about a variant that has no single kind.
fn several(model: &Model, name: &str, variant: &Variant, ty: &Type) -> Diagnostic {
    let text = model.type_text(ty);
    let is_union = model.union_of(ty).is_some();
    let reason = match is_union {
        true => "which is a union by kind, too",
        false if *ty == Type::Null => "and a variant is never null",
        false => "which may be null",
    };
    let message = format!(
        "variant `{}` of union `{name}` is `{text}`, {reason}",
        variant.name
    );
    let help = match is_union {
        true => format!("list the variants of `{text}` here"),
        false => "make the field of the union `nullable`".to_owned(),
    };
    Diagnostic::error(Code::UnionVariant, message).help(help)
}
