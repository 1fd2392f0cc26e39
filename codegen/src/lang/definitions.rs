//! Texts that all languages of a run share: the definitions of JSON Schema, and the bundle of them
//! that packages hold. They are made when they are first asked for.

use std::sync::OnceLock;

/// Every definition in every view, as text.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Those of a receiver, by the type's position.
    pub(super) whole: Vec<String>,
    /// The definitions of types whose client's view differs: under the name among the whole ones,
    /// and alone.
    pub(super) views: Vec<Option<[String; 2]>>,
    /// The key of each event's frame.
    pub(super) event_keys: Vec<String>,
}

/// The texts of a run.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(super) texts: OnceLock<Texts>,
    /// The bundle as a receiver sees it.
    pub(super) whole: OnceLock<String>,
}
