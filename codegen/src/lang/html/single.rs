//! The reference as one file, which needs no other.

use maud::{Markup, PreEscaped, html};

use super::super::OutputFile;
use super::folder::{SCRIPT, STYLE};
use super::layout::{self, Page, Parts};
use super::links::Links;
use super::{checker, search, sha256};
use crate::naming::file_name;
use crate::reference::{Place, Reference};

/// The file with all pages.
pub(super) fn file(reference: &Reference<'_>, pages: &[Page<'_>]) -> OutputFile {
    let links = Links::new(reference, Place::Start);
    let index = search::index(reference);
    let tables = checker::tables_text(reference.model);
    let head = html! {
        style { (PreEscaped(STYLE)) }
        script type="application/json" id="index" { (PreEscaped(index)) }
        script type="application/json" id="tables" { (PreEscaped(tables)) }
        script { (PreEscaped(checker::SCRIPT)) }
        script { (PreEscaped(SCRIPT)) }
    };
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}' 'sha256-{}'; base-uri 'none'; form-action 'none'",
        sha256::base64(STYLE),
        sha256::base64(checker::SCRIPT),
        sha256::base64(SCRIPT)
    );
    let main: Markup = html! { @for page in pages { article { (page.main) } } };
    let parts = Parts {
        policy: &policy,
        head: &head,
        main: &main,
        topic: None,
    };
    let text = layout::document(&links, Place::Start, &parts);
    let protocol = &reference.model.protocol.name;
    OutputFile::new(file_name(&format!("{protocol}.html")), text)
}
