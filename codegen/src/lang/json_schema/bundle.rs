//! Files put together from definitions. Each definition is written once, as text, and stands in
//! every file that needs it.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{Direction, Event, EventId, Type, TypeId, TypeKind};

use super::node::{self, Node, Object};
use super::types::{View, key};
use super::{events, head, items, naming};
use crate::lang::{Input, OutputFile};
use crate::sample;

/// Every definition in every view, as text.
pub(super) struct Definitions<'a> {
    input: Input<'a>,
    whole: Vec<String>,
    /// Where the client's view differs: as it is called among the whole ones, and alone.
    views: Vec<Option<[String; 2]>>,
    event_keys: Vec<String>,
}

impl<'a> Definitions<'a> {
    /// Writes the definitions of all types.
    pub(super) fn new(input: &Input<'a>) -> Self {
        let text = |id: TypeId, view: View| {
            definition(key(input, id, view), &items::define(input, id, view))
        };
        let ids = || input.model.types_with_ids().map(|(id, _)| id);
        let views = ids().map(|id| {
            let differs = input.views.differs(id);
            differs.then(|| [View::Input, View::Client].map(|view| text(id, view)))
        });
        Self {
            input: *input,
            whole: ids().map(|id| text(id, View::Whole)).collect(),
            views: views.collect(),
            event_keys: naming::event_keys(input),
        }
    }

    fn of(&self, id: TypeId, view: View) -> &str {
        let whole = &self.whole[id.index()];
        match (view, &self.views[id.index()]) {
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
                let view = events::view_of(event, view);
                let frame = events::frame(&self.input, event, view);
                definition(&self.event_keys[id.index()], &frame)
            })
            .collect();
        for ((id, _), frame) in events.iter().zip(&frames) {
            definitions.insert(&self.event_keys[id.index()], frame);
        }
        let keys = events
            .iter()
            .map(|(id, event)| (*event, self.event_keys[id.index()].as_str()));
        let mut head = bundle_head(model, view);
        head.extend(events::any_of(&self.input, keys));
        file(&head, definitions.values().copied())
    }

    /// A file an event, with all that its frame needs.
    pub(super) fn event_files(&self) -> Vec<OutputFile> {
        let paths = naming::event_files(&self.input);
        let model = self.input.model;
        let events = model.events_with_ids().zip(paths);
        let mut reached = Reached::new(model.types().len());
        events
            .map(|((_, event), path)| {
                let view = events::view_of(event, View::Whole);
                let mut head = head(model, &format!("event:{}", event.name));
                head.set("title", event.name.as_str());
                head.extend(events::frame(&self.input, event, view));
                head.set(
                    "examples",
                    vec![Node::Value(sample::frame(model, event, 0))],
                );
                let definitions = self.closure(event, view, &mut reached);
                OutputFile::new(path, file(&head, definitions.values().copied()))
            })
            .collect()
    }

    /// The definitions that an event's frame refers to, directly or not.
    fn closure(&self, event: &Event, view: View, reached: &mut Reached) -> BTreeMap<&str, &str> {
        let mut definitions = BTreeMap::new();
        let mut open: Vec<TypeId> = event.params.into_iter().collect();
        open.retain(|id| reached.first_time(*id));
        while let Some(id) = open.pop() {
            definitions.insert(key(&self.input, id, view), self.of(id, view));
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
            TypeKind::Entity(entity) => {
                for (_, field) in view.fields().fields(entity) {
                    named(&field.ty, found);
                }
            }
            TypeKind::Alias(target) => named(target, found),
            TypeKind::Enum(_) | TypeKind::Scalar(_) => {}
        }
    }
}

fn bundle_head(model: &Model, view: View) -> Object<'_> {
    let (part, what) = match view {
        View::Whole | View::Input => ("schema", "The protocol, as a receiver sees it."),
        View::Client => (
            "client",
            "What a client may send: without what only the server sets.",
        ),
    };
    let mut head = head(model, part);
    head.set("title", model.protocol.name.as_str());
    let doc = model.protocol.doc.trim();
    let text = match doc.is_empty() {
        true => what.to_owned(),
        false => format!("{doc}\n\n{what}"),
    };
    head.set("description", text);
    head
}

/// Whether a bundle of this view has the event.
fn has(view: View, event: &Event) -> bool {
    match view {
        View::Whole | View::Input => true,
        View::Client => event.direction == Direction::ClientToServer,
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
