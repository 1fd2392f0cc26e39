//! Kinds of frames: their shapes, and the order in which receivers try them.

use std::collections::BTreeSet;

use crate::model::{Content, FrameId, FrameKind, Hole, HoleKind, Part, Type, UnionForm};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports shapes that no sender could fill, and kinds that no receiver would find.
pub(super) fn check_frames(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, kind) in model.frames_with_ids() {
        if !is_drawn(origins, id) {
            continue;
        }
        let mut checker = Checker {
            origins,
            sink: &mut *sink,
            id,
            kind,
        };
        checker.holes();
        checker.arrays(&kind.shape);
        checker.id(model);
        checker.reply(model);
        checker.reached(model);
    }
}

struct Checker<'a> {
    origins: &'a Origins,
    sink: &'a mut Sink,
    id: FrameId,
    kind: &'a FrameKind,
}

impl Checker<'_> {
    fn wrong(&mut self, code: Code, message: String, label: &str, help: Option<&str>) {
        let found = Diagnostic::error(code, message).at(self.shape(self.id), label);
        self.sink.push(found.help_if(help.map(str::to_owned)));
    }

    /// The place of the shape of a kind.
    fn shape(&self, id: FrameId) -> Span {
        self.origins
            .frame(id)
            .map_or(Span::NONE, |origin| origin.shape)
    }

    /// Reports holes that have no meaning in the kind, or in their place.
    fn holes(&mut self) {
        let name = &self.kind.name;
        let mut objects = BTreeSet::new();
        for place in self.kind.places() {
            let Some(hole) = place.content.hole() else {
                continue;
            };
            let is_reply = self.kind.replies.is_some();
            let of = match hole.kind {
                HoleKind::Params => is_reply.then_some("params"),
                HoleKind::Result => (!is_reply).then_some("result"),
                HoleKind::Error => (!is_reply).then_some("error"),
                HoleKind::Event | HoleKind::Id | HoleKind::Field(_) => None,
            };
            if let Some(of) = of {
                let (message, label, help) = match is_reply {
                    true => (
                        format!("reply `{name}` has `${of}`"),
                        "replies have no params",
                        "write `$result` or `$error`",
                    ),
                    false => (
                        format!("frame `{name}` has `${of}`, and is not a reply"),
                        "only replies have a result or an error",
                        "name the request: `replies = \"…\"`",
                    ),
                };
                self.wrong(Code::FrameShape, message, label, Some(help));
            }
            let is_flat = match place.content {
                Content::Flat(_) | Content::Items(..) => true,
                Content::Hole(_) | Content::Constant(_) | Content::Null => false,
            };
            let is_value = matches!(
                hole.kind,
                HoleKind::Params | HoleKind::Result | HoleKind::Error
            );
            if is_flat && (!is_value || hole.may_be_missing) {
                let text = hole.text(&self.kind.fields);
                let message = format!("frame `{name}`: `{text}` has no place of its own");
                let label = "only `$params`, `$result` and `$error` can spread over the frame";
                let help = "give the value a key or an item";
                self.wrong(Code::FrameShape, message, label, Some(help));
            }
            if matches!(place.content, Content::Flat(_)) && !objects.insert(place.path) {
                let message = format!("frame `{name}` has two `\"...\"` in one object");
                let label = "the keys of the two values cannot be distinguished";
                self.wrong(Code::FrameShape, message, label, None);
            }
        }
    }

    /// Reports places within arrays that may be missing although others follow.
    fn arrays(&mut self, part: &Part) {
        match part {
            Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => {}
            Part::Object(members) => {
                for member in members {
                    if let crate::model::Member::Key(_, part) = member {
                        self.arrays(part);
                    }
                }
            }
            Part::Array(items) => {
                let may_end = |part: &Part| match part {
                    Part::Hole(hole) => is_optional(self.kind, *hole),
                    Part::Items(_) => true,
                    Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null => false,
                };
                let needed = items.iter().rposition(|item| !may_end(item));
                let first = items.iter().position(may_end);
                if let (Some(needed), Some(first)) = (needed, first)
                    && first < needed
                {
                    let message = format!(
                        "frame `{}` has an optional item before a needed one",
                        self.kind.name
                    );
                    let label = "only items at the end of an array may be left out";
                    self.wrong(Code::FrameShape, message, label, None);
                }
                for item in items {
                    self.arrays(item);
                }
            }
        }
    }

    fn reply(&mut self, model: &Model) {
        let Some(request) = self.kind.replies else {
            return;
        };
        for (id, kind) in [(request, model.frame(request)), (self.id, self.kind)] {
            if !kind.has(HoleKind::Id) && is_drawn(self.origins, id) {
                let message = format!(
                    "reply `{}` cannot be matched to its request: frame `{}` has no `$id`",
                    self.kind.name, kind.name
                );
                let found = Diagnostic::error(Code::FrameReply, message)
                    .at(self.shape(id), "has no `$id`")
                    .help("both shapes need `$id`, by which a reply finds its request");
                self.sink.push(found);
            }
        }
        if self.kind.has(HoleKind::Result) == self.kind.has(HoleKind::Error) {
            let message = format!(
                "reply `{}` has {}",
                self.kind.name,
                if self.kind.has(HoleKind::Result) {
                    "both `$result` and `$error`"
                } else {
                    "neither `$result` nor `$error`"
                }
            );
            let label = "expected one of `$result` and `$error`";
            let help = "draw two kinds of replies: one with `$result`, one with `$error`";
            self.wrong(Code::FrameReply, message, label, Some(help));
        }
    }

    /// Reports a kind whose frames are all taken for an earlier one.
    fn reached(&mut self, model: &Model) {
        let earlier = model.frames_with_ids().take(self.id.index());
        let mut taking = earlier.filter(|(id, earlier)| {
            is_drawn(self.origins, *id)
                && earlier.sender.shared(self.kind.sender).is_some()
                && earlier.takes(self.kind)
        });
        let Some((id, first)) = taking.next() else {
            return;
        };
        let message = format!(
            "frame `{}` is never recognized: every such frame is taken for `{}`",
            self.kind.name, first.name
        );
        let help = format!(
            "declare `{}` before `{}`, or add a constant that only one of them has",
            self.kind.name, first.name
        );
        let found = Diagnostic::error(Code::FrameUnreachable, message)
            .at(
                self.shape(self.id),
                "has every constant and place of the earlier kind",
            )
            .at(self.shape(id), "tried first")
            .help(help);
        self.sink.push(found);
    }

    /// Returns true if a reply takes its id from the request, which is checked itself.
    fn is_id_of_request(&self, model: &Model) -> bool {
        let request = self.kind.replies.map(|request| model.frame(request));
        request.is_some_and(|request| request.id == self.kind.id)
    }

    /// Reports an id that is neither a text nor an integer, by which nobody could find a request.
    fn id(&mut self, model: &Model) {
        let Some(id) = &self.kind.id else { return };
        // An id without a type is reported where it is declared.
        if id.ty == Type::Any || self.is_id_of_request(model) || is_id(model, &id.ty) {
            return;
        }
        let message = format!(
            "frame `{}` has an id of type `{}`",
            self.kind.name,
            model.type_text(&id.ty)
        );
        let help =
            "declare `id` as a `string` or an `int`, or as a union of both with `form = \"kind\"`";
        self.wrong(
            Code::FrameShape,
            message,
            "an id is a text or an integer",
            Some(help),
        );
    }
}

/// Returns true if a kind has a shape, or comes from a model file, where each has one.
pub(super) fn is_drawn(origins: &Origins, id: FrameId) -> bool {
    let origin = origins.frame(id);
    origin.is_none_or(|origin| origin.name == Span::NONE || origin.is_drawn())
}

/// Returns true if the shape, or the field, says that a hole may be missing.
fn is_optional(kind: &FrameKind, hole: Hole) -> bool {
    hole.kind != HoleKind::Params && kind.may_be_missing(hole)
}

/// Returns true if the values of a type are texts or integers: those of a union by kind, too.
fn is_id(model: &Model, ty: &Type) -> bool {
    let Some(union) = model.union_of(ty).and_then(|id| model.union(id)) else {
        let scalar = model.wire_scalar(ty);
        return scalar.is_some_and(|scalar| scalar.is_text() || scalar.is_integer());
    };
    let types = union
        .variants
        .iter()
        .filter_map(|variant| variant.ty.as_ref());
    let mut scalars = types.map(|ty| model.wire_scalar(ty));
    union.form == UnionForm::Kind
        && scalars
            .all(|scalar| scalar.is_some_and(|scalar| scalar.is_text() || scalar.is_integer()))
}
