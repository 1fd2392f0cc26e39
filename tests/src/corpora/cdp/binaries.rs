//! The properties that are binary, or lists of what is. The description as JSON calls them texts, and says so only where
//! a property has a description; the definition language of the protocol, PDL, always says it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The properties that are binary or lists of what is, as `Domain.owner.property`.
pub(super) fn binaries(package: &Path) -> BTreeSet<String> {
    let domains = fs::read_dir(package.join("pdl/domains")).unwrap();
    let domains = domains.map(|entry| entry.unwrap().path());
    let mut binaries = BTreeSet::new();
    for path in domains.chain([package.join("pdl/js_protocol.pdl")]) {
        collect(&fs::read_to_string(path).unwrap(), &mut binaries);
    }
    binaries
}

fn collect(pdl: &str, binaries: &mut BTreeSet<String>) {
    let (mut domain, mut owner) = ("", "");
    for line in pdl.lines().map(str::trim) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_flag = |word: &&&str| ["experimental", "deprecated", "optional"].contains(*word);
        let flags = words.iter().take_while(is_flag).count();
        match words[flags..] {
            ["domain", name] => domain = name,
            ["type" | "command" | "event", name, ..] => owner = name,
            ["binary", name] | ["array", "of", "binary", name] => {
                binaries.insert(place(domain, owner, name));
            }
            _ => {}
        }
    }
}

/// The place of a property.
pub(super) fn place(domain: &str, owner: &str, property: &str) -> String {
    format!("{domain}.{owner}.{property}")
}
