//! The size of the output where every event file repeats what it reaches. In a schema whose types
//! all lead to one another, that is the square of it.

use tdproto_schema::model::{Docs, TypeDef, TypeKind};
use tdproto_schema::{Code, Diagnostic};

use super::bundle::Definitions;
use super::params::views_of;
use super::reached::Reached;
use super::types::View;
use crate::lang::Input;

/// The number of bytes of event files above which the user is warned and sees the other options.
const LARGE: usize = 32 << 20;

/// The number of bytes above which nothing is written: the files are all in memory at once.
const TOO_LARGE: usize = 1 << 30;

/// Reports that the event files are large, and the options that make them small.
pub(super) fn check(input: &Input<'_>) -> Option<Diagnostic> {
    if !may_be_large(input) {
        return None;
    }
    let events = input.model.events().len();
    let size = Definitions::new(input).size_in_event_files(TOO_LARGE);
    let help = "`--event-schemas bundled` makes them refer to the bundle, `none` leaves them out";
    if size > TOO_LARGE {
        let message = format!(
            "the JSON Schemas of {events} single events would have more than {} MiB",
            TOO_LARGE >> 20
        );
        return Some(Diagnostic::error(Code::OutputLarge, message).help(help));
    }
    (size > LARGE).then(|| {
        let message = format!(
            "the JSON Schemas of {events} single events repeat {} MiB of definitions",
            size >> 20
        );
        Diagnostic::warning(Code::OutputLarge, message).help(help)
    })
}

/// The number of bytes that a field or value hardly ever reaches, without its description.
const PART: usize = 500;

/// A rough guess, so that the definitions of a small schema are not made twice.
fn may_be_large(input: &Input<'_>) -> bool {
    let model = input.model;
    let weights: Vec<usize> = model.types().iter().map(weight).collect();
    let mut reached = Reached::new(model);
    let mut size = 0;
    model.events().iter().any(|event| {
        for view in views_of(event.sender, View::Whole) {
            let types = reached.by(model, event, *view);
            size += types.iter().map(|id| weights[id.index()]).sum::<usize>();
        }
        size > LARGE
    })
}

fn weight(def: &TypeDef) -> usize {
    let text = |docs: &Docs| PART + 2 * docs.text.len();
    let inner: usize = match &def.kind {
        TypeKind::Entity(entity) => entity.fields.iter().map(|field| text(&field.docs)).sum(),
        TypeKind::Enum(found) => found.values.iter().map(|value| text(&value.docs)).sum(),
        TypeKind::Union(found) => found
            .variants
            .iter()
            .map(|variant| text(&variant.docs))
            .sum(),
        TypeKind::Scalar(_) | TypeKind::Alias(_) => 0,
    };
    text(&def.docs) + inner
}
