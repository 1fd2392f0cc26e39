//! Checks that files to be written stay below the output directory.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use tdproto_schema::{Code, Diagnostic};

use crate::paths::display;

/// An output directory, and the folders in it that were looked at.
pub(crate) struct Below<'a> {
    out: &'a Path,
    /// True for each folder that is in the output directory once links are followed.
    inside: BTreeMap<PathBuf, bool>,
}

impl<'a> Below<'a> {
    pub(crate) fn new(out: &'a Path) -> Self {
        Self {
            out,
            inside: BTreeMap::new(),
        }
    }

    /// The place of a generated file, whose path has `/` between its parts.
    ///
    /// # Errors
    /// If the path is absolute, has `..`, or leads out of the output directory by a link in it. The
    /// output directory itself may be a link.
    pub(crate) fn place(&mut self, folder: &str, path: &str) -> Result<PathBuf, Diagnostic> {
        let below = Path::new(folder).join(path);
        let place = self.out.join(&below);
        let is_plain = !path.is_empty()
            && !path.contains(|c: char| c.is_control() || c == '\\')
            && Path::new(path).components().all(is_name)
            && below.components().all(is_name);
        if is_plain && self.is_inside(place.parent().unwrap_or(self.out)) {
            return Ok(place);
        }
        let shown = display(&below);
        let message = format!(
            "`{}` is not below the output directory {}",
            shown.escape_debug(),
            display(self.out)
        );
        let help = match is_plain {
            true => {
                "nothing was written: a folder of the path is a link that leads elsewhere; remove it"
            }
            false => "nothing was written: a path has no `..` and does not start at the root",
        };
        Err(Diagnostic::error(Code::OutputOutside, message).help(help))
    }

    fn is_inside(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.inside.get(folder) {
            return *known;
        }
        let is_inside = is_inside(folder, self.out).unwrap_or(false);
        self.inside.insert(folder.to_owned(), is_inside);
        is_inside
    }
}

/// A diagnostic for all files that would be written elsewhere, at the first of them.
pub(crate) fn once(outside: Vec<Diagnostic>) -> Option<Diagnostic> {
    let more = outside.len().saturating_sub(1);
    let first = outside.into_iter().next()?;
    Some(match more {
        0 => first,
        1 => first.help("1 more file would be written elsewhere"),
        more => first.help(format!("{more} more files would be written elsewhere")),
    })
}

fn is_name(part: Component<'_>) -> bool {
    match part {
        Component::Normal(_) => true,
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            false
        }
    }
}

/// Returns true if the part of a folder that exists is in the output directory once links are
/// followed.
fn is_inside(folder: &Path, out: &Path) -> io::Result<bool> {
    let real = match out.canonicalize() {
        Ok(real) => real,
        // There are no links yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let existing = folder
        .ancestors()
        .take_while(|above| *above != out)
        .find(|above| above.symlink_metadata().is_ok());
    existing.map_or(Ok(true), |existing| {
        Ok(existing.canonicalize()?.starts_with(real))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_elsewhere() {
        let mut below = Below::new(Path::new("out"));
        for path in [
            "",
            "/etc/x",
            "..",
            "../x",
            "src/../../x",
            "./x",
            "a\\..\\x",
            "a\nb",
        ] {
            let found = below.place("rust", path).unwrap_err();
            assert_eq!(found.code, Code::OutputOutside, "{path}");
        }
        for folder in ["/etc", "..", "rust/.."] {
            assert!(below.place(folder, "x").is_err(), "{folder}");
        }
        assert_eq!(below.place("", "a/b.rs").unwrap(), Path::new("out/a/b.rs"));
    }
}
