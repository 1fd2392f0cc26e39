//! Counts frames by their events.

use std::collections::HashMap;

use tdproto_schema::model::Direction;

use super::drawn::Drawn;
use super::form::{Keys, Plan};
use super::observe::Observer;
use super::requests::Requests;
use super::shape::ShapeId;
use super::tape::{Kind, Parsed};

/// The frames so far.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) observer: Observer,
    pub(super) kinds: Vec<KindSeen>,
    pub(super) events: Vec<EventSeen>,
    /// The positions of events by name.
    index: HashMap<String, Vec<usize>>,
    /// The event that came last, which is likely to come again.
    last: usize,
    pub(super) strays: Strays,
    pub(super) requests: Requests,
}

/// The frames that are of no event.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Strays {
    /// Values that are no frames of the plan.
    pub(super) no_frames: u64,
    /// Frames without the name of an event.
    pub(super) unnamed: u64,
    /// Replies to no known request.
    pub(super) replies: u64,
    /// Frames with keys that their kind does not have.
    pub(super) more_keys: u64,
}

/// The frames of a kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct KindSeen {
    pub(super) count: u64,
    /// The shape of the frames without event and params: objects of the names of their fields.
    pub(super) fields: ShapeId,
    /// Replies whose id is null.
    pub(super) id_nulls: u64,
}

/// The frames of an event.
#[derive(Debug, Clone)]
pub(super) struct EventSeen {
    pub(super) kind: usize,
    pub(super) name: String,
    /// True if the name is a number on the wire.
    pub(super) is_number: bool,
    pub(super) since: u64,
    pub(super) by_client: u64,
    pub(super) by_server: u64,
    /// Frames of which the capture does not say who sent them.
    pub(super) unknown: u64,
    pub(super) params: Part,
    pub(super) replies: u64,
    pub(super) reply: Part,
    pub(super) failures: u64,
    /// A kind of frame of the other side that some frames without a sender fit, too.
    pub(super) other_kind: Option<usize>,
}

impl Frames {
    /// The shape of a field of a kind of frame.
    pub(super) fn field(&self, kind: usize, name: &str) -> Option<ShapeId> {
        let arena = &self.observer.arena;
        let group = arena.groups(self.kinds[kind].fields).first()?;
        group.position(name).map(|at| group.keys[at].value)
    }

    /// Makes one shape of the ids of a request and its replies; only an id of a reply is null.
    pub(super) fn join_ids(&mut self, drawn: &Drawn) {
        for (at, kind) in drawn.kinds().iter().enumerate() {
            let Some(request) = kind.replies else {
                continue;
            };
            let Some(answered) = self.field(at, "id") else {
                continue;
            };
            let arena = &mut self.observer.arena;
            self.kinds[at].id_nulls = std::mem::take(&mut arena.shape_mut(answered).nulls);
            // A capture may begin behind the requests.
            let fields = arena.objects_of(self.kinds[request].fields);
            let asked = arena.key_of((fields, 0), "id", 0);
            if let Some(asked) = asked {
                let asked = arena.objects[fields].groups[0].keys[asked].value;
                arena.merge(asked, answered);
            }
        }
    }
}

impl EventSeen {
    /// The words of its name in the schema.
    pub(super) fn code_words(&self) -> String {
        match self.is_number {
            true => format!("op {}", self.name),
            false => self.name.clone(),
        }
    }

    pub(super) fn count(&self) -> u64 {
        self.by_client + self.by_server + self.unknown
    }
}

/// A part of the frames of an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The number of frames that have it.
    pub(super) present: u64,
    pub(super) shape: ShapeId,
}

/// A frame of a known event.
pub(super) struct Named<'t> {
    pub(super) kind: usize,
    pub(super) name: &'t str,
    pub(super) is_number: bool,
    pub(super) sender: Option<Direction>,
}

impl Frames {
    pub(super) fn new(plan: &Plan, max_texts: usize) -> Self {
        let mut observer = Observer::new(max_texts);
        let kinds = match plan {
            Plan::Keys(_) => 1,
            Plan::Drawn(drawn) => drawn.kinds().len(),
        };
        let mut kind = || KindSeen {
            count: 0,
            fields: observer.arena.add(),
            id_nulls: 0,
        };
        Self {
            kinds: (0..kinds).map(|_| kind()).collect(),
            observer,
            events: Vec::new(),
            index: HashMap::new(),
            last: 0,
            strays: Strays::default(),
            requests: Requests::default(),
        }
    }

    /// Counts a frame of a plan of keys.
    pub(super) fn by_keys(
        &mut self,
        keys: &Keys,
        parsed: Parsed<'_>,
        at: usize,
        sender: Option<Direction>,
    ) {
        if parsed.kind(at) != Kind::Object {
            self.strays.no_frames += 1;
            return;
        }
        let name = parsed.member(at, &keys.event);
        let Some(name) = name.filter(|at| matches!(parsed.kind(*at), Kind::Text | Kind::Number))
        else {
            self.strays.unnamed += 1;
            return;
        };
        let is_number = parsed.kind(name) == Kind::Number;
        let text = parsed.content(name);
        if text.is_empty() {
            self.strays.unnamed += 1;
            return;
        }
        let event = self.event(&Named {
            kind: 0,
            name: &text,
            is_number,
            sender,
        });
        self.kinds[0].count += 1;
        let fields = self.kinds[0].fields;
        let params = self.events[event].params.shape;
        let event_key = Some(keys.event.as_str());
        let Some(key) = &keys.params else {
            let without = [event_key, keys.id.as_deref()];
            self.observer.object(parsed, at, params, Some(&without));
            self.events[event].params.present += 1;
            if let Some(id) = &keys.id {
                self.only(parsed, at, (fields, id));
            }
            return;
        };
        if let Some(value) = parsed.member(at, key) {
            self.events[event].params.present += 1;
            self.observer.value(parsed, value, params);
        }
        let without = [event_key, Some(key.as_str())];
        self.observer.object(parsed, at, fields, Some(&without));
    }

    /// Counts one key of an object.
    fn only(&mut self, parsed: Parsed<'_>, at: usize, (fields, key): (ShapeId, &str)) {
        let others = parsed.members(at).map(|(name, _)| name);
        let others: Vec<_> = others.filter(|name| name != key).collect();
        let others: Vec<_> = others.iter().map(|name| Some(&**name)).collect();
        self.observer.object(parsed, at, fields, Some(&others));
    }

    /// The position of the event of a frame, which is counted.
    pub(super) fn event(&mut self, named: &Named<'_>) -> usize {
        let at = self.position(named);
        let event = &mut self.events[at];
        match named.sender {
            Some(Direction::ClientToServer) => event.by_client += 1,
            Some(Direction::ServerToClient) => event.by_server += 1,
            None => event.unknown += 1,
        }
        at
    }

    fn position(&mut self, named: &Named<'_>) -> usize {
        let is_of = |event: &EventSeen| {
            event.name == named.name
                && event.kind == named.kind
                && event.is_number == named.is_number
        };
        if self.events.get(self.last).is_some_and(is_of) {
            return self.last;
        }
        let mut known = self.index.get(named.name).into_iter().flatten();
        if let Some(at) = known.find(|at| is_of(&self.events[**at])) {
            self.last = *at;
            return *at;
        }
        self.observer.now += 1;
        let mut part = || Part {
            present: 0,
            shape: self.observer.arena.add(),
        };
        let (params, reply) = (part(), part());
        self.last = self.events.len();
        let known = self.index.entry(named.name.to_owned()).or_default();
        known.push(self.last);
        self.events.push(EventSeen {
            kind: named.kind,
            name: named.name.to_owned(),
            is_number: named.is_number,
            since: self.observer.now,
            by_client: 0,
            by_server: 0,
            unknown: 0,
            params,
            replies: 0,
            reply,
            failures: 0,
            other_kind: None,
        });
        self.last
    }

    /// Begins with another capture.
    pub(super) fn restart(&mut self) {
        self.requests.restart();
    }

    /// Begins with messages of a connection of a HAR.
    pub(super) fn connection(&mut self, entry: usize) {
        self.requests.connection(entry);
    }

    /// Adds the frames that another thread counted.
    pub(super) fn merge(&mut self, other: Self) {
        let distance = self.observer.arena.take(other.observer.arena);
        let moved = |id: ShapeId| ShapeId(id.0 + distance);
        let arena = &mut self.observer.arena;
        arena.merge(ShapeId(0), moved(ShapeId(0)));
        for (kind, from) in self.kinds.iter_mut().zip(other.kinds) {
            kind.count += from.count;
            arena.merge(kind.fields, moved(from.fields));
        }
        for from in other.events {
            let at = self.position(&Named {
                kind: from.kind,
                name: &from.name,
                is_number: from.is_number,
                sender: None,
            });
            let event = &mut self.events[at];
            event.since = event.since.min(from.since);
            event.by_client += from.by_client;
            event.by_server += from.by_server;
            event.unknown += from.unknown;
            event.replies += from.replies;
            event.failures += from.failures;
            event.other_kind = event.other_kind.or(from.other_kind);
            let parts = [
                (&mut event.params, from.params),
                (&mut event.reply, from.reply),
            ];
            for (part, from) in parts {
                part.present += from.present;
                self.observer.arena.merge(part.shape, moved(from.shape));
            }
        }
        self.strays.no_frames += other.strays.no_frames;
        self.strays.unnamed += other.strays.unnamed;
        self.strays.replies += other.strays.replies;
        self.strays.more_keys += other.strays.more_keys;
    }
}
