//! The command `tdproto fmt`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use tdproto_schema::SourceMap;

use super::quoted::quoted;
use super::{Exit, Io};
use crate::load;
use crate::paths::display;
use crate::text::counted;
use crate::text_diff;
use crate::{files, fmt};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  tdproto fmt proto                every schema file below proto
  tdproto fmt proto/chat.toml      one file
  tdproto fmt --check proto        compare only; exit code 1 and a diff if anything differs

One line a field, one order of keys, one style of spaces and quotes. Comments, blank lines and the
model stay the same. All files are written or none.")]
pub(super) struct FmtArgs {
    /// Schema directories and files
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Compare with the files on disk instead of writing
    #[arg(long)]
    pub(super) check: bool,
}

pub(super) fn run(args: &FmtArgs, io: &mut Io<'_>) -> Exit {
    let (formatted, exit) = format_all(&args.paths, io);
    if exit != Exit::Clean {
        io.say("nothing was written");
        return exit;
    }
    let total = formatted.len();
    let changed: Vec<_> = formatted
        .into_iter()
        .filter(|file| file.old != file.new)
        .collect();
    if args.check {
        return compare(&changed, total, io);
    }
    let writes: Vec<_> = changed
        .iter()
        .map(|file| (file.path.as_path(), file.new.as_str()))
        .collect();
    if let Err(found) = files::write_all(&writes) {
        return io.report(&SourceMap::default(), &[*found]);
    }
    for file in &changed {
        io.say(format!("formatted: {}", display(&file.path)));
    }
    io.say(format!(
        "{}: {} written, {} unchanged",
        counted(total, "file"),
        changed.len(),
        total - changed.len()
    ));
    Exit::Clean
}

/// A file on disk, and its canonical form.
struct Formatted {
    path: PathBuf,
    old: String,
    new: String,
}

/// Returns the canonical form of every file; reports the errors in them.
fn format_all(paths: &[PathBuf], io: &mut Io<'_>) -> (Vec<Formatted>, Exit) {
    let mut formatted = Vec::new();
    let mut exit = Exit::Clean;
    for path in paths {
        let loaded = load::load(path);
        exit = worse(exit, io.report(&loaded.sources, &loaded.diagnostics));
        for source in loaded.sources.files() {
            match fmt::format(&source.path, &source.text) {
                Ok(new) => formatted.push(Formatted {
                    path: PathBuf::from(&source.path),
                    old: source.text.clone(),
                    new,
                }),
                Err((sources, found)) => exit = worse(exit, io.report(&sources, &found)),
            }
        }
    }
    // A file that two paths lead to is formatted once.
    formatted.sort_by(|a, b| a.path.cmp(&b.path));
    formatted.dedup_by(|a, b| a.path == b.path);
    (formatted, exit)
}

fn worse(one: Exit, other: Exit) -> Exit {
    if one.code() < other.code() {
        other
    } else {
        one
    }
}

fn compare(changed: &[Formatted], total: usize, io: &mut Io<'_>) -> Exit {
    for file in changed {
        let path = display(&file.path);
        io.say(format!("not in canonical form: {path}"));
        io.print(&text_diff::unified(
            &path,
            &file.old,
            "(formatted)",
            &file.new,
        ));
    }
    if changed.is_empty() {
        io.say(match total {
            1 => "clean: 1 file is in canonical form".to_owned(),
            total => format!("clean: {total} files are in canonical form"),
        });
        return Exit::Clean;
    }
    let paths: Vec<_> = changed
        .iter()
        .map(|file| quoted(&display(&file.path)))
        .collect();
    io.say(format!(
        "\n{} of {} {}; run:\n  tdproto fmt {}",
        changed.len(),
        counted(total, "file"),
        if changed.len() == 1 {
            "differs"
        } else {
            "differ"
        },
        paths.join(" ")
    ));
    Exit::Findings
}
