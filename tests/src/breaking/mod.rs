//! The rules of `tdproto breaking`, held to the table under `tests/rules/breaking/`: a folder a
//! rule, a folder a case in it, with the schema before and after.

mod cases;
mod command;
mod mirror;
mod moved;
mod pairing;
mod payloads;
mod table;
mod verdicts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use tdproto_codegen::diff::Compared;
use tdproto_codegen::report::Finding;
use tdproto_codegen::rules::breaking::{self, Category};
use tdproto_schema::{Schema, SourceMap, compile};

use crate::root;

/// A row of the table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) rule: String,
    pub(crate) case: String,
    client: String,
    server: String,
    source_client: Option<String>,
    source_server: Option<String>,
    misread: Option<String>,
    misread_in: Option<String>,
    no_payload: Option<String>,
    no_payload_in: Option<String>,
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

/// The two ways that frames go.
pub(crate) const DIRECTIONS: [&str; 2] = ["client", "server"];

/// Every row.
pub(crate) fn rows() -> Vec<Row> {
    let text = fs::read_to_string(folder().join("table.toml")).unwrap();
    toml::from_str::<Table>(&text).unwrap().row
}

/// Where the cases are.
pub(crate) fn folder() -> PathBuf {
    root().join("tests/rules/breaking")
}

impl Row {
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.rule, self.case)
    }

    pub(crate) fn dir(&self) -> PathBuf {
        folder().join(self.name())
    }

    /// The verdict in a direction.
    pub(crate) fn wanted(&self, direction: &str, category: Category) -> &str {
        let (json, source) = match direction {
            "client" => (&self.client, &self.source_client),
            _ => (&self.server, &self.source_server),
        };
        match category {
            Category::Source => source.as_ref().unwrap_or(json),
            Category::Wire | Category::Json => json,
        }
    }

    /// Why no payload shows it in a direction, if that is so.
    fn unshown(&self, direction: &str) -> bool {
        let here = self
            .no_payload_in
            .as_ref()
            .is_none_or(|found| found == direction);
        self.no_payload.is_some() && here
    }

    /// Why the reader takes the payload in a direction, if that is so.
    fn misread(&self, direction: &str) -> bool {
        let here = self
            .misread_in
            .as_ref()
            .is_none_or(|found| found == direction);
        self.misread.is_some() && here
    }
}

/// A schema of a folder, each file changed by `edit`; an empty one is left out.
pub(crate) fn schema(folder: &Path, edit: impl Fn(&str, String) -> String) -> Schema {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut sources = SourceMap::default();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = edit(&name, fs::read_to_string(&file).unwrap());
        if !text.is_empty() {
            sources.add(name, text);
        }
    }
    let (schema, found) = compile(&sources);
    assert!(found.is_empty(), "{}: {found:#?}", folder.display());
    schema
}

/// What is found, the old schema first.
pub(crate) fn findings_of(old: &Schema, new: &Schema, category: Category) -> Vec<Finding> {
    let compared = Compared::new((old, "before".to_owned()), (new, "after".to_owned()));
    breaking::findings(&compared, category)
}

/// The verdicts of a rule in each direction, of all its findings; the worst of several.
pub(crate) fn verdicts<'a>(findings: &'a [Finding], rule: &str) -> BTreeMap<&'a str, &'a Value> {
    let rank = |value: &Value| match value["severity"].as_str().unwrap() {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
    let mut all: BTreeMap<&str, &Value> = BTreeMap::new();
    for finding in findings.iter().filter(|found| found.rule == rule) {
        for (direction, verdict) in finding.details["verdicts"].as_object().unwrap() {
            let known = all.get(direction.as_str());
            if known.is_none_or(|known| rank(verdict) < rank(known)) {
                all.insert(direction, verdict);
            }
        }
    }
    all
}

/// The severity of a verdict, `none` if there is none.
pub(crate) fn severity<'a>(verdicts: &BTreeMap<&str, &'a Value>, direction: &str) -> &'a str {
    verdicts
        .get(direction)
        .map_or("none", |verdict| verdict["severity"].as_str().unwrap())
}
