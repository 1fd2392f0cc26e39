//! What a class of a frame holds, and where its values are.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Direction, EnumBase, Event, Field, FrameId, FrameKind, Hole, HoleKind, Part, Presence, Scalar,
    Step, Type,
};

use crate::lang::frame_values::declared_error;
use crate::lang::kotlin::members::Member;
use crate::lang::kotlin::naming::{bare, ident, nested_ident};
use crate::lang::kotlin::scope::Scope;
use crate::naming::Case;
use crate::views::View;

/// Members that the classes of frames have besides the fields of their kind.
const TAKEN: &[&str] = &[
    "decode", "encode", "error", "id", "kind", "name", "ok", "params", "path", "raw", "read",
    "reason", "result",
];

/// The names of the fields of a kind in code.
pub(in crate::lang::kotlin) fn field_idents(kind: &FrameKind) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for field in &kind.fields {
        let name = field.code_name.as_deref().unwrap_or(&field.name);
        let mut chosen = ident(&Case::LowerCamel.apply(name));
        if chosen == "`class`" {
            chosen = "class_".to_owned();
        }
        while TAKEN.contains(&bare(&chosen)) || found.contains(&chosen) {
            chosen = format!("{}_", bare(&chosen));
        }
        found.push(chosen);
    }
    found
}

/// The type and the presence of an id.
pub(in crate::lang::kotlin) fn id_presence(kind: &FrameKind) -> Option<(&Type, Presence)> {
    let id = kind.id.as_ref()?;
    let hole = kind.hole(HoleKind::Id)?;
    let presence = match (id.presence.may_be_null(), hole.may_be_missing) {
        (true, true) => Presence::Patch,
        (true, false) => Presence::Nullable,
        (false, true) => Presence::Optional,
        (false, false) => Presence::Required,
    };
    Some((&id.ty, presence))
}

/// How the body of a reply is held.
pub(in crate::lang::kotlin) enum Body<'a> {
    /// Unchanged, until its request is known.
    Raw(Form),
    /// As its type says, which all requests share.
    Typed(&'a Type, Presence),
}

/// The form in which a value is in its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lang::kotlin) enum Form {
    /// In a place of its own.
    Own,
    /// Its members are among those of the frame.
    Flat,
    /// Its items are those of an array from an index on.
    Items(usize),
}

/// The form in which a value is in the frames of a kind.
pub(in crate::lang::kotlin) fn form(kind: &FrameKind, hole: HoleKind) -> Form {
    match (kind.flat_keys(hole), kind.items_from(hole)) {
        (Some(_), _) => Form::Flat,
        (None, Some(from)) => Form::Items(from),
        (None, None) => Form::Own,
    }
}

/// The body in a hole of a reply.
pub(in crate::lang::kotlin) fn body<'a>(
    model: &Model,
    kind: &'a FrameKind,
    hole: Hole,
) -> Body<'a> {
    match (hole.kind, declared_error(model, kind)) {
        (HoleKind::Error, Some(error)) => {
            let presence = match hole.may_be_missing {
                true => Presence::Optional,
                false => Presence::Required,
            };
            Body::Typed(&error.ty, presence)
        }
        _ => Body::Raw(form(kind, hole.kind)),
    }
}

/// A frame of an event, or a reply.
pub(in crate::lang::kotlin) struct Frame<'a> {
    pub(in crate::lang::kotlin) kind: &'a FrameKind,
    pub(in crate::lang::kotlin) event: Option<&'a Event>,
    pub(in crate::lang::kotlin) view: View,
    pub(in crate::lang::kotlin) idents: Vec<String>,
}

impl<'a> Frame<'a> {
    pub(in crate::lang::kotlin) fn of_event(
        model: &'a Model,
        event: &'a Event,
        direction: Direction,
    ) -> Option<Self> {
        let kind = model.frame(event.frame?);
        Some(Self {
            kind,
            event: Some(event),
            view: View::of(direction),
            idents: field_idents(kind),
        })
    }

    pub(in crate::lang::kotlin) fn of_reply(kind: &'a FrameKind, direction: Direction) -> Self {
        Self {
            kind,
            event: None,
            view: View::of(direction),
            idents: field_idents(kind),
        }
    }

    /// The constant of a field that decides the event.
    pub(in crate::lang::kotlin) fn told(
        &self,
        at: usize,
    ) -> Option<&'a tdproto_schema::model::Constant> {
        let mut matches = self.event?.matches.iter();
        matches
            .find(|(field, _)| *field == at)
            .map(|(_, constant)| constant)
    }

    /// The member that holds the params.
    pub(in crate::lang::kotlin) fn params(&self) -> Option<Member<'a>> {
        let params = self.event?.params.as_ref()?;
        Some(self.member("params", &params.ty, params.presence))
    }

    fn member(&self, ident: &str, ty: &'a Type, presence: Presence) -> Member<'a> {
        Member {
            ident: ident.to_owned(),
            key: "",
            ty,
            presence,
            view: self.view,
            strict: false,
        }
    }

    /// The member that holds the id.
    pub(in crate::lang::kotlin) fn id(&self) -> Option<Member<'a>> {
        let (ty, presence) = id_presence(self.kind)?;
        Some(Member {
            strict: true,
            ..self.member("id", ty, presence)
        })
    }

    /// The member that holds the name, of a reply.
    pub(in crate::lang::kotlin) fn name(&self) -> Option<Member<'a>> {
        static TEXT: Type = Type::Scalar(Scalar::String);
        static INT: Type = Type::Scalar(Scalar::Int);
        let hole = self.kind.hole(HoleKind::Event)?;
        let ty = match self.kind.event {
            EnumBase::Text => &TEXT,
            EnumBase::Int => &INT,
        };
        let presence = match hole.may_be_missing {
            true => Presence::Optional,
            false => Presence::Required,
        };
        Some(Member {
            strict: true,
            ..self.member("event", ty, presence)
        })
    }

    /// The member that holds a field of the frame.
    pub(in crate::lang::kotlin) fn field(&self, at: usize) -> Member<'a> {
        let field: &Field = &self.kind.fields[at];
        Member::of(field, &self.idents[at], self.view)
    }

    /// The fields of the frame that its shape has.
    pub(in crate::lang::kotlin) fn fields(&self) -> impl Iterator<Item = usize> {
        let kind = self.kind;
        (0..kind.fields.len()).filter(move |at| kind.has(HoleKind::Field(*at)))
    }

    /// The bodies of a reply: the name of the member, the hole, and how it is held.
    pub(in crate::lang::kotlin) fn bodies(
        &self,
        model: &Model,
    ) -> Vec<(&'static str, Hole, Body<'a>)> {
        let holes = [("result", HoleKind::Result), ("error", HoleKind::Error)];
        let mut found = Vec::new();
        for (name, hole) in holes {
            if let Some(hole) = self.kind.hole(hole) {
                found.push((name, hole, body(model, self.kind, hole)));
            }
        }
        found
    }

    /// The member of a body that is typed.
    pub(in crate::lang::kotlin) fn typed(
        &self,
        name: &str,
        ty: &'a Type,
        presence: Presence,
    ) -> Member<'a> {
        self.member(name, ty, presence)
    }
}

/// The type of a body that is held unchanged.
pub(in crate::lang::kotlin) fn raw_type(scope: &mut Scope<'_>, form: Form) -> String {
    match form {
        Form::Own => format!("{}?", scope.json("JsonElement")),
        Form::Flat => scope.json("JsonObject"),
        Form::Items(_) => scope.json("JsonArray"),
    }
}

/// A path as one writes it in code.
pub(in crate::lang::kotlin) fn path_text(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Index(index) => text.push_str(&format!("[{index}]")),
            Step::Key(key) => {
                let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                match !key.is_empty() && key.chars().all(is_plain) {
                    true => {
                        if !text.is_empty() {
                            text.push('.');
                        }
                        text.push_str(key);
                    }
                    false => {
                        let quoted = serde_json::Value::from(key.as_str());
                        text.push_str(&format!("[{quoted}]"));
                    }
                }
            }
        }
    }
    text
}

/// The ident of a kind.
pub(in crate::lang::kotlin) fn kind_ident(kind: &FrameKind) -> String {
    nested_ident(&Case::UpperCamel.apply(&kind.name))
}

/// The kinds of a side that are replies, or are not.
pub(in crate::lang::kotlin) fn kinds_of(
    model: &Model,
    direction: Direction,
    are_replies: bool,
) -> Vec<(FrameId, &FrameKind)> {
    let kinds = model.frames_with_ids();
    kinds
        .filter(|(_, kind)| kind.sender.sends(direction) && kind.replies.is_some() == are_replies)
        .collect()
}

/// Returns true if a part is the items of an array.
pub(in crate::lang::kotlin) fn is_items(part: &Part) -> bool {
    matches!(part, Part::Items(_))
}

/// The expression that makes a text of the name of an event.
pub(in crate::lang::kotlin) fn name_text(name: &Member<'_>, value: &str) -> String {
    match (name.ty, name.presence) {
        (Type::Scalar(Scalar::String), _) => value.to_owned(),
        (_, Presence::Required) => format!("{value}.toString()"),
        (_, _) => format!("{value}?.toString()"),
    }
}
