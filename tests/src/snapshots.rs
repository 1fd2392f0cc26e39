//! Every fixture in every language, locked by snapshots under `tests/snapshots/<language>/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tdproto_codegen::{Backend, Options, OutputFile, REGISTRY, generate};

use crate::{fixtures, root};

/// The files of every fixture in a language.
pub(crate) fn generated(backend: &dyn Backend) -> Vec<(String, Vec<OutputFile>)> {
    let generated = fixtures::all().into_iter().map(|(case, schema)| {
        let (generated, diagnostics) = generate(&schema, backend, &Options::default());
        assert!(diagnostics.is_empty(), "{case}: {diagnostics:#?}");
        (case, generated.files)
    });
    generated.collect()
}

/// The pages of a reference are many and large; the tests of the reference open them in a browser.
const WITHOUT: &str = "html";

#[test]
fn every_fixture_in_every_language() {
    for backend in REGISTRY.iter().filter(|backend| backend.name() != WITHOUT) {
        let cases = generated(*backend);
        // Files that are the same for every schema, such as a runtime, are locked once.
        let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for file in cases.iter().flat_map(|(_, files)| files) {
            texts.entry(&file.path).or_default().insert(&file.text);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("tests/snapshots").join(backend.name()));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (case, files) in &cases {
            for file in files {
                let shared = texts[file.path.as_str()].len() == 1 && is_in_all(&cases, &file.path);
                let case = if shared { "every" } else { case };
                let name = format!("{case}.{}", file.path.replace('/', "__"));
                settings.bind(|| insta::assert_snapshot!(name, file.text));
            }
        }
    }
}

fn is_in_all(cases: &[(String, Vec<OutputFile>)], path: &str) -> bool {
    cases
        .iter()
        .all(|(_, files)| files.iter().any(|file| file.path == path))
}

#[test]
fn every_folder_of_a_language_is_registered() {
    let folders = fs::read_dir(root().join("codegen/src/lang")).unwrap();
    let mut folders: Vec<String> = folders
        .map(|entry| entry.unwrap())
        .filter(|entry| {
            // Parts that several languages share are no languages.
            let code = fs::read_to_string(entry.path().join("mod.rs"));
            code.is_ok_and(|code| code.contains("impl Backend for "))
        })
        .map(|entry| entry.file_name().into_string().unwrap().replace('_', "-"))
        .collect();
    folders.sort();
    let names: Vec<_> = REGISTRY.iter().map(|backend| backend.name()).collect();
    assert_eq!(
        names, folders,
        "the registry is sorted and has every folder"
    );
    for name in names.into_iter().filter(|name| *name != WITHOUT) {
        let snapshots = root().join("tests/snapshots").join(name);
        assert!(snapshots.is_dir(), "no snapshots of {name}");
    }
}
