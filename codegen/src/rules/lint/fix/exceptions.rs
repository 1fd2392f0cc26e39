//! The fix for exceptions that match nothing: removes them, or the patterns that match nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::{Edit, Proposal, Scene};
use crate::report::Finding;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Proposal> {
    let Some(document) = scene.config_document() else {
        return Vec::new();
    };
    let unused = Unused::new(findings);
    let Some(exceptions) = document.find(&["lint", "except"]) else {
        return Vec::new();
    };
    let mut proposals = Vec::new();
    let items = exceptions.value.get_ref().as_array();
    for item in items.into_iter().flat_map(|items| items.iter()) {
        let Some(table) = item.get_ref().as_table() else {
            continue;
        };
        let patterns = patterns(table);
        let found: Vec<_> = patterns.iter().filter_map(|at| unused.of(at)).collect();
        let Some(first) = found.first() else { continue };
        if found.len() == patterns.len() {
            proposals.extend(whole(document, item, table).map(|edit| Proposal {
                subject: first.subject.clone(),
                edits: vec![edit],
            }));
            continue;
        }
        for (pattern, finding) in patterns
            .iter()
            .filter_map(|pattern| Some((pattern, unused.of(pattern)?)))
        {
            proposals.extend(part(document, pattern).map(|edit| Proposal {
                subject: finding.subject.clone(),
                edits: vec![edit],
            }));
        }
    }
    proposals
}

/// The findings by the ranges that they mark: the texts between the quotes of patterns.
struct Unused<'f>(BTreeMap<usize, (usize, &'f Finding)>);

impl<'f> Unused<'f> {
    fn new(findings: &[&'f Finding]) -> Self {
        let mut marked = BTreeMap::new();
        for finding in findings {
            for label in &finding.labels {
                let range = label.span.range();
                marked.entry(range.start).or_insert((range.end, *finding));
            }
        }
        Self(marked)
    }

    fn of(&self, pattern: &Range<usize>) -> Option<&'f Finding> {
        let mut inside = self.0.range(pattern.clone());
        let found = inside.find(|(_, (end, _))| *end <= pattern.end);
        found.map(|(_, (_, finding))| *finding)
    }
}

/// The ranges of the patterns of an exception, quotes included.
fn patterns(table: &DeTable<'_>) -> Vec<Range<usize>> {
    let Some(at) = table.get("at") else {
        return Vec::new();
    };
    match at.get_ref().as_array() {
        Some(items) => items.iter().map(Spanned::span).collect(),
        None => vec![at.span()],
    }
}

/// Removes a whole exception with a header, and the blank line behind it; comments above it stay.
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

/// Removes a pattern of a list: its line, if it has one of its own, or the text up to the next.
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
