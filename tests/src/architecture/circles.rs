//! The circles of a graph of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

/// The files that each file uses, with the path by which it does.
pub(super) type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// Files of which each leads to all others.
pub(super) struct Circle {
    /// The files, sorted.
    pub(super) files: Vec<String>,
    /// Which uses which, and by which path.
    uses: Vec<(String, String, String)>,
}

impl Display for Circle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "circle of {} files:", self.files.len())?;
        for (from, to, path) in &self.uses {
            writeln!(out, "  {from} uses {to} ({path})")?;
        }
        Ok(())
    }
}

/// All circles; those that share a file are one.
pub(super) fn of(graph: &Graph) -> Vec<Circle> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|file| (file, reached_from(graph, file)))
        .collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for (file, others) in &reached {
        if !others.contains(file) || !seen.insert(*file) {
            continue;
        }
        let circle = |other: &&&String| reached[**other].contains(file);
        let files: Vec<String> = others.iter().filter(circle).map(|&at| at.clone()).collect();
        seen.extend(others.iter().filter(circle));
        let uses = uses_between(graph, &files);
        circles.push(Circle { files, uses });
    }
    circles
}

/// The files that a file leads to; itself only by a circle.
fn reached_from<'a>(graph: &'a Graph, file: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = graph[file].keys().collect();
    while let Some(at) = open.pop() {
        if reached.insert(at) {
            open.extend(graph[at].keys());
        }
    }
    reached
}

fn uses_between(graph: &Graph, files: &[String]) -> Vec<(String, String, String)> {
    let uses = files.iter().flat_map(|from| {
        let inside = graph[from].iter().filter(|(to, _)| files.contains(to));
        inside.map(move |(to, path)| (from.clone(), to.clone(), path.clone()))
    });
    uses.collect()
}
