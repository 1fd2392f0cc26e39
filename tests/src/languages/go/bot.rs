//! The bot of the README of the generated Go module, run against a WebSocket server on this machine.

use std::fs;
use std::process::{Command, Stdio};

use tdproto_codegen::Options;
use tdproto_codegen::lang::go::Go;
use tdproto_schema::embedded;

use super::{GO, is_formatted, module, online};
use crate::bot_server::{check, serve};
use crate::{packages, root};

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
    let (_, code) = readme.split_once("```go\n").unwrap();
    let (code, _) = code.split_once("```").unwrap();
    fs::write(top.join("main.go"), code).unwrap();
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
