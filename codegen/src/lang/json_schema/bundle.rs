//! Files put together from definitions. Each definition is written once, as text, and is in every
//! file that needs it.

use std::collections::BTreeMap;

use tdproto_schema::model::{Direction, Event, EventId, TypeId};
use tdproto_schema::{Model, parallel};

use super::kinds::{self, Replies};
use super::reached::Reached;
use super::types::{View, key};
use super::{events, head, items, naming, params};
use crate::lang::definitions::Texts;
use crate::lang::node::{self, Node, Object};
use crate::lang::{Input, OutputFile};
use crate::sample;

fn texts(input: &Input<'_>) -> Texts {
    let text =
        |id: TypeId, view: View| definition(key(input, id, view), &items::define(input, id, view));
    let ids: Vec<TypeId> = input.model.types_with_ids().map(|(id, _)| id).collect();
    let texts = parallel::map(&ids, |&id| {
        let differs = input.views.differs(id);
        let views = differs.then(|| [View::Input, View::Client].map(|view| text(id, view)));
        (text(id, View::Whole), views)
    });
    let (whole, views) = texts.into_iter().unzip();
    Texts {
        whole,
        views,
        event_keys: naming::event_keys(input),
    }
}

/// The definitions, and the files put together from them.
pub(super) struct Definitions<'a> {
    input: Input<'a>,
    texts: &'a Texts,
}

impl<'a> Definitions<'a> {
    /// The definitions of all types; `input` has the names of JSON Schema.
    pub(super) fn new(input: &Input<'a>) -> Self {
        let shared = &input.shared.texts;
        Self {
            input: *input,
            texts: shared.get_or_init(|| texts(input)),
        }
    }

    fn of(&self, id: TypeId, view: View) -> &str {
        let whole = &self.texts.whole[id.index()];
        match (view, &self.texts.views[id.index()]) {
            (View::Whole, _) | (View::Input | View::Client, None) => whole,
            (View::Input, Some([input, _])) => input,
            (View::Client, Some([_, client])) => client,
        }
    }

    /// The bundle: its root takes the frame of any event.
    pub(super) fn bundle(&self, view: View) -> String {
        let model = self.input.model;
        let mut definitions: BTreeMap<&str, &str> = BTreeMap::new();
        for (id, _) in model.types_with_ids() {
            definitions.insert(key(&self.input, id, view), self.of(id, view));
            if view == View::Whole && self.input.views.differs(id) {
                let key = key(&self.input, id, View::Input);
                definitions.insert(key, self.of(id, View::Input));
            }
        }
        let events: Vec<(EventId, &Event)> = model
            .events_with_ids()
            .filter(|(_, event)| has(view, event))
            .collect();
        let frames: Vec<String> = events
            .iter()
            .map(|(id, event)| {
                let views = params::views_of(event.sender, view);
                let frame = events::frame(&self.input, event, views);
                definition(&self.texts.event_keys[id.index()], &frame)
            })
            .collect();
        for ((id, _), frame) in events.iter().zip(&frames) {
            definitions.insert(&self.texts.event_keys[id.index()], frame);
        }
        let keys = events
            .iter()
            .map(|(id, event)| (*event, self.texts.event_keys[id.index()].as_str()));
        let mut head = bundle_head(model, view);
        if model.frames().is_empty() {
            head.extend(events::any_of(&self.input, keys));
            return file(&head, definitions.values().copied());
        }
        let taken = definitions.keys().map(|key| (*key).to_owned());
        let replies = Replies::new(
            &self.input,
            taken.chain(self.texts.event_keys.iter().cloned()),
        );
        let keys: Vec<_> = keys.collect();
        head.extend(kinds::root(&self.input, view, &keys, &replies));
        let texts: Vec<(&str, String)> = replies
            .definitions(&self.input, view)
            .map(|(key, schema)| (key, definition(key, &schema)))
            .collect();
        definitions.extend(texts.iter().map(|(key, text)| (*key, text.as_str())));
        file(&head, definitions.values().copied())
    }

    /// A file an event, with all that its frame needs.
    pub(super) fn event_files(&self) -> Vec<OutputFile> {
        let paths = naming::event_files(self.input.model);
        let model = self.input.model;
        let events = model.events_with_ids().zip(paths);
        let mut reached = Reached::new(model);
        events
            .map(|((_, event), path)| {
                let views = params::views_of(event.sender, View::Whole);
                let mut head = event_head(model, event);
                head.extend(events::frame(&self.input, event, views));
                head.set("examples", vec![Node::from(sample::frame(model, event, 0))]);
                let definitions = self.closure(event, views, &mut reached);
                OutputFile::new(path, file(&head, definitions.values().copied()))
            })
            .collect()
    }

    /// A file an event, which refers to the definition of its frame in the bundle.
    pub(super) fn bundled_event_files(&self) -> Vec<OutputFile> {
        let paths = naming::event_files(self.input.model);
        let model = self.input.model;
        let files = model
            .events_with_ids()
            .zip(paths)
            .map(|((id, event), path)| {
                let mut head = event_head(model, event);
                let definition = naming::reference(&self.texts.event_keys[id.index()]);
                head.set("$ref", format!("{}{definition}", super::id(model, BUNDLE)));
                head.set("examples", vec![Node::from(sample::frame(model, event, 0))]);
                OutputFile::new(path, file(&head, std::iter::empty()))
            });
        files.collect()
    }

    /// The number of bytes of the definitions in all files of single events together. If that is
    /// more than `limit`, it is the number up to the first file that exceeds it.
    pub(super) fn size_in_event_files(&self, limit: usize) -> usize {
        let model = self.input.model;
        let mut reached = Reached::new(model);
        let mut size = 0;
        for event in model.events() {
            let views = params::views_of(event.sender, View::Whole);
            let definitions = self.closure(event, views, &mut reached);
            size += definitions.values().map(|text| text.len()).sum::<usize>();
            if size > limit {
                break;
            }
        }
        size
    }

    /// The definitions that an event's frame refers to, directly or not.
    fn closure(
        &self,
        event: &Event,
        views: &[View],
        reached: &mut Reached,
    ) -> BTreeMap<&str, &str> {
        let mut definitions = BTreeMap::new();
        for view in views {
            let ids = reached.by(self.input.model, event, *view).into_iter();
            definitions.extend(ids.map(|id| (key(&self.input, id, *view), self.of(id, *view))));
        }
        definitions
    }
}

/// The part of the bundle's `$id`.
const BUNDLE: &str = "schema";

fn event_head<'m>(model: &Model, event: &'m Event) -> Object<'m> {
    let mut head = head(model, &format!("event:{}", event.name));
    head.set("title", event.name.as_str());
    head
}

fn bundle_head(model: &Model, view: View) -> Object<'_> {
    let (part, what) = match view {
        View::Whole | View::Input => (BUNDLE, "The protocol, as a receiver sees it."),
        View::Client => (
            "client",
            "The data that a client may send: without the fields that only the server sets.",
        ),
    };
    let mut head = head(model, part);
    head.set("title", model.protocol.shown_name());
    let doc = model.protocol.doc.trim();
    let text = match doc.is_empty() {
        true => what.to_owned(),
        false => format!("{doc}\n\n{what}"),
    };
    head.set("description", text);
    head
}

/// Returns true if a bundle of this view has the event.
fn has(view: View, event: &Event) -> bool {
    match view {
        View::Whole | View::Input => true,
        View::Client => event.is_sent(Direction::ClientToServer),
    }
}

/// An entry of `$defs`, indented for its place there.
fn definition(key: &str, schema: &Object<'_>) -> String {
    let mut text = String::from("    ");
    node::text(&mut text, key);
    text.push_str(": ");
    schema.write(&mut text, 2);
    text
}

/// A whole file: the members of its root, and `$defs` after them.
fn file<'t>(head: &Object<'_>, definitions: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    head.write(&mut text, 0);
    let definitions: Vec<_> = definitions.collect();
    if !definitions.is_empty() {
        let size: usize = definitions
            .iter()
            .map(|text| text.len() + ",\n".len())
            .sum();
        text.truncate(text.len() - "\n}".len());
        text.reserve(size + 40);
        text.push_str(",\n  \"$defs\": {");
        for (index, definition) in definitions.iter().enumerate() {
            text.push_str(if index > 0 { ",\n" } else { "\n" });
            text.push_str(definition);
        }
        text.push_str("\n  }\n}");
    }
    text.push('\n');
    text
}
