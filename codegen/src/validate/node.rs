//! The numbers of types in use.

/// The number of a type in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// The number of the type at a position.
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A value that a frame carries: the params of an event, a result, an id or a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct ParamsTable {
    pub(super) node: NodeId,
    pub(super) may_be_null: bool,
    pub(super) may_be_absent: bool,
}
