//! The page that checks frames.

use maud::{Markup, html};

use super::checker;
use super::links::Links;
use super::parts;
use crate::banner::banner;
use crate::reference::{Place, Reference};

/// The page. The script shows the form, which needs it.
pub(super) fn page(links: &Links<'_, '_>) -> Markup {
    html! {
        p.over { "Protocol reference" }
        (parts::section(links.level(), &Place::Check.anchor(), "Check a frame"))
        p {
            "Paste a frame or a capture: lines of JSON, a JSON list, or HAR. The page finds the event of each frame and "
            "its deviations from the schema, as " code { "tdproto validate" } " does. Nothing leaves the page."
        }
        noscript { p { "The check needs JavaScript. The command " code { "tdproto validate" } " does the same." } }
        div.check hidden {
            p { label for="frame" { "Frame or capture" } }
            textarea id="frame" spellcheck="false" autocomplete="off" {}
            p.row {
                button.go id="run" type="button" { "Check" }
                label for="side" { "Sent by" }
                select id="side" {
                    option value="any" { "clients or the server" }
                    option value="client" { "clients" }
                    option value="server" { "the server" }
                }
            }
            div.found role="status" {}
        }
    }
}

/// The script with the tables of the protocol.
pub(super) fn tables_script(reference: &Reference<'_>) -> String {
    let tables = checker::tables_text(reference.model);
    let banner = banner(reference.model);
    format!("// {banner}\nself.tdprotoTables = {tables};\n")
}
