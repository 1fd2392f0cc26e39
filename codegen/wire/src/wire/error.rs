//! Why something could not be read.

use std::fmt;

/// Why a value could not be read: what is wrong, the byte it is at, and the path that leads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    offset: usize,
    /// The steps to the place, the last one first.
    path: Vec<Segment>,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not JSON.
    Syntax(&'static str),
    /// The bytes are not UTF-8.
    Utf8,
    /// Arrays and objects lie deeper in one another than the limit.
    TooDeep(usize),
    /// The frame has more bytes than the limit.
    TooLarge(usize),
    /// Lists and maps have more items, all together, than the limit.
    TooManyItems(usize),
    /// A value of another type of JSON was expected.
    WrongType {
        /// What was expected, such as "a string".
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A number is beyond the range of its type.
    OutOfRange(&'static str),
    /// A closed enum, or the tag of a closed union, does not have the value.
    UnknownValue {
        /// The name of the enum or union in the schema.
        name: &'static str,
        /// The value.
        value: String,
    },
    /// A field has one value only, given as JSON, and there is another value.
    NotConstant(String),
    /// A value is missing, and its type has none that is empty.
    Missing,
    /// A text is not one of a type made of text.
    Invalid(String),
    /// An entity or a union has no such key, and its type refuses those.
    UnknownKey {
        /// The name of the entity or union in the schema.
        name: &'static str,
        /// The key.
        key: String,
    },
    /// A frame does not say which event it is.
    NoEvent,
    /// A frame is of no kind that the schema draws.
    NoKind,
}

/// One step on the way to a place in a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Into an object, by key.
    Key(String),
    /// Into an array, by position.
    Index(usize),
}

impl Error {
    /// An error at a byte.
    #[must_use]
    #[cold]
    pub fn new(kind: ErrorKind, offset: usize) -> Self {
        Self(Box::new(Inner {
            kind,
            offset,
            path: Vec::new(),
        }))
    }

    /// The same error, seen from the object that has its value under a key.
    #[must_use]
    #[cold]
    pub fn in_key(mut self, key: &str) -> Self {
        self.0.path.push(Segment::Key(key.to_owned()));
        self
    }

    /// The same error, seen from the array that has its value at a position.
    #[must_use]
    #[cold]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The same error of an item, seen from an array that has the items of the value from an index
    /// on.
    #[must_use]
    #[cold]
    pub fn in_items_from(mut self, from: usize) -> Self {
        if let Some(Segment::Index(index)) = self.0.path.last_mut() {
            *index += from;
        }
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The offset of the byte it is at, from the start of what was read.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The steps from the whole value to the place.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.0.path.iter().rev()
    }

    /// The path as one writes it in code, such as `params.chats[3].jid`; empty: the whole value.
    #[must_use]
    pub fn path(&self) -> String {
        path_text(self.segments())
    }
}

/// Steps as one writes them in code, such as `params.chats[3].jid`.
#[must_use]
pub fn path_text<'s>(segments: impl IntoIterator<Item = &'s Segment>) -> String {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Index(index) => path.push_str(&format!("[{index}]")),
            Segment::Key(key) if is_plain(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Segment::Key(key) => path.push_str(&format!("[{key:?}]")),
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty() && key.chars().all(plain)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "{} at byte {}", self.0.kind, self.0.offset)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::Utf8 => f.write_str("not UTF-8"),
            Self::TooDeep(limit) => write!(f, "nested more than {limit} deep"),
            Self::TooLarge(limit) => write!(f, "the frame has more than {limit} bytes"),
            Self::TooManyItems(limit) => write!(f, "more than {limit} items"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::OutOfRange(expected) => {
                write!(f, "the number is out of range: expected {expected}")
            }
            Self::UnknownValue { name, value } => write!(f, "{name} has no value {value:?}"),
            Self::NotConstant(constant) => write!(f, "expected {constant}"),
            Self::Missing => f.write_str("is missing"),
            Self::Invalid(message) => f.write_str(message),
            Self::UnknownKey { name, key } => write!(f, "{name} has no key {key:?}"),
            Self::NoEvent => f.write_str("the frame does not say which event it is"),
            Self::NoKind => f.write_str("the frame is of no kind that the schema draws"),
        }
    }
}

impl std::error::Error for Error {}
