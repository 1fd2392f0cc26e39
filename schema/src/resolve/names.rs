//! The names of a schema: sorted, each once, and the ids they stand for.

use super::both_ways;
use crate::decl::{EventDecl, Spanned, TypeBody, TypeDecl};
use crate::model::TypeId;
use crate::{Code, Diagnostic, Sink, Span};

/// A declaration with a name.
pub(super) trait Named {
    /// The name of such a declaration for people.
    const WHAT: &'static str;
    fn name(&self) -> &Spanned<String>;

    /// Takes in another declaration of this name, if they are one in two parts.
    fn absorbs(&mut self, _other: &Self) -> bool {
        false
    }
}

impl Named for TypeDecl {
    const WHAT: &'static str = "type";
    fn name(&self) -> &Spanned<String> {
        &self.name
    }
}

impl Named for EventDecl {
    const WHAT: &'static str = "event";
    fn name(&self) -> &Spanned<String> {
        &self.name
    }

    fn absorbs(&mut self, other: &Self) -> bool {
        both_ways::absorbs(self, other)
    }
}

/// Sorts by name; of several declarations of one name, the first one read stays, with those that it
/// takes in.
pub(super) fn sorted_unique<T: Named>(mut decls: Vec<T>, sink: &mut Sink) -> Vec<T> {
    decls.sort_by(|a, b| {
        let key = |decl: &T| decl.name().span;
        a.name()
            .value
            .cmp(&b.name().value)
            .then_with(|| key(a).cmp(&key(b)))
    });
    let mut unique: Vec<T> = Vec::with_capacity(decls.len());
    for decl in decls {
        match unique.last_mut() {
            Some(first) if first.name().value == decl.name().value => {
                if first.absorbs(&decl) {
                    continue;
                }
                let message = format!("{} `{}` is declared twice", T::WHAT, decl.name().value);
                let found = Diagnostic::error(Code::NameDuplicate, message)
                    .at(decl.name().span, "declared again here")
                    .at(first.name().span, "first declared here");
                sink.push(found);
            }
            Some(_) | None => unique.push(decl),
        }
    }
    unique
}

/// The declared types; the position is the id.
pub(super) struct Names {
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    span: Span,
    is_entity: bool,
}

impl Names {
    /// Collects the names of declarations; `types` must be sorted by name.
    pub(super) fn new(types: &[TypeDecl]) -> Self {
        let entries = types.iter().map(|decl| Entry {
            name: decl.name.value.clone(),
            span: decl.name.span,
            is_entity: matches!(decl.body, TypeBody::Entity { .. }),
        });
        Self {
            entries: entries.collect(),
        }
    }

    pub(super) fn id(&self, name: &str) -> Option<TypeId> {
        let found = self
            .entries
            .binary_search_by(|entry| entry.name.as_str().cmp(name));
        found.ok().map(TypeId::new)
    }

    pub(super) fn is_entity(&self, id: TypeId) -> bool {
        self.entries[id.index()].is_entity
    }

    pub(super) fn span(&self, id: TypeId) -> Span {
        self.entries[id.index()].span
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }
}
