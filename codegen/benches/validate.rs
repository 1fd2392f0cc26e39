//! How fast `tdproto validate` is, by one thread and by two, beside two floors that only read the
//! same lines as JSON; and how much memory the whole command needs for a capture of 1 GiB. Seconds
//! of a processor hardly depend on what else the machine does; those of the clock do.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench validate`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

use std::fs::File;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use serde::de::IgnoredAny;
use tdproto_codegen::capture::{self, Input, Settings};
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::validate::Validator;
use tdproto_codegen::{examples, sample};
use tdproto_schema::model::{Direction, Model};
use tdproto_wire::Reader;

/// How large the captures in memory are.
const BYTES: usize = 64 << 20;
/// How large the capture on disk is.
const LARGE: usize = 1 << 30;
/// Runs of each, which take turns, so that noise of the machine meets all; the fastest counts.
const RUNS: usize = 7;

/// Reads a whole capture.
type Run<'v> = Box<dyn Fn(&'static [u8]) + 'v>;

fn main() {
    let (schema, _) = tdproto_schema::embedded::compiled();
    let model = &schema.model;
    // First, since a child's peak begins with that of this process.
    command(&traffic(model));
    let real = repeated(&traffic(model));
    let small = repeated(&[
        r#"{"event":"server.time","params":{"time":"2019-09-18T00:00:07.435409Z"}}"#.to_owned(),
    ]);
    println!("NDJSON in memory, {} MiB, fastest of {RUNS}:", BYTES >> 20);
    println!(
        "{:40} {:>15} {:>15}",
        "MB for each second of a processor", "server traffic", "small frames"
    );
    let validator = Validator::new(model);
    let rows: [(&str, Run<'_>); 4] = [
        ("floor: skipped by the pull reader", Box::new(skipped)),
        ("floor: ignored by serde_json", Box::new(ignored)),
        (
            "checked by one thread",
            Box::new(|text| checked(&validator, text, 1)),
        ),
        (
            "checked by two threads",
            Box::new(|text| checked(&validator, text, 2)),
        ),
    ];
    let mut best = [[[f64::MAX; 2]; 2]; 4];
    for _ in 0..RUNS {
        for (row, (_, run)) in rows.iter().enumerate() {
            for (column, text) in [real, small].into_iter().enumerate() {
                let (start, before) = (Instant::now(), processor());
                run(text);
                let [cpu, wall] = &mut best[row][column];
                *cpu = cpu.min(processor() - before);
                *wall = wall.min(start.elapsed().as_secs_f64());
            }
        }
    }
    let line = |name: &str, [a, b]: [f64; 2], digits| {
        println!("{name:40} {a:>15.digits$} {b:>15.digits$}")
    };
    let speed = |seconds: f64| BYTES as f64 / 1e6 / seconds;
    for ((name, _), best) in rows.iter().zip(best) {
        line(name, best.map(|[cpu, _]| speed(cpu)), 0);
    }
    line(
        "by the floor of the pull reader, times",
        [0, 1].map(|at| best[2][at][0] / best[0][at][0]),
        2,
    );
    println!("MB for each second of the clock");
    for row in [2, 3] {
        line(rows[row].0, best[row].map(|[_, wall]| speed(wall)), 0);
    }
}

/// The seconds that this process had a processor for.
fn processor() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// The events of a server: the documented ones as they were recorded, mended, and a sample of each.
fn traffic(model: &Model) -> Vec<String> {
    let examples = built_in_examples().files;
    let examples = examples
        .iter()
        .filter(|example| example.event().starts_with("server."));
    let frames = examples.map(|example| examples::repaired(model, example).unwrap());
    let events = model
        .events()
        .iter()
        .filter(|event| event.is_sent(Direction::ServerToClient));
    let samples = events.map(|event| sample::frame(model, event, 0));
    frames
        .chain(samples)
        .map(|frame| frame.to_string())
        .collect()
}

/// The frames as lines, again and again.
fn repeated(frames: &[String]) -> &'static [u8] {
    let mut text = String::with_capacity(BYTES);
    for frame in frames.iter().cycle() {
        if text.len() + frame.len() >= BYTES {
            break;
        }
        text.push_str(frame);
        text.push('\n');
    }
    text.leak().as_bytes()
}

fn skipped(text: &'static [u8]) {
    let text = std::str::from_utf8(text).unwrap();
    for line in text.lines() {
        let mut r = Reader::of_text(line);
        r.skip().unwrap();
        r.end().unwrap();
    }
}

fn ignored(text: &'static [u8]) {
    let text = std::str::from_utf8(text).unwrap();
    for line in text.lines() {
        serde_json::from_str::<IgnoredAny>(line).unwrap();
    }
}

fn checked(validator: &Validator<'_>, text: &'static [u8], threads: usize) {
    let settings = Settings {
        threads,
        ..Settings::default()
    };
    let input = Input {
        name: "memory".to_owned(),
        bytes: Ok(Box::new(text)),
        live: false,
    };
    let outcome = capture::check(validator, [input], &settings);
    assert_eq!(outcome.deviations(), 0, "{:#?}", outcome.found.first());
}

/// The whole command on a large file.
fn command(frames: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.ndjson");
    let mut file = File::create(&path).unwrap();
    let text = frames.join("\n") + "\n";
    let copies = LARGE.div_ceil(text.len());
    for _ in 0..copies {
        file.write_all(text.as_bytes()).unwrap();
    }
    for threads in ["1", "2"] {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tdproto"));
        command.args(["validate", "--threads", threads]).arg(&path);
        let status = command.stdout(Stdio::null()).status().unwrap();
        assert!(status.success());
        let seconds = start.elapsed().as_secs_f64();
        let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        println!(
            "tdproto validate --threads {threads}, 1 GiB: {seconds:.1} s, {:.0} MB/s, peak memory {:.1} MiB",
            (copies * text.len()) as f64 / 1e6 / seconds,
            memory as f64 / 1024.0
        );
    }
}
