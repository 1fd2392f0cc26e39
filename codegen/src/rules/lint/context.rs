//! The input of a rule.

use tdproto_schema::model::{Carrier, Direction, Entity, EventId, Type, TypeDef, TypeId};
use tdproto_schema::{Model, Origins, Schema, Severity, Span, TypeExpr};

use super::LintRule;
use super::parts::{self, NamedPart, OwnField, OwnValue};
use crate::config::{Lint, NameCase, RuleConfig};
use crate::examples::Checked;
use crate::lang::{Backend, REGISTRY};
use crate::load::Examples;
use crate::naming::Case;
use crate::report::Finding;

/// The input of a rule; makes the findings of the rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LintContext<'a> {
    /// The schema, free of errors.
    pub(crate) schema: &'a Schema,
    /// The documented examples of the schema.
    pub(crate) examples: &'a Examples,
    /// The result of the check of the examples; empty if no rule that runs asks for it.
    pub(crate) checked: &'a Checked,
    /// An older version of the schema, if there is one to compare with.
    pub(crate) old: Option<&'a Schema>,
    /// The table `[lint]` of the configuration.
    pub(crate) config: &'a Lint,
    /// The names of the languages that are generated.
    pub(crate) languages: &'a [&'static str],
    /// The rule that is run.
    pub(crate) rule: &'static LintRule,
    /// The severity of its findings.
    pub(crate) severity: Severity,
}

impl<'a> LintContext<'a> {
    /// Returns the model.
    #[must_use]
    pub(crate) fn model(&self) -> &'a Model {
        &self.schema.model
    }

    /// Returns the places where the parts of the schema were written.
    #[must_use]
    pub(crate) fn origins(&self) -> &'a Origins {
        &self.schema.origins
    }

    /// Returns the languages that are generated.
    pub(crate) fn backends(&self) -> impl Iterator<Item = &'static dyn Backend> {
        let all = REGISTRY.iter().copied();
        all.filter(|backend| self.languages.contains(&backend.name()))
    }

    /// Makes a finding of the rule.
    #[must_use]
    pub(crate) fn finding(
        &self,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Finding {
        Finding::new(self.rule.id, self.severity, subject, message)
    }

    /// Returns the setting of the rule in the configuration.
    #[must_use]
    pub(crate) fn options(&self) -> Option<&'a RuleConfig> {
        self.config.rules.get(self.rule.id)
    }

    /// Returns the case of names that the configuration asks for, or that of the rule, with its word.
    #[must_use]
    pub(crate) fn case(&self, of_rule: NameCase) -> (Case, &'static str) {
        let wanted = self.options().and_then(|options| options.case);
        let wanted = wanted.unwrap_or(of_rule);
        (wanted.case(), wanted.name())
    }

    /// Returns true if the configuration allows a name.
    #[must_use]
    pub(crate) fn allows(&self, name: &str) -> bool {
        self.options()
            .is_some_and(|options| options.allow.iter().any(|allowed| allowed.value == name))
    }

    /// Returns every entity.
    pub(crate) fn entities(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef, &'a Entity)> {
        let types = self.schema.model.types_with_ids();
        types.filter_map(|(id, def)| Some((id, def, def.entity()?)))
    }

    /// Returns every field once, where it is declared.
    pub(crate) fn own_fields(&self) -> impl Iterator<Item = OwnField<'a>> {
        parts::own_fields(self.schema)
    }

    /// Returns every value of every enum.
    pub(crate) fn values(&self) -> impl Iterator<Item = OwnValue<'a>> {
        parts::values(self.schema)
    }

    /// Returns every type, field, value, variant and event.
    pub(crate) fn parts(&self) -> impl Iterator<Item = NamedPart<'a>> {
        parts::parts(self.schema)
    }

    /// Returns the part whose name was written at a place, as findings name it.
    #[must_use]
    pub(crate) fn part_at(&self, span: Span) -> Option<String> {
        let mut parts = self.parts();
        parts
            .find(|part| part.span == span)
            .map(|part| part.subject())
    }

    /// Returns the place of a field's key.
    #[must_use]
    pub(crate) fn field_span(&self, field: &OwnField<'_>) -> Span {
        self.origins().field_name(field.id, field.index)
    }

    /// Returns the place of a field's type.
    #[must_use]
    pub(crate) fn type_span(&self, field: &OwnField<'_>) -> Span {
        let origin = self.origins().field(field.id, field.index);
        origin.map_or(Span::NONE, |origin| origin.ty.span())
    }

    /// Returns the place of a value's short name.
    #[must_use]
    pub(crate) fn value_span(&self, value: &OwnValue<'_>) -> Span {
        self.origins().value_name(value.id, value.index)
    }

    /// Returns the place of an event's name.
    #[must_use]
    pub(crate) fn event_span(&self, id: EventId) -> Span {
        let origin = self.origins().event(id);
        origin.map_or(Span::NONE, |origin| origin.name)
    }

    /// Returns the values that frames carry besides events: fields, ids and errors of kinds.
    pub(crate) fn frame_values(&self) -> impl Iterator<Item = (Carrier, &'a Type)> {
        let carriers = self.schema.model.carriers();
        carriers.filter(|(carrier, _)| carrier.event().is_none())
    }

    /// Returns the place of the type of a value that frames carry.
    #[must_use]
    pub(crate) fn carrier_span(&self, carrier: Carrier) -> Span {
        let origins = self.origins();
        let of_event = |id: EventId, ty: Option<&TypeExpr>| {
            ty.map_or_else(|| self.event_span(id), TypeExpr::span)
        };
        match carrier {
            Carrier::Params(id) => of_event(id, origins.event(id).and_then(|o| o.params.as_ref())),
            Carrier::Reply(id) => of_event(id, origins.event(id).and_then(|o| o.reply.as_ref())),
            Carrier::Error(id) => of_event(id, origins.event(id).and_then(|o| o.error.as_ref())),
            Carrier::Field(id, at) => {
                let field = origins.frame(id).and_then(|frame| frame.fields.get(at));
                field.map_or(Span::NONE, |field| field.ty.span())
            }
            Carrier::Id(id) | Carrier::FrameError(id) => {
                origins.frame(id).map_or(Span::NONE, |frame| frame.shape)
            }
        }
    }

    /// Marks the types that the frames of a direction lead to, by position.
    #[must_use]
    pub(crate) fn reached_by(&self, direction: Direction) -> Vec<bool> {
        let model = self.model();
        let mut reached = vec![false; model.types().len()];
        let carried = model.carriers_of(direction);
        let carried = carried.flat_map(|(_, ty)| ty.named());
        let roots = model.sent_outside_events(direction);
        let mut waiting: Vec<TypeId> = carried.chain(roots).collect();
        while let Some(id) = waiting.pop() {
            if std::mem::replace(&mut reached[id.index()], true) {
                continue;
            }
            waiting.extend(model.ty(id).parts().flat_map(Type::named));
        }
        reached
    }
}
