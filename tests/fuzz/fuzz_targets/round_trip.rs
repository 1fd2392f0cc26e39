//! What was decoded is encoded, decoded again, and the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tdproto::{Decoded, ServerEvent};

fuzz_target!(|bytes: &[u8]| {
    if let Decoded::Known(frame) = ServerEvent::decode(bytes) {
        let text = frame.encode();
        serde_json::from_str::<serde_json::Value>(&text).expect("what is written is JSON");
        let again = ServerEvent::decode(text.as_bytes());
        assert_eq!(again, Decoded::Known(frame), "{text}");
        let Decoded::Known(again) = again else {
            return;
        };
        assert_eq!(again.encode(), text);
    }
});
