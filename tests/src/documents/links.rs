//! Links between documents lead to files and headings that exist.

use std::path::Path;

use super::fence::{documents, read};
use crate::root;

#[test]
fn every_link_leads_somewhere() {
    for document in documents() {
        for link in links(&read(&document)) {
            check(&document, &link);
        }
    }
}

/// The targets of inline links, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for (index, part) in text.split("```").enumerate() {
        if index % 2 == 1 {
            continue;
        }
        for rest in part.split("](").skip(1) {
            links.extend(rest.split_once(')').map(|(target, _)| target.to_owned()));
        }
    }
    links
}

fn check(document: &str, link: &str) {
    if link.starts_with("https://") {
        return;
    }
    let (path, heading) = link.split_once('#').unwrap_or((link, ""));
    let folder = Path::new(document).parent().unwrap();
    let target = if path.is_empty() {
        root().join(document)
    } else {
        root().join(folder).join(path)
    };
    assert!(target.exists(), "{document}: {link} leads nowhere");
    if !heading.is_empty() {
        let text = std::fs::read_to_string(target).unwrap();
        let headings = text.lines().filter(|line| line.starts_with('#'));
        let found = headings.map(slug).any(|slug| slug == heading);
        assert!(found, "{document}: {link} names no heading");
    }
}

/// The name by which a heading is linked.
fn slug(line: &str) -> String {
    let words = line.trim_start_matches('#').trim().to_lowercase();
    let kept = words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().replace(' ', "-")
}
