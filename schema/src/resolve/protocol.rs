//! The protocol as a whole.

use std::collections::BTreeMap;

use super::Resolver;
use crate::decl::{ProtocolDecl, ServerDecl};
use crate::model::{Envelope, Protocol, Server};
use crate::{Code, Diagnostic};

impl Resolver {
    pub(super) fn protocol(&mut self, decls: Vec<ProtocolDecl>) -> Protocol {
        let mut decls = decls.into_iter();
        let Some(decl) = decls.next() else {
            return Protocol::default();
        };
        for other in decls {
            let message = "the schema has more than one `[protocol]` table";
            let found = Diagnostic::error(Code::NameDuplicate, message)
                .at(other.span, "declared again here")
                .at(decl.span, "first declared here");
            self.sink.push(found);
        }
        let usual = Envelope::default();
        let envelope = Envelope {
            event: decl.envelope.event.unwrap_or(usual.event),
            id: match decl.envelope.id {
                Some(id) => (!id.is_empty()).then_some(id),
                None => usual.id,
            },
            params: decl.envelope.params.unwrap_or(usual.params),
            confirms: decl
                .envelope
                .confirms
                .into_iter()
                .map(|name| name.value)
                .collect(),
        };
        let placeholders: BTreeMap<_, _> = decl
            .placeholders
            .iter()
            .map(|(text, ty)| (text.value.clone(), self.ty(ty)))
            .collect();
        Protocol {
            name: decl.name.unwrap_or_else(|| Protocol::default().name),
            title: decl.title,
            version: decl.version,
            doc: decl.doc.unwrap_or_default(),
            license: decl.license,
            url: decl.url,
            servers: decl.servers.into_iter().map(server).collect(),
            allow_empty: decl.allow_empty,
            envelope,
            placeholders,
            topics: BTreeMap::new(),
        }
    }
}

fn server(decl: ServerDecl) -> Server {
    Server {
        name: decl.name.value,
        url: decl.url,
        doc: decl.doc.unwrap_or_default().trim().to_owned(),
    }
}
