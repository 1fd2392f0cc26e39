//! Names of types and values, made from keys and events.

use std::collections::BTreeSet;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use tdproto_schema::names::Name;

/// Keys that say little about what they hold.
const WEAK: &[&str] = &[
    "data",
    "params",
    "payload",
    "item",
    "items",
    "value",
    "values",
    "content",
    "info",
    "result",
    "body",
    "args",
    "attributes",
    "properties",
    "meta",
    "metadata",
    "details",
    "options",
    "list",
    "entry",
    "entries",
    "object",
    "objects",
    "state",
    "status",
    "type",
    "kind",
    "id",
    "name",
];

/// Returns true if a key says little about what it holds.
pub(super) fn is_weak(key: &str) -> bool {
    WEAK.contains(&key.to_snake_case().as_str())
}

/// The name of a type from words.
pub(super) fn pascal(words: &str) -> String {
    let plain: String = words
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = plain.to_upper_camel_case();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("N{name}"),
        None => "Unnamed".to_owned(),
    }
}

/// The short name of a value or variant from its text.
pub(super) fn snake(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = plain.to_snake_case();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        Some(_) => format!("n{name}"),
        None => "unnamed".to_owned(),
    }
}

/// The singular of an English noun, as far as its end shows it.
pub(super) fn singular(noun: &str) -> String {
    let ends = |end: &str| noun.len() > end.len() + 1 && noun.ends_with(end);
    let without = |count: usize| noun[..noun.len() - count].to_owned();
    if ends("ies") {
        return without(3) + "y";
    }
    if ["sses", "xes", "ches", "shes", "zes"]
        .iter()
        .any(|end| ends(end))
    {
        return without(2);
    }
    let stays = ["ss", "us", "is"].iter().any(|end| noun.ends_with(end));
    match ends("s") && !stays {
        true => without(1),
        false => noun.to_owned(),
    }
}

/// The words of an event's name, without those of its sender.
pub(super) fn words_of_event(name: &str) -> Vec<String> {
    let snake = snake(name);
    let mut words: Vec<String> = snake.split('_').map(str::to_owned).collect();
    if words.len() > 1 && ["client", "server"].contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

/// Names that are taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// Marks a name as taken.
    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_ascii_lowercase());
    }

    /// Takes the first of some names that is free, or the last one with a number.
    pub(super) fn take(&mut self, names: &[String]) -> String {
        let is_free = |name: &String| {
            Name::Type.check(name).is_ok() && !self.0.contains(&name.to_ascii_lowercase())
        };
        let free = names.iter().find(|name| is_free(name)).cloned();
        let last = names.last().map_or("Unnamed", String::as_str);
        let numbered = || (2..).map(|number| format!("{last}{number}")).find(is_free);
        let name = free.or_else(numbered).unwrap_or_default();
        self.add(&name);
        name
    }

    /// Takes a name, with a number if it is taken; any text is a name.
    pub(super) fn take_any(&mut self, name: &str) -> String {
        let is_free = |name: &String| !self.0.contains(&name.to_ascii_lowercase());
        let own = Some(name.to_owned()).filter(is_free);
        let numbered = || (2..).map(|number| format!("{name}{number}")).find(is_free);
        let name = own.or_else(numbered).unwrap_or_default();
        self.add(&name);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_words() {
        assert_eq!(pascal("server.message-updated"), "ServerMessageUpdated");
        assert_eq!(pascal("2fa"), "N2fa");
        assert_eq!(pascal("é"), "Unnamed");
        assert_eq!(snake("in-progress"), "in_progress");
        assert_eq!(snake("42"), "n42");
        for (many, one) in [
            ("messages", "message"),
            ("entries", "entry"),
            ("boxes", "box"),
            ("status", "status"),
            ("access", "access"),
            ("s", "s"),
        ] {
            assert_eq!(singular(many), one);
        }
        assert_eq!(words_of_event("server.chat.updated"), ["chat", "updated"]);
        assert_eq!(words_of_event("client"), ["client"]);
    }
}
