//! The package's `README.md`.

use super::idents::Idents;
use super::package;
use crate::banner::banner;
use crate::lang::Input;

/// The whole text.
pub(super) fn text(input: &Input<'_>, _idents: &Idents) -> String {
    let package = package::package(input).name;
    let parts = [format!("<!-- {} -->", banner(input.model)), format!("# {package}")];
    parts.join("\n\n") + "\n"
}
