//! The kinds of changes: one table. A row has the name of a kind in JSON, its group, and the phrase
//! for it where there are no values. For each part that it may be about, it has the words for the
//! values and the meaning of the change on the wire.

use super::about::{About, DOCUMENTED, Meaning};
use super::constrained_words::{CONSTRAINED, constraint_words};
use super::constraints::ConstraintsChange;
use super::empty_dates::EmptyDates;
use super::group::Group;
use super::params::{ParamsChange, ReplyChange};
use super::part::{Part, PartKind};
use super::relation::Relation;
use super::when::WhenChange;
use super::{frame_words, meanings, values};

/// A row of the table.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) group: Group,
    pub(super) phrase: &'static str,
    about: &'static [About],
}

impl Row {
    /// The words and the meaning for a part. `None`: the kind is not about such parts.
    pub(super) fn about(&self, part: &Part) -> Option<&'static About> {
        let kind = part.kind();
        self.about.iter().find(|about| about.parts.contains(&kind))
    }
}

macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])+
        $kind:ident $(($detail:ident: $type:ty))?,
        $name:literal, $group:ident, $phrase:literal, [$($about:expr),* $(,)?];
    )+) => {
        /// The kind of a change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum What {
            $( $(#[doc = $doc])+ $kind $(($type))?, )+
        }

        impl What {
            pub(super) fn row(self) -> &'static Row {
                match self {
                    $( Self::$kind { .. } => {
                        const ABOUT: &[About] = &[$($about),*];
                        const ROW: Row = Row {
                            name: $name,
                            group: Group::$group,
                            phrase: $phrase,
                            about: ABOUT,
                        };
                        &ROW
                    } )+
                }
            }

            /// The relation of the new value to the old one, where types are compared.
            #[must_use]
            pub(crate) fn relation(self) -> Option<Relation> {
                match self {
                    $( Self::$kind $(($detail))? => {
                        let relations: &[Option<Relation>] = &[$(Option::<Relation>::from($detail))?];
                        relations.first().copied().flatten()
                    } )+
                }
            }
        }
    };
}

impl What {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The relation of the types that are compared. `None`: it is no change of types.
    pub(crate) fn types(self) -> Option<Relation> {
        if let Self::Kind(relation)
        | Self::Type(relation)
        | Self::Base(relation)
        | Self::Params(ParamsChange::Replaced(relation)) = self
        {
            return Some(relation);
        }
        (self == Self::EnumBase).then_some(Relation::Changed)
    }

    /// The kinds of parts that the change may be about.
    pub fn parts(self) -> impl Iterator<Item = PartKind> {
        let about = self.row().about.iter();
        about.flat_map(|about| about.parts.iter().copied())
    }
}

const CODE_ONLY: Meaning = Meaning::Text(meanings::CODE_ONLY);

kinds! {
    /// A part that only the new model has.
    Added, "added", Added, "added", [
        About::ty(values::whole_type),
        About::field(values::whole_field).means(Meaning::Of(meanings::field_added)),
        About::value(values::on_wire).means(Meaning::Sent(
            "Clients may send it.",
            "The server may send it; clients must accept it.",
        )),
        About::variant(values::whole_variant).means(Meaning::Sent(
            "Clients may send it.",
            "The server may send it; clients must accept it.",
        )),
        About::frame(frame_words::whole).means(Meaning::Sent(
            "Clients may send it.",
            "Clients that do not know it reject it.",
        )),
        About::event(values::whole_event).means(Meaning::Sent(
            "Clients may send it.",
            "Clients that do not know it skip it.",
        )),
        About::plain(&[PartKind::Tombstone]),
    ];
    /// A part that only the old model has.
    Removed, "removed", Removed, "removed", [
        About::ty(values::whole_type),
        About::field(values::whole_field).means(Meaning::Of(meanings::field_removed)),
        About::value(values::on_wire).means(Meaning::Sent(
            "Clients must no longer send it.",
            "The server no longer sends it.",
        )),
        About::variant(values::whole_variant).means(Meaning::Sent(
            "Clients must no longer send it.",
            "The server no longer sends it.",
        )),
        About::frame(frame_words::whole).means(Meaning::Sent(
            "The server no longer knows it.",
            "The server no longer sends it.",
        )),
        About::event(values::whole_event).means(Meaning::Sent(
            "The server no longer knows it.",
            "The server no longer sends it.",
        )),
        About::plain(&[PartKind::Tombstone]),
    ];
    /// The name of a part; of an enum value, it is `CodeName`.
    Renamed, "renamed", Changed, "renamed", [
        About::ty(values::type_name).means(CODE_ONLY),
        About::field(values::field_key).means(Meaning::Text(
            "The key on the wire changes; the old one is no longer read.",
        )),
        About::event(values::event_name).means(Meaning::Text(
            "The old name is no longer known; the params did not change.",
        )),
    ];
    /// The topic of a part.
    Moved, "moved", Changed, "moved", [
        About::ty(values::type_topic).lead("topic").means(CODE_ONLY),
        About::frame(frame_words::topic).lead("topic").means(CODE_ONLY),
        About::event(values::event_topic).lead("topic").means(CODE_ONLY),
    ];
    /// The name of a part in generated code.
    CodeName, "code-name", Changed, "another name in code", [
        About::field(values::field_code_name).means(CODE_ONLY),
        About::value(values::value_name).means(CODE_ONLY),
        About::variant(values::variant_name).means(CODE_ONLY),
        About::frame(frame_words::name).means(CODE_ONLY),
        About::event(values::event_code_name).means(CODE_ONLY),
    ];
    /// The kind of a type, such as an entity that was an enum.
    Kind(relation: Relation), "kind", Changed, "another kind", [
        About::ty(values::type_kind).means(Meaning::Of(meanings::related)),
    ];
    /// The presence of a field or of params on the wire, and whether they may be null.
    Presence, "presence", Changed, "another presence", [
        About::field(values::presence).means(Meaning::Of(meanings::presence)),
        About::carried(frame_words::presence).means(Meaning::Of(meanings::presence)),
        About::event(values::params_presence).lead("params").means(Meaning::Of(meanings::presence)),
    ];
    /// The sides that may write a field.
    Access, "access", Changed, "another access", [
        About::field(values::access).means(Meaning::Of(meanings::access)),
    ];
    /// The type of a field or a variant.
    Type(relation: Relation), "type", Changed, "another type", [
        About::variant(values::variant_type).means(Meaning::Of(meanings::related)),
        About::field(values::field_type).means(Meaning::Of(meanings::related)),
        About::carried(frame_words::ty).means(Meaning::Of(meanings::related)),
    ];
    /// The condition under which a field has a meaning.
    When(change: WhenChange), "when", Changed, "another condition", [
        About::field(values::when).means(Meaning::Of(meanings::when)),
    ];
    /// The use of `""` for no date and time.
    EmptyDates(change: EmptyDates), "empty-dates", Changed, "another use of empty dates", [
        About::related(
            &[PartKind::Protocol, PartKind::Type, PartKind::Field],
            values::empty_dates,
        )
        .means(Meaning::Of(meanings::empty_dates)),
    ];
    /// The ranges, regular expressions or formats of values, at any place of a type.
    Constraints(change: ConstraintsChange), "constraints", Changed, "other constraints", [
        About::pair(CONSTRAINED, constraint_words),
    ];
    /// The default of a field.
    Default, "default", Changed, "another default", [
        About::field(values::default).means(Meaning::Text(
            "A missing field has another meaning, as documented.",
        )),
    ];
    /// The type of an alias, or the base of a scalar.
    Base(relation: Relation), "base", Changed, "another base", [
        About::ty(values::base).means(Meaning::Of(meanings::related)),
    ];
    /// The base of an enum: texts or integers.
    EnumBase, "enum-base", Changed, "another base", [
        About::ty(values::enum_base).means(Meaning::Text(meanings::CHANGED)),
    ];
    /// The value of a closed enum that a missing one is read as.
    Empty, "empty", Changed, "another empty value", [
        About::ty(values::empty)
            .lead("empty value")
            .means(Meaning::Text("The meaning of a missing value changed.")),
    ];
    /// The value on the wire for the name of a value.
    WireValue, "wire-value", Changed, "another value on the wire", [
        About::value(values::on_wire)
            .means(Meaning::Text("The name has another value on the wire.")),
        About::variant(values::variant_value)
            .means(Meaning::Text("The name has another value on the wire.")),
        About::event(frame_words::event_value)
            .means(Meaning::Text("The name on the wire changed; the old one is no longer known.")),
    ];
    /// The part of a value by which a receiver knows the variant of a union.
    Form, "form", Changed, "another form", [
        About::ty(values::form).means(Meaning::Text(
            "Peers of the two versions cannot read each other's values.",
        )),
    ];
    /// The openness of an enum or a union.
    Openness, "openness", Changed, "another openness", [
        About::ty(values::openness).means(Meaning::Of(meanings::openness)),
    ];
    /// The prefixes of a scalar's texts.
    Prefixes, "prefixes", Changed, "other prefixes", [
        About::ty(values::prefixes).means(CODE_ONLY),
    ];
    /// The entities that are included. Fields that come or go with them are changes of their own.
    Includes, "includes", Changed, "other includes", [
        About::ty(values::includes).lead("includes"),
    ];
    /// The order of fields or values.
    Order, "order", Docs, "another order", [
        About::plain(&[PartKind::Type]),
    ];
    /// The sender of an event, or of an entity or a union outside events.
    Direction, "direction", Changed, "another sender", [
        About::ty(values::sender).lead("sent by"),
        About::frame(frame_words::direction).lead("sent by").means(Meaning::Of(meanings::senders)),
        About::event(values::direction).lead("sent by").means(Meaning::Of(meanings::senders)),
    ];
    /// The constants and places of a kind of frame.
    Shape, "shape", Changed, "another shape", [
        About::frame(frame_words::shape).means(Meaning::Of(meanings::shape)),
    ];
    /// The kinds of frames that receivers try before this one.
    Precedence, "precedence", Changed, "another order", [
        About::plain(&[PartKind::Frame]).means(Meaning::Text(
            "A frame that fits several kinds is now taken for another one.",
        )),
    ];
    /// The kind of frame that a reply answers.
    Replies, "replies", Changed, "another request", [
        About::plain(&[PartKind::Frame]).means(Meaning::Text("It answers other requests.")),
    ];
    /// The kind of frame that an event travels in.
    Frame, "frame", Changed, "another kind of frame", [
        About::event(frame_words::event_frame).lead("in").means(Meaning::Text(
            "Receivers of the other version do not know the event in that frame.",
        )),
    ];
    /// The values of fields of the frame that distinguish an event from others of its name.
    Match, "match", Changed, "another match", [
        About::event(frame_words::matches).means(Meaning::Text(
            "Receivers of the other version take the frame for another event.",
        )),
    ];
    /// The reply to an event.
    Reply(change: ReplyChange), "reply", Changed, "another reply", [
        About::event(frame_words::reply).lead("reply").means(Meaning::Text(
            "One side waits for a reply, or gets one that it does not expect.",
        )),
    ];
    /// The params of an event.
    Params(change: ParamsChange), "params", Changed, "other params", [
        About::event(values::params).lead("params").means(Meaning::Of(meanings::params)),
    ];
    /// The keys of a frame.
    Envelope, "envelope", Changed, "another envelope", [
        About::model(values::envelope).means(Meaning::Text(
            "Peers of the two versions cannot read each other's frames.",
        )),
    ];
    /// The functions and types of generated code for frames in general, as the kinds of frames decide
    /// them.
    EntryPoints, "entry-points", Changed, "other entry points of generated code", [
        About::model(values::framing).lead("frames are").means(CODE_ONLY),
    ];
    /// The name of the protocol.
    Name, "name", Changed, "another name", [
        About::protocol(values::protocol_name),
    ];
    /// The version of the protocol.
    Version, "version", Changed, "another version", [
        About::protocol(values::version),
    ];
    /// The title of the protocol.
    Title, "title", Docs, "another title", [
        About::protocol(values::title).lead("title"),
    ];
    /// The licence of the protocol.
    License, "license", Docs, "another license", [
        About::protocol(values::license).lead("license"),
    ];
    /// The page about the protocol.
    Url, "url", Docs, "another URL", [
        About::protocol(values::url).lead("URL"),
    ];
    /// The servers of the protocol.
    Servers, "servers", Docs, "other servers", [
        About::protocol(values::servers).lead("servers"),
    ];
    /// The titles, descriptions and lifecycles of topics.
    Topics, "topics", Docs, "other titles or descriptions of topics", [
        About::plain(&[PartKind::Protocol]),
    ];
    /// The placeholders of examples.
    Placeholders, "placeholders", Docs, "other placeholders of examples", [
        About::plain(&[PartKind::Protocol]),
    ];
    /// The first version that has the part.
    Since, "since", Docs, "another first version", [
        About::docs(values::since).lead("since"),
        About::tombstone(values::removed_in).lead("removed in"),
    ];
    /// A part became deprecated.
    Deprecated, "deprecated", Deprecated, "deprecated", [
        About::docs(values::deprecation),
    ];
    /// A part is no longer deprecated.
    Undeprecated, "undeprecated", Changed, "not deprecated any more", [
        About::plain(DOCUMENTED),
    ];
    /// The version or the note of a deprecation.
    DeprecationNote, "deprecation-note", Docs, "another note on its deprecation", [
        About::docs(values::deprecation),
    ];
    /// A part became experimental.
    Experimental, "experimental", Changed, "experimental", [
        About::plain(DOCUMENTED),
    ];
    /// A part is no longer experimental.
    Stable, "stable", Changed, "not experimental any more", [
        About::plain(DOCUMENTED),
    ];
    /// The description.
    Docs, "docs", Docs, "docs", [
        About::plain(DOCUMENTED),
        About::plain(&[PartKind::Protocol, PartKind::Tombstone]),
    ];
}
