//! All vectors of a model.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::Direction;

use super::class::Class;
use super::maker::{Maker, Selection};
use super::vector::Vector;
use super::{client, drawn, fields, frames};
use crate::views::InputViews;

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
    each_selected(model, seed, classes, Selection::All, take)
}

/// Makes some of these vectors.
///
/// # Errors
/// Breaks off where `take` does.
pub(super) fn each_selected(
    model: &Model,
    seed: u64,
    classes: &[Class],
    selection: Selection<'_>,
    take: &mut dyn FnMut(Vector) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut maker = Maker::new(model, seed, classes, selection, take);
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
