//! Checks of conditions that a file states: each depends on a sibling that is an enum of texts, and
//! names values of that enum.

use crate::enum_texts::EnumTexts;
use crate::model::{Field, Model, TypeDef, When};

/// Messages about the conditions that never hold or that no language can test.
pub(super) fn problems(model: &Model) -> Vec<String> {
    let mut enums = EnumTexts::new(model);
    let mut messages = Vec::new();
    for def in model.types() {
        for (index, field) in def.fields().iter().enumerate() {
            if let Some(when) = &field.when {
                let owner = (def, index, field);
                messages.extend(of_condition(model, &mut enums, owner, when));
            }
        }
    }
    messages
}

fn of_condition(
    model: &Model,
    enums: &mut EnumTexts<'_>,
    (owner, index, field): (&TypeDef, usize, &Field),
    when: &When,
) -> Vec<String> {
    let place = format!("{}.{}", owner.name, field.name);
    let sibling = &owner.fields()[when.field];
    if when.field == index {
        return vec![format!("{place}: field `{}` depends on itself", field.name)];
    }
    let ty = model.type_text(&sibling.ty);
    let Some(texts) = enums.of(&sibling.ty) else {
        return vec![format!(
            "{place}: a condition cannot depend on `{}` of type `{ty}`: expected an enum of texts",
            sibling.name
        )];
    };
    if when.values.is_empty() {
        return vec![format!("{place}: the condition lists no values")];
    }
    let unknown = when
        .values
        .iter()
        .filter(|value| !texts.contains(&***value));
    unknown
        .map(|value| format!("{place}: enum `{ty}` has no value {value:?}"))
        .collect()
}
