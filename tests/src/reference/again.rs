//! Documents that import reads again: the same types, fields and events, and what is lost by name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tdproto_codegen::{DocumentFormat, load};
use tdproto_schema::Schema;

use crate::apis::{all, tdproto, text};
use crate::root;

/// What the formats have no words for, or only such as import does not read: the changes of an
/// imported schema from the original, by what they are about.
const LOST: &[&str] = &[
    // Words: notes are a part of descriptions.
    "docs",
    "since",
    "stable",
    // Names in code, and the files of types that events do not lead to.
    "code-name",
    "moved",
    // Of the schema language alone.
    "direction",
    "includes",
    "placeholders",
    "when",
    // JSON has no narrow integers, and no empty values that are left out.
    "base",
    "constraints",
    "empty-dates",
    "kind",
    "prefixes",
    "presence",
    "type",
    // Drawn as an envelope is.
    "envelope",
];

/// The kinds of changes of types and presence, in the words of `diff`.
const WORDS: &[&str] = &[
    "datetime → string",
    "map<datetime, int> → map<string, int>",
    "enum → alias",
    "left out when empty → left out when none",
    "left out when none, may be null → left out or null, which differ",
];

/// The schema that import makes of a document; `frame` is the text of a file of frames.
fn imported(backend: &str, document: &str, frame: Option<&str>, folder: &Path) -> Schema {
    let (path, out) = (
        folder.join(format!("{backend}.json")),
        folder.join("schema"),
    );
    fs::write(&path, document).unwrap();
    let mut args = vec!["import", backend, path.to_str().unwrap()];
    args.extend(["--out", out.to_str().unwrap()]);
    let file = folder.join("frame.toml");
    if let Some(frame) = frame {
        fs::write(&file, frame).unwrap();
        args.extend(["--frame", file.to_str().unwrap()]);
    }
    tdproto(&args);
    let (schema, found) = load::load(&out).compile();
    assert!(found.is_empty(), "{backend}: {found:#?}");
    schema
}

/// The changes of the schema in a folder from an older one.
fn changes(old: &Path, folder: &Path) -> Vec<Value> {
    let new = folder.join("schema");
    let [old, new] = [old, &new].map(|path| path.to_str().unwrap());
    let report: Value =
        serde_json::from_str(&tdproto(&["diff", old, new, "--format", "json"])).unwrap();
    report["changes"].as_array().unwrap().clone()
}

#[test]
fn the_built_in_protocol_has_the_same_types_fields_and_events() {
    let schema = &all().last().unwrap().1;
    let drawn = "[protocol]\nname = \"tdproto\"\n[frame.event]\n\
        shape = { event = \"$event\", confirm_id = \"$id?\", params = \"$params\" }\n";
    for (backend, frame) in [("asyncapi", None), ("openapi", Some(drawn))] {
        let folder = tempfile::tempdir().unwrap();
        let document = text(backend, schema, DocumentFormat::Json);
        imported(backend, &document, frame, folder.path());
        let mut parts = BTreeSet::new();
        for change in changes(&root().join("schema/protocol"), folder.path()) {
            let about = change["change"].as_str().unwrap();
            let text = change["text"].as_str().unwrap();
            match about {
                "added" | "removed" => {
                    let subject = change["subject"].as_str().unwrap();
                    parts.insert(format!("{about} {subject}"));
                }
                "type" | "presence" | "constraints" | "kind" if change["part"] == "field" => {
                    let is_known = WORDS.iter().any(|words| text.starts_with(words));
                    assert!(is_known, "{backend}: {change}");
                }
                // A document wants a title and a version.
                "title" | "version" if frame.is_some() => {}
                about => assert!(LOST.contains(&about), "{backend}: {change}"),
            }
        }
        assert_eq!(parts, BTreeSet::new(), "{backend}");
    }
}

/// What distinguishes variants is not a part of their objects: unions by tag, with and without a key
/// for their values, by key and by kind, open and closed.
#[test]
fn unions_have_the_same_variants() {
    for name in ["unions", "union_forms", "union_kinds"] {
        let (_, schema) = all().iter().find(|(known, _)| known == name).unwrap();
        for backend in ["asyncapi", "openapi"] {
            let folder = tempfile::tempdir().unwrap();
            let document = text(backend, schema, DocumentFormat::Json);
            imported(backend, &document, None, folder.path());
            let changes = changes(&root().join("tests/fixtures").join(name), folder.path());
            for change in changes {
                let part = change["part"].as_str().unwrap();
                let about = change["change"].as_str().unwrap();
                let is_of_choices = ["enum", "union", "value", "variant"].contains(&part);
                let known = ["code-name", "docs", "moved"];
                let is_known = known.contains(&about) || is_lost_of_choices(&change);
                assert!(!is_of_choices || is_known, "{backend}: {change}");
            }
        }
    }
}

/// Returns true if a change is one of the two of choices that no document of these formats keeps.
fn is_lost_of_choices(change: &Value) -> bool {
    let text = change["text"].as_str().unwrap();
    let lost = [
        // The variant without a key comes last there.
        ("Target", "another order"),
        // Keys of maps are texts with a pattern.
        (
            "Moment.object",
            "map<int32, float32> → map<MomentObjectValueKey, float32>",
        ),
    ];
    let subject = change["subject"].as_str().unwrap();
    lost.iter()
        .any(|(of, how)| subject.ends_with(of) && text.starts_with(how))
}

/// The frames of the protocol, with ids that are texts: the types of frames alone are not among those
/// of a document.
const FRAMES: &str = r#"
[protocol]
name = "language_server"

[frame.request]
shape = { jsonrpc = "2.0", id = "$id", method = "$event", params = "$params" }
[frame.notification]
shape = { jsonrpc = "2.0", method = "$event", params = "$params" }
[frame.result]
replies = "request"
shape = { jsonrpc = "2.0", id = "$id", result = "$result" }
[frame.error]
replies = "request"
shape = { jsonrpc = "2.0", id = "$id", error = "$error" }
[frame.error.fields]
error = { type = "ResponseError" }
"#;

/// Requests find their replies where a file draws the frames.
#[test]
fn requests_have_the_same_replies() {
    let name = "jsonrpc_lsp";
    let (_, schema) = all().iter().find(|(known, _)| known == name).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let document = text("asyncapi", schema, DocumentFormat::Json);
    let found = imported("asyncapi", &document, Some(FRAMES), folder.path());
    let asked = |schema: &Schema| {
        let events = schema.model.events().iter();
        let events = events.map(|event| (event.name.clone(), event.sender, event.reply.is_some()));
        events.collect::<Vec<_>>()
    };
    assert_eq!(asked(&found), asked(schema));
    for change in changes(&root().join("tests/protocols").join(name), folder.path()) {
        let is_of_event = change["part"] == "event";
        assert!(!is_of_event, "{change}");
    }
}
