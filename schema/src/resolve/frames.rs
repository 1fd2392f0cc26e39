//! Kinds of frames: their shapes, and the kind that each event travels in.

use super::docs;
use super::origins::{FieldOrigin, FrameOrigin, TypeOrigin};
use super::shapes::{Problem, shaped};
use crate::decl::{DocsDecl, FrameDecl, ProtocolDecl, Spanned, TypeBody, TypeDecl};
use crate::model::{
    Access, EnumBase, Field, FrameId, FrameKind, HoleKind, Member, Params, Part, Presence, Scalar,
    Sender, Type, TypeDef,
};
use crate::{Code, Diagnostic, Sink, Span, did_you_mean};

/// The help of a wrong type of `$event`.
const NAMES: &str = "the name of an event on the wire is a text or an integer, and always there";

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
    decls.sort_by_key(|decl| decl.name.span);
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
            .at(envelope, "the short form of a single kind of frame")
            .at(frame.name.span, "a kind of frame")
            .help("remove the envelope, and draw it as one more `[frame.NAME]`");
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
    // A reply without its request is no kind of frame: nothing can be said of it.
    let kept = decls.into_iter().zip(fields).filter(|(decl, _)| {
        let replies = decl.replies.as_ref();
        replies.is_none_or(|name| is_request(&names, name, sink))
    });
    let kept: Vec<_> = kept.collect();
    let names: Vec<String> = kept
        .iter()
        .map(|(decl, _)| decl.name.value.clone())
        .collect();
    let senders: Vec<_> = kept.iter().map(|(decl, _)| decl.sender).collect();
    let (mut kinds, mut origins) = (Vec::new(), Vec::new());
    for (decl, (def, origin)) in kept {
        let replies = decl.replies.as_ref();
        let replies =
            replies.and_then(|request| names.iter().position(|name| *name == request.value));
        let sender = match replies {
            Some(at) => {
                let asked = senders[at].as_ref();
                let answered = asked.map_or(Sender::Both, |sender| sender.value).opposite();
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

/// Returns true if a name is that of a kind that replies may answer.
fn is_request(names: &[(String, bool)], name: &Spanned<String>, sink: &mut Sink) -> bool {
    let found = names.iter().find(|(known, _)| *known == name.value);
    let Some((_, is_reply)) = found else {
        let known = names.iter().map(|(name, _)| name.as_str());
        let message = format!("frame `{}` is not declared", name.value);
        let help = did_you_mean(&name.value, known);
        let found = Diagnostic::error(Code::FrameReply, message);
        sink.push(found.at(name.span, "no such kind of frame").help_if(help));
        return false;
    };
    if *is_reply {
        let message = format!(
            "frame `{}` is a reply, and replies have no reply",
            name.value
        );
        let found = Diagnostic::error(Code::FrameReply, message);
        sink.push(found.at(name.span, "expected a kind of frame without `replies`"));
    }
    !is_reply
}

fn other_direction(decl: &FrameDecl, answered: Sender, sink: &mut Sink) {
    let Some(written) = decl.sender.as_ref() else {
        return;
    };
    if written.value != answered {
        let message = format!("reply `{}` has the wrong direction", decl.name.value);
        let found = Diagnostic::error(Code::FrameReply, message)
            .at(
                written.span,
                format!("expected `{}`, opposite to the request", answered.name()),
            )
            .help("remove `direction`: it follows from the request");
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
            for mut problem in shaped.problems {
                problem.message = format!("frame `{}`: {}", name.value, problem.message);
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
        let is_typed = !matches!(hole, HoleKind::Params | HoleKind::Result);
        if !is_used && is_typed {
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
                _ => Some(("expected `string` or `int`", NAMES)),
            },
            HoleKind::Id if params.ty == Type::Any && origin.ty.span() != Span::NONE => Some((
                "expected `string` or `int`",
                "an id is a text or an integer, by which a reply finds its request",
            )),
            HoleKind::Id if is_always => {
                kind.id = Some(params);
                None
            }
            HoleKind::Error if field.presence == Presence::Required => {
                kind.error = Some(params);
                None
            }
            HoleKind::Id => Some((
                "must not be left out",
                "write `$id?` in the shape if frames may go without an id",
            )),
            HoleKind::Error => Some((
                "must not be left out, or null",
                "write `$error?` in the shape if frames may go without an error",
            )),
            HoleKind::Params => Some(("is not a field", "each event has its own `params`")),
            HoleKind::Result => Some(("is not a field", "each event has its own `reply`")),
            HoleKind::Field(_) => None,
        };
        if let Some((label, help)) = wrong {
            self.problem(Problem {
                message: format!(
                    "frame `{}` cannot declare `{}` in this way",
                    self.decl.name.value, field.name
                ),
                span: origin.name,
                label: label.to_owned(),
                help: Some(help.to_owned()),
            });
        }
    }

    /// Reports what a value of a frame cannot be.
    fn field(&mut self, field: &Field, span: Span) {
        let label = if field.access == Access::ReadOnly {
            "is `readonly`"
        } else if field.when.is_some() {
            "has a condition"
        } else if field.ty.constant().is_some() {
            "is a constant"
        } else {
            return;
        };
        let name = &self.decl.name.value;
        let help = match field.ty.constant() {
            Some(_) => "write the constant in the shape".to_owned(),
            None => format!("declare it in `[frame.{name}.fields]`"),
        };
        self.problem(Problem {
            message: format!("frame `{name}` cannot include field `{}`", field.name),
            span,
            label: label.to_owned(),
            help: Some(help),
        });
    }

    fn unused(&mut self, name: &str, span: Span) {
        self.problem(Problem {
            message: format!(
                "field `{name}` of frame `{}` is not in its shape",
                self.decl.name.value
            ),
            span,
            label: format!("add `${name}` to the shape, or remove the field"),
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
