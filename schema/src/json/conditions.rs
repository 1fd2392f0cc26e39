//! Checks of conditions that a file states: each depends on a sibling that is an enum of texts, and
//! names values of that enum.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Field, Model, Type, TypeDef, TypeId, When, WireValue};

/// Messages about the conditions that never hold or that no language can test.
pub(super) fn problems(model: &Model) -> Vec<String> {
    let mut enums = Enums {
        model,
        texts: BTreeMap::new(),
    };
    let mut messages = Vec::new();
    for def in model.types() {
        for (index, field) in def.fields().iter().enumerate() {
            if let Some(when) = &field.when {
                enums.check(def, (index, field), when, &mut messages);
            }
        }
    }
    messages
}

/// The texts of the enums that conditions depend on; `None`: not an enum of texts.
struct Enums<'a> {
    model: &'a Model,
    texts: BTreeMap<TypeId, Option<BTreeSet<&'a str>>>,
}

impl<'a> Enums<'a> {
    fn check(
        &mut self,
        owner: &TypeDef,
        (index, field): (usize, &Field),
        when: &When,
        messages: &mut Vec<String>,
    ) {
        let place = format!("{}.{}", owner.name, field.name);
        let sibling = &owner.fields()[when.field];
        if when.field == index {
            messages.push(format!("{place}: field `{}` depends on itself", field.name));
            return;
        }
        let model = self.model;
        let Some(texts) = self.texts(&sibling.ty) else {
            let ty = model.type_text(&sibling.ty);
            messages.push(format!(
                "{place}: a condition cannot depend on `{}` of type `{ty}`: expected an enum of texts",
                sibling.name
            ));
            return;
        };
        let unknown = when
            .values
            .iter()
            .filter(|value| !texts.contains(&***value));
        messages.extend(unknown.map(|value| {
            let ty = model.type_text(&sibling.ty);
            format!("{place}: enum `{ty}` has no value {value:?}")
        }));
        if when.values.is_empty() {
            messages.push(format!("{place}: the condition lists no values"));
        }
    }

    fn texts(&mut self, ty: &Type) -> Option<&BTreeSet<&'a str>> {
        let Type::Named(id) = self.model.unaliased(ty) else {
            return None;
        };
        let model = self.model;
        let texts = self.texts.entry(*id).or_insert_with(|| {
            let values = model.ty(*id).enumeration()?.values.iter();
            let texts = values.map(|value| match &value.value {
                WireValue::Text(text) => Some(text.as_str()),
                WireValue::Int(_) => None,
            });
            texts.collect()
        });
        texts.as_ref()
    }
}
