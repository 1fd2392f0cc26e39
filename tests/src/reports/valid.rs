//! Reports read by others: Ajv and serde-sarif, an XML parser, a renderer of GitHub's Markdown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tdproto_codegen::render::{self, Format};

use super::{context, harmless, samples, shown};
use crate::errors::tdproto;
use crate::npm;

/// The schema of SARIF 2.1.0 that comes with the crate `serde-sarif`. Cargo reports where the crate
/// lies; without the filter it would first fetch crates that only other platforms need.
fn sarif_schema() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .args(["--filter-platform", env!("TEST_TARGET")])
        .current_dir(crate::root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|found| found["name"] == "serde-sarif");
    let manifest = package.unwrap()["manifest_path"].as_str().unwrap();
    Path::new(manifest)
        .with_file_name("src")
        .join("schema.json")
}

/// What `read.mjs` says.
fn read(folder: &Path, json: &[(&str, PathBuf)], markdown: &[PathBuf]) -> Value {
    let form = folder.join("report.schema.json");
    fs::write(&form, render::json_schema().to_string()).unwrap();
    let json: Vec<_> = json
        .iter()
        .map(|(schema, path)| json!({ "schema": schema, "path": path }))
        .collect();
    let task = json!({
        "schemas": { "sarif": sarif_schema(), "json": form },
        "json": json,
        "markdown": markdown,
    });
    let path = folder.join("task.json");
    fs::write(&path, task.to_string()).unwrap();
    let output = npm::run("reports/read.mjs", &[path.to_str().unwrap()], folder);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn json_and_sarif_are_valid_by_their_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, report) in samples::all() {
        for (schema, format) in [("sarif", Format::Sarif), ("json", Format::Json)] {
            let path = folder.path().join(format!("{name}.{schema}"));
            fs::write(&path, shown(&report, format)).unwrap();
            files.push((schema, path));
        }
    }
    // The validator does judge.
    for schema in ["sarif", "json"] {
        let path = folder.path().join(format!("bad.{schema}"));
        fs::write(&path, r#"{"version": 1, "runs": [], "format": "1"}"#).unwrap();
        files.push((schema, path));
    }
    let verdicts = read(folder.path(), &files, &[]);
    for ((_, path), verdict) in files.iter().zip(verdicts["json"].as_array().unwrap()) {
        let is_bad = path.file_stem().unwrap() == "bad";
        assert_eq!(verdict.is_null(), !is_bad, "{}: {verdict}", path.display());
    }
}

#[test]
fn the_json_of_every_command_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let schema = crate::root().join("schema/protocol").display().to_string();
    let broken = crate::root().join("tests/errors/type-unresolved");
    let broken = broken.read_dir().unwrap().next().unwrap().unwrap().path();
    let broken = broken.display().to_string();
    let renamed = crate::root().join("tests/fixtures/presence");
    let renamed = renamed.display().to_string();
    let example = crate::root().join("schema/protocol/examples/server.roster.json");
    let example = example.display().to_string();
    let mut files = Vec::new();
    for (at, args) in [
        &["check", "--no-generated", "--schema", &schema][..],
        &["check", "--out", "/nonexistent", "--schema", &schema],
        &["check", "--schema", &broken],
        &["check", "--schema", "/nonexistent"],
        &["lint", "--schema", &schema],
        &["lint", "--schema", &broken],
        &["breaking", "--schema", &schema, "--against", "builtin"],
        &["breaking", "--schema", &renamed, "--against", "builtin"],
        &["breaking", "--schema", &broken, "--against", "git:HEAD"],
        &["validate", "--coverage", &example],
        &["validate", "/nonexistent"],
    ]
    .iter()
    .enumerate()
    {
        for format in ["json", "sarif"] {
            let path = folder.path().join(format!("{at}.{format}"));
            let mut args = args.to_vec();
            args.extend(["--format", format, "--output", path.to_str().unwrap()]);
            let ran = tdproto(&args);
            assert_ne!(ran.code, 2, "{}", ran.err);
            assert!(path.exists(), "{args:?}: {}", ran.err);
            files.push((format, path));
        }
    }
    let verdicts = read(folder.path(), &files, &[]);
    for ((_, path), verdict) in files.iter().zip(verdicts["json"].as_array().unwrap()) {
        assert!(verdict.is_null(), "{}: {verdict}", path.display());
    }
}

#[test]
fn sarif_says_what_the_report_does() {
    for (name, report) in samples::all() {
        let text = shown(&report, Format::Sarif);
        let sarif: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
        let results = sarif.runs[0].results.clone().unwrap();
        assert_eq!(results.len(), report.findings.len(), "{name}");
        let mut fingerprints = Vec::new();
        for (result, found) in results.iter().zip(&report.findings) {
            assert_eq!(result.rule_id.as_deref(), Some(found.rule.as_str()));
            let text = result.message.text.clone().unwrap();
            let start: String = found.message.chars().take(1000).collect();
            assert!(text.starts_with(&start), "{name}: {text}");
            fingerprints.push(result.partial_fingerprints.clone().unwrap());
            let rules = sarif.runs[0].tool.driver.rules.clone().unwrap();
            let rule = &rules[usize::try_from(result.rule_index.unwrap()).unwrap()];
            assert_eq!(rule.id, found.rule);
            let physical = result.locations.clone().unwrap()[0]
                .physical_location
                .clone();
            let uri = physical.unwrap().artifact_location.unwrap().uri.unwrap();
            let plain = |c: char| c.is_ascii_alphanumeric() || "/.-_~%".contains(c);
            assert!(!uri.is_empty() && uri.chars().all(plain), "{name}: {uri}");
        }
        let distinct = fingerprints.iter().enumerate();
        let mut distinct = distinct.filter(|(at, one)| fingerprints[..*at].contains(one));
        assert!(distinct.next().is_none(), "{name}: a fingerprint twice");
    }
}

#[test]
fn gitlab_gets_each_finding_once_with_a_place() {
    for (name, report) in samples::all() {
        let issues: Vec<Value> = serde_json::from_str(&shown(&report, Format::Gitlab)).unwrap();
        assert_eq!(issues.len(), report.findings.len(), "{name}");
        let mut fingerprints = BTreeSet::new();
        for (issue, found) in issues.iter().zip(&report.findings) {
            assert_eq!(issue["check_name"], format!("tdproto/{}", found.rule));
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let start: String = found.message.chars().take(1000).collect();
            assert!(text(&issue["description"]).starts_with(&start), "{name}");
            let severity = text(&issue["severity"]);
            assert!(["critical", "minor", "info"].contains(&severity.as_str()));
            let path = text(&issue["location"]["path"]);
            assert!(
                !path.is_empty() && !path.starts_with("./"),
                "{name}: {path}"
            );
            assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
            fingerprints.insert(text(&issue["fingerprint"]));
        }
        assert_eq!(
            fingerprints.len(),
            issues.len(),
            "{name}: a fingerprint twice"
        );
    }
}

/// A text as XML 1.0 can hold it.
fn legal(text: &str) -> String {
    harmless(text).replace('\u{fffe}', "\u{fffd}")
}

#[test]
fn junit_is_xml_that_says_what_the_report_does() {
    for (name, report) in samples::all() {
        let text = shown(&report, Format::Junit);
        let xml = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let suite = xml.root_element().first_element_child().unwrap();
        let cases: Vec<_> = suite
            .children()
            .filter(|n| n.has_tag_name("testcase"))
            .collect();
        let failures: Vec<_> = suite
            .descendants()
            .filter(|n| n.has_tag_name("failure"))
            .collect();
        for node in [xml.root_element(), suite] {
            assert_eq!(node.attribute("tests").unwrap(), cases.len().to_string());
            assert_eq!(
                node.attribute("failures").unwrap(),
                failures.len().to_string()
            );
        }
        let bad = report
            .findings
            .iter()
            .filter(|found| Some(found.severity) <= context().fail_on);
        for (found, failure) in bad.clone().zip(&failures) {
            let cut: String = found.message.chars().take(900).collect();
            let message = failure.attribute("message").unwrap();
            assert!(message.starts_with(&legal(&cut)), "{name}: {message:?}");
            assert!(failure.text().unwrap().contains(&legal(&cut)), "{name}");
        }
        assert_eq!(bad.count(), failures.len(), "{name}");
        let green = cases
            .iter()
            .filter(|case| case.first_element_child().is_none());
        let passed = report.cases.iter().filter(|case| {
            !report
                .findings
                .iter()
                .any(|found| found.case() == case.name)
        });
        assert_eq!(green.count(), passed.count(), "{name}");
    }
}

/// A text as a cell of a table shows it: on one line but for line feeds.
fn cell(text: &str) -> String {
    harmless(text).replace('\t', " ").trim().to_owned()
}

#[test]
fn markdown_is_a_table_of_the_findings_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let samples = samples::all();
    let mut files = Vec::new();
    for (name, report) in &samples {
        let path = folder.path().join(name);
        fs::write(&path, shown(report, Format::Markdown)).unwrap();
        files.push(path);
    }
    let all = read(folder.path(), &[], &files);
    for ((name, report), read) in samples.iter().zip(all["markdown"].as_array().unwrap()) {
        let rows = read["rows"].as_array().unwrap();
        let findings = report.worst_first();
        assert!(
            rows.len() == findings.len() || rows.len() > 200,
            "{name}: {}",
            rows.len()
        );
        for (row, found) in rows.iter().zip(&findings) {
            assert_eq!(row[0], found.severity.name());
            assert_eq!(row[1], found.rule.as_str());
            let shown = row[3].as_str().unwrap().trim();
            let start: String = cell(&found.message).chars().take(400).collect();
            assert!(
                shown.starts_with(&start),
                "{name}: {shown:?} is not {start:?}"
            );
        }
        for (detail, found) in read["details"].as_array().unwrap().iter().zip(&findings) {
            if let Some(note) = found.notes.first().filter(|note| note.len() < 1000) {
                let code = detail["code"].as_str().unwrap();
                let first = note.lines().next().unwrap_or_default();
                // What steers the direction of text is replaced as controls are.
                let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                let first = first.replace(steers, "\u{fffd}");
                assert!(code.contains(&first), "{name}: {code:?} has no {note:?}");
            }
        }
        let elements = read["elements"].as_array().unwrap();
        let known = [
            "br", "code", "details", "h3", "li", "p", "pre", "summary", "table", "tbody", "td",
            "th", "thead", "tr", "ul",
        ];
        let foreign = elements
            .iter()
            .filter(|e| !known.contains(&e.as_str().unwrap()));
        assert_eq!(foreign.count(), 0, "{name}: {elements:?}");
    }
}
