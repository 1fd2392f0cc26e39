//! Any text as a schema file: diagnostics or a sound schema, whose diagnostics can be shown and
//! whose model survives the way through model.json.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tdproto_codegen::render::{Style, render};
use tdproto_schema::{Diagnostic, SourceMap, compile, json};

fuzz_target!(|text: &str| {
    let mut sources = SourceMap::default();
    sources.add("fuzz.toml", text);
    let (schema, diagnostics) = compile(&sources);
    let _ = render(&sources, &diagnostics, Style::Plain);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let text = json::to_json(&schema.model, "");
        assert_eq!(json::from_json(&text).as_ref(), Ok(&schema.model));
    }
});
