//! The names that events have: one in the schema, and one on the wire.

use std::collections::BTreeSet;

use tdproto_schema::decl::{EventDecl, Spanned};
use tdproto_schema::model::{Sender, WireValue};

use super::carried::{Carried, event_name};
use super::documents::Place;
use super::losses::Losses;

/// The names of the events so far.
#[derive(Debug, Default)]
pub(super) struct EventNames {
    names: BTreeSet<String>,
    on_wire: Vec<OnWire>,
}

/// An event as receivers know it.
#[derive(Debug)]
struct OnWire {
    frame: Option<String>,
    name: WireValue,
    sender: Sender,
}

impl OnWire {
    /// Returns true if nothing distinguishes two events for a receiver.
    fn is_same(&self, other: &Self) -> bool {
        let sides = other.sender.directions();
        let is_shared = |sender: Sender| {
            let mut own = sender.directions().iter();
            own.any(|side| sides.contains(side))
        };
        self.frame == other.frame && self.name == other.name && is_shared(self.sender)
    }
}

impl EventNames {
    /// Takes the names of an event. In a kind of frame that has a name of its own on the wire, an event
    /// whose name is taken gets that of its description, `called`. Returns false, and counts a loss,
    /// if another event has the names.
    pub(super) fn take(
        &mut self,
        carried: &mut Carried,
        called: &str,
        losses: &mut Losses,
        place: &Place,
    ) -> bool {
        let event = &mut carried.decl;
        let other = format!("{}.{called}", event.sender.name());
        for name in [called, &other] {
            if carried.frame.is_some() && self.names.contains(&event.name.value) {
                other_name(event, name);
            }
        }
        let name = &event.name.value;
        let value = event.value.as_ref().map(|value| value.value.clone());
        let on_wire = OnWire {
            frame: carried.frame.clone(),
            name: value.unwrap_or_else(|| WireValue::Text(name.clone())),
            sender: event.sender,
        };
        if self.names.contains(name) {
            losses.part(format!("event `{name}` is there twice"), place);
            return false;
        }
        if self.on_wire.iter().any(|known| known.is_same(&on_wire)) {
            let what = "an event that has the name of another one in its frames is left out";
            losses.part(what, place);
            return false;
        }
        self.names.insert(name.clone());
        self.on_wire.push(on_wire);
        true
    }
}

/// Gives an event another name: another event has its name on the wire.
fn other_name(event: &mut EventDecl, name: &str) {
    let wire = std::mem::replace(&mut event.name.value, event_name(name));
    let value = || Spanned::unplaced(WireValue::Text(wire));
    event.value.get_or_insert_with(value);
}
