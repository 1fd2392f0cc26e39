//! Finds out the form of frames from the first of them.

use tdproto_schema::names::Name;

use super::drawn::{Drawn, Seen, usual};
use super::form::{Keys, Plan};
use super::observe::Observer;
use super::options::{Guess, Options};
use super::shape::{Key, ShapeId};
use super::tape::{Kind, Parsed};
use super::unwrap::{DIR, Said, Sink};

/// The usual keys of the name of an event, the likeliest first.
const EVENT_KEYS: &[&str] = &[
    "event",
    "type",
    "method",
    "action",
    "command",
    "cmd",
    "op",
    "t",
    "kind",
    "event_type",
    "eventType",
    "msg_type",
    "msgType",
    "message_type",
    "messageType",
    "name",
    "topic",
    "msg",
];

/// The usual keys of params.
const PARAMS_KEYS: &[&str] = &[
    "params",
    "data",
    "payload",
    "body",
    "args",
    "arguments",
    "d",
    "content",
    "detail",
    "details",
    "value",
    "message",
];

/// The usual keys of the id of a frame.
const ID_KEYS: &[&str] = &[
    "id",
    "confirm_id",
    "request_id",
    "requestId",
    "req_id",
    "reqId",
    "correlation_id",
    "correlationId",
    "msg_id",
    "msgId",
    "message_id",
    "messageId",
    "nonce",
    "ref",
    "seq",
];

/// The number of distinct texts of a key that are looked at.
const MAX_TEXTS: usize = 400;

/// The first frames.
#[derive(Debug)]
pub(super) struct Probe {
    observer: Observer,
    root: ShapeId,
    pub(super) frames: u64,
}

impl Probe {
    pub(super) fn new() -> Self {
        let mut observer = Observer::new(MAX_TEXTS);
        let root = observer.arena.add();
        Self {
            observer,
            root,
            frames: 0,
        }
    }

    /// Chooses the form of frames.
    ///
    /// # Errors
    /// If no key names the event.
    pub(super) fn plan(&self, options: &Options) -> Result<Plan, String> {
        if let Some(form) = &options.form {
            return Ok(form.0.clone());
        }
        let groups = self.observer.arena.groups(self.root);
        let keys = groups.first().map_or(&[][..], |group| &group.keys);
        let choice = Choice {
            probe: self,
            keys,
            objects: groups.first().map_or(0, |group| group.count),
        };
        let is_free = options.event_key.is_none() && options.params_key == Guess::Found;
        match choice.usual().filter(|_| is_free) {
            Some(drawn) => Ok(Plan::Drawn(drawn)),
            None => choice.keys(options).map(Plan::Keys),
        }
    }
}

impl Sink for Probe {
    fn frame(&mut self, parsed: Parsed<'_>, at: usize, _: Said<'_>) {
        self.frames += 1;
        match parsed.kind(at) {
            // The whole frame, of any tag.
            Kind::Object => self.observer.object(parsed, at, self.root, Some(&[])),
            Kind::Null | Kind::Bool | Kind::Number | Kind::Text | Kind::Array | Kind::Key => {}
        }
    }

    fn is_frame(&self, parsed: Parsed<'_>, at: usize) -> bool {
        let is_event = |key: &&str| {
            let value = parsed.member(at, key);
            value.is_some_and(|at| parsed.kind(at) == Kind::Text)
        };
        parsed.member(at, DIR).is_none() && EVENT_KEYS.iter().any(is_event)
    }

    fn connection(&mut self, _: usize) {}
}

/// A choice of keys.
struct Choice<'p> {
    probe: &'p Probe,
    keys: &'p [Key],
    objects: u64,
}

impl Choice<'_> {
    fn keys(&self, options: &Options) -> Result<Keys, String> {
        let mut why = Vec::new();
        let event = match &options.event_key {
            Some(key) => {
                why.push(format!("`{key}` names the event: --event-key"));
                key.clone()
            }
            None => {
                let found = self.event().ok_or_else(|| self.no_event())?;
                why.push(format!(
                    "`{}` names the event: a name in {} of {} objects; --event-key",
                    found.name, found.present, self.objects
                ));
                found.name.to_string()
            }
        };
        let params = match &options.params_key {
            Guess::Given(key) => {
                why.push(match key {
                    Some(key) => format!("`{key}` holds the params: --params-key"),
                    None => "the other keys are the params: --params-key".to_owned(),
                });
                key.clone()
            }
            Guess::Found => self.params(&event, &mut why),
        };
        let id = match &options.id_key {
            Guess::Given(key) => {
                why.push(match key {
                    Some(key) => format!("`{key}` is the id of a frame: --id-key"),
                    None => "frames have no id: --id-key".to_owned(),
                });
                key.clone()
            }
            Guess::Found if params.is_none() => None,
            Guess::Found => self.id(&event, params.as_deref(), &mut why),
        };
        Ok(Keys {
            event,
            params,
            id,
            why,
        })
    }

    /// The kinds of frames of a usual protocol.
    fn usual(&self) -> Option<Drawn> {
        let count = |name: &str| self.find(name).map_or(0, |key| key.present);
        usual(Seen {
            all: self.objects,
            version: count("jsonrpc"),
            method: count("method"),
            answers: count("result") + count("error"),
            ids: count("id"),
        })
    }

    fn find(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| *key.name == *name)
    }

    /// The key that names the event: a usual one, or one whose few texts repeat.
    fn event(&self) -> Option<&Key> {
        let usual = EVENT_KEYS.iter().filter_map(|name| self.find(name));
        let mut usual = usual.filter(|key| self.is_often(key) && self.is_of_names(key));
        let repeated = || {
            let keys = self.keys.iter();
            let mut keys: Vec<_> = keys
                .filter(|key| self.is_often(key) && self.is_of_names(key))
                .filter_map(|key| {
                    let distinct = self.distinct(key)?;
                    let repeats = distinct > 1 && distinct as u64 * 2 <= key.present;
                    repeats.then_some((distinct, key))
                })
                .collect();
            keys.sort_by_key(|(distinct, _)| *distinct);
            keys.pop().map(|(_, key)| key)
        };
        usual.next().or_else(repeated)
    }

    fn is_often(&self, key: &Key) -> bool {
        key.present * 10 >= self.objects * 7
    }

    fn distinct(&self, key: &Key) -> Option<usize> {
        let texts = self.probe.observer.arena.shape(key.value).texts.as_ref()?;
        texts.distinct.as_ref().map(Vec::len)
    }

    /// Returns true if the values of a key are texts that can name events.
    fn is_of_names(&self, key: &Key) -> bool {
        let shape = self.probe.observer.arena.shape(key.value);
        if let Some(numbers) = &shape.numbers {
            // The numbers of usual protocols are those of a byte.
            let is_usual = EVENT_KEYS.contains(&&*key.name);
            let is_small = numbers.min >= 0 && numbers.max < 256;
            return is_usual && is_small && numbers.integers == key.present;
        }
        let Some(texts) = &shape.texts else {
            return false;
        };
        let of_names = |distinct: &Vec<(Box<str>, u64)>| {
            let names = distinct
                .iter()
                .filter(|(text, _)| Name::Event.check(text).is_ok());
            let names: u64 = names.map(|(_, count)| count).sum();
            names * 20 >= key.present * 19
        };
        texts.count * 20 >= key.present * 19 && texts.distinct.as_ref().is_some_and(of_names)
    }

    /// The key of the params, unless most frames have other keys.
    fn params(&self, event: &str, why: &mut Vec<String>) -> Option<String> {
        let holds = |key: &&Key| {
            let shape = self.probe.observer.arena.shape(key.value);
            let objects = self.probe.observer.arena.groups(key.value);
            let objects: u64 = objects.iter().map(|group| group.count).sum();
            objects * 2 >= key.present - shape.nulls.min(key.present) && objects > 0
        };
        let usual = PARAMS_KEYS.iter().filter_map(|name| self.find(name));
        let usual = usual.filter(|key| *key.name != *event);
        let found = usual.filter(holds).max_by_key(|key| key.present);
        // Keys of some frames only look like params of these.
        let own = |key: &&Key| {
            let is_some_only = key.present * 10 < self.objects * 9;
            let is_id = ID_KEYS.contains(&&*key.name);
            is_some_only && !is_id && found.is_none_or(|found| found.name != key.name)
        };
        let others: u64 = self.keys.iter().filter(own).map(|key| key.present).sum();
        let name = found.map_or("", |key| &key.name);
        match found {
            Some(key) if others < key.present => {
                why.push(format!(
                    "`{name}` holds the params: an object in {} of {}; --params-key",
                    key.present, self.objects
                ));
                Some(name.to_owned())
            }
            Some(_) | None => {
                why.push(
                    "the other keys are the params: no key holds them; --params-key".to_owned(),
                );
                None
            }
        }
    }

    /// The key of the id of a frame.
    fn id(&self, event: &str, params: Option<&str>, why: &mut Vec<String>) -> Option<String> {
        let usual = ID_KEYS.iter().filter_map(|name| self.find(name));
        let mut usual = usual.filter(|key| *key.name != *event && Some(&*key.name) != params);
        let found = usual.find(|key| {
            let shape = self.probe.observer.arena.shape(key.value);
            let texts = shape.texts.as_ref().map_or(0, |texts| texts.count);
            let numbers = shape.numbers.as_ref().map_or(0, |numbers| numbers.integers);
            texts + numbers > 0 && texts + numbers + shape.nulls == key.present
        })?;
        why.push(format!(
            "`{}` is the id of a frame: a usual name, in {} of {}; --id-key",
            found.name, found.present, self.objects
        ));
        Some(found.name.to_string())
    }

    fn no_event(&self) -> String {
        if self.objects == 0 {
            return "no frame is an object; draw the frames in a file, and name it by --frame"
                .to_owned();
        }
        let keys: Vec<_> = self
            .keys
            .iter()
            .take(8)
            .map(|key| format!("`{}`", key.name))
            .collect();
        format!(
            "no key names the event: {} objects have {}; name the key by --event-key, or draw the \
             frames in a file and name that by --frame",
            self.objects,
            keys.join(", ")
        )
    }
}
