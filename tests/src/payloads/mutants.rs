//! Do the vectors notice anything? One fact of the schema is changed at a time, TypeScript is
//! generated from that, and some vector must tell it from the right one.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;
use tdproto_codegen::payloads::Vector;
use tdproto_schema::embedded;

use super::differences::Differences;
use super::mutations::{Draw, Fact, Mutant, check_share, count};
use super::{BUILT_IN, Case, cases, typescript};

/// How many facts are changed in the check, and in its slice that runs with all tests.
const MUTANTS: usize = 200;
const SLICE: usize = 20;

/// The names of the vectors that notice each mutant.
fn noticed(case: &Case, mutants: &[Mutant]) -> Vec<Option<String>> {
    let folder = tempfile::tempdir().unwrap();
    // Only what holds of TypeScript can be hurt.
    let differences = Differences::read(&["typescript"]);
    let holds = |vector: &&Vector| !differences.knows("typescript", &case.id(vector));
    let case = case.with(case.vectors.iter().filter(holds).cloned().collect());
    let package = typescript::package(&case, &folder.path().join("package"));
    let base: BTreeMap<String, String> = typescript::sources(&case).into_iter().collect();
    let mutants = mutants.iter().map(|mutant| {
        let changed = Case::of(&mutant.what, mutant.schema.clone(), Vec::new());
        let files: BTreeMap<String, String> = typescript::sources(&changed)
            .into_iter()
            .filter(|(path, text)| base.get(path) != Some(text) && path.ends_with(".ts"))
            .collect();
        json!({ "files": files, "near": mutant.near })
    });
    let task = json!({ "package": package, "mutants": mutants.collect::<Vec<_>>() });
    let path = folder.path().join("task.json");
    fs::write(&path, task.to_string()).unwrap();
    serde_json::from_str(&typescript::run("payloads/mutants.mjs", &path)).unwrap()
}

/// Shows how many mutants of each kind were noticed, and returns the number of all that were.
pub(super) fn count_noticed(case: &Case, mutants: &[Mutant]) -> usize {
    let found = noticed(case, mutants);
    assert_eq!(found.len(), mutants.len());
    count(mutants.iter().zip(found.iter().map(Option::is_some)))
}

/// Draws mutants of the built-in schema, and checks them.
fn check(count: usize) {
    let case = &cases()[0];
    assert_eq!(case.name, BUILT_IN);
    let mutants = Draw::new(&embedded::sources()).mutants(Fact::OF_TYPES, count);
    check_share(count_noticed(case, &mutants), count);
}

#[test]
fn some() {
    check(SLICE);
}

/// The whole check, which takes longer than the other tests. Run with `--nocapture` to see what was noticed.
#[test]
#[ignore = "takes a minute"]
fn all() {
    check(MUTANTS);
}
