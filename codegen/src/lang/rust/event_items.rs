//! Items of the events that their implementation does not need: functions for callers, and the
//! table of all events.

use tdproto_schema::model::Sender;

use super::borrow::RustInput;
use crate::text::Writer;

/// Writes the functions that callers need most often, so that no trait has to be imported.
pub(super) fn shortcuts(w: &mut Writer, name: &str, life: &str) {
    let reference = match life {
        "" => "&",
        _ => "&'a ",
    };
    let decoders = [
        (
            "Decodes a frame. Bad input is returned as `Malformed`; decoding never fails.",
            "decode",
            "[u8]",
        ),
        (
            "Decodes a frame that is a text, which need not be checked for UTF-8.",
            "decode_str",
            "str",
        ),
    ];
    w.blank();
    w.block(format!("impl{life} {name}{life} {{"), "}", |w| {
        for (doc, function, ty) in decoders {
            w.line(format_args!("/// {doc}"));
            w.line("#[must_use]");
            let open =
                format!("pub fn {function}(frame: {reference}{ty}) -> wire::Decoded<Self> {{");
            w.block(open, "}", |w| {
                w.line(format_args!("wire::Frame::{function}(frame)"))
            });
            w.blank();
        }
        w.line("/// Decodes a frame within limits of your own.");
        w.line("#[must_use]");
        let params = format!("frame: {reference}[u8], limits: wire::Limits");
        let open = format!("pub fn decode_with({params}) -> wire::Decoded<Self> {{");
        w.block(open, "}", |w| {
            w.line("wire::Frame::decode_with(frame, limits)")
        });
        w.blank();
        w.line("/// The name on the wire.");
        w.line("#[must_use]");
        let open = "pub fn name(&self) -> &'static str {";
        w.block(open, "}", |w| w.line("wire::Event::name(self)"));
    });
}

/// Writes the table of all facts in the schema about the events.
pub(super) fn table(w: &mut Writer, input: &RustInput<'_>) {
    w.blank();
    if input.model.events().is_empty() {
        w.line("event_table! {}");
        return;
    }
    w.block("event_table! {", "}", |w| {
        for event in input.model.events() {
            let direction = match event.sender {
                Sender::Client => "ClientToServer",
                Sender::Server => "ServerToClient",
                Sender::Both => "Both",
            };
            let deprecated = match &event.docs.deprecated {
                Some(deprecated) => format!("Some({:?})", deprecated.note),
                None => "None".to_owned(),
            };
            let since = event.docs.since.as_deref().unwrap_or_default();
            w.line(format!(
                "{:?} {direction} {since:?} {deprecated},",
                event.name
            ));
            w.indented(|w| w.line(format!("{:?};", event.docs.text)));
        }
    });
}
