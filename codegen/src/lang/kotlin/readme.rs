//! The package's `README.md`.

use crate::banner::banner;
use crate::lang::Input;
use crate::lang::readme::about;

/// The whole text.
pub(super) fn text(input: &Input<'_>, package: &str) -> String {
    let model = input.model;
    let mut parts = vec![format!("<!-- {} -->", banner(model)), format!("# {package}")];
    parts.extend(model.protocol.title.clone());
    let doc = model.protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    parts.extend(about(model));
    parts.join("\n\n") + "\n"
}
