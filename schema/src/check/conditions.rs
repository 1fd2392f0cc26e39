//! Conditions of fields: each depends on a sibling that is an enum of texts, and names values of
//! that enum.

use super::enum_texts::EnumTexts;
use crate::model::{Field, TypeDef, TypeId, When};
use crate::suggest::Suggestions;
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports conditions that never hold, and those that no language can test.
pub(super) fn check_conditions(model: &Model, origins: &Origins, sink: &mut Sink) {
    let mut conditions = Conditions {
        model,
        origins,
        enums: EnumTexts::new(model),
        suggestions: Suggestions::default(),
        sink,
    };
    for (id, def) in model.types_with_ids() {
        for (index, field) in def.fields().iter().enumerate() {
            let Some(when) = &field.when else {
                continue;
            };
            // In files, an included field is checked where it was declared, not in every includer.
            if field.included_from.is_none() || origins.ty(id).is_none() {
                conditions.check(id, def, (index, field), when);
            }
        }
    }
}

struct Conditions<'a, 's> {
    model: &'a Model,
    origins: &'a Origins,
    enums: EnumTexts<'a>,
    suggestions: Suggestions,
    sink: &'s mut Sink,
}

impl Conditions<'_, '_> {
    fn check(&mut self, id: TypeId, def: &TypeDef, (index, field): (usize, &Field), when: &When) {
        // Texts are made for what is reported only: nearly all conditions are valid.
        let owner = || format!("{}.{}", def.name, field.name);
        let declared = self.origins.field(id, index);
        let declared = declared.and_then(|origin| origin.when.as_ref());
        let at_sibling = declared.map_or(Span::NONE, |decl| decl.field.span);
        if when.field == index {
            let message = format!("`{}` depends on itself", owner());
            let found = Diagnostic::error(Code::WhenUnknownField, message);
            self.sink.push(found.at(at_sibling, "expected a sibling"));
            return;
        }
        let sibling = &def.fields()[when.field];
        let model = self.model;
        let ty = || model.type_text(&sibling.ty);
        let Some(texts) = self.enums.of(&sibling.ty) else {
            let message = format!(
                "the condition of `{}` depends on `{}`, but `{}` is not an enum of texts",
                owner(),
                sibling.name,
                ty()
            );
            let found = Diagnostic::error(Code::WhenNotEnum, message);
            self.sink.push(found.at(at_sibling, "expected an enum"));
            return;
        };
        if when.values.is_empty() {
            let message = format!("the condition of `{}` lists no values", owner());
            let found = Diagnostic::error(Code::ValueInvalid, message);
            self.sink
                .push(found.at(at_sibling, "expected values of it"));
        }
        for (at, value) in when.values.iter().enumerate() {
            if texts.contains(value.as_str()) {
                continue;
            }
            let message = format!(
                "`{}` depends on {value:?}, which enum `{}` does not have",
                owner(),
                ty()
            );
            let span = declared.and_then(|decl| decl.values.get(at));
            let help = self.suggestions.did_you_mean(value, texts.iter().copied());
            let found = Diagnostic::error(Code::WhenUnknownValue, message)
                .at(span.map_or(Span::NONE, |value| value.span), "no such value")
                .help_if(help);
            self.sink.push(found);
        }
    }
}
