//! How long `tdproto generate` takes for every language, as whole processes, against a floor: a
//! program that only parses the same TOML and writes the same bytes. Then each language alone, a
//! schema a hundred times as large, and the memory used.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench generate`; behind it, `-- --schema DIR` for
//! another schema than the built-in one, and nothing else.
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
use tdproto_codegen::lang;
use tdproto_codegen::load::load;
use tdproto_schema::{SourceMap, embedded};
use toml::de::DeTable;

/// Runs of each program; they take turns, so that noise of the machine meets both.
const RUNS: usize = 25;
/// Runs on the large schema.
const LARGE_RUNS: usize = 3;
/// How many copies of the protocol the large schema has.
const COPIES: usize = 100;

fn main() {
    let args: Vec<String> = env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--floor") {
        let [blob, out] = [1, 2].map(|next| Path::new(&args[at + next]));
        floor(blob, out, args.get(at + 3).map(Path::new));
        return;
    }
    let work = tempfile::tempdir().unwrap();
    if let Some(at) = args.iter().position(|arg| arg == "--schema") {
        let schema = Some(Path::new(&args[at + 1]));
        one_schema(work.path(), schema);
        each_language(work.path(), schema);
        return;
    }
    one_schema(work.path(), None);
    each_language(work.path(), None);

    let (large, small) = (work.path().join("large"), work.path().join("small"));
    write_large(&large);
    write_copy(&small, 0);
    // So much output is more than a disk takes at once: the floor tells what is the disk's doing.
    println!(
        "growth, clock, medians of {RUNS} and {LARGE_RUNS}:   one copy  {COPIES} copies  ratio"
    );
    for (name, is_floor) in [("tdproto generate", false), ("floor", true)] {
        let one = growth(work.path(), &small, is_floor, RUNS);
        let hundred = growth(work.path(), &large, is_floor, LARGE_RUNS);
        let limit = if is_floor {
            ""
        } else {
            " (at most 110, or the floor's)"
        };
        println!(
            "  {name:<36} {:>10} {:>11} {:>6.0}{limit}",
            shown(one),
            shown(hundred),
            ratio(hundred, one)
        );
    }
}

/// The time and memory for a schema, or for the built-in one, beside the floor.
fn one_schema(work: &Path, schema: Option<&Path>) {
    let (out, blob) = (work.join("out"), work.join("blob"));
    run(&mut tdproto(schema, &out));
    let bytes = write_blob(&out, &blob);
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(timed(&out, &mut tdproto(schema, &out)));
        floors.push(timed(&out, &mut floor_command(&blob, &out, schema)));
    }
    let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    let (ours, floors) = (median(ours), median(floors));
    let (name, most) = match schema {
        Some(folder) => (folder.display().to_string(), ""),
        None => ("the built-in schema".to_owned(), " (at most 64)"),
    };
    println!(
        "every language from {name}, {} KiB written, median of {RUNS}:",
        bytes >> 10
    );
    println!("  tdproto generate         {}", shown(ours));
    println!("  floor (parse and write)  {}", shown(floors));
    println!(
        "  ratio                    {:.2} (at most 2)",
        ratio(ours, floors)
    );
    println!(
        "  peak memory              {:.1} MiB{most}",
        memory as f64 / 1024.0
    );
}

/// The time that a schema takes.
fn growth(work: &Path, schema: &Path, is_floor: bool, runs: usize) -> Duration {
    let (out, blob) = (work.join("out"), work.join("blob"));
    timed(&out, &mut tdproto(Some(schema), &out));
    write_blob(&out, &blob);
    let times = (0..runs).map(|_| {
        let mut command = match is_floor {
            true => floor_command(&blob, &out, Some(schema)),
            false => tdproto(Some(schema), &out),
        };
        timed(&out, &mut command)
    });
    median(times.collect())
}

/// Each language alone and all at once, beside the floor that writes the same bytes: who wants one
/// language does not wait for the others.
fn each_language(work: &Path, schema: Option<&Path>) {
    let (out, blob) = (work.join("out"), work.join("blob"));
    println!("by language, medians of {RUNS}:          KiB  generate     floor  ratio (at most 2)");
    let names = lang::names();
    let alone = names.chunks(1).map(|name| (name[0], name));
    for (shown_name, languages) in alone.chain([("all", names.as_slice())]) {
        let generate = || {
            let mut command = tdproto(schema, &out);
            command.args(languages);
            command
        };
        timed(&out, &mut generate());
        let bytes = write_blob(&out, &blob);
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(timed(&out, &mut generate()));
            floors.push(timed(&out, &mut floor_command(&blob, &out, schema)));
        }
        let (ours, floors) = (median(ours), median(floors));
        println!(
            "  {shown_name:<33} {:>6} {:>9} {:>9} {:>6.2}",
            bytes >> 10,
            shown(ours),
            shown(floors),
            ratio(ours, floors)
        );
    }
}

fn tdproto(schema: Option<&Path>, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tdproto"));
    command.arg("generate").arg("--out").arg(out);
    if let Some(schema) = schema {
        command.arg("--schema").arg(schema);
    }
    command
}

fn floor_command(blob: &Path, out: &Path, schema: Option<&Path>) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.arg("--floor").args([blob, out]).args(schema);
    command
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}");
}

/// The time of a whole process that writes into an empty directory.
fn timed(out: &Path, command: &mut Command) -> Duration {
    if out.exists() {
        fs::remove_dir_all(out).unwrap();
    }
    let start = Instant::now();
    run(command);
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// All that the floor does: parses every schema file and writes every file of the output.
fn floor(blob: &Path, out: &Path, schema: Option<&Path>) {
    let sources = match schema {
        Some(folder) => load(folder).sources,
        None => embedded::sources(),
    };
    for file in sources.files() {
        let parsed = DeTable::parse(&file.text).unwrap();
        assert!(!parsed.get_ref().is_empty());
    }
    let blob = fs::read_to_string(blob).unwrap();
    let mut rest = blob.as_str();
    while let Some((head, tail)) = rest.split_once('\n') {
        let (size, name) = head.split_once(' ').unwrap();
        let (text, tail) = tail.split_at(size.parse().unwrap());
        let path = out.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        rest = tail;
    }
}

/// Puts every file of a directory into one, for the floor to read at once.
fn write_blob(out: &Path, blob: &Path) -> usize {
    let mut text = String::new();
    for path in files(out) {
        let file = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(out).unwrap().display();
        text.push_str(&format!("{} {name}\n{file}", file.len()));
    }
    fs::write(blob, &text).unwrap();
    text.len()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

fn write_large(folder: &Path) {
    for copy in 0..COPIES {
        write_copy(&folder.join(format!("copy{copy}")), copy);
    }
}

/// Writes the protocol with every declared name changed, so that copies can stand side by side.
fn write_copy(folder: &Path, copy: usize) {
    fs::create_dir_all(folder).unwrap();
    let sources: SourceMap = embedded::sources();
    let (schema, _) = embedded::compiled();
    for file in sources.files() {
        if file.topic == "protocol" && copy > 0 {
            continue;
        }
        let text = renamed(&file.text, copy, |word| {
            schema.model.find_type(word).is_some()
        });
        let name = file.path.rsplit('/').next().unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
}

/// Puts the number of the copy behind every word that is the name of a type, and into event names.
fn renamed(text: &str, copy: usize, is_type: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.replace("[event.\"", &format!("[event.\"copy{copy}."));
        // The events that are named here have other names now, too.
        let line = line.replace(
            "client.confirm\", \"server.confirm",
            &format!("copy{copy}.client.confirm\", \"copy{copy}.server.confirm"),
        );
        // Docs stay as they are: only what stands before them names types.
        let cut = if line.starts_with("doc =") {
            0
        } else {
            line.find("doc = ").unwrap_or(line.len())
        };
        let (code, doc) = line.split_at(cut);
        let mut word = String::new();
        for c in code.chars().chain(['\n']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            out.push_str(&word);
            if is_type(&word) {
                out.push_str(&format!("X{copy}"));
            }
            word.clear();
            if c != '\n' {
                out.push(c);
            }
        }
        out.push_str(doc);
        out.push('\n');
    }
    out
}
