//! Types that never end.

use crate::model::{Presence, TypeId, TypeKind};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Languages cannot write an alias that stands for itself, not even inside a list.
pub(super) fn check_aliases(model: &Model, origins: &Origins, sink: &mut Sink) {
    let next = |id: TypeId| match &model.ty(id).kind {
        TypeKind::Alias(ty) => ty
            .named()
            .into_iter()
            .map(|target| (target, None))
            .collect(),
        TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) => Vec::new(),
    };
    for cycle in cycles(model, next) {
        let names = cycle_text(model, &cycle);
        let first = cycle[0].0;
        let found = Diagnostic::error(
            Code::AliasCycle,
            format!("alias stands for itself: {names}"),
        )
        .at(origins.type_name(first), "part of the cycle")
        .help("make one of these an entity");
        sink.push(found);
    }
}

/// An object whose required fields lead back to itself could never be written to its end.
pub(super) fn check_infinite(model: &Model, origins: &Origins, sink: &mut Sink) {
    let next = |id: TypeId| {
        let Some(entity) = model.entity(id) else {
            return Vec::new();
        };
        let required = entity.fields.iter().enumerate();
        required
            .filter(|(_, field)| field.presence == Presence::Required)
            .filter_map(|(index, field)| Some((model.entity_of(&field.ty)?, Some(index))))
            .collect()
    };
    for cycle in cycles(model, next) {
        let names = cycle_text(model, &cycle);
        let message = format!("entity always contains itself: {names}");
        let mut found = Diagnostic::error(Code::TypeInfinite, message);
        for (id, field) in &cycle {
            let span = field.map_or(Span::NONE, |index| origins.field_name(*id, index));
            found = found.at(span, "always present, never null");
        }
        sink.push(found.help("make one of these fields `nullable` or `omitempty`, or a list"));
    }
}

/// A step of a cycle: a type, and the field that leads on.
type Step = (TypeId, Option<usize>);

fn cycle_text(model: &Model, cycle: &[Step]) -> String {
    let step = |(id, field): &Step| {
        let name = &model.ty(*id).name;
        match field.and_then(|index| model.entity(*id)?.fields.get(index)) {
            Some(field) => format!("{name}.{}", field.name),
            None => name.clone(),
        }
    };
    let mut names: Vec<_> = cycle.iter().map(step).collect();
    names.push(model.ty(cycle[0].0).name.clone());
    names.join(" → ")
}

/// Every cycle a depth-first walk closes, each found once. The walk keeps its own stack, so that
/// a long chain of types cannot exhaust the thread's.
fn cycles(model: &Model, next: impl Fn(TypeId) -> Vec<Step>) -> Vec<Vec<Step>> {
    let mut done = vec![false; model.types().len()];
    let mut found = Vec::new();
    for (start, _) in model.types_with_ids() {
        let mut path: Vec<(TypeId, Vec<Step>, usize)> = Vec::new();
        if !done[start.index()] {
            path.push((start, next(start), 0));
        }
        while let Some((id, steps, at)) = path.last_mut() {
            let Some((target, _)) = steps.get(*at).copied() else {
                done[id.index()] = true;
                path.pop();
                continue;
            };
            *at += 1;
            if let Some(begin) = path.iter().position(|(id, ..)| *id == target) {
                let cycle = path[begin..]
                    .iter()
                    .map(|(id, steps, at)| (*id, steps[*at - 1].1));
                found.push(cycle.collect());
            } else if !done[target.index()] {
                path.push((target, next(target), 0));
            }
        }
    }
    found
}
