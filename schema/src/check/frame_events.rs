//! Events in drawn frames.

use std::collections::BTreeMap;

use super::frames::is_drawn;
use crate::model::{
    Constant, Content, EnumBase, Event, EventId, Field, FrameKind, HoleKind, Presence, Sender,
    Type, TypeId, Union, WireValue,
};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports events that do not go with their kind of frame, and those that are the same on the wire.
pub(super) fn check_events(model: &Model, origins: &Origins, sink: &mut Sink) {
    let mut checker = Checker {
        model,
        origins,
        sink,
    };
    let mut seen: BTreeMap<_, Vec<(EventId, Sender)>> = BTreeMap::new();
    for (id, event) in model.events_with_ids() {
        let Some(frame) = event.frame else { continue };
        let kind = model.frame(frame);
        if !model.fits(event, frame) {
            checker.no_fit(id, event, kind);
            continue;
        }
        checker.name(id, event, kind);
        if is_drawn(origins, frame) {
            checker.params(id, event, kind);
        }
        checker.matches(id, event, kind);
        checker.replies(id, event);
        let key = (frame, event.wire_name(), &event.matches);
        let alike = seen.entry(key).or_default();
        let shared = |other: &Sender| {
            let sides = event.sender.directions();
            sides.iter().any(|side| other.directions().contains(side))
        };
        if let Some((first, _)) = alike.iter().find(|(_, sender)| shared(sender)) {
            checker.duplicate(id, *first, event);
        }
        alike.push((id, event.sender));
    }
}

struct Checker<'a, 's> {
    model: &'a Model,
    origins: &'a Origins,
    sink: &'s mut Sink,
}

impl Checker<'_, '_> {
    fn wrong(&mut self, id: EventId, message: String, label: &str, help: Option<String>) {
        let found = Diagnostic::error(Code::EventFrame, message);
        let found = found.at(self.origins.event_name(id), label);
        self.sink.push(found.help_if(help));
    }

    fn no_fit(&mut self, id: EventId, event: &Event, kind: &FrameKind) {
        let frame = event.frame.into_iter();
        let mut replies = frame.flat_map(|frame| self.model.replies_to(frame));
        let (label, help) = if kind.replies.is_some() {
            let label = "that kind is a reply".to_owned();
            (label, "events travel in the request; `reply` is the result")
        } else if !kind.sender.covers(event.sender) {
            let label = format!(
                "`direction` is \"{}\", and that of the frame \"{}\"",
                event.sender.name(),
                kind.sender.name()
            );
            (label, "name a kind of frame that the same sides send")
        } else if let Some((_, reply)) = replies.next() {
            let label = format!(
                "has no `reply`, and `{}` replies to such frames",
                reply.name
            );
            (label, "add `reply = \"null\"` if there is no result")
        } else {
            let label = "has `reply`, and no kind of frame replies to such frames".to_owned();
            (
                label,
                "name a kind of request, or draw a reply with `replies`",
            )
        };
        let message = format!(
            "event `{}` cannot travel in frame `{}`",
            event.name, kind.name
        );
        self.wrong(id, message, &label, Some(help.to_owned()));
    }

    fn name(&mut self, id: EventId, event: &Event, kind: &FrameKind) {
        if !kind.has(HoleKind::Event) {
            return;
        }
        let (is, help) = match (kind.event, event.wire_name()) {
            (EnumBase::Text, WireValue::Text(_)) | (EnumBase::Int, WireValue::Int(_)) => return,
            (EnumBase::Text, WireValue::Int(_)) => (
                "a text",
                "write `value` as a text, or `event = { type = \"int\" }` in the fields of the frame",
            ),
            (EnumBase::Int, WireValue::Text(_)) => {
                ("an integer", "add the number of the event: `value = 1`")
            }
        };
        let message = format!(
            "the name of event `{}` must be {is} in frame `{}`",
            event.name, kind.name
        );
        let label = format!("`$event` of that frame is {is}");
        self.wrong(id, message, &label, Some(help.to_owned()));
    }

    /// Reports params that the shape has no place for, or that cannot be in that place.
    fn params(&mut self, id: EventId, event: &Event, kind: &FrameKind) {
        let Some(params) = &event.params else {
            if !kind.may_end_without_params() {
                let message = format!("event `{}` has no params", event.name);
                let label = "but places follow them in the array of the frame";
                let help = "give it `params = \"null\"`, or an entity without fields";
                self.wrong(id, message, label, Some(help.to_owned()));
            }
            return;
        };
        if !kind.has(HoleKind::Params) {
            let message = format!(
                "event `{}` has params, and frame `{}` has no place for them",
                event.name, kind.name
            );
            let help = "add `$params` to the shape, or name another kind with `frame = \"…\"`";
            self.wrong(
                id,
                message,
                "the shape has no `$params`",
                Some(help.to_owned()),
            );
            return;
        }
        self.value(id, kind, HoleKind::Params, &params.ty, params.presence);
        if params.presence.may_be_absent() && !kind.may_end_without_params() {
            let message = format!("event `{}` cannot go without its params", event.name);
            let label = format!("other items follow `$params` in frame `{}`", kind.name);
            let help = "put `$params` at the end of the array, or remove `optional`";
            self.wrong(id, message, &label, Some(help.to_owned()));
        }
    }

    fn replies(&mut self, id: EventId, event: &Event) {
        let Some(reply) = &event.reply else {
            if event.error.is_some() {
                let message = format!("event `{}` has `error`, but no `reply`", event.name);
                let help = "add `reply = \"null\"` if there is no result";
                self.wrong(
                    id,
                    message,
                    "only requests have errors",
                    Some(help.to_owned()),
                );
            }
            return;
        };
        let Some(frame) = event.frame else { return };
        for (_, kind) in self.model.replies_to(frame) {
            self.value(id, kind, HoleKind::Result, &reply.ty, reply.presence);
            let own = kind.error.as_ref().map(|error| &error.ty);
            if let Some(error) = event.error.as_ref().or(own) {
                self.value(id, kind, HoleKind::Error, error, Presence::Required);
            }
        }
    }

    /// Checks a value that is spread over the frame: among the keys of an object, or the items
    /// of an array.
    fn value(
        &mut self,
        id: EventId,
        kind: &FrameKind,
        hole: HoleKind,
        ty: &Type,
        presence: Presence,
    ) {
        for place in kind.places() {
            if place.content.hole().is_none_or(|found| found.kind != hole) {
                continue;
            }
            match place.content {
                Content::Hole(_) | Content::Constant(_) | Content::Null => {}
                Content::Flat(_) => {
                    let is_object = |id: &TypeId| {
                        let union = self.model.union(*id);
                        union.is_none_or(|union| union.form.is_of_objects())
                    };
                    let object = self.model.object_of(ty).filter(is_object);
                    let Some(object) = object else {
                        let label = "expected an entity or a union that is always there";
                        self.no_spread(id, kind, hole, ("keys", label));
                        continue;
                    };
                    if presence != Presence::Required {
                        self.may_be_none(id, kind, hole, "keys");
                        continue;
                    }
                    self.keys(id, kind, hole, object);
                }
                Content::Items(..) => {
                    let is_array =
                        matches!(self.model.unaliased(ty), Type::List(_) | Type::Tuple(_));
                    if !is_array {
                        let label = "expected a list or a tuple that is always there";
                        self.no_spread(id, kind, hole, ("items", label));
                    } else if presence != Presence::Required {
                        self.may_be_none(id, kind, hole, "items");
                    }
                }
            }
        }
    }

    fn no_spread(
        &mut self,
        id: EventId,
        kind: &FrameKind,
        hole: HoleKind,
        (parts, label): (&str, &str),
    ) {
        let message = self.no_spread_message(id, kind, hole, parts);
        let help = own_place(hole, parts);
        self.wrong(id, message, label, Some(help));
    }

    /// Reports a value that is spread over the frame, and that may be missing or null.
    fn may_be_none(&mut self, id: EventId, kind: &FrameKind, hole: HoleKind, parts: &str) {
        let origin = self.origins.event(id);
        let flag = origin.map_or(Span::NONE, |origin| match hole {
            HoleKind::Result => origin.reply_flag,
            HoleKind::Params => origin.params_flag,
            HoleKind::Event | HoleKind::Id | HoleKind::Error | HoleKind::Field(_) => Span::NONE,
        });
        let place = match flag == Span::NONE {
            true => self.origins.event_name(id),
            false => flag,
        };
        let message = self.no_spread_message(id, kind, hole, parts);
        let found = Diagnostic::error(Code::EventFrame, message)
            .at(place, format!("must be always there, since its {parts} are those of the frame"))
            .help(match parts {
                "keys" => {
                    "remove the flag and make the fields of the entity `optional`, or give the value \
                     a key of its own in the shape"
                }
                _ => "remove the flag, or give the value an item of its own in the shape",
            });
        self.sink.push(found);
    }

    fn no_spread_message(
        &self,
        id: EventId,
        kind: &FrameKind,
        hole: HoleKind,
        parts: &str,
    ) -> String {
        let what = hole.name().unwrap_or_default();
        let event = &self.model.events()[id.index()].name;
        let kind = &kind.name;
        format!("the {what} of event `{event}` cannot give frame `{kind}` its {parts}")
    }

    /// Reports keys of a flat value that the shape has, too.
    fn keys(&mut self, id: EventId, kind: &FrameKind, hole: HoleKind, object: TypeId) {
        let Some(own) = kind.flat_keys(hole) else {
            return;
        };
        for held in self.model.objects_in(object) {
            let def = self.model.ty(held);
            let tags = def.union().into_iter().flat_map(Union::own_keys);
            let fields = def.fields().iter().map(|field: &Field| field.name.as_str());
            for key in fields.chain(tags) {
                if own.contains(&key) {
                    let message = format!(
                        "key `{key}` is twice in frame `{}` of event `{}`",
                        kind.name,
                        self.model.events()[id.index()].name
                    );
                    let label = format!("both the shape and `{}` have this key", def.name);
                    let help = own_place(hole, "keys");
                    self.wrong(id, message, &label, Some(help));
                }
            }
        }
    }

    fn matches(&mut self, id: EventId, event: &Event, kind: &FrameKind) {
        for (at, constant) in &event.matches {
            let field = &kind.fields[*at];
            let scalar = self.model.wire_scalar(&field.ty);
            let fits = match constant {
                Constant::Text(_) => scalar.is_some_and(|scalar| scalar.is_text()),
                Constant::Int(number) => scalar
                    .is_some_and(|scalar| scalar.is_integer() && scalar.holds((*number).into())),
                Constant::Bool(_) => scalar == Some(crate::model::Scalar::Bool),
            };
            if !fits {
                let message = format!(
                    "event `{}` cannot match `{} = {constant}`",
                    event.name, field.name
                );
                let label = format!(
                    "field `{}` of frame `{}` is of type `{}`",
                    field.name,
                    kind.name,
                    self.model.type_text(&field.ty)
                );
                self.wrong(id, message, &label, None);
            }
        }
    }

    fn duplicate(&mut self, id: EventId, first: EventId, event: &Event) {
        let first_name = &self.model.events()[first.index()].name;
        let message = format!(
            "events `{first_name}` and `{}` are the same on the wire",
            event.name
        );
        let found = Diagnostic::error(Code::EventValueDuplicate, message)
            .at(
                self.origins.event_name(id),
                "has the same name on the wire, in the same kind of frame",
            )
            .at(self.origins.event_name(first), "declared first")
            .help("give one of them another `value`, or a `match` on a field of the frame");
        self.sink.push(found);
    }
}

/// The help to give a value a place of its own.
fn own_place(hole: HoleKind, parts: &str) -> String {
    let name = hole.name().unwrap_or_default();
    match parts {
        "keys" => format!("give the value a key of its own: `{name} = \"${name}\"`"),
        _ => format!("give the value an item of its own: `\"${name}\"`"),
    }
}
