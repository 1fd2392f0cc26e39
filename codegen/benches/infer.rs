//! How long `tdproto infer` takes beside `validate` on the same capture, by one thread and by two, in
//! seconds of a processor, which hardly depend on what else the machine does; and how much memory the
//! whole command needs for a capture of 1 GiB.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench infer`
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
use tdproto_codegen::capture::{self, Input, Settings};
use tdproto_codegen::infer::{self, Options};
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::validate::Validator;
use tdproto_codegen::{examples, sample};
use tdproto_schema::model::{Direction, Model};

/// How large the captures in memory are.
const BYTES: usize = 64 << 20;
/// How large the capture on disk is.
const LARGE: usize = 1 << 30;
/// Runs of each, which take turns, so that noise of the machine meets all; the fastest counts.
const RUNS: usize = 7;

fn main() {
    let (schema, _) = tdproto_schema::embedded::compiled();
    let model = &schema.model;
    // First, since a child's peak begins with that of this process.
    command(&traffic(model));
    let text = repeated(&traffic(model));
    let validator = Validator::new(model);
    println!(
        "server traffic in memory, {} MiB, fastest of {RUNS}:",
        BYTES >> 20
    );
    println!(
        "{:12} {:>14} {:>14} {:>8}",
        "threads", "validate, s", "infer, s", "times"
    );
    for threads in [1, 2] {
        let mut best = [f64::MAX; 2];
        for _ in 0..RUNS {
            let before = processor();
            checked(&validator, text, threads);
            let between = processor();
            inferred(text, threads);
            best[0] = best[0].min(between - before);
            best[1] = best[1].min(processor() - between);
        }
        let [validate, infer] = best;
        let times = infer / validate;
        println!("{threads:<12} {validate:>14.3} {infer:>14.3} {times:>8.2}");
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

fn memory(text: &'static [u8]) -> Input {
    Input {
        name: "memory".to_owned(),
        bytes: Ok(Box::new(text)),
        live: false,
    }
}

fn checked(validator: &Validator<'_>, text: &'static [u8], threads: usize) {
    let settings = Settings {
        threads,
        ..Settings::default()
    };
    let outcome = capture::check(validator, [memory(text)], &settings);
    assert_eq!(outcome.deviations(), 0, "{:#?}", outcome.found.first());
}

fn inferred(text: &'static [u8], threads: usize) {
    let options = Options {
        threads,
        ..Options::default()
    };
    let inferred = infer::infer([memory(text)], &options, &mut || false).unwrap();
    assert!(inferred.decls.events.len() > 30);
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
        let out = folder.path().join(threads);
        command.args(["infer", "--threads", threads, "--out"]);
        let status = command.arg(out).arg(&path).stdout(Stdio::null()).status();
        assert!(status.unwrap().success());
        let seconds = start.elapsed().as_secs_f64();
        let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        println!(
            "tdproto infer --threads {threads}, 1 GiB: {seconds:.1} s, {:.0} MB/s, peak memory {:.1} MiB",
            (copies * text.len()) as f64 / 1e6 / seconds,
            memory as f64 / 1024.0
        );
    }
}
