//! What topics say of themselves.

use std::collections::BTreeMap;

use super::docs;
use crate::decl::TopicDecl;
use crate::model::Topic;
use crate::{Code, Diagnostic, Sink, Span};

/// The topics by name. Two files may be of one topic, of which only one describes it.
pub(super) fn resolve(decls: Vec<TopicDecl>, sink: &mut Sink) -> BTreeMap<String, Topic> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    let mut topics = BTreeMap::new();
    for decl in decls {
        let name = decl.name.value;
        if let Some(first) = places.get(&name) {
            let message = format!("topic `{name}` has more than one `[topic]` table");
            let found = Diagnostic::error(Code::NameDuplicate, message)
                .at(decl.name.span, "declared again here")
                .at(*first, "first declared here");
            sink.push(found);
            continue;
        }
        let topic = Topic {
            title: decl.title,
            docs: docs(decl.docs, None),
        };
        places.insert(name.clone(), decl.name.span);
        topics.insert(name, topic);
    }
    topics
}
