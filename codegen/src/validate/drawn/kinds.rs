//! Finds the kind of a frame: its places are looked up once, then each kind asks for its own.

use tdproto_schema::model::{Constant, Direction, EventId, WireValue};
use tdproto_wire::{Error, Reader, from_str};

use super::tables::{FrameTables, KindTable, Need};
use crate::validate::Side;
use crate::validate::check::Pass;

/// The texts of the places of a frame, by the numbers of the places.
pub(super) type Texts<'de> = Vec<Option<&'de str>>;

/// Looks up the places in the value that comes next. Of a key that comes twice, the last counts.
pub(super) fn texts<'de>(tables: &FrameTables, r: &mut Reader<'de>) -> Result<Texts<'de>, Error> {
    let mut found = vec![None; tables.places.len()];
    look(tables, 0, r, &mut found)?;
    Ok(found)
}

fn look<'de>(
    tables: &FrameTables,
    at: usize,
    r: &mut Reader<'de>,
    found: &mut Texts<'de>,
) -> Result<(), Error> {
    let place = &tables.places[at];
    let byte = r.peek()?;
    let mut whole = r.clone();
    found[at] = Some(whole.raw()?);
    for (_, inner) in &place.keys {
        forget(tables, *inner, found);
    }
    for inner in place.items.iter().flatten() {
        forget(tables, *inner, found);
    }
    if byte == b'{' && !place.keys.is_empty() {
        r.begin_object()?;
        let mut first = true;
        while let Some(key) = r.key(&mut first)? {
            match place.keys.iter().find(|(known, _)| *known == *key) {
                Some((_, inner)) => look(tables, *inner, r, found)?,
                None => r.skip()?,
            }
        }
    } else if byte == b'[' && !place.items.is_empty() {
        r.begin_array()?;
        let (mut first, mut index) = (true, 0);
        while r.item(&mut first)? {
            match place.items.get(index).copied().flatten() {
                Some(inner) => look(tables, inner, r, found)?,
                None => r.skip()?,
            }
            index += 1;
        }
    } else {
        r.skip()?;
    }
    Ok(())
}

/// Forgets a place of an earlier value under the same key.
fn forget(tables: &FrameTables, at: usize, found: &mut Texts<'_>) {
    if found[at].take().is_some() {
        let place = &tables.places[at];
        let inner = place.keys.iter().map(|(_, inner)| *inner);
        for inner in inner.chain(place.items.iter().flatten().copied()) {
            forget(tables, inner, found);
        }
    }
}

impl KindTable {
    /// Returns true if a frame with these texts is of the kind.
    pub(super) fn is(&self, texts: &Texts<'_>) -> bool {
        let mut tests = self.tests.iter();
        tests.all(|(at, need)| need.is_met_by(texts[*at]))
    }
}

impl Need {
    /// Returns true if a place holds what it must; `None`: it is missing.
    pub(super) fn is_met_by(&self, text: Option<&str>) -> bool {
        let Some(text) = text else { return false };
        match self {
            Self::Exists => true,
            Self::NotNull => text != "null",
            Self::Null => text == "null",
            Self::Object => text.starts_with('{'),
            Self::Array => text.starts_with('['),
            Self::Is(constant) => is_constant(text, constant),
        }
    }
}

/// Returns true if a text of JSON is a constant.
pub(super) fn is_constant(text: &str, constant: &Constant) -> bool {
    match constant {
        Constant::Text(expected) => {
            text.starts_with('"') && from_str::<String>(text).is_ok_and(|found| found == *expected)
        }
        Constant::Int(expected) => {
            is_number(text) && from_str::<i64>(text).is_ok_and(|found| found == *expected)
        }
        Constant::Bool(is_true) => text == if *is_true { "true" } else { "false" },
    }
}

/// The kind of a frame.
pub(super) enum Found {
    /// A kind that the sender may use.
    Kind(usize),
    /// A kind that only the other side uses.
    OfOtherSide(usize),
    /// No kind.
    None,
}

impl Pass<'_, '_, '_> {
    /// Finds the kind of a frame. Where nothing says who sent it, a kind of which the schema has the
    /// event comes before one that has no place for a name, and that before one of which it has not.
    pub(super) fn kind(&self, texts: &Texts<'_>) -> Found {
        let tables = &self.tables.frames;
        let kinds = tables.kinds.iter().enumerate();
        let of = kinds.filter(|(_, kind)| kind.is(texts)).map(|(at, _)| at);
        let of: Vec<usize> = of.collect();
        let Some(first) = of.first() else {
            return Found::None;
        };
        let Some(direction) = self.direction() else {
            let kind = |at: usize| &tables.kinds[at];
            let mut kinds = of.iter().copied();
            let known = kinds
                .clone()
                .find(|at| kind(*at).event.is_some() && self.event_of(kind(*at), texts).is_some());
            let nameless = || kinds.find(|at| kind(*at).event.is_none());
            return Found::Kind(known.or_else(nameless).unwrap_or(*first));
        };
        let model = self.checker.validator.model;
        let sends = |at: &&usize| {
            let kind = model.frame(tables.kinds[**at].id);
            kind.sender.sends(direction)
        };
        match of.iter().find(sends) {
            Some(at) => Found::Kind(*at),
            None => Found::OfOtherSide(*first),
        }
    }

    /// The direction of the frame, if the options or the capture say it.
    pub(super) fn direction(&self) -> Option<Direction> {
        match self.side {
            Side::Client => Some(Direction::ClientToServer),
            Side::Server => Some(Direction::ServerToClient),
            Side::Any => self.named,
        }
    }

    /// The event of a frame of a kind, by its name and the fields of the frame. For a reply that is
    /// the event of the request. Where it is known who sent the frame, an event of that side comes
    /// before one of the other side, which [`Pass::is_of_other_side`] checks.
    pub(super) fn event_of(&self, kind: &KindTable, texts: &Texts<'_>) -> Option<EventId> {
        let model = self.checker.validator.model;
        let asked = model.frame(kind.id).replies;
        let kinds = &self.tables.frames.kinds;
        let of = asked.map_or(kind, |asked| &kinds[asked.index()]);
        let alike = match kind.event {
            Some(at) => of.events.get(&wire_name(texts[at]?)?)?.as_slice(),
            // A frame without a name is of the only event, if there is one only.
            None => of.only_event.as_slice(),
        };
        let matching = |id: &EventId| {
            let mut matches = model.events()[id.index()].matches.iter();
            asked.is_some()
                || matches.all(|(field, constant)| {
                    let text = kind.field_places[*field].and_then(|at| texts[at]);
                    text.is_some_and(|text| is_constant(text, constant))
                })
        };
        let mut matching = alike.iter().copied().filter(matching);
        let Some(direction) = self.direction() else {
            return matching.next();
        };
        let sends = |id: &EventId| model.events()[id.index()].is_sent(direction);
        match asked {
            // A side answers no requests of its own.
            Some(_) => matching.find(|id| model.events()[id.index()].is_sent(direction.opposite())),
            None => matching.clone().find(sends).or_else(|| matching.next()),
        }
    }

    /// Returns true if only the other side sends an event.
    pub(super) fn is_of_other_side(&self, event: EventId) -> bool {
        let event = &self.checker.validator.model.events()[event.index()];
        let direction = self.direction();
        direction.is_some_and(|direction| !event.is_sent(direction))
    }
}

/// The name of an event on the wire, by its text of JSON.
pub(super) fn wire_name(text: &str) -> Option<WireValue> {
    match text.starts_with('"') {
        true => from_str(text).ok().map(WireValue::Text),
        false if is_number(text) => from_str(text).ok().map(WireValue::Int),
        false => None,
    }
}

/// Returns true if a text of JSON is a number; a reader takes null for an empty one.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}
