//! Data flows one way: no files of a crate use each other in a circle.

mod circles;
mod paths;
mod uses;

use std::collections::BTreeMap;

use paths::{Module, SourceTree};

/// The crates by the folder of their sources.
const CRATES: [&str; 4] = [
    "schema/src",
    "codegen/src",
    "codegen/wire/src",
    "proc-macros/src",
];

/// A module file may use its children and be used by them: only its children's uses of it are
/// left out. Every other use counts, inline paths and those in macros too.
#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for folder in CRATES {
        let tree = SourceTree::read(&crate::root().join(folder), folder);
        circles.extend(circles::of(&edges(&tree)));
    }
    let messages: Vec<String> = circles.iter().map(ToString::to_string).collect();
    assert!(messages.is_empty(), "\n{}", messages.join("\n"));
}

#[test]
fn circles_are_found_through_imports_and_macros_and_not_between_a_module_and_its_child() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d; pub use a::A;"),
        ("a.rs", "use crate::{b::{self, B}, d}; fn f() { b::g() }"),
        ("b.rs", "fn g() { write!(out, \"{}\", super::c::C) }"),
        ("c.rs", "use crate::A;"),
        ("d/mod.rs", "mod e; use e::E; fn shared() {}"),
        ("d/e.rs", "use super::shared;"),
    ];
    let tree = SourceTree::of(
        files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text)),
    );
    let circles = circles::of(&edges(&tree));
    let files: Vec<_> = circles.iter().map(|circle| &circle.files).collect();
    assert_eq!(files, [&["a.rs", "b.rs", "c.rs"]]);
}

/// The files that each file uses, and the first path by which it does.
fn edges(tree: &SourceTree) -> circles::Graph {
    let mut graph = BTreeMap::new();
    for module in tree.modules() {
        let edges: &mut BTreeMap<_, _> = graph.entry(module.file.clone()).or_default();
        for (used, path) in tree.uses(module) {
            if used.file != module.file && !is_child(module, used) {
                edges.entry(used.file.clone()).or_insert(path);
            }
        }
    }
    graph
}

/// Whether a module is declared by another one.
fn is_child(module: &Module, parent: &Module) -> bool {
    module
        .path
        .split_last()
        .is_some_and(|(_, above)| above == parent.path)
}
