//! The bot of the package's README, run against a WebSocket server on this machine.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tdproto::ClientEvent;
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

use super::{compiled, folder, is_here, tools};
use crate::payloads::cases::BUILT_IN;

/// What the server sends, one frame after the other.
const FRAMES: [&str; 4] = [
    r#"{"event":"server.from.the.future","confirm_id":"a"}"#,
    "not a frame",
    r#"{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}"#,
    r#"{"event":"server.message.updated","confirm_id":"b","params":{"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}"#,
];

/// The Kotlin blocks of a README.
fn blocks(readme: &str) -> Vec<&str> {
    let parts = readme.split("```kotlin\n").skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

#[tokio::test]
async fn kotlin_bot_answers_and_survives_whatever_comes() {
    if !is_here() || !super::chosen().iter().any(|case| case.name == BUILT_IN) {
        return;
    }
    let (sources, classes) = compiled();
    let readme = fs::read_to_string(sources.join(BUILT_IN).join("README.md")).unwrap();
    let code = folder().join("bot");
    fs::create_dir_all(&code).unwrap();
    let blocks = blocks(&readme);
    assert_eq!(blocks.len(), 1, "{readme}");
    fs::write(code.join("Bot.kt"), blocks[0]).unwrap();
    let bot_classes = folder().join("bot-classes");
    tools::compile(&[&code], &bot_classes, &[classes], &["-Werror"]);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = accept_async(stream).await.unwrap();
        for frame in FRAMES {
            socket.send(Message::text(frame)).await.unwrap();
        }
        let mut answers = Vec::new();
        while answers.len() < 3 {
            let message = socket.next().await.unwrap().unwrap();
            answers.push(ClientEvent::decode(&message.into_data()).known().unwrap());
        }
        socket.close(None).await.unwrap();
        while let Some(Ok(_)) = socket.next().await {}
        answers
    });
    let mut bot = tools::command(&[&bot_classes, classes], "BotKt");
    let mut bot = bot.arg(&url).stdout(Stdio::piped()).spawn().unwrap();
    let limit = Duration::from_secs(60);
    let answers = tokio::time::timeout(limit, server).await.unwrap().unwrap();
    let ended = tokio::task::spawn_blocking(move || {
        let status = bot.wait().unwrap();
        let said = std::io::read_to_string(bot.stdout.take().unwrap()).unwrap();
        (status, said)
    });
    let (status, said) = tokio::time::timeout(limit, ended).await.unwrap().unwrap();
    assert!(status.success(), "{said}");
    for (answer, id) in answers.iter().zip(["a", "b"]) {
        let ClientEvent::Confirm(confirm) = &answer.event else {
            panic!("{answers:?}")
        };
        assert_eq!(confirm.confirm_id, id);
    }
    assert!(
        matches!(answers[2].event, ClientEvent::MessageUpdated(_)),
        "{answers:?}"
    );
    assert!(answers[2].confirm_id.is_some());
    assert!(
        said.contains("server.from.the.future is of a later version"),
        "{said}"
    );
    assert!(said.contains("params.messages[0].content.text"), "{said}");
}
