//! The schemas whose vectors every language is held to.

use std::sync::OnceLock;

use tdproto_codegen::payloads::{Vector, vectors};
use tdproto_schema::{Schema, embedded};

use crate::fixtures;

/// The seed of the vectors.
pub(crate) const SEED: u64 = 0;

/// What the case of the built-in protocol is called.
pub(crate) const BUILT_IN: &str = "generated";

/// A schema with its vectors.
pub(crate) struct Case {
    /// The folder of a fixture or a protocol.
    pub(crate) name: String,
    pub(crate) schema: Schema,
    pub(crate) vectors: Vec<Vector>,
}

impl Case {
    fn new(name: &str, schema: Schema) -> Self {
        Self {
            name: name.to_owned(),
            vectors: vectors(&schema.model, SEED),
            schema,
        }
    }

    fn built_in() -> Self {
        Self::new(BUILT_IN, embedded::compiled().0)
    }

    /// The name of a vector among those of all cases.
    pub(crate) fn id(&self, vector: &Vector) -> String {
        format!("{}/{}", self.name, vector.id)
    }
}

/// The built-in protocol, every fixture, and the protocols that draw their frames.
pub(crate) fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let fixtures = fixtures::all().into_iter().chain(fixtures::protocols());
        let fixtures = fixtures.map(|(name, schema)| Case::new(&name, schema));
        std::iter::once(Case::built_in()).chain(fixtures).collect()
    })
}
