//! Names of classes that are not those of types: of events, of variants, of replies. They keep clear
//! of the types of the schema.

use std::collections::BTreeSet;

use tdproto_schema::model::{Direction, EventId, FrameId, TypeId, UnionForm};

use super::naming::{CONVENTION, ident};
use crate::lang::Input;
use crate::lang::direction::words;
use crate::naming::Case;
use crate::views::View;

/// The names of classes, by what they are of.
pub(super) struct Idents {
    /// The names of variants, by type and position, in both views.
    variants: Vec<[Vec<String>; 2]>,
    /// The names of events, by direction.
    events: [Vec<String>; 2],
    /// The names of kinds of replies, by direction.
    replies: [Vec<String>; 2],
}

impl Idents {
    /// Decides all names.
    pub(super) fn new(input: &Input<'_>) -> Self {
        let model = input.model;
        let ids = || model.types_with_ids().map(|(id, _)| id);
        let types = ids().flat_map(|id| [input.names.ty(id), input.names.input(id)]);
        let with_frames = CONVENTION.reserved_with_frames.iter();
        let with_frames = with_frames.filter(|_| !model.frames().is_empty());
        let reserved = CONVENTION.reserved_types.iter().chain(with_frames).copied();
        let mut taken: BTreeSet<String> = types.chain(reserved).map(str::to_owned).collect();
        let variants = model
            .types_with_ids()
            .map(|(id, def)| {
                let is_kind = def
                    .union()
                    .is_none_or(|union| union.form == UnionForm::Kind);
                let mut of_view = |view: View| -> Vec<String> {
                    if is_kind || (view == View::Input && !input.views.differs(id)) {
                        return Vec::new();
                    }
                    let owner = input.names.in_view(id, view);
                    let names = def.variants().iter();
                    let names = names.map(|variant| {
                        let name = ident(&Case::UpperCamel.apply(&variant.name));
                        let (owner, end) = match view {
                            View::Whole => (owner, ""),
                            View::Input => (input.names.ty(id), "Input"),
                        };
                        free(&mut taken, format!("{owner}{name}{end}"), "Variant")
                    });
                    names.collect()
                };
                [of_view(View::Whole), of_view(View::Input)]
            })
            .collect();
        let events = Direction::ALL.map(|direction| {
            let prefix = words(direction).prefix;
            let events = model.events_with_ids();
            let names = events.map(|(id, event)| match event.is_sent(direction) {
                true => {
                    let name = format!("{prefix}{}", input.names.event(id));
                    free(&mut taken, name, "Event")
                }
                false => String::new(),
            });
            names.collect()
        });
        let replies = Direction::ALL.map(|direction| {
            let prefix = words(direction).prefix;
            let kinds = model.frames().iter();
            let names = kinds.map(|kind| {
                if kind.replies.is_none() || !kind.sender.sends(direction) {
                    return String::new();
                }
                let name = ident(&Case::UpperCamel.apply(&kind.name));
                free(&mut taken, format!("{prefix}{name}"), "Reply")
            });
            names.collect()
        });
        Self {
            variants,
            events,
            replies,
        }
    }

    /// The class around a variant; empty for a union by kind.
    pub(super) fn variant(&self, input: &Input<'_>, id: TypeId, view: View, at: usize) -> &str {
        let at_view = match view {
            View::Input if input.views.differs(id) => 1,
            View::Input | View::Whole => 0,
        };
        let names = self.variants.get(id.index()).map(|views| &views[at_view]);
        names
            .and_then(|names| names.get(at))
            .map_or("", String::as_str)
    }

    /// The class of an event that a side sends.
    pub(super) fn event(&self, direction: Direction, id: EventId) -> &str {
        &self.events[position(direction)][id.index()]
    }

    /// The class of a kind of reply that a side sends.
    pub(super) fn reply(&self, direction: Direction, id: FrameId) -> &str {
        &self.replies[position(direction)][id.index()]
    }
}

fn position(direction: Direction) -> usize {
    match direction {
        Direction::ClientToServer => 0,
        Direction::ServerToClient => 1,
    }
}

/// A name that nothing else has: with a word at its end, if it is taken.
fn free(taken: &mut BTreeSet<String>, name: String, word: &str) -> String {
    let mut free = name;
    if taken.contains(&free) {
        free.push_str(word);
    }
    while taken.contains(&free) {
        free.push('_');
    }
    taken.insert(free.clone());
    free
}
