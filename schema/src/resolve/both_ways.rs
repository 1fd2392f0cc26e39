//! Events that two enums in code declare, one for what clients send and one for what the server
//! sends.

use std::collections::BTreeMap;

use crate::Span;
use crate::decl::EventDecl;
use crate::model::Sender;

/// Makes one declaration of two that differ in the sender only. Files declare such an event once,
/// so that it is an error there to do so twice.
pub(super) fn merged(events: Vec<EventDecl>) -> Vec<EventDecl> {
    let mut all: Vec<EventDecl> = Vec::with_capacity(events.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for event in events.into_iter() {
        let is_in_code = event.name.span == Span::NONE;
        let at = *first.entry(event.name.value.clone()).or_insert(all.len());
        match all.get_mut(at) {
            Some(other) if is_in_code && is_counterpart(other, &event) => {
                other.sender = Sender::Both;
            }
            Some(_) | None => all.push(event),
        }
    }
    all
}

fn is_counterpart(a: &EventDecl, b: &EventDecl) -> bool {
    let senders = [a.sender, b.sender];
    let opposite =
        senders == [Sender::Client, Sender::Server] || senders == [Sender::Server, Sender::Client];
    let rest = |event: &EventDecl| {
        let EventDecl {
            name: _,
            topic,
            sender: _,
            params,
            code_name,
            docs,
        } = event;
        format!("{topic:?} {params:?} {code_name:?} {docs:?}")
    };
    opposite && a.name.value == b.name.value && rest(a) == rest(b)
}
