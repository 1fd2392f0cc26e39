//! Exceptions that match nothing go, or the patterns of them that do not.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::{Edit, Mended, Scene};
use crate::report::Finding;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Mended> {
    let Some(file) = scene.config() else {
        return Vec::new();
    };
    let document = Document::new(file);
    let Some(exceptions) = document.find(&["lint", "except"]) else {
        return Vec::new();
    };
    let mut mended = Vec::new();
    let items = exceptions.value.get_ref().as_array();
    for item in items.into_iter().flat_map(|items| items.iter()) {
        let Some(table) = item.get_ref().as_table() else {
            continue;
        };
        let patterns = patterns(table);
        // The finding marks what stands between the quotes.
        let unused = |pattern: &Range<usize>| {
            let marks = |found: &&&Finding| {
                found.labels.iter().any(|label| {
                    let marked = label.span.range();
                    pattern.start <= marked.start && marked.end <= pattern.end
                })
            };
            findings.iter().find(marks)
        };
        let found: Vec<_> = patterns.iter().filter_map(unused).collect();
        let Some(first) = found.first() else { continue };
        if found.len() == patterns.len() {
            mended.extend(whole(&document, item, table).map(|edit| Mended {
                subject: first.subject.clone(),
                edits: vec![edit],
            }));
            continue;
        }
        for (pattern, finding) in patterns
            .iter()
            .filter_map(|pattern| Some((pattern, unused(pattern)?)))
        {
            mended.extend(part(&document, pattern).map(|edit| Mended {
                subject: finding.subject.clone(),
                edits: vec![edit],
            }));
        }
    }
    mended
}

/// Where the patterns of an exception stand, quotes included.
fn patterns(table: &DeTable<'_>) -> Vec<Range<usize>> {
    let Some(at) = table.get("at") else {
        return Vec::new();
    };
    match at.get_ref().as_array() {
        Some(items) => items.iter().map(Spanned::span).collect(),
        None => vec![at.span()],
    }
}

/// A whole exception with a header, and the blank line behind it; comments above it stay.
fn whole(
    document: &Document<'_>,
    item: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
) -> Option<Edit> {
    let start = item.span().start;
    if !document.written(item.span()).starts_with("[[") {
        return None;
    }
    let end = table.iter().map(|(_, value)| value.span().end).max()?;
    let mut end = document.line_end(end);
    let range = start..end;
    if document.written(range).contains('#') {
        return None;
    }
    if document.written(end..end + 1) == "\n" {
        end += 1;
    }
    Some(document.edit(start..end, ""))
}

/// One pattern of a list: its line, if it has one of its own, or up to the next.
fn part(document: &Document<'_>, pattern: &Range<usize>) -> Option<Edit> {
    let line = document.line_start(pattern.start)..document.line_end(pattern.end);
    let before = document.written(line.start..pattern.start).trim();
    let behind = document.written(pattern.end..line.end);
    if before.is_empty() && matches!(behind.trim(), "" | ",") {
        return Some(document.edit(line, ""));
    }
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let end = line.end - rest.len() + space;
        return Some(document.edit(pattern.start..end, ""));
    }
    let kept = document
        .written(line.start..pattern.start)
        .trim_end()
        .strip_suffix(',')?
        .len();
    Some(document.edit(line.start + kept..pattern.end, ""))
}
