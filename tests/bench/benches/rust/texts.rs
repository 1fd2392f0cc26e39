//! Frames whose texts are unusual: many escapes, no ASCII, ten megabytes. Each is decoded and encoded
//! by every peer, in turns; the table shows how long the generated types take, and the ratios.

use std::hint::black_box;

use serde_json::{Value, json};
use tdproto::wire::{from_str, to_string};
use tdproto::{ServerContactUpdatedParams, ServerEvent, ServerMessageUpdatedParams};
use tdproto_bench::borrowed::ServerEvent as Borrowed;
use tdproto_bench::peer::{self, ServerEvent as Peer};
use tdproto_bench::peer_borrowed::ServerEvent as PeerBorrowed;

use crate::medians;

/// About the length of the long texts.
const LONG: usize = 35_000;

/// About the length of the large frames.
const LARGE: usize = 10_000_000;

/// A frame whose only message has a text.
fn with_text(text: &str) -> String {
    json!({
        "event": "server.message.updated",
        "params": {"messages": [{"message_id": "m", "content": {"type": "plain", "text": text}}]},
    })
    .to_string()
}

/// A text that is repeated until it is long.
fn long(text: &str) -> String {
    text.repeat(LONG / text.len())
}

/// The frame of an event with its list repeated until it is large.
fn large(frames: &[String], event: &str, list: &str) -> String {
    let head = format!(r#"{{"event":"{event}""#);
    let values = frames.iter().map(|frame| {
        let frame: Value = serde_json::from_str(frame).unwrap();
        frame
    });
    let mut found = values.filter(|frame| frame["event"] == event);
    let frame = found.next().unwrap_or_else(|| panic!("no frame of {head}"));
    let items: Vec<_> = frame["params"][list].as_array().unwrap().clone();
    let text: Vec<_> = items.iter().map(Value::to_string).collect();
    let text = text.join(",");
    let many = vec![text.as_str(); LARGE / text.len()].join(",");
    format!(r#"{head},"params":{{"{list}":[{many}]}}}}"#)
}

/// The frames, by what is unusual in them.
fn cases(frames: &[String]) -> Vec<(&'static str, String)> {
    let russian = long("Съешь же ещё этих мягких французских булок, да выпей чаю. ");
    let escaped = with_text(&russian[..russian.floor_char_boundary(LONG / 3)]);
    let escaped: String = escaped
        .chars()
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("\\u{:04x}", u32::from(c)),
        })
        .collect();
    let quotes = long("He said \"yes, of course\", and left the room.\nThen she said \"no\".\n");
    vec![
        ("russian as \\u", escaped),
        ("quotes, lines", with_text(&quotes)),
        ("russian", with_text(&russian)),
        (
            "ascii",
            with_text(&long("The quick brown fox jumps over the lazy dog. ")),
        ),
        (
            "10 MB of messages",
            large(frames, "server.message.updated", "messages"),
        ),
        (
            "10 MB of chats",
            large(frames, "server.chat.updated", "chats"),
        ),
    ]
}

/// Prints the tables.
pub(crate) fn ratios(frames: &[String]) {
    let cases = cases(frames);
    println!(
        "\ndecoding                 µs   str µs | ratio to: serde  borrowed serde  simd-json  sonic-rs | borrowed/borrowed serde"
    );
    for (name, frame) in &cases {
        let simd = || {
            // It writes into its input, so that a copy is part of its work.
            let mut bytes = black_box(frame.as_bytes()).to_vec();
            drop(black_box(
                simd_json::serde::from_slice::<Peer>(&mut bytes).unwrap(),
            ));
        };
        let bytes = || black_box(frame.as_bytes());
        let text = || black_box(frame.as_str());
        let work: [&dyn Fn(); 8] = [
            &|| drop(black_box(ServerEvent::decode(bytes()).known().unwrap())),
            &|| drop(black_box(ServerEvent::decode_str(text()).known().unwrap())),
            &|| drop(black_box(Borrowed::decode_str(text()).known().unwrap())),
            &|| drop(black_box(serde_json::from_slice::<Peer>(bytes()).unwrap())),
            &|| {
                drop(black_box(
                    serde_json::from_slice::<PeerBorrowed<'_>>(bytes()).unwrap(),
                ))
            },
            &simd,
            &|| drop(black_box(sonic_rs::from_str::<Peer>(text()).unwrap())),
            &|| drop(black_box(sonic_rs::from_slice::<Peer>(bytes()).unwrap())),
        ];
        let [
            ours,
            of_text,
            borrowed,
            serde,
            serde_borrowed,
            simd,
            sonic,
            sonic_bytes,
        ] = medians(work, times(frame), rounds(frame));
        println!(
            "{name:<18} {:>9.1} {:>8.1} | {:>16.2} {:>15.2} {:>10.2} {:>9.2} | {:>8.2}",
            ours * 1e6,
            of_text * 1e6,
            ours / serde,
            ours / serde_borrowed,
            ours / simd,
            ours / sonic_bytes,
            borrowed / serde_borrowed,
        );
        println!(
            "{:<37} | decode_str / sonic_rs::from_str {:.2}",
            "",
            of_text / sonic
        );
    }
    println!("\nencoding                 µs | ratio to: serde  simd-json  sonic-rs");
    for (name, frame) in &cases {
        let ours = ServerEvent::decode(frame.as_bytes()).known().unwrap();
        let peer: Peer = serde_json::from_str(frame).unwrap();
        let work: [&dyn Fn(); 4] = [
            &|| drop(black_box(black_box(&ours).encode())),
            &|| drop(black_box(serde_json::to_string(black_box(&peer)).unwrap())),
            &|| {
                drop(black_box(
                    simd_json::serde::to_string(black_box(&peer)).unwrap(),
                ))
            },
            &|| drop(black_box(sonic_rs::to_string(black_box(&peer)).unwrap())),
        ];
        let [ours, serde, simd, sonic] = medians(work, times(frame), rounds(frame));
        println!(
            "{name:<18} {:>9.1} | {:>16.2} {:>10.2} {:>9.2}",
            ours * 1e6,
            ours / serde,
            ours / simd,
            ours / sonic,
        );
    }
}

fn times(frame: &str) -> usize {
    if frame.len() > LARGE / 2 { 1 } else { 10 }
}

fn rounds(frame: &str) -> usize {
    if frame.len() > LARGE / 2 { 15 } else { 100 }
}

/// Prints what serde's traits of the generated types cost, by way of `serde_json`.
pub(crate) fn by_serde(frames: &[String]) {
    println!("\nserde's traits / serde's derives     decode  encode");
    let params = |event: &str| {
        let values = frames.iter().map(|frame| {
            let frame: Value = serde_json::from_str(frame).unwrap();
            frame
        });
        let mut found = values.filter(|frame| frame["event"] == event);
        found.next().unwrap()["params"].to_string()
    };
    let text = params("server.message.updated");
    let ours: ServerMessageUpdatedParams = from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&ours).unwrap(), to_string(&ours));
    let theirs: peer::ServerMessageUpdatedParams = serde_json::from_str(&text).unwrap();
    let work: [&dyn Fn(); 4] = [
        &|| {
            drop(black_box(
                serde_json::from_str::<ServerMessageUpdatedParams>(black_box(&text)),
            ))
        },
        &|| {
            drop(black_box(serde_json::from_str::<
                peer::ServerMessageUpdatedParams,
            >(black_box(&text))))
        },
        &|| drop(black_box(serde_json::to_string(black_box(&ours)))),
        &|| drop(black_box(serde_json::to_string(black_box(&theirs)))),
    ];
    print_by_serde("messages", medians(work, 20, 100));
    let text = params("server.contact.updated");
    let ours: ServerContactUpdatedParams = from_str(&text).unwrap();
    let theirs: peer::ServerContactUpdatedParams = serde_json::from_str(&text).unwrap();
    let work: [&dyn Fn(); 4] = [
        &|| {
            drop(black_box(
                serde_json::from_str::<ServerContactUpdatedParams>(black_box(&text)),
            ))
        },
        &|| {
            drop(black_box(serde_json::from_str::<
                peer::ServerContactUpdatedParams,
            >(black_box(&text))))
        },
        &|| drop(black_box(serde_json::to_string(black_box(&ours)))),
        &|| drop(black_box(serde_json::to_string(black_box(&theirs)))),
    ];
    print_by_serde("contacts", medians(work, 20, 100));
}

fn print_by_serde(name: &str, [decode, decode_derive, encode, encode_derive]: [f64; 4]) {
    let (decode, encode) = (decode / decode_derive, encode / encode_derive);
    println!("{name:<36} {decode:>6.2} {encode:>7.2}");
}
