//! The versions of a protocol before this one: the changes between them, and the parts that each
//! change is about.

use std::collections::BTreeMap;

use tdproto_schema::{Model, Schema};

use super::place::Place;
use super::words::Badge;
use crate::changelog;
use crate::config::Date;
use crate::diff::{Change, Compared, Group, Part, Side, What};
use crate::options::Version;

/// The changes that led to one version.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// The version that has the changes.
    pub(crate) version: String,
    /// The day of the version; `None`: it is this one, which is not released yet.
    pub(crate) date: Option<Date>,
    /// The section of a changelog, as Markdown.
    pub(crate) section: String,
}

/// The versions on record, the newest first.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// The steps, the newest first; none if there is no history.
    pub(crate) steps: Vec<Step>,
    /// The badges of the parts that are new or changed.
    pub(crate) marks: Marks,
    /// The oldest version on record.
    pub(crate) first: Option<String>,
}

/// The versions in which parts came or changed, by anchor: what is new first, then what changed.
#[derive(Debug, Default)]
pub(crate) struct Marks(BTreeMap<String, (Option<String>, Vec<String>)>);

impl Marks {
    /// Adds the badges of a place to those of its lifecycle, which may say the version already.
    pub(crate) fn add_to<'a>(&'a self, badges: &mut Vec<Badge<'a>>, place: Place<'_>) {
        for badge in self.badges(place) {
            let is_said = match badge {
                Badge::NewIn(version) => badges.contains(&Badge::Since(version)),
                Badge::Readonly
                | Badge::Experimental
                | Badge::Deprecated(_)
                | Badge::Since(_)
                | Badge::Removed(_)
                | Badge::ChangedIn(_) => false,
            };
            if is_said {
                badges.retain(|other| !matches!(other, Badge::Since(_)));
            }
            badges.push(badge);
        }
    }

    /// The badges of a place.
    fn badges(&self, place: Place<'_>) -> Vec<Badge<'_>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let Some((new, changed)) = self.0.get(&place.anchor()) else {
            return Vec::new();
        };
        let new = new.iter().map(|version| Badge::NewIn(version));
        let changed = changed.last().map(|version| Badge::ChangedIn(version));
        new.chain(changed).collect()
    }

    fn add(&mut self, anchor: String, is_new: bool, version: &str) {
        let (new, changed) = self.0.entry(anchor).or_default();
        if is_new {
            *new = Some(version.to_owned());
            changed.clear();
        } else if changed.last().is_none_or(|last| last != version)
            && new.as_deref() != Some(version)
        {
            changed.push(version.to_owned());
        }
    }
}

impl History {
    /// Compares the versions on record, each with the next one, and the last with the model.
    pub(crate) fn new(model: &Model, versions: &[Version]) -> Self {
        let mut history = Self::default();
        let Some(first) = versions.first() else {
            return history;
        };
        history.first = Some(label(&first.model, &first.name));
        let schema = |model: &Model| Schema {
            model: model.clone(),
            ..Schema::default()
        };
        let mut schemas: Vec<Schema> = versions.iter().map(|old| schema(&old.model)).collect();
        schemas.push(schema(model));
        let mut labels: Vec<(String, Option<Date>)> = versions
            .iter()
            .map(|old| (label(&old.model, &old.name), old.date))
            .collect();
        let now = model.protocol.version.clone();
        let last = labels.last().map(|(label, _)| label.clone());
        let now = now.filter(|now| Some(now) != last.as_ref());
        labels.push((now.unwrap_or_else(|| "the next version".to_owned()), None));
        let pairs = schemas.iter().zip(&schemas[1..]);
        for (at, (old, new)) in pairs.enumerate() {
            let (version, date) = &labels[at + 1];
            let (old, new) = ((old, labels[at].0.clone()), (new, version.clone()));
            let compared = Compared::new(old, new);
            history.mark(&compared, version);
            history.steps.push(Step {
                version: version.clone(),
                date: *date,
                section: changelog::section(&compared, *date),
            });
        }
        history.steps.reverse();
        history
    }

    fn mark(&mut self, compared: &Compared<'_>, version: &str) {
        let model = compared.pairs.new;
        for change in &compared.changes {
            let group = Group::of(change);
            if matches!(group, Group::Docs | Group::Removed) {
                continue;
            }
            let is_new = change.what == What::Added;
            if let Some(place) = place_of(model, change) {
                self.marks.add(place.anchor(), is_new, version);
                // A change of a part is one of its owner.
                if let Place::Member(owner, _) = place {
                    self.marks.add(Place::Type(owner).anchor(), false, version);
                }
            }
        }
    }
}

/// The version of a model, or else the name of its source.
fn label(model: &Model, name: &str) -> String {
    model
        .protocol
        .version
        .clone()
        .unwrap_or_else(|| name.to_owned())
}

/// The place of a change in the new model, if the part is there.
fn place_of<'a>(model: &'a Model, change: &Change) -> Option<Place<'a>> {
    let named = |name: &'a String| name.as_str();
    match &change.part {
        Part::Type(side) => side.after().map(|id| Place::Type(&model.ty(id).name)),
        Part::Field { owner, field, .. } => {
            let def = model.ty(owner.1);
            let field = def.fields().get(field.after()?)?;
            Some(Place::Member(&def.name, named(&field.name)))
        }
        Part::Value { owner, value } => {
            let def = model.ty(owner.1);
            let value = def.values().get(value.after()?)?;
            Some(Place::Member(&def.name, named(&value.name)))
        }
        Part::Variant { owner, variant } => {
            let def = model.ty(owner.1);
            let variant = def.variants().get(variant.after()?)?;
            Some(Place::Member(&def.name, named(&variant.name)))
        }
        Part::Frame(side) => side.after().map(|id| Place::Frame(&model.frame(id).name)),
        Part::FrameField { owner, field } => {
            let kind = model.frame(owner.1);
            let field = kind.fields.get(field.after()?)?;
            Some(Place::FrameField(&kind.name, &field.name))
        }
        Part::Event(side) => {
            let id = side.after()?;
            Some(Place::Event(&model.events()[id.index()].name))
        }
        Part::Carried(_, carrier) => {
            let id = carrier.event()?;
            Some(Place::Event(&model.events()[id.index()].name))
        }
        Part::Protocol | Part::Tombstone(Side::Old(_) | Side::New(_) | Side::Both(..)) => None,
    }
}
