//! A schema file as a tree, with every comment and blank line at the part it belongs to.
//!
//! The tree does not show how the file writes its tables: `[entity.Chat.fields]` with lines, a
//! header for each field, dotted keys and inline tables all give the same.

use std::collections::BTreeMap;

use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, Key, RawString, Table, Value};

use crate::toml_text;

/// A line between the parts of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trivia {
    /// An empty line.
    Blank,
    /// A line that is a comment, from its `#` on.
    Comment(String),
}

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The lines at the top that belong to the file.
    pub(super) top: Vec<Trivia>,
    /// The entries of the root table.
    pub(super) root: Node,
    /// The lines behind the last part.
    pub(super) bottom: Vec<Trivia>,
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// The lines above the key.
    pub(super) lead: Vec<Trivia>,
    /// The comment behind the value, on its line.
    pub(super) comment: Option<String>,
    /// Its place in the file, counted by parts: that of the first mention.
    pub(super) at: usize,
    /// True if the table has a header of its own.
    pub(super) header: bool,
    /// The value, unless it is a table.
    pub(super) value: Option<Content>,
    /// The entries, if the value is a table.
    pub(super) table: Node,
}

impl Entry {
    fn set(&mut self, content: Content) {
        match content {
            Content::Table(table) => self.table = table,
            Content::Scalar(_) | Content::Lines { .. } | Content::List(..) => {
                self.value = Some(content)
            }
        }
    }
}

/// The entries of a table, in the order of their first mention.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) entries: Vec<Entry>,
    /// The position of the entry of each key.
    places: BTreeMap<String, usize>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Content {
    /// A text, number or boolean, as in the file.
    Scalar(String),
    /// A text over several lines, as in the file and on one line.
    Lines { raw: String, single: String },
    /// A list.
    List(Vec<ListItem>, Vec<String>),
    /// A table in any notation.
    Table(Node),
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct ListItem {
    /// The comments above it.
    pub(super) lead: Vec<String>,
    /// The comment behind it.
    pub(super) comment: Option<String>,
    /// The item.
    pub(super) value: Content,
}

/// The reason that a file has no tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotATree(pub(super) String);

/// Reads a file that is valid TOML.
pub(super) fn read(text: &str) -> Result<Tree, NotATree> {
    let document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| NotATree(error.message().to_owned()))?;
    let mut tables = Vec::new();
    nested(document.as_table(), &mut Vec::new(), &mut tables)?;
    // The root has no place of its own and comes first.
    tables.sort_by_key(|(path, table)| (!path.is_empty(), table.position()));
    let mut builder = Builder::default();
    for (path, table) in tables {
        builder.table(&path, table);
    }
    builder.tree.bottom = trivia(raw(document.trailing()));
    Ok(builder.tree)
}

type Found<'a> = (Vec<&'a str>, &'a Table);

/// Every table with a header, by its path.
fn nested<'a>(
    table: &'a Table,
    path: &mut Vec<&'a str>,
    found: &mut Vec<Found<'a>>,
) -> Result<(), NotATree> {
    if !table.is_dotted() && !table.is_implicit() {
        found.push((path.clone(), table));
    }
    for (key, item) in table {
        path.push(key);
        match item {
            Item::Table(table) => nested(table, path, found)?,
            Item::ArrayOfTables(_) => {
                return Err(NotATree(format!("[[{key}]] has no place in a schema file")));
            }
            Item::Value(_) | Item::None => {}
        }
        path.pop();
    }
    Ok(())
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    parts: usize,
}

impl Builder {
    fn table(&mut self, path: &[&str], table: &Table) {
        if !path.is_empty() {
            let lead = self.lead(table.decor());
            let comment = comment(table.decor());
            let at = self.next();
            let entry = entry(&mut self.tree.root, path, at);
            entry.lead.extend(lead);
            entry.comment = comment;
            entry.header = true;
        }
        for (keys, value) in table.get_values() {
            self.line(path, &keys, value);
        }
    }

    fn line(&mut self, table: &[&str], keys: &[&Key], value: &Value) {
        let mut path = table.to_vec();
        path.extend(keys.iter().map(|key| key.get()));
        let mut lead = match keys.last() {
            Some(key) => self.lead(key.leaf_decor()),
            None => Vec::new(),
        };
        let mut within = Vec::new();
        let content = content(value, &mut within);
        lead.extend(within.into_iter().map(Trivia::Comment));
        let at = self.next();
        // Lines above the first of several dotted keys are about the table that the keys make.
        let first = &path[..path.len().min(table.len() + 1)];
        let made = entry(&mut self.tree.root, first, at);
        if made.at == at {
            made.lead.append(&mut lead);
        }
        let entry = entry(&mut self.tree.root, &path, at);
        entry.lead.append(&mut lead);
        entry.comment = comment(value.decor());
        entry.set(content);
    }

    fn next(&mut self) -> usize {
        self.parts += 1;
        self.parts
    }

    /// The lines above a part. Above the first part, the lines of the file are split off: all up to
    /// the first blank line, or else the lines that address tools.
    fn lead(&mut self, decor: &Decor) -> Vec<Trivia> {
        let mut lead = trivia(decor.prefix().map_or("", raw));
        if self.parts == 0 {
            let blank = lead.iter().skip_while(|line| **line == Trivia::Blank);
            let blank = blank.clone().position(|line| *line == Trivia::Blank);
            let skipped = lead
                .iter()
                .take_while(|line| **line == Trivia::Blank)
                .count();
            let directive =
                |line: &&Trivia| matches!(line, Trivia::Comment(text) if text.starts_with("#:"));
            let end = match blank {
                Some(blank) => skipped + blank,
                None => skipped + lead[skipped..].iter().take_while(directive).count(),
            };
            let rest = lead.split_off(end);
            self.tree.top = lead.split_off(skipped);
            return rest;
        }
        lead
    }
}

/// The entry of a path. Missing entries on the way are added.
fn entry<'a>(node: &'a mut Node, path: &[&str], at: usize) -> &'a mut Entry {
    let (first, rest) = path.split_first().unwrap_or((&"", &[]));
    let known = node.places.get(*first).copied();
    let index = known.unwrap_or_else(|| {
        let index = node.entries.len();
        node.places.insert((*first).to_owned(), index);
        node.entries.push(Entry {
            key: (*first).to_owned(),
            lead: Vec::new(),
            comment: None,
            at,
            header: false,
            value: None,
            table: Node::default(),
        });
        index
    });
    let found = &mut node.entries[index];
    if rest.is_empty() {
        found
    } else {
        entry(&mut found.table, rest, at)
    }
}

/// The content of a value. Comments inside it move up to its line.
fn content(value: &Value, within: &mut Vec<String>) -> Content {
    match value {
        Value::String(found) => {
            let single = toml_text::basic(found.value());
            match found.as_repr().and_then(|repr| repr.as_raw().as_str()) {
                Some(written) if written.contains('\n') => Content::Lines {
                    raw: written.to_owned(),
                    single,
                },
                Some(written) if written.starts_with('\'') && is_better_literal(found.value()) => {
                    Content::Scalar(format!("'{}'", found.value()))
                }
                Some(_) | None => Content::Scalar(single),
            }
        }
        Value::Integer(found) => Content::Scalar(found.display_repr().into_owned()),
        Value::Float(found) => Content::Scalar(found.display_repr().into_owned()),
        Value::Boolean(found) => Content::Scalar(found.display_repr().into_owned()),
        Value::Datetime(found) => Content::Scalar(found.display_repr().into_owned()),
        Value::Array(array) => list(array),
        Value::InlineTable(table) => Content::Table(inline(table, within)),
    }
}

/// Returns true if a text keeps its single quotes: in double quotes it would need escapes.
fn is_better_literal(text: &str) -> bool {
    let escaped = |c: char| matches!(c, '\\' | '"');
    text.contains(escaped) && !text.contains(|c: char| c == '\'' || c.is_control())
}

fn inline(table: &InlineTable, within: &mut Vec<String>) -> Node {
    let mut node = Node::default();
    for (at, (keys, value)) in table.get_values().into_iter().enumerate() {
        let path: Vec<_> = keys.iter().map(|key| key.get()).collect();
        for key in &keys {
            within.extend(comments(key.leaf_decor()));
            within.extend(comments(key.dotted_decor()));
        }
        let before = value.decor().prefix().map_or("", raw);
        within.extend(comments_of(before));
        let content = content(value, within);
        within.extend(comments_of(value.decor().suffix().map_or("", raw)));
        entry(&mut node, &path, at).set(content);
    }
    within.extend(comments_of(raw(table.trailing())));
    node
}

/// A list. In the tree of toml_edit, a comment behind an item's comma precedes the next item.
fn list(array: &Array) -> Content {
    let mut items: Vec<ListItem> = Vec::new();
    let place = |items: &mut Vec<ListItem>, text: &str, lead: &mut Vec<String>| {
        let (behind, above) = text.split_once('\n').unwrap_or(("", text));
        let (behind, above) = if text.contains('\n') {
            (behind, above)
        } else {
            (text, "")
        };
        for comment in comments_of(behind) {
            match items.last_mut() {
                Some(last) if last.comment.is_none() => last.comment = Some(comment),
                Some(_) | None => lead.push(comment),
            }
        }
        lead.extend(comments_of(above));
    };
    for value in array {
        let mut lead = Vec::new();
        place(
            &mut items,
            value.decor().prefix().map_or("", raw),
            &mut lead,
        );
        let content = content(value, &mut lead);
        items.push(ListItem {
            lead,
            comment: None,
            value: content,
        });
        let mut behind = Vec::new();
        place(
            &mut items,
            value.decor().suffix().map_or("", raw),
            &mut behind,
        );
        if let Some(last) = items.last_mut() {
            last.lead.extend(behind);
        }
    }
    let mut end = Vec::new();
    place(&mut items, raw(array.trailing()), &mut end);
    Content::List(items, end)
}

fn raw(text: &RawString) -> &str {
    text.as_str().unwrap_or_default()
}

/// The comment behind a part.
fn comment(decor: &Decor) -> Option<String> {
    let suffix = decor.suffix().map_or("", raw);
    comments_of(suffix).next()
}

fn comments(decor: &Decor) -> impl Iterator<Item = String> {
    let (prefix, suffix) = (decor.prefix(), decor.suffix());
    let texts = [prefix, suffix].into_iter().flatten().map(raw);
    texts.flat_map(comments_of).collect::<Vec<_>>().into_iter()
}

/// The comments among the lines between parts.
fn comments_of(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().map(str::trim);
    let comments = lines.filter(|line| line.starts_with('#'));
    comments.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// The lines above a part. Text before the part on its own line is indentation.
fn trivia(text: &str) -> Vec<Trivia> {
    let mut lines: Vec<_> = text.split('\n').map(str::trim).collect();
    if lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    let lines = lines.into_iter().map(|line| match line {
        "" => Trivia::Blank,
        comment => Trivia::Comment(comment.to_owned()),
    });
    lines.collect()
}
