//! The languages and plug-ins that an output directory holds.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::is_searched;
use crate::banner::has_banner;
use crate::lang::{self, MODEL, model};

/// The languages to generate if none are named and nothing has been generated yet.
const STABLE: &[&str] = &["json-schema", "rust", "typescript", MODEL];

/// Returns the languages, sorted, and the plug-ins of those in `plugins` to generate into a
/// directory: those `wanted`. If there are none, those whose files the directory holds; if it holds
/// none, Rust, TypeScript, JSON Schema and the model. So a language that a later version adds, or a
/// plug-in, never appears by itself.
#[must_use]
pub(crate) fn targets_in<'p>(
    out: &Path,
    wanted: &[String],
    plugins: &[&'p str],
) -> (Vec<&'static str>, Vec<&'p str>) {
    let (languages, plugins) = match wanted {
        [] => (
            languages(|name| is_language_in(out, name)),
            chosen(plugins, |name| holds_below(&out.join(name))),
        ),
        wanted => {
            let is_wanted = |name: &str| wanted.iter().any(|w| w == name);
            (languages(is_wanted), chosen(plugins, is_wanted))
        }
    };
    if languages.is_empty() && plugins.is_empty() {
        return (STABLE.to_vec(), plugins);
    }
    (languages, plugins)
}

fn languages(is_chosen: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let all = lang::names().into_iter();
    all.filter(|name| is_chosen(name)).collect()
}

fn chosen<'p>(plugins: &[&'p str], is_chosen: impl Fn(&str) -> bool) -> Vec<&'p str> {
    let plugins = plugins.iter().copied();
    plugins.filter(|name| is_chosen(name)).collect()
}

/// Returns true if a directory holds the files of a language.
fn is_language_in(out: &Path, name: &str) -> bool {
    match name {
        MODEL => out.join(model::FILE).is_file(),
        folder => holds_generated(&out.join(folder)),
    }
}

/// Returns true if a folder itself holds a generated file: the manifest, the readme or the schema.
/// Every language has one of them there.
fn holds_generated(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|file| is_ours(&file))
}

/// Returns true if a folder, or one in it, holds a generated file.
fn holds_below(folder: &Path) -> bool {
    let visited = WalkDir::new(folder).into_iter().filter_entry(is_searched);
    let mut entries = visited.flatten();
    entries.any(|entry| entry.file_type().is_file() && is_ours(entry.path()))
}

fn is_ours(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| has_banner(&text))
}
