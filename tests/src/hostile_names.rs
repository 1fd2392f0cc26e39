//! Names made to harm: they reach neither generated code, nor the names of files, nor reports.

use std::fs;

use serde_json::{Value, json};
use tdproto_codegen::load::Places;
use tdproto_codegen::options::Options;
use tdproto_codegen::render::{self, Format, Style};
use tdproto_codegen::report::{Case, Finding, Report};
use tdproto_codegen::{generate, lang};
use tdproto_schema::{Severity, SourceMap, Span, compile};

use crate::errors::tdproto;
use crate::reports::steers;

/// A model without anything wrong.
fn valid() -> Value {
    json!({
        "format": 1,
        "protocol": {
            "name": "valid",
            "version": "1.0",
            "envelope": { "event": "event", "id": "id", "params": "params" },
        },
        "entities": [{
            "name": "Message", "topic": "chat", "since": "1.0",
            "fields": [{ "name": "text", "type": "string", "presence": "required" }],
        }],
        "enums": [{
            "name": "Kind", "topic": "chat", "open": true,
            "values": [{ "name": "plain", "value": "plain" }],
        }],
        "scalars": [{
            "name": "Id", "topic": "chat", "base": "string",
            "prefixes": [{ "text": "d-", "name": "direct" }],
        }],
        "aliases": [{ "name": "Ids", "topic": "chat", "type": "list<Id>" }],
        "events": [{ "name": "server.a", "topic": "chat", "direction": "server" }],
    })
}

/// The texts of a model that are names, versions or topics.
const PLACES: &[&str] = &[
    "/protocol/name",
    "/protocol/version",
    "/protocol/envelope/event",
    "/protocol/envelope/id",
    "/protocol/envelope/params",
    "/entities/0/name",
    "/entities/0/topic",
    "/entities/0/since",
    "/entities/0/fields/0/name",
    "/enums/0/name",
    "/enums/0/topic",
    "/enums/0/values/0/name",
    "/scalars/0/name",
    "/scalars/0/topic",
    "/scalars/0/prefixes/0/text",
    "/scalars/0/prefixes/0/name",
    "/aliases/0/name",
    "/aliases/0/topic",
    "/events/0/name",
    "/events/0/topic",
];

/// Texts that are no name of anything.
const HOSTILE: &[&str] = &[
    "a\nconsole.log(\"PWNED\");//",
    "a\u{1b}[31mb",
    "a\u{85}b",
    "a\0b",
];

#[test]
fn a_model_is_held_to_the_rules_of_schema_files() {
    let dir = tempfile::tempdir().unwrap();
    let (model, out) = (dir.path().join("model.json"), dir.path().join("a/b/out"));
    let paths = [model.display().to_string(), out.display().to_string()];
    let generate = |model_text: &Value| {
        fs::write(&model, model_text.to_string()).unwrap();
        tdproto(["generate", "--schema", &paths[0], "--out", &paths[1]])
    };
    for place in PLACES {
        for text in HOSTILE {
            let mut hostile = valid();
            *hostile.pointer_mut(place).unwrap() = (*text).into();
            let ran = generate(&hostile);
            assert_ne!(ran.code, 0, "{place}: {text:?}");
            assert!(!out.exists(), "{place}: {text:?} was written");
            assert!(!ran.err.contains("\nconsole"), "{place}: {}", ran.err);
        }
    }
    let mut outside = valid();
    outside["protocol"]["name"] = "../../x".into();
    assert_ne!(generate(&outside).code, 0);
    assert!(!out.exists() && !dir.path().join("a").exists());
    assert_eq!(
        generate(&valid()).code,
        0,
        "the places are of a valid model"
    );
}

#[test]
fn docs_stay_in_their_comments() {
    let breakouts = [
        "*/ MARK /*",
        "a\nMARK",
        "a\r\nMARK\rMARK",
        "a\u{2028}MARK\u{2029}MARK\u{85}MARK",
        "*\u{7}/ MARK",
        "```\nMARK\n",
        "\"\"\" MARK \\\" MARK",
    ];
    for breakout in breakouts {
        let mut model = valid();
        for place in [
            "/entities/0",
            "/enums/0",
            "/scalars/0",
            "/aliases/0",
            "/events/0",
        ] {
            let part = model.pointer_mut(place).unwrap();
            part["doc"] = breakout.into();
            part["deprecated"] = json!({ "note": breakout });
        }
        model["protocol"]["doc"] = breakout.into();
        model["entities"][0]["fields"][0]["doc"] = breakout.into();
        model["enums"][0]["values"][0]["doc"] = breakout.into();
        model["scalars"][0]["prefixes"][0]["doc"] = breakout.into();
        let model = tdproto_schema::json::from_json(&model.to_string()).unwrap();
        let schema = tdproto_schema::Schema {
            model,
            ..Default::default()
        };
        for language in ["rust", "typescript"] {
            let backend = lang::find(language).unwrap();
            let (generated, found) = generate(&schema, backend, &Options::default());
            assert!(found.is_empty(), "{found:?}");
            let code = generated.files.iter();
            for file in code.filter(|file| file.path.ends_with(".rs") || file.path.ends_with(".ts"))
            {
                assert_is_commented(&file.text, &format!("{breakout:?}: {}", file.path));
            }
        }
    }
}

/// Every mark stands in a comment or a string literal.
fn assert_is_commented(code: &str, what: &str) {
    let mut rest = code;
    let mut seen = String::new();
    while let Some(c) = rest.chars().next() {
        let end = match c {
            _ if rest.starts_with("//") => rest.find(['\n', '\u{2028}', '\u{2029}', '\r']),
            _ if rest.starts_with("/*") => rest.find("*/").map(|at| at + 2),
            '"' => string_end(rest),
            // A lifetime or a character: neither holds a quote but as these.
            '\'' if rest.starts_with("'\"'") => Some(3),
            '\'' if rest.starts_with("'\\\\'") => Some(4),
            _ => {
                seen.push(c);
                Some(c.len_utf8())
            }
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    assert!(!seen.contains("MARK"), "{what}: {code}");
}

fn string_end(rest: &str) -> Option<usize> {
    let mut escaped = false;
    let mut ends = rest.char_indices().skip(1).filter(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    ends.next().map(|(at, _)| at + 1)
}

#[test]
fn a_line_feed_in_the_name_of_a_file_is_an_error_with_its_place_on_one_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a\nb.toml"), "[entity.A]\n").unwrap();
    let paths = ["", "out"].map(|name| dir.path().join(name).display().to_string());
    let ran = tdproto(["generate", "--schema", &paths[0], "--out", &paths[1]]);
    assert_eq!(ran.code, 1);
    for part in [
        "`a\\nb` cannot be the name of a topic",
        "a\u{fffd}b.toml:1:9\n",
    ] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    assert!(!dir.path().join("out").exists());
}

#[test]
fn names_that_windows_reserves_get_other_file_names() {
    let mut sources = SourceMap::default();
    let devices = ["aux", "con", "nul", "prn", "COM1", "lpt9"];
    for device in devices {
        let text = format!(
            "[entity.In{device}]\n[event.\"{device}.x\"]\ndirection = \"server\"\n\
             [event.\"{device}\"]\ndirection = \"client\"\n"
        );
        sources.add_topic(format!("{device}.toml"), device, text);
    }
    sources.add_topic("protocol.toml", "protocol", "[protocol]\nname = \"con\"\n");
    let (schema, found) = compile(&sources);
    assert!(found.is_empty(), "{found:?}");
    for backend in lang::REGISTRY {
        let (generated, found) = generate(&schema, *backend, &Options::default());
        assert!(found.is_empty(), "{found:?}");
        assert!(!generated.files.is_empty());
        for file in &generated.files {
            for part in file.path.to_lowercase().split('/') {
                let stem = part.split('.').next().unwrap();
                let is_device = devices.iter().any(|name| name.eq_ignore_ascii_case(stem));
                assert!(!is_device, "{}", file.path);
            }
        }
    }
}

#[test]
fn reports_of_every_format_hold_no_character_that_steers() {
    let hostile =
        "n\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{2066}\u{7f}\r%0A\u{feff}\n::error::x";
    let mut sources = SourceMap::default();
    let text = format!("# {}\nx = 1\n", hostile.replace('\n', " "));
    let file = sources.add(format!("{hostile}.toml"), &text);
    let mut report = Report::new("lint", sources);
    report.facts = vec![hostile.to_owned()];
    report.cases = vec![Case {
        name: hostile.to_owned(),
        about: hostile.to_owned(),
    }];
    report.home = hostile.to_owned();
    report.data.insert("name".to_owned(), hostile.into());
    for severity in Severity::ALL {
        let mut finding = Finding::new(hostile, *severity, hostile, hostile);
        finding.notes = vec![hostile.to_owned()];
        finding.help = vec![hostile.to_owned()];
        finding.excerpt = hostile.to_owned();
        report
            .findings
            .push(finding.clone().at(Span::new(file, 0..text.len()), hostile));
        report.findings.push(finding);
    }
    let context = render::Context {
        style: Style::Plain,
        fail_on: Some(Severity::Error),
        places: Places::new("/here", "/here"),
    };
    for format in Format::ALL {
        let text = render::report(&report, *format, &context);
        let found = text
            .find(steers)
            .map(|at| text[at..].escape_debug().to_string());
        assert_eq!(found, None, "{}", format.name());
        assert!(text.contains("31m"), "{} shows the names", format.name());
    }
    let github = render::report(&report, Format::Github, &context);
    for line in github
        .lines()
        .filter(|line| line.trim_start().starts_with("::"))
    {
        let is_ours = line.contains("title=lint [n") && !line.contains("%0D");
        assert!(is_ours, "{line}");
    }
    assert!(github.contains("%250A"), "{github}");
}
