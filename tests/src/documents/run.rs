//! Scenarios of a document: the blocks with the same `in=NAME` run in order in one folder. It is
//! empty, unless `tests/documents/NAME.sh` fills it.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use super::fence::{Fence, fences};
use crate::root;
use crate::scratch::Scratch;

/// Runs every scenario of a document.
pub(super) fn document(name: &str) {
    let mut folders: BTreeMap<String, Scratch> = BTreeMap::new();
    for fence in fences(name) {
        let Some(scenario) = fence.get("in") else {
            continue;
        };
        let scratch = folders
            .entry(scenario.to_owned())
            .or_insert_with(|| prepared(scenario));
        match fence.form().as_str() {
            "console in" => console(&fence, scratch),
            "sh in" => assert_clean(&fence, &bash(scratch, &fence.text)),
            "toml edit in" => edit(&fence, scratch),
            "rust from in" | "ts from in" | "toml from in" => {
                let from = fence.get("from").unwrap();
                let text = fs::read_to_string(scratch.path().join(from)).unwrap();
                assert_holds(&fence, from, &text);
            }
            form => panic!("{}: nothing runs `{form}`", fence.place()),
        }
    }
}

/// A block that is a part of a file.
pub(super) fn assert_holds(fence: &Fence, from: &str, text: &str) {
    let (place, shown) = (fence.place(), &fence.text);
    assert!(
        text.contains(shown),
        "{place}: {from} does not hold\n{shown}"
    );
}

fn prepared(scenario: &str) -> Scratch {
    let scratch = Scratch::new();
    let script = root().join(format!("tests/documents/{scenario}.sh"));
    if let Ok(script) = fs::read_to_string(script) {
        let output = bash(&scratch, &script);
        assert!(output.status.success(), "{scenario}.sh: {}", both(&output));
    }
    scratch
}

/// Runs lines of bash, with both streams as one.
fn bash(scratch: &Scratch, script: &str) -> Output {
    let script = format!("exec 2>&1\n{script}");
    let mut command = scratch.command("bash");
    command.env("ROOT", root());
    command
        .args(["-euo", "pipefail", "-c", &script])
        .output()
        .unwrap()
}

fn both(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn assert_clean(fence: &Fence, output: &Output) {
    assert!(
        output.status.success(),
        "{}\n{}",
        fence.place(),
        both(output)
    );
}

/// Commands after `$`, each with the output as shown. A line `…` stands for any lines.
fn console(fence: &Fence, scratch: &Scratch) {
    let text = format!("\n{}", fence.text);
    let mut commands = text.split("\n$ ");
    assert_eq!(
        commands.next(),
        Some(""),
        "{}: begins with `$ `",
        fence.place()
    );
    for command in commands {
        let (command, shown) = command.split_once('\n').unwrap_or((command, ""));
        let output = bash(scratch, command);
        let printed = both(&output);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{}: {command}: {printed}",
            fence.place()
        );
        let lines = |text: &str| {
            text.trim_end()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert!(
            matches(&lines(shown), &lines(&printed)),
            "{}: `{command}` prints\n{printed}",
            fence.place()
        );
    }
}

fn matches(shown: &[String], printed: &[String]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((first, shown)), _) if first == "…" => {
            (0..=printed.len()).any(|skipped| matches(shown, &printed[skipped..]))
        }
        (Some(_), None) => false,
        (Some((a, shown)), Some((b, printed))) => a == b && matches(shown, printed),
    }
}

/// What a reader does in an editor: a line of the block replaces the first one with the same key,
/// or is added at the end.
fn edit(fence: &Fence, scratch: &Scratch) {
    let path = fence.get("edit").unwrap();
    let text = fs::read_to_string(scratch.path().join(path)).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    for line in fence.text.lines() {
        let (key, _) = line.split_once(" = ").unwrap();
        let key = format!("{key} = ");
        match lines.iter_mut().find(|old| old.starts_with(&key)) {
            Some(old) => *old = line,
            None => lines.push(line),
        }
    }
    scratch.write(path, &(lines.join("\n") + "\n"));
}
