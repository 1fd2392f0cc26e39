//! Makes the fields of included entities part of the including one.

use std::collections::BTreeMap;

use super::TypeOrigin;
use crate::model::{Field, TypeDef, TypeId, TypeKind};
use crate::names::Name;
use crate::resolve::FieldOrigin;
use crate::{Code, Diagnostic, Sink, Span, did_you_mean};

/// The number of includes that may lead from one to the next. Each makes the fields of all those
/// behind it part of one more entity.
const MAX_DEPTH: usize = 256;

/// The number of fields that includes may add to all entities together. A few lines could ask for
/// more than any machine holds.
const MAX_FIELDS: usize = 1_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    /// The entity is being flattened: if it is met again, it includes itself.
    Open,
    /// The entity has all its fields. The number is the length of the longest chain of includes
    /// from it on.
    Done(usize),
    /// An entity with some includes left out, which is reported: its fields are not added to
    /// others.
    Cut,
}

pub(super) fn flatten(defs: &mut [TypeDef], origins: &mut [TypeOrigin], sink: &mut Sink) {
    let mut flattener = Flattener {
        states: vec![State::Waiting; defs.len()],
        left: Some(MAX_FIELDS),
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
    /// The number of fields that includes may still add; `None` once they added too many, which is
    /// reported.
    left: Option<usize>,
    sink: &'a mut Sink,
}

/// A field to be, and the include that adds it; own fields have none.
struct Candidate {
    field: Field,
    origin: FieldOrigin,
    include: Option<(TypeId, Span)>,
}

/// An entity while its includes are looked at.
struct Opened {
    id: TypeId,
    includes: Vec<(TypeId, Span)>,
    at: usize,
    candidates: Vec<Candidate>,
    /// The longest chain of includes from it on.
    depth: usize,
    is_cut: bool,
}

impl Flattener<'_> {
    /// Walks with a stack of its own: a long chain of includes must not exhaust the thread's before
    /// it is refused.
    fn visit(&mut self, start: TypeId) {
        let mut stack = Vec::new();
        self.open(start, &mut stack);
        while let Some(opened) = stack.last_mut() {
            let Some((target, span)) = opened.includes.get(opened.at).copied() else {
                let state = if opened.is_cut {
                    State::Cut
                } else {
                    State::Done(opened.depth)
                };
                let (id, is_cut) = (opened.id, opened.is_cut);
                let candidates = std::mem::take(&mut opened.candidates);
                self.merge(id, is_cut, candidates);
                self.states[id.index()] = state;
                stack.pop();
                continue;
            };
            if self.states[target.index()] == State::Waiting {
                self.open(target, &mut stack);
                continue;
            }
            opened.at += 1;
            self.include(opened, target, span);
        }
    }

    /// Begins an entity, unless it is known already; other types have nothing to flatten.
    fn open(&mut self, id: TypeId, stack: &mut Vec<Opened>) {
        if self.states[id.index()] != State::Waiting {
            return;
        }
        let Some(entity) = self.defs[id.index()].entity() else {
            self.states[id.index()] = State::Done(0);
            return;
        };
        self.states[id.index()] = State::Open;
        let spans = self.origins[id.index()].includes.iter().copied();
        stack.push(Opened {
            id,
            includes: entity.includes.iter().copied().zip(spans).collect(),
            at: 0,
            candidates: Vec::new(),
            depth: 0,
            is_cut: false,
        });
    }

    /// Adds the fields of one include. Includes beyond a limit are reported where it is first
    /// exceeded, and nowhere else.
    fn include(&mut self, opened: &mut Opened, target: TypeId, span: Span) {
        match self.states[target.index()] {
            State::Waiting => {}
            State::Open => self.cycle(opened.id, target, span),
            State::Cut => opened.is_cut = true,
            State::Done(MAX_DEPTH) => {
                opened.is_cut = true;
                let name = &self.defs[opened.id.index()].name;
                let message = format!("entity `{name}` is more than {MAX_DEPTH} includes deep");
                let found = Diagnostic::error(Code::IncludeLimit, message)
                    .at(span, "one more than there may be")
                    .help("put the fields of some of the included entities into one entity");
                self.sink.push(found);
            }
            State::Done(depth) => {
                opened.depth = opened.depth.max(depth + 1);
                opened.is_cut |= !self.included(target, span, &mut opened.candidates);
            }
        }
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

    /// Takes over the fields of an entity, if there may be so many.
    fn included(&mut self, target: TypeId, span: Span, candidates: &mut Vec<Candidate>) -> bool {
        let Some(entity) = self.defs[target.index()].entity() else {
            return true;
        };
        let count = entity.fields.len();
        let Some(left) = self.left.and_then(|left| left.checked_sub(count)) else {
            if self.left.take().is_some() {
                let message = format!("includes bring more than {MAX_FIELDS} fields in all");
                let found = Diagnostic::error(Code::IncludeLimit, message)
                    .at(span, "passes the limit")
                    .help("use a field of the included type in place of some includes");
                self.sink.push(found);
            }
            return false;
        };
        self.left = Some(left);
        let origins = &self.origins[target.index()].fields;
        for (field, origin) in entity.fields.iter().zip(origins) {
            let (mut field, mut origin) = (field.clone(), origin.clone());
            field.included_from.get_or_insert(target);
            (field.overrides, origin.overrides) = (None, false);
            candidates.push(Candidate {
                field,
                origin,
                include: Some((target, span)),
            });
        }
        true
    }

    /// Puts the included fields before the own ones; of two with one key, the first stays, unless
    /// the other one overrides it.
    fn merge(&mut self, id: TypeId, is_cut: bool, mut candidates: Vec<Candidate>) {
        let def = &mut self.defs[id.index()];
        let TypeKind::Entity(entity) = &mut def.kind else {
            return;
        };
        let origin = &mut self.origins[id.index()];
        if candidates.is_empty() && !origin.fields.iter().any(|field| field.overrides) {
            return;
        }
        let own = entity.fields.drain(..).zip(origin.fields.drain(..));
        candidates.extend(own.map(|(field, origin)| Candidate {
            field,
            origin,
            include: None,
        }));
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
        let is_cut = is_cut || origin.lacks_include;
        for candidate in candidates {
            let first = places.get(&candidate.field.name).copied();
            match first.map(|at| (at, &kept[at])) {
                Some((at, first)) if candidate.origin.overrides && first.include.is_some() => {
                    kept[at] = candidate.over(first);
                }
                Some((_, first)) => self.sink.push(conflict(&def.name, &candidate, first)),
                None => {
                    if candidate.origin.overrides && !is_cut {
                        self.sink
                            .push(overrides_nothing(&def.name, &candidate, &kept, origin));
                    }
                    places.insert(candidate.field.name.clone(), kept.len());
                    kept.push(candidate);
                }
            }
        }
        let kept = kept.into_iter();
        (entity.fields, origin.fields) = kept.map(|field| (field.field, field.origin)).unzip();
    }
}

impl Candidate {
    /// An own field in the place of an included one. Its name in code and its docs are those of the
    /// included field, if it has none.
    fn over(mut self, included: &Self) -> Self {
        let field = &mut self.field;
        field.overrides = included.field.included_from;
        if field.code_name.is_none() {
            field.code_name.clone_from(&included.field.code_name);
        }
        if field.docs.text.is_empty() {
            field.docs.text.clone_from(&included.field.docs.text);
        }
        self
    }
}

fn conflict(owner: &str, candidate: &Candidate, first: &Candidate) -> Diagnostic {
    let key = &candidate.field.name;
    let message = format!("entity `{owner}` would have two fields `{key}`");
    let found = Diagnostic::error(Code::IncludeConflict, message);
    match candidate.include {
        Some((_, span)) => found
            .at(span, format!("brings a field `{key}`"))
            .at(first.origin.name, "conflicts with this field"),
        None => {
            // The fields of a kind of frame override none.
            let help = "write `override = true`, if the field narrows the included one";
            let is_entity = Name::Type.check(owner).is_ok();
            found
                .at(candidate.origin.name, "declared here")
                .at(first.origin.name, "also included from here")
                .help_if(is_entity.then(|| help.to_owned()))
        }
    }
}

/// An own field with `override`, and no include that brings a field of its key. The fields before
/// it are those that includes bring, and own ones.
fn overrides_nothing(
    owner: &str,
    candidate: &Candidate,
    others: &[Candidate],
    origin: &TypeOrigin,
) -> Diagnostic {
    let key = &candidate.field.name;
    let message = format!("field `{key}` of entity `{owner}` overrides nothing");
    let mut found = Diagnostic::error(Code::OverrideInvalid, message);
    found = found.at(
        candidate.origin.name,
        "expected the key of an included field",
    );
    for include in &origin.includes {
        found = found.at(*include, format!("brings no field `{key}`"));
    }
    let included = others.iter().filter(|other| other.include.is_some());
    let keys = included.map(|other| other.field.name.as_str());
    found.help_if(did_you_mean(key, keys).or_else(|| {
        let is_alone = origin.includes.is_empty();
        let help = match is_alone {
            true => "the entity includes nothing; remove `override`",
            false => "remove `override`, or include the entity that has the field",
        };
        Some(help.to_owned())
    }))
}
