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
mod client;
mod collections;
mod constraints;
mod drawn;
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

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::Direction;

use crate::views::InputViews;
use maker::Maker;

pub use arbitrary::arbitrary;
pub use lenient::Decoded;
pub use pointer::pointer;
pub use strict::Wrong;
pub use vector::{Class, Of, Vector};

/// The vectors of a model, the same for the same seed. Receivers ignore unknown keys, which is what
/// generated code does by default.
#[must_use]
pub fn vectors(model: &Model, seed: u64) -> Vec<Vector> {
    let mut vectors = Vec::new();
    // Nothing breaks off.
    let _ = each_vector(model, seed, &[], &mut |vector| {
        vectors.push(vector);
        ControlFlow::Continue(())
    });
    vectors
}

/// Makes the same vectors, and hands each over before it makes the next one: together they may be
/// much larger than the model, since a vector of an entity holds all of its fields. Only those of
/// the classes given are made, or of all if there are none.
///
/// # Errors
/// Breaks off where `take` does.
pub fn each_vector(
    model: &Model,
    seed: u64,
    classes: &[Class],
    take: &mut dyn FnMut(Vector) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut maker = Maker::new(model, seed, classes, take);
    let views = InputViews::new(model);
    for (id, def) in model.types_with_ids() {
        if let Some(entity) = def.entity() {
            fields::bodies(&mut maker, id, entity)?;
        } else if def.enumeration().is_some() || def.union().is_some() {
            fields::whole(&mut maker, id, &views)?;
        }
    }
    let is_drawn = !model.frames().is_empty();
    for event in model.events() {
        match is_drawn {
            true => drawn::event(&mut maker, event)?,
            false => frames::event(&mut maker, event)?,
        }
    }
    client::frames(&mut maker, Direction::ClientToServer)?;
    if is_drawn {
        client::frames(&mut maker, Direction::ServerToClient)?;
    }
    frames::broken(&mut maker)
}
