//! The fix that records or raises the share of described parts.

use toml::de::DeValue;

use super::document::Written;
use super::{Edit, Proposal, Scene};
use crate::report::Finding;
use crate::rules::lint::doc_coverage::{Coverage, RULE, hundredths, percent};

pub(super) fn fix(scene: &Scene<'_>, _: &[&Finding]) -> Vec<Proposal> {
    let share = Coverage::of(scene.context.schema).share();
    let recorded = scene
        .context
        .options()
        .and_then(|options| options.recorded.as_ref());
    if recorded.is_some_and(|recorded| hundredths(recorded.value) >= share) {
        return Vec::new();
    }
    let edit = edit(scene, &percent(share));
    let proposal = edit.map(|edit| Proposal {
        subject: format!("{} %", percent(share)),
        edits: vec![edit],
    });
    proposal.into_iter().collect()
}

fn edit(scene: &Scene<'_>, share: &str) -> Option<Edit> {
    let document = scene.config_document()?;
    let recorded = format!("recorded = {share}");
    if let Some(place) = document.find(&["lint", "rules", RULE.id, "recorded"]) {
        return Some(document.edit(place.value(), share));
    }
    if let Some(place) = document.find(&["lint", "rules", RULE.id]) {
        return match (place.value.get_ref(), document.how(place)) {
            (DeValue::Table(_), Written::Inline) => {
                Some(document.insert(place.value().start + 1, format!(" {recorded},")))
            }
            (DeValue::Table(_), Written::Header) => {
                let below = document.line_end(place.value().end);
                Some(document.insert(below, format!("{recorded}\n")))
            }
            (_, Written::Other) => {
                let severity = document.written(place.value());
                let table = format!("{{ severity = {severity}, {recorded} }}");
                Some(document.edit(place.value(), table))
            }
            (_, Written::Inline | Written::Header) => None,
        };
    }
    let line = format!("{} = {{ {recorded} }}\n", RULE.id);
    let rules = document.find(&["lint", "rules"]);
    match rules.map(|place| (place, document.how(place))) {
        Some((place, Written::Header)) => {
            Some(document.insert(document.line_end(place.value().end), line))
        }
        Some((_, Written::Inline | Written::Other)) => None,
        None => {
            let text = &document.file.text;
            let start = if text.is_empty() || text.ends_with("\n\n") {
                ""
            } else if text.ends_with('\n') {
                "\n"
            } else {
                "\n\n"
            };
            Some(document.insert(text.len(), format!("{start}[lint.rules]\n{line}")))
        }
    }
}
