//! Writes the output directory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use tdproto_schema::{Code, Diagnostic, parallel};

use super::replace::{read_only, replace};
use super::temporary::sweep;
use super::{Comparison, Entry, State, compare, is_absent, unwritable};
use crate::generate::Generated;
use crate::paths::display;

/// Writes the generated files below `out`. Runs on the same directory wait for each other, so that
/// it never holds a mixture of two schemas.
///
/// # Errors
/// Those of [`write`], and of making the directory.
pub fn update(
    out: &Path,
    generated: Vec<Generated>,
    replaced: &[String],
) -> Result<Comparison, Vec<Diagnostic>> {
    if out.exists() && !out.is_dir() {
        let error = io::Error::new(io::ErrorKind::NotADirectory, "it is not a directory");
        return Err(vec![unwritable(out, &error)]);
    }
    fs::create_dir_all(out).map_err(|error| vec![unwritable(out, &error)])?;
    let _lock = lock(out);
    let comparison = compare(out, generated, replaced);
    write(&comparison)?;
    Ok(comparison)
}

/// Locks a directory as long as the result lives. If the system has no locks of directories, runs
/// still do each other no harm: every file is replaced in one step.
fn lock(directory: &Path) -> Option<File> {
    let file = File::open(directory).ok()?;
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            locked => return locked.is_ok().then_some(file),
        }
    }
}

/// Applies the comparison to the disk: changed and missing files are written, orphans are deleted.
/// Files that killed runs have left are swept.
///
/// # Errors
/// Nothing at all is done if a file in the way is not ours or is read-only. If the operating system
/// refuses a step, the others are still done.
pub fn write(comparison: &Comparison) -> Result<(), Vec<Diagnostic>> {
    let mut refused = comparison.diagnostics.clone();
    refused.extend(not_generated(comparison));
    refused.extend(of_others(comparison));
    let changes: Vec<&Entry> = comparison
        .entries()
        .filter(|entry| entry.state != State::Same)
        .collect();
    refused.extend(protected(&changes));
    if !refused.is_empty() {
        return Err(refused);
    }
    sweep(&comparison.temporaries);
    let done = parallel::map(&changes, |entry| apply(entry));
    let done = changes.iter().zip(done);
    let failed = done.filter_map(|(entry, done)| Some((entry.path.as_path(), done.err()?)));
    match once_a_reason(failed) {
        failed if failed.is_empty() => Ok(()),
        failed => Err(failed),
    }
}

/// The diagnostics of files in the way that are not generated.
fn not_generated(comparison: &Comparison) -> impl Iterator<Item = Diagnostic> {
    let is_foreign = |entry: &&Entry| entry.state == State::Foreign { owner: None };
    comparison.entries().filter(is_foreign).map(|entry| {
        let message = format!("{} is not a generated file", display(&entry.path));
        Diagnostic::error(Code::OutputForeign, message)
            .help("nothing was written; move the file away, or choose another --out")
    })
}

/// The diagnostics of files of other protocols, one for each protocol.
fn of_others(comparison: &Comparison) -> impl Iterator<Item = Diagnostic> {
    let mut owners: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for entry in comparison.entries() {
        if let State::Foreign { owner: Some(owner) } = &entry.state {
            owners.entry(owner).or_default().push(&entry.path);
        }
    }
    owners.into_iter().map(|(owner, paths)| {
        let first = paths
            .iter()
            .min()
            .map_or_else(String::new, |path| display(path));
        let others = match paths.len() - 1 {
            0 => String::new(),
            1 => ", and so was 1 other file".to_owned(),
            others => format!(", and so were {others} other files"),
        };
        let message = format!("{first} was generated from the schema of `{owner}`{others}");
        Diagnostic::error(Code::OutputForeign, message).help(format!(
            "nothing was written; choose another --out for this schema. If `{owner}` is its old \
             name, run `tdproto generate --replace {owner}`, in a build script \
             `Builder::replace(\"{owner}\")`"
        ))
    })
}

/// The diagnostics of read-only files that would change.
fn protected(changes: &[&Entry]) -> Vec<Diagnostic> {
    let is_protected = |entry: &&&Entry| {
        let exists = matches!(entry.state, State::Changed { .. } | State::Orphaned { .. });
        exists && fs::metadata(&entry.path).is_ok_and(|found| found.permissions().readonly())
    };
    let paths = changes.iter().filter(is_protected);
    once_a_reason(paths.map(|entry| (entry.path.as_path(), read_only())))
        .into_iter()
        .map(|diagnostic| diagnostic.help("nothing was written; make the files writable"))
        .collect()
}

/// Makes one diagnostic for all files that cannot be written for one reason, at the first of them.
fn once_a_reason<'a>(failed: impl Iterator<Item = (&'a Path, io::Error)>) -> Vec<Diagnostic> {
    let mut reasons: Vec<(io::Error, &Path, usize)> = Vec::new();
    for (path, error) in failed {
        let same = |(known, ..): &&mut (io::Error, &Path, usize)| {
            known.kind() == error.kind() && known.raw_os_error() == error.raw_os_error()
        };
        match reasons.iter_mut().find(same) {
            Some((_, _, more)) => *more += 1,
            None => reasons.push((error, path, 0)),
        }
    }
    let diagnostics = reasons.iter().map(|(error, path, more)| {
        let diagnostic = unwritable(path, error);
        match more {
            0 => diagnostic,
            1 => diagnostic.help("1 more file could not be written"),
            more => diagnostic.help(format!("{more} more files could not be written")),
        }
    });
    diagnostics.collect()
}

/// Writes or deletes the file of an entry.
fn apply(entry: &Entry) -> io::Result<()> {
    match &entry.state {
        State::Same | State::Foreign { .. } => Ok(()),
        State::Changed { form, .. } => replace(&entry.path, &form.apply(&entry.new)),
        State::Missing => replace(&entry.path, &entry.new),
        State::Orphaned { .. } => match fs::remove_file(&entry.path) {
            Err(error) if is_absent(&error) => Ok(()),
            done => done,
        },
    }
}
