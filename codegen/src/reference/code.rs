//! The same event as source code, in every language that can be generated.

use std::collections::BTreeMap;

use tdproto_schema::model::EventId;
use tdproto_schema::{Origins, parallel};

use crate::lang::backend::{Input, Snippet};
use crate::naming::plan;

/// The source code of the events in one language.
pub(crate) struct Code {
    /// The name of the language for people.
    pub(crate) language: &'static str,
    /// The word that options use for it.
    pub(crate) name: &'static str,
    /// The pieces, by event.
    pub(crate) pieces: BTreeMap<EventId, Vec<Snippet>>,
}

/// The source code of all events, a language each. Languages that the project does not generate are
/// left out, if it says which it does.
pub(crate) fn codes(input: &Input<'_>) -> Vec<Code> {
    let wanted = &input.options.reference.languages;
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let codes = parallel::map(input.backends, |backend| {
        if !is_wanted(backend.name()) {
            return None;
        }
        let convention = backend.convention();
        backend.package_names()?;
        let (model, renames) = (input.model, &input.options.renames);
        let origins = Origins::default();
        let (names, found) = plan(model, &origins, input.views, convention, renames);
        if found.iter().any(tdproto_schema::Diagnostic::is_error) {
            return None;
        }
        let input = Input {
            names: &names,
            ..*input
        };
        let mut pieces: BTreeMap<EventId, Vec<Snippet>> = BTreeMap::new();
        for snippet in backend.snippets(&input) {
            pieces.entry(snippet.event).or_default().push(snippet);
        }
        (!pieces.is_empty()).then_some(Code {
            language: convention.language,
            name: backend.name(),
            pieces,
        })
    });
    codes.into_iter().flatten().collect()
}
