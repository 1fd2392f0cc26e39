//! The maker of vectors: a value or a frame becomes a vector once the oracle has read it.

use std::ops::ControlFlow;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, Type, TypeId};

use super::class::Class;
use super::drawn::heads::kind_of;
use super::lenient::{Decoded, Lenient};
use super::strict::Strict;
use super::tree::Tree;
use super::vector::{Of, Vector};
use crate::views::View;

/// Makes vectors and asks the oracle.
pub(super) struct Maker<'a, 's> {
    pub(super) model: &'a Model,
    pub(super) seed: u64,
    /// The classes that are wanted; all, if there are none.
    classes: &'s [Class],
    selection: Selection<'s>,
    take: &'s mut dyn FnMut(Vector) -> ControlFlow<()>,
}

/// The vectors to make. What makes a vector dear is the oracle, so that it is asked only for these.
#[derive(Debug)]
pub(super) enum Selection<'s> {
    /// All of them.
    All,
    /// None: the length of each text is noted.
    Lengths(&'s mut Vec<usize>),
    /// Some that are spread evenly.
    Spread {
        /// The position of the next one.
        at: usize,
        /// The number of all.
        all: usize,
        /// The number of those to make.
        count: usize,
    },
}

impl Selection<'_> {
    /// Returns true if the next vector, of this text, is to be made.
    fn takes(&mut self, text: impl FnOnce() -> usize) -> bool {
        match self {
            Self::All => true,
            Self::Lengths(lengths) => {
                lengths.push(text());
                false
            }
            Self::Spread { at, all, count } => {
                *at += 1;
                *at * *count / (*all).max(1) > (*at - 1) * *count / (*all).max(1)
            }
        }
    }
}

impl<'a, 's> Maker<'a, 's> {
    /// Makes the vectors of these classes, or all if there are none, and hands each over.
    pub(super) fn new(
        model: &'a Model,
        seed: u64,
        classes: &'s [Class],
        selection: Selection<'s>,
        take: &'s mut dyn FnMut(Vector) -> ControlFlow<()>,
    ) -> Self {
        Self {
            model,
            seed,
            classes,
            selection,
            take,
        }
    }

    pub(super) fn is_wanted(&self, class: Class) -> bool {
        self.classes.is_empty() || self.classes.contains(&class)
    }

    /// Adds a value of a declared type.
    pub(super) fn body(
        &mut self,
        id: TypeId,
        view: View,
        subject: &str,
        class: Class,
        what: &str,
        tree: &Tree,
    ) -> ControlFlow<()> {
        if !self.is_wanted(class) || !self.selection.takes(|| tree.to_json().len()) {
            return ControlFlow::Continue(());
        }
        let model = self.model;
        let from = sender(view);
        let name = &model.ty(id).name;
        let sends = view == View::Whole && model.object_of(&Type::Named(id)).is_some();
        (self.take)(Vector {
            id: format!("{}/{subject}/{class}/{what}", from.name()),
            class,
            of: Of::Type(name.clone()),
            from,
            kind: None,
            event: None,
            text: tree.to_json(),
            strict: Some(Strict::of_type(model, view, id, tree)),
            lenient: Lenient::of_type(model, view, id, tree),
            sent: if sends {
                Lenient::sent(model, id, tree)
            } else {
                None
            },
        })
    }

    /// Adds a frame.
    pub(super) fn frame(
        &mut self,
        from: Direction,
        subject: &str,
        class: Class,
        what: &str,
        tree: &Tree,
    ) -> ControlFlow<()> {
        self.drawn(from, None, (subject, class, what), tree)
    }

    /// Adds a frame, whose event the reader may know without it.
    pub(super) fn drawn(
        &mut self,
        from: Direction,
        event: Option<&'a Event>,
        (subject, class, what): (&str, Class, &str),
        tree: &Tree,
    ) -> ControlFlow<()> {
        if !self.is_wanted(class) || !self.selection.takes(|| tree.to_json().len()) {
            return ControlFlow::Continue(());
        }
        let model = self.model;
        let kind = kind_of(model, from, &tree.with_each_key_once());
        (self.take)(Vector {
            id: format!("{}/{subject}/{class}/{what}", from.name()),
            class,
            of: Of::Frame,
            from,
            kind: kind.map(|kind| model.frame(kind).name.clone()),
            event: event.map(|event| event.name.clone()),
            text: tree.to_json(),
            strict: Some(Strict::of_frame(model, from, tree, event)),
            lenient: Lenient::of_frame(model, from, tree, event),
            sent: None,
        })
    }

    /// Adds a text that is no JSON.
    pub(super) fn text(&mut self, from: Direction, what: &str, text: &str) -> ControlFlow<()> {
        if !self.is_wanted(Class::Syntax) || !self.selection.takes(|| text.len()) {
            return ControlFlow::Continue(());
        }
        (self.take)(Vector {
            id: format!("{}/frame/{}/{what}", from.name(), Class::Syntax),
            class: Class::Syntax,
            of: Of::Frame,
            from,
            kind: None,
            event: None,
            text: text.to_owned(),
            strict: None,
            lenient: Decoded::Malformed(None),
            sent: None,
        })
    }
}

/// The side whose view it is.
fn sender(view: View) -> Direction {
    match view {
        View::Whole => Direction::ServerToClient,
        View::Input => Direction::ClientToServer,
    }
}
