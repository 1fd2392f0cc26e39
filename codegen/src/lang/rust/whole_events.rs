//! Events whose params always hold a union: they have no empty value, so that they are read as a
//! whole.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, EventId, HoleKind, Type};

use super::borrow::RustInput;
use super::groups::Group;
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
pub(super) fn flat_keys<'a>(input: &RustInput<'a>, event: &Event) -> Option<Vec<&'a str>> {
    event.params.as_ref()?;
    let model: &'a Model = input.model;
    model.frame(event.frame?).flat_keys(HoleKind::Params)
}

/// The index from which the items of an array are those of the params of events, in frames of a kind.
pub(super) fn items_from(input: &RustInput<'_>, group: Group) -> Option<usize> {
    input.model.frame(group.frame?).items_from(HoleKind::Params)
}

/// The expression that reads an entity or a union whose keys are in the frame.
pub(super) fn flat(input: &RustInput<'_>, ty: &Type, own: &[&str]) -> String {
    match input.model.union_of(ty) {
        Some(_) => format!("wire::flat_union(r, &{own:?})?"),
        None => format!("*wire::flat_object(r, &{own:?})?"),
    }
}

/// Writes the function that reads the events whose params have no empty value, if there are any.
pub(super) fn read_whole(
    w: &mut Writer,
    input: &RustInput<'_>,
    group: Group,
    events: &[(EventId, &Event)],
) {
    let (view, from) = (View::of(group.direction), items_from(input, group));
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
                let read = match (flat_keys(input, event), from, event.params_type()) {
                    (Some(own), _, Some(params)) => flat(input, params, &own),
                    (None, Some(from), Some(params)) => {
                        let way = ways::value_way(input, params);
                        format!("wire::spread::<{way}, _>(r, {from})?")
                    }
                    (_, _, None) | (None, None, _) => read,
                };
                let value = format!("Self::{}({read})", input.names.event(*id));
                arm(w, &format!("{:?}", event.name), &value);
            }
            w.line("_ => return Ok(None),");
        });
    });
    w.blank();
}
