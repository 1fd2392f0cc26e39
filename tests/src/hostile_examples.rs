//! Texts that could leave a comment, a literal or a name, in samples and in documented frames.

use serde_json::{Value, json};
use tdproto_codegen::examples::{Checked, check, record, repaired};
use tdproto_codegen::load::{Example, Examples};
use tdproto_codegen::render::{Style, render};
use tdproto_codegen::sample;
use tdproto_codegen::validate::Validator;
use tdproto_schema::json::to_json;
use tdproto_schema::{Model, SourceMap};

use crate::errors::tdproto;
use crate::hostile_schema::{TEXTS, schema};
use crate::reports::steers;
use crate::rustc::write;

/// How many samples of each event are looked at.
const SAMPLES: usize = 5;

#[test]
fn samples_follow_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let model = schema().model;
    let path = folder.path().join("model.json");
    write(&path, &to_json(&model, "by hand"));
    let count = SAMPLES.to_string();
    let path = path.to_str().unwrap();
    let ran = tdproto(["example", "--schema", path, "--all", "--count", &count]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let checker = Validator::new(&model);
    for line in ran.out.lines() {
        assert_eq!(checker.frame(line), [], "{line}");
        assert!(!line.contains(steers), "{line:?}");
    }
    let lines = ran.out.lines().count();
    assert_eq!(lines, SAMPLES * model.events().len());
    // Every text that a value can have is in one of them.
    for text in TEXTS {
        let text = Value::from(*text);
        let is_in = |line: &str| serde_json::from_str(line).is_ok_and(|frame| holds(&frame, &text));
        assert!(ran.out.lines().any(is_in), "{text}");
    }
}

fn holds(value: &Value, text: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value == text,
    }
}

/// A documented frame for each text, changed by a function of its params and the text.
fn documented(model: &Model, change: impl Fn(&mut Value, &str)) -> Examples {
    let files = TEXTS.iter().enumerate().map(|(at, text)| {
        let event = model.find_event(&format!("server.e{at}")).unwrap();
        let mut frame = sample::frame(model, event, 0);
        change(&mut frame[&model.protocol.envelope.params], text);
        let name = format!("{}.json", event.name);
        Example {
            path: format!("examples/{name}"),
            name,
            text: format!("{frame:#}"),
            on_disk: false,
        }
    });
    Examples {
        files: files.collect(),
        ..Examples::default()
    }
}

#[test]
fn documented_frames_hold_any_text() {
    let model = schema().model;
    let examples = documented(&model, |params, text| {
        params["id"] = text.into();
        params["all"] = json!({ text: [] });
    });
    let checked = check(&model, &examples, &mut SourceMap::default());
    assert_eq!(checked.diagnostics, [], "{checked:#?}");
    assert_eq!(checked.examples, TEXTS.len());
}

#[test]
fn deviations_of_documented_frames_are_reported_and_recorded_with_any_text() {
    let model = schema().model;
    let mut examples = documented(&model, |params, text| {
        params["all"] = json!({ text: [{ format!("new {text}"): text, "only": text }] });
    });
    let mut sources = SourceMap::default();
    let Checked { diagnostics, .. } = check(&model, &examples, &mut sources);
    assert!(diagnostics.len() >= 2 * TEXTS.len());
    let rendered = render(&sources, &diagnostics, Style::Plain);
    let found = rendered.chars().find(|c| steers(*c));
    assert_eq!(found, None, "{rendered}");

    let text = record(&model, &examples, &mut sources).unwrap().unwrap();
    let found = text.chars().find(|c| steers(*c));
    assert_eq!(found, None, "{text}");
    let name = "deviations.toml".to_owned();
    examples.record = Some(Example {
        path: format!("examples/{name}"),
        name,
        text,
        on_disk: false,
    });
    let checked = check(&model, &examples, &mut SourceMap::default());
    assert_eq!(checked.diagnostics, []);
    assert_eq!(checked.recorded, diagnostics.len());

    let checker = Validator::new(&model);
    for example in &examples.files {
        let frame = repaired(&model, example).unwrap();
        assert_eq!(checker.frame(&frame.to_string()), [], "{}", example.name);
    }
}
