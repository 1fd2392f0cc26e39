//! Files put together from definitions. Each definition is written once, as text, and stands in
//! every file that needs it.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_schema::model::{Direction, Event, EventId, Type, TypeId, TypeKind};

use super::types::{View, key};
use super::{Object, events, head, items, naming, set};
use crate::lang::{Input, OutputFile};
use crate::sample;
use crate::views::input_fields;

/// Every definition of one view, as text.
pub(super) struct Bundle<'a> {
    input: Input<'a>,
    view: View,
    whole: Vec<String>,
    inputs: Vec<String>,
    event_keys: Vec<String>,
}

impl<'a> Bundle<'a> {
    /// Writes the definitions of all types.
    pub(super) fn new(input: &Input<'a>, view: View) -> Self {
        let text = |id: TypeId, view: View| {
            definition(key(input, id, view), items::define(input, id, view))
        };
        let ids = || input.model.types_with_ids().map(|(id, _)| id);
        let has_inputs = view == View::Whole;
        Self {
            input: *input,
            view,
            whole: ids().map(|id| text(id, view)).collect(),
            inputs: ids()
                .map(|id| match has_inputs && input.views.differs(id) {
                    true => text(id, View::Input),
                    false => String::new(),
                })
                .collect(),
            event_keys: naming::event_keys(input),
        }
    }

    /// The bundle: its root takes the frame of any event.
    pub(super) fn file(&self) -> String {
        let model = self.input.model;
        let mut definitions: BTreeMap<&str, &str> = BTreeMap::new();
        for (id, _) in model.types_with_ids() {
            definitions.insert(key(&self.input, id, self.view), &self.whole[id.index()]);
            if !self.inputs[id.index()].is_empty() {
                let key = key(&self.input, id, View::Input);
                definitions.insert(key, &self.inputs[id.index()]);
            }
        }
        let events: Vec<(EventId, &Event)> = model
            .events_with_ids()
            .filter(|(_, event)| self.has(event))
            .collect();
        let frames: Vec<String> = events
            .iter()
            .map(|(id, event)| {
                let view = events::view_of(event, self.view);
                let frame = events::frame(&self.input, event, view);
                definition(&self.event_keys[id.index()], frame)
            })
            .collect();
        for ((id, _), frame) in events.iter().zip(&frames) {
            definitions.insert(&self.event_keys[id.index()], frame);
        }
        let keys = events
            .iter()
            .map(|(id, event)| (*event, self.event_keys[id.index()].as_str()));
        let mut head = self.head();
        head.extend(events::any_of(&self.input, keys));
        file(head, definitions.values().copied())
    }

    fn head(&self) -> Object {
        let model = self.input.model;
        let (part, what) = match self.view {
            View::Whole | View::Input => ("schema", "The protocol, as a receiver sees it."),
            View::Client => (
                "client",
                "What a client may send: without what only the server sets.",
            ),
        };
        let mut head = head(model, part);
        set(&mut head, "title", model.protocol.name.as_str());
        let doc = model.protocol.doc.trim();
        let text = match doc.is_empty() {
            true => what.to_owned(),
            false => format!("{doc}\n\n{what}"),
        };
        set(&mut head, "description", text);
        head
    }

    fn has(&self, event: &Event) -> bool {
        match self.view {
            View::Whole | View::Input => true,
            View::Client => event.direction == Direction::ClientToServer,
        }
    }

    /// A file an event, with all that its frame needs.
    pub(super) fn event_files(&self) -> Vec<OutputFile> {
        let paths = naming::event_files(&self.input);
        let model = self.input.model;
        let events = model.events_with_ids().zip(paths);
        let mut reached = Reached::new(model.types().len());
        events
            .map(|((_, event), path)| {
                let view = events::view_of(event, self.view);
                let mut head = head(model, &format!("event:{}", event.name));
                set(&mut head, "title", event.name.as_str());
                head.extend(events::frame(&self.input, event, view));
                set(&mut head, "examples", vec![sample::frame(model, event)]);
                let definitions = self.closure(event, view, &mut reached);
                OutputFile::new(path, file(head, definitions.values().copied()))
            })
            .collect()
    }

    /// The definitions that an event's frame refers to, directly or not.
    fn closure(&self, event: &Event, view: View, reached: &mut Reached) -> BTreeMap<&str, &str> {
        let mut definitions = BTreeMap::new();
        let mut open: Vec<TypeId> = event.params.into_iter().collect();
        open.retain(|id| reached.first_time(*id));
        while let Some(id) = open.pop() {
            let key = key(&self.input, id, view);
            let own_view = view == View::Input && !self.inputs[id.index()].is_empty();
            let texts = if own_view { &self.inputs } else { &self.whole };
            definitions.insert(key, texts[id.index()].as_str());
            self.uses(id, view, &mut |used| {
                if reached.first_time(used) {
                    open.push(used);
                }
            });
        }
        reached.next();
        definitions
    }

    /// The declared types that the definition of a type refers to.
    fn uses(&self, id: TypeId, view: View, found: &mut impl FnMut(TypeId)) {
        match &self.input.model.ty(id).kind {
            TypeKind::Entity(entity) => match view {
                View::Whole => entity
                    .fields
                    .iter()
                    .for_each(|field| named(&field.ty, found)),
                View::Input | View::Client => {
                    input_fields(entity).for_each(|(_, field)| named(&field.ty, found));
                }
            },
            TypeKind::Alias(target) => named(target, found),
            TypeKind::Enum(_) | TypeKind::Scalar(_) => {}
        }
    }
}

/// Calls `found` with the declared types in a type.
fn named(ty: &Type, found: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => found(*id),
        Type::List(item) => named(item, found),
        Type::Map(key, value) => {
            named(key, found);
            named(value, found);
        }
        Type::Scalar(_) | Type::Any => {}
    }
}

/// Which types a walk has reached; starting the next walk costs nothing.
struct Reached {
    walk: usize,
    last: Vec<usize>,
}

impl Reached {
    fn new(types: usize) -> Self {
        Self {
            walk: 1,
            last: vec![0; types],
        }
    }

    fn first_time(&mut self, id: TypeId) -> bool {
        std::mem::replace(&mut self.last[id.index()], self.walk) != self.walk
    }

    fn next(&mut self) {
        self.walk += 1;
    }
}

/// One entry of `$defs`, indented as it stands there.
fn definition(key: &str, schema: Object) -> String {
    let text = format!("{}: {:#}", Value::from(key), Value::Object(schema));
    // No text of JSON holds a line break of its own, so that each starts a line of the layout.
    let mut indented = String::with_capacity(text.len() + text.len() / 2);
    for line in text.lines() {
        if !indented.is_empty() {
            indented.push('\n');
        }
        indented.push_str("    ");
        indented.push_str(line);
    }
    indented
}

/// A whole file: the members of its root, and `$defs` after them.
fn file<'t>(head: Object, definitions: impl Iterator<Item = &'t str>) -> String {
    let mut text = format!("{:#}", Value::Object(head));
    let definitions: Vec<_> = definitions.collect();
    if !definitions.is_empty() {
        text.truncate(text.len() - "\n}".len());
        text.push_str(",\n  \"$defs\": {\n");
        text.push_str(&definitions.join(",\n"));
        text.push_str("\n  }\n}");
    }
    text.push('\n');
    text
}
