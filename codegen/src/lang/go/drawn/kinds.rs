//! Kinds of frames in a direction: the names and members of their types.

use tdproto_schema::model::{
    Content, Direction, EnumBase, Event, EventId, Field, FrameId, FrameKind, Hole, HoleKind,
    Presence, Type,
};

use crate::lang::direction::words;
use crate::lang::frame_values::{common_error, declared_error, id_or_none};
use crate::lang::go::naming;
use crate::lang::go::scope::Scope;
use crate::naming::Case;
use crate::views::View;

/// A kind of frame in a direction.
pub(in crate::lang::go) struct Kind<'a> {
    pub(in crate::lang::go) id: FrameId,
    pub(in crate::lang::go) kind: &'a FrameKind,
    pub(in crate::lang::go) direction: Direction,
    /// The type that holds what all frames of the kind have.
    pub(in crate::lang::go) common: String,
    /// The type of a reply.
    pub(in crate::lang::go) frame: String,
    pub(in crate::lang::go) members: Vec<Member<'a>>,
}

/// A member of the type of a kind.
pub(in crate::lang::go) struct Member<'a> {
    pub(in crate::lang::go) name: String,
    /// The type; `None`: there is no member, since it has one value only.
    pub(in crate::lang::go) ty: Option<String>,
    pub(in crate::lang::go) hole: Hole,
    /// The field of the frame that it is.
    pub(in crate::lang::go) field: Option<&'a Field>,
    /// The docs of all others.
    pub(in crate::lang::go) doc: &'static str,
    pub(in crate::lang::go) value: Value<'a>,
}

/// The value of a member.
pub(in crate::lang::go) enum Value<'a> {
    /// A value of a type, which is present as a field is.
    Typed(Box<Field>),
    /// The name of the event of a reply, on the wire.
    Name,
    /// JSON that a request gives its type.
    Json,
    /// An entity or a union whose keys are in the frame, among those given.
    Flat(&'a Type, Vec<&'a str>),
    /// The same of any type, as JSON.
    FlatJson(Vec<&'a str>),
    /// A list or a tuple whose items are those of an array of the frame, from an index on.
    Items(&'a Type, usize),
    /// The same of any type, as JSON.
    ItemsJson,
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

impl Member<'_> {
    /// Returns true if it is the name of a request on the wire.
    pub(in crate::lang::go) fn is_name(&self) -> bool {
        matches!(self.value, Value::Name)
    }

    /// The expression of a name as text.
    pub(in crate::lang::go) fn name_text(&self, receiver: &str) -> String {
        let path = format!("{receiver}.{}", self.name);
        match (self.hole.may_be_missing, self.ty.as_deref()) {
            (true, Some("Optional[int64]")) => format!("numberText({path}.Value)"),
            (true, _) => format!("{path}.Value"),
            (false, Some("int64")) => format!("numberText({path})"),
            (false, _) => path,
        }
    }
}

impl<'a> Kind<'a> {
    /// The kinds of a direction, in the order in which receivers try them.
    pub(in crate::lang::go) fn all(scope: &Scope<'a>, direction: Direction) -> Vec<Self> {
        let kinds = scope.input.model.frames_with_ids();
        let kinds = kinds.filter(|(_, kind)| kind.sender.sends(direction));
        kinds
            .map(|(id, kind)| Self::new(scope, direction, id, kind))
            .collect()
    }

    /// A kind in a direction.
    pub(in crate::lang::go) fn new(
        scope: &Scope<'a>,
        direction: Direction,
        id: FrameId,
        kind: &'a FrameKind,
    ) -> Self {
        let prefix = words(direction).prefix;
        let own = Case::UpperCamel.apply(&kind.name);
        let common = match own.as_str() {
            // The frames of the direction are called so.
            "Frame" => format!("{prefix}Frame_"),
            _ => format!("{prefix}{own}"),
        };
        Self {
            id,
            kind,
            direction,
            frame: format!("{prefix}{own}Frame"),
            common,
            members: members(scope, kind, View::of(direction)),
        }
    }

    pub(in crate::lang::go) fn is_reply(&self) -> bool {
        self.kind.replies.is_some()
    }

    pub(in crate::lang::go) fn view(&self) -> View {
        View::of(self.direction)
    }

    /// The events in frames of the kind.
    pub(in crate::lang::go) fn events(&self, scope: &Scope<'a>) -> Vec<(EventId, &'a Event)> {
        let events = scope.input.model.events_with_ids();
        let events = events
            .filter(|(_, event)| event.is_sent(self.direction) && event.frame == Some(self.id));
        events.collect()
    }

    /// The presence of the params of an event; `None`: it has none. Those whose keys or items are in
    /// the frame itself are always there.
    pub(in crate::lang::go) fn presence(&self, event: &Event) -> Option<Presence> {
        let params = event.params.as_ref()?;
        let hole = self.kind.hole(HoleKind::Params)?;
        let is_spread =
            self.kind.flat_keys(hole.kind).is_some() || self.kind.items_from(hole.kind).is_some();
        Some(match is_spread {
            true => Presence::Required,
            false => params.presence,
        })
    }

    /// The type of the params of an event.
    pub(in crate::lang::go) fn params(&self, scope: &Scope<'_>, event: &Event) -> Option<String> {
        let presence = self.presence(event)?;
        scope.present(event.params_type()?, presence, self.view())
    }
}

/// The members, in the order drawn.
fn members<'a>(scope: &Scope<'a>, kind: &'a FrameKind, view: View) -> Vec<Member<'a>> {
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
        let Some(mut member) = member(scope, kind, hole, spread, view) else {
            continue;
        };
        let own = [
            "EventName",
            "FrameKind",
            "ID",
            "Name",
            "Params",
            "Result",
            "Error",
        ];
        while members.iter().any(|known| known.name == member.name)
            || member.field.is_some() && own.contains(&member.name.as_str())
        {
            member.name.push('_');
        }
        members.push(member);
    }
    members
}

fn member<'a>(
    scope: &Scope<'a>,
    kind: &'a FrameKind,
    hole: Hole,
    spread: Spread<'a>,
    view: View,
) -> Option<Member<'a>> {
    let new = |name: &str, doc, ty: Option<String>, value| Member {
        name: name.to_owned(),
        ty,
        hole,
        field: None,
        doc,
        value,
    };
    let typed = |name: &str, doc, field: Field| {
        let ty = scope.member(&field, view);
        new(name, doc, ty, Value::Typed(Box::new(field)))
    };
    let json = |name: &str, doc, spread: Spread<'a>| {
        let value = match spread {
            Spread::Keys(own) => Value::FlatJson(own),
            Spread::Items(_) => Value::ItemsJson,
            Spread::No => Value::Json,
        };
        new(name, doc, Some("RawJSON".to_owned()), value)
    };
    Some(match hole.kind {
        HoleKind::Params => return None,
        HoleKind::Event if kind.replies.is_none() => return None,
        HoleKind::Event => {
            let doc = "Name is the name of the request on the wire.";
            let base = match kind.event {
                EnumBase::Text => "string",
                EnumBase::Int => "int64",
            };
            let ty = match hole.may_be_missing {
                true => format!("Optional[{base}]"),
                false => base.to_owned(),
            };
            new("Name", doc, Some(ty), Value::Name)
        }
        HoleKind::Id => {
            let field = id_or_none(kind, hole)?;
            let doc = match kind.replies {
                Some(_) => "ID is the id of the request.",
                None => "ID is the id, by which a reply finds its request.",
            };
            typed("ID", doc, field)
        }
        HoleKind::Result => json(
            "Result",
            "Result is the result, which the request gives its type; empty: there is none.",
            spread,
        ),
        HoleKind::Error => {
            let Some(error) = declared_error(scope.model(), kind) else {
                let doc =
                    "Error is the error, which the request gives its type; empty: there is none.";
                return Some(json("Error", doc, spread));
            };
            let doc = "Error is the error.";
            let ty = &error.ty;
            let value = match spread {
                Spread::Keys(own) => Value::Flat(ty, own),
                Spread::Items(from) => Value::Items(ty, from),
                Spread::No => {
                    let field = common_error(scope.model(), kind)?.field("error");
                    return Some(typed("Error", doc, field));
                }
            };
            new("Error", doc, Some(scope.ty(ty, view)), value)
        }
        HoleKind::Field(at) => {
            let field = &kind.fields[at];
            let name = field.code_name.as_deref().unwrap_or(&field.name);
            let name = (naming::CONVENTION.field_ident)(&Case::Initialisms.apply(name));
            Member {
                field: Some(field),
                ..typed(&name, "", field.clone())
            }
        }
    })
}
