//! The bot of `tests/examples/rust-bot`, run against a WebSocket server on this machine.

use futures_util::{SinkExt, StreamExt};
use tdproto::ClientEvent;
use tdproto_example_rust_bot::bot;
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

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
        while answers.len() < 3 {
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
    for (answer, id) in answers.iter().zip(["a", "b"]) {
        let ClientEvent::Confirm(confirm) = &answer.event else {
            panic!("{answers:?}")
        };
        assert_eq!(confirm.confirm_id, id);
    }
    let ClientEvent::MessageUpdated(reply) = &answers[2].event else {
        panic!("{answers:?}")
    };
    assert_eq!(
        (reply.to.as_str(), reply.content.text.as_str()),
        ("t-1", "pong")
    );
    assert!(answers[2].confirm_id.is_some());
}
