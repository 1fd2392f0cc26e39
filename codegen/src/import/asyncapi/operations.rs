//! AsyncAPI 3: operations on channels.

use tdproto_schema::model::Sender;

use super::Source;
use super::channels::rest;
use super::messages::{Around, Message, add, key_of};
use crate::import::described::Part;
use crate::import::documents::Place;

const CHANNEL: [&str; 11] = [
    "address",
    "bindings",
    "description",
    "externalDocs",
    "messages",
    "parameters",
    "servers",
    "summary",
    "tags",
    "title",
    "deprecated",
];

const OPERATION: [&str; 13] = [
    "action",
    "bindings",
    "channel",
    "deprecated",
    "description",
    "externalDocs",
    "messages",
    "reply",
    "security",
    "summary",
    "tags",
    "title",
    "traits",
];

/// The messages of all operations, then those of channels, then the rest.
pub(super) fn messages(source: &mut Source<'_, '_>, whole: &Part<'_>) -> Vec<Message> {
    let mut found = Vec::new();
    for (_, place) in whole.members("operations") {
        if let Some(part) = source.part(&place) {
            operation(source, &mut found, part);
        }
    }
    for (name, place) in whole.members("channels") {
        let Some(channel) = source.part(&place) else {
            continue;
        };
        channel.check(source.losses, &CHANNEL);
        source.outside(&channel, &["bindings", "parameters", "servers"]);
        for (key, place) in channel.members("messages") {
            let Some(part) = source.part(&place) else {
                continue;
            };
            if found
                .iter()
                .any(|message: &Message| message.place == part.place)
            {
                continue;
            }
            let what = "no operation says who sends a message: `--direction` does";
            source.losses.part(what, &part.place);
            let around = Around {
                key: key.to_owned(),
                sender: source.default,
                channel: address(&channel).unwrap_or(name).to_owned(),
                operation: None,
            };
            add(source, &mut found, &place, &around);
        }
    }
    rest(source, whole, &mut found);
    found
}

fn address<'a>(channel: &Part<'a>) -> Option<&'a str> {
    channel.text("address")
}

fn operation<'a>(source: &mut Source<'a, '_>, found: &mut Vec<Message>, operation: Part<'a>) {
    operation.check(source.losses, &OPERATION);
    source.outside(&operation, &["bindings", "security"]);
    for place in operation.items("traits") {
        if let Some(part) = source.part(&place) {
            source.outside(&part, &["bindings", "security"]);
        }
    }
    let sender = match operation.text("action") {
        Some("send") => source.own,
        Some("receive") => source.own.opposite(),
        Some(_) | None => {
            let what = "an operation neither sends nor receives, and is left out";
            source.losses.part(what, &operation.place);
            return;
        }
    };
    let sent = sent(source, found, &operation, sender, &operation);
    if operation.get("reply").is_none() {
        return;
    }
    let Some(reply) = source.part(&operation.at("reply")) else {
        return;
    };
    reply.check(source.losses, &["address", "channel", "messages"]);
    source.outside(&reply, &["address"]);
    let replies = self::sent(source, found, &reply, sender.opposite(), &operation);
    for message in found.iter_mut() {
        if sent.contains(&message.place) {
            message.replies.extend(replies.iter().cloned());
        }
    }
}

/// Adds the messages that an operation or a reply names, or all of its channel; their places.
fn sent<'a>(
    source: &mut Source<'a, '_>,
    found: &mut Vec<Message>,
    of: &Part<'a>,
    sender: Sender,
    operation: &Part<'a>,
) -> Vec<Place> {
    let channel = of
        .get("channel")
        .and_then(|_| source.part(&of.at("channel")));
    let name = channel.as_ref().and_then(|channel| {
        let steps = channel.place.steps();
        address(channel)
            .map(str::to_owned)
            .or_else(|| steps.last().cloned())
    });
    let messages: Vec<(Option<String>, Place)> = match of.get("messages") {
        Some(_) => of
            .items("messages")
            .into_iter()
            .map(|place| (key_of(source, &place), place))
            .collect(),
        None => {
            let channel = channel
                .iter()
                .flat_map(|channel| channel.members("messages"));
            channel
                .map(|(key, place)| (Some(key.to_owned()), place))
                .collect()
        }
    };
    let mut places = Vec::new();
    for (key, place) in messages {
        let around = Around {
            key: key.unwrap_or_else(|| "message".to_owned()),
            sender,
            channel: name.clone().unwrap_or_default(),
            operation: Some(operation.clone()),
        };
        add(source, found, &place, &around);
        places.extend(source.part(&place).map(|part| part.place));
    }
    places
}
