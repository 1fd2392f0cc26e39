//! The verdicts of whole comparisons: a folder a case under `tests/rules/verdicts/`, named by the
//! fact that it pins, with the findings of the categories `json` and `source`, and of no others.

use std::fmt::Write as _;
use std::fs;

use tdproto_codegen::report::Finding;
use tdproto_codegen::rules::breaking::Category;

use super::{findings_of, schema};
use crate::root;

#[test]
fn every_comparison_has_its_findings() {
    let folder = root().join("tests/rules/verdicts");
    for case in fs::read_dir(folder).unwrap() {
        let case = case.unwrap().path();
        let [old, new] = ["before", "after"].map(|side| schema(&case.join(side), |_, text| text));
        let mut text = String::new();
        for category in [Category::Json, Category::Source] {
            writeln!(text, "{}:", category.name()).unwrap();
            for finding in findings_of(&old, &new, category) {
                writeln!(text, "  {}", line(&finding)).unwrap();
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("verdicts", text));
    }
}

/// The severity of each direction, the rule and the part.
fn line(finding: &Finding) -> String {
    let verdicts = finding.details["verdicts"].as_object().unwrap();
    let verdicts: Vec<String> = verdicts
        .iter()
        .map(|(direction, verdict)| {
            format!("{direction} {}", verdict["severity"].as_str().unwrap())
        })
        .collect();
    let (severity, rule, subject) = (finding.severity.name(), &finding.rule, &finding.subject);
    format!("{severity} {rule} {subject} ({})", verdicts.join(", "))
}
