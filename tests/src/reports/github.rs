//! The commands of `--format github`, read as the runner reads them.

use tdproto_codegen::render::Format;
use tdproto_schema::Severity;

use super::{harmless, samples, shown};

/// One annotation.
struct Annotation {
    level: String,
    properties: Vec<(String, String)>,
    message: String,
}

fn unescaped(text: &str, property: bool) -> String {
    let mut text = text.replace("%0D", "\r").replace("%0A", "\n");
    if property {
        text = text.replace("%3A", ":").replace("%2C", ",");
    }
    text.replace("%25", "%")
}

/// What the runner takes a line for: `::LEVEL PROPERTY=VALUE,…::MESSAGE`, after white space.
fn annotation(line: &str) -> Option<Annotation> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').map(|property| {
        let (name, value) = property.split_once('=').unwrap();
        (name.to_owned(), unescaped(value, true))
    });
    Some(Annotation {
        level: level.to_owned(),
        properties: properties.collect(),
        message: unescaped(message, false),
    })
}

/// The lines as the runner cuts them.
fn annotations(text: &str) -> Vec<Annotation> {
    let lines = text.split(['\n', '\r']);
    lines.filter_map(annotation).collect()
}

#[test]
fn every_message_comes_through_and_nothing_else_is_a_command() {
    for (name, report) in samples::all() {
        let text = shown(&report, Format::Github);
        assert!(
            !text
                .lines()
                .any(|line| line.contains("##[") && annotation(line).is_none())
        );
        let found = annotations(&text);
        let mut expected = 0;
        for (severity, level) in Severity::ALL.iter().zip(["error", "warning", "notice"]) {
            let of_level = report.findings.iter().filter(|f| f.severity == *severity);
            expected += of_level.clone().count().min(10);
            let shown = found.iter().filter(|found| found.level == level);
            for (finding, shown) in of_level.take(10).zip(shown) {
                let start: String = harmless(&finding.message).chars().take(1000).collect();
                assert!(
                    shown.message.starts_with(&start),
                    "{name}: {}",
                    shown.message
                );
            }
        }
        assert_eq!(found.len(), expected, "{name}");
        let order = |level: &str| {
            ["error", "warning", "notice"]
                .iter()
                .position(|l| *l == level)
        };
        assert!(
            found.is_sorted_by_key(|found| order(&found.level)),
            "worst first"
        );
        assert!(found.iter().all(|found| found.message.len() < 5000));
    }
}

#[test]
fn paths_are_those_of_the_repository_and_come_through() {
    let path = |report: &tdproto_codegen::report::Report, at: usize| {
        let found = annotations(&shown(report, Format::Github));
        let file = found[at].properties.iter().find(|(name, _)| name == "file");
        file.map(|(_, path)| path.clone())
    };
    let samples = samples::small();
    assert_eq!(path(&samples[1].1, 0).unwrap(), "backend/proto/chat.toml");
    assert_eq!(path(&samples[1].1, 1), None, "only in the old version");
    assert_eq!(path(&samples[1].1, 3).unwrap(), "src/a b,ü%.rs");
    assert_eq!(
        path(&samples[2].1, 0).unwrap(),
        "backend/a:b, c%\n<&\"'\u{1f600}.toml"
    );
}

#[test]
fn ten_annotations_a_level_then_how_many_more() {
    let (_, many) = samples::all().pop().unwrap();
    let text = shown(&many, Format::Github);
    for level in ["error", "warning", "info"] {
        assert!(
            text.contains(&format!("\n990 more of level {level}\n")),
            "{text}"
        );
    }
}
