//! How long the gate's commands take on the whole protocol, as whole processes, against a floor: a
//! program that only loads and compiles the same schemas.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench gate`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use nix::sys::resource::{UsageWho, getrusage};
use tdproto_codegen::load::{Reading, SchemaSource};
use tdproto_schema::{SourceMap, embedded};

/// Runs of each program; they take turns, so that noise of the machine meets all.
const RUNS: usize = 51;

/// What a whole process may take, in milliseconds.
const LIMIT: f64 = 25.0;

fn main() {
    let args: Vec<String> = env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--floor") {
        floor(&args[at + 1..]);
        return;
    }
    let work = tempfile::tempdir().unwrap();
    let (same, modified) = (work.path().join("same"), work.path().join("modified"));
    write_copy(&same, |text| text);
    write_copy(&modified, modify);
    println!(
        "medians of {RUNS}:                               command    floor  ratio  CPU of both"
    );
    let against_itself = ["breaking", "--schema", "SAME", "--against", "builtin"];
    let against_copy = ["breaking", "--schema", "MODIFIED", "--against", "builtin"];
    let differences = ["diff", "builtin", "MODIFIED"];
    for (name, args, schemas) in [
        (
            "breaking, against itself",
            &against_itself[..],
            &["SAME", "builtin"][..],
        ),
        (
            "breaking, against a modified copy",
            &against_copy,
            &["MODIFIED", "builtin"],
        ),
        (
            "diff, a modified copy",
            &differences,
            &["MODIFIED", "builtin"],
        ),
        (
            "lint, every rule",
            &["lint", "--level", "docs"],
            &["builtin"],
        ),
    ] {
        let fill = |arg: &&str| match *arg {
            "SAME" => same.clone(),
            "MODIFIED" => modified.clone(),
            other => PathBuf::from(other),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_tdproto"));
        command.args(args.iter().map(fill));
        let mut floor = Command::new(env::current_exe().unwrap());
        floor.arg("--floor").args(schemas.iter().map(fill));
        compare(name, &mut command, &mut floor);
    }
}

fn compare(name: &str, command: &mut Command, floor: &mut Command) {
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(timed(command));
        floors.push(timed(floor));
    }
    let ([ours, our_cpu], [floor, floor_cpu]) = (medians(&ours), medians(&floors));
    let ratio = ours / floor;
    println!(
        "  {name:<36} {ours:>7.1} ms {floor:>5.1} ms {ratio:>6.2}  {our_cpu:.1} and {floor_cpu:.1} ms (clock at most {LIMIT} ms)"
    );
}

/// All that the floor does.
fn floor(schemas: &[String]) {
    let mut sources = SourceMap::default();
    for schema in schemas {
        let source = SchemaSource::parse(schema.as_ref()).unwrap();
        match source.read(&mut sources) {
            Reading::Schema(schema, _) => assert!(!schema.model.types().is_empty()),
            Reading::New(absent) => panic!("{}", absent.message),
        }
    }
}

/// The time of a whole process by the clock, and what it used of the processors.
fn timed(command: &mut Command) -> [Duration; 2] {
    let (before, start) = (cpu(), Instant::now());
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let clock = start.elapsed();
    assert!(status.code().is_some_and(|code| code < 2), "{command:?}");
    [clock, cpu() - before]
}

/// What all processes that ended used.
fn cpu() -> Duration {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let times = [used.user_time(), used.system_time()];
    let micros =
        times.map(|time| i128::from(time.tv_sec()) * 1_000_000 + i128::from(time.tv_usec()));
    Duration::from_micros(u64::try_from(micros.iter().sum::<i128>()).unwrap())
}

/// In milliseconds.
fn medians(times: &[[Duration; 2]]) -> [f64; 2] {
    [0, 1].map(|which| {
        let mut times: Vec<_> = times.iter().map(|both| both[which]).collect();
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1000.0
    })
}

/// The protocol's files, each changed.
fn write_copy(folder: &Path, change: fn(String) -> String) {
    fs::create_dir_all(folder).unwrap();
    for file in embedded::sources().files() {
        let name = file.path.rsplit('/').next().unwrap();
        fs::write(folder.join(name), change(file.text.clone())).unwrap();
    }
}

/// One text in seven may be null, one integer in five is wider.
fn modify(text: String) -> String {
    let text = every(
        7,
        &text,
        "type = \"string\", doc",
        "type = \"string\", nullable = true, doc",
    );
    every(5, &text, "type = \"int\",", "type = \"int64\",")
}

/// The text with some of the occurrences of a piece replaced.
fn every(nth: usize, text: &str, from: &str, into: &str) -> String {
    let mut out = String::new();
    for (index, piece) in text.split(from).enumerate() {
        if index > 0 {
            out.push_str(if index % nth == 0 { into } else { from });
        }
        out.push_str(piece);
    }
    out
}
