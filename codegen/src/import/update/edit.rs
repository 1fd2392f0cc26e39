//! Changes of single values in files, of which everything else stays.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::Texts;
use super::leaves::Path;
use crate::fmt;
use crate::toml_values::replace;

/// The keys that lead to a table with a header of its own.
const SECTIONS: [&str; 8] = [
    "fields",
    "values",
    "variants",
    "prefixes",
    "removed",
    "envelope",
    "servers",
    "placeholders",
];

/// Files that are being changed.
#[derive(Debug)]
pub(super) struct Files {
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    before: String,
    document: DocumentMut,
    is_changed: bool,
}

impl Files {
    pub(super) fn new(texts: &Texts) -> Result<Self, String> {
        let files = texts.iter().map(|(name, text)| {
            let document = text
                .parse::<DocumentMut>()
                .map_err(|error| format!("{name}: {}", error.message()))?;
            let file = File {
                before: text.clone(),
                document,
                is_changed: false,
            };
            Ok((name.clone(), file))
        });
        let files = files.collect::<Result<_, String>>()?;
        Ok(Self { files })
    }

    fn file(&mut self, name: &str) -> &mut DocumentMut {
        let file = self.files.entry(name.to_owned()).or_insert_with(|| File {
            before: String::new(),
            document: DocumentMut::new(),
            is_changed: true,
        });
        file.is_changed = true;
        &mut file.document
    }

    /// Sets a value, in tables as the canonical form has them.
    pub(super) fn set(&mut self, file: &str, path: &Path, value: &str) {
        let document = self.file(file);
        if let Some((key, above)) = path.split_last()
            && let Ok(value) = value.parse::<Value>()
            && let Some(table) = enter(document.as_table_mut(), above, 0)
        {
            replace(table, key, value);
        }
    }

    /// Removes a value, and the tables that have none without it.
    pub(super) fn remove(&mut self, file: &str, path: &Path) {
        remove(self.file(file).as_table_mut(), path);
    }

    /// The texts, those that changed in canonical form.
    pub(super) fn finish(self) -> Texts {
        let texts = self.files.into_iter().map(|(name, file)| {
            let text = match file.is_changed {
                true => {
                    let text = file.document.to_string();
                    fmt::format(&name, &text).unwrap_or(text)
                }
                false => file.before,
            };
            (name, text)
        });
        texts.collect()
    }
}

/// The table that some keys lead to; tables that are not there are made.
fn enter<'t>(
    table: &'t mut dyn TableLike,
    path: &[String],
    depth: usize,
) -> Option<&'t mut dyn TableLike> {
    let Some((key, rest)) = path.split_first() else {
        return Some(table);
    };
    let has_header = depth < 2 || depth == 2 && SECTIONS.contains(&key.as_str());
    let is_value = table
        .get(key)
        .is_some_and(|item| item.as_table_like().is_none());
    if is_value {
        // `params = "T"` becomes a table.
        replace(table, key, Value::InlineTable(InlineTable::new()));
    }
    let make = || match has_header {
        true => {
            let mut made = Table::new();
            made.set_implicit(depth == 0);
            Item::Table(made)
        }
        false => Item::Value(Value::InlineTable(InlineTable::new())),
    };
    let item = table.entry(key).or_insert_with(make);
    enter(item.as_table_like_mut()?, rest, depth + 1)
}

fn remove(table: &mut dyn TableLike, path: &[String]) {
    let Some((key, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        table.remove(key);
        return;
    }
    let Some(inner) = table.get_mut(key).and_then(Item::as_table_like_mut) else {
        return;
    };
    remove(inner, rest);
    if inner.is_empty() {
        table.remove(key);
    }
}
