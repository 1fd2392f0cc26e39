//! A bot over tokio-tungstenite.
#![allow(clippy::print_stderr, reason = "the bot reports what it cannot read")]

use std::error::Error;

use futures_util::{SinkExt, StreamExt};
use tdproto::{
    ClientFrame, ClientMessageUpdatedParams, Decoded, Mediatype, MessageContent, ServerEvent,
};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

/// Answers every message that says "ping".
///
/// # Errors
/// The connection failed.
pub async fn bot(url: &str) -> Result<(), Box<dyn Error>> {
    let (mut socket, _) = connect_async(url).await?;
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else {
            continue;
        };
        let decoded = ServerEvent::decode_str(&text);
        // The server waits for this, even if the bot does not understand the frame.
        if let Some(ack) = decoded.ack() {
            socket.send(Message::text(ack.encode())).await?;
        }
        let frame = match decoded {
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
