//! Frames that the schema draws: their types, tables, decoders and encoders.

mod codec;
pub(super) mod connection;
pub(super) mod kinds;
pub(super) mod readme;
mod requests;
mod tables;

use tdproto_schema::model::{Direction, FrameKind};

use super::types::Scope;
use crate::lang::Input;
use crate::text::Writer;

/// The members of a frame, or of the options of a request, that are no fields of the frame.
const TAKEN: &[&str] = &["kind", "signal", "timeout"];

/// The directions in the order of the file.
const DIRECTIONS: [Direction; 2] = [Direction::ServerToClient, Direction::ClientToServer];

/// The file of all frames.
pub(super) fn file(input: &Input<'_>) -> String {
    let mut scope = Scope::new(input, super::EVENTS);
    let mut w = Writer::new(super::INDENT);
    for direction in DIRECTIONS {
        kinds::write(&mut w, &mut scope, direction);
    }
    for direction in DIRECTIONS {
        requests::types(&mut w, &mut scope, direction);
    }
    for direction in DIRECTIONS {
        tables::write(&mut w, &mut scope, direction);
    }
    for direction in DIRECTIONS {
        codec::write(&mut w, &mut scope, direction);
    }
    if requests::has_replies(input.model) {
        for direction in DIRECTIONS {
            requests::table(&mut w, &mut scope, direction);
        }
        codec::replies(&mut w, &mut scope);
    }
    scope.file(w)
}

/// The names of the fields of a kind in code: those on the wire, but for the members that every
/// frame has.
pub(super) fn field_names(kind: &FrameKind) -> Vec<String> {
    let is_taken = |name: &str| TAKEN.contains(&name);
    let names = kind.fields.iter().map(|field| field.name.as_str());
    let mut found: Vec<String> = Vec::with_capacity(kind.fields.len());
    for name in names.clone() {
        let mut chosen = name.to_owned();
        while is_taken(&chosen) || (chosen != name && names.clone().any(|other| other == chosen)) {
            chosen.push('_');
        }
        found.push(chosen);
    }
    found
}

/// Returns true if frames of a kind go in a direction.
fn is_sent(kind: &FrameKind, direction: Direction) -> bool {
    kind.sender.sends(direction)
}
