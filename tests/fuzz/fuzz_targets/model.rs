//! Any text as a model.json: diagnostics or a model, which is written as a text that gives the same
//! model again, and by which frames can be checked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tdproto_codegen::validate::Validator;
use tdproto_schema::json;

fuzz_target!(|text: &str| {
    let Ok(model) = json::from_json(text) else {
        return;
    };
    let written = json::to_json(&model, "");
    assert_eq!(json::from_json(&written).as_ref(), Ok(&model));
    let validator = Validator::new(&model);
    for event in model.events() {
        let frame = tdproto_codegen::sample::frame(&model, event, 0);
        let _ = validator.frame(&frame.to_string());
    }
});
