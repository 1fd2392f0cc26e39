//! The servers of an AsyncAPI document.

use super::Source;
use crate::import::described::Part;
use crate::import::info::{Server, with_defaults};

/// What is said of a server besides its URL and its description.
const OUTSIDE: [&str; 4] = ["bindings", "protocolVersion", "security", "tags"];

/// The servers with their URLs: one text in version 2, three in version 3.
pub(super) fn servers(source: &mut Source<'_, '_>, whole: &Part<'_>, major: u32) -> Vec<Server> {
    let known: &[&str] = match major {
        2 => &["description", "protocol", "url", "variables"],
        _ => &[
            "description",
            "externalDocs",
            "host",
            "pathname",
            "protocol",
            "summary",
            "title",
            "variables",
        ],
    };
    let known: Vec<_> = known.iter().copied().chain(OUTSIDE).collect();
    let mut found = Vec::new();
    for (name, place) in whole.members("servers") {
        let Some(server) = source.part(&place) else {
            continue;
        };
        server.check(source.losses, &known);
        source.outside(&server, &OUTSIDE);
        let protocol = server
            .text("protocol")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let host = server
            .text("url")
            .or_else(|| server.text("host"))
            .unwrap_or_default();
        let path = server.text("pathname").unwrap_or_default();
        let url = match host.contains("://") {
            true => format!("{host}{path}"),
            false => format!("{protocol}://{host}{path}"),
        };
        found.push(Server {
            url: with_defaults(source.losses, &url, &server),
            name: name.to_owned(),
            doc: server.doc(),
            place: server.place,
        });
    }
    found
}
