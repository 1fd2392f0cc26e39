//! How the time and memory of every command grow with the schema: each command, as a whole process,
//! on schemas of one kind with N parts and with twice as many. Time is that of the processors, so
//! that other work on the machine disturbs little.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench growth` prints the whole table;
//! `… -- ring payloads` the rows of which all these words are part, and `… -- --size 4 fields` those
//! at four times the size. `TDPROTO=PROGRAM` measures another build of the command.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

mod commands;
mod kinds;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use commands::{COMMANDS, Program};
use kinds::{KINDS, Kind};
use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};

/// The time of the processors after which a run is stopped, in seconds.
const MAX_SECONDS: u64 = 60;

/// The memory that a run may have, in bytes of its address space.
const MAX_MEMORY: u64 = 6 << 30;

/// A row is marked if twice the parts take more than this many times as long...
const MAX_RATIO: f64 = 2.6;

/// ...and longer than this, in milliseconds: below it, the start of the process counts too much.
const MIN_TIME: f64 = 40.0;

/// Runs of each size; the fastest counts.
const RUNS: usize = 3;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    if let Some((first, program)) = args.split_first()
        && first == "--measured"
    {
        return measured(program);
    }
    let mut words: Vec<&str> = args.iter().map(String::as_str).collect();
    words.retain(|word| *word != "--bench");
    let size = take_size(&mut words);
    println!(
        "{:<14} {:<34} {:>7} {:>10} {:>10} {:>6} {:>8} {:>8} {:>9}",
        "kind", "command", "N", "ms at N", "ms at 2N", "ratio", "MiB", "MiB 2N", "MiB out"
    );
    for kind in KINDS {
        let wanted = |name: &&Program| {
            let row = format!("{} {}", kind.name, name.name);
            words.iter().all(|word| row.contains(word))
        };
        let programs: Vec<_> = COMMANDS.iter().filter(wanted).collect();
        if !programs.is_empty() {
            rows(kind, size, &programs);
        }
    }
}

/// How many times the usual number of parts is asked for.
fn take_size(words: &mut Vec<&str>) -> f64 {
    let Some(at) = words.iter().position(|word| *word == "--size") else {
        return 1.0;
    };
    words.remove(at);
    words.remove(at).parse().unwrap()
}

/// The rows of one kind of schema.
fn rows(kind: &Kind, size: f64, programs: &[&Program]) {
    let count = (kind.count as f64 * size) as usize;
    let work = tempfile::tempdir().unwrap();
    let [one, two] = [("one", count), ("two", 2 * count)].map(|(name, count)| {
        let folder = work.path().join(name);
        kinds::write(kind, count, &folder);
        commands::prepare(&folder);
        folder
    });
    for program in programs {
        let Some(small) = fastest(program, &one) else {
            continue;
        };
        let Some(large) = fastest(program, &two) else {
            continue;
        };
        println!("{}", row(kind, count, program, &small, &large));
    }
}

fn row(kind: &Kind, count: usize, program: &Program, small: &Run, large: &Run) -> String {
    let head = format!("{:<14} {:<34} {count:>7}", kind.name, program.name);
    match (small, large) {
        (Run::Ended(small), Run::Ended(large)) => {
            let (a, b) = (millis(small.time), millis(large.time));
            let mark = if b > MIN_TIME && b / a > MAX_RATIO {
                " <--"
            } else {
                ""
            };
            format!(
                "{head} {a:>10.1} {b:>10.1} {:>6.2} {:>8.1} {:>8.1} {:>9.1}{mark}",
                b / a,
                small.memory,
                large.memory,
                large.written,
            )
        }
        (Run::Ended(small), Run::Stopped(why)) => {
            format!("{head} {:>10.1} {why:>10} <--", millis(small.time))
        }
        (Run::Stopped(why), _) => format!("{head} {why:>10} <--"),
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

enum Run {
    Ended(Used),
    /// It did not come to its end: too long, too much memory, or a crash.
    Stopped(String),
}

#[derive(Clone, Copy)]
struct Used {
    time: Duration,
    /// The most memory at a time, in MiB.
    memory: f64,
    /// What went to standard output or to files, in MiB.
    written: f64,
}

/// The fastest of several runs; none, if the program has nothing to work on. What takes long is run
/// but once.
fn fastest(program: &Program, folder: &Path) -> Option<Run> {
    let mut best: Option<Used> = None;
    for _ in 0..RUNS {
        match run(program, folder)? {
            Run::Ended(used) => {
                if best.is_none_or(|best| used.time < best.time) {
                    best = Some(used);
                }
                if used.time > Duration::from_secs(1) {
                    break;
                }
            }
            stopped @ Run::Stopped(_) => return Some(stopped),
        }
    }
    best.map(Run::Ended)
}

/// One run, in a process between, whose children are this one only.
fn run(program: &Program, folder: &Path) -> Option<Run> {
    let args = commands::args(program, folder)?;
    let between = Command::new(env::current_exe().unwrap())
        .arg("--measured")
        .args(args)
        .current_dir(folder)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(between.stdout).unwrap();
    let mut told = told.split_whitespace();
    let code = told.next().unwrap().to_owned();
    let mut next = || told.next().unwrap().parse::<u64>().unwrap();
    let (micros, memory, written) = (next(), next(), next());
    if !["0", "1", "3"].contains(&code.as_str()) {
        return Some(Run::Stopped(code));
    }
    let written = written + commands::size(&folder.join(commands::OUT));
    Some(Run::Ended(Used {
        time: Duration::from_micros(micros),
        memory: memory as f64 / 1024.0,
        written: written as f64 / f64::from(1 << 20),
    }))
}

/// Runs a program within bounds, and prints how it ended and what it used.
fn measured(program: &[String]) {
    setrlimit(Resource::RLIMIT_CPU, MAX_SECONDS, MAX_SECONDS).unwrap();
    setrlimit(Resource::RLIMIT_AS, MAX_MEMORY, MAX_MEMORY).unwrap();
    let mut child = Command::new(&program[0])
        .args(&program[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let written = std::io::copy(&mut out, &mut std::io::sink()).unwrap();
    let status = child.wait().unwrap();
    let code = status
        .code()
        .map_or_else(|| "stopped".to_owned(), |code| code.to_string());
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let micros: i64 = [used.user_time(), used.system_time()]
        .iter()
        .map(|time| time.tv_sec() * 1_000_000 + time.tv_usec())
        .sum();
    println!("{code} {micros} {} {written}", used.max_rss());
    fs::create_dir_all(commands::OUT).unwrap();
}
