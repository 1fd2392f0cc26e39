//! Types that never end.

use crate::model::{Presence, Type, TypeId};
use crate::{Code, Diagnostic, Model, Origins, Sink};

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
            found = match (field, model.union(*id)) {
                (Some(index), Some(_)) => found.at(
                    origins.variant_type(*id, *index),
                    "every variant leads back",
                ),
                (Some(index), None) => found.at(
                    origins.field_name(*id, *index),
                    "always present, never null",
                ),
                (None, _) => found,
            };
        }
        sink.push(found.help("make one of these fields `optional` or `nullable`, or a list"));
    }
}

/// Returns true if an object could never be written to its end.
pub(super) fn is_infinite(model: &Model) -> bool {
    !infinite(model).is_empty()
}

/// The cycles of fields that are always present and never null, and of unions whose variants all
/// lead back.
fn infinite(model: &Model) -> Vec<Cycle> {
    cycles(model, |id: TypeId| {
        let never_ends = |(target, _): &Step| !model.ends(*target);
        let def = model.ty(id);
        let variants = def.variants().iter().enumerate();
        let variants = variants.flat_map(|(index, variant)| {
            let held = variant.ty.iter().flat_map(|ty| model.required_objects(ty));
            held.map(move |id| (id, Some(index)))
        });
        let fields = def.fields().iter().enumerate();
        let fields = fields
            .filter(|(_, field)| field.presence == Presence::Required)
            .flat_map(|(index, field)| {
                let held = model.required_objects(&field.ty).into_iter();
                held.map(move |id| (id, Some(index)))
            });
        let steps = fields.chain(variants);
        match model.ends(id) {
            true => Vec::new(),
            false => steps.filter(never_ends).collect(),
        }
    })
}

/// A step of a cycle: a type, and the field or variant that leads on.
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
        let def = model.ty(*id);
        let field = field.and_then(|index| {
            let field = def.fields().get(index).map(|field| &field.name);
            field.or_else(|| Some(&def.variants().get(index)?.name))
        });
        match field {
            Some(field) => format!("{name}.{field}"),
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
