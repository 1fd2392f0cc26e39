//! What the older version had and is gone is recorded.

use tdproto_schema::SourceFile;

use super::document::Document;
use super::{Edit, Mended, Scene};
use crate::report::Finding;
use crate::rules::lint::tombstone_missing::{Gone, gone, written};
use crate::toml_text;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Mended> {
    let Some(old) = scene.context.old else {
        return Vec::new();
    };
    let model = scene.context.model();
    let gone = gone(model, old);
    let mut tables: Vec<LinesOf<'_>> = Vec::new();
    for gone in &gone {
        let subject = gone.part.subject();
        if !findings.iter().any(|found| found.subject == subject) {
            continue;
        }
        let Some(file) = file(scene, gone) else {
            continue;
        };
        let is_here = |table: &&mut LinesOf<'_>| {
            table.file.id == file.id && table.gone[0].path() == gone.path()
        };
        match tables.iter_mut().find(is_here) {
            Some(table) => table.gone.push(gone),
            None => tables.push(LinesOf {
                file,
                gone: vec![gone],
            }),
        }
    }
    // Where several go to the end of a file, a header would take in the lines of what is above it.
    tables.sort_by_key(LinesOf::rank);
    let version = model.protocol.version.as_deref();
    tables.iter().map(|table| table.mended(version)).collect()
}

/// Lines of one table come in together, so that its header is written once.
struct LinesOf<'a> {
    file: &'a SourceFile,
    gone: Vec<&'a Gone<'a>>,
}

impl LinesOf<'_> {
    /// First tables that are there, then new ones of declarations, then those of the file.
    fn rank(&self) -> u8 {
        let first = self.gone[0];
        let is_there = Document::new(self.file).find(&first.path()).is_some();
        match (is_there, first.part.owner) {
            (true, _) => 0,
            (false, Some(_)) => 1,
            (false, None) => 2,
        }
    }

    fn mended(&self, version: Option<&str>) -> Mended {
        let lines: String = self.gone.iter().map(|gone| line(gone, version)).collect();
        let subjects: Vec<_> = self.gone.iter().map(|gone| gone.part.subject()).collect();
        Mended {
            subject: subjects.join(", "),
            edits: vec![edit(self.file, self.gone[0], &lines)],
        }
    }
}

/// The line that records something.
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

/// Puts lines into the table that they belong to; the table is made if it is not there.
fn edit(file: &SourceFile, gone: &Gone<'_>, lines: &str) -> Edit {
    let path = gone.path();
    let document = Document::new(file);
    if let Some(table) = document.find(&path) {
        return document.insert(document.below(table), lines);
    }
    let keys: Vec<_> = path.iter().map(|key| toml_text::key(key)).collect();
    let text = &document.file.text;
    // Behind the declaration that it is part of; what no declaration holds comes last.
    let owner = gone.part.owner.and_then(|_| document.find(&path[..2]));
    let at = owner.map_or(text.len(), |owner| document.below(owner));
    let start = if text[..at].ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    document.insert(at, format!("{start}[{}]\n{lines}", keys.join(".")))
}

/// The file that a line is to stand in: that of the declaration that it is part of; of a type or
/// an event, the file that it was in, or else one that has others of its kind, or describes the
/// protocol.
fn file<'a>(scene: &Scene<'a>, gone: &Gone<'_>) -> Option<&'a SourceFile> {
    let files = scene.schema();
    let path = gone.path();
    if let Some(topic) = gone.topic
        && let Some(found) = files.iter().find(|file| file.topic == topic)
    {
        return Some(found);
    }
    let has = |file: &&SourceFile, path: &[&str]| Document::new(file).find(path).is_some();
    let wanted: &[&[&str]] = match gone.part.owner {
        None => &[&path, &["removed"], &["protocol"]],
        Some(_) => &[&path, &path[..2]],
    };
    let found = wanted
        .iter()
        .find_map(|path| files.iter().find(|file| has(file, path)));
    found.or_else(|| files.first().filter(|_| gone.part.owner.is_none()))
}
