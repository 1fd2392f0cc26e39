//! The fix for new deprecations: a part that the older version did not deprecate gets this version
//! as the deprecation's `since`.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::{Proposal, Scene};
use crate::report::Finding;
use crate::rules::lint::parts;
use crate::toml_text;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Proposal> {
    let version = scene.context.model().protocol.version.as_deref();
    let (Some(old), Some(version)) = (scene.context.old, version) else {
        return Vec::new();
    };
    let deprecated = parts::parts(old).filter(|part| part.docs.deprecated.is_some());
    let before: BTreeSet<String> = deprecated.map(|part| part.to_string()).collect();
    let one = |found: &&Finding| one(scene, found, &before, version);
    findings.iter().filter_map(one).collect()
}

fn one(
    scene: &Scene<'_>,
    found: &Finding,
    before: &BTreeSet<String>,
    version: &str,
) -> Option<Proposal> {
    let (part, document) = scene.part(found)?;
    if before.contains(&part.to_string()) {
        return None;
    }
    let mut path = part.path();
    path.push("deprecated");
    let place = document.find(&path)?;
    let since = format!("since = {}", toml_text::basic(version));
    let edit = match place.value.get_ref() {
        DeValue::Boolean(_) => document.edit(place.value(), format!("{{ {since} }}")),
        DeValue::String(_) => {
            let note = document.written(place.value());
            document.edit(place.value(), format!("{{ {since}, note = {note} }}"))
        }
        DeValue::Table(_) if document.written(place.value()).starts_with('{') => {
            document.insert(place.value().start + 1, format!(" {since},"))
        }
        DeValue::Table(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_) => return None,
    };
    Some(Proposal {
        subject: found.subject.clone(),
        edits: vec![edit],
    })
}
