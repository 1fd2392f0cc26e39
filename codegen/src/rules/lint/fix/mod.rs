//! Applies the unambiguous fixes of findings, for `--fix`.
//!
//! A fix changes the bytes that it is about and no others, so that every comment and blank line
//! stays. The result is compiled before it is written: the model must be the same, except for the
//! parts that the fix is about.

mod coverage;
mod deprecations;
mod document;
mod exceptions;
mod omitted;
mod same;
mod tombstones;
mod versions;

use std::collections::BTreeMap;

use tdproto_schema::{FileId, SourceFile, SourceMap, Span};

use super::{Input, LintContext, Linted, NamedPart, find, parts};
use crate::config::KnownRules;
use crate::examples::Checked;
use crate::report::Finding;

use document::{Document, Documents, Edit};

/// The rules that have a fix.
const FIXES: &[(&str, Fix)] = &[
    ("deprecated-without-since", deprecations::fix),
    ("doc-coverage", coverage::fix),
    ("entity-omitempty", omitted::fix),
    (crate::config::UNUSED, exceptions::fix),
    ("since-wrong", versions::fix),
    ("tombstone-missing", tombstones::fix),
];

/// Makes the edits for findings of one rule; findings without an unambiguous fix give none.
type Fix = fn(&Scene<'_>, &[&Finding]) -> Vec<Proposal>;

/// The input of fixes.
#[derive(Clone, Copy)]
struct Scene<'a> {
    context: &'a LintContext<'a>,
    files: Files<'a>,
    documents: &'a Documents<'a>,
    /// The parts of the schema, by the place of their names.
    parts: &'a BTreeMap<Span, NamedPart<'a>>,
}

impl<'a> Scene<'a> {
    /// Returns the part that a finding is about, and the file it was written in.
    fn part(&self, found: &Finding) -> Option<(NamedPart<'a>, &'a Document<'a>)> {
        let span = found.labels.first()?.span;
        let part = self.parts.get(&span)?;
        Some((*part, self.documents.get(span.file()?)?))
    }

    fn config_document(&self) -> Option<&'a Document<'a>> {
        self.documents.get(self.files.config?)
    }
}

/// The files that may change.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// All files of the run.
    pub sources: &'a SourceMap,
    /// The number of schema files, which come first.
    pub schema: usize,
    /// The configuration, if there is one on disk.
    pub config: Option<FileId>,
    /// The rules that a configuration may name.
    pub rules: &'a KnownRules,
}

impl<'a> Files<'a> {
    fn schema(&self) -> &'a [SourceFile] {
        let files = self.sources.files();
        files.get(..self.schema).unwrap_or(files)
    }

    fn config(&self) -> Option<&'a SourceFile> {
        self.sources.get(self.config?)
    }
}

/// The fix of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    /// The subject of the finding.
    subject: String,
    edits: Vec<Edit>,
}

/// The findings that can be fixed, and the changed files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The rule and the subject of every fixed finding.
    pub findings: Vec<(&'static str, String)>,
    /// The files that change, with their new text.
    pub files: Vec<(FileId, String)>,
}

/// Fixes the findings that have one unambiguous fix.
#[must_use]
pub fn fix(input: &Input<'_>, linted: &Linted, files: Files<'_>) -> Fixed {
    let (checked, mut fixed) = (Checked::default(), Fixed::default());
    let documents = Documents::new(files.schema().iter().chain(files.config()));
    let mut by_place = BTreeMap::new();
    for part in parts::parts(input.schema) {
        by_place.entry(part.span).or_insert(part);
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (id, fix) in FIXES {
        let Some(rule) = find(id).filter(|rule| linted.rules.iter().any(|ran| ran.id == rule.id))
        else {
            continue;
        };
        let context = LintContext {
            schema: input.schema,
            examples: input.examples,
            checked: &checked,
            old: input.old,
            config: input.config,
            languages: input.languages,
            rule,
            severity: rule.severity,
        };
        let scene = Scene {
            context: &context,
            files,
            documents: &documents,
            parts: &by_place,
        };
        let of_rule: Vec<_> = linted
            .findings
            .iter()
            .filter(|found| found.rule == *id)
            .collect();
        let subjects = accept(&scene, &mut edits, fix(&scene, &of_rule));
        let accepted = subjects.into_iter().map(|subject| (rule.id, subject));
        fixed.findings.extend(accepted);
    }
    let changed = apply(files.sources, &edits).unwrap_or_default();
    fixed.files = changed.into_iter().collect();
    fixed
}

/// Adds the edits of all proposals that leave the schema the same, and returns the subjects of
/// those. The others are left to the author. Proposals are tried together and, if that fails, in
/// halves. So a schema is compiled once if all are valid, and a few times for each that is not.
fn accept(scene: &Scene<'_>, edits: &mut Vec<Edit>, mut proposals: Vec<Proposal>) -> Vec<String> {
    if proposals.is_empty() {
        return Vec::new();
    }
    let added = proposals.iter().flat_map(|proposal| &proposal.edits);
    let with: Vec<Edit> = edits.iter().chain(added).cloned().collect();
    let changed = apply(scene.files.sources, &with);
    if changed.is_some_and(|changed| same::is_valid(scene, &changed)) {
        *edits = with;
        return proposals
            .into_iter()
            .map(|proposal| proposal.subject)
            .collect();
    }
    if proposals.len() == 1 {
        return Vec::new();
    }
    let second = proposals.split_off(proposals.len() / 2);
    let mut accepted = accept(scene, edits, proposals);
    accepted.append(&mut accept(scene, edits, second));
    accepted
}

/// The files that edits change, with their new text; `None` if two edits overlap.
fn apply(sources: &SourceMap, edits: &[Edit]) -> Option<BTreeMap<FileId, String>> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        if let Some(file) = edit.span.file() {
            by_file.entry(file).or_default().push(edit);
        }
    }
    let changed = by_file.into_iter().map(|(id, mut edits)| {
        let text = &sources.get(id)?.text;
        // Edits at one place keep the order they were made in.
        edits.sort_by_key(|edit| (edit.span.range().start, edit.span.range().end));
        let (mut new, mut at) = (String::with_capacity(text.len()), 0);
        for edit in edits {
            let range = edit.span.range();
            new.push_str(text.get(at..range.start)?);
            new.push_str(&edit.text);
            at = range.end;
        }
        new.push_str(text.get(at..)?);
        Some((id, new))
    });
    changed.collect()
}
