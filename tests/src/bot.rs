//! The bot of the README, run against a WebSocket server on this machine.
#![allow(clippy::print_stderr, reason = "the bot says what it cannot read")]

use std::error::Error;
use std::fs;

use futures_util::{SinkExt, StreamExt};
use tdproto::{
    ClientEvent, ClientFrame, ClientMessageUpdatedParams, Decoded, Mediatype, MessageContent,
    ServerEvent,
};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{accept_async, connect_async};

use crate::root;

// README: begin
/// Answers every message that says "ping".
async fn bot(url: &str) -> Result<(), Box<dyn Error>> {
    let (mut socket, _) = connect_async(url).await?;
    while let Some(message) = socket.next().await {
        let message = message?;
        if !message.is_text() {
            continue;
        }
        let frame = match ServerEvent::decode(&message.into_data()) {
            Decoded::Known(frame) => frame,
            // A newer server, or a broken frame: neither ends the stream.
            Decoded::Unknown { name, .. } => {
                eprintln!("{name} is new to me");
                continue;
            }
            Decoded::Malformed { error, .. } => {
                eprintln!("cannot read a frame: {error}");
                continue;
            }
        };
        if let Some(ack) = frame.ack() {
            socket.send(Message::text(ack.encode())).await?;
        }
        if let ServerEvent::MessageUpdated(params) = frame.event {
            for message in params.messages.iter().filter(|m| m.content.text == "ping") {
                let reply = ClientFrame::confirmed(ClientMessageUpdatedParams {
                    to: message.chat.clone(),
                    content: MessageContent::new("pong", Mediatype::Plain),
                    ..ClientMessageUpdatedParams::default()
                });
                socket.send(Message::text(reply.encode())).await?;
            }
        }
    }
    Ok(())
}
// README: end

/// What the server sends, one frame after the other.
const FRAMES: [&str; 4] = [
    r#"{"event":"server.from.the.future","confirm_id":"a"}"#,
    "not a frame",
    r#"{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}"#,
    r#"{"event":"server.message.updated","confirm_id":"b","params":{"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}"#,
];

#[tokio::test]
async fn answers_and_survives_whatever_comes() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = accept_async(stream).await.unwrap();
        for frame in FRAMES {
            socket.send(Message::text(frame)).await.unwrap();
        }
        let mut answers = Vec::new();
        while answers.len() < 2 {
            let message = socket.next().await.unwrap().unwrap();
            answers.push(ClientEvent::decode(&message.into_data()).known().unwrap());
        }
        socket.close(None).await.unwrap();
        while socket.next().await.is_some() {}
        answers
    });
    let limit = std::time::Duration::from_secs(30);
    tokio::time::timeout(limit, bot(&url))
        .await
        .unwrap()
        .unwrap();
    let answers = server.await.unwrap();
    let ClientEvent::Confirm(confirm) = &answers[0].event else {
        panic!("{answers:?}")
    };
    assert_eq!(confirm.confirm_id, "b");
    let ClientEvent::MessageUpdated(reply) = &answers[1].event else {
        panic!("{answers:?}")
    };
    assert_eq!(
        (reply.to.as_str(), reply.content.text.as_str()),
        ("t-1", "pong")
    );
    assert!(answers[1].confirm_id.is_some());
}

#[test]
fn is_the_bot_of_the_readme() {
    let source = fs::read_to_string(root().join("tests/src/bot.rs")).unwrap();
    let (_, source) = source.split_once("// README: begin\n").unwrap();
    let (source, _) = source.split_once("// README: end\n").unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(source), "README.md does not show this bot");
}
