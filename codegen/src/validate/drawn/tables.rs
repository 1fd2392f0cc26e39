//! The kinds of frames compiled for the checker: all places of all kinds in one tree.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Constant, Content, EventId, FrameId, FrameKind, HoleKind, Presence, Step, Test, Type, WireValue,
};

use crate::validate::around::may_be_wrapped;
use crate::validate::node::{NodeId, ParamsTable};

/// The kinds of frames of a model.
#[derive(Debug, Clone, Default)]
pub(in crate::validate) struct FrameTables {
    pub(in crate::validate) kinds: Vec<KindTable>,
    /// The places that decide, the whole frame first.
    pub(super) places: Vec<PlaceTable>,
    /// The result of the reply to each event.
    pub(super) replies: Vec<Option<ParamsTable>>,
    /// The error of the reply to each event, if it has one of its own.
    pub(super) errors: Vec<Option<NodeId>>,
    /// True if a capture may hold each frame in an object of its own.
    pub(in crate::validate) may_be_wrapped: bool,
    /// True if a kind has several events and no place for the name of one.
    pub(in crate::validate) has_nameless: bool,
}

/// A place in frames, and those in it.
#[derive(Debug, Clone, Default)]
pub(super) struct PlaceTable {
    pub(super) keys: Vec<(String, usize)>,
    pub(super) items: Vec<Option<usize>>,
}

/// A kind of frame.
#[derive(Debug, Clone)]
pub(in crate::validate) struct KindTable {
    pub(super) id: FrameId,
    /// The tests of a frame of the kind, by their places.
    pub(super) tests: Vec<(usize, Need)>,
    /// The place of the name of the event.
    pub(super) event: Option<usize>,
    /// The place of the id.
    pub(super) id_place: Option<usize>,
    pub(super) id_type: Option<ParamsTable>,
    pub(super) error: Option<ParamsTable>,
    pub(super) fields: Vec<ParamsTable>,
    /// The places of the fields, by their positions.
    pub(super) field_places: Vec<Option<usize>>,
    /// The events of the kind by their names on the wire, those that more fields decide first.
    pub(super) events: BTreeMap<WireValue, Vec<EventId>>,
    /// The event of the kind, if it has one only.
    pub(super) only_event: Option<EventId>,
}

impl KindTable {
    pub(in crate::validate) fn id(&self) -> FrameId {
        self.id
    }

    /// The types of the values that frames of the kind carry besides events and replies.
    pub(in crate::validate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let own = self.id_type.into_iter().chain(self.error);
        let all = self.fields.iter().copied().chain(own);
        all.map(|value| value.node)
    }
}

/// What a place must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    Object,
    Array,
    Exists,
    NotNull,
    Null,
    Is(Constant),
}

impl FrameTables {
    /// Compiles the kinds of a model; `node` gives the number of a type in use.
    pub(in crate::validate) fn new(model: &Model, mut node: impl FnMut(&Type) -> NodeId) -> Self {
        let mut tables = Self {
            may_be_wrapped: may_be_wrapped(model),
            ..Self::default()
        };
        if model.frames().is_empty() {
            return tables;
        }
        tables.places.push(PlaceTable::default());
        for (id, kind) in model.frames_with_ids() {
            let table = tables.kind(model, id, kind, &mut node);
            let has_several = table.only_event.is_none() && !table.events.is_empty();
            tables.has_nameless |= table.event.is_none() && has_several;
            tables.kinds.push(table);
        }
        for event in model.events() {
            let reply = event.reply.as_ref();
            let reply = reply.map(|reply| params(&mut node, &reply.ty, reply.presence));
            tables.replies.push(reply);
            tables.errors.push(event.error.as_ref().map(&mut node));
        }
        tables
    }

    /// The types of the result and of the own error of the reply to an event.
    pub(in crate::validate) fn nodes_of_reply(&self, event: usize) -> impl Iterator<Item = NodeId> {
        let reply = self.replies.get(event).copied().flatten();
        let error = self.errors.get(event).copied().flatten();
        reply.map(|reply| reply.node).into_iter().chain(error)
    }

    fn kind(
        &mut self,
        model: &Model,
        id: FrameId,
        kind: &FrameKind,
        node: &mut impl FnMut(&Type) -> NodeId,
    ) -> KindTable {
        let tests = kind.tests().into_iter().map(|(path, test)| {
            let need = match test {
                Test::Object => Need::Object,
                Test::Array => Need::Array,
                Test::Exists => Need::Exists,
                Test::NotNull => Need::NotNull,
                Test::Null => Need::Null,
                Test::Is(constant) => Need::Is(constant.clone()),
            };
            (self.place(&path), need)
        });
        let tests = tests.collect();
        let of_id = kind.id.as_ref();
        let of_error = kind.error.as_ref();
        let (events, only_event) = events_of(model, id);
        let mut table = KindTable {
            id,
            tests,
            event: None,
            id_place: None,
            id_type: of_id.map(|found| params(node, &found.ty, found.presence)),
            error: of_error.map(|found| params(node, &found.ty, found.presence)),
            fields: kind
                .fields
                .iter()
                .map(|field| params(node, &field.ty, field.presence))
                .collect(),
            field_places: vec![None; kind.fields.len()],
            events,
            only_event,
        };
        for place in kind.places() {
            let Content::Hole(hole) = place.content else {
                continue;
            };
            let at = self.place(&place.path);
            match hole.kind {
                HoleKind::Event => table.event = Some(at),
                HoleKind::Id => table.id_place = Some(at),
                HoleKind::Field(field) => table.field_places[field] = Some(at),
                HoleKind::Params | HoleKind::Result | HoleKind::Error => {}
            }
        }
        table
    }

    /// The number of a place, which is added where it is missing.
    fn place(&mut self, path: &[Step]) -> usize {
        let mut at = 0;
        for step in path {
            let next = self.places.len();
            let here = &mut self.places[at];
            let found = match step {
                Step::Key(key) => match here.keys.iter().find(|(known, _)| known == key) {
                    Some((_, found)) => *found,
                    None => {
                        here.keys.push((key.clone(), next));
                        next
                    }
                },
                Step::Index(index) => {
                    if here.items.len() <= *index {
                        here.items.resize(index + 1, None);
                    }
                    *here.items[*index].get_or_insert(next)
                }
            };
            if found == next {
                self.places.push(PlaceTable::default());
            }
            at = found;
        }
        at
    }
}

/// The events of a kind by their names on the wire; and the only one, if there is one.
fn events_of(model: &Model, kind: FrameId) -> (BTreeMap<WireValue, Vec<EventId>>, Option<EventId>) {
    let events = model.events_with_ids();
    let events: Vec<_> = events
        .filter(|(_, event)| event.frame == Some(kind))
        .collect();
    let mut by_name: BTreeMap<WireValue, Vec<EventId>> = BTreeMap::new();
    for (id, event) in &events {
        by_name.entry(event.wire_name()).or_default().push(*id);
    }
    for alike in by_name.values_mut() {
        alike.sort_by_key(|id| Reverse(model.events()[id.index()].matches.len()));
    }
    let only = match events.as_slice() {
        [(id, _)] => Some(*id),
        _ => None,
    };
    (by_name, only)
}

fn params(node: &mut impl FnMut(&Type) -> NodeId, ty: &Type, presence: Presence) -> ParamsTable {
    ParamsTable {
        node: node(ty),
        may_be_null: presence.may_be_null(),
        may_be_absent: presence.may_be_absent(),
    }
}
