//! Parts of a description around its schemas: messages, operations and the like.

use serde_json::{Map, Value};

use super::documents::{Documents, Place};
use super::losses::Losses;
use super::own;

/// The most references that lead to one another.
const MAX_STEPS: usize = 32;

/// An object of a description, where the references to it lead.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// Where it is written.
    pub(super) place: Place,
    members: &'a Map<String, Value>,
}

impl<'a> Part<'a> {
    /// The object at a place; `None`: there is none, and references that lead nowhere are losses.
    pub(super) fn read(
        documents: &'a Documents,
        losses: &mut Losses,
        place: &Place,
    ) -> Option<Self> {
        let mut place = place.clone();
        for _ in 0..MAX_STEPS {
            let members = documents.get(&place)?.as_object()?;
            let Some(Value::String(reference)) = members.get("$ref") else {
                return Some(Self { place, members });
            };
            let Some(target) = documents.resolve(&place, reference) else {
                let what = format!("`$ref` leads to nothing: {reference}");
                losses.part(what, &place);
                return None;
            };
            place = target;
        }
        losses.part("`$ref` leads to itself", &place);
        None
    }

    /// The place of a member.
    pub(super) fn at(&self, key: &str) -> Place {
        self.place.at(key)
    }

    /// A member.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.members.get(key)
    }

    /// A text that says something.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let text = self.get(key)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// Returns true if a member is `true`.
    pub(super) fn is_set(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    /// The names and the places of the members of a member.
    pub(super) fn members(&self, key: &str) -> Vec<(&'a str, Place)> {
        let place = self.at(key);
        let members = self.get(key).and_then(Value::as_object);
        let members = members.into_iter().flatten();
        members
            .map(|(name, _)| (name.as_str(), place.at(name)))
            .collect()
    }

    /// The places of the items of a member.
    pub(super) fn items(&self, key: &str) -> Vec<Place> {
        let count = self.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        let place = self.at(key);
        (0..count).map(|at| place.at(&at.to_string())).collect()
    }

    /// Counts the keywords that are not known.
    pub(super) fn check(&self, losses: &mut Losses, known: &[&str]) {
        for (key, value) in self.members {
            if !known.contains(&key.as_str()) && !own::is_own(key, value) {
                losses.keyword(key, &self.place);
            }
        }
    }

    /// Its names of tags.
    pub(super) fn tags(&self) -> Vec<String> {
        let tags = self.get("tags").and_then(Value::as_array);
        let tags = tags.into_iter().flatten();
        let names = tags.filter_map(|tag| tag.as_str().or_else(|| tag.get("name")?.as_str()));
        names.map(str::to_owned).collect()
    }

    /// What it says of itself.
    pub(super) fn doc(&self) -> Option<String> {
        let texts = ["summary", "description"].map(|key| self.text(key));
        let mut texts: Vec<_> = texts.into_iter().flatten().collect();
        texts.dedup();
        let mut doc = match texts.is_empty() {
            true => self.text("title").map(str::to_owned),
            false => Some(texts.join("\n\n").replace("\r\n", "\n")),
        };
        if let Some(link) = link(self.get("externalDocs")) {
            doc = Some(match doc {
                Some(doc) => format!("{doc}\n\n{link}"),
                None => link,
            });
        }
        doc
    }
}

/// A link to other docs as a text.
pub(super) fn link(value: Option<&Value>) -> Option<String> {
    let value = value?;
    let url = value.get("url")?.as_str()?.trim();
    let text = value.get("description").and_then(Value::as_str);
    let text = text.map_or("More", |text| text.trim().trim_end_matches(['.', ':']));
    (!url.is_empty()).then(|| format!("{text}: {url}"))
}
