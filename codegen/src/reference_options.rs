//! The options of the reference, and what it shows besides the schema.

use tdproto_schema::Model;

#[cfg(feature = "gate")]
use crate::config::Date;

/// Choices for the reference as pages alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// True if the reference is one file that needs no other, in place of a folder of pages.
    pub single_file: bool,
    /// The title; `None`: that of the protocol.
    pub title: Option<String>,
    /// The address of the folder with the JSON Schema, to which events link: a URL, or a path from
    /// the start page, with `/` at its end. `None`: there are no such links.
    pub json_schema: Option<String>,
    /// The address at which the reference is published, which a feed needs; `None`: not known.
    pub url: Option<String>,
    /// The sources of the versions on record, the oldest first, such as `git:v1.2`.
    pub history: Vec<String>,
}

/// What a reference shows besides the schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReferenceContent {
    /// The languages that the project generates; empty: all.
    pub languages: Vec<String>,
    /// The versions on record, the oldest first.
    pub versions: Vec<Version>,
}

/// A version of the protocol before this one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// The name of its source, such as `v1.2`.
    pub name: String,
    /// The day of its commit, if it is in git.
    #[cfg(feature = "gate")]
    pub date: Option<Date>,
    /// The schema.
    pub model: Model,
}

impl Version {
    /// A version of this name, without a day.
    #[must_use]
    pub fn new(name: impl Into<String>, model: Model) -> Self {
        Self {
            name: name.into(),
            #[cfg(feature = "gate")]
            date: None,
            model,
        }
    }
}
