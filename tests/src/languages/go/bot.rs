//! The bot of the README of the generated Go module, run against a WebSocket server on this machine.

use std::fs;
use std::process::{Command, Stdio};

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::{Options, UnknownFields};
use tdproto_schema::embedded;

use super::module::{go, options_of};
use super::{GO, is_formatted, module, online};
use crate::bot_server::{check, serve};
use crate::{drawn_bots, fixtures, packages, root};

/// The bots of protocols whose clients send a frame, at least.
const LEAST_BOTS: usize = 8;

/// The first block of Go in a README, if it has one.
fn first_block(readme: &str) -> Option<&str> {
    let (_, code) = readme.split_once("```go\n")?;
    let (code, _) = code.split_once("```")?;
    Some(code)
}

/// Builds the bot of the README; returns the program.
fn build() -> std::path::PathBuf {
    let top = module("bot");
    let pinned = root().join("tests/conformance/go/bot");
    for file in ["go.mod", "go.sum"] {
        fs::copy(pinned.join(file), top.join(file)).unwrap();
    }
    let package = top.join("tdproto");
    packages::write(&embedded::compiled().0, &Go, &Options::default(), &package);
    let readme = fs::read_to_string(package.join("README.md")).unwrap();
    fs::write(top.join("main.go"), first_block(&readme).unwrap()).unwrap();
    is_formatted(&top);
    online(&top, &["vet", "."]);
    online(&top, &["build", "-o", "bot", "."]);
    top.join("bot")
}

#[tokio::test]
async fn answers_and_survives_whatever_comes() {
    if !GO.is_here() {
        return;
    }
    let program = build();
    let (url, server) = serve().await;
    let bot = Command::new(&program)
        .arg(&url)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let limit = std::time::Duration::from_secs(60);
    let answers = tokio::time::timeout(limit, server).await.unwrap().unwrap();
    let output = bot.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    for line in [
        "server.from.the.future is new to the bot",
        "not a value",
        "params.messages[0].content.text expected a string, found a number",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    check(&answers);
}

/// The bots of drawn protocols run, and the examples of their packages do as they say.
#[tokio::test]
async fn bots_of_drawn_protocols_survive_whatever_comes() {
    if !GO.is_here() {
        return;
    }
    let top = module("drawn_bots");
    let pinned = root().join("tests/conformance/go/bot");
    fs::copy(pinned.join("go.sum"), top.join("go.sum")).unwrap();
    let pinned = fs::read_to_string(pinned.join("go.mod")).unwrap();
    let (_, version) = pinned.split_once("github.com/coder/websocket ").unwrap();
    let (version, _) = version.split_once('\n').unwrap();
    let module =
        format!("module vectors\n\ngo 1.25\n\nrequire github.com/coder/websocket {version}\n");
    fs::write(top.join("go.mod"), module).unwrap();
    let mut bots = Vec::new();
    for (name, schema) in fixtures::protocols() {
        let package = top.join(&name);
        packages::write(
            &schema,
            &Go,
            &options_of(&name, UnknownFields::Ignore),
            &package,
        );
        fs::remove_file(package.join("go.mod")).unwrap();
        let readme = fs::read_to_string(package.join("README.md")).unwrap();
        let Some(code) = first_block(&readme) else {
            continue;
        };
        let bot = format!("bot_{name}");
        fs::create_dir(top.join(&bot)).unwrap();
        fs::write(top.join(&bot).join("main.go"), code).unwrap();
        bots.push((name, schema, bot));
    }
    assert!(bots.len() >= LEAST_BOTS, "{} bots", bots.len());
    is_formatted(&top);
    online(&top, &["vet", "./..."]);
    go(&top, &["test", "./..."]);
    fs::create_dir(top.join("bin")).unwrap();
    go(&top, &["build", "-o", "bin/", "./..."]);
    for (name, schema, bot) in bots {
        let mut program = Command::new(top.join("bin").join(bot));
        program.stderr(Stdio::null());
        let said = drawn_bots::run(&name, &schema, &mut program).await;
        assert!(said.contains("not a value"), "{name}: {said}");
        if name == "jsonrpc_lsp" {
            for line in ["{\"token\":1", "<nil>", "Parse error"] {
                assert!(said.contains(line), "{line}: {said}");
            }
        }
    }
}
