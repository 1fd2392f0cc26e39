//! Words that all outputs of a reference share. Sentences are Markdown.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Direction, Docs, EnumBase, Event, JsonScalar, Openness, Presence, Scalar, Sender, Type,
    TypeDef, TypeKind, Union, UnionForm, WireValue,
};

use super::place::Place;

/// A part of the text of a type: words, or the name of a type with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypePart<'a> {
    pub(crate) text: String,
    pub(crate) place: Option<Place<'a>>,
}

/// A type as it is written in a schema file, in parts.
pub(crate) fn type_parts<'a>(model: &'a Model, ty: &Type) -> Vec<TypePart<'a>> {
    let mut parts = Vec::new();
    add_type(model, ty, &mut parts);
    parts
}

fn add_type<'a>(model: &'a Model, ty: &Type, parts: &mut Vec<TypePart<'a>>) {
    match ty {
        Type::Named(id) => {
            let name = model.ty(*id).name.as_str();
            parts.push(TypePart {
                text: name.to_owned(),
                place: Some(Place::Type(name)),
            });
        }
        Type::List(item) => wrapped(model, "list<", &[&**item], parts),
        Type::Map(key, value) => wrapped(model, "map<", &[&**key, &**value], parts),
        Type::Tuple(items) => wrapped(model, "tuple<", &items.iter().collect::<Vec<_>>(), parts),
        Type::Nullable(item) => {
            add_type(model, item, parts);
            words(parts, "?");
        }
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => {
            words(parts, &model.type_text(ty));
        }
    }
}

fn wrapped<'a>(model: &'a Model, before: &str, items: &[&Type], parts: &mut Vec<TypePart<'a>>) {
    words(parts, before);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            words(parts, ", ");
        }
        add_type(model, item, parts);
    }
    words(parts, ">");
}

fn words(parts: &mut Vec<TypePart<'_>>, text: &str) {
    match parts.last_mut() {
        Some(last) if last.place.is_none() => last.text.push_str(text),
        Some(_) | None => parts.push(TypePart {
            text: text.to_owned(),
            place: None,
        }),
    }
}

/// The direction in words.
pub(crate) fn arrow(sender: Sender) -> &'static str {
    match sender {
        Sender::Client => "client to server",
        Sender::Server => "server to client",
        Sender::Both => "both directions",
    }
}

/// The direction as a sentence.
pub(crate) fn sent_by(sender: Sender) -> &'static str {
    match sender {
        Sender::Client => "Clients send it to the server.",
        Sender::Server => "The server sends it to clients.",
        Sender::Both => "Clients and the server send it to each other.",
    }
}

/// The cases in which a field is on the wire.
pub(crate) fn presence(presence: Presence) -> &'static str {
    crate::diff::presence_words(presence)
}

/// The meaning of the badge `readonly`.
pub(crate) const READONLY: &str =
    "The server sets the fields that are readonly; clients never send them.";

/// What the values of a type are, besides its members.
pub(crate) fn kind_of(def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Entity(_) => String::new(),
        TypeKind::Enum(listing) => {
            let base = match listing.base {
                EnumBase::Text => "text",
                EnumBase::Int => "integer",
            };
            match listing.openness {
                Openness::Open => {
                    format!("A {base} of an open list: be ready for values that are not listed.")
                        .replace("A integer", "An integer")
                }
                Openness::Closed => {
                    format!("A {base} of a closed list: there are no other values.")
                        .replace("A integer", "An integer")
                }
            }
        }
        TypeKind::Union(union) => union_words(union),
        TypeKind::Scalar(base) => format!("{} with a meaning of its own.", scalar_words(*base)),
        TypeKind::Alias(_) => "Another name of a type.".to_owned(),
    }
}

fn union_words(union: &Union) -> String {
    let known_by = match &union.form {
        UnionForm::Tag(tag) => match &tag.content {
            Some(content) => format!(
                "The key `{}` names the variant, the key `{}` holds its value.",
                code(&tag.key),
                code(content)
            ),
            None => format!("The key `{}` names the variant.", code(&tag.key)),
        },
        UnionForm::Key => "The variant is the first whose key is there.".to_owned(),
        UnionForm::Kind => "The kind of JSON distinguishes the variants.".to_owned(),
    };
    let others = match union.openness {
        Openness::Open => "Be ready for variants that are not listed.",
        Openness::Closed => "There are no other variants.",
    };
    format!("One of several variants. {known_by} {others}")
}

/// A text for a code span: the marks that would end the span are apostrophes.
pub(crate) fn code(text: &str) -> String {
    let plain = |c: char| match c {
        '`' => '\'',
        c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

/// A built-in scalar in words.
fn scalar_words(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "A text",
        Scalar::Datetime => "A date and time",
        Scalar::Bytes => "Bytes as base64",
        Scalar::Bool => "A boolean",
        Scalar::Float32 | Scalar::Float64 => "A number",
        Scalar::Int
        | Scalar::Int8
        | Scalar::Int16
        | Scalar::Int32
        | Scalar::Int64
        | Scalar::Uint
        | Scalar::Uint8
        | Scalar::Uint16
        | Scalar::Uint32
        | Scalar::Uint64 => "An integer",
    }
}

/// The range of an integer type that some readers round.
pub(crate) fn wide_note(model: &Model, ty: &Type) -> Option<&'static str> {
    let scalar = model.wire_scalar(ty)?;
    let is_wide = matches!(scalar.json(), JsonScalar::Integer { .. })
        && matches!(scalar, Scalar::Int64 | Scalar::Uint64);
    is_wide.then_some("64 bits: JavaScript's `JSON.parse` rounds large values.")
}

/// A value on the wire, as JSON writes it.
pub(crate) fn wire_text(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        WireValue::Int(number) => number.to_string(),
    }
}

/// The badges of a part: its access and its lifecycle, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Badge<'a> {
    Readonly,
    Experimental,
    Deprecated(Option<&'a str>),
    Since(&'a str),
    Removed(Option<&'a str>),
    NewIn(&'a str),
    ChangedIn(&'a str),
}

impl Badge<'_> {
    /// The text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Readonly => "readonly".to_owned(),
            Self::Experimental => "experimental".to_owned(),
            Self::Deprecated(None) => "deprecated".to_owned(),
            Self::Deprecated(Some(since)) => format!("deprecated since {since}"),
            Self::Since(since) => format!("since {since}"),
            Self::Removed(None) => "removed".to_owned(),
            Self::Removed(Some(since)) => format!("removed in {since}"),
            Self::NewIn(version) => format!("new in {version}"),
            Self::ChangedIn(version) => format!("changed in {version}"),
        }
    }
}

/// The version that stands for "older than the first release on record".
const ALWAYS: &str = "0.0";

/// The badges of the lifecycle of a part.
pub(crate) fn lifecycle<'a>(docs: &'a Docs, owner_since: Option<&str>) -> Vec<Badge<'a>> {
    let mut badges = Vec::new();
    if docs.experimental {
        badges.push(Badge::Experimental);
    }
    if let Some(deprecated) = &docs.deprecated {
        badges.push(Badge::Deprecated(deprecated.since.as_deref()));
    }
    let since = docs.since.as_deref();
    let since = since.filter(|since| *since != ALWAYS && Some(*since) != owner_since);
    badges.extend(since.map(Badge::Since));
    badges
}

/// The badge of the access to a field.
pub(crate) fn access<'a>(access: Access) -> Option<Badge<'a>> {
    (access == Access::ReadOnly).then_some(Badge::Readonly)
}

/// The sentence that says how a frame is acknowledged or answered.
pub(crate) fn answered(model: &Model, event: &Event) -> Option<String> {
    let envelope = &model.protocol.envelope;
    let key = envelope.id.as_ref()?;
    if event.frame.is_some() {
        return None;
    }
    let confirms = |direction: Direction| {
        let (_, event) = model.confirming(direction.opposite())?;
        Some(event.name.as_str())
    };
    let names = event.sender.directions().iter();
    let mut names: Vec<&str> = names.filter_map(|side| confirms(*side)).collect();
    names.dedup();
    match names.contains(&event.name.as_str()) {
        true => Some("It confirms a frame.".to_owned()),
        false if names.is_empty() => None,
        false => {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            Some(format!(
                "If the frame has a `{}`, the receiver confirms it with {}.",
                code(key),
                names.join(" or ")
            ))
        }
    }
}
