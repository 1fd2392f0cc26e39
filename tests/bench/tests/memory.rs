//! What decoding of large and hostile frames takes: at most four times the frame. Lists of empty
//! entities take more, which the limit of items bounds.
//!
//! One test alone, since the allocator counts for the whole process.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

use peak_alloc::PeakAlloc;
use tdproto::wire::{Json, Limits};
use tdproto::{Decoded, ServerEvent};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Decodes a frame; what it took at most, the frame itself included, as a multiple of it.
fn peak(frame: &str, is_right: impl FnOnce(Decoded<ServerEvent>) -> bool) -> f64 {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    assert!(is_right(ServerEvent::decode(frame.as_bytes())));
    let more = ALLOCATOR.peak_usage() - before;
    1.0 + more as f64 / frame.len() as f64
}

fn params(event: &str, params: &str) -> String {
    format!(r#"{{"event":"{event}","params":{{{params}}}}}"#)
}

#[test]
fn at_most_four_times_the_frame() {
    let known = |decoded| matches!(decoded, Decoded::Known(_));
    let unknown = |decoded| matches!(decoded, Decoded::Unknown { .. });
    let malformed = |decoded| matches!(decoded, Decoded::Malformed { .. });
    let text = "x".repeat(60_000_000);
    let frame = params("server.debug", &format!(r#""message":"{text}""#));
    assert!(peak(&frame, known) < 4.0, "a text");
    assert!(
        peak(&frame[..frame.len() - 1], malformed) < 4.0,
        "a text, cut short"
    );
    let frame = params("server.new", &format!(r#""message":"{text}""#));
    assert!(peak(&frame, unknown) < 4.0, "an unknown event");
    drop(text);
    let frame = params(
        "server.debug",
        &format!(r#""message":"{}""#, "\\n".repeat(30_000_000)),
    );
    assert!(peak(&frame, known) < 4.0, "escapes");
    let keys = r#""k":0,"#.repeat(10_000_000);
    let frame = params("server.time", &format!(r#"{keys}"time":"t""#));
    assert!(peak(&frame, known) < 4.0, "unknown keys");
    drop(keys);
    let chats = "{},".repeat(100_000);
    let frame = params("server.chat.updated", &format!(r#""chats":[{chats}{{}}]"#));
    let most = (size_of::<tdproto::Chat>() * 100_001) as f64 / frame.len() as f64;
    assert!(peak(&frame, known) < 3.0 * most, "empty entities");
    let limits = Limits {
        items: 1000,
        ..Limits::default()
    };
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    assert!(malformed(ServerEvent::decode_with(
        frame.as_bytes(),
        limits
    )));
    let taken = ALLOCATOR.peak_usage() - before;
    let room = 4 * 1000 * size_of::<tdproto::Chat>();
    assert!(taken < room + 2 * frame.len(), "few items: {taken}");
    let deep = "[".repeat(100_000);
    let frame = params("server.time", &format!(r#""new":{deep}"#));
    assert!(peak(&frame, malformed) < 4.0, "levels");
    assert!(Json::new(deep).is_err());
}
