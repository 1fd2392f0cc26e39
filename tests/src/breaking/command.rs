//! `tdproto breaking` as its users meet it: on the whole protocol, on releases in git, on input
//! that is no schema.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::errors::{Ran, tdproto};
use crate::root;
use crate::scratch::Scratch;

/// The report as JSON.
fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

/// The fingerprints of a report's findings, sorted.
fn fingerprints(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let mut all: Vec<_> = findings
        .map(|found| found["fingerprint"].as_str().unwrap().to_owned())
        .collect();
    all.sort();
    all
}

#[test]
fn the_protocol_against_itself_is_clean() {
    for category in ["wire", "json", "source"] {
        let ran = tdproto([
            "breaking",
            "--against",
            "builtin",
            "--category",
            category,
            "--fail-on",
            "info",
        ]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(
            ran.out
                .starts_with("no differences between builtin and builtin\n"),
            "{}",
            ran.out
        );
        assert!(
            ran.out.ends_with("breaking: clean: nothing found\n"),
            "{}",
            ran.out
        );
    }
}

/// A copy of the protocol's files, some lines replaced.
fn copy(to: &Path, edits: &[(&str, &str, &str)]) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(root().join("schema/protocol")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|found| found != "toml") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut text = fs::read_to_string(&path).unwrap();
        for (_, from, into) in edits.iter().filter(|(file, ..)| *file == name) {
            assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
            text = text.replace(from, into);
        }
        fs::write(to.join(name), text).unwrap();
    }
}

#[test]
fn a_modified_copy_of_the_protocol_shows_the_modifications_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let proto = dir.path().join("proto");
    let gentime = "doc = \"Version of the message, in nanoseconds.\"";
    let nullable = format!("nullable = true, {gentime}");
    let important = "important = { type = \"bool\", omitempty = true, doc = \"Whether the message is flagged as important.\" }\n";
    let (deleted, removed) = (
        "[event.\"client.message.deleted\"]",
        "[event.\"client.message.removed\"]",
    );
    let edits = [
        (gentime, nullable.as_str()),
        (important, ""),
        (deleted, removed),
    ];
    copy(
        &proto,
        &edits.map(|(from, into)| ("message.toml", from, into)),
    );
    let schema = proto.display().to_string();
    let args = [
        "breaking",
        "--schema",
        &schema,
        "--against",
        "builtin",
        "--format",
        "json",
    ];
    let ran = tdproto(args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report = json(&ran);
    assert_eq!(
        fingerprints(&report),
        [
            "event-renamed/client.message.removed",
            "field-became-nullable/Message.gentime",
            "field-removed/Message.important",
            "removed-without-deprecation/Message.important",
        ]
    );
    let nullable = &report["findings"].as_array().unwrap().iter();
    let nullable = nullable
        .clone()
        .find(|found| found["rule"] == "field-became-nullable")
        .unwrap();
    let server = &nullable["details"]["verdicts"]["server"];
    assert_eq!(
        server["who_breaks"],
        "breaks old clients that read data of new servers"
    );
    assert_eq!(server["chain"][0], "server.message.updated");
    assert_eq!(
        server["payload"]["params"]["messages"][0]["gentime"],
        Value::Null
    );
    assert!(
        nullable["place"]["file"]
            .as_str()
            .unwrap()
            .ends_with("message.toml")
    );
    assert_eq!(
        nullable["related"][0]["place"]["file"],
        "schema/protocol/message.toml"
    );
    // The same from the other end: what was widened is narrowed.
    let args = [
        "breaking",
        "--schema",
        "builtin",
        "--against",
        &schema,
        "--format",
        "json",
    ];
    let back = json(&tdproto(args));
    assert_eq!(
        fingerprints(&back),
        [
            "event-renamed/client.message.deleted",
            "field-added/Message.important",
            "field-became-non-nullable/Message.gentime",
        ]
    );
}

#[test]
fn a_model_has_the_findings_of_its_schema() {
    let dir = tempfile::tempdir().unwrap();
    let model = dir.path().join("model.json").display().to_string();
    fs::write(&model, tdproto(["model"]).out).unwrap();
    for args in [
        ["--schema", "builtin", "--against", &model],
        ["--schema", &model, "--against", "builtin"],
    ] {
        let ran = tdproto(["breaking", "--fail-on", "info"].into_iter().chain(args));
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
}

#[test]
fn what_is_no_schema_is_no_clean_result() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let newer = tdproto(["model"])
        .out
        .replacen("\"format\": 2", "\"format\": 99", 1);
    let invalid = dir.path().join("invalid");
    fs::create_dir(&invalid).unwrap();
    fs::write(
        invalid.join("a.toml"),
        "[entity.A.fields]\na = { type = \"Nope\" }\n",
    )
    .unwrap();
    let bad = [
        write("foreign.json", b"{\"openapi\": \"3.0.0\"}"),
        write("cut.json", b"{\"format\": 1, \"entities\": ["),
        write("newer.json", newer.as_bytes()),
        write("binary.json", b"\x00\xff\xfe\x01"),
        write("binary.toml", b"\x7fELF\x02\x01"),
        write("deep.json", "[".repeat(100_000).as_bytes()),
        invalid.display().to_string(),
        dir.path().join("absent").display().to_string(),
    ];
    for bad in &bad {
        for command in [
            &["breaking", "--schema", "builtin", "--against", bad][..],
            &["breaking", "--schema", bad, "--against", "builtin"],
            &["diff", "builtin", bad, "--exit-code"],
            &["diff", bad, "builtin"],
        ] {
            let ran = tdproto(command);
            assert_eq!(ran.code, 3, "{command:?}: {}{}", ran.out, ran.err);
            let text = format!("{}{}", ran.out, ran.err);
            assert!(text.contains("error["), "{command:?}: {text}");
            assert!(!text.contains("clean"), "{command:?}: {text}");
        }
    }
    assert_eq!(tdproto(["breaking"]).code, 2, "--against is needed");
    assert_eq!(tdproto(["diff", "builtin"]).code, 2);
}

/// The releases of a small protocol: what each changed.
const RELEASES: &[(&str, &str)] = &[
    (
        "v1",
        "a = { type = \"string\" }\nb = { type = \"int32\" }\n",
    ),
    (
        "v2",
        "a = { type = \"string\" }\nb = { type = \"int32\" }\nc = { type = \"int\", omitempty = true }\n",
    ),
    (
        "v3",
        "a = { type = \"string\" }\nb = { type = \"int64\" }\nc = { type = \"int\", omitempty = true }\n",
    ),
];

const EVENT: &str = "\n[event.\"server.it\"]\ndirection = \"server\"\nparams = \"Params\"\n";

fn releases() -> Scratch {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main . && git commit -q --allow-empty -m zero && git tag v0");
    for (tag, fields) in RELEASES {
        scratch.write(
            "proto/chat.toml",
            &format!("[entity.Params.fields]\n{fields}{EVENT}"),
        );
        scratch.bash(&format!(
            "git add . && git commit -qm {tag} && git tag {tag}"
        ));
    }
    scratch
}

#[test]
fn every_older_release_at_once() {
    let scratch = releases();
    let now = "a = { type = \"string\", nullable = true }\nb = { type = \"int64\" }\n";
    scratch.write(
        "proto/chat.toml",
        &format!("[entity.Params.fields]\n{now}{EVENT}"),
    );
    let against = ["v0", "v1", "v2", "v3"].map(|tag| format!("git:{tag}"));
    let mut args = vec!["breaking", "--schema", "proto", "--format", "json"];
    for tag in &against {
        args.extend(["--against", tag]);
    }
    let ran = scratch.tdproto("", &args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report = json(&ran);
    assert_eq!(
        fingerprints(&report),
        [
            "field-became-nullable/Params.a",
            "field-removed/Params.c",
            "removed-without-deprecation/Params.c",
            "type-widened/Params.b",
        ]
    );
    let against = |fingerprint: &str| {
        let mut findings = report["findings"].as_array().unwrap().iter();
        let found = findings
            .find(|found| found["fingerprint"] == fingerprint)
            .unwrap();
        found["details"]["against"].to_string()
    };
    assert!(
        against("field-became-nullable/Params.a").contains("v1")
            && against("field-became-nullable/Params.a").contains("v3")
    );
    assert!(
        !against("type-widened/Params.b").contains("v3"),
        "v3 had it already"
    );
    assert!(
        !against("field-removed/Params.c").contains("v1"),
        "v1 did not have it yet"
    );
    let facts = report["facts"].to_string();
    assert!(facts.contains("new, nothing to compare"), "{facts}");
    // Against a ref from before the schema alone, nothing is checked, and the command says so.
    let ran = scratch.tdproto(
        "",
        &["breaking", "--schema", "proto", "--against", "git:v0"],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("new, nothing to compare"), "{}", ran.out);
    let ran = scratch.tdproto("", &["diff", "git:v0", "proto"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("new, nothing to compare"), "{}", ran.out);
    // A ref that does not exist is another thing.
    let ran = scratch.tdproto(
        "",
        &["breaking", "--schema", "proto", "--against", "git:v9"],
    );
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
}

#[test]
fn each_commit_against_the_one_before() {
    let scratch = releases();
    let verdicts = RELEASES.windows(2).map(|pair| {
        let (old, new) = (
            format!("git:{}", pair[0].0),
            format!("git:{}:proto", pair[1].0),
        );
        let ran = scratch.tdproto(
            "",
            &[
                "breaking",
                "--schema",
                &new,
                "--against",
                &old,
                "--format",
                "json",
            ],
        );
        (ran.code, fingerprints(&json(&ran)))
    });
    let verdicts: Vec<_> = verdicts.collect();
    assert_eq!(verdicts[0], (0, vec!["field-added/Params.c".to_owned()]));
    assert_eq!(verdicts[1], (1, vec!["type-widened/Params.b".to_owned()]));
}
