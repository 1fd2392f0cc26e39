//! The crate's `README.md`.

use super::borrow::RustInput;
use super::{RUST_VERSION, package};
use crate::banner::banner;
use crate::lang::readme::about;
use crate::options::UnknownFields;

/// The whole text.
pub(super) fn text(input: &RustInput<'_>) -> String {
    let protocol = &input.model.protocol;
    let package = package(input).name;
    let mut parts = vec![
        format!("<!-- {} -->", banner(input.model)),
        format!("# {package}"),
    ];
    let doc = protocol.doc.trim();
    if !doc.is_empty() {
        parts.push(doc.to_owned());
    }
    let version = protocol.version.as_ref();
    let version = version.map(|version| format!(", version {version}"));
    parts.push(format!(
        "Rust types of the protocol {}{}. They read and write JSON themselves: the crate depends on \
         no other. It needs Rust {RUST_VERSION} or later.",
        protocol.shown_name(),
        version.unwrap_or_default()
    ));
    parts.extend(about(input.model));
    let text = match input.model.frames().is_empty() {
        true => DECODING,
        false => DECODING_FRAMES,
    };
    let has_frames = !input.model.frames().is_empty();
    let has_requests = input
        .model
        .events()
        .iter()
        .any(|event| event.reply.is_some());
    let replies = if has_requests { REPLIES } else { "" };
    let text = text.replace("REPLIES", replies);
    parts.push(decoding(&text, &package, input.options.unknown_fields));
    parts.push(types(input.is_borrowed(), has_requests));
    let confirmed = match has_frames {
        false => ": needed by `Frame::confirmed` on `wasm32-unknown-unknown`",
        true => "",
    };
    parts.push(FEATURES.replace("CONFIRMED", confirmed));
    parts.join("\n\n") + "\n"
}

fn decoding(text: &str, package: &str, unknown_fields: UnknownFields) -> String {
    let unknown = match unknown_fields {
        UnknownFields::Ignore => "Unknown keys are skipped",
        UnknownFields::Keep => "Unknown keys are kept and written back",
        UnknownFields::Deny => "Unknown keys make a frame malformed",
    };
    text.replace("PACKAGE", &package.replace('-', "_"))
        .replace("UNKNOWN", unknown)
}

const DECODING: &str = r#"## Decode and encode

```rust
use PACKAGE::{Decoded, ServerEvent};

fn read(text: &[u8]) {
    match ServerEvent::decode(text) {
        Decoded::Known(frame) => println!("{}", frame.event.name()),
        // Of a later version of the protocol: kept whole.
        Decoded::Unknown { name, .. } => println!("{name} is new"),
        Decoded::Malformed { error, .. } => eprintln!("{error}"),
    }
}
```

Decoding never fails: bad input is returned as `Malformed`, with its path and byte. A missing or `null` field becomes its empty value. Unknown values of open enums are kept and written back. UNKNOWN.

`encode()` of a frame writes it. Servers decode `ClientEvent`. `wire::from_str` and `wire::to_string` read and write a single entity, such as the body of an HTTP request. `EVENTS` lists all events.

`decode_str` takes a text, which needs no check for UTF-8. `ack()` confirms a frame, even one that is unknown or malformed.

`decode_with` takes `wire::Limits`. By default, a frame has at most 64 MiB, a million items in lists and maps, and 127 levels. An item takes at most the size of its Rust type and its texts: lower `items` for clients that you do not trust."#;

const DECODING_FRAMES: &str = r#"## Decode and encode

```rust
use PACKAGE::{DecodedFrame, ServerFrame};

fn read(text: &[u8]) {
    match ServerFrame::decode(text) {
        DecodedFrame::Known(frame) => println!("{}", frame.kind()),
        // Of a later version of the protocol: kept whole.
        DecodedFrame::Unknown { name, .. } => println!("{name} is new"),
        DecodedFrame::Malformed { error, .. } => eprintln!("{error}"),
    }
}
```

`ServerFrame` has a variant for each kind of frame that the server sends, with a struct of its places: its fields, its id, and its event. Servers decode `ClientFrame`. Decoding never fails: bad input is returned as `Malformed`, with its path and byte. A missing or `null` field of an entity becomes its empty value. Unknown values of open enums are kept and written back. UNKNOWN.

`encode()` of a frame writes it, its places in the order in which the protocol draws them. `wire::from_str` and `wire::to_string` read and write a single entity. `EVENTS` lists all events.

REPLIES`decode_str` takes a text, which needs no check for UTF-8. `decode_with` takes `wire::Limits`. By default, a frame has at most 64 MiB, a million items in lists and maps, and 127 levels. An item takes at most the size of its Rust type and its texts: lower `items` for clients that you do not trust."#;

const REPLIES: &str = r"A reply need not say which request it answers: find that by its id. Then `frame.reply::<requests::NAME>()` reads the result as the type of the request, and `failure` an error that is not the same for all requests. `Json::of(&value)` makes the result of a reply that you send.

";

fn types(borrowed: bool, has_replies: bool) -> String {
    let mut text = "## Types\n\nEvery type is at the top of the crate. `NAMEInput` is an entity as a \
                    client sends it, without readonly fields. Open enums and event enums are \
                    `#[non_exhaustive]`. An optional entity is an `Option<Box<T>>`. Build structs with \
                    `..Default::default()`, so that a new field does not break your code."
        .to_owned();
    if borrowed {
        text.push_str(" Texts borrow from the frame that they were read from.");
        if has_replies {
            text.push_str(
                " A reply borrows from the struct of its frame; `into_owned()` copies it.",
            );
        }
    }
    text
}

const FEATURES: &str = "## Features

| feature | adds |
|---|---|
| `serde` | serde's traits for every type |
| `time`, `chrono`, `jiff` | conversions of dates and times |
| `simdutf8` | a faster check that bytes are UTF-8 |
| `getrandom` | ids from the system's random numbersCONFIRMED |
| `arbitrary` | `arbitrary::Arbitrary` for types, events and frames: values that are the same once they were written and read |
| `schemars` | `schemars::JsonSchema` for types, events and frames: the definitions in `schema.json` |
| `patterns` | regular expressions and formats of texts in the methods `check` |

None is on by default.";
