//! Symmetry: with old and new swapped and the directions swapped, who wrote is who reads, and the
//! same payload breaks. Each rule has a mirror that gives the same verdict, or says why not.

use tdproto_codegen::rules::breaking::{Category, Mirror, RULES, find};
use tdproto_schema::Schema;

use super::{DIRECTIONS, Row, findings_of, rows, schema, severity, verdicts};

/// The schema of a side with every event sent by the other one.
fn turned(row: &Row, side: &str) -> Schema {
    schema(&row.dir().join(side), |_, text| {
        text.replace("direction = \"client\"", "direction = \"new\"")
            .replace("direction = \"server\"", "direction = \"client\"")
            .replace("direction = \"new\"", "direction = \"server\"")
    })
}

#[test]
fn every_rule_gives_the_verdict_of_its_mirror() {
    for row in rows() {
        let name = row.name();
        let mirror = match find(&row.rule).unwrap().mirror {
            Mirror::Rule(mirror) => mirror,
            Mirror::None(reason) => {
                assert!(reason.len() > 20, "{name}: {reason}");
                continue;
            }
        };
        let [old, new] =
            ["before", "after"].map(|side| schema(&row.dir().join(side), |_, text| text));
        let [now, before] = ["before", "after"].map(|side| turned(&row, side));
        let (findings, mirrored) = (
            findings_of(&old, &new, Category::Json),
            findings_of(&before, &now, Category::Json),
        );
        let (here, there) = (verdicts(&findings, &row.rule), verdicts(&mirrored, mirror));
        for (direction, other) in DIRECTIONS.iter().zip(DIRECTIONS.iter().rev()) {
            assert_eq!(
                severity(&here, direction),
                severity(&there, other),
                "{name} {direction} and {mirror}"
            );
            let payload = |found: Option<&&serde_json::Value>| {
                found.map(|found| found["payload"].to_string())
            };
            let (ours, theirs) = (payload(here.get(direction)), payload(there.get(other)));
            // Names of events tell who sends them, and readonly keys come and go with the direction.
            let plain = |text: Option<String>| {
                text.map(|text| text.replace("client.", "").replace("server.", ""))
            };
            assert_eq!(
                plain(ours),
                plain(theirs),
                "{name} {direction} and {mirror}"
            );
        }
    }
}

#[test]
fn the_mirror_of_a_mirror_is_the_rule() {
    for rule in RULES {
        if let Mirror::Rule(mirror) = rule.mirror {
            let mirror = find(mirror).unwrap_or_else(|| panic!("{}: no rule {mirror}", rule.id));
            assert_eq!(mirror.mirror, Mirror::Rule(rule.id));
        }
    }
}
