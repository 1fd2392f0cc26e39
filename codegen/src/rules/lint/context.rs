//! What a rule judges by.

use tdproto_schema::model::{Entity, EventId, Field, TypeDef, TypeId, TypeKind};
use tdproto_schema::{Model, Origins, Schema, Severity, SourceMap, Span};

use super::Rule;
use crate::config::Lint;
use crate::load::Examples;
use crate::report::Finding;

/// What a rule judges by, and how it makes its findings.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The schema, free of errors.
    pub schema: &'a Schema,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// Its documented examples.
    pub examples: &'a Examples,
    /// `[lint]` of the configuration.
    pub config: &'a Lint,
    /// The rule that is run.
    pub rule: &'static Rule,
    /// How bad its findings are.
    pub severity: Severity,
}

/// A field where it is declared.
#[derive(Debug, Clone, Copy)]
pub struct OwnField<'a> {
    /// The entity.
    pub id: TypeId,
    /// Its declaration.
    pub owner: &'a TypeDef,
    /// Its position in the entity.
    pub index: usize,
    /// The field.
    pub field: &'a Field,
}

impl OwnField<'_> {
    /// What findings call it: `Message.text`.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}.{}", self.owner.name, self.field.name)
    }
}

impl<'a> Context<'a> {
    /// The model.
    #[must_use]
    pub fn model(&self) -> &'a Model {
        &self.schema.model
    }

    /// Where its parts were written.
    #[must_use]
    pub fn origins(&self) -> &'a Origins {
        &self.schema.origins
    }

    /// A finding of the rule.
    #[must_use]
    pub fn finding(&self, subject: impl Into<String>, message: impl Into<String>) -> Finding {
        Finding::new(self.rule.id, self.severity, subject, message)
    }

    /// Whether the configuration lets a name pass.
    #[must_use]
    pub fn allows(&self, name: &str) -> bool {
        let config = self.config.rules.get(self.rule.id);
        config.is_some_and(|config| config.allow.iter().any(|allowed| allowed.value == name))
    }

    /// Every entity.
    pub fn entities(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef, &'a Entity)> {
        let types = self.schema.model.types_with_ids();
        types.filter_map(|(id, def)| match &def.kind {
            TypeKind::Entity(entity) => Some((id, def, entity)),
            TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
        })
    }

    /// Every field once, where it is declared; included ones belong to their own entity.
    pub fn own_fields(&self) -> impl Iterator<Item = OwnField<'a>> {
        self.entities().flat_map(|(id, owner, entity)| {
            let fields = entity.fields.iter().enumerate();
            let own = fields.filter(|(_, field)| field.included_from.is_none());
            own.map(move |(index, field)| OwnField {
                id,
                owner,
                index,
                field,
            })
        })
    }

    /// Where a field's key was written.
    #[must_use]
    pub fn field_span(&self, field: &OwnField<'_>) -> Span {
        self.schema.origins.field_name(field.id, field.index)
    }

    /// Where a field's type was written; its key, if that is not known.
    #[must_use]
    pub fn type_span(&self, field: &OwnField<'_>) -> Span {
        let origin = self.schema.origins.field(field.id, field.index);
        origin.map_or(Span::NONE, |origin| origin.ty.span())
    }

    /// Where an event's name was written.
    #[must_use]
    pub fn event_span(&self, id: EventId) -> Span {
        let origin = self.schema.origins.event(id);
        origin.map_or(Span::NONE, |origin| origin.name)
    }
}
