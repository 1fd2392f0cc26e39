//! The subjects of diagnostics, in words that stay the same while lines move and other findings
//! come and go.

use std::collections::BTreeMap;
use std::ops::Range;

use tdproto_schema::{Code, Diagnostic, FileId, SourceFile, SourceMap};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Finding, Report};
use crate::load::without_ref;

/// The separator between the parts of a subject.
const SEPARATOR: &str = ": ";

impl Report {
    /// Adds diagnostics; the caller decides if they mean that something could not be read.
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.findings.extend(findings(diagnostics, &self.sources));
    }
}

/// Diagnostics as findings, each about the part of its file that it marks.
#[must_use]
pub(crate) fn findings(diagnostics: &[Diagnostic], sources: &SourceMap) -> Vec<Finding> {
    let mut names = Names::default();
    let findings = diagnostics.iter().map(|found| {
        let subject = subject(found, sources, &mut names);
        Finding {
            labels: found.labels.clone(),
            help: found.help.clone(),
            ..Finding::new(found.code.id(), found.severity, subject, &found.message)
        }
    });
    findings.collect()
}

/// The message of an example's check, without the expected and actual values behind the colon.
pub(crate) fn of_example(message: &str) -> &str {
    message
        .split_once(": expected")
        .map_or(message, |(subject, _)| subject)
}

/// The subject of a diagnostic. For an example, it is the file and the path in it; for others, the
/// file, the name of the part, and the marked text.
fn subject(found: &Diagnostic, sources: &SourceMap, names: &mut Names) -> String {
    if matches!(found.code, Code::ExampleInvalid | Code::ExampleStale) {
        return of_example(&found.message).to_owned();
    }
    let Some((span, file)) = found
        .span()
        .and_then(|span| Some((span, sources.file_of(span)?)))
    else {
        return String::new();
    };
    let path = match file.on_disk {
        true => file.path.as_str(),
        false => without_ref(&file.path),
    };
    let marked = file.text.get(span.range()).unwrap_or_default();
    let marked = marked.trim().lines().next().unwrap_or_default();
    let name = names.at(file, &span.range());
    let marked = marked.trim_matches(['"', '\'']);
    let is_named = name.is_some_and(|name| is_name(marked, name));
    let marked = (!is_named && !marked.is_empty()).then_some(marked);
    let parts = [Some(path), name, marked];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(SEPARATOR)
}

/// Returns true if a word is a name, or the last part of it.
fn is_name(word: &str, name: &str) -> bool {
    let rest = name.strip_suffix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The names of the parts of TOML files; each file is read once.
#[derive(Default)]
struct Names {
    files: BTreeMap<FileId, Vec<Named>>,
}

/// A key with its value, or a key of a header.
struct Named {
    range: Range<usize>,
    name: String,
}

impl Names {
    /// The name of the part that contains a range.
    fn at(&mut self, file: &SourceFile, range: &Range<usize>) -> Option<&str> {
        let all = self.files.entry(file.id).or_insert_with(|| named(file));
        let behind = all.partition_point(|named| named.range.start <= range.start);
        let last = all.get(behind.checked_sub(1)?)?;
        (range.end <= last.range.end).then_some(last.name.as_str())
    }
}

fn named(file: &SourceFile) -> Vec<Named> {
    let mut all = Vec::new();
    if file.path.ends_with(".toml") {
        let (table, _) = DeTable::parse_recoverable(&file.text);
        collect(table.get_ref(), &file.text, &mut Vec::new(), &mut all);
    }
    all.sort_by_key(|named| named.range.start);
    all
}

/// Adds the keys of a table and of those below it, but none of tables that are written in braces.
fn collect<'t>(table: &'t DeTable<'_>, text: &str, path: &mut Vec<&'t str>, all: &mut Vec<Named>) {
    for (key, value) in table {
        path.push(key.get_ref());
        let mut range = key.span();
        let below = below(value, text);
        if below.is_empty() {
            range.end = range.end.max(value.span().end);
        }
        all.push(Named {
            range,
            name: dotted(path),
        });
        for table in below {
            collect(table, text, path, all);
        }
        path.pop();
    }
}

/// The tables that a value consists of, if they have headers of their own.
fn below<'t>(value: &'t Spanned<DeValue<'_>>, text: &str) -> Vec<&'t DeTable<'t>> {
    let with_header = |value: &'t Spanned<DeValue<'_>>| {
        let is_in_braces = text.as_bytes().get(value.span().start) == Some(&b'{');
        value.get_ref().as_table().filter(|_| !is_in_braces)
    };
    match value.get_ref().as_array() {
        Some(items) => items.iter().filter_map(with_header).collect(),
        None => with_header(value).into_iter().collect(),
    }
}

/// The name of a part in findings: `Message.text`, `server.online`.
fn dotted(path: &[&str]) -> String {
    match path {
        ["entity" | "enum", owner, "fields" | "values", rest @ ..] if !rest.is_empty() => {
            format!("{owner}.{}", rest.join("."))
        }
        ["entity" | "enum" | "scalar" | "alias" | "event", rest @ ..] if !rest.is_empty() => {
            rest.join(".")
        }
        path => path.join("."),
    }
}
