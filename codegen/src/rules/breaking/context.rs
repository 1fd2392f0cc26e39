//! Facts about a change for the rules: its parts, and the sides that send them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Carrier, Direction, Enum, EnumValue, Event, EventId, Field, FrameKind, Openness, Presence,
    Type, TypeDef, TypeId, Union, Variant,
};

use super::covered::{Went, experimental, included, is_reached, went};
use crate::diff::{
    Change, ChangedDate, Pairs, Part, PartKind, TypePair, both_carried, both_events, both_fields,
    both_frames, both_types, noun, subject,
};
use crate::lang::signatures;
use crate::reach::Reach;
use crate::sample::Sizes;
use crate::validate::Validator;
use crate::views::{InputViews, View};

/// Two schemas, and the directions in which their types travel.
#[derive(Debug)]
pub struct Context<'a> {
    /// The pairs of types and events.
    pub pairs: &'a Pairs<'a>,
    /// The ways from events to the old types.
    pub old: Reach,
    /// The ways from events to the new types.
    pub new: Reach,
    /// The ways to the old and the new types from events that both schemas know.
    known: [Reach; 2],
    /// True for old entities that are part of one that an event reaches, by including.
    pub(super) included: Vec<bool>,
    /// True for old types that only experimental parts lead to.
    experimental: Vec<bool>,
    went: Vec<Went>,
    validators: [OnceCell<Validator<'a>>; 2],
    views: OnceCell<[InputViews; 2]>,
    converting: OnceCell<[Converting; 2]>,
    sizes: [OnceCell<Sizes>; 2],
    pub(super) dates: OnceCell<Vec<ChangedDate>>,
}

/// A field, or the params of an event, whose presence is compared.
pub(crate) struct Present<'a> {
    /// What it is, and its name.
    pub(crate) name: String,
    /// The old presence and type.
    pub(crate) old: (Presence, Cow<'a, Type>),
    /// The new presence and type.
    pub(crate) new: (Presence, Cow<'a, Type>),
}

/// The params that convert into an event by themselves, with that event: of what clients send, and
/// of what the server sends.
type Converting = [BTreeMap<TypeId, EventId>; 2];

impl<'a> Context<'a> {
    /// Finds the ways to all types.
    #[must_use]
    pub fn new(pairs: &'a Pairs<'a>) -> Self {
        let old = Reach::new(pairs.old);
        let included = included(pairs.old, &old);
        Self {
            pairs,
            experimental: experimental(pairs.old, &old, &included),
            went: went(pairs),
            included,
            old,
            new: Reach::new(pairs.new),
            known: [known(pairs.old, pairs.new), known(pairs.new, pairs.old)],
            validators: [OnceCell::new(), OnceCell::new()],
            views: OnceCell::new(),
            converting: OnceCell::new(),
            sizes: [OnceCell::new(), OnceCell::new()],
            dates: OnceCell::new(),
        }
    }

    /// Checks payloads by the old schema, or by the new one.
    #[must_use]
    pub fn validator(&self, is_old: bool) -> &Validator<'a> {
        let [old, new] = &self.validators;
        match is_old {
            true => old.get_or_init(|| Validator::new(self.pairs.old)),
            false => new.get_or_init(|| Validator::new(self.pairs.new)),
        }
    }

    /// The input views of clients: by the old schema, and by the new one.
    #[must_use]
    pub fn views(&self) -> &[InputViews; 2] {
        let models = [self.pairs.old, self.pairs.new];
        self.views.get_or_init(|| models.map(InputViews::new))
    }

    /// The event of a direction that params convert into: by the old schema, and by the new one.
    #[must_use]
    pub(crate) fn converts_into(
        &self,
        direction: Direction,
        params: (TypeId, TypeId),
    ) -> [Option<EventId>; 2] {
        let directions = [Direction::ClientToServer, Direction::ServerToClient];
        let models = [self.pairs.old, self.pairs.new];
        let [old, new] = self.converting.get_or_init(|| {
            models.map(|model| directions.map(|way| signatures::converting(model, way)))
        });
        let at = usize::from(direction == Direction::ServerToClient);
        [
            old[at].get(&params.0).copied(),
            new[at].get(&params.1).copied(),
        ]
    }

    /// The entities that have the field of a change, old and new: the one that declares it, and
    /// those that include that one. None if the change is not about a field.
    pub fn entities(&self, change: &Change) -> Vec<TypePair> {
        match &change.part {
            Part::Field {
                owner, includers, ..
            } => owners(*owner, includers).collect(),
            Part::Protocol
            | Part::Type(_)
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::FrameField { .. }
            | Part::Carried(..)
            | Part::Event(_)
            | Part::Tombstone(_) => Vec::new(),
        }
    }

    /// The sizes of the smallest values that writers send: clients by the old schema, the server by
    /// the new one.
    pub(super) fn sizes(&self, is_old: bool) -> &Sizes {
        let [old, new] = &self.sizes;
        match is_old {
            true => {
                old.get_or_init(|| Sizes::new(self.pairs.old, View::of(Direction::ClientToServer)))
            }
            false => {
                new.get_or_init(|| Sizes::new(self.pairs.new, View::of(Direction::ServerToClient)))
            }
        }
    }

    /// The name of the part of a change.
    #[must_use]
    pub fn subject(&self, change: &Change) -> String {
        subject(self.pairs, &change.part)
    }

    /// The field of a change: the old one and the new one. `None`: it is not about a field.
    #[must_use]
    pub fn field(&self, change: &Change) -> Option<[Option<&'a Field>; 2]> {
        let is_field = matches!(change.part.kind(), PartKind::Field | PartKind::FrameField);
        is_field.then(|| both_fields(self.pairs, &change.part))
    }

    /// The field of a change that both schemas have.
    #[must_use]
    pub(crate) fn both_fields(&self, change: &Change) -> Option<(&'a Field, &'a Field)> {
        let [old, new] = self.field(change)?;
        Some((old?, new?))
    }

    /// The field or the params of a change that both schemas have, old and new.
    #[must_use]
    pub(crate) fn present(&self, change: &Change) -> Option<Present<'a>> {
        let subject = self.subject(change);
        match &change.part {
            Part::Field { .. } | Part::FrameField { .. } => {
                let (old, new) = self.both_fields(change)?;
                Some(Present {
                    name: format!("field `{subject}`"),
                    old: (old.presence, Cow::Borrowed(&old.ty)),
                    new: (new.presence, Cow::Borrowed(&new.ty)),
                })
            }
            Part::Carried(..) => {
                let [old, new] = both_carried(self.pairs, &change.part);
                let (old, new) = (old?, new?);
                Some(Present {
                    name: format!("{} `{subject}`", noun(self.pairs, &change.part)),
                    old: (old.presence, Cow::Owned(old.ty)),
                    new: (new.presence, Cow::Owned(new.ty)),
                })
            }
            Part::Event(_) => {
                let [old, new] = self.event(change)?;
                let (old, new) = (old?.params.as_ref()?, new?.params.as_ref()?);
                Some(Present {
                    name: format!("params of event `{subject}`"),
                    old: (old.presence, Cow::Borrowed(&old.ty)),
                    new: (new.presence, Cow::Borrowed(&new.ty)),
                })
            }
            Part::Protocol
            | Part::Type(_)
            | Part::Value { .. }
            | Part::Variant { .. }
            | Part::Frame(_)
            | Part::Tombstone(_) => None,
        }
    }

    /// The event of a change: the old one and the new one. `None`: it is not about an event.
    #[must_use]
    pub fn event(&self, change: &Change) -> Option<[Option<&'a Event>; 2]> {
        let is_event = change.part.kind() == PartKind::Event;
        is_event.then(|| both_events(self.pairs, &change.part))
    }

    /// The kind of frame of a change: the old one and the new one. `None`: it is not about one.
    #[must_use]
    pub fn frame(&self, change: &Change) -> Option<[Option<&'a FrameKind>; 2]> {
        let is_frame = change.part.kind() == PartKind::Frame;
        is_frame.then(|| both_frames(self.pairs, &change.part))
    }

    /// The type of a change: the old one and the new one. `None`: it is not about a type.
    #[must_use]
    pub fn ty(&self, change: &Change) -> Option<[Option<&'a TypeDef>; 2]> {
        let is_type = change.part.kind() == PartKind::Type;
        is_type.then(|| both_types(self.pairs, &change.part))
    }

    /// The value of a change, with its enum: the old ones and the new ones.
    #[must_use]
    pub fn value(&self, change: &Change) -> Option<[(&'a Enum, Option<&'a EnumValue>); 2]> {
        let Part::Value { owner, value } = &change.part else {
            return None;
        };
        let of = |def: &'a TypeDef, at: Option<usize>| {
            let enumeration = def.enumeration()?;
            Some((enumeration, at.and_then(|at| enumeration.values.get(at))))
        };
        Some([
            of(self.pairs.old.ty(owner.0), value.before())?,
            of(self.pairs.new.ty(owner.1), value.after())?,
        ])
    }

    /// The variant of a change, with its union: the old ones and the new ones.
    #[must_use]
    pub fn variant(&self, change: &Change) -> Option<[(&'a Union, Option<&'a Variant>); 2]> {
        let Part::Variant { owner, variant } = &change.part else {
            return None;
        };
        let of = |def: &'a TypeDef, at: Option<usize>| {
            let union = def.union()?;
            Some((union, at.and_then(|at| union.variants.get(at))))
        };
        Some([
            of(self.pairs.old.ty(owner.0), variant.before())?,
            of(self.pairs.new.ty(owner.1), variant.after())?,
        ])
    }

    /// Returns true if an old type is a closed enum.
    #[must_use]
    pub(crate) fn is_closed_enum(&self, ty: &Type) -> bool {
        let enumeration = self.pairs.old.enum_of(ty);
        enumeration.is_some_and(|closed| closed.openness == Openness::Closed)
    }

    /// Returns true if a change is of a part that may change without notice: it is experimental, or
    /// only experimental parts lead to it.
    pub(super) fn is_experimental(&self, change: &Change) -> bool {
        let ty = |id: TypeId| self.experimental[id.index()];
        match &change.part {
            Part::Protocol | Part::Tombstone(_) => false,
            Part::Type(side) => side.before().is_some_and(ty),
            Part::Event(_) => {
                let event = self.event(change).and_then(|[old, _]| old);
                event.is_some_and(|event| event.docs.experimental)
            }
            Part::Frame(_) => {
                let kind = self.frame(change).and_then(|[old, _]| old);
                kind.is_some_and(|kind| kind.docs.experimental)
            }
            Part::FrameField { owner, .. } => {
                let field = self.field(change).and_then(|[old, _]| old);
                self.pairs.old.frame(owner.0).docs.experimental
                    || field.is_some_and(|field| field.docs.experimental)
            }
            Part::Carried(old, _) => self.pairs.old.is_experimental(*old),
            Part::Field {
                owner, includers, ..
            } => {
                let field = self.field(change).and_then(|[old, _]| old);
                let mut reached = owners(*owner, includers)
                    .map(|pair| pair.0)
                    .filter(|id| self.is_reached(*id))
                    .peekable();
                let all = reached.peek().is_some() && reached.all(ty);
                all || ty(owner.0) || field.is_some_and(|field| field.docs.experimental)
            }
            Part::Variant { owner, .. } => {
                let variant = self.variant(change).and_then(|[old, _]| old.1);
                ty(owner.0) || variant.is_some_and(|variant| variant.docs.experimental)
            }
            Part::Value { owner, .. } => {
                let value = self.value(change).and_then(|[old, _]| old.1);
                ty(owner.0) || value.is_some_and(|value| value.docs.experimental)
            }
        }
    }

    /// The ways to types from events that both schemas know: in the old schema, or in the new one.
    pub(super) fn known(&self, is_old: bool) -> &Reach {
        let [old, new] = &self.known;
        if is_old { old } else { new }
    }

    /// The way in which an old type was removed.
    pub(super) fn went(&self, old: TypeId) -> Went {
        self.went[old.index()]
    }

    pub(super) fn is_reached(&self, old: TypeId) -> bool {
        is_reached(&self.old, old)
    }
}

/// The ways to types of a model from values of frames that another one has in the same direction.
fn known(model: &Model, other: &Model) -> Reach {
    let names: BTreeMap<String, Carrier> = other
        .carriers()
        .map(|(carrier, _)| (other.carrier_name(carrier), carrier))
        .collect();
    Reach::of_carriers(model, |carrier, direction| match carrier {
        Carrier::Params(id) => {
            let same = other.find_event(&model.events()[id.index()].name);
            same.is_some_and(|same| same.is_sent(direction))
        }
        Carrier::Reply(_)
        | Carrier::Error(_)
        | Carrier::Field(..)
        | Carrier::Id(_)
        | Carrier::FrameError(_) => {
            let same = names.get(&model.carrier_name(carrier));
            same.is_some_and(|same| other.carries(*same, direction))
        }
    })
}

/// The entities that have a field: the one that declares it, and those that include that one.
pub(super) fn owners(owner: TypePair, includers: &[TypePair]) -> impl Iterator<Item = TypePair> {
    std::iter::once(owner).chain(includers.iter().copied())
}
