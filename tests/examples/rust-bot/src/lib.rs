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
