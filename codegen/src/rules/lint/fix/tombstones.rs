//! The fix that records parts of the older version that are gone.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::SourceFile;

use super::document::Document;
use super::{Edit, Proposal, Scene};
use crate::report::Finding;
use crate::rules::lint::tombstone_missing::{Gone, gone, written};
use crate::toml_text;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Proposal> {
    let Some(old) = scene.context.old else {
        return Vec::new();
    };
    let model = scene.context.model();
    let gone = gone(model, old);
    let reported: BTreeSet<&str> = findings.iter().map(|found| &*found.subject).collect();
    let mut tables: Vec<LinesOf<'_>> = Vec::new();
    let mut places = BTreeMap::new();
    for gone in &gone {
        if !reported.contains(&*gone.part.subject()) {
            continue;
        }
        let Some(document) = document(scene, gone) else {
            continue;
        };
        let place = places.entry((document.file.id, gone.path()));
        let at = *place.or_insert_with(|| {
            tables.push(LinesOf {
                document,
                gone: Vec::new(),
            });
            tables.len() - 1
        });
        tables[at].gone.push(gone);
    }
    // The order matters if several go to the end of a file: a header would take in the lines above
    // it.
    tables.sort_by_key(LinesOf::rank);
    let version = model.protocol.version.as_deref();
    tables.iter().map(|table| table.proposal(version)).collect()
}

/// The lines for one table. They are inserted together, so that its header is written once.
struct LinesOf<'a> {
    document: &'a Document<'a>,
    gone: Vec<&'a Gone<'a>>,
}

impl LinesOf<'_> {
    /// The order of the tables: those that exist, then new ones of declarations, then those of the
    /// file.
    fn rank(&self) -> u8 {
        let first = self.gone[0];
        let is_there = self.document.find(&first.path()).is_some();
        match (is_there, first.part.owner) {
            (true, _) => 0,
            (false, Some(_)) => 1,
            (false, None) => 2,
        }
    }

    fn proposal(&self, version: Option<&str>) -> Proposal {
        let lines: String = self.gone.iter().map(|gone| line(gone, version)).collect();
        let subjects: Vec<_> = self.gone.iter().map(|gone| gone.part.subject()).collect();
        Proposal {
            subject: subjects.join(", "),
            edits: vec![edit(self.document, self.gone[0], &lines)],
        }
    }
}

/// The line that records a part that is gone.
fn line(gone: &Gone<'_>, version: Option<&str>) -> String {
    let value = gone.wire.map(|value| format!("value = {}", written(value)));
    let since = version.map(|version| format!("since = {}", toml_text::basic(version)));
    let keys: Vec<_> = value.into_iter().chain(since).collect();
    let table = if keys.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", keys.join(", "))
    };
    format!("{} = {table}\n", toml_text::key(gone.part.name))
}

/// Makes an edit that adds lines to their table, and the table if it does not exist.
fn edit(document: &Document<'_>, gone: &Gone<'_>, lines: &str) -> Edit {
    let path = gone.path();
    if let Some(table) = document.find(&path) {
        return document.insert(document.below(table), lines);
    }
    let keys: Vec<_> = path.iter().map(|key| toml_text::key(key)).collect();
    let text = &document.file.text;
    // The table goes behind the declaration of its part; a table without a declaration comes last.
    let owner = gone.part.owner.and_then(|_| document.find(&path[..2]));
    let at = owner.map_or(text.len(), |owner| document.below(owner));
    let start = if text[..at].ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    document.insert(at, format!("{start}[{}]\n{lines}", keys.join(".")))
}

/// Returns the file for a line. A line for a part of a declaration goes into the file of that
/// declaration. A line for a type or an event goes into its former file. If that is gone, it goes
/// into one with others of its kind, or the one that describes the protocol.
fn document<'a>(scene: &Scene<'a>, gone: &Gone<'_>) -> Option<&'a Document<'a>> {
    let files = scene.files.schema();
    let of = |file: &SourceFile| scene.documents.get(file.id);
    let path = gone.path();
    if let Some(topic) = gone.topic
        && let Some(found) = files.iter().find(|file| file.topic == topic)
    {
        return of(found);
    }
    let has =
        |file: &&SourceFile, path: &[&str]| of(file).is_some_and(|of| of.find(path).is_some());
    let wanted: &[&[&str]] = match gone.part.owner {
        None => &[&path, &["removed"], &["protocol"]],
        Some(_) => &[&path, &path[..2]],
    };
    let found = wanted
        .iter()
        .find_map(|path| files.iter().find(|file| has(file, path)));
    let found = found.or_else(|| files.first().filter(|_| gone.part.owner.is_none()));
    of(found?)
}
