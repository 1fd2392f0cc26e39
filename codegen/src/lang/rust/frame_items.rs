//! Functions of the events of a kind of frame.

use tdproto_schema::model::{Event, EventId, HoleKind, Member, Part, WireValue};

use super::borrow::{RustInput, generics};
use super::groups::Group;
use super::layout::arm;
use super::whole_events::{flat_keys, items_from};
use crate::text::Writer;

/// Writes the names of events, and how they write their params where no key is before them.
pub(super) fn shortcuts(
    w: &mut Writer,
    input: &RustInput<'_>,
    group: Group,
    events: &[(EventId, &Event)],
) {
    let Some(frame) = group.frame else { return };
    let kind = input.model.frame(frame);
    let (name, _) = group.name_with_lifetime(input, "'_");
    let life = generics(group.borrows(input), "'_");
    w.blank();
    w.line("#[rustfmt::skip]");
    w.block(format!("impl {name}{life} {{"), "}", |w| {
        w.line("/// The name in the schema.");
        w.line("#[must_use]");
        let open = "pub fn name(&self) -> &'static str {";
        w.block(open, "}", |w| w.line("wire::Event::name(self)"));
        if kind.has(HoleKind::Event) {
            w.blank();
            w.line("/// The name on the wire, as JSON.");
            w.line("#[must_use]");
            w.block("pub fn wire_name(&self) -> &'static str {", "}", |w| {
                wire_names(w, input, events);
            });
        }
        if is_bare(&kind.shape) {
            w.blank();
            bare(w, input, group, events);
        }
    });
}

/// The name of an event on the wire, as JSON.
pub(super) fn wire_text(event: &Event) -> String {
    crate::sample::on_wire(&event.wire_name()).to_string()
}

fn wire_names(w: &mut Writer, input: &RustInput<'_>, events: &[(EventId, &Event)]) {
    if events.is_empty() {
        w.line("match *self {}");
        return;
    }
    w.block("match self {", "}", |w| {
        for (id, event) in events {
            let params = if event.params.is_some() { "(_)" } else { "" };
            let pattern = format!("Self::{}{params}", input.names.event(*id));
            arm(w, &pattern, &format!("{:?}", wire_text(event)));
        }
    });
}

/// Returns true if the params have no key of their own in a shape: they are in an array, or their
/// keys among those of the frame.
pub(super) fn is_bare(part: &Part) -> bool {
    match part {
        Part::Object(members) => members.iter().any(|member| match member {
            Member::Flat(hole) => hole.kind == HoleKind::Params,
            Member::Key(_, part) => is_bare(part),
        }),
        Part::Array(items) => items.iter().any(|item| match item {
            Part::Hole(hole) | Part::Items(hole) => hole.kind == HoleKind::Params,
            Part::Object(_) | Part::Array(_) => is_bare(item),
            Part::Constant(_) | Part::Null => false,
        }),
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => false,
    }
}

/// Writes the function that writes the params without a key.
fn bare(w: &mut Writer, input: &RustInput<'_>, group: Group, events: &[(EventId, &Event)]) {
    let is_spread = items_from(input, group).is_some();
    let to = match events.iter().any(|(_, event)| event.params.is_some()) {
        true => "w",
        false => "_w",
    };
    w.block(
        format!("fn write_bare(&self, {to}: &mut wire::Writer) {{"),
        "}",
        |w| {
            if events.is_empty() {
                w.line("match *self {}");
                return;
            }
            w.block("match self {", "}", |w| {
                for (id, event) in events {
                    let variant = input.names.event(*id);
                    let Some(params) = &event.params else {
                        w.line(format!("Self::{variant} => {{}}"));
                        continue;
                    };
                    let is_filled = params.presence.may_be_absent();
                    let value = match (flat_keys(input, event), is_filled) {
                        (Some(own), _) => format!("wire::write_flat(params, &{own:?}, w)"),
                        (None, _) if is_spread => "wire::write_spread(params, w)".to_owned(),
                        (None, true) => "wire::write_filled_item(params, false, w)".to_owned(),
                        (None, false) => "wire::write_item(params, w)".to_owned(),
                    };
                    arm(w, &format!("Self::{variant}(params)"), &value);
                }
            });
        },
    );
}

/// The pattern of a name on the wire.
pub(super) fn wire_pattern(event: &Event) -> String {
    match event.wire_name() {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}
