//! The command as a user meets it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tdproto_codegen::validate::Validator;
use tdproto_codegen::views::View;

use crate::errors::{Ran, tdproto};
use crate::{root, scratch};

/// Runs the command and gives its output with the folder's path replaced.
fn ran(folder: &Path, args: &[&str]) -> (u8, String) {
    let folder = folder.display().to_string();
    let Ran { code, out, err } = tdproto(args.iter().map(|arg| arg.replace("DIR", &folder)));
    (code, format!("{out}{err}").replace(&folder, "DIR"))
}

/// Every file below a folder, with its text.
fn tree(folder: &Path) -> Vec<(String, String)> {
    let files = scratch::tree(folder).into_iter();
    files
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn help_of_every_command() {
    let mut text = String::new();
    for command in [
        "",
        "generate",
        "check",
        "validate",
        "model",
        "example",
        "payloads",
        "explain",
        "fmt",
        "lint",
        "diff",
        "breaking",
        "init",
        "plugin",
        "plugin check",
        "completions",
    ] {
        let words = command.split(' ').chain(["--help"]);
        let args: Vec<_> = words.filter(|arg| !arg.is_empty()).collect();
        let ran = tdproto(&args);
        assert_eq!(ran.code, 0);
        text.push_str(&format!("$ tdproto {}\n{}\n", args.join(" "), ran.out));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("help", text));
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for args in [
        &["generate", "cobol"][..],
        &["--nonsense"],
        &[],
        &["explain", "type-unresolvd"],
    ] {
        let ran = tdproto(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}

#[test]
fn explain_knows_every_code() {
    for code in tdproto_schema::Code::ALL {
        let ran = tdproto(["explain", code.id()]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.starts_with(code.id()));
    }
    let list = tdproto(["explain"]).out;
    for line in list.lines() {
        let id = line.split(' ').next().unwrap();
        let article = tdproto(["explain", id]).out;
        let title = format!("{id}: ");
        let titles = article.lines().filter(|line| line.starts_with(&title));
        assert_eq!(titles.count(), 1, "{article}");
        let listed = list
            .lines()
            .filter(|line| line.split(' ').next() == Some(id));
        assert_eq!(listed.count(), 1, "{id} is listed once");
    }
    let ran = tdproto(["explain", "type-unresolvd"]);
    assert!(
        ran.err.contains("did you mean `type-unresolved`?"),
        "{}",
        ran.err
    );
}

#[test]
fn init_makes_a_schema_that_generates_at_once() {
    for form in ["envelope", "flat", "json-rpc"] {
        let dir = tempfile::tempdir().unwrap();
        initialised(dir.path(), form);
        let (code, text) = ran(dir.path(), &["example", "--all", "--schema", "DIR/proto"]);
        assert_eq!(code, 0, "{text}");
    }
}

fn initialised(dir: &Path, form: &str) {
    let (code, text) = ran(dir, &["init", "DIR/proto", "--frames", form]);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.ends_with("now run: tdproto generate --schema DIR/proto\n"),
        "{text}"
    );
    for args in [
        &["generate", "--schema", "DIR/proto", "--out", "DIR/out"][..],
        &[
            "generate",
            "--schema",
            "DIR/proto",
            "--out",
            "DIR/out",
            "--check",
        ],
        &["check", "--schema", "DIR/proto", "--out", "DIR/out"],
        &["lint", "--schema", "DIR/proto", "--level", "docs"],
        &["fmt", "--check", "DIR/proto"],
    ] {
        let (code, text) = ran(dir, args);
        assert_eq!(code, 0, "{args:?}\n{text}");
    }
}

#[test]
fn init_keeps_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let (code, text) = ran(dir.path(), &["init", "DIR/proto"]);
    assert_eq!(code, 0, "{text}");
    let attributes = dir.path().join("proto/.gitattributes");
    assert!(fs::read_to_string(&attributes).unwrap().contains("eol=lf"));
    let (code, text) = ran(dir.path(), &["init", "DIR/proto"]);
    assert_eq!(code, 1, "what is there is not written over: {text}");
    fs::create_dir(dir.path().join("repository")).unwrap();
    let attributes = dir.path().join("repository/.gitattributes");
    fs::write(&attributes, "* -text\n").unwrap();
    let (code, text) = ran(dir.path(), &["init", "DIR/repository"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(fs::read_to_string(&attributes).unwrap(), "* -text\n");
    fs::create_dir(dir.path().join("other")).unwrap();
    fs::write(
        dir.path().join("other/base.toml"),
        "[protocol]\nname = \"x\"\n",
    )
    .unwrap();
    let (code, text) = ran(dir.path(), &["init", "DIR/other"]);
    assert_eq!(code, 1, "a schema is not added to another one: {text}");
    assert!(
        text.contains("DIR/other/base.toml is there already"),
        "{text}"
    );
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(tdproto(["completions", shell]).out.contains("tdproto"));
    }
}

#[test]
fn a_field_added_to_a_topic_is_in_every_language() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in tree(&root().join("schema/protocol")) {
        let path = dir.path().join("schema").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let chat = dir.path().join("schema/chat.toml");
    let text = fs::read_to_string(&chat).unwrap();
    let marker = "[entity.Chat.fields]\n";
    let added =
        format!("{marker}brand_new_field = {{ type = \"string\", doc = \"A new one.\" }}\n");
    fs::write(&chat, text.replace(marker, &added)).unwrap();
    let languages = tdproto_codegen::REGISTRY.iter();
    let languages: Vec<&str> = languages.map(|language| language.name()).collect();
    let args = ["--schema", "DIR/schema", "--out", "DIR/out"];
    let (code, text) = ran(
        dir.path(),
        &[&["generate"], languages.as_slice(), &args].concat(),
    );
    assert_eq!(code, 0, "{text}");
    for backend in tdproto_codegen::REGISTRY {
        let files = tree(&dir.path().join("out").join(backend.name()));
        let holders = files
            .iter()
            .filter(|(_, text)| text.contains("brand_new_field"));
        assert!(holders.count() > 0, "not in {}", backend.name());
    }
}

#[test]
fn the_checked_in_files_are_what_the_schema_gives() {
    let out = root().join("generated").display().to_string();
    let ran = tdproto(["check", "--out", &out]);
    assert_eq!(
        ran.code, 0,
        "run `tdproto generate` and commit\n{}{}",
        ran.out, ran.err
    );
}

#[test]
fn generating_twice_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["generate", "--out", "DIR/out"];
    assert_eq!(ran(dir.path(), &args).0, 0);
    let times = |folder: &Path| -> Vec<_> {
        let files = tree(folder).into_iter();
        files
            .map(|(name, _)| fs::metadata(folder.join(name)).unwrap().modified().unwrap())
            .collect()
    };
    let first = times(&dir.path().join("out"));
    let (code, text) = ran(dir.path(), &args);
    assert_eq!(code, 0);
    assert!(!text.contains(" 1 written"), "{text}");
    assert_eq!(
        times(&dir.path().join("out")),
        first,
        "unchanged files are not touched"
    );
    assert_eq!(
        ran(dir.path(), &["generate", "--out", "DIR/out", "--check"]).0,
        0
    );
}

#[test]
fn the_order_of_files_and_declarations_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let chat = "[entity.Chat.fields]\na = { type = \"Message\", nullable = true }\n";
    let message = "[entity.Message.fields]\nb = { type = \"Chat\", nullable = true }\n";
    for (name, files) in [
        (
            "one",
            [
                ("a.toml", format!("{chat}{message}")),
                ("b.toml", "[enum.K]\n".to_owned()),
            ],
        ),
        (
            "two",
            [
                ("b.toml", "[enum.K]\n".to_owned()),
                ("a.toml", format!("{message}{chat}")),
            ],
        ),
    ] {
        for (file, text) in files {
            let path = dir.path().join(name).join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let (schema, out) = (format!("DIR/{name}"), format!("DIR/out-{name}"));
        assert_eq!(
            ran(
                dir.path(),
                &["generate", "--schema", &schema, "--out", &out]
            )
            .0,
            0
        );
    }
    assert_eq!(
        tree(&dir.path().join("out-one")),
        tree(&dir.path().join("out-two"))
    );
}

#[test]
fn only_generated_files_are_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let schema = dir.path().join("schema");
    fs::create_dir(&schema).unwrap();
    fs::write(schema.join("old.toml"), "[entity.Old]\n").unwrap();
    fs::write(schema.join("chat.toml"), "[entity.Chat]\n").unwrap();
    let args = [
        "generate",
        "rust",
        "--schema",
        "DIR/schema",
        "--out",
        "DIR/out",
    ];
    assert_eq!(ran(dir.path(), &args).0, 0);
    let rust = dir.path().join("out/rust/src");
    fs::write(rust.join("mine.rs"), "// Mine.\n").unwrap();
    fs::remove_file(schema.join("old.toml")).unwrap();
    let (code, text) = ran(dir.path(), &args);
    assert_eq!(code, 0);
    assert!(text.contains("1 deleted"), "{text}");
    assert!(!rust.join("old.rs").exists() && rust.join("mine.rs").exists());
    let leftovers: Vec<_> = tree(dir.path())
        .into_iter()
        .filter(|(name, _)| name.contains(".tmp"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn a_model_generates_what_its_schema_does() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(ran(dir.path(), &["generate", "--out", "DIR/a"]).0, 0);
    let configured = root().join("schema/tdproto.toml");
    let (config, model) = (configured.to_str().unwrap(), "DIR/a/model.json");
    let from_model = [
        "generate", "--schema", model, "--config", config, "--out", "DIR/b",
    ];
    assert_eq!(ran(dir.path(), &from_model).0, 0);
    assert!(tree(&dir.path().join("a")) == tree(&dir.path().join("b")));
}

#[test]
fn samples_are_valid_and_the_same_for_a_seed() {
    let (schema, _) = tdproto_schema::embedded::compiled();
    let checker = Validator::new(&schema.model);
    let ran = tdproto(["example", "--all", "--count", "3", "--seed", "9"]);
    assert_eq!(ran.code, 0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3 * schema.model.events().len());
    for frame in &lines {
        assert_eq!(checker.frame(frame), [], "{frame}");
    }
    let entities = schema.model.types_with_ids();
    for (id, def) in entities.filter(|(id, _)| schema.model.entity(*id).is_some()) {
        let ran = tdproto(["example", &def.name, "--seed", "9"]);
        let found = checker.of_type(id, View::Whole, &ran.out);
        assert_eq!(found, [], "{}", ran.out);
    }
    let again = tdproto(["example", "--all", "--count", "3", "--seed", "9"]);
    assert_eq!(ran.out, again.out);
    let other = tdproto(["example", "Chat", "--seed", "10"]);
    assert_ne!(tdproto(["example", "Chat", "--seed", "9"]).out, other.out);
    assert!(other.out.starts_with("{\n  \""), "{}", other.out);
}

#[test]
fn samples_of_all_events_are_a_capture_that_is_clean() {
    let folders = ["tests/fixtures", "tests/protocols"].map(|folder| root().join(folder));
    let fixtures = folders.into_iter().flat_map(|folder| {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path())
    });
    // Kinds of frames of both sides are alike in this one.
    let alike = root().join("tests/validate/sides-by-the-best-fit/schema");
    let schemas = fixtures.chain([root().join("schema/protocol"), alike]);
    let dir = tempfile::tempdir().unwrap();
    let capture = dir.path().join("all.ndjson");
    for schema in schemas.filter(|path| path.is_dir()) {
        let schema = schema.to_str().unwrap();
        for replies in [&[][..], &["--replies"]] {
            let args = ["example", "--all", "--count", "3", "--schema", schema];
            let ran = tdproto([&args[..], replies].concat());
            assert_eq!(ran.code, 0, "{schema}: {}", ran.err);
            // A schema without events has no frames.
            if ran.out.is_empty() {
                continue;
            }
            fs::write(&capture, &ran.out).unwrap();
            let ran = tdproto(["validate", "--schema", schema, capture.to_str().unwrap()]);
            assert_eq!(ran.code, 0, "{schema} {replies:?}: {}", ran.out);
        }
    }
}

/// What is printed of a request can be its documented example: one frame.
#[test]
fn a_sample_of_a_request_is_one_frame() {
    let dap = root().join("tests/protocols/dap").display().to_string();
    let ran = tdproto(["example", "initialize", "--schema", &dap]);
    let frame: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(frame["command"], "initialize");
    assert!(ran.out.starts_with("{\n  \""), "{}", ran.out);
    let ran = tdproto(["example", "initialize", "--replies", "--schema", &dap]);
    let all: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(all.len() > 1 && all[0] == frame, "{}", ran.out);
}

#[test]
fn a_sample_of_a_client_has_nothing_readonly() {
    let ran = tdproto(["example", "Message", "--view", "client"]);
    let body: Value = serde_json::from_str(&ran.out).unwrap();
    let (schema, _) = tdproto_schema::embedded::compiled();
    let id = schema.model.find_type("Message").unwrap();
    let checker = Validator::new(&schema.model);
    assert_eq!(checker.of_type(id, View::Input, &ran.out), []);
    assert!(body.get("gentime").is_none(), "{body}");
}

#[test]
fn an_example_of_what_is_not_there_is_wrong_usage() {
    let ran = tdproto(["example", "server.message.updatd", "Caht", "Message"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("did you mean `server.message.updated`?"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean `Chat`?"), "{}", ran.err);
}

#[test]
fn payloads_are_printed_by_class() {
    let ran = tdproto(["payloads", "--class", "readonly", "--class", "recursion"]);
    assert_eq!(ran.code, 0);
    let classes: BTreeSet<String> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|vector| vector["class"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(Vec::from_iter(classes), ["readonly", "recursion"]);
}
