//! The texts of a kind of change about a part: the words for the old and the new value, and the
//! meaning of the change on the wire.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Docs, EnumValue, Event, Field, FrameKind, Params, Protocol, Tombstone, TypeDef, TypeId, Union,
    Variant,
};

use super::pairs::Pairs;
use super::part::{Part, PartKind};
use super::parts::{self, Both};
use super::relation::Relation;

/// The texts of a kind of change for some kinds of parts.
pub(super) struct About {
    /// The kinds of parts.
    pub(super) parts: &'static [PartKind],
    /// The attribute that the values are of, where the name of the change does not say it.
    pub(super) lead: &'static str,
    pub(super) values: Values,
    pub(super) meaning: Meaning,
}

/// The function that puts the value of one side into words. `None`: there is no value to show.
pub(super) enum Values {
    None,
    Protocol(fn(&Protocol) -> Option<String>),
    Type(fn(&Model, &TypeDef) -> Option<String>),
    /// The value of the protocol that its kinds of frames decide, too.
    Model(fn(&Model) -> Option<String>),
    Frame(fn(&FrameKind) -> Option<String>),
    Carried(fn(&Model, &Params) -> Option<String>),
    /// The value of a field of an entity, with the entity, or of a kind of frame.
    Field(fn(&Model, Option<TypeId>, &Field) -> Option<String>),
    Value(fn(&EnumValue) -> Option<String>),
    Variant(fn(&Model, &Union, &Variant) -> Option<String>),
    Event(fn(&Model, &Event) -> Option<String>),
    Tombstone(fn(&Tombstone) -> Option<String>),
    /// The value of every part that has docs.
    Docs(fn(&Docs) -> Option<String>),
    /// The words for both sides, which show only what differs.
    Pair(fn(&Pairs<'_>, &Part) -> Both<String>),
    /// The relation, which shows both values.
    Relation(fn(Relation) -> Both<String>),
}

/// The effect of a change that peers see.
pub(super) enum Meaning {
    /// No effect, or none beyond the words.
    Silent,
    /// The effect for any sender.
    Text(&'static str),
    /// The effect if clients send it, and the effect if the server does.
    Sent(&'static str, &'static str),
    Of(fn(&Travels<'_>) -> String),
}

/// A change, and the sides that send its part.
pub(super) struct Travels<'a> {
    pub(super) pairs: &'a Pairs<'a>,
    pub(super) part: &'a Part,
    pub(super) relation: Option<Relation>,
    pub(super) clients: bool,
    pub(super) server: bool,
}

/// The kinds of parts that have docs.
pub(super) const DOCUMENTED: &[PartKind] = &[
    PartKind::Type,
    PartKind::Field,
    PartKind::Value,
    PartKind::Variant,
    PartKind::Frame,
    PartKind::FrameField,
    PartKind::Event,
];

impl About {
    const fn new(parts: &'static [PartKind], values: Values) -> Self {
        Self {
            parts,
            lead: "",
            values,
            meaning: Meaning::Silent,
        }
    }

    pub(super) const fn protocol(value: fn(&Protocol) -> Option<String>) -> Self {
        Self::new(&[PartKind::Protocol], Values::Protocol(value))
    }

    pub(super) const fn ty(value: fn(&Model, &TypeDef) -> Option<String>) -> Self {
        Self::new(&[PartKind::Type], Values::Type(value))
    }

    pub(super) const fn field(value: fn(&Model, Option<TypeId>, &Field) -> Option<String>) -> Self {
        Self::new(
            &[PartKind::Field, PartKind::FrameField],
            Values::Field(value),
        )
    }

    pub(super) const fn model(value: fn(&Model) -> Option<String>) -> Self {
        Self::new(&[PartKind::Protocol], Values::Model(value))
    }

    pub(super) const fn frame(value: fn(&FrameKind) -> Option<String>) -> Self {
        Self::new(&[PartKind::Frame], Values::Frame(value))
    }

    pub(super) const fn carried(value: fn(&Model, &Params) -> Option<String>) -> Self {
        Self::new(&[PartKind::Carried], Values::Carried(value))
    }

    pub(super) const fn value(value: fn(&EnumValue) -> Option<String>) -> Self {
        Self::new(&[PartKind::Value], Values::Value(value))
    }

    pub(super) const fn variant(value: fn(&Model, &Union, &Variant) -> Option<String>) -> Self {
        Self::new(&[PartKind::Variant], Values::Variant(value))
    }

    pub(super) const fn event(value: fn(&Model, &Event) -> Option<String>) -> Self {
        Self::new(&[PartKind::Event], Values::Event(value))
    }

    pub(super) const fn tombstone(value: fn(&Tombstone) -> Option<String>) -> Self {
        Self::new(&[PartKind::Tombstone], Values::Tombstone(value))
    }

    pub(super) const fn docs(value: fn(&Docs) -> Option<String>) -> Self {
        Self::new(DOCUMENTED, Values::Docs(value))
    }

    pub(super) const fn related(
        parts: &'static [PartKind],
        values: fn(Relation) -> Both<String>,
    ) -> Self {
        Self::new(parts, Values::Relation(values))
    }

    pub(super) const fn pair(
        parts: &'static [PartKind],
        values: fn(&Pairs<'_>, &Part) -> Both<String>,
    ) -> Self {
        Self::new(parts, Values::Pair(values))
    }

    /// A row for parts of which the phrase of the kind is enough.
    pub(super) const fn plain(parts: &'static [PartKind]) -> Self {
        Self::new(parts, Values::None)
    }

    pub(super) const fn lead(mut self, lead: &'static str) -> Self {
        self.lead = lead;
        self
    }

    pub(super) const fn means(mut self, meaning: Meaning) -> Self {
        self.meaning = meaning;
        self
    }
}

impl Values {
    /// The old and the new value.
    pub(super) fn of(
        &self,
        pairs: &Pairs<'_>,
        part: &Part,
        relation: Option<Relation>,
    ) -> Both<String> {
        let models = [pairs.old, pairs.new];
        match self {
            Self::None => [None, None],
            Self::Protocol(value) => parts::protocols(pairs, part).map(|part| value(part?)),
            Self::Type(value) => with_models(models, parts::types(pairs, part), |model, def| {
                value(model, def)
            }),
            Self::Model(value) => models.map(value),
            Self::Frame(value) => parts::frames(pairs, part).map(|part| value(part?)),
            Self::Carried(value) => {
                let carried = parts::carried(pairs, part);
                with_models(models, carried, |model, carried| value(model, &carried))
            }
            Self::Field(value) => {
                let [old, new] = parts::owned_fields(pairs, part);
                let owners = [old, new].map(|found| found.map(|(owner, _)| owner));
                let [old, new] = parts::fields(pairs, part);
                let fields = [
                    old.map(|field| (owners[0], field)),
                    new.map(|field| (owners[1], field)),
                ];
                with_models(models, fields, |model, (owner, field)| {
                    value(model, owner, field)
                })
            }
            Self::Value(value) => parts::values(pairs, part).map(|part| value(part?)),
            Self::Variant(value) => {
                let variants = parts::variants(pairs, part);
                with_models(models, variants, |model, (union, variant)| {
                    value(model, union, variant)
                })
            }
            Self::Event(value) => {
                let events = parts::events(pairs, part);
                with_models(models, events, value)
            }
            Self::Tombstone(value) => parts::tombstones(pairs, part).map(|part| value(part?)),
            Self::Docs(value) => parts::docs(pairs, part).map(|part| value(part?)),
            Self::Pair(values) => values(pairs, part),
            Self::Relation(values) => relation.map_or([None, None], values),
        }
    }
}

fn with_models<T>(
    [old, new]: [&Model; 2],
    [before, now]: Both<T>,
    value: impl Fn(&Model, T) -> Option<String>,
) -> Both<String> {
    [
        before.and_then(|part| value(old, part)),
        now.and_then(|part| value(new, part)),
    ]
}

impl Meaning {
    /// The sentences for a change.
    pub(super) fn of(&self, travels: &Travels<'_>) -> String {
        match self {
            Self::Silent => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Sent(client, server) => travels.sentences(client, server),
            Self::Of(meaning) => meaning(travels),
        }
    }
}

impl Travels<'_> {
    /// Joins a sentence for clients that send it and one for the server, each if that side sends
    /// it.
    pub(super) fn sentences(&self, client: &str, server: &str) -> String {
        let all = [(self.clients, client), (self.server, server)];
        let said = all.into_iter().filter(|(said, _)| *said);
        said.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }
}
