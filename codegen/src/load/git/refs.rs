//! Reasons that a ref cannot be read, and the commands that fix them.

use std::path::Path;

use tdproto_schema::{Code, Diagnostic, did_you_mean};

use super::failed::Failed;
use super::name::GitSource;
use super::program::output;
use crate::paths::display;

/// The diagnostic of a refusal of git.
pub(super) fn explain(source: &GitSource, failed: &Failed) -> Diagnostic {
    let reason = match failed {
        Failed::NotRun(error) => {
            let message = format!("cannot run git to read `git:{source}`: {error}");
            return Diagnostic::error(Code::GitMissing, message)
                .help("install git, or name a directory or a model.json instead");
        }
        Failed::NoRepository => return no_repository(source),
        Failed::Bare(folder) => return bare(source, folder),
        Failed::Refused(reason) => reason,
    };
    let first = reason.lines().next().unwrap_or_default();
    let first = first.strip_prefix("fatal: ").unwrap_or(first);
    if reason.contains("not a git repository") {
        return no_repository(source);
    }
    if reason.contains("dubious ownership") {
        let message = format!("cannot read `git:{source}`: {first}");
        let trust = reason.lines().map(str::trim);
        let trust = trust
            .into_iter()
            .find(|line| line.starts_with("git config"));
        return Diagnostic::error(Code::GitRepository, message)
            .help_if(trust.map(|trust| format!("if you trust it: {trust}")));
    }
    // Git accepts any full name of a commit, and finds out afterwards that there is none.
    let is_unknown = reason.contains("not a tree object") && is_commit(source.rev());
    if is_unknown || reason.contains("Not a valid object name") {
        return missing(source);
    }
    let message = format!("cannot read `git:{source}`: {first}");
    Diagnostic::error(Code::GitObject, message)
}

fn no_repository(source: &GitSource) -> Diagnostic {
    let message = format!("cannot read `git:{source}`: not in a git repository");
    Diagnostic::error(Code::GitRepository, message)
        .help("`git:REF` refers to the repository of --schema, or of the current directory")
}

/// A folder that git could take for a repository, with the configuration in it.
fn bare(source: &GitSource, folder: &Path) -> Diagnostic {
    let here = Path::new(".").canonicalize().unwrap_or_default();
    let shown = match folder.strip_prefix(here) {
        Ok(below) if below == Path::new("") => Path::new("."),
        Ok(below) => below,
        Err(_) => folder,
    };
    let message = format!(
        "cannot read `git:{source}`: `{}` looks like a bare git repository",
        display(shown)
    );
    Diagnostic::error(Code::GitRepository, message)
        .help("its configuration may run programs, so it is not read unless GIT_DIR names it")
        .help("if it is a repository that you trust, run the command in it with `GIT_DIR=.`")
}

/// Returns true if the source is the commit of a branch without commits: the first one is being
/// made.
pub(in crate::load) fn is_unborn(source: &GitSource) -> bool {
    if source.rev() != "HEAD" {
        return false;
    }
    let Ok(branch) = output(source.dir(), &["symbolic-ref", "--quiet", "HEAD"]) else {
        return false;
    };
    let branch = String::from_utf8_lossy(&branch);
    output(source.dir(), &["show-ref", "--verify", branch.trim()]).is_err()
}

/// The diagnostic of a ref that the repository does not have.
fn missing(source: &GitSource) -> Diagnostic {
    let rev = source.rev();
    let found = Diagnostic::error(Code::GitRef, format!("the repository has no `{rev}`"));
    let ask = |args: &[&str]| {
        let text = output(source.dir(), args).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let refs = ask(&["for-each-ref", "--format=%(refname)"]);
    let clone = Clone {
        remotes: ask(&["remote"])
            .into_iter()
            .filter(|name| is_plain(name))
            .collect(),
        is_shallow: ask(&["rev-parse", "--is-shallow-repository"]) == ["true"],
        refs: refs
            .iter()
            .filter_map(|name| name.strip_prefix("refs/")?.split_once('/'))
            .map(|(_, name)| name.to_owned())
            .filter(|name| !name.ends_with("/HEAD"))
            .collect(),
    };
    clone.help(found, rev)
}

/// The remotes and refs of a clone.
struct Clone {
    remotes: Vec<String>,
    is_shallow: bool,
    /// Tags, branches, and branches of remotes.
    refs: Vec<String>,
}

impl Clone {
    fn help(&self, found: Diagnostic, rev: &str) -> Diagnostic {
        let base = rev.split(['~', '^', '@']).next().unwrap_or(rev);
        if base != rev && (base.is_empty() || base == "HEAD" || self.has(base)) {
            return self.history(found);
        }
        let Some(remote) = self.remote(base) else {
            let near = did_you_mean(base, self.refs.iter().map(String::as_str));
            return match (near, self.refs.is_empty()) {
                (Some(near), _) => found.help(near),
                (None, true) => found.help("the repository has no commit yet"),
                (None, false) => found.help("`git branch --all` and `git tag` list what there is"),
            };
        };
        let on_remote = format!("{remote}/{base}");
        if self.has(&on_remote) {
            return found.help(format!("did you mean `git:{on_remote}`?"));
        }
        let branch = base.strip_prefix(&format!("{remote}/")).unwrap_or(base);
        let depth = if self.is_shallow { " --depth=1" } else { "" };
        let found = found.help_if(did_you_mean(base, self.refs.iter().map(String::as_str)));
        if is_commit(base) {
            let full = base.len() >= 40;
            return match (full, self.is_shallow) {
                (true, _) => fetched(found, &format!("{depth} {remote} {base}")),
                (false, true) => self.history(found),
                (false, false) => fetched(found, &format!(" {remote}")),
            };
        }
        if is_version(base) {
            return fetched(found, &format!("{depth} {remote} tag {base}"));
        }
        let branches = format!("{branch}:refs/remotes/{remote}/{branch}");
        let found = fetched(found, &format!("{depth} {remote} {branches}"));
        match branch == base {
            true => found.help(format!(
                "then name it `git:{remote}/{branch}`; a tag: `git fetch{depth} {remote} tag {base}`"
            )),
            false => found,
        }
    }

    /// Explains that the known history ends too early.
    fn history(&self, found: Diagnostic) -> Diagnostic {
        match self.is_shallow {
            true => fetched(
                found.help("the clone is shallow: its history ends before that"),
                " --unshallow",
            ),
            false => found.help("the history does not go back that far"),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.refs.iter().any(|found| found == name)
    }

    /// The remote that a name belongs to: the one that it starts with, or the usual one.
    fn remote(&self, name: &str) -> Option<&str> {
        let named = |remote: &&String| {
            let rest = name.strip_prefix(remote.as_str());
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let usual = |remote: &&String| remote.as_str() == "origin";
        let mut remotes = self.remotes.iter();
        let found = remotes.clone().find(named);
        let found = found.or_else(|| remotes.clone().find(usual));
        found.or_else(|| remotes.next()).map(String::as_str)
    }
}

/// Returns true if a shell takes the name of a remote as plain text, and git as no option. The
/// repository chooses the name, and people paste the command that holds it.
fn is_plain(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    !name.starts_with('-') && name.chars().all(is_plain)
}

/// Adds the command that fetches missing history or refs.
fn fetched(found: Diagnostic, args: &str) -> Diagnostic {
    found.help(format!("fetch it: `git fetch{args}`"))
}

/// Returns true if a name can only be that of a commit.
fn is_commit(name: &str) -> bool {
    name.len() >= 7 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns true if a name looks like that of a release, which usually is a tag.
fn is_version(name: &str) -> bool {
    let number = name.rsplit('/').next().unwrap_or(name);
    let marked = number.strip_prefix('v');
    let number = marked.unwrap_or(number);
    number.starts_with(|first: char| first.is_ascii_digit())
        && (marked.is_some() || number.contains('.'))
}

/// The diagnostic of a schema that a ref does not hold; with `is_new`, that is no mistake.
pub(super) fn absent(rev: &str, place: &str, is_new: bool) -> Diagnostic {
    let place = if place.is_empty() { "." } else { place };
    let found = Diagnostic::error(
        Code::SchemaAbsent,
        format!("there is no schema {place} in {rev}"),
    );
    if is_new {
        found.help("the schema is new since then: there is nothing to compare")
    } else {
        found.help(format!(
            "`git ls-tree -r --name-only {rev}` lists its files"
        ))
    }
}
