//! The WebSocket server that bots are run against, and what it expects of them.

use futures_util::{SinkExt, StreamExt};
use tdproto::wire::Frame;
use tdproto::{ClientEvent, ClientMessageUpdatedParams};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

/// What the server sends, one frame after the other: an event of a later version, a broken text, a
/// broken event, and one that is answered.
const FRAMES: [&str; 4] = [
    r#"{"event":"server.from.the.future","confirm_id":"a"}"#,
    "not a frame",
    r#"{"event":"server.message.updated","params":{"messages":[{"content":{"text":7}}]}}"#,
    r#"{"event":"server.message.updated","confirm_id":"b","params":{"messages":[{"chat":"t-1","chat_type":"brand-new","content":{"text":"ping","newer":1}}]}}"#,
];

/// The answers of a bot.
pub(crate) type Answers = Vec<Frame<ClientEvent>>;

/// Starts the server; its address, and the answers once it has three of them.
pub(crate) async fn serve() -> (String, JoinHandle<Answers>) {
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
    (url, server)
}

/// The answers confirm both events that ask for it, then send a message, which asks for it too.
pub(crate) fn check(answers: &Answers) -> &ClientMessageUpdatedParams {
    for (answer, id) in answers.iter().zip(["a", "b"]) {
        let ClientEvent::Confirm(confirm) = &answer.event else {
            panic!("{answers:?}")
        };
        assert_eq!(confirm.confirm_id, id);
    }
    let ClientEvent::MessageUpdated(reply) = &answers[2].event else {
        panic!("{answers:?}")
    };
    assert!(answers[2].confirm_id.is_some());
    reply
}
