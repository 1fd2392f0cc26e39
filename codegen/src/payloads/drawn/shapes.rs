//! Vectors of the shape of a frame: each place, each object and each array changed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use tdproto_schema::model::{Constant, EnumBase, HoleKind, Scalar, Type, WireValue};
use tdproto_wire::Segment;

use super::answers::reply;
use super::edit::{at, merged, turned, with, without};
use super::makers::{Base, frame};
use super::places::{What, spots};
use crate::payloads::class::Class;
use crate::payloads::maker::Maker;
use crate::payloads::shown::{Shown, constants, shown};
use crate::payloads::tree::{Kind, Tree};
use crate::payloads::unions::on_wire;

/// The vectors of all but params and bodies.
pub(super) fn changed<'a>(maker: &mut Maker<'a, '_>, base: &mut Base<'a>) -> ControlFlow<()> {
    for spot in spots(&base.kind.shape) {
        place(maker, base, &spot.path, spot.what)?;
    }
    holders(maker, base)?;
    let turned = turned(&base.frame);
    base.vector(maker, Class::Order, "reverse", &turned)?;
    other_kinds(maker, base)?;
    // The side that should send the frame does not expect to receive it.
    let other = base.from.opposite();
    if base.event.is_sent(other) || base.kind.replies.is_some() {
        return ControlFlow::Continue(());
    }
    let name = (base.subject.as_str(), Class::UnknownEvent, "other-side");
    maker.drawn(other, base.given, name, &base.frame)
}

/// A path as part of the name of a vector.
fn label(path: &[Segment]) -> String {
    let steps = path.iter().map(|step| match step {
        Segment::Key(key) => key.clone(),
        Segment::Index(index) => index.to_string(),
    });
    steps.collect::<Vec<_>>().join(".")
}

/// The vectors of one place: no value, null, values that it takes, and others.
fn place<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    path: &[Segment],
    what: What<'_>,
) -> ControlFlow<()> {
    let all = match what {
        What::Constant(constant) => {
            let ty = Type::Constant(constant.clone());
            let mut all = constants(constant);
            all.extend(base.values.wrong_kinds(&ty));
            all
        }
        What::Null => base.values.wrong_kinds(&Type::Null),
        What::Hole(hole) => match hole.kind {
            HoleKind::Event => names(base),
            HoleKind::Id => {
                let ty = base.kind.id.as_ref().map(|id| id.ty.clone());
                let mut all = ty.map_or_else(Vec::new, |ty| base.values.all(&ty, "id"));
                all.push(shown(Class::Typical, "text-1", Tree::text("1")));
                all.push(shown(Class::Typical, "number-1", Tree::number(1)));
                all
            }
            HoleKind::Field(field) => {
                let field = &base.kind.fields[field];
                let mut all = base.values.all(&field.ty, &field.name);
                all.extend(base.values.ends(field));
                all
            }
            HoleKind::Params | HoleKind::Result | HoleKind::Error => {
                return ControlFlow::Continue(());
            }
        },
        What::Among(_) => return ControlFlow::Continue(()),
    };
    let label = label(path);
    let absent = without(&base.frame, path);
    base.vector(maker, Class::Absent, &label, &absent)?;
    let null = with(&base.frame, path, Tree::Null);
    base.vector(maker, Class::Null, &label, &null)?;
    for Shown {
        class,
        variant,
        tree,
    } in all
    {
        let frame = with(&base.frame, path, tree);
        base.vector(maker, class, &format!("{label}-{variant}"), &frame)?;
    }
    ControlFlow::Continue(())
}

/// Names of no event, of events of other kinds, and values that are no name.
fn names(base: &Base<'_>) -> Vec<Shown> {
    let unknown = |variant: String, tree| shown(Class::UnknownEvent, variant, tree);
    let ty = Type::Scalar(base.kind.event.scalar());
    let mut all = base.values.wrong_kinds(&ty);
    let name = base.event.wire_name();
    match base.kind.event {
        EnumBase::Text => {
            let name = &base.event.name;
            all.push(unknown(
                "suffix".to_owned(),
                Tree::text(format!("{name}.v2")),
            ));
            all.push(unknown("upper".to_owned(), Tree::text(name.to_uppercase())));
            all.push(unknown("empty".to_owned(), Tree::text("")));
        }
        EnumBase::Int => {
            if let WireValue::Int(number) = name {
                all.extend(constants(&Constant::Int(number)));
            }
            let far = Scalar::Int;
            for (what, number) in [("far", "9007199254740991"), ("beyond", "9007199254740992")] {
                let variant = format!("{}-{what}", far.name());
                all.push(shown(Class::OutOfRange, variant, Tree::number(number)));
            }
            let zeros = Tree::number("1e400");
            all.push(shown(Class::OutOfRange, "int-huge", zeros));
        }
    }
    let own = on_wire(&name);
    let mut known = BTreeSet::from([own.to_json()]);
    for event in base.model.events() {
        let tree = on_wire(&event.wire_name());
        if tree.kind() == own.kind() && known.insert(tree.to_json()) {
            all.push(unknown(format!("as-{}", event.name), tree));
        }
    }
    all
}

/// The paths to all objects and arrays of a shape, the whole frame first.
fn holders_of(base: &Base<'_>) -> Vec<Vec<Segment>> {
    let mut paths = BTreeSet::new();
    let mut all = vec![Vec::new()];
    for spot in spots(&base.kind.shape) {
        let inner = match spot.what {
            What::Among(_) => spot.path.len(),
            What::Constant(_) | What::Null | What::Hole(_) => spot.path.len().saturating_sub(1),
        };
        for length in 1..=inner {
            let path = spot.path[..length].to_vec();
            if paths.insert(label(&path)) {
                all.push(path);
            }
        }
    }
    all
}

/// The vectors of each object and each array: other keys, keys that are there again, another length.
fn holders<'a>(maker: &mut Maker<'a, '_>, base: &mut Base<'a>) -> ControlFlow<()> {
    for path in holders_of(base) {
        let label = match path.is_empty() {
            true => "frame".to_owned(),
            false => label(&path),
        };
        let Some(holder) = at(&base.frame, &path).cloned() else {
            continue;
        };
        match &holder {
            Tree::Object(members) => object(maker, base, &path, &label, members)?,
            Tree::List(items) => array(maker, base, &path, &label, items)?,
            Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) | Tree::Escaped { .. } => {
            }
        }
        if path.is_empty() {
            continue;
        }
        for (variant, tree) in [
            ("null", Tree::Null),
            ("text", Tree::text("1")),
            ("list", Tree::List(Vec::new())),
            ("object", Tree::Object(Vec::new())),
        ] {
            let frame = with(&base.frame, &path, tree);
            let what = format!("{label}-{variant}");
            base.vector(maker, Class::Envelope, &what, &frame)?;
        }
        let frame = without(&base.frame, &path);
        base.vector(maker, Class::Absent, &label, &frame)?;
    }
    ControlFlow::Continue(())
}

fn object<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    path: &[Segment],
    label: &str,
    members: &[(String, Tree)],
) -> ControlFlow<()> {
    let whole = Tree::Object(members.to_vec());
    let mut more = whole.clone();
    more.set("of_tomorrow", Tree::List(Vec::new()));
    let frame = with(&base.frame, path, more);
    base.vector(maker, Class::UnknownKey, label, &frame)?;
    for (key, value) in members {
        let other = match value.kind() {
            Kind::Text => Tree::List(Vec::new()),
            Kind::Null | Kind::Bool | Kind::Number | Kind::List | Kind::Object => {
                Tree::text("of_tomorrow")
            }
        };
        let first = whole.with_twice(key, other.clone(), value.clone());
        let frame = with(&base.frame, path, first);
        let what = format!("{label}-{key}-wrong-first");
        base.vector(maker, Class::RepeatedKey, &what, &frame)?;
        let last = whole.with_twice(key, value.clone(), other);
        let frame = with(&base.frame, path, last);
        let what = format!("{label}-{key}-wrong-last");
        base.vector(maker, Class::RepeatedKey, &what, &frame)?;
        let same = whole.with_twice(key, value.clone(), value.clone());
        let frame = with(&base.frame, path, same);
        let what = format!("{label}-{key}-same");
        base.vector(maker, Class::RepeatedKey, &what, &frame)?;
        // What decides may come last.
        let mut turned = whole.clone();
        turned.remove(key);
        let frame = with(&base.frame, path, turned.with_last(key, value.clone()));
        let what = format!("{label}-{key}-last");
        base.vector(maker, Class::Order, &what, &frame)?;
    }
    ControlFlow::Continue(())
}

fn array<'a>(
    maker: &mut Maker<'a, '_>,
    base: &mut Base<'a>,
    path: &[Segment],
    label: &str,
    items: &[Tree],
) -> ControlFlow<()> {
    for count in 0..items.len() {
        let frame = with(&base.frame, path, Tree::List(items[..count].to_vec()));
        let what = format!("{label}-of-{count}");
        base.vector(maker, Class::Envelope, &what, &frame)?;
    }
    for (variant, further) in [("null", Tree::Null), ("text", Tree::text("x"))] {
        let mut longer = items.to_vec();
        longer.push(further);
        let frame = with(&base.frame, path, Tree::List(longer));
        let what = format!("{label}-and-{variant}");
        base.vector(maker, Class::UnknownKey, &what, &frame)?;
    }
    ControlFlow::Continue(())
}

/// Frames with the keys of two kinds.
fn other_kinds<'a>(maker: &mut Maker<'a, '_>, base: &mut Base<'a>) -> ControlFlow<()> {
    let model = base.model;
    for (id, kind) in model.frames_with_ids() {
        if id == base.id {
            continue;
        }
        let asked = kind.replies.unwrap_or(id);
        let mut events = model
            .events()
            .iter()
            .filter(|event| event.frame == Some(asked));
        let Some(event) = events.next() else {
            continue;
        };
        let other = match kind.replies {
            Some(_) => reply(maker, kind, event, base.from),
            None => {
                let params = event.params_type().map(|ty| base.values.typical(ty, ""));
                frame(model, event, base.from, maker.seed, params)
            }
        };
        let Some(other) = other else { continue };
        let mut frames = vec![
            (format!("and-{}", kind.name), merged(&base.frame, &other)),
            (format!("under-{}", kind.name), merged(&other, &base.frame)),
        ];
        // Each key of the other kind by itself.
        for (key, value) in other.members() {
            if base.frame.get(key).is_none() {
                let mut frame = base.frame.clone();
                frame.set(key, value.clone());
                frames.push((format!("and-{key}-of-{}", kind.name), frame));
            }
        }
        for (what, frame) in frames {
            base.vector(maker, Class::Envelope, &what, &frame)?;
        }
    }
    ControlFlow::Continue(())
}
