//! Help for removals.

use tdproto_schema::model::Docs;

/// The help for something that was removed.
pub(super) fn removal_help(docs: &Docs) -> &'static str {
    match docs.deprecated {
        Some(_) => "keep it while old peers live; then leave a tombstone in a `removed` table",
        None => "restore it as deprecated, and keep it while old peers live",
    }
}
