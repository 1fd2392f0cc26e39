//! The code of events that a reference shows: taken from its pages, as readers see it, with what to
//! run it on and how to check what it does.

use std::collections::BTreeMap;

use serde_json::Value;
use tdproto_codegen::lang::markdown::Markdown;
use tdproto_codegen::validate::{Side, Validator};
use tdproto_codegen::{Options, generate, sample};
use tdproto_schema::model::{Direction, Event, EventId, FrameId, FrameKind, HoleKind};
use tdproto_schema::{Model, Schema, embedded};

use crate::fixtures;

/// The code of an event in a language.
pub(crate) struct Snippet {
    pub(crate) event: EventId,
    pub(crate) about: About,
    pub(crate) text: String,
}

impl Snippet {
    /// Returns true if the event is deprecated.
    pub(crate) fn is_deprecated(&self, model: &Model) -> bool {
        model.events()[self.event.index()].docs.deprecated.is_some()
    }
}

/// The use of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    Receive,
    Answer,
    Send,
    /// Send, and wait for the reply.
    Ask,
    Reply,
}

impl About {
    fn from_label(label: &str) -> Self {
        match label {
            "receive" => Self::Receive,
            "receive and answer" => Self::Answer,
            "send" => Self::Send,
            "send and wait for the reply" => Self::Ask,
            "receive the reply" => Self::Reply,
            other => panic!("no use of an event is called so: {other}"),
        }
    }
}

/// Frames that do not say their event, with replies: what no protocol of the tests has.
const HOOKS: &str = r#"
[frame.hook]
direction = "server"
shape = { hook = "$id", data = "$params" }
[frame.order]
direction = "client"
shape = { order = "$id", data = "$params" }
[frame.done]
replies = "hook"
shape = { done = "$id", by = "$by", result = "$result" }
[frame.done.fields]
by = { type = "string" }
[frame.filled]
replies = "order"
shape = { filled = "$id", event = "$event", result = "$result" }
[entity.Item.fields]
name = { type = "string" }
[event.opened]
direction = "server"
params = "Item"
reply = "list<Item>"
[event.bought]
direction = "client"
params = "Item"
reply = "Item"
[event.returned]
direction = "client"
params = "Item"
reply = "Item"
"#;

/// The name of the schema that no other test has.
pub(crate) const OWN: &str = "hooks";

/// The schema that no other test has.
pub(crate) fn own() -> Schema {
    let (schema, diagnostics) = fixtures::compiled(HOOKS);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// The built-in protocol, every fixture, the protocols that draw their frames, and [`own`].
pub(crate) fn schemas() -> Vec<(String, Schema)> {
    let mut schemas = vec![("generated".to_owned(), embedded::compiled().0)];
    schemas.extend(fixtures::all().into_iter().chain(fixtures::protocols()));
    schemas.push((OWN.to_owned(), own()));
    schemas
}

/// The code of all events of a schema in a language, which options call `language`.
fn shown(schema: &Schema, options: &Options, language: &str) -> Vec<Snippet> {
    let options = Options::with(|changed| {
        *changed = options.clone();
        changed.reference.languages = vec![language.to_owned()];
    });
    let (generated, _) = generate(schema, &Markdown, &options);
    let pages = generated.files.iter();
    let pages = pages.filter(|file| file.path.ends_with(".md"));
    let mut found = Vec::new();
    for page in pages {
        of_page(&schema.model, &page.text, &mut found);
    }
    found
}

fn of_page(model: &Model, page: &str, found: &mut Vec<Snippet>) {
    let mut lines = page.lines().peekable();
    let (mut event, mut is_code, mut label) = (None, false, None);
    while let Some(line) = lines.next() {
        if line.starts_with("### <a id=\"event:") {
            let (_, name) = line.rsplit_once("</a>").unwrap();
            event = model.event_id(name.trim_matches(['`', ' ']));
            assert!(event.is_some(), "{line}");
        }
        match line {
            "<details><summary>Code</summary>" => is_code = true,
            "</details>" => is_code = false,
            _ => {}
        }
        let fence = line.starts_with("```");
        if fence && is_code {
            let marks = &line[..line.len() - line.trim_start_matches('`').len()];
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != marks).collect();
            found.push(Snippet {
                event: event.expect("code is below the heading of an event"),
                about: label.take().expect("a line says what code is for"),
                text: code.join("\n") + "\n",
            });
        } else if fence {
            let marks = &line[..line.len() - line.trim_start_matches('`').len()];
            lines.by_ref().take_while(|line| *line != marks).count();
        } else if is_code && let Some((_, about)) = line.split_once(", ") {
            label = about.strip_suffix(':').map(About::from_label);
        }
    }
}

/// The first kind of reply with a result to an event that a direction sends.
fn reply_kind<'a>(
    model: &'a Model,
    event: &Event,
    direction: Direction,
) -> Option<(usize, &'a FrameKind)> {
    event.reply.as_ref()?;
    let kinds = model.replies_to(event.frame?).map(|(_, kind)| kind);
    kinds
        .enumerate()
        .find(|(_, kind)| kind.has(HoleKind::Result) && kind.sender.sends(direction))
}

/// The uses that a reference has to show, by event. A language that asks and waits shows that in
/// place of two uses.
fn needed(model: &Model, asks: bool) -> BTreeMap<EventId, Vec<About>> {
    // A connection carries only frames that say their event, or can have only one.
    let mut kinds = model.frames_with_ids();
    let asks = asks
        && kinds.all(|(id, kind)| {
            let is_named = kind.replies.is_some() || kind.has(HoleKind::Event);
            is_named
                || Direction::ALL
                    .iter()
                    .all(|sent| events_in(model, id, *sent) < 2)
        });
    let events = model.events_with_ids().map(|(id, event)| {
        let (server, client) = (Direction::ServerToClient, Direction::ClientToServer);
        let mut uses = Vec::new();
        if event.is_sent(server) {
            uses.push(match reply_kind(model, event, client) {
                Some(_) => About::Answer,
                None => About::Receive,
            });
        }
        if event.is_sent(client) {
            match reply_kind(model, event, server) {
                Some(_) if asks => uses.push(About::Ask),
                Some(_) => uses.extend([About::Send, About::Reply]),
                None => uses.push(About::Send),
            }
        }
        (id, uses)
    });
    events.collect()
}

/// The number of events that a side sends in frames of a kind.
fn events_in(model: &Model, kind: FrameId, sent: Direction) -> usize {
    let events = model.events().iter();
    let events = events.filter(|event| event.frame == Some(kind) && event.is_sent(sent));
    events.count()
}

/// The frame that a snippet receives; empty: it receives none.
fn input(model: &Model, snippet: &Snippet) -> String {
    let event = &model.events()[snippet.event.index()];
    let frames = sample::frames(model, event, 0);
    let frame = match snippet.about {
        About::Send => return String::new(),
        About::Receive | About::Answer => &frames[0],
        About::Reply | About::Ask => {
            let reply = reply_kind(model, event, Direction::ServerToClient);
            &frames[1 + reply.expect("the request has a reply").0]
        }
    };
    frame.to_string()
}

/// The error in the lines that a snippet printed: its output, and then what it sends.
fn fault(model: &Model, snippet: &Snippet, printed: &str) -> Option<String> {
    let printed = printed.trim();
    match snippet.about {
        About::Receive | About::Reply if printed.is_empty() => {
            Some("it did not find its frame".to_owned())
        }
        About::Receive | About::Reply => None,
        About::Answer | About::Send | About::Ask => {
            let text = printed.lines().last().unwrap_or_default();
            let found = faults_of_frame(model, snippet, text);
            found.map(|found| format!("{found} in {text}"))
        }
    }
}

/// The first error of a frame that a snippet sends.
fn faults_of_frame(model: &Model, snippet: &Snippet, text: &str) -> Option<String> {
    let event = &model.events()[snippet.event.index()];
    if let Err(error) = serde_json::from_str::<Value>(text) {
        return Some(error.to_string());
    }
    let validator = Validator::new(model);
    let kind = validator.frame_kind(Side::Client, text);
    let sent = match snippet.about {
        About::Answer => reply_kind(model, event, Direction::ClientToServer).map(|(_, kind)| kind),
        About::Send | About::Ask | About::Receive | About::Reply => {
            event.frame.map(|frame| model.frame(frame))
        }
    };
    if kind.map(|kind| &kind.name) != sent.map(|kind| &kind.name) {
        return Some("another kind of frame".to_owned());
    }
    let found = validator.frame_of(snippet.event, Side::Client, text);
    found.first().map(|found| format!("{found:?}"))
}

/// The outputs in what a program printed, which begins each one with the line `=== NUMBER`.
fn outputs(printed: &str) -> BTreeMap<usize, String> {
    let parts = printed.split("\n=== ").skip(1).map(|part| {
        let (number, output) = part.split_once('\n').unwrap_or((part, ""));
        (number.trim().parse().unwrap(), output.to_owned())
    });
    parts.collect()
}

/// A schema with its snippets in a language.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) schema: Schema,
    pub(crate) snippets: Vec<(usize, Snippet)>,
}

/// The snippets of all schemas in a language, numbered through.
pub(crate) struct Shown {
    pub(crate) cases: Vec<Case>,
}

impl Shown {
    /// The snippets of some schemas; `options` are those of the package of a schema.
    pub(crate) fn new(
        schemas: Vec<(String, Schema)>,
        language: &str,
        options: impl Fn(&str) -> Options,
    ) -> Self {
        let mut numbers = 0..;
        let cases = schemas.into_iter().map(|(name, schema)| {
            let snippets = shown(&schema, &options(&name), language);
            let snippets = numbers.by_ref().zip(snippets).collect();
            Case {
                name,
                schema,
                snippets,
            }
        });
        Self {
            cases: cases.collect(),
        }
    }

    /// Fails unless each event has the code that it needs. A language that asks and waits shows that
    /// in place of two uses.
    pub(crate) fn check_uses(&self, asks: bool) {
        for case in &self.cases {
            let Case {
                name,
                schema,
                snippets,
            } = case;
            let mut found: BTreeMap<EventId, Vec<About>> = BTreeMap::new();
            for (_, snippet) in snippets {
                found.entry(snippet.event).or_default().push(snippet.about);
            }
            let needed = needed(&schema.model, asks);
            for (event, uses) in needed {
                let found = found.remove(&event).unwrap_or_default();
                let event = &schema.model.events()[event.index()].name;
                assert_eq!(found, uses, "{name}: {event}");
            }
        }
    }

    /// The frames that the snippets receive, a line each.
    pub(crate) fn inputs(&self) -> String {
        let cases = self.cases.iter();
        let lines = cases.flat_map(|case| {
            let snippets = case.snippets.iter();
            snippets.map(|(_, snippet)| input(&case.schema.model, snippet) + "\n")
        });
        lines.collect()
    }

    /// Fails unless each snippet printed what it should.
    pub(crate) fn check(&self, printed: &str) {
        let outputs = outputs(printed);
        let mut faults = Vec::new();
        for case in &self.cases {
            let Case {
                name,
                schema,
                snippets,
            } = case;
            for (number, snippet) in snippets {
                let printed = outputs.get(number).map_or("", String::as_str);
                if let Some(fault) = fault(&schema.model, snippet, printed) {
                    let Snippet { text, about, .. } = snippet;
                    faults.push(format!("{name}: {about:?}: {fault}\n{text}"));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(outputs.len() > 50, "{} snippets", outputs.len());
    }
}
