//! Payload vectors: texts made from a model, each with the result that every reader of the protocol
//! must give. All languages are tested with the same vectors, ours and others'.
//!
//! The expected results come from the model alone, by an oracle of its own. `strict` is the report
//! of a checker. `lenient` is the result of a receiver, and the text that it writes again. Every
//! vector has both, since a receiver takes more than a checker.
//!
//! ```
//! use tdproto_codegen::payloads::{Decoded, vectors};
//!
//! let (schema, _) = tdproto_schema::embedded::compiled();
//! let vectors = vectors(&schema.model, 0);
//! let id = "server/Chat/gentime/beyond-2-53/int64-nanoseconds";
//! let vector = vectors.iter().find(|vector| vector.id == id).unwrap();
//! assert!(vector.text.contains("1626960084072284401"));
//! assert_eq!(vector.strict, Some(Vec::new()));
//! assert!(matches!(vector.lenient, Decoded::Known(_)));
//! ```

mod arbitrary;
mod base64;
mod budget;
mod class;
mod client;
mod collections;
mod constraints;
mod drawn;
mod every;
mod fields;
mod fit;
mod frames;
mod lenient;
mod lenient_unions;
mod line;
mod lookup;
mod maker;
mod pointer;
mod routes;
mod shown;
mod strict;
mod tree;
mod union_values;
mod unions;
mod values;
mod vector;

pub use arbitrary::arbitrary;
pub use budget::{Budget, each_within};
pub use class::Class;
pub use every::{each_vector, vectors};
pub use lenient::Decoded;
pub use pointer::pointer;
pub use strict::Wrong;
pub use vector::{Of, Vector};
