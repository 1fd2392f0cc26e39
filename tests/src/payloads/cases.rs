//! The schemas whose vectors every language is held to.

use std::sync::OnceLock;

use tdproto_codegen::UnknownFields;
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
    /// What the package does with keys that the schema does not have.
    pub(crate) unknown_fields: UnknownFields,
}

impl Case {
    /// The case of a schema with these vectors.
    pub(crate) fn of(name: &str, schema: Schema, vectors: Vec<Vector>) -> Self {
        Self {
            name: name.to_owned(),
            vectors,
            schema,
            unknown_fields: UnknownFields::Ignore,
        }
    }

    fn new(name: &str, schema: Schema) -> Self {
        let vectors = vectors(&schema.model, SEED);
        Self::of(name, schema, vectors)
    }

    fn built_in() -> Self {
        Self::new(BUILT_IN, embedded::compiled().0)
    }

    /// The same schema with other vectors.
    pub(crate) fn with(&self, vectors: Vec<Vector>) -> Self {
        Self {
            name: self.name.clone(),
            schema: self.schema.clone(),
            vectors,
            unknown_fields: self.unknown_fields,
        }
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
