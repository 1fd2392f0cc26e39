//! Reports as SARIF 2.1.0, for code scanning and editors.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tdproto_schema::{Label, Severity};

use super::context::Context;
use super::place::{file_now, in_words, place_or_home};
use super::words::{cut, explained};
use crate::report::{Finding, Outcome, Position, Report, position};
use crate::rules::{self, Article};

/// The address at which the standard publishes its JSON Schema.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name that uris are relative to: the top of the repository.
const TOP: &str = "SRCROOT";

/// The number of bytes of a message that are written.
const MAX_MESSAGE: usize = 20_000;

/// The whole report, ending in a line feed.
pub(super) fn report(report: &Report, context: &Context) -> String {
    let rules = rules_of(report);
    let numbers: BTreeMap<&str, usize> = rules.iter().map(|(id, _)| *id).zip(0..).collect();
    let found = report.findings.iter().zip(report.fingerprints());
    let results: Vec<_> = found
        .map(|(found, fingerprint)| result(report, found, fingerprint, &numbers, context))
        .collect();
    let is_complete = report.outcome(context.fail_on) != Outcome::Unreadable;
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tdproto",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": format!("tdproto/{}/", report.command) },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                TOP: { "description": { "text": "The top of the repository." } },
            },
            "invocations": [{ "executionSuccessful": is_complete }],
            "properties": { "facts": report.facts },
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

/// The rules of the cases and of the findings, by id.
fn rules_of(report: &Report) -> Vec<(&str, Value)> {
    let mut abouts: BTreeMap<&str, &str> = BTreeMap::new();
    let articles = rules::articles();
    let is_rule = |name: &str| articles.iter().any(|article| article.id == name);
    for case in report.cases.iter().filter(|case| is_rule(&case.name)) {
        abouts.insert(&case.name, &case.about);
    }
    for found in &report.findings {
        abouts.entry(&found.rule).or_default();
    }
    let rules = abouts.into_iter().map(|(id, about)| {
        let article = articles.iter().find(|article| article.id == id);
        (id, descriptor(id, about, article))
    });
    rules.collect()
}

fn descriptor(id: &str, about: &str, article: Option<&Article>) -> Value {
    let mut rule = Map::new();
    rule.insert("id".to_owned(), id.into());
    let about = match (article, about) {
        (Some(article), _) => article.title,
        (None, "") => id,
        (None, about) => about,
    };
    rule.insert("shortDescription".to_owned(), json!({ "text": about }));
    if let Some(Article { explanation, .. }) = article {
        let text = format!("{explanation}\n\n`tdproto explain {id}` says the same.");
        rule.insert("fullDescription".to_owned(), json!({ "text": explanation }));
        rule.insert("help".to_owned(), json!({ "text": text, "markdown": text }));
    }
    Value::Object(rule)
}

fn result(
    report: &Report,
    found: &Finding,
    fingerprint: String,
    numbers: &BTreeMap<&str, usize>,
    context: &Context,
) -> Value {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let mut lines = vec![found.message.clone()];
    lines.extend(explained(found));
    let place = place_or_home(report, found, context);
    let mut location = json!({ "physicalLocation": physical(&place) });
    if !found.subject.is_empty() {
        let subject = cut(&found.subject, MAX_MESSAGE);
        location["logicalLocations"] = json!([{ "fullyQualifiedName": subject }]);
    }
    let related: Vec<_> = found
        .labels
        .iter()
        .filter_map(|label| related(report, label, &place, context))
        .collect();
    json!({
        "ruleId": found.rule,
        "ruleIndex": numbers.get(found.rule.as_str()),
        "level": level,
        "message": { "text": cut(&lines.join("\n"), MAX_MESSAGE) },
        "locations": [location],
        "relatedLocations": related,
        "partialFingerprints": { "tdproto/v1": fingerprint },
        "properties": found.details,
    })
}

/// Another place that a finding marks. A place in an old schema is named in the text, beside its
/// file in the work tree or beside the finding.
fn related(report: &Report, label: &Label, shown: &Position, context: &Context) -> Option<Value> {
    let mut place = position(&report.sources, label)?;
    let mut text = label.text.clone();
    if report.sources.file_of(label.span)?.on_disk {
        place.path = context.places.from_top(&place.path);
        if place == *shown {
            return None;
        }
    } else {
        let was = in_words(&place);
        text = match text.is_empty() {
            true => was,
            false => format!("{was}: {text}"),
        };
        place = file_now(report, &place.path, context).unwrap_or_else(|| shown.clone());
    }
    let mut location = json!({ "physicalLocation": physical(&place) });
    if !text.is_empty() {
        location["message"] = json!({ "text": cut(&text, MAX_MESSAGE) });
    }
    Some(location)
}

fn physical(place: &Position) -> Value {
    let path = &place.path;
    let mut artifact = json!({ "uri": uri(path) });
    if !path.starts_with('/') {
        artifact["uriBaseId"] = TOP.into();
    }
    let mut region = json!({ "startLine": 1 });
    if let Some((line, column)) = place.start {
        region = json!({ "startLine": line, "startColumn": column });
        if let Some((end, end_column)) = place.end {
            region["endLine"] = end.into();
            region["endColumn"] = end_column.into();
        }
    }
    json!({ "artifactLocation": artifact, "region": region })
}

/// A path as a URI: characters that are not plain are written by their bytes.
fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(byte.into());
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
