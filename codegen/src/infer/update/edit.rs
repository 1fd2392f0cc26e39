//! Changes the text of schema files, and keeps what a person wrote.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use crate::fmt;

/// The files of a schema by their paths, as far as they change.
#[derive(Debug, Default)]
pub(super) struct Texts {
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    old: String,
    text: String,
    /// True if the file is in canonical form, and stays so.
    is_canonical: bool,
}

impl Texts {
    /// Adds a file; an empty text is that of a new one.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        let is_canonical = text.is_empty() || fmt::format(path, text).is_ok_and(|new| new == text);
        let file = File {
            old: text.to_owned(),
            text: text.to_owned(),
            is_canonical,
        };
        self.files.insert(path.to_owned(), file);
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Changes the table at a path of keys; returns false if the file has none.
    pub(super) fn edit(
        &mut self,
        path: &str,
        keys: &[&str],
        change: impl FnOnce(&mut dyn TableLike),
    ) -> bool {
        let Some(file) = self.files.get_mut(path) else {
            return false;
        };
        let Ok(mut document) = file.text.parse::<DocumentMut>() else {
            return false;
        };
        let mut item = document.as_item_mut();
        for key in keys {
            let Some(table) = item.as_table_like_mut() else {
                return false;
            };
            if !table.contains_key(key) {
                let mut new = Table::new();
                new.set_implicit(false);
                table.insert(key, Item::Table(new));
            }
            match table.get_mut(key) {
                Some(inner) => item = inner,
                None => return false,
            }
        }
        let Some(table) = item.as_table_like_mut() else {
            return false;
        };
        change(table);
        file.text = document.to_string();
        true
    }

    /// Adds declarations at the end of a file, which begins with `head` if it is new.
    pub(super) fn append(&mut self, path: &str, text: &str, head: &str) {
        if !self.has(path) {
            self.add(path, "");
        }
        let Some(file) = self.files.get_mut(path) else {
            return;
        };
        if file.text.is_empty() {
            file.text = format!("{head}{text}");
        } else {
            let before = file.text.trim_end();
            file.text = format!("{before}\n\n{text}");
        }
    }

    /// The files that changed, in canonical form if they were.
    pub(super) fn changed(self) -> BTreeMap<String, String> {
        let changed = self.files.into_iter();
        let changed = changed.filter(|(_, file)| file.text != file.old);
        changed
            .map(|(path, file)| {
                let text = match file.is_canonical {
                    true => fmt::format(&path, &file.text).unwrap_or(file.text),
                    false => file.text,
                };
                (path, text)
            })
            .collect()
    }
}

/// Sets a flag of the inline table at a key, and notes why.
pub(super) fn set(table: &mut dyn TableLike, key: &str, flags: &[(&str, bool)], note: &str) {
    let Some(item) = table.get_mut(key) else {
        return;
    };
    let Some(inner) = item.as_table_like_mut() else {
        return;
    };
    for (flag, _) in flags.iter().filter(|(_, is_set)| *is_set) {
        inner.insert(flag, toml_edit::value(true));
    }
    if let Item::Value(value) = item {
        if let Value::InlineTable(inline) = value {
            inline.fmt();
        }
        let decor = value.decor_mut();
        let known = decor.suffix().and_then(|suffix| suffix.as_str());
        let known = known.unwrap_or_default().trim().to_owned();
        let comment = match known.is_empty() {
            true => format!(" # {note}"),
            false => format!(" {known}; {note}"),
        };
        decor.set_suffix(comment);
    }
}

/// Adds the entries of a table in another text to a table.
pub(super) fn put(table: &mut dyn TableLike, from: &str, keys: &[&str]) {
    let Ok(document) = from.parse::<DocumentMut>() else {
        return;
    };
    let mut item = document.as_item();
    for key in keys {
        match item.get(key) {
            Some(inner) => item = inner,
            None => return,
        }
    }
    let Some(source) = item.as_table_like() else {
        return;
    };
    for (name, value) in source.iter() {
        if table.contains_key(name) {
            continue;
        }
        table.insert(name, value.clone());
        if let (Some(mut key), Some(own)) = (table.key_mut(name), source.key(name)) {
            *key.leaf_decor_mut() = own.leaf_decor().clone();
        }
    }
}
