//! The bot of the README of the generated Go module, run against a WebSocket server on this machine.

use std::fs;
use std::process::{Command, Stdio};

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tdproto_codegen::Options;
use tdproto_codegen::lang::go::Go;
use tdproto_schema::embedded;
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

use super::{GO, is_formatted, module, online};
use crate::{packages, root};

/// What the server sends, one frame after the other.
const FRAMES: [&str; 4] = [
    r#"{"event":"server.from.the.future","confirm_id":"a"}"#,
    "not a frame",
    r#"{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}"#,
    r#"{"event":"server.message.updated","confirm_id":"b","params":{"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}"#,
];

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
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = accept_async(stream).await.unwrap();
        for frame in FRAMES {
            socket.send(Message::text(frame)).await.unwrap();
        }
        let mut answers: Vec<Value> = Vec::new();
        while answers.len() < 3 {
            let message = socket.next().await.unwrap().unwrap();
            answers.push(serde_json::from_slice(&message.into_data()).unwrap());
        }
        socket.close(None).await.unwrap();
        while socket.next().await.is_some() {}
        answers
    });
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
    for (answer, id) in answers.iter().zip(["a", "b"]) {
        assert_eq!(answer["event"], "client.confirm", "{answers:?}");
        assert_eq!(answer["params"]["confirm_id"], id);
    }
    assert_eq!(answers[2]["event"], "client.message.updated", "{answers:?}");
    assert!(answers[2]["confirm_id"].is_string());
}
