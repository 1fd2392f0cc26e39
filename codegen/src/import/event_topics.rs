//! The topics of events: their tags, the first words of their names, or their channels.

use std::collections::{BTreeMap, BTreeSet};

use super::topics::{first_word, of_names, topic};

/// The topic of events that share none with others.
const ALONE: &str = "events";

/// What says to which topic an event belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hint<'a> {
    pub(super) name: &'a str,
    pub(super) tags: &'a [String],
    /// The channel that it is sent on; empty if there is none, or several.
    pub(super) channel: &'a str,
}

/// The topic of each event.
pub(super) fn of_events(hints: &[Hint<'_>]) -> Vec<String> {
    let tagged: Vec<Option<String>> = hints.iter().map(|hint| only_tag(hint.tags)).collect();
    let rest: Vec<_> = hints
        .iter()
        .zip(&tagged)
        .filter_map(|(hint, topic)| topic.is_none().then_some(*hint))
        .collect();
    let has_tags = rest.len() < hints.len();
    let mut others = by_words(&rest).into_iter();
    let mut topics: Vec<String> = tagged
        .iter()
        .zip(hints)
        .map(|(topic, hint)| match topic {
            Some(topic) => topic.clone(),
            None => {
                let own = others.next();
                let of_channel = channel_topic(hints, &tagged, hint.channel);
                of_channel.or(own).unwrap_or_else(|| ALONE.to_owned())
            }
        })
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for topic in &topics {
        *counts.entry(topic.clone()).or_default() += 1;
    }
    let is_alone = |topic: &String, tag: &Option<String>| tag.is_none() && counts[topic] == 1;
    let alone = topics.iter().zip(&tagged);
    let alone = alone.filter(|(topic, tag)| is_alone(topic, tag)).count();
    for (topic, tag) in topics.iter_mut().zip(&tagged) {
        if is_alone(topic, tag) && (alone > 1 || has_tags) {
            ALONE.clone_into(topic);
        }
    }
    topics
}

fn only_tag(tags: &[String]) -> Option<String> {
    match tags {
        [only] => Some(topic(only)),
        [] | [_, _, ..] => None,
    }
}

/// The topic of the tagged events of a channel, if it is one.
fn channel_topic(hints: &[Hint<'_>], tagged: &[Option<String>], channel: &str) -> Option<String> {
    let of_channel = hints.iter().zip(tagged);
    let topics: BTreeSet<_> = of_channel
        .filter(|(hint, _)| !channel.is_empty() && hint.channel == channel)
        .filter_map(|(_, topic)| topic.as_ref())
        .collect();
    let channels: BTreeSet<_> = hints.iter().map(|hint| hint.channel).collect();
    match topics.len() {
        1 if channels.len() > 1 => topics.first().map(|topic| (*topic).clone()),
        _ => None,
    }
}

/// The topics of events without tags.
fn by_words(hints: &[Hint<'_>]) -> Vec<String> {
    let names: Vec<_> = hints.iter().map(|hint| hint.name.to_owned()).collect();
    let channels: Vec<_> = hints.iter().map(|hint| plain(hint.channel)).collect();
    let distinct: BTreeSet<_> = channels.iter().collect();
    if names.iter().any(|name| name.contains(['.', '/', ':'])) {
        of_names(&names)
    } else if distinct.len() > 1 && channels.iter().all(|channel| !channel.is_empty()) {
        of_names(&channels)
    } else {
        names.iter().map(|name| topic(first_word(name))).collect()
    }
}

/// The name of a channel without its parameters.
fn plain(channel: &str) -> String {
    let parts = channel.split(['/', '.', ':']);
    let parts = parts.filter(|part| !part.is_empty() && !part.contains('{'));
    parts.collect::<Vec<_>>().join("/")
}
