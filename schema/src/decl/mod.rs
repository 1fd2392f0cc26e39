//! Declarations as written: names are text, every part knows its span, nothing is looked up yet.

mod frames;
use crate::model::{
    Constant, DefaultValue, Deprecated, Direction, EnumBase, Number, Scalar, Sender, TextFormat,
    WireValue,
};
use crate::{Span, TypeExpr};
pub use frames::{FrameDecl, PartDecl};

/// A value with the place it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// A value that did not come from a file.
    pub fn unplaced(value: T) -> Self {
        Self {
            value,
            span: Span::NONE,
        }
    }
}

/// Everything declared in one file, or in all of them.
#[derive(Debug, Clone, Default)]
pub struct Decls {
    /// The `[protocol]` tables; more than one is an error.
    pub protocols: Vec<ProtocolDecl>,
    /// Kinds of frames.
    pub frames: Vec<FrameDecl>,
    /// The `[topic]` tables, one of a file at the most.
    pub topics: Vec<TopicDecl>,
    /// Entities, enums, unions, scalars and aliases.
    pub types: Vec<TypeDecl>,
    /// Events.
    pub events: Vec<EventDecl>,
    /// The removed parts of the protocol.
    pub removed: Vec<TombstoneDecl>,
}

impl Decls {
    /// Adds the declarations of another file.
    pub fn append(&mut self, mut other: Self) {
        self.protocols.append(&mut other.protocols);
        self.frames.append(&mut other.frames);
        self.topics.append(&mut other.topics);
        self.types.append(&mut other.types);
        self.events.append(&mut other.events);
        self.removed.append(&mut other.removed);
    }
}

/// The `[protocol]` table.
#[derive(Debug, Clone)]
pub struct ProtocolDecl {
    /// The place of the table.
    pub span: Span,
    /// The name.
    pub name: Option<String>,
    /// The name for people.
    pub title: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// The description.
    pub doc: Option<String>,
    /// The licence of the protocol, an SPDX expression.
    pub license: Option<String>,
    /// The URL of a page about the protocol.
    pub url: Option<String>,
    /// The servers that speak the protocol, in order.
    pub servers: Vec<ServerDecl>,
    /// True if `""` may mean no date and time.
    pub allow_empty: bool,
    /// The place of `[protocol.envelope]`, if it is written.
    pub envelope_span: Option<Span>,
    /// The keys of a frame, where they differ from the usual ones.
    pub envelope: EnvelopeDecl,
    /// Texts that examples hold in place of a value, and the type of that value.
    pub placeholders: Vec<(Spanned<String>, TypeExpr)>,
}

impl ProtocolDecl {
    /// A protocol of which only the name is known.
    #[must_use]
    pub fn new(name: String) -> Self {
        Self {
            span: Span::NONE,
            name: Some(name),
            title: None,
            version: None,
            doc: None,
            license: None,
            url: None,
            servers: Vec::new(),
            allow_empty: false,
            envelope_span: None,
            envelope: EnvelopeDecl::default(),
            placeholders: Vec::new(),
        }
    }
}

/// A server that speaks the protocol.
#[derive(Debug, Clone)]
pub struct ServerDecl {
    /// The name.
    pub name: Spanned<String>,
    /// The URL to connect to.
    pub url: String,
    /// The description.
    pub doc: Option<String>,
}

/// The `[topic]` table of a file. Its lifecycle has already reached the declarations of the file.
#[derive(Debug, Clone)]
pub struct TopicDecl {
    /// The topic, with the place of the table.
    pub name: Spanned<String>,
    /// The name for people.
    pub title: Option<String>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// The `[protocol.envelope]` table.
#[derive(Debug, Clone, Default)]
pub struct EnvelopeDecl {
    /// Key of the event's name.
    pub event: Option<String>,
    /// Key of the id that is to be confirmed; the empty text: frames have no ids.
    pub id: Option<String>,
    /// Key of the event's params.
    pub params: Option<String>,
    /// The events that confirm a frame by its id.
    pub confirms: Vec<Spanned<String>>,
}

/// The documentation that every declaration may have.
#[derive(Debug, Clone, Default)]
pub struct DocsDecl {
    /// The description.
    pub doc: Option<String>,
    /// The first version that has it.
    pub since: Option<String>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// True if it may still change.
    pub experimental: bool,
}

/// A declared type.
#[derive(Debug, Clone)]
pub struct TypeDecl {
    /// The name.
    pub name: Spanned<String>,
    /// The file it is in.
    pub topic: String,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
    /// The kind of the type, with its content.
    pub body: TypeBody,
}

/// The five kinds of declared types.
#[derive(Debug, Clone)]
pub enum TypeBody {
    /// An object with known fields.
    Entity {
        /// The side that sends it outside events.
        direction: Option<Direction>,
        /// Entities whose fields are part of this one.
        includes: Vec<Spanned<String>>,
        /// The own fields, in order.
        fields: Vec<FieldDecl>,
    },
    /// A set of named values.
    Enum {
        /// Text or integer.
        base: EnumBase,
        /// True if values that are not listed are possible.
        open: bool,
        /// The value that a missing one is, by its short name; the first one by default.
        empty: Option<Spanned<String>>,
        /// The values, in order.
        values: Vec<EnumValueDecl>,
    },
    /// A value of one of several variants.
    Union {
        /// The side that sends it outside events.
        direction: Option<Direction>,
        /// The part of a value by which a receiver knows its variant.
        form: FormDecl,
        /// True if other variants are possible.
        open: bool,
        /// The variants, in order.
        variants: Vec<VariantDecl>,
    },
    /// A built-in scalar with a meaning of its own.
    Scalar {
        /// The built-in scalar that it is on the wire.
        base: Scalar,
        /// True if `""` may mean no date and time.
        allow_empty: bool,
        /// The constraints on its values.
        constraints: ConstraintsDecl,
        /// The prefixes of its texts.
        prefixes: Vec<PrefixDecl>,
    },
    /// An alias: another name of a type.
    Alias {
        /// The type.
        ty: TypeExpr,
    },
}

/// The part of a value by which a receiver knows its variant.
#[derive(Debug, Clone)]
pub enum FormDecl {
    /// The value of a key.
    Tag {
        /// The key; `None`: it is missing, which is reported.
        tag: Option<Spanned<String>>,
        /// Text or integer: the values of the tag.
        base: EnumBase,
        /// The key that holds the value of a variant.
        content: Option<Spanned<String>>,
    },
    /// The keys of the object.
    Key,
    /// The kind of JSON.
    Kind,
}

/// A declared field.
#[derive(Debug, Clone)]
pub struct FieldDecl {
    /// The key on the wire.
    pub name: Spanned<String>,
    /// The type.
    pub ty: TypeExpr,
    /// True if it takes the place of an included field of the same key.
    pub overrides: bool,
    /// True if only the server sets it.
    pub readonly: bool,
    /// `null` means none.
    pub nullable: bool,
    /// True if it is left out when empty.
    pub omitempty: bool,
    /// True if it is left out when there is none, and never because it is empty.
    pub optional: bool,
    /// True if `""` may mean no date and time.
    pub allow_empty: bool,
    /// The range of its values.
    pub bounds: BoundsDecl,
    /// The default, which documents.
    pub default: Option<Spanned<DefaultValue>>,
    /// The condition: the sibling and its values with which the field has a meaning.
    pub when: Option<WhenDecl>,
    /// The name in generated code, if not derived from the key.
    pub code_name: Option<String>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

impl FieldDecl {
    /// A field that is always there, and of which nothing else is said.
    #[must_use]
    pub fn new(name: Spanned<String>, ty: TypeExpr) -> Self {
        Self {
            name,
            ty,
            overrides: false,
            readonly: false,
            nullable: false,
            omitempty: false,
            optional: false,
            allow_empty: false,
            bounds: BoundsDecl::default(),
            default: None,
            when: None,
            code_name: None,
            docs: DocsDecl::default(),
        }
    }
}

/// The range of the values of a field or a scalar.
#[derive(Debug, Clone, Default)]
pub struct BoundsDecl {
    /// The least that is allowed.
    pub min: Option<Spanned<Number>>,
    /// The most that is allowed.
    pub max: Option<Spanned<Number>>,
}

/// The constraints of a scalar.
#[derive(Debug, Clone, Default)]
pub struct ConstraintsDecl {
    /// The range of its values.
    pub bounds: BoundsDecl,
    /// A regular expression that matches its texts.
    pub pattern: Option<Spanned<String>>,
    /// The format of its texts.
    pub format: Option<Spanned<TextFormat>>,
}

/// The condition of a conditional field.
#[derive(Debug, Clone)]
pub struct WhenDecl {
    /// The sibling.
    pub field: Spanned<String>,
    /// The values.
    pub values: Vec<Spanned<String>>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValueDecl {
    /// The short name.
    pub name: Spanned<String>,
    /// The value on the wire.
    pub value: Spanned<WireValue>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct VariantDecl {
    /// The short name.
    pub name: Spanned<String>,
    /// The value of the tag; `None`: the variant has no tag.
    pub value: Option<Spanned<WireValue>>,
    /// The type: of the object besides the tag, or of the whole value; `None`: there is only the tag.
    pub ty: Option<TypeExpr>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// A prefix of some texts of a scalar, with its meaning.
#[derive(Debug, Clone)]
pub struct PrefixDecl {
    /// The beginning.
    pub text: Spanned<String>,
    /// The name in code of the kind of text.
    pub name: Spanned<String>,
    /// The meaning.
    pub doc: Option<String>,
}

/// A declared event.
#[derive(Debug, Clone)]
pub struct EventDecl {
    /// The name on the wire.
    pub name: Spanned<String>,
    /// The file it is in.
    pub topic: String,
    /// The sides that send it.
    pub sender: Sender,
    /// The kind of frame it travels in, if it says so.
    pub frame: Option<Spanned<String>>,
    /// The name on the wire, if it is not the event's own.
    pub value: Option<Spanned<WireValue>>,
    /// The values of fields of the frame that distinguish it from others of its name.
    pub matches: Vec<(Spanned<String>, Spanned<Constant>)>,
    /// The params, if any.
    pub params: Option<ParamsDecl>,
    /// The result of the reply, if it is a request.
    pub reply: Option<ParamsDecl>,
    /// The error of the reply, if it is not the one of all frames of its kind.
    pub error: Option<TypeExpr>,
    /// The name in generated code, if not derived from its name on the wire.
    pub code_name: Option<String>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

impl EventDecl {
    /// An event without params in an envelope.
    #[must_use]
    pub fn new(name: Spanned<String>, sender: Sender) -> Self {
        Self {
            name,
            topic: String::new(),
            sender,
            frame: None,
            value: None,
            matches: Vec::new(),
            params: None,
            reply: None,
            error: None,
            code_name: None,
            docs: DocsDecl::default(),
        }
    }
}

/// The declared params of an event, or the result of its reply.
#[derive(Debug, Clone)]
pub struct ParamsDecl {
    /// The type.
    pub ty: TypeExpr,
    /// True if a frame may go without them.
    pub optional: bool,
    /// True if they may be null.
    pub nullable: bool,
    /// The place of the flag by which they may be missing or null; [`Span::NONE`] without one.
    pub flag: Span,
}

/// A part that the protocol once had.
#[derive(Debug, Clone)]
pub struct TombstoneDecl {
    /// The kind of the removed part.
    pub part: RemovedDecl,
    /// The name.
    pub name: Spanned<String>,
    /// The first version without it.
    pub since: Option<String>,
    /// The reason for its removal, or a replacement.
    pub doc: Option<String>,
}

/// The kind of a removed part, and its owner.
#[derive(Debug, Clone)]
pub enum RemovedDecl {
    /// An entity, enum, scalar or alias.
    Type,
    /// A field.
    Field {
        /// The entity.
        entity: String,
    },
    /// An enum value.
    Value {
        /// The enum.
        enumeration: String,
        /// The value that was on the wire.
        value: WireValue,
    },
    /// An event.
    Event,
}
