//! What tells findings of diagnostics apart while others are fixed.

use serde_json::Value;

use crate::scratch::Scratch;

fn fingerprints(scratch: &Scratch, command: &str) -> Vec<String> {
    let args = [command, "--schema", "proto", "--format", "json"];
    let mut args = args.to_vec();
    if command == "check" {
        args.push("--no-generated");
    }
    let ran = scratch.tdproto("", &args);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let texts = findings.map(|found| found["fingerprint"].as_str().unwrap().to_owned());
    let mut texts: Vec<_> = texts
        .filter(|text| text.starts_with("example-") || text.starts_with("type-unresolved"))
        .collect();
    texts.sort();
    texts
}

#[test]
fn the_example_and_the_path_in_it_distinguish_deviations() {
    let scratch = Scratch::new();
    let example = |event: &str, params: &str| {
        let text = format!("{{\n  \"event\": \"{event}\",\n  \"params\": {params}\n}}\n");
        scratch.write(&format!("proto/examples/{event}.json"), &text);
    };
    let event =
        |name: &str| format!("[event.\"{name}\"]\ndirection = \"server\"\nparams = \"It\"\n");
    let it = "[entity.It.fields]\nid = { type = \"int\" }\n";
    let schema = [it, &event("server.one"), &event("server.other")].concat();
    scratch.write("proto/it.toml", &schema);
    example("server.one", "{}");
    example("server.other", "{}");
    let missing =
        |event: &str| format!("example-invalid/example {event}.json: `params.id` is missing");
    let both = [missing("server.one"), missing("server.other")];
    for command in ["check", "lint"] {
        let found = fingerprints(&scratch, command);
        assert!(both.iter().all(|it| found.contains(it)), "{found:?}");
    }
    assert_eq!(
        fingerprints(&scratch, "check"),
        fingerprints(&scratch, "lint")
    );
    example("server.one", "{ \"id\": 1 }");
    let found = fingerprints(&scratch, "check");
    assert!(
        found.contains(&both[1]) && !found.contains(&both[0]),
        "{found:?}"
    );
}

#[test]
fn the_file_the_part_and_the_marked_text_distinguish_diagnostics() {
    let scratch = Scratch::new();
    let schema = "[entity.It]\ndoc = \"It.\"\n\n[entity.It.fields]\nid = { type = \"Nope\" }\nids = { type = \"list<Nope>\" }\n\n[alias]\nId = { type = \"Nope\" }\n";
    scratch.write("proto/it.toml", schema);
    scratch.write(
        "proto/other.toml",
        "[entity.Other.fields]\nid = { type = \"Nope\" }\n",
    );
    let all = [
        "type-unresolved/proto/it.toml: Id: Nope",
        "type-unresolved/proto/it.toml: It.id: Nope",
        "type-unresolved/proto/it.toml: It.ids: Nope",
        "type-unresolved/proto/other.toml: Other.id: Nope",
    ];
    for command in ["check", "lint"] {
        assert_eq!(fingerprints(&scratch, command), all);
    }
    let fixed = schema.replacen("\"Nope\"", "\"int\"", 1);
    scratch.write("proto/it.toml", &format!("# A line more.\n\n{fixed}"));
    let left: Vec<_> = all.iter().filter(|one| !one.contains("It.id:")).collect();
    assert_eq!(
        fingerprints(&scratch, "check").iter().collect::<Vec<_>>(),
        left
    );
}
