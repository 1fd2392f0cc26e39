//! Changes of the docs of parts.

use tdproto_schema::model::{Docs, TypeDef};

use super::change::Changes;
use super::kinds::What;

/// Compares the docs of a part. `inherited` are the versions of its owners, which it has by
/// default; a change of those is reported of the owner.
pub(super) fn docs(
    changes: &mut Changes<'_>,
    old: &Docs,
    new: &Docs,
    inherited: (Option<&String>, Option<&String>),
) {
    let own = |docs: &Docs, owner: Option<&String>| docs.since.as_ref() != owner;
    let is_of_owner = !own(old, inherited.0) && !own(new, inherited.1);
    changes.add_if(old.since != new.since && !is_of_owner, What::Since);
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => changes.add(What::Deprecated),
        (Some(_), None) => changes.add(What::Undeprecated),
        (Some(a), Some(b)) => changes.add_if(a != b, What::DeprecationNote),
        (None, None) => {}
    }
    match (old.experimental, new.experimental) {
        (false, true) => changes.add(What::Experimental),
        (true, false) => changes.add(What::Stable),
        (true, true) | (false, false) => {}
    }
    changes.add_if(old.text != new.text, What::Docs);
}

/// The versions of an owner, which its parts have by default: the old and the new one.
pub(super) fn inherited<'a>(
    old: &'a TypeDef,
    new: &'a TypeDef,
) -> (Option<&'a String>, Option<&'a String>) {
    (old.docs.since.as_ref(), new.docs.since.as_ref())
}
