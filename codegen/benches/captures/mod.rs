//! Captures in memory and on disk, and what the commands that read them have in common.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use tdproto_codegen::capture::{self, Input, Settings};
use tdproto_codegen::load::built_in_examples;
use tdproto_codegen::validate::Validator;
use tdproto_codegen::{examples, sample};
use tdproto_schema::model::{Direction, Model};

/// How large the captures in memory are.
pub(crate) const BYTES: usize = 64 << 20;
/// How large the capture on disk is.
const LARGE: usize = 1 << 30;
/// Runs of each, which take turns, so that noise of the machine meets all; the fastest counts.
pub(crate) const RUNS: usize = 7;

/// The seconds that this process had a processor for.
pub(crate) fn processor() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// The events of a server: the documented ones as they were recorded, mended, and a sample of each.
pub(crate) fn traffic(model: &Model) -> Vec<String> {
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
pub(crate) fn repeated(frames: &[String]) -> &'static [u8] {
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

/// A capture in memory.
pub(crate) fn memory(text: &'static [u8]) -> Input {
    Input {
        name: "memory".to_owned(),
        bytes: Ok(Box::new(text)),
        live: false,
    }
}

/// Validates a capture, which must follow the schema.
pub(crate) fn checked(validator: &Validator<'_>, text: &'static [u8], threads: usize) {
    let settings = Settings {
        threads,
        ..Settings::default()
    };
    let outcome = capture::check(validator, [memory(text)], &settings);
    assert_eq!(outcome.deviations(), 0, "{:#?}", outcome.found.first());
}

/// The command `name` on a large file; `complete` adds its arguments, of which a folder for what it
/// writes is at hand.
pub(crate) fn command(frames: &[String], name: &str, complete: impl Fn(&mut Command, &Path)) {
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
        command.args([name, "--threads", threads]);
        complete(&mut command, &folder.path().join(threads));
        let status = command.arg(&path).stdout(Stdio::null()).status().unwrap();
        assert!(status.success());
        let seconds = start.elapsed().as_secs_f64();
        let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
        println!(
            "tdproto {name} --threads {threads}, 1 GiB: {seconds:.1} s, {:.0} MB/s, peak memory {:.1} MiB",
            (copies * text.len()) as f64 / 1e6 / seconds,
            memory as f64 / 1024.0
        );
    }
}
