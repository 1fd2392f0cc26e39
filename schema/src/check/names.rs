//! Names, versions and topics.

use std::collections::BTreeMap;

use crate::model::{Docs, RemovedPart, TypeDef, TypeId, Union};
use crate::names::Name;
use crate::{Diagnostic, Model, Origins, Sink, Span};

/// Checks names, since they become file names and code: a text that is no name could be a path or a
/// program. Names of schema files are checked while they are read. Names of all other models are
/// checked here.
pub(super) fn check_names(model: &Model, origins: &Origins, sink: &mut Sink) {
    let mut checker = Checker { origins, sink };
    checker.protocol(model);
    for (id, def) in model.types_with_ids() {
        checker.type_def(id, def);
    }
    for (id, event) in model.events_with_ids() {
        let span = origins.event(id).map_or(Span::NONE, |origin| origin.name);
        checker.name(Name::Event, &event.name, span);
        checker.names(Name::Code, &event.code_name, span);
        checker.docs(&event.docs, span);
    }
    for (id, kind) in model.frames_with_ids() {
        let span = origins.frame(id).map_or(Span::NONE, |origin| origin.name);
        checker.name(Name::Code, &kind.name, span);
        checker.docs(&kind.docs, span);
        for field in &kind.fields {
            checker.name(Name::Key, &field.name, span);
            checker.names(Name::Code, &field.code_name, span);
            checker.docs(&field.docs, span);
        }
    }
    checker.topics(model);
    checker.removed(model);
}

struct Checker<'a> {
    origins: &'a Origins,
    sink: &'a mut Sink,
}

impl Checker<'_> {
    fn name(&mut self, kind: Name, text: &str, span: Span) {
        if let Err(refused) = kind.check(text) {
            let found = Diagnostic::error(refused.code, refused.message);
            self.sink.push(match span {
                Span::NONE if refused.expected.is_empty() => found,
                // Without a place, nothing shows the label.
                Span::NONE => found.help(refused.expected),
                span => found.at(span, refused.expected),
            });
        }
    }

    fn names<'t>(&mut self, kind: Name, texts: impl IntoIterator<Item = &'t String>, span: Span) {
        for text in texts {
            self.name(kind, text, span);
        }
    }

    fn protocol(&mut self, model: &Model) {
        let (protocol, span) = (&model.protocol, self.origins.protocol());
        self.name(Name::Protocol, &protocol.name, span);
        self.names(Name::Version, &protocol.version, span);
        self.names(Name::Title, &protocol.title, span);
        self.names(Name::License, &protocol.license, span);
        self.names(Name::Url, &protocol.url, span);
        for server in &protocol.servers {
            self.name(Name::Server, &server.name, span);
            self.name(Name::Url, &server.url, span);
        }
        for (name, topic) in &protocol.topics {
            self.name(Name::Topic, name, span);
            self.names(Name::Title, &topic.title, span);
            self.docs(&topic.docs, span);
        }
        let envelope = &protocol.envelope;
        let keys = [&envelope.event, &envelope.params];
        self.names(Name::Key, keys.into_iter().chain(&envelope.id), span);
    }

    fn docs(&mut self, docs: &Docs, span: Span) {
        let deprecated = docs.deprecated.as_ref();
        let deprecated = deprecated.and_then(|deprecated| deprecated.since.as_ref());
        self.names(Name::Version, docs.since.iter().chain(deprecated), span);
    }

    fn type_def(&mut self, id: TypeId, def: &TypeDef) {
        let span = self.origins.type_name(id);
        self.name(Name::Type, &def.name, span);
        self.docs(&def.docs, span);
        for prefix in &def.prefixes {
            self.names(Name::Key, [&prefix.text, &prefix.name], span);
        }
        for (index, field) in def.fields().iter().enumerate() {
            let span = self.origins.field_name(id, index);
            self.name(Name::Key, &field.name, span);
            self.names(Name::Code, &field.code_name, span);
            self.docs(&field.docs, span);
        }
        for (index, variant) in def.variants().iter().enumerate() {
            let span = self.origins.variant_name(id, index);
            self.name(Name::Key, &variant.name, span);
            self.docs(&variant.docs, span);
        }
        for key in def.union().into_iter().flat_map(Union::own_keys) {
            self.name(Name::Key, key, span);
        }
        for (index, value) in def.values().iter().enumerate() {
            let span = self.origins.value_name(id, index);
            self.name(Name::Key, &value.name, span);
            self.docs(&value.docs, span);
        }
    }

    /// Reports a topic once, at the first declaration in it.
    fn topics(&mut self, model: &Model) {
        let mut topics: BTreeMap<&str, Span> = BTreeMap::new();
        for (id, def) in model.types_with_ids() {
            let span = self.origins.type_name(id);
            topics.entry(&def.topic).or_insert(span);
        }
        for (id, event) in model.events_with_ids() {
            let origin = self.origins.event(id);
            let span = origin.map_or(Span::NONE, |origin| origin.name);
            topics.entry(&event.topic).or_insert(span);
        }
        for (id, kind) in model.frames_with_ids() {
            let origin = self.origins.frame(id);
            let span = origin.map_or(Span::NONE, |origin| origin.name);
            topics.entry(&kind.topic).or_insert(span);
        }
        for (topic, span) in topics {
            self.name(Name::Topic, topic, span);
        }
    }

    fn removed(&mut self, model: &Model) {
        for (index, found) in model.removed.iter().enumerate() {
            let kind = match &found.part {
                RemovedPart::Type { .. } => Name::Type,
                RemovedPart::Event { .. } => Name::Event,
                RemovedPart::Field { .. } | RemovedPart::Value { .. } => Name::Key,
            };
            let span = self.origins.tombstone(index);
            self.name(kind, found.name(), span);
            self.names(Name::Version, &found.since, span);
        }
    }
}
