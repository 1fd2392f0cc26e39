//! How a frame of a kind is written: its places in the order drawn.

use tdproto_schema::model::{EnumBase, Hole, HoleKind, Member as Shape, Part};

use super::frame_kinds::{Kind, Value, is_inner};
use crate::sample;
use crate::text::Writer;

/// Writes the function that writes a frame of a kind.
pub(super) fn write(w: &mut Writer, kind: &Kind<'_>) {
    let life = kind.life("'_");
    w.blank();
    w.line("#[rustfmt::skip]");
    w.block(format!("impl {}{life} {{", kind.name), "}", |w| {
        w.block("fn write(&self, w: &mut wire::Writer) {", "}", |w| {
            inner(w, kind, &kind.kind.shape);
        });
    });
}

/// Writes an object or an array of parts.
fn inner(w: &mut Writer, kind: &Kind<'_>, part: &Part) {
    match part {
        Part::Object(members) => {
            w.line("w.begin_object();");
            for member in members {
                match member {
                    Shape::Key(key, part) if is_inner(part) => {
                        w.line(format!("w.raw({:?});", on_wire(key)));
                        inner(w, kind, part);
                        w.line("w.comma();");
                    }
                    Shape::Key(key, part) => in_object(w, kind, key, part),
                    Shape::Flat(hole) => flat(w, kind, *hole),
                }
            }
            w.line("w.end_object();");
        }
        Part::Array(items) => {
            w.line("w.begin_array();");
            let are_ahead = items_ahead(w, kind, items);
            for (at, item) in items.iter().enumerate() {
                match (item, is_inner(item)) {
                    (_, true) => {
                        inner(w, kind, item);
                        w.line("w.comma();");
                    }
                    (Part::Items(_), false) if are_ahead => w.line("w.raw(&items);"),
                    (Part::Items(hole), false) => spread(w, kind, *hole, "w"),
                    (_, false) => in_array(w, kind, item, &items[at + 1..]),
                }
            }
            w.line("w.end_array();");
        }
        Part::Constant(_) | Part::Null | Part::Hole(_) | Part::Items(_) => {}
    }
}

/// Writes the items at the end of an array into a text before all others, if one before them is left
/// out only where there are none. Returns true if it does.
fn items_ahead(w: &mut Writer, kind: &Kind<'_>, parts: &[Part]) -> bool {
    let Some((Part::Items(hole), others)) = parts.split_last() else {
        return false;
    };
    let mut others = others.iter();
    let is_needed = others.any(|part| match part {
        Part::Hole(hole) => value(kind, *hole).is_some_and(|(_, is_filled, _)| is_filled),
        Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null | Part::Items(_) => false,
    });
    if is_needed {
        w.line("let mut items = wire::Writer::new();");
        spread(w, kind, *hole, "&mut items");
        w.line("let items = items.finish();");
    }
    is_needed
}

/// Writes the items of a value, which are those of an array of the frame.
fn spread(w: &mut Writer, kind: &Kind<'_>, hole: Hole, to: &str) {
    if hole.kind == HoleKind::Params {
        w.line(format!("self.event.write_bare({to});"));
    } else if let Some((name, ..)) = value(kind, hole) {
        w.line(format!("wire::write_spread(&self.{name}, {to});"));
    }
}

/// A key as on the wire, with the colon.
fn on_wire(key: &str) -> String {
    format!("{}:", serde_json::Value::from(key))
}

/// The text of a part that never differs.
fn known(part: &Part) -> Option<String> {
    match part {
        Part::Constant(constant) => Some(sample::constant(constant).to_string()),
        Part::Null => Some("null".to_owned()),
        Part::Object(_) | Part::Array(_) | Part::Hole(_) | Part::Items(_) => None,
    }
}

fn in_object(w: &mut Writer, kind: &Kind<'_>, key: &str, part: &Part) {
    let known_key = on_wire(key);
    if let Some(text) = known(part) {
        w.line(format!("wire::write_known({known_key:?}, {text:?}, w);"));
        return;
    }
    let Part::Hole(hole) = part else { return };
    match (hole.kind, kind.events.is_some()) {
        (HoleKind::Event, true) => {
            w.line(format!(
                "wire::write_known({known_key:?}, self.event.wire_name(), w);"
            ));
        }
        (HoleKind::Params, _) => {
            w.line(format!(
                "wire::Event::write_params(&self.event, {key:?}, w);"
            ));
        }
        (
            HoleKind::Event
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Error
            | HoleKind::Field(_),
            _,
        ) => {
            if let Some((name, is_filled, is_digits)) = value(kind, *hole) {
                w.line(match is_digits {
                    true => format!("wire::write_known({known_key:?}, &self.{name}, w);"),
                    false => {
                        format!("wire::write_member({known_key:?}, &self.{name}, {is_filled}, w);")
                    }
                });
            }
        }
    }
}

/// The expression that says if any of these parts is written.
fn any_written(kind: &Kind<'_>, parts: &[Part]) -> String {
    let mut tests = Vec::new();
    for part in parts {
        let is_filled = match part {
            Part::Hole(hole) => value(kind, *hole).filter(|(_, is_filled, _)| *is_filled),
            Part::Items(_) => {
                tests.push("!items.is_empty()".to_owned());
                continue;
            }
            Part::Object(_) | Part::Array(_) | Part::Constant(_) | Part::Null => None,
        };
        match is_filled {
            Some((name, _, _)) => tests.push(format!("!wire::Value::is_empty(&self.{name})")),
            None => return "true".to_owned(),
        }
    }
    match tests.is_empty() {
        true => "false".to_owned(),
        false => tests.join(" || "),
    }
}

fn in_array(w: &mut Writer, kind: &Kind<'_>, part: &Part, later: &[Part]) {
    if let Some(text) = known(part) {
        w.line(format!("w.raw({text:?});"));
        w.line("w.comma();");
        return;
    }
    let Part::Hole(hole) = part else { return };
    match (hole.kind, kind.events.is_some()) {
        (HoleKind::Event, true) => {
            w.line("w.raw(self.event.wire_name());");
            w.line("w.comma();");
        }
        (HoleKind::Params, _) => w.line("self.event.write_bare(w);"),
        (
            HoleKind::Event
            | HoleKind::Id
            | HoleKind::Result
            | HoleKind::Error
            | HoleKind::Field(_),
            _,
        ) => match value(kind, *hole) {
            Some((name, _, true)) => {
                w.line(format!("w.raw(&self.{name});"));
                w.line("w.comma();");
            }
            Some((name, true, false)) => {
                let more = any_written(kind, later);
                w.line(format!("wire::write_filled_item(&self.{name}, {more}, w);"));
            }
            Some((name, false, false)) => w.line(format!("wire::write_item(&self.{name}, w);")),
            None => {}
        },
    }
}

fn flat(w: &mut Writer, kind: &Kind<'_>, hole: Hole) {
    if hole.kind == HoleKind::Params {
        w.line("self.event.write_bare(w);");
        return;
    }
    let mut members = kind.members.iter();
    let Some(member) = members.find(|member| member.hole == hole) else {
        return;
    };
    match &member.value {
        Value::Flat(_, own) | Value::FlatJson(own) => {
            w.line(format!(
                "wire::write_flat(&self.{}, &{own:?}, w);",
                member.name
            ));
        }
        Value::Typed(_) | Value::Name | Value::Json(_) | Value::Items(..) | Value::ItemsJson(_) => {
        }
    }
}

/// The member of a hole, whether it is left out when empty, and whether it is digits, to be written
/// unchanged.
fn value<'k>(kind: &'k Kind<'_>, hole: Hole) -> Option<(&'k str, bool, bool)> {
    let member = kind.members.iter().find(|member| member.hole == hole)?;
    Some(match &member.value {
        Value::Typed(field) => (&member.name, field.presence.may_be_absent(), false),
        Value::Name => (&member.name, false, kind.kind.event == EnumBase::Int),
        Value::Json(may_be_missing) => (&member.name, *may_be_missing, false),
        Value::Flat(..) | Value::FlatJson(_) | Value::Items(..) | Value::ItemsJson(_) => {
            (&member.name, false, false)
        }
    })
}
