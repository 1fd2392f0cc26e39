//! The bot of the package's README, against a WebSocket server on this machine.

use std::fs;

use tdproto_schema::embedded;

use super::environment::{PYTHON, program, succeed};
use super::{check, package_of, scripts};
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
