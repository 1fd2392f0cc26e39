//! Kinds of frames in a direction: the names and members of their structs.

use tdproto_schema::model::{
    Content, Direction, Field, FrameId, FrameKind, Hole, HoleKind, Part, Type,
};

use super::borrow::{RustInput, generics};
use super::groups::{Group, kind_name};
use super::naming::ident;
use super::types;
use crate::lang::direction;
use crate::lang::frame_values::{common_error, declared_error, id_or_none};
use crate::naming::Case;
use crate::views::View;

/// A kind of frame in a direction.
pub(super) struct Kind<'a> {
    pub(super) id: FrameId,
    pub(super) kind: &'a FrameKind,
    pub(super) direction: Direction,
    /// The name of the variant.
    pub(super) variant: String,
    /// The name of the struct.
    pub(super) name: String,
    /// The enum of its events with its lifetime `'a`, if it is no reply.
    pub(super) events: Option<String>,
    pub(super) members: Vec<Member<'a>>,
    /// True if it borrows texts.
    pub(super) borrows: bool,
}

impl<'a> Kind<'a> {
    pub(super) fn new(
        input: &RustInput<'a>,
        direction: Direction,
        id: FrameId,
        kind: &'a FrameKind,
    ) -> Self {
        let base = kind_name(input, direction, id);
        let group = Group {
            direction,
            frame: Some(id),
        };
        let events = kind.replies.is_none().then(|| {
            let (name, life) = group.name_with_lifetime(input, "'a");
            format!("{name}{life}")
        });
        let members = members(input, kind, View::of(direction));
        let own = kind.replies.is_none() && group.borrows(input);
        let prefix = direction::words(direction).prefix;
        Self {
            id,
            kind,
            direction,
            variant: base.strip_prefix(prefix).unwrap_or(&base).to_owned(),
            name: format!("{base}Frame"),
            borrows: own || members.iter().any(|member| member.borrows),
            events,
            members,
        }
    }

    pub(super) fn life(&self, lifetime: &str) -> String {
        generics(self.borrows, lifetime)
    }
}

/// A member of the struct of a kind.
pub(super) struct Member<'a> {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) hole: Hole,
    /// The field of the frame that it is.
    pub(super) field: Option<&'a Field>,
    /// The docs of all others.
    pub(super) doc: &'static str,
    pub(super) borrows: bool,
    pub(super) value: Value<'a>,
}

/// The value of a member.
pub(super) enum Value<'a> {
    /// A value of a type, which is present as a field is.
    Typed(Box<Field>),
    /// The name of the event of a reply, on the wire.
    Name,
    /// JSON that a request gives its type; true if it may be missing.
    Json(bool),
    /// An entity or a union whose keys are in the frame, among those given.
    Flat(&'a Type, Vec<&'a str>),
    /// The same of any type, as JSON.
    FlatJson(Vec<&'a str>),
    /// A list or a tuple whose items are those of an array of the frame, from an index on.
    Items(&'a Type, usize),
    /// The same of any type, as JSON.
    ItemsJson(usize),
}

/// The members, in the order drawn.
fn members<'a>(input: &RustInput<'a>, kind: &'a FrameKind, view: View) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = Vec::new();
    for place in kind.places() {
        let Some(hole) = place.content.hole() else {
            continue;
        };
        let spread = match place.content {
            Content::Flat(_) => Spread::Keys(kind.flat_keys(hole.kind).unwrap_or_default()),
            Content::Items(_, from) => Spread::Items(from),
            Content::Constant(_) | Content::Null | Content::Hole(_) => Spread::No,
        };
        let Some(mut member) = member(input, kind, hole, spread, view) else {
            continue;
        };
        while members.iter().any(|known| known.name == member.name)
            || member.name == "event" && kind.replies.is_none()
        {
            member.name.push('_');
        }
        members.push(member);
    }
    members
}

/// The way in which a value is in a frame.
enum Spread<'a> {
    /// It has a place of its own.
    No,
    /// Its keys are in an object of the frame, among those given.
    Keys(Vec<&'a str>),
    /// Its items are in an array of the frame, from an index on.
    Items(usize),
}

fn member<'a>(
    input: &RustInput<'a>,
    kind: &'a FrameKind,
    hole: Hole,
    spread: Spread<'a>,
    view: View,
) -> Option<Member<'a>> {
    let new = |name: &str, doc, ty: String, borrows, value| Member {
        name: name.to_owned(),
        ty,
        hole,
        field: None,
        doc,
        borrows,
        value,
    };
    let typed = |name: &str, doc, field: Field| {
        let ty = types::slot(input, &field, false, view).ty;
        let borrows = input.borrows(&field.ty, view);
        new(name, doc, ty, borrows, Value::Typed(Box::new(field)))
    };
    let any = match input.is_borrowed() {
        true => "wire::borrowed::Json<'a>",
        false => "wire::Json",
    };
    let json = |name: &str, doc, spread: Spread<'a>| {
        let (ty, value) = match spread {
            Spread::Keys(own) => (any.to_owned(), Value::FlatJson(own)),
            Spread::Items(from) => (any.to_owned(), Value::ItemsJson(from)),
            Spread::No if hole.may_be_missing => (format!("Option<{any}>"), Value::Json(true)),
            Spread::No => (any.to_owned(), Value::Json(false)),
        };
        new(name, doc, ty, input.is_borrowed(), value)
    };
    Some(match hole.kind {
        HoleKind::Params => return None,
        HoleKind::Event if kind.replies.is_none() => return None,
        HoleKind::Event => {
            let doc = "The name of the request on the wire.";
            new("event", doc, "String".to_owned(), false, Value::Name)
        }
        HoleKind::Id => {
            let field = id_or_none(kind, hole)?;
            let doc = match kind.replies {
                Some(_) => "The id of the request.",
                None => "The id, by which a reply finds its request.",
            };
            typed("id", doc, field)
        }
        HoleKind::Result => json(
            "result",
            "The result, which the request gives its type.",
            spread,
        ),
        HoleKind::Error => {
            let Some(error) = declared_error(input.model, kind) else {
                let doc = "The error, which the request gives its type.";
                return Some(json("error", doc, spread));
            };
            let ty = &error.ty;
            let value = match spread {
                Spread::Keys(own) => Value::Flat(ty, own),
                Spread::Items(from) => Value::Items(ty, from),
                Spread::No => {
                    let field = common_error(input.model, kind)?.field("error");
                    return Some(typed("error", "The error.", field));
                }
            };
            let text = types::plain(input, ty, view);
            let borrows = input.borrows(ty, view);
            new("error", "The error.", text, borrows, value)
        }
        HoleKind::Field(at) => {
            let field = &kind.fields[at];
            let name = field.code_name.as_deref().unwrap_or(&field.name);
            let name = ident(&Case::Snake.apply(name));
            Member {
                field: Some(field),
                ..typed(&name, "", field.clone())
            }
        }
    })
}

/// Returns true if a part of a shape is an object or array of others.
pub(super) fn is_inner(part: &Part) -> bool {
    match part {
        Part::Object(_) | Part::Array(_) => true,
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    }
}
