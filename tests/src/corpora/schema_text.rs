//! Schema files as text: tables of keys, in the order in which they are added.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tdproto_codegen::fmt;

/// The beginning of the description of a type that a property declares in place.
pub(crate) const IN_PLACE: &str = "The values of ";

/// The files of a schema directory by their names, without `.toml`.
#[derive(Default)]
pub(crate) struct SchemaText {
    files: BTreeMap<String, String>,
}

impl SchemaText {
    /// Adds a file of tables.
    pub(crate) fn add(&mut self, topic: &str, tables: Tables) {
        let former = self.files.insert(topic.to_owned(), tables.text);
        assert!(former.is_none(), "two files are named {topic}");
    }

    /// Writes the files in their canonical form.
    pub(crate) fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for (topic, text) in &self.files {
            let name = format!("{topic}.toml");
            let text = match fmt::format(&name, text) {
                Ok(text) => text,
                Err((_, found)) => panic!("{name}: {found:#?}"),
            };
            fs::write(folder.join(name), text).unwrap();
        }
    }
}

/// The text of tables.
#[derive(Default)]
pub(crate) struct Tables {
    text: String,
}

impl Tables {
    /// Begins a table.
    pub(crate) fn table(&mut self, path: &str) {
        let blank = if self.text.is_empty() { "" } else { "\n" };
        writeln!(self.text, "{blank}[{path}]").unwrap();
    }

    /// Adds a key to the last table.
    pub(crate) fn key(&mut self, key: &str, value: &str) {
        writeln!(self.text, "{key} = {value}").unwrap();
    }

    /// Adds the keys of an inline table to the last table.
    pub(crate) fn keys(&mut self, inline: &Inline) {
        for (key, value) in &inline.keys {
            self.key(key, value);
        }
    }

    /// Adds text as it is.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// The keys of an inline table.
#[derive(Default)]
pub(crate) struct Inline {
    keys: Vec<(&'static str, String)>,
}

impl Inline {
    /// Adds a text.
    pub(crate) fn text(mut self, key: &'static str, text: &str) -> Self {
        self.keys.push((key, quoted(text)));
        self
    }

    /// Adds a text, if it is there and not empty.
    pub(crate) fn text_if(self, key: &'static str, text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => self.text(key, text),
            Some(_) | None => self,
        }
    }

    /// Adds a flag, if it is true.
    pub(crate) fn flag(mut self, key: &'static str, is_set: bool) -> Self {
        if is_set {
            self.keys.push((key, "true".to_owned()));
        }
        self
    }

    /// The inline table.
    pub(crate) fn value(&self) -> String {
        let keys = self.keys.iter();
        let keys: Vec<_> = keys
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        match keys.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{ {} }}", keys.join(", ")),
        }
    }
}

/// A text as TOML has it. A basic string escapes what JSON does.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A name with an upper-case letter at its beginning.
pub(crate) fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
