//! The tables of a file, their keys in the order in which they are added.

use std::fmt::Display;

use super::Comments;
use crate::toml_text;

/// The text of a file.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    comments: &'a Comments,
    path: Vec<String>,
    text: String,
}

impl<'a> Tables<'a> {
    /// A file without tables.
    pub(super) fn new(comments: &'a Comments) -> Self {
        Self {
            comments,
            path: Vec::new(),
            text: String::new(),
        }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Begins a table, below its comments.
    pub(super) fn table(&mut self, path: &[&str]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.path = path.iter().map(|&key| key.to_owned()).collect();
        for line in self.comments.at(&self.path) {
            self.text.push_str(&comment(line));
            self.text.push('\n');
        }
        let keys: Vec<_> = path.iter().map(|key| toml_text::key(key)).collect();
        self.text.push_str(&format!("[{}]\n", keys.join(".")));
    }

    /// Adds keys to the last table, texts of several lines on lines of their own.
    pub(super) fn keys(&mut self, keys: &Keys) {
        for (key, value) in &keys.0 {
            let value = match value {
                Value::Text(text) => several_lines(text),
                Value::Plain(text) => text.clone(),
            };
            self.line(key, &value);
        }
    }

    /// Adds a key to the last table, with its comments: one behind the value, more above it.
    pub(super) fn line(&mut self, key: &str, value: &str) {
        self.path.push(key.to_owned());
        let comments = self.comments.at(&self.path);
        let [above @ .., last] = comments else {
            self.text
                .push_str(&format!("{} = {value}\n", toml_text::key(key)));
            self.path.pop();
            return;
        };
        for line in above {
            self.text.push_str(&comment(line));
            self.text.push('\n');
        }
        let (key, last) = (toml_text::key(key), comment(last));
        self.text.push_str(&format!("{key} = {value} {last}\n"));
        self.path.pop();
    }
}

fn comment(line: &str) -> String {
    let line: String = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("# {}", line.trim()).trim_end().to_owned()
}

/// A text, over several lines if it has some.
fn several_lines(text: &str) -> String {
    if !text.contains('\n') {
        return toml_text::basic(text);
    }
    let lines = text.split('\n').map(|line| {
        let quoted = toml_text::basic(line);
        quoted[1..quoted.len() - 1].to_owned()
    });
    let lines: Vec<_> = lines.collect();
    format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
}

/// The value of a key.
#[derive(Debug, Clone)]
enum Value {
    /// A text, not yet quoted.
    Text(String),
    /// Anything, as TOML has it.
    Plain(String),
}

/// The keys of a table, without those that have no value.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(Vec<(&'static str, Value)>);

impl Keys {
    /// Adds a text.
    pub(super) fn text(mut self, key: &'static str, text: impl Display) -> Self {
        self.0.push((key, Value::Text(text.to_string())));
        self
    }

    /// Adds a text, if there is one.
    pub(super) fn text_if(self, key: &'static str, text: Option<impl Display>) -> Self {
        match text {
            Some(text) => self.text(key, text),
            None => self,
        }
    }

    /// Adds a value as TOML has it, if there is one.
    pub(super) fn plain_if(mut self, key: &'static str, value: Option<impl Display>) -> Self {
        let value = value.map(|value| (key, Value::Plain(value.to_string())));
        self.0.extend(value);
        self
    }

    /// Adds a list of texts, if it has items.
    pub(super) fn texts<'t>(
        self,
        key: &'static str,
        items: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let items: Vec<_> = items.into_iter().map(toml_text::basic).collect();
        let list = (!items.is_empty()).then(|| format!("[{}]", items.join(", ")));
        self.plain_if(key, list)
    }

    /// Adds a flag, if it is set.
    pub(super) fn flag(self, key: &'static str, is_set: bool) -> Self {
        self.plain_if(key, is_set.then_some(true))
    }

    /// Adds the keys of another table.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns true if there is only this key.
    pub(super) fn is_only(&self, key: &str) -> bool {
        matches!(self.0.as_slice(), [(only, _)] if *only == key)
    }

    /// The inline table.
    pub(super) fn inline(&self) -> String {
        let keys = self.0.iter().map(|(key, value)| match value {
            Value::Text(text) => (key, toml_text::basic(text)),
            Value::Plain(text) => (key, text.clone()),
        });
        toml_text::inline(keys)
    }
}
