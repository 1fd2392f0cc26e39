//! Changes of what parts say about themselves.

use tdproto_schema::model::Docs;

use super::{Found, What};

/// Compares the docs of a part; `inherited` are the versions that it has from its owners where it
/// says nothing, and a change of those is told of the owner.
pub(super) fn docs(
    found: &mut Found<'_>,
    old: &Docs,
    new: &Docs,
    inherited: (Option<&String>, Option<&String>),
) {
    let own = |docs: &Docs, owner: Option<&String>| docs.since.as_ref() != owner;
    let told = !own(old, inherited.0) && !own(new, inherited.1);
    found.add_if(old.since != new.since && !told, What::Since);
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => found.add(What::Deprecated),
        (Some(_), None) => found.add(What::Undeprecated),
        (Some(a), Some(b)) => found.add_if(a != b, What::DeprecationNote),
        (None, None) => {}
    }
    match (old.experimental, new.experimental) {
        (false, true) => found.add(What::Experimental),
        (true, false) => found.add(What::Stable),
        (true, true) | (false, false) => {}
    }
    found.add_if(old.text != new.text, What::Docs);
}
