//! What the command says and writes in each case of `tests/plugins`.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::{copy, root, tdproto};

#[test]
fn every_case() {
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/plugins"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && path.file_name().unwrap() != "proto")
        .collect();
    cases.sort();
    assert!(cases.len() > 15);
    for case in cases {
        check(&case);
    }
}

fn check(case: &Path) {
    let scratch = tempfile::tempdir().unwrap();
    let dir = scratch.path();
    copy(case, dir);
    if !dir.join("proto").is_dir() {
        copy(&root().join("tests/plugins/proto"), &dir.join("proto"));
    }
    let args = fs::read_to_string(case.join("args"));
    let args =
        args.unwrap_or_else(|_| "generate p --schema {DIR}/proto --out {DIR}/out".to_owned());
    let shown = dir.display().to_string();
    let args: Vec<_> = args
        .split_whitespace()
        .map(|arg| arg.replace("{DIR}", &shown))
        .collect();
    let start = Instant::now();
    let ran = tdproto(&args);
    // A case that hangs waits for programs that sleep for a minute.
    let name = case.file_name().unwrap().display();
    assert!(start.elapsed() < Duration::from_secs(20), "{name} hangs");
    let mut text = format!("exit code {}\n{}{}", ran.code, ran.out, ran.err);
    let mut files = Vec::new();
    tree(&dir.join("out"), &mut files);
    for file in &files {
        let path = file.strip_prefix(dir).unwrap().display();
        text.push_str(&format!(
            "\n# {path}\n{}",
            fs::read_to_string(file).unwrap()
        ));
    }
    assert_eq!(files.is_empty(), ran.code != 0, "{name}: {text}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let text = text.replace(&shown, "DIR");
    settings.bind(|| insta::assert_snapshot!("output", text));
}

fn tree(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => tree(&path, files),
            false => files.push(path),
        }
    }
}
