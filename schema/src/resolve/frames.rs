//! Kinds of frames: their shapes, and the kind that each event travels in.

use super::docs;
use super::origins::{FieldOrigin, FrameOrigin, TypeOrigin};
use super::shapes::{Problem, shaped};
use crate::decl::{DocsDecl, FrameDecl, ProtocolDecl, Spanned, TypeBody, TypeDecl};
use crate::model::{
    EnumBase, Field, FrameId, FrameKind, HoleKind, Member, Params, Part, Presence, Scalar, Sender,
    Type, TypeDef,
};
use crate::{Code, Diagnostic, Sink, Span, did_you_mean};

/// The fields of a kind of frame as an entity, so that includes and types are those of entities.
pub(super) fn fields_of(frame: &mut FrameDecl) -> TypeDecl {
    TypeDecl {
        name: Spanned::new(format!("frame {}", frame.name.value), frame.name.span),
        topic: frame.topic.clone(),
        docs: DocsDecl::default(),
        body: TypeBody::Entity {
            direction: None,
            includes: std::mem::take(&mut frame.includes),
            fields: std::mem::take(&mut frame.fields),
        },
    }
}

/// The kinds in the order of the files, each name once.
pub(super) fn in_order(mut decls: Vec<FrameDecl>, sink: &mut Sink) -> Vec<FrameDecl> {
    decls.sort_by(|a, b| a.name.span.cmp(&b.name.span));
    let mut kept: Vec<FrameDecl> = Vec::with_capacity(decls.len());
    for decl in decls {
        let first = kept.iter().find(|kept| kept.name.value == decl.name.value);
        let Some(first) = first else {
            kept.push(decl);
            continue;
        };
        let message = format!("frame `{}` is declared twice", decl.name.value);
        let found = Diagnostic::error(Code::NameDuplicate, message)
            .at(decl.name.span, "declared again here")
            .at(first.name.span, "first declared here");
        sink.push(found);
    }
    kept
}

/// Reports an envelope beside frames: it is one kind of frame in short.
pub(super) fn not_beside_envelope(
    protocols: &[ProtocolDecl],
    frames: &[FrameDecl],
    sink: &mut Sink,
) {
    let envelope = protocols.iter().find_map(|protocol| protocol.envelope_span);
    if let (Some(envelope), Some(frame)) = (envelope, frames.first()) {
        let message = "the schema has both `[protocol.envelope]` and `[frame]`";
        let found = Diagnostic::error(Code::FrameShape, message)
            .at(envelope, "one kind of frame in short")
            .at(frame.name.span, "a kind of frame")
            .help("remove the envelope, and draw it as a kind of frame");
        sink.push(found);
    }
}

/// The kinds and the places of their parts; `fields` are the entities of their fields.
pub(super) fn resolve(
    decls: Vec<FrameDecl>,
    fields: Vec<(TypeDef, TypeOrigin)>,
    sink: &mut Sink,
) -> (Vec<FrameKind>, Vec<FrameOrigin>) {
    let names: Vec<(String, bool)> = decls
        .iter()
        .map(|decl| (decl.name.value.clone(), decl.replies.is_some()))
        .collect();
    let senders: Vec<_> = decls.iter().map(|decl| decl.sender.clone()).collect();
    let (mut kinds, mut origins) = (Vec::new(), Vec::new());
    for (decl, (def, origin)) in decls.into_iter().zip(fields) {
        let replies = decl.replies.as_ref();
        let replies = replies.and_then(|name| request(&names, name, sink));
        let sender = match replies {
            Some(at) => {
                let asked = senders[at].as_ref();
                let answered = opposite(asked.map_or(Sender::Both, |sender| sender.value));
                other_direction(&decl, answered, sink);
                answered
            }
            None => decl
                .sender
                .as_ref()
                .map_or(Sender::Both, |sender| sender.value),
        };
        let owner = Owner {
            decl: &decl,
            sink: &mut *sink,
        };
        let (kind, origin) = owner.kind(def, origin, sender, replies.map(FrameId::new));
        kinds.push(kind);
        origins.push(origin);
    }
    inherit_ids(&mut kinds);
    (kinds, origins)
}

/// The id of a reply is that of its request, unless it says more.
pub(crate) fn inherit_ids(kinds: &mut [FrameKind]) {
    let ids: Vec<_> = kinds.iter().map(|kind| kind.id.clone()).collect();
    for kind in kinds {
        if let Some(request) = kind.replies.filter(|_| kind.id.is_none()) {
            kind.id.clone_from(&ids[request.index()]);
        }
        if !kind.has(HoleKind::Id) {
            kind.id = None;
        } else if kind.id.is_none() {
            kind.id = Some(Params::required(Type::Scalar(Scalar::String)));
        }
    }
}

/// The position of the kind that a reply answers.
fn request(names: &[(String, bool)], name: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
    let found = names.iter().position(|(known, _)| *known == name.value);
    let Some(at) = found else {
        let known = names.iter().map(|(name, _)| name.as_str());
        let message = format!("frame `{}` is not declared", name.value);
        let help = did_you_mean(&name.value, known);
        let found = Diagnostic::error(Code::FrameReply, message);
        sink.push(found.at(name.span, "no such kind of frame").help_if(help));
        return None;
    };
    if names[at].1 {
        let message = format!("frame `{}` is a reply, which no other answers", name.value);
        let found = Diagnostic::error(Code::FrameReply, message);
        sink.push(found.at(name.span, "expected a kind of request"));
        return None;
    }
    Some(at)
}

fn opposite(sender: Sender) -> Sender {
    match sender {
        Sender::Client => Sender::Server,
        Sender::Server => Sender::Client,
        Sender::Both => Sender::Both,
    }
}

fn other_direction(decl: &FrameDecl, answered: Sender, sink: &mut Sink) {
    let Some(written) = decl.sender.as_ref() else {
        return;
    };
    if written.value != answered {
        let message = format!(
            "reply `{}` does not go the other way than its request",
            decl.name.value
        );
        let found = Diagnostic::error(Code::FrameReply, message)
            .at(
                written.span,
                format!("the other way is `{}`", answered.name()),
            )
            .help("remove `direction`: it follows from that of the request");
        sink.push(found);
    }
}

/// A kind of frame while its parts are looked up.
struct Owner<'a> {
    decl: &'a FrameDecl,
    sink: &'a mut Sink,
}

impl Owner<'_> {
    fn kind(
        mut self,
        mut def: TypeDef,
        origin: TypeOrigin,
        sender: Sender,
        replies: Option<FrameId>,
    ) -> (FrameKind, FrameOrigin) {
        let name = &self.decl.name;
        let fields = match def.entity_mut() {
            Some(entity) => std::mem::take(&mut entity.fields),
            None => Vec::new(),
        };
        let (special, fields): (Vec<_>, Vec<_>) = fields
            .into_iter()
            .zip(origin.fields)
            .partition(|(field, _)| HoleKind::from_name(&field.name).is_some());
        let names = fields.iter().map(|(field, _)| field.name.as_str());
        let shaped = self.decl.shape.as_ref().map(|shape| shaped(shape, names));
        let (mut shape, mut holes) = (Part::Object(Vec::new()), std::collections::BTreeMap::new());
        if let Some(shaped) = shaped {
            (shape, holes) = (shaped.shape, shaped.holes);
            for problem in shaped.problems {
                self.problem(problem);
            }
        }
        let mut kind = FrameKind {
            name: name.value.clone(),
            topic: self.decl.topic.clone(),
            sender,
            replies,
            shape,
            event: EnumBase::Text,
            id: None,
            error: None,
            fields: Vec::new(),
            docs: docs(self.decl.docs.clone(), None),
        };
        for (field, origin) in special {
            let hole = HoleKind::from_name(&field.name);
            if let Some(hole) = hole {
                self.special(&mut kind, hole, (field, origin), holes.contains_key(&hole));
            }
        }
        let mut field_origins = Vec::new();
        let mut places = vec![None; fields.len()];
        for (at, (field, origin)) in fields.into_iter().enumerate() {
            if holes.contains_key(&HoleKind::Field(at)) {
                places[at] = Some(kind.fields.len());
                self.field(&field, origin.name);
                kind.fields.push(field);
                field_origins.push(origin);
            } else if field.included_from.is_none() && self.decl.shape.is_some() {
                self.unused(&field.name, origin.name);
            }
        }
        renumber(&mut kind.shape, &places);
        let origin = FrameOrigin {
            name: name.span,
            shape: self
                .decl
                .shape
                .as_ref()
                .map_or(name.span, |shape| shape.span()),
            fields: field_origins,
        };
        (kind, origin)
    }

    /// Takes the type of a hole that is no field: `event`, `id` or `error`.
    fn special(
        &mut self,
        kind: &mut FrameKind,
        hole: HoleKind,
        (field, origin): (Field, FieldOrigin),
        is_used: bool,
    ) {
        if !is_used {
            self.unused(&field.name, origin.name);
            return;
        }
        let is_always = matches!(field.presence, Presence::Required | Presence::Nullable);
        let params = Params {
            ty: field.ty.clone(),
            presence: field.presence,
        };
        let wrong = match hole {
            HoleKind::Event => match (&field.ty, field.presence) {
                (Type::Scalar(Scalar::String), Presence::Required) => None,
                (Type::Scalar(Scalar::Int), Presence::Required) => {
                    kind.event = EnumBase::Int;
                    None
                }
                _ => Some("the name of an event is a `string` or an `int`"),
            },
            HoleKind::Id if is_always => {
                kind.id = Some(params);
                None
            }
            HoleKind::Error if field.presence == Presence::Required => {
                kind.error = Some(params);
                None
            }
            HoleKind::Id => Some("write `$id?` in the shape of an id that may be missing"),
            HoleKind::Error => Some("write `$error?` in the shape of an error that may be missing"),
            HoleKind::Params | HoleKind::Result => {
                Some("each event says its own type, with `params` and `reply`")
            }
            HoleKind::Field(_) => None,
        };
        if let Some(help) = wrong {
            self.problem(Problem {
                message: format!(
                    "frame `{}` cannot type `{}` so",
                    self.decl.name.value, field.name
                ),
                span: origin.name,
                label: "of this type".to_owned(),
                help: Some(help.to_owned()),
            });
        }
    }

    /// Reports what a value of a frame cannot be.
    fn field(&mut self, field: &Field, span: Span) {
        let is_readonly = field.access == crate::model::Access::ReadOnly;
        if is_readonly || field.when.is_some() || field.ty.constant().is_some() {
            self.problem(Problem {
                message: format!("`{}` of an entity cannot be a value of a frame", field.name),
                span,
                label: "has a condition, a constant or `readonly`".to_owned(),
                help: Some("declare it in `[frame.NAME.fields]`".to_owned()),
            });
        }
    }

    fn unused(&mut self, name: &str, span: Span) {
        self.problem(Problem {
            message: format!("frame `{}` has no place for `{name}`", self.decl.name.value),
            span,
            label: format!("`${name}` is not in the shape"),
            help: None,
        });
    }

    fn problem(&mut self, problem: Problem) {
        let found = Diagnostic::error(Code::FrameShape, problem.message);
        let found = found.at(problem.span, problem.label);
        self.sink.push(found.help_if(problem.help));
    }
}

/// Gives each hole the new position of its field.
fn renumber(part: &mut Part, places: &[Option<usize>]) {
    let moved = |kind: &mut HoleKind| {
        if let HoleKind::Field(at) = kind
            && let Some(Some(place)) = places.get(*at)
        {
            *at = *place;
        }
    };
    match part {
        Part::Hole(hole) | Part::Items(hole) => moved(&mut hole.kind),
        Part::Constant(_) | Part::Null => {}
        Part::Array(items) => items.iter_mut().for_each(|item| renumber(item, places)),
        Part::Object(members) => {
            for member in members {
                match member {
                    Member::Key(_, part) => renumber(part, places),
                    Member::Flat(hole) => moved(&mut hole.kind),
                }
            }
        }
    }
}
