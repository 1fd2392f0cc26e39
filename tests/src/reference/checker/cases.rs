//! The cases: texts, how they are checked, and what `validate` finds in them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use serde_json::{Value, json};
use tdproto_codegen::capture::{self, Input, Settings, Subject};
use tdproto_codegen::lang::html::checker::tables_text;
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::payloads::{Of, Vector, pointer, vectors};
use tdproto_codegen::validate::{Deviation, Options, Side, Validator};
use tdproto_codegen::views::View;
use tdproto_schema::model::EventId;
use tdproto_schema::{Model, Schema, SourceMap, compile, embedded};

use super::texts::{CALLS, broken, calls, frame_of, long_texts, nested, odd_texts};
use super::{random, values as forms};
use crate::{fixtures, root};

/// The seed of the vectors.
const SEED: u64 = 0;

/// What the built-in protocol is called among the models.
pub(super) const BUILT_IN: &str = "built-in";

/// A text, how it is checked, and the findings of `validate`.
pub(super) struct Case {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) options: Value,
    pub(super) expected: Vec<Value>,
}

/// A model with its cases.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) tables: String,
    pub(super) cases: Vec<Case>,
}

impl Checked {
    pub(super) fn new(name: &str, model: &Model, cases: Vec<Case>) -> Self {
        Self {
            name: name.to_owned(),
            tables: tables_text(model),
            cases,
        }
    }
}

/// The built-in protocol, every fixture, and the protocols that draw their frames.
pub(super) fn schemas() -> Vec<(String, Schema)> {
    let built_in = (BUILT_IN.to_owned(), embedded::compiled().0);
    let others = fixtures::all().into_iter().chain(fixtures::protocols());
    std::iter::once(built_in).chain(others).collect()
}

/// The vectors of models, each read alone, and as the command reads a file of it.
pub(super) fn of_vectors(schemas: &[(String, Schema)]) -> Vec<Checked> {
    let checked = schemas.iter().map(|(name, schema)| {
        let validator = Validator::new(&schema.model);
        let vectors = vectors(&schema.model, SEED);
        let alone = vectors.iter().map(|vector| of_vector(&validator, vector));
        // Those of the built-in protocol are many, and much alike.
        let step = if name == BUILT_IN { 10 } else { 1 };
        let files = vectors.iter().step_by(step);
        let files = files.map(|vector| vector_in_file(&validator, vector));
        Checked::new(name, &schema.model, alone.chain(files).collect())
    });
    checked.collect()
}

/// A vector as the tests of `validate` read it: one value, whose event may be known.
fn of_vector(validator: &Validator<'_>, vector: &Vector) -> Case {
    let model = validator.model();
    let side = Side::of(vector.from);
    let event = vector.event.as_ref().and_then(|name| event_id(model, name));
    let found = match (&vector.of, event) {
        (Of::Frame, Some(event)) => validator.frame_of(event, side, &vector.text),
        (Of::Frame, None) => validator.frame_from(side, &vector.text),
        (Of::Type(name), _) => {
            let id = model.find_type(name).unwrap();
            validator.of_type(id, View::of(vector.from), &vector.text)
        }
    };
    if let Some(wrong) = &vector.strict {
        let wanted = wrong.iter().map(|wrong| (wrong.path.clone(), wrong.rule));
        let found = found
            .iter()
            .map(|found| (pointer(&found.path.0), found.rule));
        let (mut wanted, mut found): (Vec<_>, Vec<_>) = (wanted.collect(), found.collect());
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{}", vector.id);
    }
    let of_type = match &vector.of {
        Of::Frame => None,
        Of::Type(name) => Some(name),
    };
    let mut options = json!({ "single": true, "side": side.name(), "max": 1 << 30 });
    if let Some(name) = of_type {
        options["type"] = json!(name);
    }
    if let (Some(name), Some(_)) = (&vector.event, event) {
        options["event"] = json!(name);
    }
    Case {
        id: vector.id.clone(),
        text: vector.text.clone(),
        options,
        expected: found.iter().map(finding).collect(),
    }
}

fn event_id(model: &Model, name: &str) -> Option<EventId> {
    let mut events = model.events_with_ids();
    events.find_map(|(id, event)| (event.name == name).then_some(id))
}

fn finding(deviation: &Deviation) -> Value {
    let at = pointer(&deviation.path.0);
    json!([deviation.rule.name(), at, deviation.to_string()])
}

/// A capture as the command reads it.
fn of_capture(
    validator: &Validator<'_>,
    id: &str,
    text: &str,
    (side, subject): (Side, Subject),
    placeholders: bool,
) -> Case {
    let model = validator.model();
    let settings = Settings {
        subject,
        options: Options {
            lenient: false,
            placeholders,
            side,
            correlate: false,
        },
        max: usize::MAX,
        ..Settings::default()
    };
    let input = Input {
        name: id.to_owned(),
        bytes: Ok(Box::new(std::io::Cursor::new(text.to_owned()))),
        live: false,
    };
    let outcome = capture::check(validator, [input], &settings);
    let expected = outcome.found.iter().map(|found| {
        let mut value = finding(&found.deviation);
        let event = found.event.map(|at| model.events()[at].name.as_str());
        let place = [json!(found.line), json!(found.column), json!(event)];
        value.as_array_mut().unwrap().extend(place);
        value
    });
    let mut options = json!({
        "side": side.name(),
        "placeholders": placeholders,
        "max": 1 << 30,
    });
    if let Subject::Entity(id) = subject {
        options["type"] = json!(model.ty(id).name);
    }
    Case {
        id: format!("{id} of {}", side.name()),
        text: text.to_owned(),
        expected: expected.collect(),
        options,
    }
}

/// A vector as the command reads a file of it.
fn vector_in_file(validator: &Validator<'_>, vector: &Vector) -> Case {
    let subject = match &vector.of {
        Of::Frame => Subject::Frames,
        Of::Type(name) => Subject::Entity(validator.model().find_type(name).unwrap()),
    };
    // Both what the options say of the sender and what a checker finds alone.
    let side = match vector.text.len() % 2 {
        0 => Side::Any,
        _ => Side::of(vector.from),
    };
    of_capture(validator, &vector.id, &vector.text, (side, subject), false)
}

/// Texts made at random of the frames among the vectors of models, `count` of each.
pub(super) fn at_random(schemas: &[(String, Schema)], seed: u64, count: usize) -> Vec<Checked> {
    let mut rng = Rng::with_seed(seed);
    let mut checked = Vec::new();
    for (name, schema) in schemas {
        let validator = Validator::new(&schema.model);
        let vectors = vectors(&schema.model, SEED);
        let frames = random::frames(&vectors);
        if frames.is_empty() {
            continue;
        }
        let texts = (0..count).map(|_| random::text(&mut rng, &frames));
        let texts: Vec<String> = texts.filter(|text| is_text(text)).collect();
        let cases = texts.iter().enumerate().map(|(at, text)| {
            let how = (Side::ALL[at % Side::ALL.len()], Subject::Frames);
            of_capture(&validator, &format!("random {at}"), text, how, at % 2 == 0)
        });
        checked.push(Checked::new(name, &schema.model, cases.collect()));
    }
    checked
}

/// Values of every type, with and without placeholders.
pub(super) fn values() -> Checked {
    let (schema, diagnostics) = fixtures::compiled(&forms::schema());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let validator = Validator::new(&schema.model);
    let id = schema.model.find_type("Values").unwrap();
    let how = (Side::Any, Subject::Entity(id));
    let texts = forms::texts();
    let cases = texts.iter().flat_map(|text| {
        [true, false].map(|placeholders| of_capture(&validator, text, text, how, placeholders))
    });
    Checked::new("values", &schema.model, cases.collect())
}

/// Requests and replies, sent by each side.
pub(super) fn of_calls() -> Checked {
    let (schema, diagnostics) = fixtures::compiled(CALLS);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let validator = Validator::new(&schema.model);
    let texts = calls();
    let cases = texts.iter().flat_map(|text| {
        Side::ALL.map(|side| of_capture(&validator, text, text, (side, Subject::Frames), false))
    });
    Checked::new("calls", &schema.model, cases.collect())
}

/// The documented frames of the built-in protocol, each alone and all together.
pub(super) fn documented() -> Checked {
    let (schema, _) = embedded::compiled();
    let validator = Validator::new(&schema.model);
    let mut cases = Vec::new();
    let mut all = String::new();
    for example in &built_in_examples().files {
        for (side, placeholders) in [(Side::Any, true), (Side::Any, false), (Side::Client, true)] {
            let (name, how) = (&example.name, (side, Subject::Frames));
            let case = of_capture(&validator, name, &example.text, how, placeholders);
            cases.push(case);
        }
        let value: Value = serde_json::from_str(&example.text).unwrap();
        writeln!(all, "{value}").unwrap();
    }
    let list = format!("[{}]", all.trim_end().replace('\n', ",\n"));
    for text in [all, list] {
        let how = (Side::Any, Subject::Frames);
        cases.push(of_capture(&validator, "all", &text, how, true));
    }
    Checked::new("documented", &schema.model, cases)
}

/// The captures of the tests of `validate`, with the schema, the side and the type of their
/// arguments: all that are no compressed or foreign files.
pub(super) fn captures() -> Vec<Checked> {
    let mut folders: Vec<_> = fs::read_dir(root().join("tests/validate"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("args").exists())
        .collect();
    folders.sort();
    let mut checked = Vec::new();
    for folder in folders {
        let args = fs::read_to_string(folder.join("args")).unwrap();
        let args: Vec<String> = args
            .split_whitespace()
            .map(|arg| arg.replace("{DIR}", folder.to_str().unwrap()))
            .map(|arg| arg.replace("{ROOT}", root().to_str().unwrap()))
            .collect();
        let option = |name: &str| {
            let at = args.iter().position(|arg| arg == name)?;
            args.get(at + 1)
        };
        let schema = option("--schema").map(|path| compiled(Path::new(path)));
        let schema = schema.unwrap_or_else(|| embedded::compiled().0);
        let validator = Validator::new(&schema.model);
        let side = option("--view")
            .and_then(|name| Side::ALL.into_iter().find(|side| side.name() == name));
        let subject = match option("--entity") {
            None => Subject::Frames,
            Some(name) => match schema.model.find_type(name) {
                Some(id) => Subject::Entity(id),
                None => continue,
            },
        };
        let placeholders = args.iter().any(|arg| arg == "--placeholders");
        let files = args.iter().filter(|arg| Path::new(arg).is_file());
        let texts = files.filter(|file| !file.ends_with(".toml"));
        let texts = texts.filter_map(|file| Some((file, fs::read_to_string(file).ok()?)));
        let cases = texts.filter(|(_, text)| is_text(text)).map(|(file, text)| {
            let side = side.unwrap_or(Side::Any);
            of_capture(&validator, file, &text, (side, subject), placeholders)
        });
        let cases: Vec<Case> = cases.collect();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let name = format!("captures of {name}");
        checked.push(Checked::new(&name, &schema.model, cases));
    }
    checked
}

/// Returns true if the command takes a file for text: a page has no files.
fn is_text(text: &str) -> bool {
    !text.contains('\0') && !text.starts_with("PK") && !text.starts_with("BZh")
}

fn compiled(path: &Path) -> Schema {
    let mut sources = SourceMap::default();
    let mut files = vec![path.to_owned()];
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|found| found == "toml") {
            let name = path.file_name().unwrap().to_str().unwrap();
            sources.add(name, fs::read_to_string(&path).unwrap());
        }
    }
    compile(&sources).0
}

/// Texts that are hostile to a reader of JSON or of captures, read by several models; `with_long`
/// ones of megabytes, too.
pub(super) fn hostile(with_long: bool) -> Vec<Checked> {
    let (schema, _) = embedded::compiled();
    let (phoenix, dap) = (protocol("phoenix"), protocol("dap"));
    let models = [(BUILT_IN, &schema), ("phoenix", &phoenix), ("dap", &dap)];
    let checked = models.map(|(name, schema)| {
        let validator = Validator::new(&schema.model);
        let mut texts = odd_texts();
        if with_long && name == BUILT_IN {
            texts.extend(long_texts());
        }
        let frame = frame_of(name);
        texts.extend(broken(frame));
        texts.extend(nested(frame));
        let cases = texts.iter().enumerate().map(|(at, text)| {
            let id = format!("text {at}");
            of_capture(&validator, &id, text, (Side::Any, Subject::Frames), false)
        });
        Checked::new(name, &schema.model, cases.collect())
    });
    checked.into()
}

fn protocol(name: &str) -> Schema {
    let protocols = fixtures::protocols().into_iter();
    let mut found = protocols.filter(|(known, _)| known == name);
    found.next().unwrap().1
}
