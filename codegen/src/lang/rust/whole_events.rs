//! Events whose params always hold a union: they have no empty value, so that they are read as a
//! whole.

use tdproto_schema::model::{Event, EventId, HoleKind, Member, Part, Type};

use super::borrow::RustInput;
use super::layout::arm;
use super::ways;
use crate::text::Writer;
use crate::views::View;

/// Returns true if the params of an event have no empty value, so that it is read as a whole.
pub(super) fn is_whole(input: &RustInput<'_>, view: View, event: &Event) -> bool {
    let params = event.params.as_ref();
    flat_keys(input, event).is_some()
        || params.is_some_and(|params| input.is_needed(&params.ty, params.presence, view))
}

/// The keys of the shape around the params of an event, if those are in the frame itself.
pub(super) fn flat_keys(input: &RustInput<'_>, event: &Event) -> Option<Vec<String>> {
    event.params.as_ref()?;
    let kind = input.model.frame(event.frame?);
    own_keys(&kind.shape, HoleKind::Params)
}

/// The keys of the object of a shape in which the keys of a value are, too.
pub(super) fn own_keys(part: &Part, kind: HoleKind) -> Option<Vec<String>> {
    match part {
        Part::Object(members) => {
            let is_here = members.iter().any(|member| match member {
                Member::Flat(hole) => hole.kind == kind,
                Member::Key(..) => false,
            });
            let mut keys = members.iter().filter_map(|member| match member {
                Member::Key(key, part) => Some((key, part)),
                Member::Flat(_) => None,
            });
            if is_here {
                return Some(keys.map(|(key, _)| key.clone()).collect());
            }
            keys.find_map(|(_, part)| own_keys(part, kind))
        }
        Part::Array(items) => items.iter().find_map(|item| own_keys(item, kind)),
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => None,
    }
}

/// The expression that reads an entity or a union whose keys are in the frame.
pub(super) fn flat(input: &RustInput<'_>, ty: &Type, own: &[String]) -> String {
    match input.model.union_of(ty) {
        Some(_) => format!("wire::flat_union(r, &{own:?})?"),
        None => format!("*wire::flat_object(r, &{own:?})?"),
    }
}

/// Writes the function that reads the events whose params have no empty value, if there are any.
pub(super) fn read_whole(
    w: &mut Writer,
    input: &RustInput<'_>,
    view: View,
    events: &[(EventId, &Event)],
) {
    let whole = || {
        events
            .iter()
            .filter(|(_, event)| is_whole(input, view, event))
    };
    if whole().next().is_none() {
        return;
    }
    let open = "fn read_whole(name: &str, r: &mut wire::Reader<'de>) -> Result<Option<Self>, wire::Error> {";
    w.block(open, "}", |w| {
        w.block("Ok(Some(match name {", "}))", |w| {
            for (id, event) in whole() {
                let params = event.params_field("");
                let way = params.and_then(|params| ways::field_way(input, &params));
                let read = match way {
                    Some(way) => format!("<{way} as wire::Reading<_>>::read_new(r)?"),
                    None => "wire::Value::read_new(r)?".to_owned(),
                };
                let read = match (flat_keys(input, event), event.params_type()) {
                    (Some(own), Some(params)) => flat(input, params, &own),
                    (Some(_), None) | (None, _) => read,
                };
                let value = format!("Self::{}({read})", input.names.event(*id));
                arm(w, &format!("{:?}", event.name), &value);
            }
            w.line("_ => return Ok(None),");
        });
    });
    w.blank();
}
