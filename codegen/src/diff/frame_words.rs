//! Values of kinds of frames in words, and of what events say of their frames.

use tdproto_schema::Model;
use tdproto_schema::model::{Constant, Event, FrameKind, Member, Params, Part, WireValue};

use super::values::{none, presence_words, sender_words};

/// A whole kind of frame in a few words.
pub(super) fn whole(kind: &FrameKind) -> Option<String> {
    let sender = sender_words(kind.sender);
    Some(format!("sent by {sender}: {}", text(kind, &kind.shape)))
}

pub(super) fn name(kind: &FrameKind) -> Option<String> {
    Some(kind.name.clone())
}

pub(super) fn topic(kind: &FrameKind) -> Option<String> {
    Some(kind.topic.clone())
}

pub(super) fn direction(kind: &FrameKind) -> Option<String> {
    Some(sender_words(kind.sender).to_owned())
}

/// The shape as a schema file has it.
pub(super) fn shape(kind: &FrameKind) -> Option<String> {
    Some(text(kind, &kind.shape))
}

fn text(kind: &FrameKind, part: &Part) -> String {
    match part {
        Part::Constant(Constant::Text(text)) if text.starts_with('$') => format!("\"${text}\""),
        Part::Constant(constant) => constant.to_string(),
        Part::Null => "\"$null\"".to_owned(),
        Part::Hole(hole) => format!("\"{}\"", hole.text(&kind.fields)),
        Part::Items(hole) => format!("\"...{}\"", hole.text(&kind.fields)),
        Part::Object(members) if members.is_empty() => "{}".to_owned(),
        Part::Object(members) => {
            let members = members.iter().map(|member| match member {
                Member::Key(key, part) => format!("{key} = {}", text(kind, part)),
                Member::Flat(hole) => format!("\"...\" = \"{}\"", hole.text(&kind.fields)),
            });
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Part::Array(items) => {
            let items = items.iter().map(|item| text(kind, item));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
    }
}

pub(super) fn ty(model: &Model, carried: &Params) -> Option<String> {
    Some(model.type_text(&carried.ty))
}

pub(super) fn presence(_: &Model, carried: &Params) -> Option<String> {
    Some(presence_words(carried.presence).to_owned())
}

/// The name of an event on the wire.
pub(super) fn event_value(_: &Model, event: &Event) -> Option<String> {
    Some(match event.wire_name() {
        WireValue::Text(text) => format!("\"{text}\""),
        WireValue::Int(number) => number.to_string(),
    })
}

/// The kind of frame that an event travels in.
pub(super) fn event_frame(model: &Model, event: &Event) -> Option<String> {
    let kind = event.frame.map(|frame| model.frame(frame).name.clone());
    Some(kind.unwrap_or_else(|| "the envelope".to_owned()))
}

pub(super) fn matches(model: &Model, event: &Event) -> Option<String> {
    let Some(frame) = event.frame else {
        return Some(none());
    };
    let fields = &model.frame(frame).fields;
    let matches = event.matches.iter();
    let matches = matches.map(|(at, constant)| format!("{} = {constant}", fields[*at].name));
    let matches: Vec<_> = matches.collect();
    Some(match matches.is_empty() {
        true => none(),
        false => matches.join(", "),
    })
}

pub(super) fn reply(model: &Model, event: &Event) -> Option<String> {
    let reply = event.reply.as_ref();
    Some(reply.map_or_else(none, |reply| model.type_text(&reply.ty)))
}
