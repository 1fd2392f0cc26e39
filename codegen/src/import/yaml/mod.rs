//! YAML 1.2 as JSON values.
//!
//! Texts become other values by the core schema only: `yes` and `2026-01-01` are texts. Keys are
//! always texts, such as the statuses of HTTP. Aliases are written out, up to a limit, so that a
//! small document cannot become a huge one.

mod scalar;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, StrInput, Tag};
use serde_json::{Map, Value};

/// The deepest nesting of values, as in JSON.
const MAX_DEPTH: usize = 128;

/// The most values that anchors and aliases may copy.
const MAX_COPIED: usize = 1_000_000;

/// The most bytes of texts that anchors and aliases may copy.
const MAX_COPIED_BYTES: usize = 32 << 20;

/// The key whose value has members that the mapping around it takes over.
const MERGE: &str = "<<";

/// The reason that a text is not YAML, or has no form in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The reason.
    pub message: String,
}

impl YamlError {
    fn at(mark: Marker, message: impl Into<String>) -> Self {
        Self {
            line: mark.line(),
            column: mark.col() + 1,
            message: message.into(),
        }
    }
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            message,
        } = self;
        write!(f, "{message} at line {line} column {column}")
    }
}

impl std::error::Error for YamlError {}

impl From<ScanError> for YamlError {
    fn from(error: ScanError) -> Self {
        Self::at(*error.marker(), error.info())
    }
}

/// Reads the only document of a text.
///
/// # Errors
/// The reason, if the text is no YAML, has no form in JSON, or is too deep or too large.
///
/// ```
/// use tdproto_codegen::import::yaml;
/// let value = yaml::read("port: 80\n200: yes\n").unwrap();
/// assert_eq!(value, serde_json::json!({ "port": 80, "200": "yes" }));
/// let error = yaml::read("a: 1\na: 2\n").unwrap_err();
/// assert_eq!(error.to_string(), "key `a` is there twice at line 2 column 1");
/// ```
pub fn read(text: &str) -> Result<Value, YamlError> {
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = next(&mut parser)? {
        builder.event(event.0, event.1)?;
    }
    Ok(builder.document.unwrap_or(Value::Null))
}

fn next<'a>(
    parser: &mut Parser<'a, StrInput<'a>>,
) -> Result<Option<(Event<'a>, Marker)>, YamlError> {
    let event = parser.next_event().transpose()?;
    Ok(event.map(|(event, span)| (event, span.start)))
}

/// A value that has an anchor, with what it costs to write it out again.
#[derive(Debug, Clone)]
struct Anchored {
    value: Value,
    /// The source text of a key.
    key: Option<String>,
    size: Size,
}

/// The size of a value.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    values: usize,
    bytes: usize,
    depth: usize,
}

impl Size {
    fn of(value: &Value) -> Self {
        let mut size = Self {
            values: 1,
            ..Self::default()
        };
        let mut hold = |inner: Self| {
            size.values += inner.values;
            size.bytes += inner.bytes;
            size.depth = size.depth.max(inner.depth + 1);
        };
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    let mut inner = Self::of(value);
                    inner.bytes += key.len();
                    hold(inner);
                }
            }
            Value::Array(items) => items.iter().map(Self::of).for_each(hold),
            Value::String(text) => size.bytes = text.len(),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        size
    }
}

/// A collection in the making.
#[derive(Debug)]
struct Open {
    anchor: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    List(Vec<Value>),
    Mapping {
        members: Map<String, Value>,
        /// Members of `<<`, which own ones replace.
        merged: Map<String, Value>,
        /// The key whose value comes next; true if it is `<<`.
        key: Option<(String, bool)>,
    },
}

#[derive(Debug, Default)]
struct Builder {
    document: Option<Value>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Anchored>,
    copied: Size,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, mark: Marker) -> Result<(), YamlError> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => match self.document {
                None => Ok(()),
                Some(_) => Err(YamlError::at(mark, "a second document begins")),
            },
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag.as_deref(), mark)
            }
            Event::Alias(anchor) => self.alias(anchor, mark),
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_deref(), "seq", mark)?;
                self.begin(anchor, Kind::List(Vec::new()), mark)
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_deref(), "map", mark)?;
                let kind = Kind::Mapping {
                    members: Map::new(),
                    merged: Map::new(),
                    key: None,
                };
                self.begin(anchor, kind, mark)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(mark),
        }
    }

    fn begin(&mut self, anchor: usize, kind: Kind, mark: Marker) -> Result<(), YamlError> {
        if self.is_key_next() {
            return Err(YamlError::at(mark, "a key is a list or a mapping"));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(mark));
        }
        self.open.push(Open { anchor, kind });
        Ok(())
    }

    fn end(&mut self, mark: Marker) -> Result<(), YamlError> {
        let Some(Open { anchor, kind }) = self.open.pop() else {
            return Ok(());
        };
        let value = match kind {
            Kind::List(items) => Value::Array(items),
            Kind::Mapping {
                mut members,
                merged,
                key: _,
            } => {
                for (key, value) in merged {
                    members.entry(key).or_insert(value);
                }
                Value::Object(members)
            }
        };
        self.note(anchor, &value, None, mark)?;
        self.add(value, mark)
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        mark: Marker,
    ) -> Result<(), YamlError> {
        let is_plain = style == ScalarStyle::Plain;
        let value =
            scalar::value(&text, is_plain, tag).map_err(|message| YamlError::at(mark, message))?;
        self.note(anchor, &value, Some(&text), mark)?;
        match self.is_key_next() {
            true => self.key(text.into_owned(), is_plain, mark),
            false => self.add(value, mark),
        }
    }

    fn alias(&mut self, anchor: usize, mark: Marker) -> Result<(), YamlError> {
        let Some(found) = self.anchors.get(&anchor) else {
            return Err(YamlError::at(mark, "an alias is in its own value"));
        };
        if self.is_key_next() {
            let key = found.key.clone();
            let key = key.ok_or_else(|| YamlError::at(mark, "a key is a list or a mapping"))?;
            return self.key(key, false, mark);
        }
        let Anchored { value, size, .. } = found.clone();
        self.count(size, mark)?;
        if self.open.len() + size.depth > MAX_DEPTH {
            return Err(too_deep(mark));
        }
        self.add(value, mark)
    }

    /// Keeps a value that has an anchor.
    fn note(
        &mut self,
        anchor: usize,
        value: &Value,
        key: Option<&str>,
        mark: Marker,
    ) -> Result<(), YamlError> {
        if anchor == 0 {
            return Ok(());
        }
        let size = Size::of(value);
        self.count(size, mark)?;
        let found = Anchored {
            value: value.clone(),
            key: key.map(str::to_owned),
            size,
        };
        self.anchors.insert(anchor, found);
        Ok(())
    }

    /// Counts a copy of a value.
    fn count(&mut self, size: Size, mark: Marker) -> Result<(), YamlError> {
        self.copied.values += size.values;
        self.copied.bytes += size.bytes;
        if self.copied.values > MAX_COPIED || self.copied.bytes > MAX_COPIED_BYTES {
            return Err(YamlError::at(mark, "aliases make the document too large"));
        }
        Ok(())
    }

    fn is_key_next(&self) -> bool {
        let kind = self.open.last().map(|open| &open.kind);
        matches!(kind, Some(Kind::Mapping { key: None, .. }))
    }

    fn key(&mut self, text: String, is_plain: bool, mark: Marker) -> Result<(), YamlError> {
        let kind = self.open.last_mut().map(|open| &mut open.kind);
        let Some(Kind::Mapping { members, key, .. }) = kind else {
            return Ok(());
        };
        if members.contains_key(&text) {
            let message = format!("key `{}` is there twice", text.escape_debug());
            return Err(YamlError::at(mark, message));
        }
        let is_merge = is_plain && text == MERGE;
        *key = Some((text, is_merge));
        Ok(())
    }

    /// Adds a value to the collection around it.
    fn add(&mut self, value: Value, mark: Marker) -> Result<(), YamlError> {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.document = Some(value),
            Some(Kind::List(items)) => items.push(value),
            Some(Kind::Mapping {
                members,
                merged,
                key,
            }) => match key.take() {
                Some((_, true)) => merge(merged, value, mark)?,
                Some((key, false)) => {
                    members.insert(key, value);
                }
                None => return Err(YamlError::at(mark, "a key is a list or a mapping")),
            },
        }
        Ok(())
    }
}

/// Takes over the members of a mapping, or of a list of mappings. The first one of a key counts.
fn merge(members: &mut Map<String, Value>, value: Value, mark: Marker) -> Result<(), YamlError> {
    match value {
        Value::Object(found) => {
            for (key, value) in found {
                members.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(items) if items.iter().all(Value::is_object) => items
            .into_iter()
            .try_for_each(|item| merge(members, item, mark)),
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Err(YamlError::at(mark, "the value of `<<` is no mapping"))
        }
    }
}

/// Tags of the core schema are the only ones that have a form in JSON.
fn check_tag(tag: Option<&Tag>, wanted: &str, mark: Marker) -> Result<(), YamlError> {
    match tag {
        Some(tag) if !scalar::is_core(tag, wanted) => {
            let message = format!("the tag `{tag}` has no meaning in JSON");
            Err(YamlError::at(mark, message))
        }
        Some(_) | None => Ok(()),
    }
}

fn too_deep(mark: Marker) -> YamlError {
    let message = format!("values are nested deeper than {MAX_DEPTH} levels");
    YamlError::at(mark, message)
}
