//! Events whose params always hold a union: they have no empty value, so that they are read as a
//! whole.

use tdproto_schema::model::{Event, EventId};

use super::borrow::RustInput;
use super::layout::arm;
use super::ways;
use crate::text::Writer;
use crate::views::View;

/// Returns true if the params of an event have no empty value, so that it is read as a whole.
pub(super) fn is_whole(input: &RustInput<'_>, view: View, event: &Event) -> bool {
    let params = event.params.as_ref();
    params.is_some_and(|params| input.is_needed(&params.ty, params.presence, view))
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
                let value = format!("Self::{}({read})", input.names.event(*id));
                arm(w, &format!("{:?}", event.name), &value);
            }
            w.line("_ => return Ok(None),");
        });
    });
    w.blank();
}
