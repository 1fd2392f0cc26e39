//! What holds of every kind of frame of a schema file, and may not hold of those of a `model.json`.

use crate::model::{Access, EnumBase, Field, FrameKind, HoleKind, Params, Part, Presence};

/// The kinds of frames that no schema file gives, in words.
pub(super) fn problems(kinds: &[FrameKind]) -> Vec<String> {
    let mut problems = Vec::new();
    for kind in kinds {
        let own = of_kind(kind, kinds).into_iter();
        problems.extend(own.map(|problem| format!("frame `{}`: {problem}", kind.name)));
    }
    problems
}

fn of_kind(kind: &FrameKind, kinds: &[FrameKind]) -> Vec<String> {
    let mut problems = Vec::new();
    match &kind.shape {
        Part::Object(_) | Part::Array(_) => {}
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => {
            problems.push("its shape is neither an object nor an array".to_owned());
        }
    }
    if let Some(request) = kind.replies.map(|request| &kinds[request.index()]) {
        if request.replies.is_some() {
            problems.push(format!(
                "`{}` is a reply, and replies have no reply",
                request.name
            ));
        } else if kind.sender != request.sender.opposite() {
            problems.push(format!(
                "its direction is not opposite to that of `{}`",
                request.name
            ));
        }
    }
    let ill = |params: &Option<Params>, allowed: &[Presence]| {
        let params = params.as_ref();
        params.is_some_and(|params| !allowed.contains(&params.presence))
    };
    if ill(&kind.id, &[Presence::Required, Presence::Nullable]) {
        problems.push("its id is `required` or `nullable`".to_owned());
    }
    if ill(&kind.error, &[Presence::Required]) {
        problems.push("its error is `required`".to_owned());
    }
    if kind.event == EnumBase::Int && !kind.has(HoleKind::Event) {
        problems.push("`int` is true, and its shape has no `$event`".to_owned());
    }
    for (at, field) in kind.fields.iter().enumerate() {
        if HoleKind::from_name(&field.name).is_some() {
            problems.push(format!("`{}` is no name of a field", field.name));
        } else if !kind.has(HoleKind::Field(at)) {
            problems.push(format!("field `{}` is not in its shape", field.name));
        } else if !is_field(field) {
            let cannot = "cannot be a constant, readonly or conditional";
            problems.push(format!("field `{}` {cannot}", field.name));
        }
    }
    problems
}

fn is_field(field: &Field) -> bool {
    field.access == Access::ReadWrite && field.when.is_none() && field.ty.constant().is_none()
}
