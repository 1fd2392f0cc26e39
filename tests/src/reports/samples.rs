//! The reports that every format is tried on.

use serde_json::json;
use tdproto_codegen::report::{Case, Finding, Position, Report};
use tdproto_schema::{Label, Severity, SourceMap, Span};

/// Texts that mean something in one format or another.
pub(super) const HOSTILE: &[&str] = &[
    "a line\nand \r\n another\rone",
    "::error file=x::not a command",
    "##[error]not a command either",
    "100% of %0A, a:b, c",
    "]]> <b>bold</b> & &amp; <!-- -->",
    "| a | cell ` code ``` **bold** _i_ [x](y) ![z](w) # ~~s~~ \\",
    "\"quotes' \u{0}\u{1b}[31m\u{7f}\u{fffe} control",
    "\u{1f600} e\u{301} \u{202e}right to left \u{200b}",
    "@somebody see #1 and {0} {{1}}",
    "<details><summary>x</summary></details><script>",
    "",
];

/// Those that are looked at as they are.
pub(super) fn small() -> Vec<(&'static str, Report)> {
    vec![
        ("clean", clean()),
        ("findings", findings()),
        ("hostile", hostile()),
        ("unreadable", unreadable()),
    ]
}

/// All of them; the last one has the most findings.
pub(super) fn all() -> Vec<(&'static str, Report)> {
    let mut all = small();
    all.extend([
        ("empty", Report::default()),
        ("long", long()),
        ("many", many()),
    ]);
    all
}

fn case(name: &str, about: &str) -> Case {
    Case {
        name: name.to_owned(),
        about: about.to_owned(),
    }
}

fn clean() -> Report {
    let mut report = Report::new("lint", SourceMap::default());
    report.cases = vec![
        case("type-unused", "Every type is used."),
        case("doc-missing", ""),
    ];
    report.facts = vec![
        "level standard: 2 rules".to_owned(),
        "1 entities".to_owned(),
    ];
    report.data.insert("rules".to_owned(), 2.into());
    report
}

/// A finding in both versions of a schema, one in a file that is not a source, one without place.
fn findings() -> Report {
    let mut sources = SourceMap::default();
    let old = sources.add_virtual(
        "v1.2:proto/chat.toml",
        "chat",
        "[entity.Chat.fields]\nid = {}\n",
    );
    let new = sources.add(
        "proto/chat.toml",
        "[entity.Chat.fields]\nprö = { \u{1f600}type = 1 }\n",
    );
    let label = |file, range, text: &str| Label {
        span: Span::new(file, range),
        text: text.to_owned(),
    };
    let mut report = Report::new("breaking", sources);
    report.home = "proto".to_owned();
    report.cases = vec![
        case("field-removed", "A field is gone."),
        case("event-removed", ""),
    ];
    report.facts = vec!["compared v1.2 with proto: 3 changes".to_owned()];
    let mut both = Finding::new(
        "field-removed",
        Severity::Error,
        "Chat.id",
        "field `id` is gone",
    );
    both.labels = vec![
        label(old, 21..23, "was here"),
        label(new, 21..25, "is no more"),
    ];
    both.notes = vec!["clients of v1.2 break: event `server.chat` → `Chat` → `id`".to_owned()];
    both.help = vec!["keep the field\nor deprecate it first".to_owned()];
    both.excerpt = "{\"event\":\"server.chat\"}\n".to_owned();
    both.details.insert("category".to_owned(), json!("wire"));
    let mut elsewhere = Finding::new("drift", Severity::Info, "src/a b.rs", "it drifted");
    elsewhere.position = Some(Position {
        path: "../src/a b,ü%.rs".to_owned(),
        start: Some((7, 3)),
        end: Some((9, 1)),
    });
    let nowhere = Finding::new(
        "version-not-bumped",
        Severity::Warning,
        "",
        "the version stayed",
    );
    let mut again = Finding::new("field-removed", Severity::Error, "Chat.id", "gone twice");
    again.labels = vec![label(old, 21..23, "")];
    report.findings = vec![elsewhere, both, nowhere, again];
    report
}

fn hostile() -> Report {
    let mut sources = SourceMap::default();
    let file = sources.add("a:b, c%\n<&\"'\u{1f600}.toml", "x = 1\n");
    let mut report = Report::new("validate", sources);
    for (at, text) in HOSTILE.iter().enumerate() {
        let mut found = Finding::new(format!("rule-{at}"), Severity::ALL[at % 3], *text, *text);
        found.labels = vec![Label {
            span: Span::new(file, 0..1),
            text: (*text).to_owned(),
        }];
        found.notes = vec![(*text).to_owned()];
        found.help = vec![(*text).to_owned()];
        found.excerpt = (*text).to_owned();
        found.details.insert((*text).to_owned(), json!(text));
        report.findings.push(found);
        report.facts.push((*text).to_owned());
        report.cases.push(case(text, text));
    }
    report
}

fn unreadable() -> Report {
    let mut report = Report::new("check", SourceMap::default());
    report.home = "git:v1:proto".to_owned();
    report.unreadable = true;
    let found = Finding::new("git-ref", Severity::Error, "", "the repository has no `v1`");
    report.findings.push(found);
    report
}

/// A message of 300 KB.
fn long() -> Report {
    let mut report = Report::new("lint", SourceMap::default());
    let text = "ä".repeat(150_000);
    let mut found = Finding::new("rule", Severity::Error, text.clone(), text.clone());
    found.notes = vec![text.clone()];
    report.findings.push(found);
    report.facts = vec![text];
    report
}

fn many() -> Report {
    let mut report = Report::new("lint", SourceMap::default());
    for at in 0..3000 {
        let severity = Severity::ALL[2 - at % 3];
        let mut found = Finding::new(
            "rule",
            severity,
            format!("subject {at}"),
            format!("message {at}"),
        );
        found.help = vec!["do something".to_owned()];
        report.findings.push(found);
    }
    report
}
