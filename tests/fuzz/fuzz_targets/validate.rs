//! Any bytes as a capture: the checker of a whole run and that of one frame agree, whatever the
//! layout and the number of threads.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tdproto_codegen::capture::{self, Input, Layout, Settings};
use tdproto_codegen::validate::{Options, Rule, Side, Validator};
use tdproto_schema::Model;

static MODEL: LazyLock<Model> = LazyLock::new(|| tdproto_schema::embedded::compiled().0.model);
static VALIDATOR: LazyLock<Validator<'static>> = LazyLock::new(|| Validator::new(&MODEL));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let settings = Settings {
        layout: [Layout::Auto, Layout::Json, Layout::Ndjson, Layout::Har][usize::from(first % 4)],
        options: Options {
            lenient: first & 4 != 0,
            placeholders: first & 16 != 0,
            side: Side::ALL[usize::from(first >> 6) % 3],
            correlate: false,
        },
        ..Settings::default()
    };
    let run = |threads| {
        let input = Input {
            name: "fuzz".to_owned(),
            bytes: Ok(Box::new(std::io::Cursor::new(bytes.to_vec()))),
            live: false,
        };
        let settings = Settings {
            threads,
            ..settings
        };
        capture::check(&VALIDATOR, [input], &settings)
    };
    let outcome = run(1);
    let report = capture::report(&VALIDATOR, &outcome, &settings, true);
    assert!(report.findings.len() >= outcome.found.len());
    if first & 32 != 0 {
        assert_eq!(run(2), outcome);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // What is said to be JSON, and what is not, is so for serde_json, too.
        let found = VALIDATOR.frame(text);
        let is_json = !found.iter().any(|found| found.rule == Rule::NotJson);
        let is_deep = found.iter().any(|found| found.rule == Rule::TooDeep);
        match serde_json::from_str::<serde::de::IgnoredAny>(text) {
            Ok(_) => assert!(is_json, "{text}"),
            Err(error) => assert!(
                !is_json || is_deep || error.to_string().starts_with("recursion limit"),
                "{text}: {error}"
            ),
        }
    }
});
