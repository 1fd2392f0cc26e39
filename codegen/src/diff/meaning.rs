//! What a change means on the wire, for a changelog.

use tdproto_schema::Model;
use tdproto_schema::model::{Access, Direction, Field, Openness, Presence, Scalar, Type, TypeKind};

use super::{Change, EmptyDates, Pairs, ParamsChange, Part, Relation, What, WhenChange, words};

/// Sentences that say what peers see of a change; `senders` are those who send what it is about.
pub(crate) fn meaning(pairs: &Pairs<'_>, change: &Change, senders: &[Direction]) -> String {
    let sends = |direction: Direction| senders.contains(&direction);
    let (client, server) = (
        sends(Direction::ClientToServer),
        sends(Direction::ServerToClient),
    );
    match (&change.part, change.what) {
        (Part::Field { owner, field, .. }, what) => {
            let [old, new] = words::fields(pairs, *owner, *field);
            if range_changed(pairs, change) {
                return RANGE.to_owned();
            }
            let clients = client
                && new
                    .or(old)
                    .is_some_and(|field| field.access == Access::ReadWrite);
            of_field(old, new, what, clients, server)
        }
        (Part::Value { .. }, What::Added) => either(
            (client, "Clients may send it."),
            (server, "The server may send it; clients must accept it."),
        ),
        (Part::Value { .. }, What::Removed) => either(
            (client, "Clients must no longer send it."),
            (server, "The server no longer sends it."),
        ),
        (Part::Event(_), What::Added) => either(
            (client, "Clients may send it."),
            (server, "Clients that do not know it skip it."),
        ),
        (Part::Event(_), What::Removed) => either(
            (client, "The server no longer knows it."),
            (server, "The server no longer sends it."),
        ),
        (Part::Event(_), What::Renamed) => {
            "The old name is no longer known; the params did not change.".to_owned()
        }
        (Part::Type(_), What::Openness) => match words::type_kind(pairs, change) {
            Some(TypeKind::Enum(found)) if found.openness == Openness::Closed => {
                "Unlisted values are rejected.".to_owned()
            }
            Some(TypeKind::Enum(_)) => "Unlisted values may occur and are kept.".to_owned(),
            Some(TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_)) | None => {
                String::new()
            }
        },
        (_, What::Params(ParamsChange::Added)) => "The frame has params.".to_owned(),
        (_, What::Params(ParamsChange::Removed)) => "The frame no longer has params.".to_owned(),
        (_, What::Direction) => {
            "The direction is reversed: former receivers now send it.".to_owned()
        }
        (_, What::Envelope) => {
            "Peers of the two versions cannot read each other's frames.".to_owned()
        }
        (_, What::EnumBase) => related(Relation::Changed),
        (_, What::EmptyDates(change)) => empty_dates(change, client, server),
        (_, What::Empty) => "The meaning of a missing value changed.".to_owned(),
        (_, What::WireValue) => "The name has another value on the wire.".to_owned(),
        (_, What::Renamed | What::Moved | What::CodeName | What::Prefixes) => {
            "Only generated code changes.".to_owned()
        }
        (
            _,
            what @ (What::Kind(_)
            | What::Base(_)
            | What::Type(_)
            | What::When(_)
            | What::Params(ParamsChange::Replaced(_))),
        ) => match range_changed(pairs, change) {
            true => RANGE.to_owned(),
            false => what.relation().map(related).unwrap_or_default(),
        },
        (
            _,
            What::Added
            | What::Removed
            | What::Presence
            | What::Access
            | What::Openness
            | What::Includes
            | What::Order
            | What::Name
            | What::Version
            | What::Placeholders
            | What::Since
            | What::Deprecated
            | What::Undeprecated
            | What::DeprecationNote
            | What::Experimental
            | What::Stable
            | What::Docs,
        ) => String::new(),
    }
}

fn of_field(
    old: Option<&Field>,
    new: Option<&Field>,
    what: What,
    clients: bool,
    server: bool,
) -> String {
    let Some(now) = new.or(old) else {
        return String::new();
    };
    match what {
        What::Added => match now.presence {
            Presence::Required | Presence::Nullable => either(
                (clients, "Clients have to send it."),
                (server, "The server always sends it."),
            ),
            Presence::OmitEmpty | Presence::OmitNull => either(
                (clients, "Clients may send it."),
                (server, "The server may send it."),
            ),
        },
        What::Removed if clients && server => "The server no longer reads or sends it.".to_owned(),
        What::Removed => either(
            (clients, "The server no longer reads it."),
            (server, "The server no longer sends it."),
        ),
        What::Renamed => "The key on the wire changes; the old one is no longer read.".to_owned(),
        What::Presence => presence(now.presence).to_owned(),
        What::Access => match now.access {
            Access::ReadOnly => "Clients must no longer send it.".to_owned(),
            Access::ReadWrite if now.presence.may_be_absent() => "Clients may send it.".to_owned(),
            Access::ReadWrite => "Clients have to send it.".to_owned(),
        },
        What::When(change) => match change {
            WhenChange::Narrowed => "It has a meaning in fewer cases.".to_owned(),
            WhenChange::Widened => "It has a meaning in more cases.".to_owned(),
            WhenChange::Changed => "It has a meaning in other cases.".to_owned(),
        },
        What::Type(relation) => related(relation),
        What::EmptyDates(change) => empty_dates(change, clients, server),
        What::CodeName => "Only generated code changes.".to_owned(),
        What::Moved
        | What::Kind(_)
        | What::Base(_)
        | What::EnumBase
        | What::Empty
        | What::WireValue
        | What::Openness
        | What::Prefixes
        | What::Includes
        | What::Order
        | What::Direction
        | What::Params(_)
        | What::Envelope
        | What::Name
        | What::Version
        | What::Placeholders
        | What::Since
        | What::Deprecated
        | What::Undeprecated
        | What::DeprecationNote
        | What::Experimental
        | What::Stable
        | What::Docs => String::new(),
    }
}

fn empty_dates(change: EmptyDates, clients: bool, server: bool) -> String {
    match change {
        EmptyDates::Allowed => either(
            (clients, "Clients may send `\"\"` for no date."),
            (
                server,
                "The server may send `\"\"` for no date; clients must accept it.",
            ),
        ),
        EmptyDates::Refused => either(
            (clients, "Clients must no longer send `\"\"` for no date."),
            (server, "The server no longer sends `\"\"` for no date."),
        ),
    }
}

fn presence(now: Presence) -> &'static str {
    match now {
        Presence::Required => "It is now always present and never null.",
        Presence::Nullable => "It is now always present and may be null.",
        Presence::OmitEmpty => "It may now be missing, which means empty; it is never null.",
        Presence::OmitNull => "It may now be missing or null, which means none.",
    }
}

const RANGE: &str = "Its range changed.";

/// Whether numbers stay numbers, in a range that only overlaps with the old one.
pub(crate) fn range_changed(pairs: &Pairs<'_>, change: &Change) -> bool {
    if change.what.relation() != Some(Relation::Changed) {
        return false;
    }
    let [old, new] = match &change.part {
        Part::Field { owner, field, .. } => {
            words::fields(pairs, *owner, *field).map(|field| field.map(|field| field.ty.clone()))
        }
        Part::Type(side) => [
            side.before().map(Type::Named),
            side.after().map(Type::Named),
        ],
        Part::Protocol | Part::Value { .. } | Part::Event(_) | Part::Tombstone(_) => return false,
    };
    let is_number = |model: &Model, ty: &Type| {
        let scalar = model.wire_scalar(ty);
        scalar.is_some_and(|scalar| !scalar.is_text() && scalar != Scalar::Bool)
    };
    let old = old.is_some_and(|ty| is_number(pairs.old, &ty));
    old && new.is_some_and(|ty| is_number(pairs.new, &ty))
}

fn related(relation: Relation) -> String {
    match relation {
        Relation::Same | Relation::Renamed => "The wire does not change.",
        Relation::Widened => "It may have new values.",
        Relation::Narrowed => "Some values are no longer valid.",
        Relation::MapKey => "The type of its keys changed.",
        Relation::DateFormat => "The date format changed.",
        Relation::Changed => "Its type on the wire changed.",
    }
    .to_owned()
}

fn either(client: (bool, &str), server: (bool, &str)) -> String {
    let said: Vec<&str> = [client, server]
        .into_iter()
        .filter(|(said, _)| *said)
        .map(|(_, text)| text)
        .collect();
    said.join(" ")
}
