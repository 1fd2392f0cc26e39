//! The bot of the package's README, against a WebSocket server on this machine.

use std::fs;
use std::process::{Command, Stdio};

use tdproto_schema::embedded;

use super::environment::{PYTHON, program, succeed};
use super::{check, named, package_of, scripts};
use crate::{drawn_bots, fixtures};
use tdproto_codegen::Options;

/// The first block of Python in a README, if it has one.
pub(super) fn first_block(readme: &str) -> Option<&str> {
    let (_, rest) = readme.split_once("```python\n")?;
    let (code, _) = rest.split_once("```")?;
    Some(code)
}

/// The bot of the README is clean under all checks, and answers what the server sends.
#[test]
fn the_bot_answers_and_survives_whatever_comes() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (schema, _) = embedded::compiled();
    package_of(&schema, &Options::default(), folder.path());
    let readme = fs::read_to_string(folder.path().join("README.md")).unwrap();
    let source = folder.path().join("src");
    fs::write(source.join("bot.py"), first_block(&readme).unwrap()).unwrap();
    check(folder.path());
    let server = source.join("server.py");
    fs::copy(scripts().join("server.py"), &server).unwrap();
    succeed(&program("python"), &[&server], &source);
}

/// The bots of drawn protocols run, too; `packages_are_clean` checks their types.
#[tokio::test]
async fn bots_of_drawn_protocols_survive_whatever_comes() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for (name, schema) in fixtures::protocols() {
        let folder = folder.path().join(&name);
        let (source, _) = package_of(&schema, &named(&name), &folder);
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let Some(code) = first_block(&readme) else {
            continue;
        };
        fs::write(source.join("bot.py"), code).unwrap();
        let mut python = Command::new(program("python"));
        python
            .arg("bot.py")
            .current_dir(&source)
            .stderr(Stdio::null());
        let said = drawn_bots::run(&name, &schema, &mut python).await;
        assert!(said.contains("Expecting value"), "{name}: {said}");
        count += 1;
    }
    assert!(count >= 8, "{count} bots");
}
