//! The options of generated code in `tdproto.toml` and on the command line.

use std::fs;

use crate::root;
use crate::scratch::Scratch;

const CONFIG: &str = r##"
[generate]
out = "bindings"
languages = ["rust", "typescript"]
unknown-fields = "keep"

[generate.rename]
Message = "Post"
"Message.text" = "body"

[generate.rust]
package = "chat-protocol"
version = "2.0.0-beta.1"
license = "MIT OR Apache-2.0"
repository = "https://example.com/team/chat"
keywords = ["chat", "protocol"]
derive = { "*" = "Eq" }
attributes = { Message = ["#[must_use]"] }

[generate.typescript]
package = "@team/chat"
license = "MIT"
repository = "https://example.com/team/chat"
keywords = ["chat", "protocol"]
int64 = "number"
"##;

fn project(config: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.bash("mkdir below && tdproto init below/proto > ../log");
    scratch.write("tdproto.toml", config);
    scratch
}

/// Holds a text to a file of `tests/snapshots/`.
pub(crate) fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn read(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

#[test]
fn generate_and_check_use_the_options_of_the_configuration() {
    let scratch = project(CONFIG);
    let ran = scratch.tdproto("below", &["generate", "--schema", "proto"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The directory lies beside the configuration, wherever the command runs.
    assert!(!scratch.path().join("below/bindings").exists());
    assert!(!scratch.path().join("bindings/json-schema").exists());
    let manifest = read(&scratch, "bindings/rust/Cargo.toml");
    for line in [
        "name = \"chat-protocol\"",
        "version = \"2.0.0-beta.1\"",
        "license = \"MIT OR Apache-2.0\"",
        "repository = \"https://example.com/team/chat\"",
        "keywords = [\"chat\", \"protocol\"]",
    ] {
        assert!(manifest.lines().any(|found| found == line), "{manifest}");
    }
    let chat = read(&scratch, "bindings/rust/src/chat.rs");
    let above = "#[derive(Eq)]\n#[must_use]\npub struct Post {";
    assert_eq!(chat.matches(above).count(), 1, "{chat}");
    assert!(chat.contains("pub struct Post {") && chat.contains("pub body: String"));
    let package = read(&scratch, "bindings/typescript/package.json");
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["name"], "@team/chat");
    assert_eq!(package["license"], "MIT");
    let repository = r#"{"type":"git","url":"git+https://example.com/team/chat"}"#;
    assert_eq!(package["repository"].to_string(), repository);
    assert_eq!(package["keywords"].to_string(), r#"["chat","protocol"]"#);
    let runtime = read(&scratch, "bindings/typescript/src/runtime/int64.ts");
    assert!(runtime.contains("bits as numbers"), "{runtime}");
    let readme = read(&scratch, "bindings/typescript/README.md");
    assert!(readme.contains("from \"@team/chat\""), "{readme}");
    let check = |folder: &str, path: &str| scratch.tdproto(folder, &["check", "--schema", path]);
    let ran = check("", "below/proto");
    assert_eq!(ran.code, 0, "{}", ran.out);
    scratch.write("tdproto.toml", &CONFIG.replace("\"Post\"", "\"Note\""));
    let ran = check("below", "proto");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("tdproto generate --schema proto\n"));
}

#[test]
fn a_flag_overrides_the_configuration_and_is_part_of_the_command_that_fixes_drift() {
    let scratch = project(CONFIG);
    let flags = ["--schema", "below/proto", "--int64", "string", "--out", "o"];
    let with = |command: &'static str| {
        let args: Vec<_> = [command].into_iter().chain(flags).collect();
        scratch.tdproto("", &args)
    };
    assert_eq!(with("generate").code, 0);
    let runtime = read(&scratch, "o/typescript/src/runtime/int64.ts");
    assert!(runtime.contains("bits as texts"), "{runtime}");
    assert_eq!(with("check").code, 0);
    scratch.bash("echo '// edited' >> o/typescript/src/index.ts");
    let ran = with("check");
    let command = "tdproto generate --schema below/proto --out o --int64 string\n";
    assert!(ran.code == 1 && ran.out.contains(command), "{}", ran.out);
}

#[test]
fn without_languages_those_that_the_directory_holds_are_generated() {
    let scratch = project("");
    let generate = |languages: &[&str]| {
        let args = ["generate", "--schema", "below/proto"];
        let args: Vec<_> = args.iter().chain(languages).copied().collect();
        assert_eq!(scratch.tdproto("", &args).code, 0);
        let names = fs::read_dir(scratch.path().join("generated")).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    assert_eq!(generate(&["typescript"]), ["typescript"]);
    // A folder of the user's own is no language that was generated.
    scratch.write("generated/rust/notes.txt", "mine");
    assert_eq!(generate(&[]), ["rust", "typescript"]);
    assert!(!scratch.path().join("generated/rust/Cargo.toml").exists());
    let check = ["check", "--schema", "below/proto"];
    assert_eq!(scratch.tdproto("", &check).code, 0);
    scratch.bash("rm -r generated");
    let all = [
        "json-schema",
        "model.json",
        "model.schema.json",
        "rust",
        "typescript",
    ];
    assert_eq!(generate(&[]), all);
}

#[test]
fn a_wrong_option_is_reported_at_its_place() {
    let wrong = r##"[generate]
langauges = ["rust"]
languages = ["rust", "typscript", "rust"]
out = ""
unknown-fields = "drop"

[generate.rust]
package = "9lives"
version = "1.2"
license = "MIT\n"
layout = "file"
borrowed = 1

[generate.typescript]
package = "Chat"
repository = "team chat"
keywords = ["chat", "two words"]
int64 = "bigInt"
"##;
    let scratch = project(wrong);
    let ran = scratch.tdproto("", &["generate", "--schema", "below/proto"]);
    assert_eq!(ran.code, 1);
    snapshot("option_values", &ran.err);
    let unknown = "[generate.rename]\nMesage = \"Post\"\n\"Message.txt\" = \"body\"\n\n[generate.rust]\nextern-types = { Nothing = \"crate::X\" }\nderive = { Mesage = \"Eq\" }\n";
    let scratch = project(unknown);
    let ran = scratch.tdproto("", &["check", "--schema", "below/proto"]);
    assert_eq!(ran.code, 1);
    snapshot("option_names", &ran.out);
}
