//! Values of parts in words, on one side of a change.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Deprecated, Direction, Docs, EnumBase, EnumValue, Event, Field, Openness, Presence,
    Protocol, Sender, Tombstone, TypeDef, TypeId, TypeKind, Union, UnionForm, Variant, WireValue,
};

use super::parts::Both;
use super::relation::Relation;
use crate::text::counted;

/// The word for something that a side does not have.
pub(super) fn none() -> String {
    "none".to_owned()
}

pub(super) fn protocol_name(protocol: &Protocol) -> Option<String> {
    Some(protocol.name.clone())
}

pub(super) fn version(protocol: &Protocol) -> Option<String> {
    Some(protocol.version.clone().unwrap_or_else(none))
}

pub(super) fn title(protocol: &Protocol) -> Option<String> {
    Some(protocol.title.clone().unwrap_or_else(none))
}

pub(super) fn license(protocol: &Protocol) -> Option<String> {
    Some(protocol.license.clone().unwrap_or_else(none))
}

pub(super) fn url(protocol: &Protocol) -> Option<String> {
    Some(protocol.url.clone().unwrap_or_else(none))
}

pub(super) fn servers(protocol: &Protocol) -> Option<String> {
    let all = protocol.servers.iter();
    listed(all.map(|server| format!("{} ({})", server.name, server.url)))
}

pub(super) fn envelope(model: &Model) -> Option<String> {
    if !model.frames().is_empty() {
        return Some("frames that are drawn".to_owned());
    }
    let envelope = &model.protocol.envelope;
    let id = envelope.id.as_deref().unwrap_or("no id");
    let mut text = format!("{}, {id}, {}", envelope.event, envelope.params);
    if !envelope.confirms.is_empty() {
        let confirms = envelope.confirms.join(" and ");
        text.push_str(&format!(", confirmed by {confirms}"));
    }
    Some(text)
}

/// The frames as the entry points of generated code know them.
pub(super) fn framing(model: &Model) -> Option<String> {
    if model.frames().is_empty() {
        return Some("envelopes".to_owned());
    }
    let drawn = "drawn kinds".to_owned();
    Some(match model.senders_of_nameless() {
        None => drawn,
        Some(sender) => {
            let sender = sender_words(sender);
            let shared = match model.ambiguous_kind() {
                Some(_) => ", which may be one of several",
                None => "",
            };
            format!("{drawn}, some of {sender} without the name of an event{shared}")
        }
    })
}

/// A whole type in a few words.
pub(super) fn whole_type(model: &Model, def: &TypeDef) -> Option<String> {
    Some(match &def.kind {
        TypeKind::Entity(entity) => counted(entity.fields.len(), "field"),
        TypeKind::Enum(def) => counted(def.values.len(), "value"),
        TypeKind::Union(union) => counted(union.variants.len(), "variant"),
        TypeKind::Scalar(base) => base.name().to_owned(),
        TypeKind::Alias(target) => model.type_text(target),
    })
}

pub(super) fn type_name(_: &Model, def: &TypeDef) -> Option<String> {
    Some(def.name.clone())
}

pub(super) fn type_topic(_: &Model, def: &TypeDef) -> Option<String> {
    Some(def.topic.clone())
}

pub(super) fn type_kind(_: &Model, def: &TypeDef) -> Option<String> {
    Some(def.kind.name().to_owned())
}

pub(super) fn base(model: &Model, def: &TypeDef) -> Option<String> {
    let target = def.alias().map(|target| model.type_text(target));
    let base = def.base().map(|base| base.name().to_owned());
    target.or(base).or_else(|| type_kind(model, def))
}

pub(super) fn enum_base(_: &Model, def: &TypeDef) -> Option<String> {
    def.enumeration().map(|def| match def.base {
        EnumBase::Text => "texts".to_owned(),
        EnumBase::Int => "integers".to_owned(),
    })
}

pub(super) fn openness(_: &Model, def: &TypeDef) -> Option<String> {
    def.openness().map(|openness| match openness {
        Openness::Open => "open".to_owned(),
        Openness::Closed => "closed".to_owned(),
    })
}

/// The part of a value by which a receiver knows its variant.
pub(super) fn form(_: &Model, def: &TypeDef) -> Option<String> {
    Some(match &def.union()?.form {
        UnionForm::Tag(tag) => {
            let base = match tag.base {
                EnumBase::Text => "a text",
                EnumBase::Int => "an integer",
            };
            match &tag.content {
                None => format!("tag `{}`, {base}", tag.key),
                Some(content) => format!("tag `{}`, {base}, content `{content}`", tag.key),
            }
        }
        UnionForm::Key => "the first key that is there".to_owned(),
        UnionForm::Kind => "the kind of JSON".to_owned(),
    })
}

/// A whole variant in a few words.
pub(super) fn whole_variant(model: &Model, union: &Union, variant: &Variant) -> Option<String> {
    let ty = variant.ty.as_ref().map(|ty| model.type_text(ty));
    let value = match union.form {
        UnionForm::Tag(_) | UnionForm::Key => variant_value(model, union, variant),
        UnionForm::Kind => None,
    };
    let parts: Vec<_> = value.into_iter().chain(ty).collect();
    Some(parts.join(", "))
}

pub(super) fn variant_name(_: &Model, _: &Union, variant: &Variant) -> Option<String> {
    Some(variant.name.clone())
}

pub(super) fn variant_value(model: &Model, union: &Union, variant: &Variant) -> Option<String> {
    match union.form {
        UnionForm::Tag(_) => Some(match &variant.value {
            Some(WireValue::Text(text)) => format!("tag \"{text}\""),
            Some(WireValue::Int(number)) => format!("tag {number}"),
            None => "no tag".to_owned(),
        }),
        UnionForm::Key => Some(match &variant.value {
            Some(WireValue::Text(key)) => format!("key `{key}`"),
            Some(WireValue::Int(_)) | None => "none of the keys".to_owned(),
        }),
        UnionForm::Kind => {
            let kind = model.json_kind(variant.ty.as_ref()?)?;
            Some(kind.phrase().to_owned())
        }
    }
}

pub(super) fn variant_type(model: &Model, _: &Union, variant: &Variant) -> Option<String> {
    Some(match &variant.ty {
        Some(ty) => model.type_text(ty),
        None => "only the tag".to_owned(),
    })
}

pub(super) fn empty(_: &Model, def: &TypeDef) -> Option<String> {
    let value = def.enumeration()?.empty_value();
    Some(value.map_or_else(none, |value| value.name.clone()))
}

pub(super) fn prefixes(_: &Model, def: &TypeDef) -> Option<String> {
    let all = def.prefixes.iter();
    listed(all.map(|prefix| format!("{} ({})", prefix.text, prefix.name)))
}

pub(super) fn includes(model: &Model, def: &TypeDef) -> Option<String> {
    let all = def.entity()?.includes.iter();
    listed(all.map(|id| model.ty(*id).name.clone()))
}

/// A whole field in a few words.
pub(super) fn whole_field(model: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    let readonly = match field.access {
        Access::ReadOnly => ", readonly",
        Access::ReadWrite => "",
    };
    let ty = model.type_text(&field.ty);
    Some(format!(
        "{ty}, {}{readonly}",
        presence_words(field.presence)
    ))
}

pub(super) fn field_key(_: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(field.name.clone())
}

pub(super) fn field_code_name(_: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(field.code_name.as_ref().unwrap_or(&field.name).clone())
}

pub(super) fn presence(_: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(presence_words(field.presence).to_owned())
}

/// The presence of a field on the wire, in words.
#[must_use]
pub(crate) fn presence_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "always there",
        Presence::Nullable => "always there, may be null",
        Presence::OmitEmpty => "left out when empty",
        Presence::OmitNull => "left out when none, may be null",
        Presence::Optional => "left out when none",
        Presence::Patch => "left out or null, which differ",
    }
}

pub(super) fn access(_: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(match field.access {
        Access::ReadWrite => "written by both sides".to_owned(),
        Access::ReadOnly => "set by the server only".to_owned(),
    })
}

pub(super) fn field_type(model: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(model.type_text(&field.ty))
}

pub(super) fn when(model: &Model, owner: Option<TypeId>, field: &Field) -> Option<String> {
    let Some(when) = &field.when else {
        return Some("always".to_owned());
    };
    let sibling = &model.entity(owner?)?.fields[when.field].name;
    Some(format!("while {sibling} is {}", when.values.join(" or ")))
}

pub(super) fn default(_: &Model, _: Option<TypeId>, field: &Field) -> Option<String> {
    Some(
        field
            .default
            .as_ref()
            .map_or_else(none, ToString::to_string),
    )
}

/// The words for a change of `allow_empty`: before and now.
pub(super) fn empty_dates(relation: Relation) -> Both<String> {
    let (refused, allowed) = ("\"\" is invalid", "\"\" means no date");
    let both = match relation {
        Relation::Widened => [refused, allowed],
        Relation::Narrowed => [allowed, refused],
        Relation::Same
        | Relation::Renamed
        | Relation::MapKey
        | Relation::DateFormat
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved
        | Relation::Changed => return [None, None],
    };
    both.map(|text| Some(text.to_owned()))
}

pub(super) fn on_wire(value: &EnumValue) -> Option<String> {
    Some(match &value.value {
        WireValue::Text(text) => format!("\"{text}\" on the wire"),
        WireValue::Int(number) => format!("{number} on the wire"),
    })
}

pub(super) fn value_name(value: &EnumValue) -> Option<String> {
    Some(value.name.clone())
}

/// The sides that send an event, in words.
pub(crate) fn sender_words(sender: Sender) -> &'static str {
    match sender {
        Sender::Client => "the client",
        Sender::Server => "the server",
        Sender::Both => "both sides",
    }
}

/// A whole event in a few words.
pub(super) fn whole_event(model: &Model, event: &Event) -> Option<String> {
    let sender = sender_words(event.sender);
    Some(match event.params_type() {
        None => format!("sent by {sender}, without params"),
        Some(params) => format!("sent by {sender}, with {}", model.type_text(params)),
    })
}

pub(super) fn event_name(_: &Model, event: &Event) -> Option<String> {
    Some(event.name.clone())
}

pub(super) fn event_code_name(_: &Model, event: &Event) -> Option<String> {
    Some(event.code_name.as_ref().unwrap_or(&event.name).clone())
}

pub(super) fn event_topic(_: &Model, event: &Event) -> Option<String> {
    Some(event.topic.clone())
}

/// The side that sends an entity or a union outside events.
pub(super) fn sender(_: &Model, def: &TypeDef) -> Option<String> {
    Some(
        def.direction()
            .map_or("either side", Direction::name)
            .to_owned(),
    )
}

pub(super) fn direction(_: &Model, event: &Event) -> Option<String> {
    Some(sender_words(event.sender).to_owned())
}

pub(super) fn params(model: &Model, event: &Event) -> Option<String> {
    let params = event.params_type();
    Some(params.map_or_else(none, |ty| model.type_text(ty)))
}

/// When the params of an event are there.
pub(super) fn params_presence(_: &Model, event: &Event) -> Option<String> {
    let params = event.params.as_ref()?;
    Some(presence_words(params.presence).to_owned())
}

pub(super) fn removed_in(tombstone: &Tombstone) -> Option<String> {
    Some(tombstone.since.clone().unwrap_or_else(none))
}

pub(super) fn since(docs: &Docs) -> Option<String> {
    Some(docs.since.clone().unwrap_or_else(none))
}

/// The text of a deprecation.
pub(super) fn deprecation(docs: &Docs) -> Option<String> {
    let Deprecated { since, note } = docs.deprecated.as_ref()?;
    let since = since.as_ref().map(|since| format!("since {since}"));
    let note = Some(note.clone()).filter(|note| !note.is_empty());
    let parts: Vec<String> = since.into_iter().chain(note).collect();
    Some(match parts.is_empty() {
        true => "nothing said".to_owned(),
        false => parts.join(": "),
    })
}

pub(super) fn listed(all: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.collect();
    Some(match all.is_empty() {
        true => none(),
        false => all.join(", "),
    })
}
