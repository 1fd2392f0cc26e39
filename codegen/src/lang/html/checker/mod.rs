//! The payload checker: one file of plain JavaScript that checks frames and captures in a page, as
//! `tdproto validate` does, by tables of a model.
//!
//! # Interface
//!
//! A page holds the tables of its protocol, and the script. Both are safe inside of `<script>`:
//!
//! ```html
//! <script type="application/json" id="tables">…tables_text(model)…</script>
//! <script src="checker.js"></script>
//! ```
//!
//! The script defines one global function, and needs nothing else. In Node.js, `require` returns the
//! function:
//!
//! ```js
//! const tables = JSON.parse(document.getElementById("tables").textContent);
//! const { frames, total, listed } = tdprotoCheck(tables, text, { side: "any" });
//! ```
//!
//! `text` is a frame or a capture in any form that `validate` detects: lines, documents, JSON text
//! sequences, HAR. The options have the defaults of the command:
//!
//! | option | meaning |
//! |---|---|
//! | `side` | `"client"`, `"server"` or `"any"`: the sender, as `--view` |
//! | `type` | the name of a declared type, whose values are checked in place of frames, as `--entity` |
//! | `event` | the name of the event of a frame that does not say it, or of the request of a reply |
//! | `placeholders` | `true` to accept placeholders, as documented examples have them |
//! | `single` | `true` if the whole text is one value, without an object of a capture around it |
//! | `max` | the largest number of findings that are listed, 1000 if absent; all are counted in `total` |
//!
//! `frames` has an item for each value, in order, and for each place between values that is no JSON:
//!
//! | member | meaning |
//! |---|---|
//! | `line` | the line on which the value begins |
//! | `event` | the name of the event, or `null`: it is not known, or the frame is a reply |
//! | `request` | the name of the event of a reply's request, if the reply or the options say it |
//! | `kind` | the name of the kind of a drawn frame, or `null` |
//! | `direction` | the sender: `"client"`, `"server"`, or `null` if it is not known |
//! | `findings` | the deviations from the schema, in the order and with the codes of `validate` |
//! | `rounded` | the integers that a double rounds: `pointer`, `path`, `text`, and `double`, their value there |
//!
//! A finding has `code`, `line`, `column`, `pointer` (RFC 6901, from the value on; the position of
//! the value comes first if the capture is a list), `path` and `message`. `path` is the place in the
//! schema, for a link: `Type.field`, or `Type` for a value without a field. Outside of declared types
//! it is the name of the event, or else of the kind of frame; empty if nothing is known. `owner` says
//! which: `"type"`, `"event"`, `"frame"` or `""`.
//!
//! # Limits
//!
//! Texts are never evaluated, and patterns run with the flag `u`. Recursion is bounded by the depth
//! limit of 127 levels. The script leaves out three things that concern files: compression,
//! encodings besides UTF-8, and values of more than 64 MiB. Replies are not matched with requests,
//! and `--lenient` is not supported.

mod frames;
mod types;

use serde_json::{Map, Value};
use tdproto_schema::Model;

/// The script: readable source, without dependencies.
pub const SCRIPT: &str = include_str!("checker.js");

/// Returns the tables of a model for [`SCRIPT`].
#[must_use]
pub fn tables(model: &Model) -> Value {
    let protocol = &model.protocol;
    let everywhere = protocol.allow_empty;
    let placeholders = protocol.placeholders.iter();
    let placeholders =
        placeholders.map(|(text, ty)| (text.clone(), types::of(model, ty, everywhere)));
    let mut tables = Map::new();
    let mut put = |key: &str, value: Value| tables.insert(key.to_owned(), value);
    put("envelope", frames::envelope(model));
    put("wraps", frames::may_be_wrapped(model).into());
    put("both", frames::has_both(model).into());
    put("placeholders", Value::Object(placeholders.collect()));
    put("types", types::declared(model));
    put("frames", frames::kinds(model));
    put("events", frames::events(model));
    Value::Object(tables)
}

/// Returns the tables of a model as JSON that cannot end the `<script>` around it.
#[must_use]
pub fn tables_text(model: &Model) -> String {
    // In JSON, `<` is in strings only.
    tables(model).to_string().replace('<', "\\u003c")
}
