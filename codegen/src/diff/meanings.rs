//! The meaning of changes on the wire, where it depends on more than their kind.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, JsonScalar, Openness, Presence, Scalar, Sender, Type, TypeDef,
};

use super::about::Travels;
use super::frame_shapes::place_presence;
use super::pairs::Pairs;
use super::part::{Part, Side};
use super::parts::{carried, events, fields, frames, latest, types};
use super::relation::Relation;

/// The meaning of a change that is not on the wire.
pub(super) const CODE_ONLY: &str = "Only generated code changes.";

/// The meaning of a type that changed on the wire.
pub(super) const CHANGED: &str = "Its type on the wire changed.";

pub(super) fn field_added(travels: &Travels<'_>) -> String {
    let field = latest(fields(travels.pairs, travels.part));
    match field.map(|field| field.presence.may_be_absent()) {
        Some(false) => travels.sentences("Clients have to send it.", "The server always sends it."),
        Some(true) => travels.sentences("Clients may send it.", "The server may send it."),
        None => String::new(),
    }
}

pub(super) fn field_removed(travels: &Travels<'_>) -> String {
    match travels.clients && travels.server {
        true => "The server no longer reads or sends it.".to_owned(),
        false => travels.sentences(
            "The server no longer reads it.",
            "The server no longer sends it.",
        ),
    }
}

pub(super) fn presence(travels: &Travels<'_>) -> String {
    let field = latest(fields(travels.pairs, travels.part)).map(|field| field.presence);
    let event = latest(events(travels.pairs, travels.part));
    let params = event.and_then(|event| event.params.as_ref());
    let carried = latest(carried(travels.pairs, travels.part));
    let presence = field
        .or(params.map(|params| params.presence))
        .or(carried.map(|value| value.presence));
    let text = presence.map_or("", |presence| match presence {
        Presence::Required => "It is now always present and never null.",
        Presence::Nullable => "It is now always present and may be null.",
        Presence::OmitEmpty => "It may now be missing, which means empty; it is never null.",
        Presence::OmitNull => "It may now be missing or null, which means none.",
        Presence::Optional => "It may now be missing, which means none; it is never null.",
        Presence::Patch => "It may now be missing or null, which have different meanings.",
    });
    text.to_owned()
}

pub(super) fn senders(travels: &Travels<'_>) -> String {
    let kinds = frames(travels.pairs, travels.part).map(|kind| kind.map(|kind| kind.sender));
    let [old, new] =
        events(travels.pairs, travels.part).map(|event| event.map(|event| event.sender));
    let senders = [old.or(kinds[0]), new.or(kinds[1])];
    let text = match senders {
        [_, Some(Sender::Both)] => "Former receivers send it, too.",
        [Some(Sender::Both), Some(Sender::Client)] => "The server no longer sends it.",
        [Some(Sender::Both), Some(Sender::Server)] => "Clients no longer send it.",
        [_, Some(Sender::Client | Sender::Server) | None] => {
            "The direction is reversed: former receivers now send it."
        }
    };
    text.to_owned()
}

pub(super) fn shape(travels: &Travels<'_>) -> String {
    let presence = if let Part::Frame(Side::Both(old, new)) = travels.part {
        place_presence(travels.pairs, (*old, *new))
    } else {
        None
    };
    let text = match presence.map(|places| (places.became_required, places.became_optional)) {
        Some((true, false)) => "Places that could be missing are now always there.",
        Some((false, true)) => "Places that were always there may now be missing.",
        Some((true, true) | (false, false)) | None => {
            "Peers of the two versions cannot read each other's frames of this kind."
        }
    };
    text.to_owned()
}

pub(super) fn access(travels: &Travels<'_>) -> String {
    let field = latest(fields(travels.pairs, travels.part));
    let text = field.map_or("", |field| match field.access {
        Access::ReadOnly => "Clients must no longer send it.",
        Access::ReadWrite if field.presence.may_be_absent() => "Clients may send it.",
        Access::ReadWrite => "Clients have to send it.",
    });
    text.to_owned()
}

pub(super) fn when(travels: &Travels<'_>) -> String {
    let text = match travels.relation {
        Some(Relation::Narrowed) => "It has a meaning in fewer cases.",
        Some(Relation::Widened) => "It has a meaning in more cases.",
        Some(Relation::Changed) => "It has a meaning in other cases.",
        Some(
            Relation::Same
            | Relation::Renamed
            | Relation::MapKey
            | Relation::DateFormat
            | Relation::OptionalItemAdded
            | Relation::ItemAdded
            | Relation::OptionalItemRemoved
            | Relation::ItemRemoved,
        )
        | None => "",
    };
    text.to_owned()
}

pub(super) fn empty_dates(travels: &Travels<'_>) -> String {
    match travels.relation {
        Some(Relation::Widened) => travels.sentences(
            "Clients may send `\"\"` for no date.",
            "The server may send `\"\"` for no date; clients must accept it.",
        ),
        Some(Relation::Narrowed) => travels.sentences(
            "Clients must no longer send `\"\"` for no date.",
            "The server no longer sends `\"\"` for no date.",
        ),
        Some(
            Relation::Same
            | Relation::Renamed
            | Relation::MapKey
            | Relation::DateFormat
            | Relation::OptionalItemAdded
            | Relation::ItemAdded
            | Relation::OptionalItemRemoved
            | Relation::ItemRemoved
            | Relation::Changed,
        )
        | None => String::new(),
    }
}

pub(super) fn openness(travels: &Travels<'_>) -> String {
    let def = latest(types(travels.pairs, travels.part));
    let is_union = def.and_then(TypeDef::union).is_some();
    let text = match (def.and_then(TypeDef::openness), is_union) {
        (Some(Openness::Closed), true) => "Other variants are rejected.",
        (Some(Openness::Open), true) => "Other variants may occur and are kept.",
        (Some(Openness::Closed), false) => "Unlisted values are rejected.",
        (Some(Openness::Open), false) => "Unlisted values may occur and are kept.",
        (None, _) => "",
    };
    text.to_owned()
}

pub(super) fn params(travels: &Travels<'_>) -> String {
    let events = events(travels.pairs, travels.part);
    let [had, has] = events.map(|event| event.is_some_and(|event| event.params.is_some()));
    match (had, has) {
        (false, true) => "The frame has params.".to_owned(),
        (true, false) => "The frame no longer has params.".to_owned(),
        (true, true) | (false, false) => related(travels),
    }
}

/// The meaning of a type's relation to the old one.
pub(super) fn related(travels: &Travels<'_>) -> String {
    let Some(relation) = travels.relation else {
        return String::new();
    };
    if range_changed(travels.pairs, travels.part, relation) {
        return "Its range changed.".to_owned();
    }
    let text = match relation {
        Relation::Same | Relation::Renamed => "The wire does not change.",
        Relation::Widened => "It may have new values.",
        Relation::Narrowed => "Some values are no longer valid.",
        Relation::MapKey => "The type of its keys changed.",
        Relation::DateFormat => "The date format changed.",
        Relation::OptionalItemAdded | Relation::ItemAdded => "The array has more items.",
        Relation::OptionalItemRemoved | Relation::ItemRemoved => "The array has fewer items.",
        Relation::Changed => CHANGED,
    };
    text.to_owned()
}

/// Returns true if numbers stay numbers, in a range that only overlaps with the old one.
pub(crate) fn range_changed(pairs: &Pairs<'_>, part: &Part, relation: Relation) -> bool {
    if relation != Relation::Changed {
        return false;
    }
    let [old, new] = match part {
        Part::Field { .. } | Part::FrameField { .. } => {
            fields(pairs, part).map(|field| field.map(|field| field.ty.clone()))
        }
        Part::Carried(..) => carried(pairs, part).map(|value| value.map(|value| value.ty)),
        Part::Type(side) => [
            side.before().map(Type::Named),
            side.after().map(Type::Named),
        ],
        Part::Protocol
        | Part::Value { .. }
        | Part::Variant { .. }
        | Part::Frame(_)
        | Part::Event(_)
        | Part::Tombstone(_) => return false,
    };
    let is_number = |model: &Model, ty: &Type| {
        let scalar = model.wire_scalar(ty);
        match scalar.map(Scalar::json) {
            Some(JsonScalar::Integer { .. } | JsonScalar::Number) => true,
            Some(JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool) | None => false,
        }
    };
    let old = old.is_some_and(|ty| is_number(pairs.old, &ty));
    old && new.is_some_and(|ty| is_number(pairs.new, &ty))
}
