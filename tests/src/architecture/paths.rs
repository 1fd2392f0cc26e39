//! Which file a path of a source file leads to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::uses::Uses;

/// The modules of a crate by their paths; the crate itself has the empty one.
pub(super) struct SourceTree {
    modules: BTreeMap<Vec<String>, Module>,
}

/// A file of a crate.
pub(super) struct Module {
    /// Its path below `crate`.
    pub(super) path: Vec<String>,
    /// The file, as messages name it.
    pub(super) file: String,
    uses: Uses,
}

impl SourceTree {
    /// The one of a folder; files are named by `shown` and their paths below the folder.
    pub(super) fn read(folder: &Path, shown: &str) -> Self {
        let mut files = Vec::new();
        collect(folder, shown, &mut files);
        Self::of(files)
    }

    /// The one of files with their texts.
    pub(super) fn of(files: impl IntoIterator<Item = (String, impl AsRef<str>)>) -> Self {
        let mut modules = BTreeMap::new();
        for (file, text) in files {
            let below = file
                .split_once("src/")
                .map_or(file.as_str(), |(_, below)| below);
            let path = module_path(below);
            let uses = Uses::of(text.as_ref());
            modules.insert(path.clone(), Module { path, file, uses });
        }
        Self { modules }
    }

    /// All of them.
    pub(super) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values()
    }

    /// The modules that a module names, each with the path that leads to it.
    pub(super) fn uses<'a>(&'a self, module: &'a Module) -> Vec<(&'a Module, String)> {
        let imports = module.uses.imports.iter().map(|(_, path)| path);
        imports
            .chain(&module.uses.inline)
            .filter_map(|path| Some((self.target(module, path, 0)?, path.join("::"))))
            .collect()
    }

    /// The module that declares what a path leads to, through every import on the way. Paths of
    /// other crates lead to none.
    fn target<'a>(&'a self, from: &'a Module, path: &[String], depth: usize) -> Option<&'a Module> {
        let (mut module, mut rest) = self.start(from, path)?;
        while let Some((first, after)) = rest.split_first() {
            let Some(child) = self
                .modules
                .get(&[&module.path[..], std::slice::from_ref(first)].concat())
            else {
                break;
            };
            (module, rest) = (child, after);
        }
        let Some((name, after)) = rest.split_first() else {
            return Some(module);
        };
        let imported = module.uses.imports.iter().find(|(given, _)| given == name);
        match imported {
            Some((_, import)) if depth < 8 => {
                let onward = [import, after].concat();
                self.target(module, &onward, depth + 1).or(Some(module))
            }
            Some(_) | None => Some(module),
        }
    }

    /// The module that a path begins in, and its segments from there.
    fn start<'a, 'p>(
        &'a self,
        from: &'a Module,
        path: &'p [String],
    ) -> Option<(&'a Module, &'p [String])> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.path.clone(),
            "super" => from.path.split_last()?.1.to_vec(),
            name => {
                let child = [&from.path[..], &[name.to_owned()]].concat();
                let imported = |(given, import): &(String, Vec<String>)| {
                    given == name && import.first().is_some_and(|start| start != name)
                };
                return match self.modules.get(&child) {
                    Some(child) => Some((child, rest)),
                    None if from.uses.imports.iter().any(imported) => Some((from, path)),
                    None => None,
                };
            }
        };
        while rest.first().is_some_and(|segment| segment == "super") {
            at.pop();
            rest = &rest[1..];
        }
        Some((self.modules.get(&at)?, rest))
    }
}

fn module_path(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    let last = path.last().map(String::as_str);
    if matches!(last, Some("mod")) || path == ["lib"] {
        path.pop();
    }
    path
}

fn collect(folder: &Path, shown: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shown = format!("{shown}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &shown, files);
        } else if shown.ends_with(".rs") {
            files.push((shown, fs::read_to_string(&path).unwrap()));
        }
    }
}
