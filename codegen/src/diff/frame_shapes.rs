//! The shapes of two kinds of frames, and the order in which receivers try kinds.

use std::collections::BTreeSet;

use tdproto_schema::model::{Content, FrameId, FrameKind, HoleKind, Step, Test};

use super::pairs::Pairs;
use super::part::Side;

/// The fields of two kinds in pairs: by their names, then by their places, as the names are not on
/// the wire.
pub(super) fn field_pairs(old: &FrameKind, new: &FrameKind) -> Vec<Side<usize>> {
    let mut to_new: Vec<Option<usize>> = old
        .fields
        .iter()
        .map(|field| new.fields.iter().position(|other| other.name == field.name))
        .collect();
    let path = |kind: &FrameKind, at: usize| kind.path_to(HoleKind::Field(at));
    for at in 0..old.fields.len() {
        if to_new[at].is_none() {
            let place = path(old, at);
            let mut others = 0..new.fields.len();
            to_new[at] =
                others.find(|other| !to_new.contains(&Some(*other)) && path(new, *other) == place);
        }
    }
    let known = to_new.iter().enumerate();
    let known = known.map(|(at, new)| new.map_or(Side::Old(at), |new| Side::Both(at, new)));
    let added = (0..new.fields.len()).filter(|at| !to_new.contains(&Some(*at)));
    known.chain(added.map(Side::New)).collect()
}

/// A place of a shape, so that those of two kinds compare: its steps, its content, and whether the
/// place says that a value may be missing that no presence is of.
pub(super) type Drawn = (Vec<Step>, String, bool);

/// The places of a shape without the fields that only one of two kinds has, which are changes of
/// their own, and without the order of keys, which never matters.
pub(super) fn compared_shape(
    kind: &FrameKind,
    fields: &[Side<usize>],
    is_old: bool,
) -> BTreeSet<Drawn> {
    let number = |at: usize| {
        let mut sides = fields.iter();
        let side = sides.position(|side| side.on(is_old) == Some(at))?;
        match fields[side] {
            Side::Both(..) => Some(side),
            Side::Old(_) | Side::New(_) => None,
        }
    };
    let places = kind.places().into_iter();
    let places = places.filter_map(|place| {
        let hole = |form: &str, kind: HoleKind, may_be_missing: bool| {
            Some(match kind {
                HoleKind::Field(at) => (format!("{form} field {}", number(at)?), false),
                // If these may be missing is compared as the presence of a value.
                HoleKind::Id | HoleKind::Error => (format!("{form} {kind:?}"), false),
                HoleKind::Event | HoleKind::Params | HoleKind::Result => {
                    (format!("{form} {kind:?}"), may_be_missing)
                }
            })
        };
        let (content, may_be_missing) = match place.content {
            Content::Constant(constant) => (format!("constant {constant}"), false),
            Content::Null => ("null".to_owned(), false),
            Content::Hole(found) => hole("value", found.kind, found.may_be_missing)?,
            Content::Flat(found) => hole("keys", found.kind, found.may_be_missing)?,
            Content::Items(found, at) => {
                hole(&format!("items {at}"), found.kind, found.may_be_missing)?
            }
        };
        Some((place.path, content, may_be_missing))
    });
    places.collect()
}

/// The places of a kind of frame that may be missing now, and those that may no longer be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlacePresence {
    /// Some places must be there now.
    pub(crate) became_required: bool,
    /// Some places may be missing now.
    pub(crate) became_optional: bool,
}

/// The change of a shape by which only places may or may no longer be missing; `None`: more than
/// that changed.
pub(crate) fn place_presence(
    pairs: &Pairs<'_>,
    (old, new): (FrameId, FrameId),
) -> Option<PlacePresence> {
    let (old, new) = (pairs.old.frame(old), pairs.new.frame(new));
    let fields = field_pairs(old, new);
    let [before, now] = [
        compared_shape(old, &fields, true),
        compared_shape(new, &fields, false),
    ];
    let alike = |(a, b): (&Drawn, &Drawn)| (&a.0, &a.1) == (&b.0, &b.1);
    let is_same = before.len() == now.len() && before.iter().zip(&now).all(alike);
    (is_same && old.event == new.event).then(|| {
        let any = |was: bool| {
            before
                .iter()
                .zip(&now)
                .any(|(a, b)| a.2 == was && b.2 != was)
        };
        PlacePresence {
            became_required: any(true),
            became_optional: any(false),
        }
    })
}

/// The places of a shape with the names of its fields.
pub(super) fn drawn(kind: &FrameKind) -> BTreeSet<Drawn> {
    let fields: Vec<_> = (0..kind.fields.len())
        .map(|at| Side::Both(at, at))
        .collect();
    compared_shape(kind, &fields, true)
}

/// The new kind that receivers now try before another one, and tried after it before, where some
/// frames fit both. Of two kinds that changed places, the one that now comes later has the change.
pub(crate) fn overtaking(pairs: &Pairs<'_>, ids: (FrameId, FrameId)) -> Option<FrameId> {
    let (old, new) = (pairs.old.frame(ids.0), pairs.new.frame(ids.1));
    let mut others = pairs.old.frames_with_ids();
    others.find_map(|(before, other)| {
        let after = pairs.new_frame(before)?;
        let is_later = before > ids.0 && after < ids.1;
        let fit_both = overlap(old, other) || overlap(new, pairs.new.frame(after));
        (is_later && fit_both).then_some(after)
    })
}

/// Returns true if some frame may be of both kinds.
fn overlap(a: &FrameKind, b: &FrameKind) -> bool {
    let share = a.sender.shared(b.sender).is_some();
    let others = b.tests();
    let contradict = a.tests().iter().any(|(path, test)| {
        let mut same = others.iter().filter(|(other, _)| other == path);
        same.any(|(_, other)| excludes(test, other))
    });
    share && !contradict
}

/// Returns true if no value passes both tests.
fn excludes(a: &Test<'_>, b: &Test<'_>) -> bool {
    match (a, b) {
        (Test::Exists, _) | (_, Test::Exists) => false,
        (Test::NotNull, other) | (other, Test::NotNull) => *other == Test::Null,
        (
            Test::Object | Test::Array | Test::Null | Test::Is(_),
            Test::Object | Test::Array | Test::Null | Test::Is(_),
        ) => a != b,
    }
}
