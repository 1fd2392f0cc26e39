//! Checks documented examples against the schema: each is a frame that follows it, or its
//! deviations are recorded.

mod locate;
mod record;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;
use tdproto_schema::model::HoleKind;
use tdproto_schema::{Code, Diagnostic, FileId, Model, SourceMap, Span};

use crate::load::{Example, Examples};
use crate::validate::{Deviation, Rule, Segment, Side, Validator, segments};

use record::Record;

/// The result of the check of the examples.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The number of examples.
    pub examples: usize,
    /// The number of their deviations that are recorded.
    pub recorded: usize,
    /// Deviations that are not recorded, recorded ones that are gone, and examples that could not
    /// be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks every example, and that each recorded deviation is still there. Files that have a
/// diagnostic are added to the sources.
#[must_use]
pub fn check(model: &Model, examples: &Examples, sources: &mut SourceMap) -> Checked {
    let mut checked = Checked {
        examples: examples.files.len(),
        diagnostics: examples.diagnostics.clone(),
        ..Checked::default()
    };
    let mut record = Record::default();
    if let Some(file) = &examples.record {
        let id = file.add_to(sources);
        let (found, diagnostics) = record::read(id, &file.text);
        record = found;
        checked.diagnostics.extend(diagnostics);
    }
    let validator = Validator::new(model).with_placeholders();
    for example in &examples.files {
        let (frame, found) = match found_by(&validator, example) {
            Ok(found) => found,
            Err(error) => {
                let file = example.add_to(sources);
                checked
                    .diagnostics
                    .push(not_json(sources, file, example, &error));
                continue;
            }
        };
        let mut known = record.take(&example.name);
        let mut file = None;
        if let Some(other) = other_event(&validator, example, &frame) {
            let file = *file.get_or_insert_with(|| example.add_to(sources));
            checked.diagnostics.push(misnamed(file, example, &other));
        }
        for deviation in &found {
            if known
                .remove(&(deviation.rule, deviation.path.to_string()))
                .is_some()
            {
                checked.recorded += 1;
                continue;
            }
            let file = *file.get_or_insert_with(|| example.add_to(sources));
            checked
                .diagnostics
                .push(not_followed(file, example, deviation));
        }
        let gone = known.into_iter();
        checked
            .diagnostics
            .extend(gone.map(|((rule, path), span)| stale(&example.name, rule, &path, span)));
    }
    checked
        .diagnostics
        .extend(record.rest().map(|(name, span)| {
            let message = format!("there is no example {name}");
            Diagnostic::error(Code::ExampleStale, message)
                .at(span, "has deviations recorded")
                .help("remove the table, or run `tdproto check --record-deviations`")
        }));
    checked
}

/// The text of the record that fits the examples as they are now; `None` if none deviates.
///
/// # Errors
/// If an example is not JSON.
pub fn record(
    model: &Model,
    examples: &Examples,
    sources: &mut SourceMap,
) -> Result<Option<String>, Vec<Diagnostic>> {
    let mut all: BTreeMap<&str, BTreeMap<Rule, BTreeSet<String>>> = BTreeMap::new();
    let mut diagnostics = examples.diagnostics.clone();
    let validator = Validator::new(model).with_placeholders();
    for example in &examples.files {
        match found_by(&validator, example) {
            Ok((_, found)) => {
                for deviation in found {
                    let rules = all.entry(&example.name).or_default();
                    let paths = rules.entry(deviation.rule).or_default();
                    paths.insert(deviation.path.to_string());
                }
            }
            Err(error) => {
                let file = example.add_to(sources);
                diagnostics.push(not_json(sources, file, example, &error));
            }
        }
    }
    if diagnostics.is_empty() {
        Ok((!all.is_empty()).then(|| record::write(&all)))
    } else {
        Err(diagnostics)
    }
}

/// Every deviation of an example.
///
/// # Errors
/// If it is not JSON.
pub fn deviations(model: &Model, example: &Example) -> Result<Vec<Deviation>, serde_json::Error> {
    let validator = Validator::new(model).with_placeholders();
    found_by(&validator, example).map(|(_, found)| found)
}

/// A documented example that follows the schema strictly, without placeholders.
#[cfg(any(
    feature = "asyncapi",
    feature = "html",
    feature = "markdown",
    feature = "openapi"
))]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Valid {
    /// The frame.
    pub(crate) frame: Value,
    /// True if values of it had to be repaired.
    pub(crate) is_repaired: bool,
}

/// The example as a valid frame of its event; `None`: it is none, and could not be repaired.
#[cfg(any(
    feature = "asyncapi",
    feature = "html",
    feature = "markdown",
    feature = "openapi"
))]
pub(crate) fn valid(validator: &Validator<'_>, example: &Example) -> Option<Valid> {
    let (frame, found) = found_by(validator, example).ok()?;
    if other_event(validator, example, &frame).is_some() {
        return None;
    }
    let is_repaired = !found.is_empty();
    if !is_repaired {
        return Some(Valid { frame, is_repaired });
    }
    let repaired = Example {
        text: validator.repaired(&frame, &example.event()).to_string(),
        ..example.clone()
    };
    let (frame, found) = found_by(validator, &repaired).ok()?;
    found.is_empty().then_some(Valid { frame, is_repaired })
}

/// The example as JSON, and its deviations.
fn found_by(
    validator: &Validator<'_>,
    example: &Example,
) -> Result<(Value, Vec<Deviation>), serde_json::Error> {
    let frame: Value = serde_json::from_str(&example.text)?;
    let model = validator.model();
    let event = model.event_id(&example.event());
    let found = match event.filter(|_| !model.frames().is_empty()) {
        Some(id) => {
            let side = Side::of_sender(model.events()[id.index()].sender);
            validator.frame_of(id, side, &example.text)
        }
        None => validator.frame(&example.text),
    };
    Ok((frame, found))
}

/// Another frame than the name of the file promises.
enum Other {
    /// A frame of another event, with the steps to its name.
    Event(String, Vec<Segment>),
    /// A reply of this kind.
    Reply(String),
}

/// The frame of an example, if it is not of the event that the file is called after.
fn other_event(validator: &Validator<'_>, example: &Example, frame: &Value) -> Option<Other> {
    let model = validator.model();
    if model.frames().is_empty() {
        let key = &model.protocol.envelope.event;
        let name = frame.get(key)?.as_str()?;
        let path = vec![Segment::Key(key.clone())];
        return (name != example.event()).then(|| Other::Event(name.to_owned(), path));
    }
    let kind = validator.frame_kind(Side::Any, &example.text)?;
    if kind.replies.is_some() {
        return Some(Other::Reply(kind.name.clone()));
    }
    // A frame that does not say its event is of the one that the file is called after.
    let place = kind.path_to(HoleKind::Event)?;
    let event = &model.events()[validator.event_of(&example.text)?.index()];
    (event.name != example.event()).then(|| Other::Event(event.name.clone(), segments(&place)))
}

fn misnamed(file: FileId, example: &Example, other: &Other) -> Diagnostic {
    let (message, path, help) = match other {
        Other::Event(name, path) => (
            format!("example {} is a frame of {name}", example.name),
            path.as_slice(),
            format!(
                "rename the file to {}, or fix the frame",
                Example::file_name(name)
            ),
        ),
        Other::Reply(kind) => (
            format!("example {} is a reply, of kind `{kind}`", example.name),
            &[][..],
            "write the frame of the request".to_owned(),
        ),
    };
    let place = locate::find(&example.text, path).map(|place| place.value);
    let range = locate::one_line(&example.text, place.unwrap_or(0..0));
    Diagnostic::error(Code::ExampleInvalid, message)
        .at(
            Span::new(file, range),
            format!("expected {}", example.event()),
        )
        .help(help)
}

/// The example as a frame that follows the schema: its deviations fixed.
///
/// # Errors
/// If it is not JSON.
pub fn repaired(model: &Model, example: &Example) -> Result<Value, serde_json::Error> {
    let frame: Value = serde_json::from_str(&example.text)?;
    let validator = Validator::new(model).with_placeholders();
    Ok(validator.repaired(&frame, &example.event()))
}

fn not_followed(file: FileId, example: &Example, deviation: &Deviation) -> Diagnostic {
    let message = format!("example {}: {deviation}", example.name);
    let (range, label) = place(&example.text, deviation);
    Diagnostic::error(Code::ExampleInvalid, message)
        .at(Span::new(file, range), label)
        .help(
            "fix the example or the schema, or record the deviation with `tdproto check --record-deviations`",
        )
}

/// The place at which a deviation is marked: the key that should not be there, the object that
/// lacks one, or the value that is wrong.
fn place(text: &str, deviation: &Deviation) -> (Range<usize>, String) {
    let steps = &deviation.path.0;
    let (range, label) = match deviation.rule {
        Rule::MissingKey | Rule::NoEnvelope => {
            let parent = steps.split_last().map_or(&[][..], |(_, rest)| rest);
            let object = locate::find(text, parent).map(|place| place.value);
            (object, "here".to_owned())
        }
        Rule::UnknownKey | Rule::ReadonlyKey | Rule::DuplicateKey => {
            let key = locate::find(text, steps).and_then(|place| place.key);
            (key, "not a key here".to_owned())
        }
        Rule::UnexpectedNull
        | Rule::WrongType
        | Rule::WrongFormat
        | Rule::OutOfRange
        | Rule::OutOfBounds
        | Rule::WrongPattern
        | Rule::UnknownValue
        | Rule::HalfSurrogatePair
        | Rule::UnknownEvent
        | Rule::WrongDirection
        | Rule::UnknownRequest
        | Rule::NotJson
        | Rule::TooDeep
        | Rule::TooLong => {
            let value = locate::find(text, steps).map(|place| place.value);
            (value, format!("expected {}", deviation.expected))
        }
    };
    (locate::one_line(text, range.unwrap_or(0..0)), label)
}

fn not_json(
    sources: &SourceMap,
    file: FileId,
    example: &Example,
    error: &serde_json::Error,
) -> Diagnostic {
    let source = sources.get(file);
    let at = source.map_or(0, |source| source.offset(error.line(), error.column()));
    let message = format!("example {} is not JSON: {}", example.name, reason(error));
    Diagnostic::error(Code::ExampleInvalid, message).at(Span::new(file, at..at), "")
}

/// The error of serde_json, without its place, which is marked.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn stale(example: &str, rule: Rule, path: &str, span: Span) -> Diagnostic {
    let message = format!(
        "example {example} does not have this deviation: {} of `{path}`",
        rule.name()
    );
    Diagnostic::error(Code::ExampleStale, message)
        .at(span, "is recorded")
        .help("remove it, or run `tdproto check --record-deviations`")
}
