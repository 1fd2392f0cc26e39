//! Finds a schema in a ref that has another path now.

use std::path::Path;

use tdproto_schema::Diagnostic;

use super::git::{self, GitSource, Held};
use super::source::SchemaSource;
use crate::load::places::is_top;

/// A schema of this protocol at another path of a ref.
pub(crate) struct Alike {
    /// The schema's source.
    pub(crate) source: GitSource,
    /// True if none of its files is there any more, so that it can only have moved.
    pub(crate) is_gone: bool,
}

/// Returns the schemas of a protocol that the ref of a source holds, at any path. `new` is the
/// schema that is compared.
///
/// # Errors
/// If the ref cannot be read: it may hold the schema all the same.
pub(crate) fn alike(
    source: &GitSource,
    protocol: &str,
    new: &SchemaSource,
) -> Result<Vec<Alike>, Diagnostic> {
    if git::is_unborn(source) {
        return Ok(Vec::new());
    }
    let held = git::held(source)?;
    let held = held.into_iter().filter(|held| held.protocol == protocol);
    let alike = held.map(|Held { root, files, .. }| Alike {
        is_gone: !files.iter().any(|file| remains(source, file, new)),
        source: source.at(&root),
    });
    Ok(alike.collect())
}

/// Returns true if a file of an old schema is still there, beside the new one.
fn remains(old: &GitSource, file: &str, new: &SchemaSource) -> bool {
    match new {
        SchemaSource::BuiltIn => false,
        SchemaSource::Path(_) => {
            let mut above = old.dir().ancestors();
            let top = above.find(|dir| is_top(dir));
            top.unwrap_or(Path::new(".")).join(file).is_file()
        }
        SchemaSource::Git(new) => git::has(new, file),
    }
}
