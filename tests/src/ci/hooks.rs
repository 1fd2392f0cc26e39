//! The hooks for pre-commit.

use yaml_rust2::Yaml;

use super::{NULLABLE, STALE, TOLD, project, with_history, yaml};
use crate::errors::Ran;
use crate::scratch::{Scratch, ran};

/// A hook by its id.
fn hook(id: &str) -> Yaml {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let mut hooks = hooks.as_vec().unwrap().iter();
    let hook = hooks.find(|hook| hook["id"].as_str() == Some(id));
    hook.unwrap_or_else(|| panic!("no hook {id}")).clone()
}

/// Whether pre-commit runs a hook for what is staged: always, or for files that are not deleted.
fn runs(scratch: &Scratch, id: &str) -> bool {
    let hook = hook(id);
    let staged = scratch.bash("git diff --cached --name-only --diff-filter=ACMRTUXB");
    let matches = |path: &str| match hook["files"].as_str() {
        None => true,
        Some(r"\.toml$") => path.ends_with(".toml"),
        Some(other) => panic!("the test does not know {other}"),
    };
    hook["always_run"].as_bool() == Some(true) || staged.lines().any(matches)
}

/// Runs a hook as pre-commit does: its entry, then its arguments, at the top of the repository.
fn run(scratch: &Scratch, id: &str, args: &[&str]) -> Ran {
    let hook = hook(id);
    assert_eq!(hook["language"].as_str(), Some("system"));
    assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
    let mut entry = hook["entry"].as_str().unwrap().split_whitespace();
    let mut command = scratch.command(entry.next().unwrap());
    // git sets these for its hooks.
    command
        .env("GIT_INDEX_FILE", ".git/index")
        .env("GIT_DIR", ".git");
    ran(command.args(entry).args(args))
}

#[test]
fn hooks_check_what_is_about_to_be_committed() {
    let scratch = project();
    for id in ["tdproto-check", "tdproto-lint"] {
        let ran = run(&scratch, id, &["--schema", "proto"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    scratch.bash(STALE);
    let ran = run(&scratch, "tdproto-check", &["--schema", "proto"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("run `tdproto generate --schema proto`"),
        "{}",
        ran.out
    );
}

#[test]
fn the_hook_reports_it_too() {
    let scratch = project();
    with_history(&scratch);
    scratch.bash(NULLABLE);
    let ran = run(&scratch, "tdproto-breaking", &["--schema", "proto"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for told in TOLD {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
}

#[test]
fn a_commit_that_only_deletes_a_topic_or_changes_an_example_is_checked() {
    let changes = [
        "git rm -q proto/other.toml",
        "echo '{}' > proto/examples/server.it.json && git add .",
    ];
    for change in changes {
        let scratch = project();
        let other = "[entity.Other.fields]\nid = { type = \"int\", doc = \"Its number.\" }\n";
        scratch.write("proto/other.toml", other);
        scratch.bash("git add . && git commit -qm other");
        scratch.bash(change);
        for id in ["tdproto-check", "tdproto-lint", "tdproto-breaking"] {
            assert!(runs(&scratch, id), "{id}: {change}");
        }
    }
    let scratch = project();
    scratch.write(
        "proto/other.toml",
        "[entity.Other.fields]\nid = { type = \"int\" }\n",
    );
    scratch.bash("git add . && git commit -qm other && git rm -q proto/other.toml");
    let ran = run(&scratch, "tdproto-breaking", &["--schema", "proto"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("type-removed"), "{}", ran.out);
}

#[test]
fn the_first_commit_has_nothing_to_compare_with() {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main . && tdproto init proto > ../log && git add .");
    let ran = run(&scratch, "tdproto-breaking", &["--schema", "proto"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("new, nothing to compare"), "{}", ran.out);
    // So it is on a branch without history.
    scratch.bash("git commit -qm one && git checkout -q --orphan other");
    let ran = run(&scratch, "tdproto-breaking", &["--schema", "proto"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    // Another ref, or another path, is a mistake.
    for against in ["git:v1", "git:HEAD:other"] {
        let args = ["breaking", "--schema", "proto", "--against", against];
        let ran = scratch.tdproto("", &args);
        assert_eq!(ran.code, 3, "{against}: {}{}", ran.out, ran.err);
    }
}
