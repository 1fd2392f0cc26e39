//! The promise of `source`: what `tdproto breaking --category source` calls clean, user code of the
//! old schema compiles against. Every case of the rules is taken with the events of both sides, of
//! one side only, and without events; the user code is made from what was generated of the old
//! schema, in the style that the README asks for.

mod rust;
mod typescript;

use std::path::Path;

use tdproto_codegen::rules::breaking::Category;
use tdproto_schema::{Schema, Severity};

use crate::breaking::{findings_of, rows, schema};
use crate::root;

/// Two schemas, and what the gate says of them.
pub(crate) struct Pair {
    /// A name that may be a module's: `field_added_required_client`.
    pub(crate) name: String,
    pub(crate) old: Schema,
    pub(crate) new: Schema,
    verdict: Verdict,
}

/// What the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing is an error in `source`.
    Clean,
    /// Errors in `source` only.
    OfSource,
    /// Errors in `json`, too.
    OfJson,
}

/// Which events of a case are left.
const EVENTS: [&str; 4] = ["both", "client", "server", "none"];

/// The schema of a folder, with these of its events.
fn with_events(folder: &Path, events: &str) -> Schema {
    schema(folder, |name, text| match (name, events) {
        ("events.toml", "client" | "server") => {
            let start = text.find(&format!("[event.\"{events}.")).unwrap();
            let event = text[start..].split_inclusive("\n\n").next();
            event.unwrap().to_owned()
        }
        ("events.toml", "none") => String::new(),
        _ => text,
    })
}

/// Every case of the rules, and those that once broke the promise.
fn pairs() -> Vec<Pair> {
    let mut folders: Vec<_> = rows().iter().map(|row| (row.name(), row.dir())).collect();
    for entry in root().join("tests/promise").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        folders.push((name, path));
    }
    folders.sort();
    let mut pairs = Vec::new();
    for (name, folder) in folders {
        let has_events = folder.join("before/events.toml").exists();
        let variants = if has_events {
            &EVENTS[..]
        } else {
            &EVENTS[..1]
        };
        for events in variants {
            let [old, new] =
                ["before", "after"].map(|side| with_events(&folder.join(side), events));
            // No language has drawn frames yet.
            if [&old, &new]
                .iter()
                .any(|side| !side.model.frames().is_empty())
            {
                continue;
            }
            let has_error = |category| {
                let findings = findings_of(&old, &new, category);
                findings
                    .iter()
                    .any(|found| found.severity == Severity::Error)
            };
            let verdict = match (has_error(Category::Json), has_error(Category::Source)) {
                (false, false) => Verdict::Clean,
                (false, true) => Verdict::OfSource,
                (true, _) => Verdict::OfJson,
            };
            pairs.push(Pair {
                name: format!("{name}_{events}").replace(['-', '/'], "_"),
                old,
                new,
                verdict,
            });
        }
    }
    pairs
}

/// No finding of `source` is vain: each breaks code of one of the languages. A protocol with another
/// name changes the name of the crate, and the code is compiled as a module.
#[test]
fn what_only_source_reports_breaks_user_code() {
    let pairs: Vec<_> = pairs()
        .into_iter()
        .filter(|pair| pair.verdict == Verdict::OfSource)
        .filter(|pair| !pair.name.starts_with("protocol_renamed"))
        .collect();
    assert!(pairs.len() > 20, "{}", pairs.len());
    let broken = [rust::broken(&pairs), typescript::broken(&pairs)];
    let vain: Vec<_> = pairs
        .iter()
        .map(|pair| &pair.name)
        .filter(|name| broken.iter().all(|broken| !broken.contains_key(*name)))
        .collect();
    assert!(vain.is_empty(), "{vain:#?}");
}
