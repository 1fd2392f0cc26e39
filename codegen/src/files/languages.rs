//! The languages that an output directory holds.

use std::fs;
use std::path::Path;

use crate::banner::has_banner;
use crate::lang::{self, MODEL, model};

/// The languages to generate if none are named and nothing has been generated yet.
const STABLE: &[&str] = &["json-schema", "rust", "typescript", MODEL];

/// Returns the languages to generate into a directory, sorted: those `wanted`. If there are none,
/// those whose files the directory holds; if it holds none, Rust, TypeScript, JSON Schema and the
/// model. So a language that a later version adds never appears by itself.
#[must_use]
pub(crate) fn languages_in(out: &Path, wanted: &[String]) -> Vec<&'static str> {
    let all = lang::names().into_iter();
    if !wanted.is_empty() {
        return all
            .filter(|name| wanted.iter().any(|w| w == name))
            .collect();
    }
    let is_present = |name: &&str| match *name {
        MODEL => out.join(model::FILE).is_file(),
        folder => holds_generated(&out.join(folder)),
    };
    let present: Vec<_> = all.filter(is_present).collect();
    if present.is_empty() {
        return STABLE.to_vec();
    }
    present
}

/// Returns true if a folder itself holds a generated file: the manifest, the readme or the schema.
/// Every language has one of them there.
fn holds_generated(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files = entries.map(|entry| entry.path());
    files.any(|file| fs::read_to_string(file).is_ok_and(|text| has_banner(&text)))
}
