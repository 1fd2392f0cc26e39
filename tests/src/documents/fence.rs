//! The fenced blocks of the project's documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// A fenced block: where it begins, and the words of its info string.
#[derive(Debug)]
pub(super) struct Fence {
    /// The document, from the top of the repository.
    pub(super) document: String,
    pub(super) line: usize,
    pub(super) language: String,
    /// `key=value` or `key`, whose value is empty.
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
}

impl Fence {
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).map(String::as_str)
    }

    /// The place, for messages.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.document, self.line)
    }

    /// The language and the sorted keys of the attributes, which say how the block is checked.
    pub(super) fn form(&self) -> String {
        let mut words = vec![self.language.as_str()];
        words.extend(self.attributes.keys().map(String::as_str));
        words.join(" ")
    }
}

/// Every document, sorted. Those of generated packages are tested with the packages.
pub(crate) fn documents() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&root(), &mut paths);
    let paths = paths.iter().map(|path| path.strip_prefix(root()).unwrap());
    let mut names: Vec<_> = paths.map(|path| path.display().to_string()).collect();
    names.sort();
    names
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let hidden = name.starts_with('.') && name != ".github";
        let skipped = [
            "target",
            "node_modules",
            "generated",
            "bindings",
            "snapshots",
        ];
        if path.is_dir() && !hidden && !skipped.contains(&name) {
            collect(&path, into);
        } else if name.ends_with(".md") {
            into.push(path);
        }
    }
}

pub(super) fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap()
}

/// The text of a document outside of its blocks.
pub(crate) fn prose(document: &str) -> String {
    let text = read(document);
    text.split("```").step_by(2).collect::<Vec<_>>().join("\n")
}

/// The blocks of a document, in order.
pub(super) fn fences(document: &str) -> Vec<Fence> {
    let text = read(document);
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (index, line) in text.lines().enumerate() {
        let mark = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        assert!(
            !mark || line.starts_with("```"),
            "{document}:{}: a fence begins at the start of a line, with ```",
            index + 1
        );
        match (&mut open, mark) {
            (None, false) => {}
            (None, true) => open = Some(opened(document, index + 1, &line[3..])),
            (Some(fence), false) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (Some(_), true) => fences.extend(open.take()),
        }
    }
    assert!(open.is_none(), "{document}: a fence is not closed");
    fences
}

fn opened(document: &str, line: usize, info: &str) -> Fence {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or_default().to_owned();
    let attributes = words.map(|word| word.split_once('=').unwrap_or((word, "")));
    Fence {
        document: document.to_owned(),
        line,
        language,
        attributes: attributes
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
        text: String::new(),
    }
}
