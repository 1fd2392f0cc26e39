//! The answer: what a plug-in gives back, read with a place for every error in it.

use serde_json::{Map, Value};
use tdproto_schema::{Severity, did_you_mean};

use super::PROTOCOL;
use crate::lang::OutputFile;
use crate::text_form;

/// The answer of a plug-in.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The constructs that it understands, by name.
    pub(super) features: Vec<String>,
    /// The files, in the order given.
    pub(super) files: Vec<OutputFile>,
    /// The diagnostics.
    pub(super) diagnostics: Vec<Remark>,
}

/// A diagnostic of a plug-in.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) severity: Severity,
    pub(super) message: String,
    /// The part of the schema that it is about.
    pub(super) at: Option<String>,
    pub(super) help: Vec<String>,
}

/// An error in an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }
}

type Read<T> = Result<T, Fault>;

/// Reads an answer.
pub(super) fn read(bytes: &[u8]) -> Read<Answer> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new("the answer is empty"));
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| Fault::new(format!("the answer is not JSON: {error}")))?;
    let whole = object(&value, "")?;
    check_protocol(whole)?;
    let keys = ["protocol", "features", "files", "diagnostics"];
    check_keys(whole, "", &keys)?;
    let features = list(needed(whole, "", "features")?, "/features", |item, at| {
        text(item, at).map(str::to_owned)
    })?;
    let files = list(needed(whole, "", "files")?, "/files", file)?;
    let diagnostics = match whole.get("diagnostics") {
        Some(value) => list(value, "/diagnostics", remark)?,
        None => Vec::new(),
    };
    Ok(Answer {
        features,
        files,
        diagnostics,
    })
}

/// Another number comes first: its answer may have any other form.
fn check_protocol(whole: &Map<String, Value>) -> Read<()> {
    let number = needed(whole, "", "protocol")?;
    if number.as_u64() == Some(PROTOCOL) {
        return Ok(());
    }
    let mut fault = match number.as_u64() {
        Some(number) => Fault::new(format!(
            "the answer is of protocol {number}, and this tdproto has protocol {PROTOCOL}"
        )),
        None => wrong(number, "/protocol", "the number of the protocol, 1"),
    };
    fault.help = Some("use a version of the plug-in or of tdproto that fits the other".to_owned());
    Err(fault)
}

fn file(value: &Value, at: &str) -> Read<OutputFile> {
    let file = object(value, at)?;
    check_keys(file, at, &["path", "text"])?;
    let path = text(needed(file, at, "path")?, &format!("{at}/path"))?;
    let content = text(needed(file, at, "text")?, &format!("{at}/text"))?;
    Ok(OutputFile::new(path, text_form::plain(content.to_owned())))
}

fn remark(value: &Value, at: &str) -> Read<Remark> {
    let remark = object(value, at)?;
    check_keys(remark, at, &["severity", "message", "at", "help"])?;
    let place = format!("{at}/severity");
    let severity = text(needed(remark, at, "severity")?, &place)?;
    let severity = Severity::from_name(severity).ok_or_else(|| {
        Fault::new(format!(
            "`{place}` of the answer must be \"error\", \"warning\" or \"info\", found {severity:?}"
        ))
    })?;
    let message = text(needed(remark, at, "message")?, &format!("{at}/message"))?;
    let part = remark.get("at").filter(|value| !value.is_null());
    let part = part.map(|value| text(value, &format!("{at}/at")).map(str::to_owned));
    let place = format!("{at}/help");
    let help = match remark.get("help") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| text(item, &format!("{place}/{at}")).map(str::to_owned))
                .collect::<Read<_>>()?
        }
        Some(value) => vec![text(value, &place)?.to_owned()],
    };
    Ok(Remark {
        severity,
        message: message.to_owned(),
        at: part.transpose()?,
        help,
    })
}

/// Reports a key that the protocol does not have: most likely a slip.
fn check_keys(object: &Map<String, Value>, at: &str, known: &[&str]) -> Read<()> {
    let Some(key) = object.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let mut fault = Fault::new(format!(
        "`{at}/{}` of the answer is not a key of protocol {PROTOCOL}",
        key.escape_debug()
    ));
    let listed = || format!("the keys there are {}", known.join(", "));
    fault.help = Some(did_you_mean(key, known.iter().copied()).unwrap_or_else(listed));
    Err(fault)
}

fn needed<'v>(object: &'v Map<String, Value>, at: &str, key: &str) -> Read<&'v Value> {
    let value = object.get(key);
    value.ok_or_else(|| Fault::new(format!("`{at}/{key}` of the answer is missing")))
}

fn object<'v>(value: &'v Value, at: &str) -> Read<&'v Map<String, Value>> {
    value
        .as_object()
        .ok_or_else(|| wrong(value, at, "an object"))
}

fn text<'v>(value: &'v Value, at: &str) -> Read<&'v str> {
    value.as_str().ok_or_else(|| wrong(value, at, "a text"))
}

/// Reads a list, each item with its place.
fn list<T>(value: &Value, at: &str, item: fn(&Value, &str) -> Read<T>) -> Read<Vec<T>> {
    let items = value.as_array().ok_or_else(|| wrong(value, at, "a list"))?;
    let items = items.iter().enumerate();
    items
        .map(|(index, value)| item(value, &format!("{at}/{index}")))
        .collect()
}

fn wrong(value: &Value, at: &str, expected: &str) -> Fault {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Fault::new(match at {
        "" => format!("the answer must be {expected}, found {found}"),
        at => format!("`{at}` of the answer must be {expected}, found {found}"),
    })
}
