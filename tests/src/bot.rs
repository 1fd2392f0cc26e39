//! The bot of `tests/examples/rust-bot`, run against a WebSocket server on this machine.

use std::time::Duration;

use tdproto_example_rust_bot::bot;

use crate::bot_server::{check, serve};

#[tokio::test]
async fn answers_and_survives_whatever_comes() {
    let (url, server) = serve().await;
    let limit = Duration::from_secs(30);
    tokio::time::timeout(limit, bot(&url))
        .await
        .unwrap()
        .unwrap();
    let answers = server.await.unwrap();
    let reply = check(&answers);
    assert_eq!(
        (reply.to.as_str(), reply.content.text.as_str()),
        ("t-1", "pong")
    );
}
