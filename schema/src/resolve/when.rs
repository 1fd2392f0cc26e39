//! Resolves the conditions of conditional fields: the sibling becomes a position.

use std::collections::BTreeMap;

use super::TypeOrigin;
use crate::decl::WhenDecl;
use crate::model::{Model, When};
use crate::suggest::Suggestions;
use crate::{Code, Diagnostic, Sink};

pub(super) fn resolve(
    model: &mut Model,
    origins: &[TypeOrigin],
    suggestions: &mut Suggestions,
    sink: &mut Sink,
) {
    for (def, origin) in model.types.iter_mut().zip(origins) {
        let Some(entity) = def.entity_mut() else {
            continue;
        };
        let origins = &origin.fields;
        if origins.iter().all(|origin| origin.when.is_none()) {
            continue;
        }
        let names = entity.fields.iter().map(|field| field.name.clone());
        let siblings: BTreeMap<String, usize> = names.zip(0..).collect();
        for (field, origin) in entity.fields.iter_mut().zip(origins) {
            let Some(decl) = &origin.when else {
                continue;
            };
            field.when = siblings.get(&decl.field.value).map(|index| When {
                field: *index,
                values: decl
                    .values
                    .iter()
                    .map(|value| value.value.clone())
                    .collect(),
            });
            // An included field is checked where it was declared, not in every includer again.
            if field.when.is_none() && field.included_from.is_none() {
                sink.push(unknown(decl, &siblings, suggestions));
            }
        }
    }
}

fn unknown(
    decl: &WhenDecl,
    siblings: &BTreeMap<String, usize>,
    suggestions: &mut Suggestions,
) -> Diagnostic {
    let sibling = &decl.field;
    let message = format!("no field `{}` in this entity", sibling.value);
    let names = siblings.keys().map(String::as_str);
    let help = suggestions.did_you_mean(&sibling.value, names);
    Diagnostic::error(Code::WhenUnknownField, message)
        .at(sibling.span, "no such sibling")
        .help_if(help)
}
