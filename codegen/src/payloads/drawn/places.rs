//! The places of a shape, as the oracle sees them: with its own reading of what must be there.

use tdproto_schema::model::{Constant, FrameKind, Hole, HoleKind, Member, Part};
use tdproto_wire::Segment;

use super::edit::at;
use crate::payloads::tree::Tree;

/// A place of a shape that is no object or array of others.
pub(super) struct Spot<'a> {
    pub(super) path: Vec<Segment>,
    pub(super) what: What<'a>,
}

/// The content of a place.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Constant(&'a Constant),
    Null,
    /// A value of its own.
    Hole(Hole),
    /// A value whose keys are in this object, or whose items are in this array.
    Among(Hole),
}

/// All places of a shape, in the order drawn.
pub(super) fn spots(shape: &Part) -> Vec<Spot<'_>> {
    let mut all = Vec::new();
    collect(shape, &mut Vec::new(), &mut all);
    all
}

fn collect<'a>(part: &'a Part, path: &mut Vec<Segment>, all: &mut Vec<Spot<'a>>) {
    let what = match part {
        Part::Constant(constant) => What::Constant(constant),
        Part::Null => What::Null,
        Part::Hole(hole) => What::Hole(*hole),
        Part::Items(hole) => {
            // Its items are those of the array around it.
            let outer = path[..path.len() - 1].to_vec();
            let what = What::Among(*hole);
            all.push(Spot { path: outer, what });
            return;
        }
        Part::Object(members) => {
            for member in members {
                match member {
                    Member::Key(key, part) => {
                        path.push(Segment::Key(key.clone()));
                        collect(part, path, all);
                        path.pop();
                    }
                    Member::Flat(hole) => all.push(Spot {
                        path: path.clone(),
                        what: What::Among(*hole),
                    }),
                }
            }
            return;
        }
        Part::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Segment::Index(index));
                collect(item, path, all);
                path.pop();
            }
            return;
        }
    };
    let path = path.clone();
    all.push(Spot { path, what });
}

/// The path to the value of a hole that has a place of its own.
pub(super) fn path_to(kind: &FrameKind, wanted: HoleKind) -> Option<Vec<Segment>> {
    spots(&kind.shape)
        .into_iter()
        .find_map(|spot| match spot.what {
            What::Hole(hole) if hole.kind == wanted => Some(spot.path),
            What::Hole(_) | What::Among(_) | What::Constant(_) | What::Null => None,
        })
}

/// The value of a hole that has a place of its own.
pub(super) fn value_of<'t>(kind: &FrameKind, wanted: HoleKind, tree: &'t Tree) -> Option<&'t Tree> {
    at(tree, &path_to(kind, wanted)?)
}

/// Returns true if a frame of a kind must have a value in a hole.
pub(super) fn is_needed(kind: &FrameKind, hole: Hole) -> bool {
    match hole.kind {
        HoleKind::Params => false,
        HoleKind::Field(at) => !kind.fields[at].presence.may_be_absent(),
        HoleKind::Event | HoleKind::Id | HoleKind::Result | HoleKind::Error => !hole.may_be_missing,
    }
}

/// The keys of the shape in an object.
pub(super) fn keys_of(members: &[Member]) -> Vec<&str> {
    let keys = members.iter().filter_map(|member| match member {
        Member::Key(key, _) => Some(key.as_str()),
        Member::Flat(_) => None,
    });
    keys.collect()
}

/// The object or array whose members or items are those of a value.
pub(super) fn around(part: &Part, wanted: HoleKind) -> Option<&Part> {
    match part {
        Part::Object(members) => {
            let is_here = members.iter().any(|member| match member {
                Member::Flat(hole) => hole.kind == wanted,
                Member::Key(..) => false,
            });
            if is_here {
                return Some(part);
            }
            members.iter().find_map(|member| match member {
                Member::Key(_, part) => around(part, wanted),
                Member::Flat(_) => None,
            })
        }
        Part::Array(parts) => match parts.last() {
            Some(Part::Items(hole)) if hole.kind == wanted => Some(part),
            Some(_) | None => parts.iter().find_map(|part| around(part, wanted)),
        },
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => None,
    }
}
