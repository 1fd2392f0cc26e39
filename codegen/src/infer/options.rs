//! The options of an inference.

use tdproto_schema::model::Sender;

use super::form::Form;
use crate::capture::Layout;

/// The usual keys that name the variant of an object, the likeliest first.
const TAG_KEYS: &[&str] = &[
    "type",
    "kind",
    "object",
    "_type",
    "$type",
    "@type",
    "__typename",
    "tag",
    "variant",
    "event",
    "op",
];

/// The options of an inference.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name of the protocol.
    pub name: String,
    /// The layout of the captures.
    pub layout: Layout,
    /// The number of threads.
    pub threads: usize,
    /// The form of frames; `None`: it is found.
    pub form: Option<Form>,
    /// The key that names the event; `None`: it is found.
    pub event_key: Option<String>,
    /// The key of the params; without one, all other keys are params.
    pub params_key: Guess,
    /// The key of the id of a frame.
    pub id_key: Guess,
    /// The sender of frames of which the capture does not say it.
    pub sender: Option<Sender>,
    /// Further keys that name the variant of an object.
    pub tag_keys: Vec<String>,
    /// The largest number of values of an enum.
    pub enum_values: usize,
    /// The number of distinct texts of a place that are kept, if that is more.
    pub kept_texts: usize,
    /// How often each value of an enum comes on average, at least.
    pub enum_repeats: u64,
    /// The number of keys from which on objects with equal values are a map.
    pub map_keys: usize,
    /// How often a variant of a union comes at least.
    pub union_repeats: u64,
}

/// A key that is given or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guess {
    /// It is found.
    Found,
    /// It is this one, or there is none.
    Given(Option<String>),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "protocol".to_owned(),
            layout: Layout::Auto,
            threads: 1,
            form: None,
            event_key: None,
            params_key: Guess::Found,
            id_key: Guess::Found,
            sender: None,
            tag_keys: Vec::new(),
            enum_values: 16,
            kept_texts: 0,
            enum_repeats: 4,
            map_keys: 24,
            union_repeats: 2,
        }
    }
}

impl Options {
    /// The keys that may name the variant of an object, the likeliest first.
    pub(super) fn tags(&self) -> impl Iterator<Item = String> {
        let usual = TAG_KEYS.iter().map(|name| (*name).to_owned());
        self.tag_keys.iter().cloned().chain(usual)
    }
}
