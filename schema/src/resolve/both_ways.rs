//! Events that two enums in code declare, one for what clients send and one for what the server
//! sends.

use crate::Span;
use crate::decl::EventDecl;
use crate::model::Sender;

/// Lets both sides send an event if another declaration in code differs in the sender only. Files
/// declare such an event once, so that it is an error there to do so twice.
pub(super) fn absorbs(event: &mut EventDecl, other: &EventDecl) -> bool {
    let is_in_code = |event: &EventDecl| event.name.span == Span::NONE;
    let are_both = is_in_code(event) && is_in_code(other) && is_counterpart(event, other);
    if are_both {
        event.sender = Sender::Both;
    }
    are_both
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
            frame,
            value,
            matches,
            params,
            reply,
            error,
            code_name,
            docs,
        } = event;
        let wire = (frame, value, matches, params, reply, error);
        format!("{topic:?} {wire:?} {code_name:?} {docs:?}")
    };
    opposite && rest(a) == rest(b)
}
