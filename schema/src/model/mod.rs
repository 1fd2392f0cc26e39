//! The model: the schema with every name resolved to an id.
//!
//! After [`resolve`](crate::resolve()) nothing looks a name up any more. The model holds no spans,
//! so two models are equal exactly if they describe the same protocol.

use std::collections::{BTreeMap, BTreeSet};

mod aliases;
mod carried;
mod constant;
mod constraints;
mod default_value;
mod docs;
mod enums;
mod event;
mod field;
mod flat;
mod frame;
mod frame_id;
mod frame_params;
mod frame_tests;
mod kind;
mod scalar;
mod smallest;
mod text_format;
mod tombstone;
mod ty;
mod types;
mod unions;

pub use carried::Carrier;
pub use constant::Constant;
pub use constraints::{Bounds, Constraints, Float, Number};
pub use default_value::DefaultValue;
pub use docs::{Deprecated, Docs};
pub use enums::{Enum, EnumBase, EnumValue, Openness, WireValue};
pub use event::{Direction, Envelope, Event, EventId, Params, Protocol, Sender, Server, Topic};
pub use field::{Access, Field, Presence, When};
pub use frame::{Content, FrameKind, Hole, HoleKind, Member, Part, Place, Step};
pub use frame_id::FrameId;
pub use frame_tests::Test;
pub use kind::{JsonKind, kinds_text};
pub use scalar::{JsonScalar, Scalar, integer_key};
pub use text_format::TextFormat;
pub use tombstone::{RemovedPart, Tombstone};
pub use ty::{Type, TypeId, needed_items};
pub use types::{Entity, Prefix, TypeDef, TypeKind};
pub use unions::{Tag, Union, UnionForm, Variant};

/// A whole protocol.
///
/// Invariants: types and events are sorted by name, tombstones by what they are about; every
/// [`TypeId`] and [`EventId`] in a model belongs to that model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// The protocol as a whole: its name, version and frames.
    pub protocol: Protocol,
    pub(crate) types: Vec<TypeDef>,
    /// Empty: all frames are envelopes.
    pub(crate) frames: Vec<FrameKind>,
    /// The entities and unions whose keys are in frames.
    flat: BTreeSet<TypeId>,
    pub(crate) events: Vec<Event>,
    /// The parts that the protocol once had, sorted, each part once.
    pub removed: Vec<Tombstone>,
    /// The last alias of the chain that each type begins.
    alias_ends: Vec<TypeId>,
    smallest: smallest::Smallest,
}

impl Model {
    /// A model of parts that are in order: see its invariants.
    pub(crate) fn new(
        protocol: Protocol,
        types: Vec<TypeDef>,
        events: Vec<Event>,
        removed: Vec<Tombstone>,
    ) -> Self {
        let mut model = Self {
            alias_ends: aliases::ends(&types),
            smallest: smallest::Smallest::default(),
            protocol,
            types,
            frames: Vec::new(),
            flat: BTreeSet::new(),
            events,
            removed,
        };
        model.smallest = smallest::find(&model.types, |ty| model.required_objects(ty));
        model
    }

    /// Takes kinds of frames, once every event has its own.
    pub(crate) fn settle_flat(&mut self) {
        self.flat = flat::objects(self);
    }

    /// Returns true if the keys of an entity or union are in some frame among those of its shape.
    #[must_use]
    pub fn is_flat(&self, id: TypeId) -> bool {
        self.flat.contains(&id)
    }

    /// All types, sorted by name.
    #[must_use]
    pub fn types(&self) -> &[TypeDef] {
        &self.types
    }

    /// All types with their ids, sorted by name.
    pub fn types_with_ids(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types
            .iter()
            .enumerate()
            .map(|(index, def)| (TypeId::new(index), def))
    }

    /// The type of an id.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.index()]
    }

    /// The type of this name, by binary search.
    #[must_use]
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        let found = self
            .types
            .binary_search_by(|def| def.name.as_str().cmp(name));
        found.ok().map(TypeId::new)
    }

    /// All events, sorted by name.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// All events with their ids, sorted by name.
    pub fn events_with_ids(&self) -> impl Iterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(index, event)| (EventId::new(index), event))
    }

    /// The event of this name, by binary search.
    #[must_use]
    pub fn find_event(&self, name: &str) -> Option<&Event> {
        self.event_id(name).map(|id| &self.events[id.index()])
    }

    /// The number of the event of this name, by binary search.
    #[must_use]
    pub fn event_id(&self, name: &str) -> Option<EventId> {
        let found = self
            .events
            .binary_search_by(|event| event.name.as_str().cmp(name));
        found.ok().map(EventId::new)
    }

    /// The event by which a side confirms the frames of the other.
    #[must_use]
    pub fn confirming(&self, direction: Direction) -> Option<(EventId, &Event)> {
        let confirms = self.protocol.envelope.confirms.iter();
        let ids = confirms.filter_map(|name| self.event_id(name));
        let mut events = ids.map(|id| (id, &self.events[id.index()]));
        events.find(|(_, event)| event.is_sent(direction))
    }

    /// The entities and unions that say which side sends them outside events, of one side.
    pub fn sent_outside_events(&self, direction: Direction) -> impl Iterator<Item = TypeId> {
        let types = self.types_with_ids();
        types.filter_map(move |(id, def)| (def.direction() == Some(direction)).then_some(id))
    }

    /// The entity behind an id, if it is one.
    #[must_use]
    pub fn entity(&self, id: TypeId) -> Option<&Entity> {
        self.ty(id).entity()
    }

    /// The union behind an id, if it is one.
    #[must_use]
    pub fn union(&self, id: TypeId) -> Option<&Union> {
        self.ty(id).union()
    }

    /// The variant of a union whose smallest value nests least. A union of which no value ends,
    /// which the checks refuse, has none.
    #[must_use]
    pub fn smallest_variant(&self, id: TypeId) -> Option<usize> {
        self.smallest.variants.get(&id).copied()
    }

    /// Returns true if a type is an entity or a union that is the object of some union's variant.
    #[must_use]
    pub fn is_variant(&self, id: TypeId) -> bool {
        self.smallest.held.contains(&id)
    }

    /// Returns true if some value of a type ends, as far as unions decide it.
    pub(crate) fn ends(&self, id: TypeId) -> bool {
        self.smallest.is_infinite.get(id.index()) == Some(&false)
    }

    /// The enum that a value of this type is of, aliases followed; lists and maps are of none.
    #[must_use]
    pub fn enum_of(&self, ty: &Type) -> Option<&Enum> {
        match self.unaliased(ty) {
            Type::Named(id) => self.ty(*id).enumeration(),
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => None,
        }
    }

    /// A type with aliases followed to what they stand for, at the outermost level.
    ///
    /// An alias cycle, which the checks refuse, ends at one of its members.
    #[must_use]
    pub fn unaliased<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let Type::Named(id) = ty else { return ty };
        let last = self.alias_ends[id.index()];
        self.ty(last).alias().unwrap_or(ty)
    }

    /// The entity that a value of this type is, aliases followed; lists and maps are none.
    #[must_use]
    pub fn entity_of(&self, ty: &Type) -> Option<TypeId> {
        match self.unaliased(ty) {
            Type::Named(id) if self.entity(*id).is_some() => Some(*id),
            Type::Named(_)
            | Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => None,
        }
    }

    /// The entity that the params of an event are, if they are one and are always there.
    #[must_use]
    pub fn params_entity(&self, event: &Event) -> Option<TypeId> {
        let params = event.params.as_ref()?;
        let is_always = params.presence == Presence::Required;
        self.entity_of(&params.ty).filter(|_| is_always)
    }

    /// The entities and unions that every value of a type holds outside lists and maps: itself, or
    /// those that must be in a tuple.
    #[must_use]
    pub fn required_objects(&self, ty: &Type) -> Vec<TypeId> {
        match self.unaliased(ty) {
            Type::Named(_) => self.object_of(ty).into_iter().collect(),
            Type::Tuple(items) => {
                let items = items.iter();
                items.flat_map(|item| self.required_objects(item)).collect()
            }
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => Vec::new(),
        }
    }

    /// The entities and unions that a value of one may be: itself and all its variants, those of
    /// variants too.
    #[must_use]
    pub fn objects_in(&self, id: TypeId) -> Vec<TypeId> {
        let (mut objects, mut at) = (vec![id], 0);
        while let Some(id) = objects.get(at).copied() {
            at += 1;
            let union = self.union(id).into_iter();
            for ty in union.flat_map(Union::same_object) {
                let held = self.object_of(ty);
                objects.extend(held.filter(|held| !objects.contains(held)));
            }
        }
        objects
    }

    /// The union that a value of this type is, aliases followed; lists and maps are none.
    #[must_use]
    pub fn union_of(&self, ty: &Type) -> Option<TypeId> {
        self.object_of(ty).filter(|id| self.union(*id).is_some())
    }

    /// The entity or union that a value of this type is, aliases followed; lists and maps are none.
    /// Such a value is never empty.
    #[must_use]
    pub fn object_of(&self, ty: &Type) -> Option<TypeId> {
        match self.unaliased(ty) {
            Type::Named(id) => match self.ty(*id).kind {
                TypeKind::Entity(_) | TypeKind::Union(_) => Some(*id),
                TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => None,
            },
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Tuple(_)
            | Type::Any => None,
        }
    }

    /// A type with the targets of all aliases in it.
    #[must_use]
    pub fn expanded(&self, ty: &Type) -> Type {
        let of = |ty: &Type| Box::new(self.expanded(ty));
        match self.unaliased(ty) {
            Type::List(item) => Type::List(of(item)),
            Type::Map(key, value) => Type::Map(of(key), of(value)),
            Type::Tuple(items) => Type::Tuple(items.iter().map(|ty| self.expanded(ty)).collect()),
            Type::Nullable(item) => Type::Nullable(of(item)),
            ty
            @ (Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any) => {
                ty.clone()
            }
        }
    }

    /// Returns true if a value of a type is the object of an entity, or of a union of them.
    #[must_use]
    pub fn is_object(&self, ty: &Type) -> bool {
        self.object_of(ty).is_some_and(|id| {
            let union = self.union(id);
            union.is_none_or(|union| union.form.is_of_objects())
        })
    }

    /// The built-in scalar a value of this type is on the wire, if it is text or a number or a
    /// boolean there: aliases, scalars and enums followed.
    #[must_use]
    pub fn wire_scalar(&self, ty: &Type) -> Option<Scalar> {
        match self.unaliased(ty) {
            Type::Scalar(scalar) => Some(*scalar),
            Type::Named(id) => {
                let def = self.ty(*id);
                let of_enum = def.enumeration().map(|listing| listing.base.scalar());
                def.base().or(of_enum)
            }
            Type::Constant(constant) => Some(constant.scalar()),
            Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Null
            | Type::Any => None,
        }
    }

    /// The constraints of the scalar that a value of this type is, aliases followed; of another type
    /// none.
    #[must_use]
    pub fn constraints_of(&self, ty: &Type) -> Constraints {
        match self.unaliased(ty) {
            Type::Named(id) => self.ty(*id).constraints.clone(),
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => Constraints::default(),
        }
    }

    /// The names of the topics, sorted, each once.
    #[must_use]
    pub fn topics(&self) -> Vec<&str> {
        let types = self.types.iter().map(|def| def.topic.as_str());
        let mut topics: Vec<_> = types
            .chain(self.events.iter().map(|event| event.topic.as_str()))
            .chain(self.frames.iter().map(|kind| kind.topic.as_str()))
            .collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// The types of each topic that has any, both in the order of names.
    #[must_use]
    pub fn types_by_topic(&self) -> BTreeMap<&str, Vec<(TypeId, &TypeDef)>> {
        let mut topics: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (id, def) in self.types_with_ids() {
            topics
                .entry(def.topic.as_str())
                .or_default()
                .push((id, def));
        }
        topics
    }

    /// A type as it is written in a schema file; a constant as its value.
    #[must_use]
    pub fn type_text(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar) => scalar.name().to_owned(),
            Type::Named(id) => self.ty(*id).name.clone(),
            Type::List(item) => format!("list<{}>", self.type_text(item)),
            Type::Map(key, value) => {
                format!("map<{}, {}>", self.type_text(key), self.type_text(value))
            }
            Type::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.type_text(item)).collect();
                format!("tuple<{}>", items.join(", "))
            }
            Type::Nullable(item) => format!("{}?", self.type_text(item)),
            Type::Constant(constant) => constant.to_string(),
            Type::Null => "null".to_owned(),
            Type::Any => "any".to_owned(),
        }
    }
}
