//! The requests of a capture that wait for their replies.

use std::collections::{BTreeMap, VecDeque};

use tdproto_schema::model::{Direction, EventId};
use tdproto_wire::from_str;

/// The number of requests that are kept at the most; the oldest are forgotten first.
const MAX_OPEN: usize = 1 << 16;

/// The requests that wait for their replies, by their ids.
#[derive(Debug, Clone, Default)]
pub(in crate::validate) struct Requests {
    open: BTreeMap<String, Vec<Request>>,
    /// The ids in the order of the requests; those that were answered stay until they are old.
    order: VecDeque<String>,
    /// True if some were forgotten, so that a reply may be theirs.
    forgot: bool,
}

/// A request: the direction and the event, if they are known.
#[derive(Debug, Clone, Copy)]
struct Request {
    direction: Option<Direction>,
    event: Option<EventId>,
}

impl Requests {
    pub(super) fn add(&mut self, id: String, direction: Option<Direction>, event: Option<EventId>) {
        let request = Request { direction, event };
        self.open.entry(id.clone()).or_default().push(request);
        self.order.push_back(id);
        if self.order.len() > 2 * MAX_OPEN {
            let open = &self.open;
            self.order.retain(|id| open.contains_key(id));
        }
        while self.open.len() > MAX_OPEN
            && let Some(oldest) = self.order.pop_front()
        {
            self.forgot |= self.open.remove(&oldest).is_some();
        }
    }

    /// Takes the first request with an id, in the direction opposite to the reply: its event, if the
    /// model knows it. `None`: there is no such request.
    pub(super) fn take(&mut self, id: &str, reply: Option<Direction>) -> Option<Option<EventId>> {
        let all = self.open.get_mut(id)?;
        let fits = |request: &Request| match (request.direction, reply) {
            (Some(request), Some(reply)) => request.opposite() == reply,
            (None, _) | (_, None) => true,
        };
        let at = all.iter().position(fits)?;
        let request = all.remove(at);
        if all.is_empty() {
            self.open.remove(id);
        }
        Some(request.event)
    }

    /// Returns true if a reply to no known request may be one to a forgotten request.
    pub(super) fn has_forgotten(&self) -> bool {
        self.forgot
    }
}

/// The key of an id: its type and its value. `None`: null is nobody's id.
pub(super) fn key(text: &str) -> Option<String> {
    match text.as_bytes().first() {
        Some(b'"') => from_str::<String>(text)
            .ok()
            .map(|text| format!("text {text}")),
        Some(b'n') | None => None,
        Some(_) => Some(match from_str::<i64>(text) {
            Ok(number) => format!("number {number}"),
            Err(_) => format!("other {text}"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_by_type() {
        assert_ne!(key("1"), key("\"1\""));
        assert_eq!(key("null"), None);
    }

    #[test]
    fn only_so_many_requests_are_kept() {
        let (schema, _) = tdproto_schema::embedded::compiled();
        let (event, _) = schema
            .model
            .events_with_ids()
            .next()
            .expect("the schema has an event");
        let mut requests = Requests::default();
        for id in 0..3 * MAX_OPEN {
            requests.add(id.to_string(), None, Some(event));
            // The first of them is never answered.
            if id > 0 && id < MAX_OPEN {
                assert!(requests.take(&id.to_string(), None).is_some());
            }
        }
        assert_eq!(requests.open.len(), MAX_OPEN);
        assert!(requests.order.len() <= 2 * MAX_OPEN && requests.has_forgotten());
        assert_eq!(requests.take("0", None), None);
    }
}
