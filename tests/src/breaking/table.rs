//! Every row of the table has its verdict.

use std::fs;

use tdproto_codegen::rules::breaking::{Category, RULES, find};
use tdproto_schema::{Schema, Severity};

use super::{DIRECTIONS, Row, findings_of, folder, rows, schema, severity, verdicts};

#[test]
fn every_row_has_its_verdict_in_each_direction() {
    let mut wrong = Vec::new();
    for row in rows() {
        let [old, new] =
            ["before", "after"].map(|side| schema(&row.dir().join(side), |_, text| text));
        for category in [Category::Json, Category::Source] {
            let findings = findings_of(&old, &new, category);
            let verdicts = verdicts(&findings, &row.rule);
            for direction in DIRECTIONS {
                let (wanted, found) = (
                    row.wanted(direction, category),
                    severity(&verdicts, direction),
                );
                if let Some(verdict) = verdicts.get(direction) {
                    let promise = find(&row.rule).unwrap().category.name();
                    let order = ["wire", "json", "source"];
                    let rank = |name: &str| order.iter().position(|found| *found == name).unwrap();
                    let of = verdict["category"].as_str().unwrap();
                    assert!(
                        rank(of) >= rank(promise),
                        "{}: {of} before {promise}",
                        row.name()
                    );
                }
                if wanted != found {
                    let (name, category) = (row.name(), category.name());
                    wrong.push(format!(
                        "{name} {direction} {category}: {found}, not {wanted}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The schema of a side with its events of one direction only, or without events.
fn only(row: &Row, side: &str, direction: Option<&str>) -> Schema {
    schema(&row.dir().join(side), |name, text| {
        match (name, direction) {
            ("events.toml", Some(direction)) => {
                let start = text.find(&format!("[event.\"{direction}.")).unwrap();
                text[start..]
                    .split_inclusive("\n\n")
                    .next()
                    .unwrap()
                    .to_owned()
            }
            ("events.toml", None) => String::new(),
            _ => text,
        }
    })
}

#[test]
fn a_type_counts_for_the_directions_that_reach_it() {
    for row in rows() {
        if !row.dir().join("before/events.toml").exists() {
            continue;
        }
        let name = row.name();
        let worst = |findings: &[tdproto_codegen::report::Finding]| {
            let of_rule = findings.iter().filter(|found| found.rule == row.rule);
            of_rule.map(|found| found.severity).min()
        };
        for direction in DIRECTIONS {
            let [old, new] = ["before", "after"].map(|side| only(&row, side, Some(direction)));
            let findings = findings_of(&old, &new, Category::Json);
            let wanted = parsed(row.wanted(direction, Category::Json));
            assert_eq!(worst(&findings), wanted, "{name}, {direction} events only");
        }
        // Reached by none: checked in both directions, the stricter verdict holds, and it says so.
        let [old, new] = ["before", "after"].map(|side| only(&row, side, None));
        let findings = findings_of(&old, &new, Category::Json);
        let wanted = DIRECTIONS
            .iter()
            .filter_map(|d| parsed(row.wanted(d, Category::Json)))
            .min();
        if row.case == "with_its_field" || row.case.starts_with("params") {
            continue; // Without events, no event reached the type, and there are no params.
        }
        assert_eq!(worst(&findings), wanted, "{name}, no events");
        for found in findings.iter().filter(|found| found.rule == row.rule) {
            let said = found
                .notes
                .iter()
                .any(|note| note.contains("checked in both directions"));
            assert!(
                said || row.rule.starts_with("tombstone"),
                "{name}: {:?}",
                found.notes
            );
        }
    }
}

fn parsed(severity: &str) -> Option<Severity> {
    Severity::ALL
        .iter()
        .copied()
        .find(|found| found.name() == severity)
}

#[test]
fn every_rule_has_a_row_and_every_folder_one() {
    let rows = rows();
    // The run itself judges the others: their cases are commands.
    for rule in RULES.iter().filter(|rule| rule.assess.is_some()) {
        let has = rows.iter().any(|row| row.rule == rule.id);
        assert!(
            has,
            "no row for {} in tests/rules/breaking/table.toml",
            rule.id
        );
    }
    for rule in fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if !rule.is_dir() {
            continue;
        }
        for case in fs::read_dir(&rule)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let has = rows.iter().any(|row| row.dir() == case) || case.join("args").exists();
            assert!(has, "no row for {}", case.display());
        }
    }
}

#[test]
fn rules_have_ids_and_subjects_of_their_own() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(
            RULES[..index].iter().all(|other| other.id != rule.id),
            "{}",
            rule.id
        );
        for text in [rule.about, rule.explanation] {
            assert!(text.ends_with('.'), "{}: {text}", rule.id);
        }
        assert!(
            !rule.client.is_empty() && !rule.server.is_empty(),
            "{}",
            rule.id
        );
    }
}
