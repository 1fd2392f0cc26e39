//! The content of a reference: what pages and Markdown both say of a schema.

mod code;
mod examples;
mod history;
mod place;
mod rows;
mod safe;
mod unfolded;
mod users;
mod words;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Event, FrameId, Member, Part, RemovedPart, Sender, Tombstone, Type, TypeId, WireValue,
};

use crate::lang::backend::Input;
use crate::lang::json_schema::event_files;
use crate::reach::Reach;

pub(crate) use code::{Code, codes};
pub(crate) use examples::Examples;
pub(crate) use history::History;
pub(crate) use place::version_anchor;
pub(crate) use place::{Pages, Place};
pub(crate) use rows::{Row, fields, frame_fields, has_readonly, values, variants};
pub(crate) use safe::{clean, is_safe_url};
pub(crate) use unfolded::{Inner, Unfolded};
pub(crate) use users::{Users, shown_name};
pub(crate) use words::{Badge, lifecycle, type_parts, wire_text};
pub(crate) mod say {
    //! Sentences about parts.
    pub(crate) use super::words::sent_by;
    pub(crate) use super::words::{READONLY, answered, arrow, kind_of, presence};
}

/// The reference of one version among several.
#[derive(Debug, Clone)]
pub(crate) struct Edition {
    /// The version.
    pub(crate) name: String,
    /// The folder below that of the newest, with `/` at its end; empty: it is the newest.
    pub(crate) path: String,
}

/// What all pages of a reference need, found once.
pub(crate) struct Reference<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) model: &'a Model,
    pub(crate) pages: Pages,
    pub(crate) users: Users<'a>,
    pub(crate) reach: Reach,
    pub(crate) examples: Examples<'a>,
    pub(crate) history: History,
    pub(crate) codes: Vec<Code>,
    /// The editions of a reference with history, the newest first.
    pub(crate) editions: Vec<Edition>,
    /// The folder of this edition below that of the newest, with `/` at its end; empty: it is the
    /// newest.
    pub(crate) path: String,
    /// The files of JSON Schema for the events, by their positions.
    pub(crate) schema_files: Vec<String>,
}

impl<'a> Reference<'a> {
    /// Finds everything.
    pub(crate) fn new(input: &'a Input<'a>) -> Self {
        let model = input.model;
        let given = &input.options.reference;
        Self {
            input,
            model,
            pages: Pages::new(model),
            users: Users::new(model),
            reach: Reach::new(model),
            examples: Examples::new(model, input.examples),
            history: History::new(model, &given.versions),
            codes: codes(input),
            editions: Vec::new(),
            path: String::new(),
            schema_files: event_files(model),
        }
    }

    /// The title: that of the options, or else that of the protocol.
    pub(crate) fn title(&self) -> &'a str {
        let title = self.input.options.html.title.as_deref();
        title.unwrap_or_else(|| self.model.protocol.shown_name())
    }

    /// The title of a topic.
    pub(crate) fn topic_title(&self, topic: &'a str) -> &'a str {
        let about = self.model.protocol.topics.get(topic);
        let title = about.and_then(|about| about.title.as_deref());
        match title {
            Some(title) => title,
            // A name without anything to see cannot be the text of a link.
            None if is_blank(topic) => "Other types",
            None => topic,
        }
    }

    /// The numbers of events and types of a topic, in words.
    pub(crate) fn counts(&self, topic: &str) -> String {
        let model = self.model;
        let events = model.events().iter().filter(|event| event.topic == topic);
        let types = model.types().iter().filter(|def| def.topic == topic);
        let word = |count: usize, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {one}s")),
        };
        let words = [word(events.count(), "event"), word(types.count(), "type")];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The sides that send values of a type, if any do.
    pub(crate) fn sender(&self, id: TypeId) -> Option<Sender> {
        let sends = |direction| self.reach.is_sent(direction, id);
        use tdproto_schema::model::Direction::{ClientToServer, ServerToClient};
        match (sends(ClientToServer), sends(ServerToClient)) {
            (true, true) => Some(Sender::Both),
            (true, false) => Some(Sender::Client),
            (false, true) => Some(Sender::Server),
            (false, false) => None,
        }
    }

    /// The events of a topic that some sides send.
    pub(crate) fn events(
        &self,
        topic: Option<&'a str>,
        sender: Sender,
    ) -> impl Iterator<Item = &'a Event> {
        let events = self.model.events().iter();
        events.filter(move |event| {
            event.sender == sender && topic.is_none_or(|topic| event.topic == topic)
        })
    }

    /// The types and events that are gone and that no other part has the name of.
    pub(crate) fn removed(&self) -> impl Iterator<Item = (Place<'a>, &'a Tombstone)> {
        let model = self.model;
        model
            .removed
            .iter()
            .filter_map(move |stone| match &stone.part {
                RemovedPart::Type { name } if model.find_type(name).is_none() => {
                    Some((Place::Type(name), stone))
                }
                RemovedPart::Event { name } if model.find_event(name).is_none() => {
                    Some((Place::Event(name), stone))
                }
                RemovedPart::Type { .. }
                | RemovedPart::Event { .. }
                | RemovedPart::Field { .. }
                | RemovedPart::Value { .. } => None,
            })
    }

    /// The events that travel in frames of a kind; none, if all travel in that kind.
    pub(crate) fn events_in(&self, kind: FrameId) -> Vec<Place<'a>> {
        let events = self.model.events().iter();
        let (inside, outside): (Vec<_>, Vec<_>) =
            events.partition(|event| event.frame == Some(kind));
        let places = inside.iter().map(|event| Place::Event(&event.name));
        if outside.is_empty() {
            Vec::new()
        } else {
            places.collect()
        }
    }

    /// The place that a name in a description stands for: a type, an event, or a member.
    pub(crate) fn named(&self, text: &str) -> Option<Place<'a>> {
        let model = self.model;
        if let Some(id) = model.find_type(text) {
            return Some(Place::Type(&model.ty(id).name));
        }
        if let Some(event) = model.find_event(text) {
            return Some(Place::Event(&event.name));
        }
        let (owner, member) = text.split_once('.')?;
        let def = model.ty(model.find_type(owner)?);
        let fields = def.fields().iter().map(|field| field.name.as_str());
        let values = def.values().iter().map(|value| value.name.as_str());
        let variants = def.variants().iter().map(|variant| variant.name.as_str());
        let mut members = fields.chain(values).chain(variants);
        let member = members.find(|name| *name == member)?;
        Some(Place::Member(&def.name, member))
    }
}

/// The type of the error of the reply to an event.
pub(crate) fn error_of<'a>(model: &'a Model, event: &'a Event) -> Option<&'a Type> {
    event.reply.as_ref()?;
    let own = event.error.as_ref();
    own.or_else(|| {
        let mut kinds = model.replies_to(event.frame?);
        kinds.find_map(|(_, kind)| kind.error.as_ref().map(|error| &error.ty))
    })
}

/// Returns true if a text has nothing to see.
pub(crate) fn is_blank(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().all(is_unseen)
}

/// The shape of a kind of frame, as JSON with `$name` in the places of values.
pub(crate) fn shape(model: &Model, id: FrameId) -> String {
    let kind = model.frame(id);
    let mut out = String::new();
    part(&kind.shape, &|hole| hole.text(&kind.fields), 0, &mut out);
    out
}

fn part(
    shape: &Part,
    text: &dyn Fn(tdproto_schema::model::Hole) -> String,
    level: usize,
    out: &mut String,
) {
    let (inner, outer) = ("  ".repeat(level + 1), "  ".repeat(level));
    match shape {
        Part::Constant(constant) => out.push_str(&constant.to_string()),
        Part::Null => out.push_str("null"),
        Part::Hole(hole) => out.push_str(&text(*hole)),
        Part::Items(hole) => out.push_str(&format!("...{}", text(*hole))),
        Part::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                part(item, text, level, out);
            }
            out.push(']');
        }
        Part::Object(members) if members.is_empty() => out.push_str("{}"),
        Part::Object(members) => {
            out.push_str("{\n");
            for (at, member) in members.iter().enumerate() {
                out.push_str(&inner);
                match member {
                    Member::Flat(hole) => out.push_str(&format!("...{}", text(*hole))),
                    Member::Key(key, value) => {
                        let key = WireValue::Text(key.clone());
                        out.push_str(&format!("{}: ", wire_text(&key)));
                        part(value, text, level + 1, out);
                    }
                }
                out.push_str(if at + 1 < members.len() { ",\n" } else { "\n" });
            }
            out.push_str(&format!("{outer}}}"));
        }
    }
}
