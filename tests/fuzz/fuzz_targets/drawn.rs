//! Any bytes as a frame of a schema that draws its frames: arrays and objects, unions, constraints.
//! What was decoded is encoded, and stays so when it is decoded again; the checker takes any text.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tdproto_codegen::load;
use tdproto_codegen::validate::{Checker, Options, Side, Validator};
use tdproto_schema::Model;

#[allow(dead_code, missing_docs, clippy::all)]
mod compiled {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

use compiled::types::{ClientFrame, DecodedFrame, ServerFrame, wire};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocols/odd_frames");
    load::load(&folder).compile().0.model
});
static VALIDATOR: LazyLock<Validator<'static>> = LazyLock::new(|| Validator::new(&MODEL));

macro_rules! round_trip {
    ($frame:ident, $bytes:expr) => {
        if let DecodedFrame::Known(frame) = $frame::decode($bytes) {
            let text = frame.encode();
            wire::Json::new(text.as_str()).expect("what is written is JSON");
            let DecodedFrame::Known(again) = $frame::decode(text.as_bytes()) else {
                panic!("{text}");
            };
            // What is kept of an unknown variant is a text, which may be spelled otherwise.
            assert_eq!(again.encode(), text);
        }
    };
}

fuzz_target!(|bytes: &[u8]| {
    round_trip!(ServerFrame, bytes);
    round_trip!(ClientFrame, bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for side in Side::ALL {
        let _ = VALIDATOR.frame_kind(side, text);
        for (lenient, correlate) in [(false, false), (true, true)] {
            let options = Options {
                lenient,
                placeholders: false,
                side,
                correlate,
            };
            let mut checker = Checker::new(&VALIDATOR, options, 10);
            checker.frame(text);
            checker.line(&mut &*text);
        }
    }
});
