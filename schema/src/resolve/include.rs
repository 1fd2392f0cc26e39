//! Makes the fields of included entities part of the including one.

use super::TypeOrigin;
use crate::model::{Field, TypeDef, TypeId, TypeKind};
use crate::resolve::FieldOrigin;
use crate::{Code, Diagnostic, Sink, Span};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    /// Being flattened: met again, it includes itself.
    Open,
    Done,
}

pub(super) fn flatten(defs: &mut [TypeDef], origins: &mut [TypeOrigin], sink: &mut Sink) {
    let mut flattener = Flattener {
        states: vec![State::Waiting; defs.len()],
        defs,
        origins,
        sink,
    };
    for index in 0..flattener.defs.len() {
        flattener.visit(TypeId::new(index));
    }
}

struct Flattener<'a> {
    defs: &'a mut [TypeDef],
    origins: &'a mut [TypeOrigin],
    states: Vec<State>,
    sink: &'a mut Sink,
}

/// A field to be, and the include that brings it; own fields have none.
struct Candidate {
    field: Field,
    origin: FieldOrigin,
    include: Option<(TypeId, Span)>,
}

impl Flattener<'_> {
    fn visit(&mut self, id: TypeId) {
        if self.states[id.index()] != State::Waiting {
            return;
        }
        self.states[id.index()] = State::Open;
        let TypeKind::Entity(entity) = &self.defs[id.index()].kind else {
            self.states[id.index()] = State::Done;
            return;
        };
        let includes: Vec<_> = entity
            .includes
            .iter()
            .copied()
            .zip(self.origins[id.index()].includes.clone())
            .collect();
        let mut candidates = Vec::new();
        for (target, span) in includes {
            self.visit(target);
            if self.states[target.index()] == State::Open {
                self.cycle(id, target, span);
            } else {
                self.included(target, span, &mut candidates);
            }
        }
        self.merge(id, candidates);
        self.states[id.index()] = State::Done;
    }

    fn cycle(&mut self, id: TypeId, target: TypeId, span: Span) {
        let name = |id: TypeId| &self.defs[id.index()].name;
        let message = if id == target {
            format!("entity `{}` includes itself", name(id))
        } else {
            format!(
                "entity `{}` includes `{}`, which includes it",
                name(id),
                name(target)
            )
        };
        self.sink
            .push(Diagnostic::error(Code::IncludeCycle, message).at(span, "closes the cycle"));
    }

    fn included(&self, target: TypeId, span: Span, candidates: &mut Vec<Candidate>) {
        let TypeKind::Entity(entity) = &self.defs[target.index()].kind else {
            return;
        };
        let origins = &self.origins[target.index()].fields;
        for (field, origin) in entity.fields.iter().zip(origins) {
            let mut field = field.clone();
            field.included_from.get_or_insert(target);
            let include = Some((target, span));
            candidates.push(Candidate {
                field,
                origin: origin.clone(),
                include,
            });
        }
    }

    /// Puts the included fields before the own ones; of two with one key, the first stays.
    fn merge(&mut self, id: TypeId, mut candidates: Vec<Candidate>) {
        if candidates.is_empty() {
            return;
        }
        let TypeKind::Entity(entity) = &mut self.defs[id.index()].kind else {
            return;
        };
        let origin = &mut self.origins[id.index()];
        let own = entity.fields.drain(..).zip(origin.fields.drain(..));
        candidates.extend(own.map(|(field, origin)| Candidate {
            field,
            origin,
            include: None,
        }));
        let mut seen = std::collections::BTreeMap::new();
        for candidate in candidates {
            let key = candidate.field.name.clone();
            if let Some(first) = seen.get(&key) {
                self.sink.push(conflict(
                    &entity_name(&self.defs[id.index()]),
                    &candidate,
                    *first,
                ));
                continue;
            }
            seen.insert(key, candidate.origin.name);
            let TypeKind::Entity(entity) = &mut self.defs[id.index()].kind else {
                return;
            };
            entity.fields.push(candidate.field);
            self.origins[id.index()].fields.push(candidate.origin);
        }
    }
}

fn entity_name(def: &TypeDef) -> String {
    def.name.clone()
}

fn conflict(owner: &str, candidate: &Candidate, first: Span) -> Diagnostic {
    let key = &candidate.field.name;
    let message = format!("entity `{owner}` would have two fields `{key}`");
    let found = Diagnostic::error(Code::IncludeConflict, message);
    match candidate.include {
        Some((_, span)) => found
            .at(span, format!("brings a field `{key}`"))
            .at(first, "clashes with this one"),
        None => found
            .at(candidate.origin.name, "declared here")
            .at(first, "and brought by an include from here"),
    }
}
