//! A tree in its canonical form.

use super::order::{depth, shape};
use super::tree::{Content, Entry, ListItem, Node, Tree, Trivia};
use crate::toml_text;

/// Lists that would make a longer line than this have a line for each item.
const MAX_LINE: usize = 100;

/// The text of a file.
pub(super) fn print(tree: &Tree) -> String {
    let mut out = Printer::default();
    out.trivia(&tree.top);
    let mut groups = Vec::new();
    // A header that only groups others is not written. Lines above it go to the first table.
    let mut homeless: Vec<Trivia> = Vec::new();
    for kind in &tree.root.entries {
        if depth(&kind.key) == 1 || kind.table.entries.is_empty() && kind.value.is_some() {
            groups.push((kind.at, vec![kind.key.as_str()], kind, Vec::new()));
            continue;
        }
        let mut lead = own_trivia(kind);
        for entry in &kind.table.entries {
            let path = vec![kind.key.as_str(), entry.key.as_str()];
            groups.push((entry.at, path, entry, std::mem::take(&mut lead)));
        }
        homeless.append(&mut lead);
    }
    groups.sort_by_key(|(at, ..)| *at);
    for (_, path, entry, lead) in groups {
        out.group(&path, entry, lead);
    }
    out.trivia(&homeless);
    out.trivia(&tree.bottom);
    out.finish()
}

/// The lines above a header, and the comment behind it.
fn own_trivia(entry: &Entry) -> Vec<Trivia> {
    let comment = entry.comment.clone().map(Trivia::Comment);
    entry.lead.iter().cloned().chain(comment).collect()
}

#[derive(Default)]
struct Printer {
    out: String,
}

impl Printer {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn trivia(&mut self, lines: &[Trivia]) {
        for line in lines {
            match line {
                // The top of the file has no empty line.
                Trivia::Blank if self.out.is_empty() => {}
                Trivia::Blank => self.out.push('\n'),
                Trivia::Comment(text) => self.line(text),
            }
        }
    }

    /// A declaration: its header, its keys, and the tables in it that have headers.
    fn group(&mut self, path: &[&str], entry: &Entry, mut lead: Vec<Trivia>) {
        let shape = shape(path);
        let (sections, lines): (Vec<_>, Vec<_>) = ordered(&entry.table, shape.keys)
            .into_iter()
            .partition(|entry| {
                shape.sections.contains(&entry.key.as_str()) && entry.value.is_none()
            });
        lead.extend(entry.lead.iter().cloned());
        if entry.header || !lines.is_empty() || sections.is_empty() {
            self.table(path, &lead, entry, &lines);
            lead = Vec::new();
        }
        for section in sections {
            let mut path = path.to_vec();
            path.push(&section.key);
            lead.extend(section.lead.iter().cloned());
            let lines = ordered(&section.table, self::shape(&path).keys);
            self.table(&path, &lead, section, &lines);
            lead = Vec::new();
        }
    }

    fn table(&mut self, path: &[&str], lead: &[Trivia], entry: &Entry, lines: &[&Entry]) {
        self.header(path, lead, entry.comment.as_deref());
        self.lines(path, lines, entry.header);
    }

    /// A header, with an empty line above it and its comments.
    fn header(&mut self, path: &[&str], lead: &[Trivia], comment: Option<&str>) {
        if !lead.contains(&Trivia::Blank) && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.trivia(lead);
        let keys: Vec<_> = path.iter().map(|key| toml_text::key(key)).collect();
        self.line(&with_comment(format!("[{}]", keys.join(".")), comment));
    }

    /// The lines of a table. If its header is new, the blank line above it replaces those above
    /// the first line.
    fn lines(&mut self, table: &[&str], entries: &[&Entry], header: bool) {
        for (index, entry) in entries.iter().enumerate() {
            let mut path = table.to_vec();
            path.push(&entry.key);
            let blanks = entry.lead.iter().take_while(|line| **line == Trivia::Blank);
            let skipped = if header || index > 0 {
                0
            } else {
                blanks.count()
            };
            self.trivia(&entry.lead[skipped..]);
            let key = toml_text::key(&entry.key);
            match &entry.value {
                Some(Content::List(items, end)) => self.list(&key, entry, items, end),
                Some(Content::Lines { raw, .. }) => {
                    self.line(&with_comment(
                        format!("{key} = {raw}"),
                        entry.comment.as_deref(),
                    ));
                }
                Some(value @ (Content::Scalar(_) | Content::Table(_))) => {
                    let line = format!("{key} = {}", single(value, &path));
                    self.line(&with_comment(line, entry.comment.as_deref()));
                }
                None => {
                    for comment in comments_within(&entry.table) {
                        self.line(&comment);
                    }
                    let line = format!("{key} = {}", inline(&entry.table, &path));
                    self.line(&with_comment(line, entry.comment.as_deref()));
                }
            }
        }
    }

    /// A list on one line, or on a line for each item where that would be too long or there are
    /// comments in it.
    fn list(&mut self, key: &str, entry: &Entry, items: &[ListItem], end: &[String]) {
        let values: Vec<_> = items.iter().map(|item| single(&item.value, &[])).collect();
        let line = format!("{key} = [{}]", values.join(", "));
        let commented = |item: &ListItem| !item.lead.is_empty() || item.comment.is_some();
        if line.chars().count() <= MAX_LINE && end.is_empty() && !items.iter().any(commented) {
            self.line(&with_comment(line, entry.comment.as_deref()));
            return;
        }
        self.line(&format!("{key} = ["));
        for (item, value) in items.iter().zip(values) {
            for comment in &item.lead {
                self.line(&format!("    {comment}"));
            }
            self.line(&with_comment(
                format!("    {value},"),
                item.comment.as_deref(),
            ));
        }
        for comment in end {
            self.line(&format!("    {comment}"));
        }
        self.line(&with_comment("]".to_owned(), entry.comment.as_deref()));
    }

    /// The text; it ends in one line break, unless it is empty.
    fn finish(mut self) -> String {
        while self.out.ends_with("\n\n") {
            self.out.pop();
        }
        self.out
    }
}

fn with_comment(line: String, comment: Option<&str>) -> String {
    match comment {
        Some(comment) => format!("{line} {comment}"),
        None => line,
    }
}

/// The entries of a table in an order of keys; those that it does not name come last.
fn ordered<'a>(node: &'a Node, keys: &[&str]) -> Vec<&'a Entry> {
    let mut entries: Vec<_> = node.entries.iter().collect();
    let rank = |entry: &Entry| keys.iter().position(|key| *key == entry.key);
    entries.sort_by_key(|entry| rank(entry).unwrap_or(keys.len()));
    entries
}

/// A table on one line.
fn inline(node: &Node, path: &[&str]) -> String {
    if node.entries.is_empty() {
        return "{}".to_owned();
    }
    let entries = ordered(node, shape(path).keys);
    let entries = entries.into_iter().map(|entry| {
        let mut path = path.to_vec();
        path.push(&entry.key);
        let value = match &entry.value {
            Some(value) => single(value, &path),
            None => inline(&entry.table, &path),
        };
        format!("{} = {value}", toml_text::key(&entry.key))
    });
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

/// A value on one line.
fn single(value: &Content, path: &[&str]) -> String {
    match value {
        Content::Scalar(text) => text.clone(),
        Content::Lines { single, .. } => single.clone(),
        Content::List(items, _) => {
            let items = items.iter().map(|item| single(&item.value, path));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Content::Table(node) => inline(node, path),
    }
}

/// The comments of a table that goes on one line, in the order they were written.
fn comments_within(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for entry in &node.entries {
        let lead = entry.lead.iter().filter_map(|line| match line {
            Trivia::Blank => None,
            Trivia::Comment(text) => Some(text.clone()),
        });
        found.extend(lead.chain(entry.comment.clone()));
        match &entry.value {
            Some(Content::List(items, end)) => {
                for item in items {
                    found.extend(item.lead.iter().cloned().chain(item.comment.clone()));
                }
                found.extend(end.iter().cloned());
            }
            Some(Content::Scalar(_) | Content::Lines { .. } | Content::Table(_)) => {}
            None => found.extend(comments_within(&entry.table)),
        }
    }
    found
}
