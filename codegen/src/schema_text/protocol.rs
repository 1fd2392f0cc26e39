//! The protocol as a whole, and topics.

use tdproto_schema::decl::{ProtocolDecl, TopicDecl};

use super::fields::docs;
use super::tables::{Keys, Tables};
use crate::toml_text;

/// `[topic]`.
pub(super) fn topic(tables: &mut Tables<'_>, topic: &TopicDecl) {
    tables.table(&["topic"]);
    let title = Keys::default().text_if("title", topic.title.as_ref());
    tables.keys(&title.and(docs(&topic.docs)));
}

/// `[protocol]` and the tables in it.
pub(super) fn protocol(tables: &mut Tables<'_>, protocol: &ProtocolDecl) {
    tables.table(&["protocol"]);
    let keys = Keys::default()
        .text_if("name", protocol.name.as_ref())
        .text_if("title", protocol.title.as_ref())
        .text_if("version", protocol.version.as_ref())
        .text_if("doc", protocol.doc.as_ref())
        .text_if("license", protocol.license.as_ref())
        .text_if("url", protocol.url.as_ref())
        .flag("allow_empty", protocol.allow_empty);
    tables.keys(&keys);
    let envelope = &protocol.envelope;
    if protocol.envelope_span.is_some() {
        tables.table(&["protocol", "envelope"]);
        let confirms = envelope.confirms.iter().map(|event| event.value.as_str());
        let keys = Keys::default()
            .text_if("event", envelope.event.as_ref())
            .text_if("id", envelope.id.as_ref())
            .text_if("params", envelope.params.as_ref())
            .texts("confirms", confirms);
        tables.keys(&keys);
    }
    if !protocol.servers.is_empty() {
        tables.table(&["protocol", "servers"]);
        for server in &protocol.servers {
            let keys = Keys::default().text("url", &server.url);
            let keys = keys.text_if("doc", server.doc.as_ref());
            tables.line(&server.name.value, &keys.inline());
        }
    }
    if !protocol.placeholders.is_empty() {
        tables.table(&["protocol", "placeholders"]);
        for (text, ty) in &protocol.placeholders {
            tables.line(&text.value, &toml_text::basic(&ty.to_string()));
        }
    }
}
