//! Results are never lost without a word: standard output that takes nothing, runs at the same
//! time, killed runs, and files that are not to be replaced.

mod line_ends;
mod runs;

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

use crate::scratch::{Scratch, tree};

const SCHEMA: &str = "\
[protocol]
name = \"probe\"
version = \"0.1.0\"

[entity.Chat]
doc = \"\"\"A chat.
Of two people.\"\"\"

[entity.Chat.fields]
title = { type = \"string\", doc = \"What it is called.\" }

[event.\"server.chat.updated\"]
direction = \"server\"
params = \"Chat\"
doc = \"A chat was changed.\"
";

const EXAMPLE: &str =
    "{\n  \"event\": \"server.chat.updated\",\n  \"params\": {\n    \"title\": \"a\"\n  }\n}\n";

/// A schema with an example, and what is generated from it.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("proto/chat.toml", SCHEMA);
    scratch.write("proto/examples/server.chat.updated.json", EXAMPLE);
    let ran = scratch.tdproto("", &GENERATE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    scratch
}

const GENERATE: [&str; 3] = ["generate", "--schema", "proto"];

fn temporaries(folder: &Path) -> Vec<String> {
    let names = tree(folder).into_keys();
    names.filter(|name| name.ends_with(".tmp")).collect()
}

/// A call of every command that prints something.
const COMMANDS: [&str; 23] = [
    "--help",
    "--version",
    "generate --schema proto",
    "generate --schema proto --check",
    "generate --schema proto --check --out nowhere",
    "check --schema proto",
    "check --schema proto --format json",
    "check --schema proto --format sarif",
    "lint --schema proto",
    "lint --schema proto --format junit",
    "fmt proto",
    "fmt --check proto",
    "diff builtin proto",
    "diff builtin proto --format json",
    "breaking --schema proto --against builtin",
    "validate proto/examples/server.chat.updated.json --schema proto",
    "model --schema proto",
    "model --json-schema",
    "example --all",
    "payloads --schema proto",
    "explain",
    "explain drift",
    "completions bash",
];

fn command(scratch: &Scratch, args: &str) -> Command {
    let mut command = scratch.command("tdproto");
    command.args(args.split(' '));
    command
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn results_that_nothing_takes_are_exit_code_3() {
    let scratch = scratch();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in COMMANDS.iter().chain(&["init fresh"]) {
        let output = command(&scratch, args).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{args}\n{}", error(&output));
        assert!(
            error(&output).contains("error[output-unwritable]: cannot write to standard output: "),
            "{args}\n{}",
            error(&output)
        );
    }
    for args in [
        "check --schema proto --output /dev/full",
        "check --schema proto --format sarif --output /dev/full",
        "diff builtin proto --output /dev/full",
    ] {
        let output = command(&scratch, args).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{args}\n{}", error(&output));
        assert!(
            error(&output).contains("cannot write /dev/full: "),
            "{args}"
        );
    }
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let scratch = scratch();
    for args in COMMANDS {
        let whole = command(&scratch, args).output().unwrap();
        assert!(!whole.stdout.is_empty(), "{args} prints nothing");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command(&scratch, args).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), whole.status.code(), "{args}");
        assert_eq!(error(&output), error(&whole), "{args}");
    }
}

#[test]
fn nothing_more_is_made_for_a_reader_that_went_away() {
    let scratch = scratch();
    // Without an end, this test would have none either.
    let text = scratch.bash(
        "set +o pipefail
         tdproto example --all --count 18446744073709551615 | head -n 1",
    );
    assert!(text.starts_with('{'), "{text}");
}

#[test]
fn a_report_goes_into_pipes_and_open_files() {
    let scratch = scratch();
    let text = scratch.bash(
        "mkfifo pipe; cat pipe > piped.json &
         tdproto check --schema proto --format json --output pipe
         tdproto check --schema proto --format json --output /dev/stdout > open.json
         tdproto check --schema proto --format json > plain.json
         wait; cmp open.json plain.json; cmp piped.json plain.json; ls -A",
    );
    assert!(!text.contains(".tmp"), "{text}");
}

#[test]
fn modes_and_links_stay() {
    let scratch = scratch();
    let rust = scratch.path().join("generated/rust/src");
    fs::set_permissions(rust.join("chat.rs"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::create_dir(scratch.path().join("elsewhere")).unwrap();
    let moved = scratch.path().join("elsewhere/events.rs");
    fs::rename(rust.join("events.rs"), &moved).unwrap();
    symlink(&moved, rust.join("events.rs")).unwrap();
    for name in ["chat.rs", "events.rs"] {
        let mut file = OpenOptions::new()
            .append(true)
            .open(rust.join(name))
            .unwrap();
        file.write_all(b"// Edited.\n").unwrap();
    }
    assert_eq!(scratch.tdproto("", &GENERATE).code, 0);
    assert_eq!(scratch.tdproto("", &["check", "--schema", "proto"]).code, 0);
    let mode = fs::metadata(rust.join("chat.rs"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(rust.join("events.rs").is_symlink());
    assert!(!fs::read_to_string(moved).unwrap().contains("Edited"));
}

#[test]
fn what_must_not_be_replaced_stops_the_whole_run() {
    for (damage, code, words) in [
        (
            "echo '// Edited.' >> rust/src/chat.rs; chmod a-w rust/src/chat.rs",
            3,
            "cannot write generated/rust/src/chat.rs: the file is read-only",
        ),
        (
            "rm rust/src/chat.rs; ln -s nowhere rust/src/chat.rs",
            1,
            "generated/rust/src/chat.rs is not a generated file",
        ),
        (
            "rm rust/src/chat.rs; mkfifo rust/src/chat.rs",
            1,
            "generated/rust/src/chat.rs is not a generated file",
        ),
        (
            "rm rust/src/chat.rs; mkdir rust/src/chat.rs",
            1,
            "generated/rust/src/chat.rs is not a generated file",
        ),
    ] {
        let scratch = scratch();
        scratch.bash(&format!("cd generated; rm model.json; {damage}"));
        let ran = scratch.tdproto("", &GENERATE);
        assert_eq!(ran.code, code, "{damage}\n{}", ran.err);
        assert!(ran.err.contains(words), "{damage}\n{}", ran.err);
        assert!(
            ran.err.contains("nothing was written"),
            "{damage}\n{}",
            ran.err
        );
        assert!(
            !scratch.path().join("generated/model.json").exists(),
            "{damage}"
        );
    }
}

#[test]
fn files_of_another_protocol_stay_unless_it_is_the_old_name() {
    let scratch = scratch();
    let before = tree(&scratch.path().join("generated"));
    scratch.write("proto/chat.toml", &SCHEMA.replace("\"probe\"", "\"sonde\""));
    let ran = scratch.tdproto("", &GENERATE);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        ran.err.matches("error[output-foreign]").count(),
        1,
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("run `tdproto generate --replace probe`"),
        "{}",
        ran.err
    );
    assert!(tree(&scratch.path().join("generated")) == before);
    let ran = scratch.tdproto("", &["check", "--schema", "proto"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("it belongs to the schema of `probe`"),
        "{}",
        ran.out
    );
    let renamed = [&GENERATE[..], &["--replace", "probe"]].concat();
    let ran = scratch.tdproto("", &renamed);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(scratch.tdproto("", &["check", "--schema", "proto"]).code, 0);
    let left = tree(&scratch.path().join("generated"));
    assert!(
        !left.keys().any(|name| name.contains("probe")),
        "{:?}",
        left.keys()
    );
}

#[test]
fn a_language_that_was_never_generated_is_no_drift() {
    let scratch = scratch();
    fs::remove_dir_all(scratch.path().join("generated")).unwrap();
    let check = ["check", "--schema", "proto"];
    let ran = scratch.tdproto("", &check);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[not-generated]"), "{}", ran.out);
    assert!(!ran.out.contains("[drift]"), "{}", ran.out);
    scratch.bash("tdproto generate rust --schema proto");
    let ran = scratch.tdproto("", &check);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let compare = ["generate", "--check", "--schema", "proto"];
    assert_eq!(scratch.tdproto("", &compare).code, 0);
    let named = ["generate", "typescript", "--check", "--schema", "proto"];
    assert_eq!(scratch.tdproto("", &named).code, 1);
    fs::remove_file(scratch.path().join("generated/rust/src/chat.rs")).unwrap();
    assert!(
        scratch
            .tdproto("", &check)
            .out
            .contains("chat.rs is missing")
    );
    // The configuration tells a language that is missing from one that was never wanted.
    scratch.write(
        "tdproto.toml",
        "[generate]\nlanguages = [\"rust\", \"typescript\"]\n",
    );
    scratch.bash("tdproto generate --schema proto && rm -r generated/typescript");
    let ran = scratch.tdproto("", &check);
    assert_eq!(ran.code, 1);
    let missing = "`generated/typescript` has not been generated yet";
    assert!(ran.out.contains(missing), "{}", ran.out);
}

#[test]
fn odd_directories_are_distinguished_and_nothing_is_half_written() {
    let scratch = scratch();
    scratch.write("file", "mine\n");
    for (out, words) in [
        ("file", "cannot write file: it is not a directory"),
        ("file/below", "cannot write file/below: "),
        ("/proc/tdproto", "cannot write /proc/tdproto: "),
    ] {
        let ran = scratch.tdproto("", &["generate", "--schema", "proto", "--out", out]);
        assert_eq!(ran.code, 3, "{out}\n{}", ran.err);
        assert!(ran.err.contains(words), "{out}\n{}", ran.err);
    }
    for out in ["with a space", "proto", "proto/generated"] {
        let args = ["--schema", "proto", "--out", out];
        for command in ["generate", "check", "generate"] {
            let ran = scratch.tdproto("", &[&[command][..], &args].concat());
            assert_eq!(ran.code, 0, "{command} {out}\n{}{}", ran.out, ran.err);
        }
    }
    scratch.bash("out=$(printf 'not-\\377-utf8'); tdproto generate --schema proto --out \"$out\"; cd \"$out\"; test -f model.json");
}
