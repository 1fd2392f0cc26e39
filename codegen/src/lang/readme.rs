//! Sections that the `README.md` of every package has.

use tdproto_schema::Model;

use super::servers_list;

/// The page about the protocol, its servers, and the topics that say something of themselves.
pub(crate) fn about(model: &Model) -> Vec<String> {
    let protocol = &model.protocol;
    let mut parts = Vec::new();
    if let Some(url) = &protocol.url {
        parts.push(format!("About the protocol: <{url}>"));
    }
    if let Some(servers) = servers_list(protocol) {
        parts.push(format!("## Servers\n\n{servers}"));
    }
    let topics = protocol.topics.iter().filter_map(|(name, topic)| {
        let doc = topic.docs.text.split("\n\n").next().unwrap_or_default();
        let doc = doc.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = topic.title.iter().map(String::as_str).collect();
        let words: Vec<&str> = words.into_iter().chain([doc.as_str()]).collect();
        let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
        (!words.is_empty()).then(|| format!("- `{name}`: {}", words.join(". ")))
    });
    let topics: Vec<String> = topics.collect();
    if !topics.is_empty() {
        parts.push(format!("## Topics\n\n{}", topics.join("\n")));
    }
    parts
}
