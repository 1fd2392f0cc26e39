//! Kinds of frames as written.

use super::{DocsDecl, FieldDecl, Spanned};
use crate::Span;
use crate::model::{Constant, Sender};

/// A declared kind of frame.
#[derive(Debug, Clone)]
pub struct FrameDecl {
    /// The name.
    pub name: Spanned<String>,
    /// The file it is in.
    pub topic: String,
    /// The sides that send it, if it says so.
    pub sender: Option<Spanned<Sender>>,
    /// The kind of frame that it answers.
    pub replies: Option<Spanned<String>>,
    /// The frame as JSON, with holes; `None`: it is missing or invalid, which is reported.
    pub shape: Option<PartDecl>,
    /// Entities whose fields type holes.
    pub includes: Vec<Spanned<String>>,
    /// The types of holes.
    pub fields: Vec<FieldDecl>,
    /// Docs and lifecycle.
    pub docs: DocsDecl,
}

/// A part of a frame as drawn.
#[derive(Debug, Clone)]
pub enum PartDecl {
    /// An object, its members in the order written.
    Object(Vec<(Spanned<String>, PartDecl)>, Span),
    /// An array.
    Array(Vec<PartDecl>, Span),
    /// A value that never differs.
    Constant(Spanned<Constant>),
    /// A text, which may be a hole: `"$event"`.
    Text(Spanned<String>),
}

impl PartDecl {
    /// The place.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Object(_, span) | Self::Array(_, span) => *span,
            Self::Constant(constant) => constant.span,
            Self::Text(text) => text.span,
        }
    }
}
