//! Drawn frames: a struct for each kind, and an enum of the kinds of each direction.

use tdproto_schema::Diagnostic;
use tdproto_schema::model::{Direction, HoleKind, Test};

use super::borrow::{RustInput, generics};
use super::frame_kinds::Kind;
use super::frame_places::{Tree, test};
use super::layout::{arm, typed};
use super::{docs, frame_places, frame_reading, frame_writing};
use crate::lang::{Input, direction, frames as shared, lifecycle_notes};
use crate::text::Writer;

/// The error of frames that Rust does not have.
pub(super) fn refused(input: &Input<'_>) -> Option<Diagnostic> {
    match input.options.rust.derive {
        true => shared::refused(input.model, "Rust with derives"),
        false => None,
    }
}

/// Writes the frames of both directions.
pub(super) fn write(w: &mut Writer, input: &RustInput<'_>) {
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        let kinds = input.model.frames_with_ids();
        let kinds = kinds.filter(|(_, kind)| kind.sender.sends(direction));
        let kinds: Vec<Kind<'_>> = kinds
            .map(|(id, kind)| Kind::new(input, direction, id, kind))
            .collect();
        let tree = Tree::new(kinds.iter().map(|kind| kind.kind));
        for kind in &kinds {
            structure(w, kind);
            frame_reading::write(w, input, kind, &tree);
            frame_writing::write(w, kind);
        }
        all(w, direction, &kinds, &tree);
    }
}

/// Writes the struct of a kind.
fn structure(w: &mut Writer, kind: &Kind<'_>) {
    let words = direction::words(kind.direction);
    w.blank();
    let notes = vec![format!(
        "A frame of kind `{}` that {} sends to {}.",
        kind.kind.name, words.sender, words.receiver
    )];
    docs::item(
        w,
        &kind.kind.docs,
        &notes
            .into_iter()
            .chain(lifecycle_notes(&kind.kind.docs, None))
            .collect::<Vec<_>>(),
    );
    w.line("#[derive(Debug, Clone, PartialEq)]");
    let life = kind.life("'a");
    if kind.members.is_empty() && kind.events.is_none() {
        w.line(format!("pub struct {}{life} {{}}", kind.name));
        return;
    }
    w.block(format!("pub struct {}{life} {{", kind.name), "}", |w| {
        for member in &kind.members {
            match member.field {
                Some(field) => {
                    let since = kind.kind.docs.since.as_deref();
                    docs::item(w, &field.docs, &lifecycle_notes(&field.docs, since));
                }
                None => w.line(format!("/// {}", member.doc)),
            }
            typed(w, &format!("pub {}:", member.name), &member.ty, ",");
        }
        if let Some(events) = &kind.events {
            w.line("/// The event.");
            w.line(format!("pub event: {events},"));
        }
    });
}

/// Writes the enum of the frames of a direction.
fn all(w: &mut Writer, direction: Direction, kinds: &[Kind<'_>], tree: &Tree) {
    let words = direction::words(direction);
    let name = format!("{}Frame", words.prefix);
    let borrows = kinds.iter().any(|kind| kind.borrows);
    let life = generics(borrows, "'a");
    w.blank();
    w.line(format!(
        "/// A frame that {} sends to {}.",
        words.sender, words.receiver
    ));
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.line("#[allow(clippy::large_enum_variant)]");
    w.line("#[non_exhaustive]");
    if kinds.is_empty() {
        w.line(format!("pub enum {name}{life} {{}}"));
    } else {
        w.block(format!("pub enum {name}{life} {{"), "}", |w| {
            for kind in kinds {
                w.line(format!("/// Kind `{}`.", kind.kind.name));
                w.line(format!(
                    "{}({}{}),",
                    kind.variant,
                    kind.name,
                    kind.life("'a")
                ));
            }
        });
    }
    let named = kinds.iter().any(|kind| kind.kind.is_nameless());
    functions(w, (&name, &life), named, kinds);
    implementation(w, &name, &generics(borrows, "'de"), kinds, tree);
    for kind in kinds {
        w.blank();
        let (own, inner) = (generics(borrows, "'a"), kind.life("'a"));
        w.block(
            format!("impl{own} From<{}{inner}> for {name}{own} {{", kind.name),
            "}",
            |w| {
                w.block(
                    format!("fn from(frame: {}{inner}) -> Self {{", kind.name),
                    "}",
                    |w| {
                        w.line(format!("Self::{}(frame)", kind.variant));
                    },
                );
            },
        );
    }
}

/// Writes the functions that callers need most often, so that no trait has to be imported.
fn functions(w: &mut Writer, (name, life): (&str, &str), named: bool, kinds: &[Kind<'_>]) {
    let reference = if life.is_empty() { "&" } else { "&'a " };
    let decoded = "wire::DecodedFrame<Self>";
    w.blank();
    w.block(format!("impl{life} {name}{life} {{"), "}", |w| {
        let function = |w: &mut Writer, doc: &str, params: &str, body: &str| {
            w.line(format!("/// {doc}"));
            w.line("#[must_use]");
            w.block(format!("pub fn {params} -> {decoded} {{"), "}", |w| {
                w.line(body)
            });
            w.blank();
        };
        function(
            w,
            "Decodes a frame. Bad input is returned as `Malformed`; decoding never fails.",
            &format!("decode(frame: {reference}[u8])"),
            "wire::decode_frame(frame, None, wire::Limits::DEFAULT)",
        );
        function(
            w,
            "Decodes a frame that is a text, which need not be checked for UTF-8.",
            &format!("decode_str(frame: {reference}str)"),
            "wire::decode_frame_str(frame, None, wire::Limits::DEFAULT)",
        );
        function(
            w,
            "Decodes a frame within limits of your own.",
            &format!("decode_with(frame: {reference}[u8], limits: wire::Limits)"),
            "wire::decode_frame(frame, None, limits)",
        );
        if named {
            function(
                w,
                "Decodes a frame whose event something besides it tells, such as a header of HTTP.",
                &format!("decode_named(name: &str, frame: {reference}[u8])"),
                "wire::decode_frame(frame, Some(name), wire::Limits::DEFAULT)",
            );
        }
        w.line("/// The name of its kind in the schema.");
        w.line("#[must_use]");
        w.block("pub fn kind(&self) -> &'static str {", "}", |w| {
            if kinds.is_empty() {
                w.line("match *self {}");
                return;
            }
            w.block("match self {", "}", |w| {
                for kind in kinds {
                    let pattern = format!("Self::{}(_)", kind.variant);
                    arm(w, &pattern, &format!("{:?}", kind.kind.name));
                }
            });
        });
        w.blank();
        w.line("/// The frame as JSON.");
        w.line("#[must_use]");
        w.block("pub fn encode(&self) -> String {", "}", |w| {
            w.line("wire::encode_frame(self)");
        });
    });
}

fn implementation(w: &mut Writer, name: &str, life: &str, kinds: &[Kind<'_>], tree: &Tree) {
    w.blank();
    w.line("#[rustfmt::skip]");
    w.block(
        format!("impl<'de> wire::DrawnFrame<'de> for {name}{life} {{"),
        "}",
        |w| {
            frame_places::write(w, tree);
            w.blank();
            w.block("const KINDS: &'static [wire::FrameKind] = &[", "];", |w| {
                for kind in kinds {
                    description(w, kind, tree);
                }
            });
            w.blank();
            early(w, kinds, tree);
            w.blank();
            reading(w, "read_kind", "Self", kinds, |kind, slot| {
                let early = slot.map_or(String::new(), |slot| format!(", {slot}"));
                let read = format!("{}::read(name, places{early})", kind.name);
                Some(format!("Ok({read}?.map(Self::{}))", kind.variant))
            });
            w.blank();
            let to = if kinds.is_empty() { "_w" } else { "w" };
            w.block(
                format!("fn write_frame(&self, {to}: &mut wire::Writer) {{"),
                "}",
                |w| {
                    if kinds.is_empty() {
                        w.line("match *self {}");
                        return;
                    }
                    w.block("match self {", "}", |w| {
                        for kind in kinds {
                            w.line(format!("Self::{}(frame) => frame.write(w),", kind.variant));
                        }
                    });
                },
            );
        },
    );
}

/// Writes how events are read before their frames have ended.
fn early(w: &mut Writer, kinds: &[Kind<'_>], tree: &Tree) {
    let events = kinds.iter().filter_map(|kind| kind.events.as_ref());
    // A pair for each kind, since there may be more kinds than tuples have items.
    let ty = events.rev().fold("()".to_owned(), |rest, events| {
        let events = events.replace("'a", "'de");
        format!("(Option<{events}>, {rest})")
    });
    w.line(format!("type Early = {ty};"));
    w.blank();
    reading(w, "read_early", "usize", kinds, |kind, slot| {
        frame_reading::early(kind, tree)?;
        let slot = slot?;
        Some(format!("{}::read_early(name, places, {slot})", kind.name))
    });
}

/// Writes a function that reads something of a frame of a kind. `read` is given the kind, and where
/// its event is that was read early.
fn reading(
    w: &mut Writer,
    function: &str,
    result: &str,
    kinds: &[Kind<'_>],
    read: impl Fn(&Kind<'_>, Option<String>) -> Option<String>,
) {
    let mut slot = "early".to_owned();
    let reads = kinds.iter().enumerate().filter_map(|(at, kind)| {
        let own = kind.events.is_some().then(|| format!("&mut {slot}.0"));
        if own.is_some() {
            slot.push_str(".1");
        }
        Some(format!("{at} => {},", read(kind, own)?))
    });
    let reads: Vec<String> = reads.collect();
    let used = |name: &str| match reads.iter().any(|read| read.contains(name)) {
        true => name.to_owned(),
        false => format!("_{name}"),
    };
    let kind = if reads.is_empty() { "_kind" } else { "kind" };
    let params = format!(
        "{kind}: usize, {}: Option<&str>, {}: &wire::Places<'de>, {}: &mut Self::Early",
        used("name"),
        used("places"),
        used("early"),
    );
    let open = format!("fn {function}({params}) -> Result<Option<{result}>, wire::Error> {{");
    w.block(open, "}", |w| {
        if reads.is_empty() {
            w.line("Ok(None)");
            return;
        }
        w.block("match kind {", "}", |w| {
            w.lines(reads);
            w.line("_ => Ok(None),");
        });
    });
}

/// Writes the description of a kind, for receivers.
fn description(w: &mut Writer, kind: &Kind<'_>, tree: &Tree) {
    let place = |wanted: HoleKind| format!("{:?}", tree.hole(kind.kind, wanted));
    w.block("wire::FrameKind {", "},", |w| {
        w.line(format!("name: {:?},", kind.kind.name));
        let mut tests = kind.kind.tests();
        // What costs least to look at comes first.
        tests.sort_by_key(|(_, found)| matches!(found, Test::Is(_)));
        w.block("tests: &[", "],", |w| {
            for (path, found) in &tests {
                w.line(format!("({}, {}),", tree.find(path), test(found)));
            }
        });
        w.line(format!("event: {},", place(HoleKind::Event)));
        w.line(format!("id: {},", place(HoleKind::Id)));
        w.line(format!("params: {:?},", frame_reading::early(kind, tree)));
    });
}
