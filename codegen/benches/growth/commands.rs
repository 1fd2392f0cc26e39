//! The commands that are measured.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// A command with its arguments, with a space between them. `NEW` and `OLD` are schema directories, `COPY` one that may be
/// written to, `MODEL` a `model.json`, `FRAMES` a capture.
pub(super) struct Program {
    pub(super) name: &'static str,
    args: &'static str,
}

const fn program(name: &'static str, args: &'static str) -> Program {
    Program { name, args }
}

/// Where commands write to.
pub(super) const OUT: &str = "out";

pub(super) const COMMANDS: &[Program] = &[
    program("check", "check --no-generated --schema NEW"),
    program("check model.json", "check --no-generated --schema MODEL"),
    program("check, not generated", "check --schema NEW --out none"),
    program("model", "model --schema NEW"),
    program("fmt", "fmt COPY"),
    program("fmt --check", "fmt --check NEW"),
    program("lint minimal", "lint --level minimal --schema NEW"),
    program("lint basic", "lint --level basic --schema NEW"),
    program("lint standard", "lint --level standard --schema NEW"),
    program("lint docs", "lint --level docs --schema NEW"),
    program("lint json", "lint --level docs --schema NEW --format json"),
    program(
        "lint github",
        "lint --level docs --schema NEW --format github",
    ),
    program(
        "lint gitlab",
        "lint --level docs --schema NEW --format gitlab",
    ),
    program(
        "lint sarif",
        "lint --level docs --schema NEW --format sarif",
    ),
    program(
        "lint junit",
        "lint --level docs --schema NEW --format junit",
    ),
    program(
        "lint markdown",
        "lint --level docs --schema NEW --format markdown",
    ),
    program("lint --against", "lint --schema NEW --against OLD"),
    program("lint --fix", "lint --fix --schema COPY"),
    program(
        "lint --fix --against",
        "lint --fix --schema COPY --against OLD",
    ),
    program("generate rust", "generate rust --schema NEW --out out"),
    program(
        "generate typescript",
        "generate typescript --schema NEW --out out",
    ),
    program(
        "generate json-schema",
        "generate json-schema --schema NEW --out out",
    ),
    program("generate model", "generate model --schema NEW --out out"),
    program("diff same", "diff NEW NEW"),
    program("diff text", "diff OLD NEW"),
    program("diff json", "diff OLD NEW --format json"),
    program("diff markdown", "diff OLD NEW --format markdown"),
    program("diff back", "diff NEW OLD"),
    program("breaking same", "breaking --schema NEW --against NEW"),
    program("breaking text", "breaking --schema NEW --against OLD"),
    program(
        "breaking source",
        "breaking --category source --schema NEW --against OLD",
    ),
    program(
        "breaking json",
        "breaking --schema NEW --against OLD --format json",
    ),
    program(
        "breaking github",
        "breaking --schema NEW --against OLD --format github",
    ),
    program(
        "breaking gitlab",
        "breaking --schema NEW --against OLD --format gitlab",
    ),
    program(
        "breaking sarif",
        "breaking --schema NEW --against OLD --format sarif",
    ),
    program(
        "breaking junit",
        "breaking --schema NEW --against OLD --format junit",
    ),
    program(
        "breaking markdown",
        "breaking --schema NEW --against OLD --format markdown",
    ),
    program(
        "breaking --check-version",
        "breaking --check-version --schema NEW --against OLD",
    ),
    program("breaking back", "breaking --schema OLD --against NEW"),
    program("example --all", "example --all --schema NEW"),
    program("payloads", "payloads --schema NEW"),
    program(
        "validate --coverage",
        "validate FRAMES --coverage --schema NEW",
    ),
    program(
        "validate json",
        "validate FRAMES --schema OLD --format json",
    ),
];

/// The command that is measured.
fn tdproto() -> String {
    env::var("TDPROTO").unwrap_or_else(|_| env!("CARGO_BIN_EXE_tdproto").to_owned())
}

/// Makes what commands need besides the schemas: a model, and frames.
pub(super) fn prepare(folder: &Path) {
    for (args, file) in [
        (["model", "--schema", "new"].as_slice(), "model.json"),
        (&["example", "--all", "--schema", "new"], "frames.ndjson"),
    ] {
        let path = folder.join(file);
        let out = fs::File::create(&path).unwrap();
        let status = Command::new(tdproto())
            .args(args)
            .current_dir(folder)
            .stdout(out)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        // A schema that is not sound has neither.
        if !status.success() {
            fs::remove_file(path).unwrap();
        }
    }
}

/// The program and its arguments, with fresh directories to write to; none, if a file is lacking
/// that it works on.
pub(super) fn args(program: &Program, folder: &Path) -> Option<Vec<PathBuf>> {
    for stale in [OUT, "copy"] {
        if folder.join(stale).exists() {
            fs::remove_dir_all(folder.join(stale)).unwrap();
        }
    }
    let mut args = vec![PathBuf::from(tdproto())];
    for arg in program.args.split(' ') {
        args.push(PathBuf::from(match arg {
            "NEW" => "new",
            "OLD" => "old",
            "COPY" => {
                copy(&folder.join("new"), &folder.join("copy/new"));
                // What is mended in the configuration is mended in a copy, too.
                let config = folder.join("tdproto.toml");
                if config.exists() {
                    fs::copy(config, folder.join("copy/tdproto.toml")).unwrap();
                }
                "copy/new"
            }
            "MODEL" | "FRAMES" => {
                let file = if arg == "MODEL" {
                    "model.json"
                } else {
                    "frames.ndjson"
                };
                if !folder.join(file).exists() {
                    return None;
                }
                file
            }
            other => other,
        }));
    }
    Some(args)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The bytes of all files of a directory.
pub(super) fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let size = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        match entry.path().is_dir() {
            true => size(&entry.path()),
            false => entry.metadata().unwrap().len(),
        }
    };
    entries.map(size).sum()
}
