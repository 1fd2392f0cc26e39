//! The topics of messages: their tags, the first words of their names, or their channels.

use std::collections::{BTreeMap, BTreeSet};

use super::Message;
use crate::import::documents::Place;
use crate::import::topics::{first_word, of_names, topic};

/// The topic of messages that share no topic with others.
const ALONE: &str = "events";

/// The topic of each message.
pub(super) fn of_messages(messages: &[Message]) -> BTreeMap<Place, String> {
    let tagged = messages
        .iter()
        .filter_map(|message| match message.tags.as_slice() {
            [only] => Some((message.place.clone(), topic(only))),
            [] | [_, _, ..] => None,
        });
    let mut found: BTreeMap<Place, String> = tagged.collect();
    let rest: Vec<_> = messages
        .iter()
        .filter(|message| !found.contains_key(&message.place))
        .collect();
    let names: Vec<_> = rest.iter().map(|message| message.name.clone()).collect();
    let has_parts = names.iter().any(|name| name.contains(['.', '/', ':']));
    let channels: Vec<_> = rest.iter().map(|message| plain(&message.channel)).collect();
    let distinct: BTreeSet<_> = channels.iter().collect();
    let topics = if has_parts {
        of_names(&names)
    } else if distinct.len() > 1 && channels.iter().all(|channel| !channel.is_empty()) {
        of_names(&channels)
    } else {
        names.iter().map(|name| topic(first_word(name))).collect()
    };
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for topic in &topics {
        *counts.entry(topic).or_default() += 1;
    }
    let alone = counts.values().filter(|count| **count == 1).count();
    for (message, topic) in rest.iter().zip(&topics) {
        let is_alone = alone > 1 && counts.get(topic) == Some(&1);
        let topic = if is_alone { ALONE } else { topic };
        found.insert(message.place.clone(), topic.to_owned());
    }
    found
}

/// The name of a channel without its parameters.
fn plain(channel: &str) -> String {
    let parts = channel.split(['/', '.', ':']);
    let parts = parts.filter(|part| !part.is_empty() && !part.contains('{'));
    parts.collect::<Vec<_>>().join("/")
}
