//! The one channel: the connection on which all frames travel.

use tdproto_schema::Model;

use super::messages::Messages;
use super::reference;
use crate::lang::apis::docs::arrow;
use crate::lang::node::Object;

/// The key of the channel.
pub(super) const KEY: &str = "connection";

/// The version of the binding of WebSockets.
const BINDING: &str = "0.1.0";

/// The channel with references to all messages.
pub(super) fn channel<'a>(messages: &Messages<'a, '_>) -> Object<'a> {
    let mut all = Object::new();
    for key in messages.keys() {
        all.set(key.to_owned(), reference(&["components", "messages", key]));
    }
    let ws = Object::new()
        .with("method", "GET")
        .with("bindingVersion", BINDING);
    Object::new()
        .with("address", "/")
        .with("title", "The connection")
        .with("messages", all)
        .with("bindings", Object::new().with("ws", ws))
}

/// The frames in words. They are a part of the description of the whole, since readers see that of a
/// channel beside every operation.
pub(super) fn frames(model: &Model) -> String {
    let one = "Every message of the connection is one frame, a text of JSON.";
    let kinds = model.frames().iter().map(|kind| {
        let doc = kind.docs.text.trim();
        let first = doc.split("\n\n").next().unwrap_or_default();
        let first: Vec<&str> = first.split_whitespace().collect();
        format!(
            "- `{}`: {} {}",
            kind.name,
            arrow(kind.sender),
            first.join(" ")
        )
        .trim_end()
        .to_owned()
    });
    let kinds: Vec<String> = kinds.collect();
    if !kinds.is_empty() {
        let heading = "The kinds of frames, in the order in which a receiver tries them:";
        return format!("{one} {heading}\n\n{}", kinds.join("\n"));
    }
    let envelope = &model.protocol.envelope;
    let mut text = format!(
        "{one} Its key `{}` names the event, and `{}` holds the data.",
        envelope.event, envelope.params
    );
    if let Some(id) = &envelope.id {
        text.push_str(&format!(
            " The key `{id}` is an id: who receives a frame with it confirms the frame."
        ));
    }
    text
}

/// A reference to a message of the channel.
pub(super) fn message<'a>(key: &str) -> Object<'a> {
    reference(&["channels", KEY, "messages", key])
}

/// A reference to the channel.
pub(super) fn this<'a>() -> Object<'a> {
    reference(&["channels", KEY])
}
