//! How long the generated crate takes to compile, against the same types with serde's derives.
//!
//! `cargo run -p tdproto-bench --bin compile_time`; each crate is built on its own, its
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
