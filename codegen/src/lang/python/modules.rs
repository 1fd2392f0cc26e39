//! The text of a module of the package.

use super::docs::{Doc, INDENT};
use super::lines;
use super::types::Scope;
use crate::banner::banner;
use crate::text::Writer;

/// The text of a module: the banner, its docs, what it imports, and its content.
pub(super) fn module_text(mut scope: Scope<'_>, doc: &Doc, body: Writer) -> String {
    scope.settle();
    let mut w = Writer::new(INDENT);
    w.line(format!("# {}", banner(scope.input.model)));
    doc.write(&mut w);
    w.blank();
    w.line("from __future__ import annotations");
    for group in scope.imports() {
        w.blank();
        w.lines(group);
    }
    let later = scope.for_annotations();
    if !later.is_empty() {
        w.blank();
        w.block("if TYPE_CHECKING:", "", |w| w.lines(later));
    }
    w.blank();
    w.lines(scope.constants());
    w.blank();
    let body = body.finish();
    // One line is enough between imports and what is no class.
    w.line(body.strip_prefix("\u{2}\n").unwrap_or(&body).trim_end());
    lines::spaced(&w.finish())
}
