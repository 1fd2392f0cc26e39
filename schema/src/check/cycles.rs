//! Types that never end.

use crate::model::{Presence, Type, TypeId};
use crate::{Code, Diagnostic, Model, Origins, Sink, Span};

/// Reports aliases that stand for themselves: languages cannot write one, not even inside a list.
pub(super) fn check_aliases(model: &Model, origins: &Origins, sink: &mut Sink) {
    let next = |id: TypeId| {
        let targets = model.ty(id).alias().map(Type::named).unwrap_or_default();
        targets.into_iter().map(|target| (target, None)).collect()
    };
    for cycle in cycles(model, next) {
        let names = cycle_text(model, &cycle);
        let message = format!("alias refers to itself: {names}");
        let first = cycle.steps[0].0;
        let found = Diagnostic::error(Code::AliasCycle, message)
            .at(origins.type_name(first), "part of the cycle")
            .help("make one of these an entity");
        sink.push(found);
    }
}

/// Reports objects whose required fields lead back to themselves: they could never be written to
/// their end.
pub(super) fn check_infinite(model: &Model, origins: &Origins, sink: &mut Sink) {
    for cycle in infinite(model) {
        let names = cycle_text(model, &cycle);
        let message = format!("entity always contains itself: {names}");
        let mut found = Diagnostic::error(Code::TypeInfinite, message);
        for (id, field) in &cycle.steps {
            let span = field.map_or(Span::NONE, |index| origins.field_name(*id, index));
            found = found.at(span, "always present, never null");
        }
        sink.push(found.help("make one of these fields `nullable` or `omitempty`, or a list"));
    }
}

/// Returns true if an object could never be written to its end.
pub(super) fn is_infinite(model: &Model) -> bool {
    !infinite(model).is_empty()
}

/// The cycles of fields that are always present and never null.
fn infinite(model: &Model) -> Vec<Cycle> {
    cycles(model, |id: TypeId| {
        let Some(entity) = model.entity(id) else {
            return Vec::new();
        };
        let required = entity.fields.iter().enumerate();
        required
            .filter(|(_, field)| field.presence == Presence::Required)
            .flat_map(|(index, field)| {
                let held = model.required_entities(&field.ty).into_iter();
                held.map(move |id| (id, Some(index)))
            })
            .collect()
    })
}

/// A step of a cycle: a type, and the field that leads on.
type Step = (TypeId, Option<usize>);

/// The number of steps of a cycle that are shown. Nobody reads more, and a cycle may be as long as
/// the schema.
const MAX_STEPS: usize = 12;

/// Types that lead back to the first of them.
struct Cycle {
    /// The first steps.
    steps: Vec<Step>,
    /// The number of further steps.
    more: usize,
}

fn cycle_text(model: &Model, cycle: &Cycle) -> String {
    let step = |(id, field): &Step| {
        let name = &model.ty(*id).name;
        match field.and_then(|index| model.entity(*id)?.fields.get(index)) {
            Some(field) => format!("{name}.{}", field.name),
            None => name.clone(),
        }
    };
    let mut names: Vec<_> = cycle.steps.iter().map(step).collect();
    if cycle.more > 0 {
        names.push(format!("… {} more", cycle.more));
    }
    names.push(model.ty(cycle.steps[0].0).name.clone());
    names.join(" → ")
}

/// Every cycle a depth-first walk closes, each found once. The walk keeps its own stack, so that
/// a long chain of types cannot exhaust the thread's.
fn cycles(model: &Model, next: impl Fn(TypeId) -> Vec<Step>) -> Vec<Cycle> {
    let mut states = vec![State::New; model.types().len()];
    let mut found = Vec::new();
    for (start, _) in model.types_with_ids() {
        let mut path: Vec<(TypeId, Vec<Step>, usize)> = Vec::new();
        if states[start.index()] == State::New {
            states[start.index()] = State::Open(0);
            path.push((start, next(start), 0));
        }
        while let Some((id, steps, at)) = path.last_mut() {
            let Some((target, _)) = steps.get(*at).copied() else {
                states[id.index()] = State::Done;
                path.pop();
                continue;
            };
            *at += 1;
            match states[target.index()] {
                State::New => {
                    states[target.index()] = State::Open(path.len());
                    path.push((target, next(target), 0));
                }
                State::Open(begin) => {
                    let cycle = &path[begin..];
                    let shown = cycle.iter().take(MAX_STEPS);
                    found.push(Cycle {
                        steps: shown
                            .map(|(id, steps, at)| (*id, steps[*at - 1].1))
                            .collect(),
                        more: cycle.len().saturating_sub(MAX_STEPS),
                    });
                }
                State::Done => {}
            }
        }
    }
    found
}

/// The progress of a walk at a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// The type is on the path, at this position.
    Open(usize),
    Done,
}
