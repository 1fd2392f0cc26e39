//! The frames that a language has.

use tdproto_schema::{Code, Diagnostic, Model};

/// The error of a language that has no drawn frames, for a schema that draws some.
pub(super) fn refused(model: &Model, language: &str) -> Option<Diagnostic> {
    let kind = model.frames().first()?;
    let message = format!("{language} cannot be generated for a schema with `[frame.NAME]`");
    let help = format!(
        "the schema draws frame `{}`: generate types without derives",
        kind.name
    );
    Some(Diagnostic::error(Code::TargetFrames, message).help(help))
}
