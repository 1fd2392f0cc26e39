//! AsyncAPI 2: the operations of channels.

use tdproto_schema::model::Sender;

use super::Source;
use super::messages::{Around, Message, add, key_of};
use crate::import::described::Part;
use crate::import::documents::Place;

const CHANNEL: [&str; 8] = [
    "bindings",
    "description",
    "parameters",
    "publish",
    "servers",
    "subscribe",
    "$ref",
    "deprecated",
];

const OPERATION: [&str; 11] = [
    "bindings",
    "deprecated",
    "description",
    "externalDocs",
    "message",
    "operationId",
    "security",
    "summary",
    "tags",
    "traits",
    "x-response",
];

/// The messages of all channels, then those that no channel has.
pub(super) fn messages(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Message> {
    let mut found = Vec::new();
    for (name, place) in whole.members("channels") {
        let Some(channel) = source.part(&place) else {
            continue;
        };
        channel.check(source.losses, &CHANNEL);
        source.outside(&channel, &["bindings", "parameters", "servers"]);
        let other = source.own.opposite();
        // The application receives what others publish, and sends to those that subscribe.
        for (keyword, sender) in [("publish", other), ("subscribe", source.own)] {
            if channel.get(keyword).is_some() {
                operation(source, &mut found, &channel.at(keyword), (name, sender));
            }
        }
    }
    rest(source, whole, &mut found);
    found
}

fn operation(
    source: &mut Source<'_, '_>,
    found: &mut Vec<Message>,
    place: &Place,
    (channel, sender): (&str, Sender),
) {
    let Some(operation) = source.part(place) else {
        return;
    };
    operation.check(source.losses, &OPERATION);
    source.outside(&operation, &["bindings", "security", "x-response"]);
    for place in operation.items("traits") {
        if let Some(part) = source.part(&place) {
            source.outside(&part, &["bindings", "security"]);
        }
    }
    if operation.get("message").is_none() {
        source.losses.part(
            "an operation without a message is left out",
            &operation.place,
        );
        return;
    }
    let place = operation.at("message");
    let inline = source.documents.get(&place).and_then(|message| {
        let named = ["messageId", "title"].map(|key| message.get(key)?.as_str());
        named.into_iter().flatten().next()
    });
    let key = key_of(source, &place).or_else(|| inline.map(str::to_owned));
    let key = key.or_else(|| operation.text("operationId").map(str::to_owned));
    let around = Around {
        key: key.unwrap_or_else(|| channel.to_owned()),
        sender,
        channel: channel.to_owned(),
        operation: Some(operation),
    };
    add(source, found, &place, &around);
}

/// Messages of the components that no channel has: all that there is, if there are no channels.
pub(super) fn rest(source: &mut Source<'_, '_>, whole: &Part<'_>, found: &mut Vec<Message>) {
    let Some(components) = source.part(&whole.at("components")) else {
        return;
    };
    let has_channels = !found.is_empty();
    for (key, place) in components.members("messages") {
        let Some(part) = source.part(&place) else {
            continue;
        };
        let is_known = |part: &Part<'_>| found.iter().any(|message| message.place == part.place);
        if is_known(&part) {
            continue;
        }
        // A choice is no message: those in it count.
        let choices = part.items("oneOf");
        let mut parts = choices.iter().map(|place| source.part(place));
        let is_known_or_choice = |part: Part<'_>| is_known(&part) || part.get("oneOf").is_some();
        if has_channels
            && !choices.is_empty()
            && parts.all(|part| part.is_some_and(is_known_or_choice))
        {
            continue;
        }
        if has_channels {
            source
                .losses
                .part("a message that no channel has is left out", &part.place);
            continue;
        }
        let what = "no operation says who sends a message: `--direction` does";
        source.losses.part(what, &part.place);
        let around = Around {
            key: key.to_owned(),
            sender: source.default,
            channel: String::new(),
            operation: None,
        };
        add(source, found, &place, &around);
    }
}
