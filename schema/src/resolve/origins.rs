//! The places of the parts of a model.

use crate::decl::WhenDecl;
use crate::model::{EventId, FrameId, TypeId};
use crate::{Span, TypeExpr};

/// The places of a model's parts, by the same positions as in the model. Empty for a model that
/// did not come from files.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    pub(crate) protocol: Option<Span>,
    pub(crate) types: Vec<TypeOrigin>,
    pub(crate) frames: Vec<FrameOrigin>,
    pub(crate) events: Vec<EventOrigin>,
    pub(crate) tombstones: Vec<Span>,
}

impl Origins {
    /// The place of the `[protocol]` table.
    #[must_use]
    pub fn protocol(&self) -> Span {
        self.protocol.unwrap_or(Span::NONE)
    }

    /// The places of a type's parts.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Option<&TypeOrigin> {
        self.types.get(id.index())
    }

    /// The place of a type's name.
    #[must_use]
    pub fn type_name(&self, id: TypeId) -> Span {
        self.ty(id).map_or(Span::NONE, |origin| origin.name)
    }

    /// The places of a field's parts.
    #[must_use]
    pub fn field(&self, id: TypeId, index: usize) -> Option<&FieldOrigin> {
        self.ty(id)?.fields.get(index)
    }

    /// The place of a field's name.
    #[must_use]
    pub fn field_name(&self, id: TypeId, index: usize) -> Span {
        self.field(id, index)
            .map_or(Span::NONE, |origin| origin.name)
    }

    /// The places of an enum value's parts.
    #[must_use]
    pub fn value(&self, id: TypeId, index: usize) -> Option<&ValueOrigin> {
        self.ty(id)?.values.get(index)
    }

    /// The place of an enum value's short name.
    #[must_use]
    pub fn value_name(&self, id: TypeId, index: usize) -> Span {
        self.value(id, index)
            .map_or(Span::NONE, |origin| origin.name)
    }

    /// The place of an enum value's text or number on the wire, or of its short name if it has no
    /// other.
    #[must_use]
    pub fn wire_value(&self, id: TypeId, index: usize) -> Span {
        self.value(id, index)
            .map_or(Span::NONE, |origin| origin.value)
    }

    /// The places of a variant's parts.
    #[must_use]
    pub fn variant(&self, id: TypeId, index: usize) -> Option<&VariantOrigin> {
        self.ty(id)?.variants.get(index)
    }

    /// The place of a variant's short name.
    #[must_use]
    pub fn variant_name(&self, id: TypeId, index: usize) -> Span {
        self.variant(id, index)
            .map_or(Span::NONE, |origin| origin.name)
    }

    /// The place of a variant's type, or of its short name if it has none.
    #[must_use]
    pub fn variant_type(&self, id: TypeId, index: usize) -> Span {
        self.variant(id, index).map_or(Span::NONE, |origin| {
            origin.ty.as_ref().map_or(origin.name, TypeExpr::span)
        })
    }

    /// The place of a tombstone, by its position in [`Model::removed`](crate::Model::removed).
    #[must_use]
    pub fn tombstone(&self, index: usize) -> Span {
        self.tombstones.get(index).copied().unwrap_or(Span::NONE)
    }

    /// The places of the parts of a kind of frame.
    #[must_use]
    pub fn frame(&self, id: FrameId) -> Option<&FrameOrigin> {
        self.frames.get(id.index())
    }

    /// The place of an event's name.
    #[must_use]
    pub fn event_name(&self, id: EventId) -> Span {
        self.event(id).map_or(Span::NONE, |origin| origin.name)
    }

    /// The places of an event's parts.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&EventOrigin> {
        self.events.get(id.index())
    }
}

/// The places of a type's parts.
#[derive(Debug, Clone)]
pub struct TypeOrigin {
    /// The name.
    pub name: Span,
    /// The includes.
    pub includes: Vec<Span>,
    /// True if an include is not known, which is reported: its fields are missing.
    pub(crate) lacks_include: bool,
    /// The fields, the included ones too: at the place where they were declared.
    pub fields: Vec<FieldOrigin>,
    /// The enum values.
    pub values: Vec<ValueOrigin>,
    /// The variants of a union.
    pub variants: Vec<VariantOrigin>,
    /// The tag of a union.
    pub tag: Option<Span>,
    /// The type that an alias stands for.
    pub ty: Option<TypeExpr>,
    /// The constraints of a scalar.
    pub constraints: ConstraintsOrigin,
}

/// The places of constraints.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConstraintsOrigin {
    /// The least that is allowed.
    pub min: Option<Span>,
    /// The most that is allowed.
    pub max: Option<Span>,
    /// The regular expression.
    pub pattern: Option<Span>,
    /// The format.
    pub format: Option<Span>,
}

impl TypeOrigin {
    pub(crate) fn new(name: Span) -> Self {
        Self {
            name,
            includes: Vec::new(),
            lacks_include: false,
            fields: Vec::new(),
            values: Vec::new(),
            variants: Vec::new(),
            tag: None,
            ty: None,
            constraints: ConstraintsOrigin::default(),
        }
    }
}

/// The places of a field's parts.
#[derive(Debug, Clone)]
pub struct FieldOrigin {
    /// The key.
    pub name: Span,
    /// The type.
    pub ty: TypeExpr,
    /// True if `override` is written.
    pub overrides: bool,
    /// True if `nullable` is written. An entity that is left out is read as if it were.
    pub nullable: bool,
    /// The range.
    pub bounds: ConstraintsOrigin,
    /// The default.
    pub default: Option<Span>,
    /// The condition.
    pub when: Option<WhenDecl>,
}

/// The places of an enum value's parts.
#[derive(Debug, Clone, Copy)]
pub struct ValueOrigin {
    /// The short name.
    pub name: Span,
    /// The value on the wire; the short name, where nothing else is written.
    pub value: Span,
}

/// The places of a variant's parts.
#[derive(Debug, Clone)]
pub struct VariantOrigin {
    /// The short name.
    pub name: Span,
    /// The value of the tag; the short name, where nothing else is written.
    pub value: Span,
    /// The type, if it has one.
    pub ty: Option<TypeExpr>,
}

/// The places of the parts of a kind of frame.
#[derive(Debug, Clone)]
pub struct FrameOrigin {
    /// The name.
    pub name: Span,
    /// The shape.
    pub shape: Span,
    /// The fields, the included ones too: at the place where they were declared.
    pub fields: Vec<FieldOrigin>,
}

impl FrameOrigin {
    /// Returns true if the kind has a shape. One without is an error, and has no places to check.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        self.shape != self.name
    }
}

/// The places of an event's parts.
#[derive(Debug, Clone)]
pub struct EventOrigin {
    /// The name.
    pub name: Span,
    /// The type of the params.
    pub params: Option<TypeExpr>,
    /// The type of the result of the reply.
    pub reply: Option<TypeExpr>,
    /// The type of the error of the reply.
    pub error: Option<TypeExpr>,
    /// The flag by which the params may be missing or null; [`Span::NONE`] without one.
    pub params_flag: Span,
    /// The flag by which the result may be missing or null; [`Span::NONE`] without one.
    pub reply_flag: Span,
}
