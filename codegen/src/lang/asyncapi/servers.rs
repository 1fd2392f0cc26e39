//! Servers: their URLs in parts.

use tdproto_schema::Model;
use tdproto_schema::model::Server;

use crate::lang::node::Object;

/// The servers of a protocol, by their names.
pub(super) fn servers(model: &Model) -> Object<'_> {
    let mut all = Object::new();
    for found in &model.protocol.servers {
        all.set(found.name.as_str(), server(found));
    }
    all
}

fn server(server: &Server) -> Object<'_> {
    let (scheme, rest) = server.url.split_once("://").unwrap_or(("", &server.url));
    let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(at);
    // Braces would be variables.
    let plain = |text: &str| text.replace('{', "%7B").replace('}', "%7D");
    let mut made = Object::new()
        .with("host", plain(host))
        .with("protocol", scheme.to_ascii_lowercase());
    if !path.is_empty() {
        let slash = if path.starts_with('/') { "" } else { "/" };
        made.set("pathname", format!("{slash}{}", plain(path)));
    }
    let doc = server.doc.trim();
    if !doc.is_empty() {
        made.set("description", doc);
    }
    let is_other = |c| matches!(c, '{' | '}' | '?' | '#');
    if server.url.contains(is_other) {
        made.set("x-url", server.url.as_str());
    }
    made
}
