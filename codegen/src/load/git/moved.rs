//! Where a ref holds a schema that has another path now.

use std::path::Path;

use super::search::{self, Held};
use super::{GitSource, program};
use crate::load::{SchemaSource, is_top};

/// A schema of the same name, elsewhere in a ref.
pub(crate) struct Alike {
    /// Where it is.
    pub(crate) source: GitSource,
    /// Whether none of its files stands there any more, so that it can only have moved.
    pub(crate) is_gone: bool,
}

/// The schemas of a protocol that the ref of a source holds, whatever their paths. `new` is the
/// schema that is compared.
pub(crate) fn alike(source: &GitSource, protocol: &str, new: &SchemaSource) -> Vec<Alike> {
    // What cannot be read is no schema to compare with.
    let held = search::all(source).unwrap_or_default();
    let held = held.into_iter().filter(|held| held.protocol == protocol);
    let alike = held.map(|Held { root, files, .. }| Alike {
        is_gone: !files.iter().any(|file| stands(source, file, new)),
        source: source.at(&root),
    });
    alike.collect()
}

/// Whether a file of an old schema is still there, beside the new one.
fn stands(old: &GitSource, file: &str, new: &SchemaSource) -> bool {
    match new {
        SchemaSource::BuiltIn => false,
        SchemaSource::Path(_) => {
            let mut above = old.dir().ancestors();
            let top = above.find(|dir| is_top(dir));
            top.unwrap_or(Path::new(".")).join(file).is_file()
        }
        SchemaSource::Git(new) => {
            let listed = program::list(new.dir(), new.rev(), file);
            listed.is_ok_and(|entries| !entries.is_empty())
        }
    }
}
