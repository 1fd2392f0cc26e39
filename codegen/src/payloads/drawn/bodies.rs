//! Vectors of what a frame carries: the params of its event, or the body of a reply.

use std::ops::ControlFlow;

use tdproto_schema::model::{Hole, HoleKind, Type};
use tdproto_wire::Segment;

use super::edit::{at, with, without};
use super::makers::Base;
use super::places::{What, spots};
use crate::payloads::class::Class;
use crate::payloads::maker::Maker;
use crate::payloads::tree::Tree;

/// The vectors of the params of an event.
pub(super) fn params<'a>(maker: &mut Maker<'a, '_>, base: &mut Base<'a>) -> ControlFlow<()> {
    let ty = base.event.params_type().cloned();
    of_hole(maker, base, HoleKind::Params, ty.as_ref())
}

/// The vectors of the value in a hole; without a type, of any value there.
pub(super) fn of_hole<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    wanted: HoleKind,
    ty: Option<&Type>,
) -> ControlFlow<()> {
    let of = |hole: Hole| hole.kind == wanted;
    let found = spots(&base.kind.shape)
        .into_iter()
        .find_map(|spot| match spot.what {
            What::Hole(hole) if of(hole) => Some((spot.path, false)),
            What::Among(hole) if of(hole) => Some((spot.path, true)),
            What::Hole(_) | What::Among(_) | What::Constant(_) | What::Null => None,
        });
    match (found, ty) {
        (None, _) => ControlFlow::Continue(()),
        (Some((path, true)), Some(ty)) => among(maker, base, &path, ty),
        (Some((_, true)), None) => ControlFlow::Continue(()),
        (Some((path, false)), Some(ty)) => alone(maker, base, wanted, &path, ty),
        (Some((path, false)), None) => {
            for (what, value) in [
                ("null", Tree::Null),
                ("object", Tree::Object(Vec::new())),
                ("text", Tree::text("x")),
            ] {
                let what = format!("{}-{what}", wanted.name().unwrap_or_default());
                let frame = with(&base.frame, &path, value);
                base.vector(maker, Class::UnknownKey, &what, &frame)?;
            }
            ControlFlow::Continue(())
        }
    }
}

/// A value with a place of its own.
fn alone<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    wanted: HoleKind,
    path: &[Segment],
    ty: &Type,
) -> ControlFlow<()> {
    let name = wanted.name().unwrap_or_default();
    let absent = without(&base.frame, path);
    base.vector(maker, Class::Absent, name, &absent)?;
    let null = with(&base.frame, path, Tree::Null);
    base.vector(maker, Class::Null, name, &null)?;
    let (full, empty) = base.values.full_and_empty(ty, "");
    if let Some((Segment::Key(key), outer)) = path.split_last()
        && let Some(holder) = at(&base.frame, outer)
    {
        let twice = with(&base.frame, outer, holder.with_twice(key, full, empty));
        base.vector(maker, Class::RepeatedKey, name, &twice)?;
    }
    for shown in base.values.all(ty, "") {
        let frame = with(&base.frame, path, shown.tree);
        let what = format!("{name}-{}", shown.variant);
        base.vector(maker, shown.class, &what, &frame)?;
    }
    ControlFlow::Continue(())
}

/// A value whose keys are in an object of the frame.
fn among<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    path: &[Segment],
    ty: &Type,
) -> ControlFlow<()> {
    let Some(holder) = at(&base.frame, path).cloned() else {
        return ControlFlow::Continue(());
    };
    let typical = base.values.typical(ty, "");
    let Tree::Object(members) = &holder else {
        return ControlFlow::Continue(());
    };
    let own = members.iter().filter(|(key, _)| typical.get(key).is_none());
    let own: Vec<(String, Tree)> = own.cloned().collect();
    for shown in base.values.all(ty, "") {
        let Tree::Object(inner) = shown.tree else {
            continue;
        };
        // What is kept of a union has the keys of the frame in their order.
        let is_kept = shown.class == Class::UnknownValue;
        for (place, mut all, more) in [
            ("behind", own.clone(), inner.clone()),
            ("before", inner, own.clone()),
        ] {
            if is_kept && place == "before" {
                continue;
            }
            all.extend(more);
            let frame = with(&base.frame, path, Tree::Object(all));
            let what = format!("{place}-{}", shown.variant);
            base.vector(maker, shown.class, &what, &frame)?;
        }
    }
    ControlFlow::Continue(())
}
