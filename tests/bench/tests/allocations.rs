//! What decoding allocates: at most one block a text, list or boxed entity, and none for what is
//! known or absent.
//!
//! A list that grows is one block that is made larger: how long it will be is known at its end.
//! One test alone, since the allocator counts for the whole process.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::alloc::System;
use std::hint::black_box;

use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tdproto::ServerEvent;
use tdproto_bench::borrowed;
use tdproto_codegen::load::built_in_examples;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many blocks a piece of work allocates, and how often one is made larger.
fn blocks(work: impl FnOnce()) -> (usize, usize) {
    let region = Region::new(ALLOCATOR);
    work();
    let change = region.change();
    (change.allocations, change.reallocations)
}

fn owned(frame: &str) -> (usize, usize) {
    blocks(|| {
        assert!(
            black_box(ServerEvent::decode(frame.as_bytes()))
                .known()
                .is_some()
        );
    })
}

fn of_borrowed(frame: &str) -> (usize, usize) {
    blocks(|| {
        let decoded = borrowed::ServerEvent::decode(frame.as_bytes());
        assert!(black_box(decoded).known().is_some());
    })
}

#[test]
fn one_block_a_text_list_or_boxed_entity() {
    let message = |fields: &str| {
        format!(r#"{{"event":"server.message.updated","params":{{"messages":[{{{fields}}}]}}}}"#)
    };
    // The list of messages is one of the blocks. Of each: the owned types, the borrowed ones.
    let cases = [
        (r#"{"event":"server.time"}"#.to_owned(), 0, 0),
        (
            r#"{"event":"server.time","params":{"time":"","new":{"a":["b"]}}}"#.to_owned(),
            0,
            0,
        ),
        (
            r#"{"params":{"time":"t"},"event":"server.time"}"#.to_owned(),
            1,
            0,
        ),
        (
            r#"{"event":"server.time","confirm_id":"abcdefghijkl"}"#.to_owned(),
            1,
            1,
        ),
        (message(""), 1, 1),
        (
            message(r#""gentime":1,"received":true,"num":null,"content":{"type":"plain"}"#),
            1,
            1,
        ),
        (message(r#""content":{"type":"not known"}"#), 2, 1),
        (message(r#""message_id":"plain","chat":"d-1""#), 3, 1),
        (message(r#""message_id":"an \u0065scape \n""#), 2, 2),
        (
            message(r#""message_id":"\ud83d\ude00 and a long text with one \"""#),
            2,
            2,
        ),
        (message(r#""links":[],"reactions":[]"#), 1, 1),
        (message(r#""links":[{},{},{}]"#), 2, 2),
        (message(r#""reply_to":{"gentime":2}"#), 2, 2),
    ];
    for (frame, of_owned, of_the_borrowed) in &cases {
        assert_eq!(owned(frame), (*of_owned, 0), "{frame}");
        assert_eq!(of_borrowed(frame), (*of_the_borrowed, 0), "{frame}");
    }
    for example in &built_in_examples().files {
        let Ok(frame) = serde_json::from_str::<Value>(&example.text) else {
            continue;
        };
        if !example.event().starts_with("server.") || frame.get("event").is_none() {
            continue;
        }
        let text = frame.to_string();
        let (texts, others) = count(&frame);
        assert!(owned(&text).0 <= texts + others, "{}", example.name);
        // The id to be confirmed, and what has escapes, is copied in any case.
        let copied = text.matches('\\').count() + 1;
        assert!(of_borrowed(&text).0 <= others + copied, "{}", example.name);
    }
}

/// The texts of a value, keys not counted, and its lists and objects; empty ones left out.
fn count(value: &Value) -> (usize, usize) {
    let sum = |(a, b): (usize, usize), (c, d)| (a + c, b + d);
    match value {
        Value::String(text) => (usize::from(!text.is_empty()), 0),
        Value::Array(items) => {
            let own = (0, usize::from(!items.is_empty()));
            items.iter().map(count).fold(own, sum)
        }
        // Only a map or a boxed entity is a block.
        Value::Object(members) => members.values().map(count).fold((0, 1), sum),
        Value::Null | Value::Bool(_) | Value::Number(_) => (0, 0),
    }
}
