//! Checks of the files of an answer: their paths and their banners.

use std::collections::BTreeMap;
use std::path::Path;

use super::answer::Fault;
use crate::banner::has_whole_banner;
use crate::files::{is_skipped, is_temporary};
use crate::lang::OutputFile;
use crate::naming::file_name;

/// The longest name of a file or a folder that every system takes, in bytes.
const LONGEST_NAME: usize = 200;

/// Returns the errors in the files.
pub(super) fn check(files: &[OutputFile], banner: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut paths: BTreeMap<String, &str> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let place = format!("`/files/{index}` of the answer");
        let path = file.path.escape_debug();
        if let Some(problem) = problem(&file.path) {
            faults.push(Fault {
                message: format!("{place} has the path `{path}`: {problem}"),
                help: Some("a path is relative, such as `src/chat.sql`".to_owned()),
            });
            continue;
        }
        // Some systems take two names for one if they differ in case alone.
        if let Some(first) = paths.insert(file.path.to_lowercase(), &file.path) {
            let differ = match first == file.path {
                true => String::new(),
                false => format!(": it differs from `{first}` in case alone"),
            };
            faults.push(Fault::new(format!(
                "two files have the path `{path}`{differ}"
            )));
        }
        if !has_whole_banner(&file.text, banner) {
            faults.push(Fault {
                message: format!("`{path}` has no banner near its top"),
                help: Some(
                    "write `banner` of the request into a comment in the first 2,048 bytes"
                        .to_owned(),
                ),
            });
        }
    }
    let folders = paths.keys().filter_map(|path| {
        let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
        above.find(|folder| paths.contains_key(*folder))
    });
    faults.extend(folders.map(|folder| {
        let path = folder.escape_debug();
        Fault::new(format!("`{path}` is both a file and a folder"))
    }));
    faults
}

/// The reason that a path cannot be written, or would not be cleaned up later.
fn problem(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return Some("it is not relative, with `/` between its parts");
    }
    if path.contains(|c: char| c.is_control() || "<>\"|?*".contains(c)) {
        return Some("it has a character that not every system takes");
    }
    let parts: Vec<_> = path.split('/').collect();
    if parts.iter().any(|part| ["", ".", ".."].contains(part)) {
        return Some("it has an empty part, `.` or `..`");
    }
    if parts.iter().any(|part| part.ends_with([' ', '.'])) {
        return Some("a part of it ends in a space or a dot");
    }
    if parts.iter().any(|part| part.len() > LONGEST_NAME) {
        return Some("a part of it is longer than 200 bytes");
    }
    if parts.iter().any(|part| file_name(part) != *part) {
        return Some("Windows takes a part of it for a device");
    }
    let folders = &parts[..parts.len() - 1];
    if folders.iter().any(|folder| is_skipped(folder)) {
        return Some("tdproto never looks into this folder for files to delete");
    }
    is_temporary(Path::new(path)).then_some("tdproto has temporary files of such names")
}
