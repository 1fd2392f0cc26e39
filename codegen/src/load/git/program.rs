//! Runs git: the requests to it, and its answers.

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use super::failed::Failed;
use super::safe::command;

/// An entry that a tree lists below a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// The object's name.
    object: String,
    /// The path from the top of the repository.
    pub(super) path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    Submodule,
}

/// The result of reading an entry.
pub(super) enum Blob {
    Bytes(Vec<u8>),
    /// A file larger than the limit; its size.
    TooLarge(u64),
    /// A link that leads to nothing.
    Dangling,
    /// The repository lacks the object.
    Missing,
    /// An object that cannot be read, with the reason.
    Unreadable(String),
}

/// Lists every file that the tree of a ref has below a path, sorted by path.
pub(super) fn list(dir: &Path, rev: &str, path: &str) -> Result<Vec<Entry>, Failed> {
    let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", rev];
    if !path.is_empty() {
        args.extend(["--", path]);
    }
    let listed = output(dir, &args)?;
    let entries = listed.split(|byte| *byte == 0).filter_map(entry);
    Ok(entries.collect())
}

/// Parses a line of the form `MODE TYPE OBJECT TAB PATH`.
fn entry(line: &[u8]) -> Option<Entry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&line[..tab]).ok()?;
    let mut head = head.split(' ');
    let (mode, kind, object) = (head.next()?, head.next()?, head.next()?);
    Some(Entry {
        kind: match (mode, kind) {
            ("120000", _) => Kind::Link,
            (_, "commit") => Kind::Submodule,
            _ => Kind::File,
        },
        object: object.to_owned(),
        path: String::from_utf8_lossy(&line[tab + 1..]).into_owned(),
    })
}

/// Reads the contents of entries, in their order. Links are followed within the ref.
pub(super) fn blobs(
    dir: &Path,
    rev: &str,
    entries: &[Entry],
    limit: u64,
) -> Result<Vec<Blob>, Failed> {
    let asked: Vec<_> = entries.iter().map(|entry| request(rev, entry)).collect();
    if asked.iter().all(Result::is_err) {
        return Ok(asked
            .into_iter()
            .filter_map(Result::err)
            .map(|reason| Blob::Unreadable(reason.to_owned()))
            .collect());
    }
    let mut child = command(dir, &["cat-file", "--batch", "--follow-symlinks"])?
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Failed::NotRun)?;
    let answered = converse(&mut child, &asked, limit);
    let mut reason = String::new();
    if let Some(mut said) = child.stderr.take() {
        // The output on standard error only explains; if it cannot be read, the answers are enough.
        let _ = said.read_to_string(&mut reason);
    }
    let ended = child.wait().map_err(Failed::NotRun)?;
    match answered {
        Ok(blobs) => Ok(blobs),
        Err(error) if reason.is_empty() => {
            Err(Failed::Refused(format!("git cat-file: {error}, {ended}")))
        }
        Err(_) => Err(Failed::Refused(reason)),
    }
}

/// The request to `cat-file` for an entry; an error says why there is none.
fn request(rev: &str, entry: &Entry) -> Result<String, &'static str> {
    match entry.kind {
        Kind::File => Ok(format!("{}\n", entry.object)),
        Kind::Submodule => Err("it is a submodule"),
        Kind::Link if entry.path.contains(['\n', '\u{fffd}']) => {
            Err("a link whose name cannot be asked for")
        }
        // Git follows a link only by its path; by the object's name it gives the text of the link.
        Kind::Link => Ok(format!("{rev}:{}\n", entry.path)),
    }
}

type Asked = Result<String, &'static str>;

/// Sends the requests and reads the answers at the same time: either pipe may be full.
fn converse(child: &mut Child, asked: &[Asked], limit: u64) -> io::Result<Vec<Blob>> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let requests: String = asked.iter().flatten().map(String::as_str).collect();
    std::thread::scope(|scope| {
        // If git ends early, the answers end early, and that is the error.
        scope.spawn(move || stdin.write_all(requests.as_bytes()));
        let mut answers = BufReader::new(stdout);
        let blobs = asked.iter().map(|asked| match asked {
            Ok(_) => answer(&mut answers, limit),
            Err(reason) => Ok(Blob::Unreadable((*reason).to_owned())),
        });
        blobs.collect()
    })
}

/// Reads an answer of `cat-file --batch`: `OBJECT TYPE SIZE`, the bytes, a line feed. Otherwise it
/// is a line that ends in the reason, which for a link is followed by its target.
fn answer(answers: &mut BufReader<ChildStdout>, limit: u64) -> io::Result<Blob> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let head = head.trim_end_matches('\n');
    let words: Vec<_> = head.rsplitn(3, ' ').collect();
    let size = words.first().and_then(|size| size.parse::<u64>().ok());
    let (Some(size), Some(kind)) = (size, words.get(1)) else {
        return Ok(match head.rsplit(' ').next() {
            Some("missing") => Blob::Missing,
            Some(_) | None => Blob::Unreadable(head.to_owned()),
        });
    };
    let mut rest = answers.take(size);
    let blob = match *kind {
        "blob" if size <= limit => {
            let mut bytes = Vec::new();
            rest.read_to_end(&mut bytes)?;
            Blob::Bytes(bytes)
        }
        "blob" => Blob::TooLarge(size),
        "tree" => Blob::Unreadable("it links to a directory, which is not followed".to_owned()),
        "symlink" => Blob::Unreadable("it links to a file outside the repository".to_owned()),
        "dangling" => Blob::Dangling,
        "loop" => Blob::Unreadable("its link leads back to itself".to_owned()),
        other => Blob::Unreadable(format!("it is a {other}")),
    };
    io::copy(&mut rest, &mut io::sink())?;
    let mut end = [0];
    answers.read_exact(&mut end)?;
    Ok(blob)
}

/// Returns the output of git; its arguments name no option but ours.
pub(super) fn output(dir: &Path, args: &[&str]) -> Result<Vec<u8>, Failed> {
    let ran = command(dir, args)?
        .stdin(Stdio::null())
        .output()
        .map_err(Failed::NotRun)?;
    if ran.status.success() {
        return Ok(ran.stdout);
    }
    let reason = String::from_utf8_lossy(&ran.stderr).trim().to_owned();
    Err(Failed::Refused(match reason.is_empty() {
        true => format!("git {}: {}", args[0], ran.status),
        false => reason,
    }))
}
