//! The protocol as a whole, and the topic that a file is.

use super::cursor::{Cursor, Table};
use super::docs;
use crate::decl::{EnvelopeDecl, ProtocolDecl, ServerDecl, Spanned, TopicDecl};
use crate::keys;
use crate::names::Name;

/// The `[protocol]` table.
pub(super) fn protocol(cursor: &mut Cursor<'_>, table: &Table<'_>) -> ProtocolDecl {
    cursor.check_keys(table, keys::PROTOCOL, "in `[protocol]`");
    let envelope = envelope(cursor, table);
    let servers = servers(cursor, table);
    let mut placeholders = Vec::new();
    if let Some(group) = cursor.table(table, "placeholders") {
        for (name, value) in group.entries() {
            let name = cursor.key(name);
            if let Some(ty) = cursor.as_type("type", value) {
                placeholders.push((name, ty));
            }
        }
    }
    let name = cursor.protocol_name(table);
    ProtocolDecl {
        span: table.span(),
        name,
        title: cursor.named(Name::Title, table, "title"),
        version: cursor.version(table, "version"),
        doc: cursor.text(table, "doc").map(|found| found.value),
        license: cursor.named(Name::License, table, "license"),
        url: cursor.named(Name::Url, table, "url"),
        servers,
        allow_empty: cursor.flag(table, "allow_empty", false),
        envelope_span: cursor.table(table, "envelope").map(|found| found.span()),
        envelope,
        placeholders,
    }
}

fn envelope(cursor: &mut Cursor<'_>, table: &Table<'_>) -> EnvelopeDecl {
    let Some(table) = cursor.table(table, "envelope") else {
        return EnvelopeDecl::default();
    };
    cursor.check_keys(&table, keys::ENVELOPE, "in `[protocol.envelope]`");
    EnvelopeDecl {
        event: cursor.wire_key_text(&table, "event"),
        id: cursor.text(&table, "id").map(|found| found.value),
        params: cursor.wire_key_text(&table, "params"),
        confirms: match table.get("confirms") {
            Some(value) => cursor.texts("confirms", value, false),
            None => Vec::new(),
        },
    }
}

/// The `[protocol.servers.NAME]` tables. A server without a URL is reported and left out.
fn servers(cursor: &mut Cursor<'_>, table: &Table<'_>) -> Vec<ServerDecl> {
    let Some(group) = cursor.table(table, "servers") else {
        return Vec::new();
    };
    let mut servers = Vec::new();
    for (key, value) in group.entries() {
        let name = cursor.server_name(key);
        let table = cursor.part(key.get_ref(), value, [Some("url"), None, None]);
        if let (Some(name), Some(table)) = (name, table) {
            servers.extend(server(cursor, name, &table));
        }
    }
    servers
}

fn server(cursor: &mut Cursor<'_>, name: Spanned<String>, table: &Table<'_>) -> Option<ServerDecl> {
    cursor.check_keys(table, keys::SERVER, "of a server");
    let doc = cursor.text(table, "doc").map(|found| found.value);
    if !table.has("url") {
        let example = "url = \"wss://example.org/\"";
        cursor.missing(&name, (table, keys::SERVER), "url", example);
    }
    let url = cursor.named(Name::Url, table, "url")?;
    Some(ServerDecl { name, url, doc })
}

/// The `[topic]` table.
pub(super) fn topic(cursor: &mut Cursor<'_>, table: &Table<'_>) -> TopicDecl {
    cursor.check_keys(table, keys::TOPIC, "in `[topic]`");
    TopicDecl {
        name: Spanned::new(cursor.topic().to_owned(), table.span()),
        title: cursor.named(Name::Title, table, "title"),
        docs: docs(cursor, table),
    }
}
