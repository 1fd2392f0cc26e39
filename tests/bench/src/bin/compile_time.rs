//! How long the generated crate takes to compile, against the same types with serde's derives.
//!
//! `cargo run -p tdproto-bench --bin compile_time`; behind it, `-- DIR…` for crates of other schemas
//! beside that of the built-in one, by their fields, and nothing else. Each crate is built on its own, its
//! dependencies beforehand. The derives are used, since they are generic and cost nothing before.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::{Options, generate, load};
use tdproto_schema::Diagnostic;

/// Builds of each crate; the fastest one counts.
const RUNS: usize = 2;

const MANIFEST: &str = r#"[package]
name = "peer"
version = "0.1.0"
edition = "2024"

[dependencies]
serde = { version = "1.0.200", features = ["derive"] }
serde_json = "1.0.100"

[workspace]
"#;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [] => beside_serde(),
        [first, folder] if first == CHECK => check(Path::new(folder)),
        schemas => by_fields(schemas),
    }
}

/// The argument for a process of its own that checks one crate.
const CHECK: &str = "--check";

/// Prints the seconds that `cargo check` takes for a crate, and the memory in KiB that it needs.
fn check(folder: &Path) {
    let time = fastest(folder, &["check"]);
    let memory = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    println!("{time} {memory}");
}

/// How long `cargo check` takes and what memory it needs for each field.
fn by_fields(schemas: &[String]) {
    let work = tempfile::tempdir().unwrap();
    println!("cargo check                  fields   time/field  ratio  memory/field  ratio");
    let mut first = None;
    let builtin = [None];
    for schema in builtin.into_iter().chain(schemas.iter().map(Some)) {
        let loaded = match schema {
            Some(folder) => load::load(Path::new(folder)),
            None => load::built_in(),
        };
        let (schema, found) = loaded.compile();
        assert!(!found.iter().any(Diagnostic::is_error), "{found:?}");
        let name = schema.model.protocol.name.clone();
        let folder = work.path().join(&name);
        let (generated, _) = generate(&schema, &Rust, &Options::default());
        for file in generated.files {
            let path = folder.join(file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.text).unwrap();
        }
        let types = schema.model.types().iter();
        let fields = types.map(|def| def.fields().len()).sum::<usize>() as f64;
        // `cargo run` becomes this process, whose largest child may have been a compiler.
        let mut command = Command::new(std::env::current_exe().unwrap());
        let output = command.arg(CHECK).arg(&folder).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let (time, memory) = said.trim().split_once(' ').unwrap();
        let per_field = |number: &str| number.parse::<f64>().unwrap() / fields;
        let (time, memory) = (per_field(time), per_field(memory));
        let (one, other) = *first.get_or_insert((time, memory));
        println!(
            "{name:<24} {fields:>10} {:>9.2} ms {:>6.2} {:>9.0} KiB {:>6.2}",
            time * 1000.0,
            time / one,
            memory,
            memory / other
        );
    }
    println!("at most                                        1.20                  1.20");
}

fn beside_serde() {
    let work = std::env::temp_dir().join(format!("tdproto-compile-time-{}", std::process::id()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let ours = work.join("ours");
    copy(&root.join("generated/rust"), &ours);
    let manifest = ours.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("{text}\n[workspace]\n")).unwrap();
    let peer = work.join("peer");
    fs::create_dir_all(peer.join("src")).unwrap();
    fs::write(peer.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(
        peer.join("src/lib.rs"),
        [
            include_str!(concat!(env!("OUT_DIR"), "/peer.rs")),
            include_str!(concat!(env!("OUT_DIR"), "/peer_uses.rs")),
        ]
        .concat(),
    )
    .unwrap();
    println!("                      generated  serde derive  ratio");
    for (name, limit, args) in [
        ("cargo check", 0.6, &["check"][..]),
        ("cargo build --release", 0.4, &["build", "--release"][..]),
    ] {
        let (a, b) = (fastest(&ours, args), fastest(&peer, args));
        let ratio = a / b;
        println!("{name:<22} {a:>7.1} s {b:>11.1} s {ratio:>6.2} (at most {limit})");
    }
    fs::remove_dir_all(&work).unwrap();
}

fn fastest(folder: &Path, args: &[&str]) -> f64 {
    let cargo = || {
        let mut command = Command::new(env!("CARGO"));
        command.args(args).current_dir(folder).stderr(Stdio::null());
        assert!(command.status().unwrap().success(), "{}", folder.display());
    };
    // The first build is for the dependencies.
    cargo();
    let times = (0..RUNS).map(|_| {
        let source = folder.join("src/lib.rs");
        let text = fs::read_to_string(&source).unwrap();
        fs::write(&source, format!("{text}\n// touched\n")).unwrap();
        let start = Instant::now();
        cargo();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target: PathBuf = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
