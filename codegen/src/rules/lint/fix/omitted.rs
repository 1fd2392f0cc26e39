//! The fix that makes entities that may be left out `nullable`, which is how they are read anyway.

use super::document::Written;
use super::{Proposal, Scene};
use crate::report::Finding;

pub(super) fn fix(scene: &Scene<'_>, findings: &[&Finding]) -> Vec<Proposal> {
    findings
        .iter()
        .filter_map(|found| one(scene, found))
        .collect()
}

fn one(scene: &Scene<'_>, found: &Finding) -> Option<Proposal> {
    let (part, document) = scene.part(found)?;
    let mut path = part.path();
    let field = document.find(&path)?;
    path.push("omitempty");
    let at = document.find(&path)?.key().start;
    let text = match document.how(field) {
        Written::Inline => "nullable = true, ",
        Written::Header => "nullable = true\n",
        Written::Other => return None,
    };
    Some(Proposal {
        subject: found.subject.clone(),
        edits: vec![document.insert(at, text)],
    })
}
