//! The depth of types in one another. The compiler walks through all of them, in the generated crate
//! and in the crates that use it, and stops at a limit.

use tdproto_schema::model::{Type, TypeId};
use tdproto_schema::{Code, Diagnostic, Model};

use crate::lang::Input;

/// The limit of the compiler, if a crate sets no other.
const DEFAULT_LIMIT: usize = 128;

/// The number of levels that generated types may take of the default limit. The rest is for frames,
/// and for the types that a program puts around.
const MAX_LEVELS: usize = 100;

/// The number of levels of a box, a list or a map: the standard library's own types count.
const WRAPPER_LEVELS: usize = 3;

/// The number of steps of a chain that a diagnostic shows.
const MAX_STEPS: usize = 6;

/// Types that hold one another, each with the field or variant that holds the next one.
pub(super) struct Chain {
    steps: Vec<(TypeId, usize)>,
    /// The levels that the compiler counts.
    levels: usize,
}

impl Chain {
    /// The limit that compiles the chain; `None` if the default one does.
    fn limit(&self) -> Option<usize> {
        let needed = self.levels + DEFAULT_LIMIT;
        (self.levels > MAX_LEVELS).then(|| needed.next_power_of_two())
    }

    fn text(&self, model: &Model) -> String {
        let step = |(id, field): &(TypeId, usize)| {
            let def = model.ty(*id);
            let name = match def.union() {
                Some(union) => &union.variants[*field].name,
                None => &def.fields()[*field].name,
            };
            format!("{}.{name}", def.name)
        };
        let mut steps: Vec<_> = self.steps.iter().take(MAX_STEPS).map(step).collect();
        if self.steps.len() > MAX_STEPS {
            steps.push(format!("… {} more", self.steps.len() - MAX_STEPS));
        }
        steps.join(" → ")
    }
}

/// The `recursion_limit` that a generated crate sets, if the default does not compile it.
pub(super) fn recursion_limit(model: &Model) -> Option<usize> {
    deepest(model).limit()
}

/// Warns of types that need another `recursion_limit` in the crates that use them.
pub(super) fn check(input: &Input<'_>) -> Option<Diagnostic> {
    let model = input.model;
    let chain = deepest(model);
    let limit = chain.limit()?;
    let message = format!(
        "Rust types hold one another {} deep: {}",
        chain.steps.len(),
        chain.text(model)
    );
    let found = Diagnostic::warning(Code::TargetRecursionLimit, message);
    Some(
        found
            .help(format!(
                "crates that use or include these types need `#![recursion_limit = \"{limit}\"]`"
            ))
            .help("a list of ids in place of one of the fields makes the chain shorter"),
    )
}

/// An entity or a union in a field or a variant, with the number of levels that lead to it.
struct Held {
    field: usize,
    id: TypeId,
    levels: usize,
}

/// The progress of the walk at an entity.
#[derive(Clone, Copy)]
enum Visit {
    New,
    Open,
    /// The levels below it, and the field and the entity that lead deepest.
    Done(usize, Option<(usize, TypeId)>),
}

impl Visit {
    fn levels(self) -> usize {
        match self {
            Self::New | Self::Open => 0,
            Self::Done(levels, _) => levels,
        }
    }
}

/// The deepest chain that a walk in the order of fields finds. It needs no recursion, and takes time
/// in proportion to the schema.
fn deepest(model: &Model) -> Chain {
    let mut visits = vec![Visit::New; model.types().len()];
    for (start, _) in model.types_with_ids() {
        walk(model, start, &mut visits);
    }
    let ids = model.types_with_ids().map(|(id, _)| id);
    // Of equally deep ones, the first.
    let start = ids.max_by_key(|id| (visits[id.index()].levels(), std::cmp::Reverse(*id)));
    let mut chain = Chain {
        steps: Vec::new(),
        levels: start.map_or(0, |id| visits[id.index()].levels()),
    };
    let mut at = start;
    while let Some(id) = at {
        let Visit::Done(_, Some((field, next))) = visits[id.index()] else {
            break;
        };
        chain.steps.push((id, field));
        at = Some(next);
    }
    chain
}

/// Visits all entities that one leads to. An entity that is met while it is open closes a cycle,
/// which the compiler does not follow either.
fn walk(model: &Model, start: TypeId, visits: &mut [Visit]) {
    let mut path: Vec<(TypeId, Vec<Held>, usize)> = Vec::new();
    if matches!(visits[start.index()], Visit::New) {
        path.push((start, held(model, start), 0));
    }
    while let Some((id, parts, at)) = path.last_mut() {
        let id = *id;
        visits[id.index()] = Visit::Open;
        if let Some(part) = parts.get(*at) {
            *at += 1;
            if matches!(visits[part.id.index()], Visit::New) {
                let part = part.id;
                path.push((part, held(model, part), 0));
            }
            continue;
        }
        let done = parts
            .iter()
            .filter_map(|part| match visits[part.id.index()] {
                Visit::Done(below, _) => Some((part.levels + below, Some((part.field, part.id)))),
                Visit::New | Visit::Open => None,
            });
        let (levels, next) = done.max_by_key(|(levels, _)| *levels).unwrap_or_default();
        visits[id.index()] = Visit::Done(levels, next);
        path.pop();
    }
}

/// The entities and unions in the fields of an entity, or in the variants of a union.
fn held(model: &Model, id: TypeId) -> Vec<Held> {
    let mut all = Vec::new();
    for (field, found) in model.ty(id).fields().iter().enumerate() {
        let wrappers = usize::from(found.presence.may_be_none());
        in_type(model, &found.ty, wrappers, &mut |id, wrappers| {
            let levels = 1 + WRAPPER_LEVELS * wrappers;
            all.push(Held { field, id, levels });
        });
    }
    for (field, variant) in model.ty(id).variants().iter().enumerate() {
        if let Some(ty) = &variant.ty {
            in_type(model, ty, 1, &mut |id, wrappers| {
                let levels = 1 + WRAPPER_LEVELS * wrappers;
                all.push(Held { field, id, levels });
            });
        }
    }
    all
}

fn in_type(model: &Model, ty: &Type, wrappers: usize, visit: &mut impl FnMut(TypeId, usize)) {
    match model.unaliased(ty) {
        Type::Named(id) => {
            if let Some(id) = model.object_of(&Type::Named(*id)) {
                visit(id, wrappers);
            }
        }
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => {
            in_type(model, item, wrappers + 1, visit);
        }
        Type::Tuple(items) => {
            for item in items {
                in_type(model, item, wrappers + 2, visit);
            }
        }
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => {}
    }
}
