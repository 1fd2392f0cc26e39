//! A vector: a text with its class, and the results that readers must give.

use tdproto_schema::model::Direction;

use super::class::Class;
use super::lenient::Decoded;
use super::strict::Wrong;

/// The kind of a vector's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Of {
    /// A whole frame.
    Frame,
    /// A value of a declared type, an entity, a union or an enum, such as the body of an answer.
    Type(String),
}

/// A text, and the result that readers must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    /// A name that no other vector of the model has: the view, the subject, the class, the variant,
    /// with `/` between them.
    pub id: String,
    /// The class: the subject of the vector.
    pub class: Class,
    /// The kind of the text.
    pub of: Of,
    /// The side that sends it.
    pub from: Direction,
    /// The kind of the frame, if the schema draws frames and it is of one.
    pub kind: Option<String>,
    /// The name of the event that the reader knows without the frame: of a reply the event of its
    /// request, and of a frame without a name its own.
    pub event: Option<String>,
    /// The text.
    pub text: String,
    /// The report of a strict checker, sorted by place; nothing: it accepts the text. `None`: the
    /// text is no JSON.
    pub strict: Option<Vec<Wrong>>,
    /// The result of a lenient receiver that reads it.
    pub lenient: Decoded,
    /// The text of an entity or a union as a client sends it, without what is readonly, if the vector
    /// is one as a server sends it.
    pub sent: Option<String>,
}
