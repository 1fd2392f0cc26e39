//! The payload checker of pages, in Node.js, against `tdproto validate`: the same findings in the
//! same places and in the same words, for every payload vector, the documented frames, the captures
//! of the tests of `validate`, and hostile texts.

mod cases;
mod random;
mod texts;
mod values;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tdproto_codegen::lang::html::checker::{SCRIPT, tables, tables_text};

use crate::root;
use cases::{
    BUILT_IN, Checked, at_random, captures, documented, hostile, of_calls, of_vectors, schemas,
    values,
};

/// Fails unless the script says of each case what `validate` does. Returns the number of findings.
fn agree(checked: &[Checked]) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    write(checked, folder.path());
    let output = node("run.mjs", folder.path(), &folder.path().join("task.json"));
    let report: Value = serde_json::from_str(&output).unwrap();
    let text = serde_json::to_string_pretty(&report["differences"]).unwrap();
    assert_eq!(report["different"], 0, "{text}");
    let cases: usize = checked.iter().map(|checked| checked.cases.len()).sum();
    assert_eq!(report["cases"], cases);
    report["findings"].as_u64().unwrap()
}

/// Writes the tables and the cases of models into a folder, with the script and the list of them all.
fn write(checked: &[Checked], folder: &Path) {
    let mut task = Vec::new();
    for Checked {
        name,
        tables,
        cases,
    } in checked
    {
        let [of_tables, of_cases] =
            ["tables", "cases"].map(|what| folder.join(format!("{name}.{what}")));
        let mut lines = String::new();
        for case in cases {
            let line = json!({
                "id": format!("{name}/{}", case.id),
                "text": case.text,
                "options": case.options,
                "expected": case.expected,
            });
            writeln!(lines, "{line}").unwrap();
        }
        fs::write(&of_tables, tables).unwrap();
        fs::write(&of_cases, lines).unwrap();
        task.push(json!({ "tables": of_tables, "cases": of_cases }));
    }
    fs::write(folder.join("task.json"), Value::from(task).to_string()).unwrap();
    fs::write(folder.join("checker.cjs"), SCRIPT).unwrap();
}

/// Runs a program of the folder `checker` with the script; returns what it prints.
fn node(program: &str, folder: &Path, argument: &Path) -> String {
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/conformance/checker").join(program))
        .args([&folder.join("checker.cjs"), argument]);
    let output = command.output().unwrap_or_else(|error| {
        panic!("node (version 20 or later) is needed for this test: {error}")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_vector() {
    let checked = of_vectors(&schemas());
    let cases: usize = checked.iter().map(|checked| checked.cases.len()).sum();
    let findings = agree(&checked);
    assert!(
        cases > 20_000 && findings > 20_000,
        "{cases} and {findings}"
    );
}

#[test]
fn texts_at_random() {
    assert!(agree(&at_random(&schemas(), 1, 100)) > 3_000);
}

/// Takes a minute. The variable `SEED` starts from another number.
#[test]
#[ignore = "takes a minute"]
fn many_texts_at_random() {
    let seed = std::env::var("SEED").map_or(2, |seed| seed.parse().unwrap());
    assert!(agree(&at_random(&schemas(), seed, 3_000)) > 100_000);
}

#[test]
fn values_of_every_type() {
    let checked = values();
    let cases = checked.cases.len();
    let findings = agree(&[checked]);
    assert!(cases > 8_000 && findings > 8_000, "{cases} and {findings}");
}

#[test]
fn calls_and_replies() {
    assert!(agree(&[of_calls()]) > 50);
}

#[test]
fn documented_frames() {
    let checked = documented();
    assert!(checked.cases.len() > 100);
    assert!(agree(&[checked]) > 500);
}

/// Events, senders, places in the schema and rounded integers, which `validate` does not print.
#[test]
fn facts_of_frames() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = schemas().into_iter();
    let checked = schemas.map(|(name, schema)| Checked::new(&name, &schema.model, Vec::new()));
    write(&checked.collect::<Vec<_>>(), folder.path());
    assert_eq!(node("facts.mjs", folder.path(), folder.path()), "");
}

/// Each rule of the script, broken on purpose, is detected by some case.
#[test]
#[ignore = "takes minutes"]
fn mutants() {
    let mut schemas = schemas();
    schemas.retain(|(name, _)| name != BUILT_IN);
    let mut checked = vec![values(), of_calls(), documented()];
    checked.extend(captures());
    checked.extend(hostile(false));
    checked.extend(at_random(&schemas, 1, 100));
    checked.extend(of_vectors(&schemas));
    // Files are called after models, of which some are here more than once.
    for (at, checked) in checked.iter_mut().enumerate() {
        checked.name = format!("{at} {}", checked.name);
    }
    checked.sort_by_key(|checked| checked.cases.len());
    let folder = tempfile::tempdir().unwrap();
    write(&checked, folder.path());
    let output = node(
        "mutants.mjs",
        folder.path(),
        &folder.path().join("task.json"),
    );
    let report: Value = serde_json::from_str(&output).unwrap();
    assert!(report["mutants"].as_u64().unwrap() > 50);
    assert_eq!(report["survivors"], json!([]), "{output}");
}

#[test]
fn tables_end_no_script() {
    for (name, schema) in schemas() {
        let text = tables_text(&schema.model);
        assert!(!text.contains('<'), "{name}");
        let parsed: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(parsed, tables(&schema.model), "{name}");
    }
    assert!(!SCRIPT.to_ascii_lowercase().contains("</script"));
    assert!(SCRIPT.is_ascii());
}

#[test]
fn captures_of_the_tests_of_validate() {
    let checked = captures();
    let cases: usize = checked.iter().map(|checked| checked.cases.len()).sum();
    assert!(cases > 60, "{cases}");
    assert!(agree(&checked) > 150);
}

#[test]
fn hostile_texts() {
    let checked = hostile(true);
    let cases: usize = checked.iter().map(|checked| checked.cases.len()).sum();
    assert!(cases > 3_000, "{cases}");
    assert!(agree(&checked) > 3_000);
}
