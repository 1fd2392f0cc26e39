//! The rule `since-wrong`.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::{Schema, Severity};

use super::parts::{self, NamedPart};
use super::{Check, Level, LintContext, LintRule};
use crate::report::Finding;
use crate::version::Version;

/// The rule that `since` is the version that introduced a part. Readers decide by it whether a peer
/// of some version has the part.
pub(super) const RULE: LintRule = LintRule {
    id: "since-wrong",
    level: Level::Standard,
    severity: Severity::Warning,
    about: "`since` is the version that introduced a part.",
    explanation: "\
No part is newer than the protocol itself. With `--against OLD`, a part that the older schema lacks
cannot be as old as that schema: copied lines often keep a wrong `since`. A new part without `since`
is reported if most others of its kind have one. A new field or value without `since` is reported if
it would inherit that of its type. `tdproto lint --against OLD --fix` writes the present version.",
    options: &[],
    check: Check::Schema(check),
};

fn check(context: &LintContext<'_>, found: &mut Vec<Finding>) {
    let version = context.model().protocol.version.as_deref();
    let known = context.old.map(Known::new);
    for part in context.parts() {
        if is_of_its_type(context, &part, known.as_ref()) {
            continue;
        }
        let Some((message, label)) = wrong(&part, version, known.as_ref()) else {
            continue;
        };
        let finding = context
            .finding(part.subject(), message)
            .at(part.span, label);
        found.push(match (&known, version) {
            (Some(known), Some(now)) if known.is_new(&part) => match known.is_past(now) {
                true => finding.help(format!("write `since = \"{now}\"`; `--fix` does")),
                false => finding.help("raise `version` in `[protocol]`: a release already has it"),
            },
            _ => finding.help("write the version that introduced it"),
        });
    }
}

/// Returns true if a field or value is as old as its type, whose `since` is linted. Such a part
/// came with a new type, or was always there.
fn is_of_its_type(
    context: &LintContext<'_>,
    part: &NamedPart<'_>,
    known: Option<&Known<'_>>,
) -> bool {
    let model = context.model();
    let Some(owner) = part.owner.and_then(|owner| model.find_type(owner)) else {
        return false;
    };
    let def = model.ty(owner);
    let is_later = known.is_some_and(|known| known.has(&def.name) && known.is_new(part));
    def.docs.since == part.docs.since && !is_later
}

/// The problem with the `since` of a part, and the text of its label.
fn wrong(
    part: &NamedPart<'_>,
    version: Option<&str>,
    known: Option<&Known<'_>>,
) -> Option<(String, String)> {
    let since = part.docs.since.as_deref();
    let of = since.and_then(Version::of);
    if let (Some(since), Some(of), Some(now)) = (since, of, version)
        && of > Version::parse(now)
    {
        let message = format!("`since = \"{since}\"` of {part} is later than version {now}");
        return Some((message, "of a later version".to_owned()));
    }
    let known = known.filter(|known| known.is_new(part))?;
    match (since, of, known.version) {
        (Some(since), Some(of), Some(old)) if of <= Version::parse(old) => {
            let message = format!(
                "`since = \"{since}\"` of new {part} is wrong: version {old} does not have it"
            );
            Some((message, "of an earlier version".to_owned()))
        }
        (None, _, _) if known.has_since(part) => {
            let message = format!("new {part} has no `since`");
            Some((message, "new, without `since`".to_owned()))
        }
        (Some(_) | None, _, _) => None,
    }
}

/// The parts that the older schema has.
pub(super) struct Known<'a> {
    version: Option<&'a str>,
    /// The `since` of each part, by kind and name.
    parts: BTreeMap<(&'static str, String), Option<&'a str>>,
    /// The kinds of parts that mostly have a `since`.
    usual: BTreeSet<&'static str>,
}

impl<'a> Known<'a> {
    pub(super) fn new(old: &'a Schema) -> Self {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        let mut known = BTreeMap::new();
        for part in parts::parts(old) {
            let count = counts.entry(kind(&part)).or_default();
            count.0 += usize::from(part.docs.since.is_some());
            count.1 += 1;
            known.insert((kind(&part), part.subject()), part.docs.since.as_deref());
        }
        let usual = counts
            .into_iter()
            .filter(|(_, (with, all))| 2 * with > *all);
        Self {
            version: old.model.protocol.version.as_deref(),
            parts: known,
            usual: usual.map(|(kind, _)| kind).collect(),
        }
    }

    /// Returns true if the older schema lacks a part.
    pub(super) fn is_new(&self, part: &NamedPart<'_>) -> bool {
        !self.parts.contains_key(&(kind(part), part.subject()))
    }

    /// Returns true if the older schema has a type.
    fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&("type", name.to_owned()))
    }

    /// Returns true if a version is later than that of the older schema.
    pub(super) fn is_past(&self, version: &str) -> bool {
        self.version
            .is_none_or(|old| Version::parse(version) > Version::parse(old))
    }

    /// Returns true if a new part is expected to have `since`. That is a field or value whose older
    /// type has it, or a type or event if most have it.
    fn has_since(&self, part: &NamedPart<'_>) -> bool {
        match part.owner {
            Some(owner) => {
                let since = self.parts.get(&("type", owner.to_owned()));
                since.is_some_and(Option::is_some)
            }
            None => self.usual.contains(kind(part)),
        }
    }
}

/// The kind of a part; types of all kinds share their names.
fn kind(part: &NamedPart<'_>) -> &'static str {
    match (part.what, part.owner) {
        ("field", _) => "field",
        ("value", _) => "value",
        ("variant", _) => "variant",
        ("event", None) => "event",
        _ => "type",
    }
}
