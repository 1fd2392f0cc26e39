//! The places that frames of a schema have, and what they must hold.

/// A place in frames, and those in it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// How many arrays and objects it is in.
    pub depth: usize,
    /// The keys of an object, with the numbers of their places.
    pub keys: &'static [(&'static str, usize)],
    /// The items of an array, with the numbers of their places.
    pub items: &'static [(usize, usize)],
    /// The items of an array from an index on, as one place, with the numbers of these places.
    pub rest: &'static [(usize, usize)],
    /// True of the params of some kind of frame, if nothing inside is asked for.
    pub holds_params: bool,
}

impl Place {
    /// A place of which nothing inside is asked for.
    #[must_use]
    pub const fn leaf(depth: usize) -> Self {
        Self {
            depth,
            keys: &[],
            items: &[],
            rest: &[],
            holds_params: false,
        }
    }

    /// A place of params of which nothing inside is asked for.
    #[must_use]
    pub const fn params(depth: usize) -> Self {
        Self {
            holds_params: true,
            ..Self::leaf(depth)
        }
    }
}

/// What a place must hold in a frame of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// An object.
    Object,
    /// An array.
    Array,
    /// Anything.
    Exists,
    /// Anything but null.
    NotNull,
    /// Null.
    Null,
    /// A text.
    Text(&'static str),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
}
