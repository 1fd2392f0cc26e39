//! The server that bots of drawn protocols are run against, and what it expects of them.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tdproto_codegen::validate::{Side, Validator};
use tdproto_schema::Schema;
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

use crate::recorded;

/// A text that is no frame of any protocol.
const BROKEN: &str = "not a frame";

/// The time that a bot may take.
const LIMIT: Duration = Duration::from_secs(60);

/// The frames that the server of a protocol sends to its bot.
fn frames(protocol: &str) -> Vec<String> {
    let recorded = recorded::frames(protocol).into_iter();
    let of_server = recorded.filter(|frame| frame.side == Side::Server);
    let texts = of_server.map(|frame| frame.text);
    texts.chain([BROKEN.to_owned()]).collect()
}

/// Runs the bot of a protocol. It sends a frame that follows the schema, and then survives all that
/// the server sends. Returns what it printed.
pub(crate) async fn run(protocol: &str, schema: &Schema, bot: &mut Command) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let sent = frames(protocol);
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = accept_async(stream).await.unwrap();
        let first = socket.next().await.unwrap().unwrap();
        for frame in sent {
            socket.send(Message::text(frame)).await.unwrap();
        }
        socket.close(None).await.unwrap();
        while let Some(Ok(_)) = socket.next().await {}
        first.into_text().unwrap().to_string()
    });
    let mut bot = bot.arg(&url).stdout(Stdio::piped()).spawn().unwrap();
    let first = tokio::time::timeout(LIMIT, server).await.unwrap().unwrap();
    let ended = tokio::task::spawn_blocking(move || {
        let mut said = String::new();
        let mut out = bot.stdout.take().unwrap();
        out.read_to_string(&mut said).unwrap();
        bot.wait().unwrap();
        said
    });
    let said = tokio::time::timeout(LIMIT, ended).await.unwrap().unwrap();
    let deviations = Validator::new(&schema.model).frame_from(Side::Client, &first);
    assert!(deviations.is_empty(), "{protocol}: {first}: {deviations:?}");
    said
}
