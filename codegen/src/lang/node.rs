//! JSON in its written form: members keep their order. A part can be laid out for its depth in a
//! file, so that one text serves several files.

use std::borrow::Cow;

use serde_json::Value;

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    Bool(bool),
    Integer(i128),
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Object<'a>),
    /// A value from elsewhere. There are few, and trees of nodes are large.
    Value(Box<Value>),
}

/// The members of an object, in the order they were set.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Object<'a> {
    members: Vec<(Cow<'a, str>, Node<'a>)>,
}

impl<'a> Object<'a> {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a member; no key is ever set twice.
    pub(super) fn set(&mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Node<'a>>) {
        self.members.push((key.into(), value.into()));
    }

    /// The object with a member more.
    pub(super) fn with(mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Node<'a>>) -> Self {
        self.set(key, value);
        self
    }

    /// Adds a member, or sets its value if there is one of that key.
    pub(super) fn replace(&mut self, key: &'static str, value: Node<'a>) {
        match self.members.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value,
            None => self.set(key, value),
        }
    }

    /// Returns true if there is a member of a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.iter().any(|(known, _)| known == key)
    }

    /// The members by reference, in their order.
    #[cfg(any(feature = "asyncapi", feature = "openapi"))]
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Node<'a>)> {
        self.members
            .iter()
            .map(|(key, value)| (key.as_ref(), value))
    }

    /// The members, to be changed where they are.
    #[cfg(any(feature = "asyncapi", feature = "openapi"))]
    pub(super) fn members_mut(&mut self) -> &mut Vec<(Cow<'a, str>, Node<'a>)> {
        &mut self.members
    }

    /// The members, in their order.
    #[cfg(any(feature = "asyncapi", feature = "openapi"))]
    pub(super) fn into_members(self) -> Vec<(Cow<'a, str>, Node<'a>)> {
        self.members
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.members.extend(other.members);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Writes the object for its place at a depth: all lines but the first are indented.
    pub(super) fn write(&self, out: &mut String, depth: usize) {
        let members = self.members.iter();
        list(out, depth, ['{', '}'], members, |out, (key, value)| {
            text(out, key);
            out.push_str(": ");
            value.write(out, depth + 1);
        });
    }
}

impl Node<'_> {
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(value) => out.push_str(&value.to_string()),
            Self::Text(value) => text(out, value),
            Self::Array(items) => list(out, depth, ['[', ']'], items.iter(), |out, item| {
                item.write(out, depth + 1);
            }),
            Self::Object(object) => object.write(out, depth),
            Self::Value(value) => self::value(out, value, depth),
        }
    }
}

fn value(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
        Value::String(value) => text(out, value),
        Value::Array(items) => list(out, depth, ['[', ']'], items.iter(), |out, item| {
            self::value(out, item, depth + 1);
        }),
        Value::Object(members) => {
            list(
                out,
                depth,
                ['{', '}'],
                members.iter(),
                |out, (key, item)| {
                    text(out, key);
                    out.push_str(": ");
                    self::value(out, item, depth + 1);
                },
            );
        }
    }
}

/// Brackets around items, each on a line of its own.
fn list<T>(
    out: &mut String,
    depth: usize,
    brackets: [char; 2],
    items: impl ExactSizeIterator<Item = T>,
    write: impl Fn(&mut String, T),
) {
    let [open, close] = brackets;
    let last = items.len();
    out.push(open);
    for (index, item) in items.enumerate() {
        line(out, depth + 1);
        write(out, item);
        if index + 1 < last {
            out.push(',');
        }
    }
    if last > 0 {
        line(out, depth);
    }
    out.push(close);
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// A string in quotes.
pub(super) fn text(out: &mut String, value: &str) {
    if value
        .bytes()
        .any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\'))
    {
        out.push_str(&Value::from(value).to_string());
    } else {
        out.push('"');
        out.push_str(value);
        out.push('"');
    }
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Node<'_> {
    fn from(value: String) -> Self {
        Self::Text(value.into())
    }
}

impl From<bool> for Node<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i128> for Node<'_> {
    fn from(value: i128) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Node<'_> {
    fn from(value: f64) -> Self {
        Value::from(value).into()
    }
}

impl From<Value> for Node<'_> {
    fn from(value: Value) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<'a> From<Object<'a>> for Node<'a> {
    fn from(value: Object<'a>) -> Self {
        Self::Object(value)
    }
}

impl<'a, T: Into<Node<'a>>> From<Vec<T>> for Node<'a> {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_is_that_of_serde_json() {
        let value = serde_json::json!({
            "a": [], "b": {}, "c": [1, "x\"\n\u{1}é", null, true, -1.5], "d": { "e": { "f": [[]] } },
        });
        let mut out = String::new();
        self::value(&mut out, &value, 0);
        assert_eq!(out, format!("{value:#}"));
        let object = Object::new().with("a", vec!["x", "y"]).with(
            "b",
            Object::new().with("c", true).with("d", -(1_i128 << 63)),
        );
        let mut out = String::new();
        object.write(&mut out, 0);
        let expected = serde_json::json!({ "a": ["x", "y"], "b": { "c": true, "d": i64::MIN } });
        assert_eq!(out, format!("{expected:#}"));
    }
}
