//! Decoding and encoding of the documented frames, and of unusual texts: the generated types, the same
//! types with serde's derives, and simd-json and sonic-rs over those.
//!
//! `cargo bench -p tdproto-bench --bench rust`; the last lines are the ratios of the run.
//!
//! The peer does the same: null and missing keys are empty, open enums keep texts that they do not
//! know, fields are left out as their presence says; what both write is compared before anything is
//! measured. Its frames are an adjacently tagged enum, as serde's guide has it, which skips the id
//! to be confirmed; that is in its favour. What is allocated is counted by a test of this crate.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

mod drawn;
mod texts;

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use serde_json::{Value, json};
use tdproto::wire::{Frame, Writer};
use tdproto::{Decoded, ServerEvent};
use tdproto_bench::borrowed::{Decoded as DecodedBorrowed, ServerEvent as Borrowed};
use tdproto_bench::peer::ServerEvent as Peer;
use tdproto_codegen::load::built_in_examples;

fn main() {
    compare(&frames("all"));
    divan::main();
    ratios();
    texts::by_serde(&frames("all"));
    texts::ratios(&frames("all"));
    drawn::ratios();
}

/// Which frames are measured.
const SETS: [&str; 3] = ["all", "roster", "small"];

/// The documented frames that a server sends, without white space.
fn frames(set: &str) -> Vec<String> {
    let examples = built_in_examples().files;
    let frames = examples.iter().filter_map(|example| {
        let event = example.event().into_owned();
        let frame: Value = serde_json::from_str(&example.text).unwrap();
        let frame = match frame.get("event") {
            Some(_) => frame,
            None => json!({ "event": event, "params": frame }),
        };
        event
            .starts_with("server.")
            .then(|| (event, frame.to_string()))
    });
    frames
        .filter(|(event, frame)| match set {
            "roster" => event == "server.roster",
            "small" => frame.len() < 1000,
            _ => true,
        })
        .map(|(_, frame)| frame)
        .collect()
}

fn ours(frames: &[String]) -> Vec<Frame<ServerEvent>> {
    let decoded = frames
        .iter()
        .map(|frame| ServerEvent::decode(frame.as_bytes()));
    decoded.map(|decoded| decoded.known().unwrap()).collect()
}

/// The same values in the peer's types.
fn peers(frames: &[String]) -> Vec<Peer> {
    let decoded = frames
        .iter()
        .map(|frame| serde_json::from_slice(frame.as_bytes()));
    decoded.map(Result::unwrap).collect()
}

/// Both must read the same out of the frames, and write it alike.
fn compare(frames: &[String]) {
    for (ours, peer) in ours(frames).into_iter().zip(peers(frames)) {
        let frame = Frame {
            confirm_id: None,
            ..ours
        };
        let ours: Value = serde_json::from_str(&frame.encode()).unwrap();
        assert_eq!(ours, serde_json::to_value(peer).unwrap());
    }
}

#[divan::bench(args = SETS)]
fn decode_tdproto(bencher: Bencher<'_, '_>, set: &str) {
    let frames = frames(set);
    bencher.bench_local(|| decode_ours(&frames));
}

#[divan::bench(args = SETS)]
fn decode_tdproto_borrowed(bencher: Bencher<'_, '_>, set: &str) {
    let frames = frames(set);
    bencher.bench_local(|| decode_borrowed(&frames));
}

#[divan::bench(args = SETS)]
fn decode_serde_derive(bencher: Bencher<'_, '_>, set: &str) {
    let frames = frames(set);
    bencher.bench_local(|| decode_peer(&frames));
}

#[divan::bench(args = SETS)]
fn decode_simd_json(bencher: Bencher<'_, '_>, set: &str) {
    let frames = frames(set);
    bencher.bench_local(|| decode_simd(&frames));
}

#[divan::bench(args = SETS)]
fn encode_tdproto(bencher: Bencher<'_, '_>, set: &str) {
    let frames = ours(&frames(set));
    bencher.bench_local(|| encode_ours(&frames));
}

#[divan::bench(args = SETS)]
fn encode_serde_derive(bencher: Bencher<'_, '_>, set: &str) {
    let frames = peers(&frames(set));
    bencher.bench_local(|| encode_peer(&frames));
}

fn decode_ours(frames: &[String]) {
    for frame in frames {
        let decoded = ServerEvent::decode(black_box(frame.as_bytes()));
        assert!(matches!(decoded, Decoded::Known(_)));
        black_box(decoded);
    }
}

fn decode_borrowed(frames: &[String]) {
    for frame in frames {
        let decoded = Borrowed::decode(black_box(frame.as_bytes()));
        assert!(matches!(decoded, DecodedBorrowed::Known(_)));
        black_box(decoded);
    }
}

fn decode_peer(frames: &[String]) {
    for frame in frames {
        black_box(serde_json::from_slice::<Peer>(black_box(frame.as_bytes())).unwrap());
    }
}

fn decode_simd(frames: &[String]) {
    for frame in frames {
        // It writes into its input, so that a copy is part of its work.
        let mut bytes = black_box(frame.as_bytes()).to_vec();
        black_box(simd_json::serde::from_slice::<Peer>(&mut bytes).unwrap());
    }
}

fn encode_ours(frames: &[Frame<ServerEvent>]) {
    for frame in frames {
        let mut w = Writer::new();
        black_box(frame).write(&mut w);
        black_box(w.finish());
    }
}

fn encode_peer(frames: &[Peer]) {
    for frame in frames {
        black_box(serde_json::to_vec(black_box(frame)).unwrap());
    }
}

/// How often work is done in one turn: in a row, as divan measures it, and once, when the caches hold
/// what the others did. The limits are meant for the first.
const TURNS: [(&str, usize); 2] = [("in a row", 20), ("once", 1)];

/// The ratios that count, from runs that take turns, so that noise of the machine meets all.
fn ratios() {
    println!(
        "\nratios of the medians        decode/derive  borrowed/derive  decode/simd-json  encode/derive"
    );
    for (turn, times) in TURNS {
        println!("{turn}");
        for set in SETS {
            let frames = frames(set);
            let (ours, peers) = (ours(&frames), peers(&frames));
            let work: [&dyn Fn(); 6] = [
                &|| decode_ours(&frames),
                &|| decode_borrowed(&frames),
                &|| decode_peer(&frames),
                &|| decode_simd(&frames),
                &|| encode_ours(&ours),
                &|| encode_peer(&peers),
            ];
            let [tdproto, borrowed, derive, simd, write, write_derive] =
                medians(work, times, ROUNDS);
            println!(
                "  {set:<8} {:>8.1} µs {:>17.2} {:>16.2} {:>17.2} {:>14.2}",
                tdproto * 1e6,
                tdproto / derive,
                borrowed / derive,
                tdproto / simd,
                write / write_derive
            );
        }
    }
    println!(
        "at most (all, in a row)               0.45             0.30              1.00           0.50"
    );
}

/// How many turns the documented frames take.
const ROUNDS: usize = 200;

/// The median time that each piece of work takes.
fn medians<const N: usize>(work: [&dyn Fn(); N], times: usize, rounds: usize) -> [f64; N] {
    let mut samples: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    for _ in 0..rounds {
        for (work, samples) in work.iter().zip(&mut samples) {
            if times > 1 {
                work();
            }
            let start = Instant::now();
            (0..times).for_each(|_| work());
            samples.push(start.elapsed());
        }
    }
    samples.map(|mut samples| {
        samples.sort();
        samples[rounds / 2].as_secs_f64() / times as f64
    })
}
