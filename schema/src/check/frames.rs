//! Kinds of frames: their shapes, and the order in which receivers try them.

use std::collections::BTreeSet;

use crate::model::{Content, FrameId, FrameKind, Hole, HoleKind, Part, Sender};
use crate::{Code, Diagnostic, Model, Origins, Sink};

/// Reports shapes that no sender could fill, and kinds that no receiver would find.
pub(super) fn check_frames(model: &Model, origins: &Origins, sink: &mut Sink) {
    for (id, kind) in model.frames_with_ids() {
        let mut checker = Checker {
            origins,
            sink: &mut *sink,
            id,
            kind,
        };
        checker.holes();
        checker.arrays(&kind.shape);
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
        let origin = self.origins.frame(self.id);
        let mut found = Diagnostic::error(code, message);
        if let Some(origin) = origin {
            found = found.at(origin.shape, label);
        }
        self.sink.push(found.help_if(help.map(str::to_owned)));
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
            let (of, help) = match hole.kind {
                HoleKind::Params if is_reply => ("params", "a reply has `$result` or `$error`"),
                HoleKind::Result if !is_reply => ("result", "name the request with `replies`"),
                HoleKind::Error if !is_reply => ("error", "name the request with `replies`"),
                HoleKind::Event
                | HoleKind::Params
                | HoleKind::Id
                | HoleKind::Result
                | HoleKind::Error
                | HoleKind::Field(_) => ("", ""),
            };
            if !of.is_empty() {
                let message = format!("frame `{name}` has `${of}`");
                let label = if is_reply {
                    "is a reply"
                } else {
                    "is no reply"
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
                let message = format!("frame `{name}` lets a value stand in it that cannot");
                let help = "only `$params`, `$result` and `$error` can, and they are there";
                self.wrong(Code::FrameShape, message, "drawn here", Some(help));
            }
            if matches!(place.content, Content::Flat(_)) && !objects.insert(place.path) {
                let message = format!("frame `{name}` has two values in one object");
                let help = "nothing tells the keys of one from those of the other";
                self.wrong(Code::FrameShape, message, "drawn here", Some(help));
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
                        "frame `{}` has a place of an array that may be missing before one that may not",
                        self.kind.name
                    );
                    let help = "only places at the end of an array may be left out";
                    self.wrong(Code::FrameShape, message, "drawn here", Some(help));
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
        let request = model.frame(request);
        for kind in [request, self.kind] {
            if !kind.has(HoleKind::Id) {
                let message = format!(
                    "reply `{}` cannot find its request: frame `{}` has no `$id`",
                    self.kind.name, kind.name
                );
                let help = "give both a place for `$id`";
                self.wrong(Code::FrameReply, message, "drawn here", Some(help));
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
            let help = "draw a kind of frame for each: one with `$result`, one with `$error`";
            self.wrong(Code::FrameReply, message, "drawn here", Some(help));
        }
    }

    /// Reports a kind whose frames are all taken for an earlier one.
    fn reached(&mut self, model: &Model) {
        let earlier = model.frames()[..self.id.index()].iter();
        let mut taking = earlier.filter(|earlier| {
            share_a_side(earlier.sender, self.kind.sender) && earlier.takes(self.kind)
        });
        let Some(first) = taking.next() else {
            return;
        };
        let message = format!(
            "no frame is of kind `{}`: all are of `{}`",
            self.kind.name, first.name
        );
        let help = "put the kind with more constants or places first, or draw what differs";
        let label = "has every constant and place of the earlier kind";
        self.wrong(Code::FrameUnreachable, message, label, Some(help));
    }
}

fn share_a_side(a: Sender, b: Sender) -> bool {
    a.directions()
        .iter()
        .any(|side| b.directions().contains(side))
}

/// Returns true if the shape, or the field, says that a hole may be missing.
fn is_optional(kind: &FrameKind, hole: Hole) -> bool {
    hole.kind != HoleKind::Params && kind.may_be_missing(hole)
}
