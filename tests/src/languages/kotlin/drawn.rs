//! Frames that a schema draws.

use tdproto_schema::Schema;

/// The functions that read frames of a package.
pub(super) fn dispatch(_schema: &Schema) -> String {
    "    override fun frame(isClient: Boolean, text: String, event: String?): Outcome? = null\n".to_owned()
}
