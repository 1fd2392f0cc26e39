//! Names of files in a schema directory.

/// The folder of a schema directory that holds documented examples and is not read as schema.
pub(crate) const EXAMPLES_FOLDER: &str = "examples";

/// The file beside the examples that records where they deviate from the schema.
pub(crate) const RECORD: &str = "deviations.toml";

/// Returns true if a name is one that editors and systems give to files of their own, such as the
/// lock `.#chat.toml` of Emacs.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Returns the topic of a file whose path below the schema directory has these parts.
pub(super) fn topic_of<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let topic = parts.collect::<Vec<_>>().join("_");
    match topic.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => topic,
    }
}
