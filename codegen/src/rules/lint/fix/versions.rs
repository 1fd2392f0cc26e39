//! The fix for new parts without `since`: they get this version.

use toml::de::DeValue;

use super::document::{Document, Edit, Written};
use super::{Proposal, Scene};
use crate::report::Finding;
use crate::rules::lint::since_wrong::Known;
use crate::toml_text;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Proposal> {
    let version = scene.context.model().protocol.version.as_deref();
    let (Some(old), Some(version)) = (scene.context.old, version) else {
        return Vec::new();
    };
    let known = Known::new(old);
    // Without a later version than that of the older schema, the correct `since` is not known.
    if !known.is_past(version) {
        return Vec::new();
    }
    let one = |found: &&Finding| one(scene, found, &known, version);
    findings.iter().filter_map(one).collect()
}

fn one(scene: &Scene<'_>, found: &Finding, known: &Known<'_>, version: &str) -> Option<Proposal> {
    let (part, document) = scene.part(found)?;
    if !known.is_new(&part) {
        return None;
    }
    let mut path = part.path();
    path.push("since");
    let text = toml_text::basic(version);
    let edit = match document.find(&path) {
        Some(place) => match place.value.get_ref() {
            DeValue::String(_) => document.edit(place.value(), text),
            DeValue::Boolean(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => return None,
        },
        None => added(document, &part.path(), &text)?,
    };
    Some(Proposal {
        subject: found.subject.clone(),
        edits: vec![edit],
    })
}

/// Adds the key to a table that lacks it: as the last one in braces, or the first one below a
/// header.
fn added(document: &Document<'_>, path: &[&str], version: &str) -> Option<Edit> {
    let place = document.find(path)?;
    let range = place.value();
    match document.how(place) {
        Written::Inline => {
            let inner = document
                .written(range.clone())
                .strip_suffix('}')?
                .trim_end();
            let text = match inner {
                "{" => format!(" since = {version} "),
                _ => format!(", since = {version}"),
            };
            Some(document.insert(range.start + inner.len(), text))
        }
        Written::Header => {
            let end = document.line_end(range.start);
            Some(document.insert(end, format!("since = {version}\n")))
        }
        Written::Other => None,
    }
}
