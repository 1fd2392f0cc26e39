//! Declarations as written: names are text, every part knows its span, nothing is looked up yet.

use crate::model::{Deprecated, Direction, EnumBase, Scalar, WireValue};
use crate::{Span, TypeExpr};

/// A value with the place it was written at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
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
    /// The `[protocol]` tables; one at most is right.
    pub protocols: Vec<ProtocolDecl>,
    /// Entities, enums, scalars and aliases.
    pub types: Vec<TypeDecl>,
    /// Events.
    pub events: Vec<EventDecl>,
    /// What is gone.
    pub removed: Vec<TombstoneDecl>,
}

impl Decls {
    /// Adds what another file declares.
    pub fn append(&mut self, mut other: Self) {
        self.protocols.append(&mut other.protocols);
        self.types.append(&mut other.types);
        self.events.append(&mut other.events);
        self.removed.append(&mut other.removed);
    }
}

/// The `[protocol]` table.
#[derive(Debug, Clone)]
pub struct ProtocolDecl {
    /// Where the table is.
    pub span: Span,
    /// Its name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Its description.
    pub doc: Option<String>,
    /// Whether `""` may mean no date and time.
    pub allow_empty: bool,
    /// The keys of a frame, where they differ from the usual ones.
    pub envelope: EnvelopeDecl,
    /// Texts that examples hold in place of a value, and the type of that value.
    pub placeholders: Vec<(Spanned<String>, TypeExpr)>,
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

/// What every declaration may say about itself.
#[derive(Debug, Clone, Default)]
pub struct DocsDecl {
    /// What it is.
    pub doc: Option<String>,
    /// The first version that has it.
    pub since: Option<String>,
    /// Whether and how it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Whether it may still change.
    pub experimental: bool,
}

/// A declared type.
#[derive(Debug, Clone)]
pub struct TypeDecl {
    /// Its name.
    pub name: Spanned<String>,
    /// The file it is in.
    pub topic: String,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
    /// What it is.
    pub body: TypeBody,
}

/// The four kinds of declared types.
#[derive(Debug, Clone)]
pub enum TypeBody {
    /// An object with known fields.
    Entity {
        /// Entities whose fields are part of this one.
        includes: Vec<Spanned<String>>,
        /// Its own fields, in order.
        fields: Vec<FieldDecl>,
    },
    /// A set of named values.
    Enum {
        /// Text or integer.
        base: EnumBase,
        /// Whether values that are not listed are possible.
        open: bool,
        /// The value that a missing one is, by its short name; the first one if not said.
        empty: Option<Spanned<String>>,
        /// The values, in order.
        values: Vec<EnumValueDecl>,
    },
    /// A built-in scalar with a meaning of its own.
    Scalar {
        /// What it is on the wire.
        base: Scalar,
        /// Whether `""` may mean no date and time.
        allow_empty: bool,
        /// What its texts begin with.
        prefixes: Vec<PrefixDecl>,
    },
    /// Another name of a type.
    Alias {
        /// The type.
        ty: TypeExpr,
    },
}

/// A declared field.
#[derive(Debug, Clone)]
pub struct FieldDecl {
    /// The key on the wire.
    pub name: Spanned<String>,
    /// Its type.
    pub ty: TypeExpr,
    /// Set by the server only.
    pub readonly: bool,
    /// `null` means none.
    pub nullable: bool,
    /// Left out when empty.
    pub omitempty: bool,
    /// Whether `""` may mean no date and time.
    pub allow_empty: bool,
    /// While which sibling has which value the field has a meaning.
    pub when: Option<WhenDecl>,
    /// What generated code calls it, if not after the key.
    pub code_name: Option<String>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// The condition of a conditional field.
#[derive(Debug, Clone)]
pub struct WhenDecl {
    /// The sibling.
    pub field: Spanned<String>,
    /// Its values.
    pub values: Vec<Spanned<String>>,
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValueDecl {
    /// Its short name.
    pub name: Spanned<String>,
    /// What is on the wire.
    pub value: Spanned<WireValue>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// A prefix of some texts of a scalar, with its meaning.
#[derive(Debug, Clone)]
pub struct PrefixDecl {
    /// The beginning.
    pub text: Spanned<String>,
    /// What code calls the kind of text.
    pub name: Spanned<String>,
    /// The meaning.
    pub doc: Option<String>,
}

/// A declared event.
#[derive(Debug, Clone)]
pub struct EventDecl {
    /// Its name on the wire.
    pub name: Spanned<String>,
    /// The file it is in.
    pub topic: String,
    /// Who sends it.
    pub direction: Direction,
    /// The entity under `params`, if any.
    pub params: Option<Spanned<String>>,
    /// What generated code calls it, if not after its name on the wire.
    pub code_name: Option<String>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// What the protocol once had.
#[derive(Debug, Clone)]
pub struct TombstoneDecl {
    /// What kind of thing it was.
    pub part: RemovedDecl,
    /// Its name.
    pub name: Spanned<String>,
    /// The first version without it.
    pub since: Option<String>,
    /// Why it went, or what to use instead.
    pub doc: Option<String>,
}

/// What kind of thing is gone, and whose it was.
#[derive(Debug, Clone)]
pub enum RemovedDecl {
    /// An entity, enum, scalar or alias.
    Type,
    /// A field.
    Field {
        /// Its entity.
        entity: String,
    },
    /// An enum value.
    Value {
        /// Its enum.
        enumeration: String,
        /// What was on the wire.
        value: WireValue,
    },
    /// An event.
    Event,
}
