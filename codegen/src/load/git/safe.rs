//! Runs git so that nothing a repository contains or configures can start a program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::failed::Failed;
use crate::load::places::is_top;

/// Settings that outrank those of the repository. The commands here read objects and refs only;
/// these settings hold even so.
const SETTINGS: &[&str] = &[
    // A folder of the work tree is no repository, even if it looks like one.
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
];

/// The only protocol that may fetch objects that a partial clone lacks. No transport, no helper and
/// no alias can have this name. An empty list would allow a helper without a name.
const NO_PROTOCOL: &str = "/";

/// Variables of a hook that belong to the directory it starts in.
const OF_THIS_DIRECTORY: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// Prepares git at the top of the work tree that a directory belongs to.
pub(super) fn command(dir: &Path, args: &[&str]) -> Result<Command, Failed> {
    let mut command = Command::new("git");
    let is_here = dir == Path::new(".");
    if is_here && is_named_by_user() {
        command.current_dir(dir);
    } else {
        command.current_dir(top(dir)?);
        for name in OF_THIS_DIRECTORY {
            command.env_remove(name);
        }
    }
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command
        .args(["--no-pager", "--literal-pathspecs"])
        .args(args)
        // Error messages are parsed for their reason.
        .env("LC_ALL", "C")
        // No person is there to type a password.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        // Git before 2.45 does not know the first variable. The second outranks every
        // `protocol.NAME.allow` of the repository.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", NO_PROTOCOL);
    Ok(command)
}

/// Returns true if the environment names the repository: set by the user, or by git for a hook.
fn is_named_by_user() -> bool {
    std::env::var_os("GIT_DIR").is_some_and(|dir| !dir.is_empty())
}

/// Returns the top of the work tree around a directory. A folder on the way that git could take for
/// a bare repository is refused, since any git command in it obeys its configuration.
fn top(dir: &Path) -> Result<PathBuf, Failed> {
    let dir = dir.canonicalize().map_err(Failed::NotRun)?;
    for folder in dir.ancestors() {
        if looks_bare(folder) {
            return Err(Failed::Bare(folder.to_owned()));
        }
        if is_top(folder) {
            return Ok(folder.to_owned());
        }
    }
    Err(Failed::NoRepository)
}

/// Returns true if git could take a folder for a repository. The folder `.git` rightly is one, and
/// no commit can hold a folder of that name.
fn looks_bare(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
    folder.file_name() != Some(OsStr::new(".git"))
        && has("HEAD")
        && (has("commondir") || has("objects") && has("refs"))
}
