//! The keys of a file with their values, however its tables are written.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::toml_text;

/// The keys that lead to a value.
pub(super) type Path = Vec<String>;

/// A value, and the file it is in.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) value: String,
    pub(super) file: String,
}

/// The values of all files.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaves(pub(super) BTreeMap<Path, Leaf>);

impl Leaves {
    /// The file that has the declaration of a value.
    pub(super) fn file_of(&self, path: &Path) -> Option<&str> {
        let declaration = &path[..path.len().min(2)];
        let mut behind = self.0.range(declaration.to_vec()..);
        let (first, leaf) = behind.next()?;
        first.starts_with(declaration).then_some(leaf.file.as_str())
    }
}

/// The values of a file. A table without any is a value itself; `[topic]` belongs to the file.
pub(super) fn leaves(document: &DocumentMut) -> Vec<(Path, String)> {
    let mut found = Vec::new();
    for (key, item) in document.iter().filter(|(key, _)| *key != "topic") {
        collect(item, vec![key.to_owned()], &mut found);
    }
    found
}

fn collect(item: &Item, path: Path, found: &mut Vec<(Path, String)>) {
    match item.as_table_like() {
        Some(table) => collect_table(table, path, found),
        None => {
            if let Item::Value(value) = item {
                found.push((path, text(value)));
            }
        }
    }
}

fn collect_table(table: &dyn TableLike, path: Path, found: &mut Vec<(Path, String)>) {
    let is_shape = path.len() > 2 && path[0] == "frame" && path[2] == "shape";
    if table.is_empty() || is_shape {
        let members = table.iter().map(|(key, item)| (key, item_text(item)));
        found.push((path, toml_text::inline(members)));
        return;
    }
    for (key, item) in table.iter() {
        let mut path = path.clone();
        path.push(key.to_owned());
        collect(item, path, found);
    }
}

fn item_text(item: &Item) -> String {
    match item {
        Item::Value(value) => text(value),
        Item::Table(table) => {
            let mut found = Vec::new();
            collect_table(table, Vec::new(), &mut found);
            let members = found.iter().map(|(path, value)| {
                let keys: Vec<_> = path.iter().map(|key| toml_text::key(key)).collect();
                format!("{} = {value}", keys.join("."))
            });
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Item::None | Item::ArrayOfTables(_) => String::new(),
    }
}

/// A value in one notation.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => toml_text::basic(text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => format!("{:?}", number.value()),
        Value::Boolean(is_true) => is_true.value().to_string(),
        Value::Datetime(time) => time.value().to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(text).collect();
            format!("[{}]", items.join(", "))
        }
        Value::InlineTable(table) => {
            toml_text::inline(table.iter().map(|(key, value)| (key, text(value))))
        }
    }
}
