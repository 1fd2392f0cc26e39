//! What only an old schema has, read from git: every file that a report names is in the work tree.

use serde_json::Value;

use crate::scratch::Scratch;

/// The old schema has a field that is gone from its file, and a topic whose file is gone.
fn changed() -> Scratch {
    let scratch = Scratch::new();
    let event = "[event.\"server.it\"]\ndirection = \"server\"\nparams = \"It\"\n";
    let it = format!("[entity.It.fields]\nid = {{ type = \"int\" }}\n\n{event}");
    let old = "[entity.Old.fields]\nid = { type = \"int\" }\n";
    scratch.write("app/proto/it.toml", &it);
    scratch.write("app/proto/old.toml", old);
    let more = "\n[entity.Gone.fields]\nid = { type = \"int\" }\n";
    scratch.write(
        "app/proto/old/more.toml",
        old.replace("Old", "More").as_str(),
    );
    scratch.write("app/proto/it.toml", &format!("{it}{more}"));
    scratch
        .bash("git init -q -b main . && git add . && git commit -qm one && rm -r app/proto/old*");
    scratch.write("app/proto/it.toml", &it);
    scratch
}

fn report(scratch: &Scratch, format: &str) -> String {
    let args = [
        "breaking",
        "--schema",
        "proto",
        "--against",
        "git:HEAD",
        "--format",
        format,
    ];
    let ran = scratch.tdproto("app", &args);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    ran.out
}

/// The values of a key, wherever it stands.
fn values<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(key).and_then(Value::as_str));
            map.values().for_each(|value| values(value, key, found));
        }
        Value::Array(items) => items.iter().for_each(|value| values(value, key, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn all_exist(scratch: &Scratch, paths: &[&str]) {
    assert!(!paths.is_empty());
    for path in paths {
        assert!(scratch.path().join(path).is_file(), "{path}");
    }
}

#[test]
fn gitlab_and_sarif_place_it_at_files_of_the_work_tree() {
    let scratch = changed();
    for (format, key) in [("gitlab", "path"), ("sarif", "uri")] {
        let report: Value = serde_json::from_str(&report(&scratch, format)).unwrap();
        let mut paths = Vec::new();
        values(&report, key, &mut paths);
        all_exist(&scratch, &paths);
    }
    let sarif = report(&scratch, "sarif");
    assert!(
        sarif.contains("\"text\": \"HEAD:app/proto/old.toml:1:9"),
        "{sarif}"
    );
}

#[test]
fn junit_names_files_of_the_work_tree_and_the_old_place() {
    let scratch = changed();
    let text = report(&scratch, "junit");
    let xml = roxmltree::Document::parse(&text).unwrap();
    let cases = xml.descendants();
    let paths: Vec<_> = cases.filter_map(|case| case.attribute("file")).collect();
    all_exist(&scratch, &paths);
    assert!(text.contains("HEAD:app/proto/old.toml:1:9"), "{text}");
}

#[test]
fn a_file_that_is_still_there_is_the_place() {
    let scratch = changed();
    let text = report(&scratch, "gitlab");
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    let of = |subject: &str| {
        let is_it = |issue: &&Value| issue["fingerprint"] == format!("type-removed/{subject}");
        issues.iter().find(is_it).unwrap()["location"]["path"].clone()
    };
    assert_eq!(of("Gone"), "app/proto/it.toml");
    scratch.write("app/proto/old.toml", "# Nothing any more.\n");
    let text = report(&scratch, "gitlab");
    assert!(text.contains("\"path\": \"app/proto/old.toml\""), "{text}");
}
