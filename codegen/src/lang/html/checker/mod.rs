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
//! `text` is a frame or a capture in any form that `validate` detects: lines, documents, a list, JSON
//! text sequences, HAR. The options have the defaults of the command:
//!
//! | option | meaning |
//! |---|---|
//! | `side` | `"client"`, `"server"` or `"any"`: the sender, as `--view` |
//! | `type` | the name of a declared type, whose values are checked in place of frames, as `--entity` |
//! | `event` | the name of the event of a frame that does not say it, or of the request of a reply |
//! | `placeholders` | `true` to accept placeholders, as documented examples have them |
//! | `single` | `true` if the whole text is one value, without an object of a capture around it |
//! | `max` | the largest number of findings in `frames`, 1000 if absent: `total` counts all, `listed` these |
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
//! | `rounded` | the integers that a double rounds, `max` at the most |
//!
//! A finding has `code`, `line`, `column`, `pointer` (RFC 6901, from the value on; the position of
//! the value comes first if the capture is a list), `path` and `message`. `path` is the place in the
//! schema, for a link: `Type.field`, or `Type` for a value without a field. Outside of declared types
//! it is the name of the event, or else of the kind of frame; empty if nothing is known. `owner` says
//! which: `"type"`, `"event"`, `"frame"` or `""`. A message is a sentence with the place in it, and has
//! the words of `validate`. A rounded integer has `pointer`, `path` and `owner`, too, `text` as it is
//! written, and `double`, the integer that a double holds.
//!
//! # Limits
//!
//! Texts are never evaluated, so that a strict Content-Security-Policy allows the script. Patterns of
//! scalars run with the flag `u`. Recursion is bounded by the depth limit of 127 levels. A type that
//! the schema does not have, in the option `type`, is the only error that is thrown.
//!
//! What concerns files is left out: compression, encodings besides UTF-8, files of other formats, and
//! values of more than 64 MiB. Replies are not matched with requests, and there is no `--lenient`.

mod frames;
mod types;

use serde_json::{Map, Value};
use tdproto_schema::Model;

use crate::validate::around::may_be_wrapped;

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
    put("wraps", may_be_wrapped(model).into());
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
