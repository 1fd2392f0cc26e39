//! The rules of lint: a folder a rule under `tests/rules/lint/`, a folder a case in it. A case is a
//! schema directory; its file `config` is the configuration, its file `args` holds the arguments,
//! if they are not those that run the rule alone. What comes out is locked in `output.snap`.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::cli::Exit;
use tdproto_codegen::rules::lint::RULES;

use crate::errors::tdproto;
use crate::root;

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_rule_has_a_case_that_passes_and_one_that_fails() {
    let folder = root().join("tests/rules/lint");
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let rules = folders(&folder);
    assert_eq!(rules.iter().map(|rule| name(rule)).collect::<Vec<_>>(), ids);
    for rule in rules {
        let codes: Vec<_> = folders(&rule)
            .iter()
            .map(|case| check(case, name(&rule)))
            .collect();
        assert!(
            codes.contains(&Exit::Clean.code()),
            "no case of {} passes",
            name(&rule)
        );
        assert!(
            codes.contains(&Exit::Findings.code()),
            "no case of {} fails",
            name(&rule)
        );
    }
}

/// Runs a case; gives its exit code.
fn check(case: &Path, rule: &str) -> u8 {
    let args = fs::read_to_string(case.join("args"))
        .unwrap_or_else(|_| format!("lint --schema {{DIR}} --fail-on info --rule {rule}"));
    let dir = case.display().to_string();
    let mut args: Vec<_> = args
        .split_whitespace()
        .map(|arg| arg.replace("{DIR}", &dir))
        .collect();
    let config = case.join("config");
    if config.exists() {
        args.extend(["--config".to_owned(), config.display().to_string()]);
    }
    let ran = tdproto(&args);
    assert!(ran.err.is_empty(), "{dir}: {}", ran.err);
    let found = ran.out.contains(&format!("[{rule}]"));
    assert_eq!(
        found,
        ran.code == Exit::Findings.code(),
        "{dir}: {}",
        ran.out
    );
    let text = format!("exit code {}\n{}", ran.code, ran.out).replace(&dir, "DIR");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("output", text));
    ran.code
}

#[test]
fn the_built_in_schema_is_clean_at_its_level() {
    let ran = tdproto(["lint", "--fail-on", "info"]);
    assert_eq!(ran.code, Exit::Clean.code(), "{}{}", ran.out, ran.err);
}

#[test]
fn every_rule_is_explained() {
    for rule in RULES {
        let ran = tdproto(["explain", rule.id]);
        assert_eq!(ran.code, Exit::Clean.code(), "{}", rule.id);
        assert!(ran.out.contains(rule.explanation), "{}", rule.id);
    }
}
