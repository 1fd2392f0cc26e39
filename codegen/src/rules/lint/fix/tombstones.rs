//! What the older version had and is gone is recorded.

use tdproto_schema::SourceFile;
use tdproto_schema::decl::WireValue;

use super::document::Document;
use super::{Edit, Mended, Scene};
use crate::report::Finding;
use crate::rules::lint::tombstone_missing::{Gone, gone};
use crate::toml_text;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Mended> {
    let Some(old) = scene.context.old else {
        return Vec::new();
    };
    let model = scene.context.model();
    let mut mended: Vec<Mended> = Vec::new();
    // Lines of one table come in together, so that its header is written once.
    let mut tables: Vec<Vec<String>> = Vec::new();
    let gone = gone(model, old);
    let told = |gone: &&Gone<'_>| {
        let subject = gone.part.subject();
        findings.iter().any(|found| found.subject == subject)
    };
    for first in gone.iter().filter(told) {
        let path: Vec<String> = first.path().into_iter().map(str::to_owned).collect();
        if tables.contains(&path) {
            continue;
        }
        let of_table: Vec<_> = gone
            .iter()
            .filter(told)
            .filter(|other| other.path() == first.path())
            .collect();
        tables.push(path);
        let lines = of_table
            .iter()
            .map(|gone| line(gone, model.protocol.version.as_deref()));
        let lines: String = lines.collect();
        let subjects: Vec<_> = of_table.iter().map(|gone| gone.part.subject()).collect();
        mended.extend(edit(scene, first, &lines).map(|edit| Mended {
            subject: subjects.join(", "),
            edits: vec![edit],
        }));
    }
    mended
}

/// The line that records something.
fn line(gone: &Gone<'_>, version: Option<&str>) -> String {
    let value = gone.wire.map(|value| match value {
        WireValue::Text(text) => format!("value = {}", toml_text::basic(text)),
        WireValue::Int(number) => format!("value = {number}"),
    });
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
fn edit(scene: &Scene<'_>, gone: &Gone<'_>, lines: &str) -> Option<Edit> {
    let path = gone.path();
    let document = Document::new(file(scene, &path)?);
    if let Some(table) = document.find(&path) {
        return Some(document.insert(document.below(table), lines));
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
    Some(document.insert(at, format!("{start}[{}]\n{lines}", keys.join("."))))
}

/// The file that a table stands in, or is to stand in: that of its declaration; of what no
/// declaration holds, the one that has others of its kind, or describes the protocol.
fn file<'a>(scene: &Scene<'a>, path: &[&str]) -> Option<&'a SourceFile> {
    let files = scene.schema();
    let has = |file: &&SourceFile, path: &[&str]| Document::new(file).find(path).is_some();
    let wanted: &[&[&str]] = match path {
        ["removed", _] => &[path, &["removed"], &["protocol"]],
        _ => &[path, &path[..2]],
    };
    let found = wanted
        .iter()
        .find_map(|path| files.iter().find(|file| has(file, path)));
    found.or_else(|| files.first().filter(|_| path[0] == "removed"))
}
