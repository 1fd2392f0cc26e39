//! The declarations of the Debug Adapter Protocol, as `interfaces.mjs` prints them.

use serde::{Deserialize, Serialize};

/// An interface, or another name of a type.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declaration {
    pub(super) name: String,
    pub(super) doc: String,
    #[serde(default)]
    pub(super) extends: Vec<String>,
    #[serde(default)]
    pub(super) notes: Vec<String>,
    #[serde(default)]
    pub(super) members: Vec<Member>,
    pub(super) r#type: Option<Type>,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) optional: bool,
    pub(super) r#type: Type,
}

/// A type of TypeScript.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Type {
    Name { name: String },
    Text { text: String },
    List { item: Box<Type> },
    Map { value: Box<Type> },
    Union { types: Vec<Type> },
    Object { members: Vec<Member> },
}

impl Type {
    /// A type that has a name.
    pub(super) fn named(name: &str) -> Self {
        Self::Name {
            name: name.to_owned(),
        }
    }

    /// The name, if it has one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name { name } => Some(name),
            Self::Text { .. }
            | Self::List { .. }
            | Self::Map { .. }
            | Self::Union { .. }
            | Self::Object { .. } => None,
        }
    }

    /// The type of the items of a list; any other type itself.
    pub(super) fn item(&self) -> &Self {
        match self {
            Self::List { item } => item,
            Self::Name { .. }
            | Self::Text { .. }
            | Self::Map { .. }
            | Self::Union { .. }
            | Self::Object { .. } => self,
        }
    }
}

impl Declaration {
    /// The text of a note, such as `next` of `command: 'next';`.
    pub(super) fn note(&self, key: &str) -> Option<&str> {
        let mut notes = self.notes.iter();
        notes.find_map(|note| {
            let text = note.strip_prefix(key)?.strip_prefix(": '")?;
            text.strip_suffix("';")
        })
    }

    /// The property of this name.
    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}
