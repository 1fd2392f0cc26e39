//! Any bytes: a frame, an unknown one or a malformed one, and the reader takes for JSON exactly
//! what serde_json does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tdproto::wire::{ErrorKind, Json, Reader, from_slice};
use tdproto::{ClientEvent, ServerEvent};

fuzz_target!(|bytes: &[u8]| {
    let _ = ServerEvent::decode(bytes);
    let _ = ClientEvent::decode(bytes);
    let ours = from_slice::<Json>(bytes);
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (&ours, &theirs) {
        (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        // A number that no double holds is JSON; it is refused where a number is wanted.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
        // Where both limits to depth are met, the one that counts first may differ.
        (Err(error), Ok(_)) if matches!(error.kind(), ErrorKind::TooDeep(_)) => {}
        (Ok(_), Err(error)) if error.to_string().starts_with("recursion limit") => {}
        _ => panic!("{ours:?} {theirs:?}"),
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut r = Reader::of_text(text);
        let _ = r.float();
    }
});
