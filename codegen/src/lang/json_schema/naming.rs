//! The names of JSON Schema: those of the schema.

use std::collections::BTreeSet;

use tdproto_schema::Model;

use crate::lang::Input;
use crate::naming::{Convention, file_name};

pub(super) const CONVENTION: Convention = Convention::new("JSON Schema");

/// The keys of the events in `$defs`, by their positions: their names, with `_` appended where a
/// type has the same name.
pub(super) fn event_keys(input: &Input<'_>) -> Vec<String> {
    let ids = input.model.types_with_ids().map(|(id, _)| id);
    let taken: BTreeSet<&str> = ids
        .flat_map(|id| [input.names.ty(id), input.names.input(id)])
        .collect();
    let events = input.model.events();
    let mut keys: Vec<String> = Vec::with_capacity(events.len());
    for event in events {
        let mut key = event.name.clone();
        while taken.contains(key.as_str())
            || key != event.name && input.model.find_event(&key).is_some()
        {
            key.push('_');
        }
        keys.push(key);
    }
    keys
}

/// The files of the events, by their positions. Characters that file systems could trip over become
/// `_`, and names that differ in case only are made different.
pub(super) fn event_files(model: &Model) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let files = model.events().iter().map(|event| {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let mut stem: String = event
            .name
            .chars()
            .map(|c| if safe(c) { c } else { '_' })
            .collect();
        stem = file_name(&stem);
        while !taken.insert(stem.to_ascii_lowercase()) {
            stem.push('_');
        }
        format!("events/{stem}.schema.json")
    });
    files.collect()
}

/// The place of the definitions of a file, as references begin with it.
pub(in crate::lang) const DEFINITIONS: &str = "#/$defs/";

/// A reference to a definition of the same file.
pub(super) fn reference(key: &str) -> String {
    // Keys hold letters, digits and `_-:/.$@#+` only; of those, a JSON Pointer escapes the slash, and
    // a fragment the hash.
    format!(
        "{DEFINITIONS}{}",
        key.replace('/', "~1").replace('#', "%23")
    )
}
