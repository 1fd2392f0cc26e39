//! How a frame of a kind is read, once its places are found.

use std::collections::BTreeMap;

use tdproto_schema::model::{EnumBase, Event, HoleKind, Scalar, WireValue};

use super::borrow::RustInput;
use super::frame_items::wire_pattern;
use super::frame_kinds::{Kind, Member, Value};
use super::frame_places::{Tree, constant_test};
use super::groups::Group;
use super::ways::value_way;
use super::whole_events::flat;
use super::{types, ways};
use crate::text::Writer;
use crate::views::View;

/// Writes the function that reads a frame of a kind.
pub(super) fn write(w: &mut Writer, input: &RustInput<'_>, kind: &Kind<'_>, tree: &Tree) {
    let life = kind.life("'de");
    let is_named = kind.events.is_some() && !kind.kind.has(HoleKind::Event);
    let name = if is_named { "name" } else { "_name" };
    w.blank();
    w.line("#[rustfmt::skip]");
    let own = if life.is_empty() { "" } else { "<'de>" };
    let of_function = if life.is_empty() { "<'de>" } else { "" };
    w.block(format!("impl{own} {}{life} {{", kind.name), "}", |w| {
        let events = kind
            .events
            .as_ref()
            .map(|events| events.replace("'a", "'de"));
        let mut params = format!("{name}: Option<&str>, places: &wire::Places<'de>");
        if let Some(events) = &events {
            params.push_str(&format!(", early: &mut Option<{events}>"));
        }
        let open =
            format!("fn read{of_function}({params}) -> Result<Option<Self>, wire::Error> {{");
        w.block(open, "}", |w| {
            for member in &kind.members {
                read_member(w, input, kind, member, tree);
            }
            if events.is_some() {
                event(w, input, kind, tree);
            }
            let mut names: Vec<&str> = kind.members.iter().map(|member| &*member.name).collect();
            names.extend(events.is_some().then_some("event"));
            w.line(format!("Ok(Some(Self {{ {} }}))", names.join(", ")));
        });
        if let Some(place) = early(kind, tree) {
            w.blank();
            let open = format!(
                "fn read_early{of_function}({params}) -> Result<Option<usize>, wire::Error> {{"
            );
            w.block(open, "}", |w| {
                let name = event_name(w, input, kind, tree);
                w.line(format!("places.read_early({name}, {place}, early)"));
            });
        }
    });
}

/// The place of the params of a kind that may be read before a frame has ended.
pub(super) fn early(kind: &Kind<'_>, tree: &Tree) -> Option<usize> {
    kind.events.as_ref()?;
    tree.params(kind.kind)
}

fn read_member(
    w: &mut Writer,
    input: &RustInput<'_>,
    kind: &Kind<'_>,
    member: &Member<'_>,
    tree: &Tree,
) {
    let place = tree.hole(kind.kind, member.hole.kind).unwrap_or_default();
    let (name, ty) = (&member.name, &member.ty);
    match &member.value {
        Value::Typed(field) => {
            let way = ways::field_way(input, field);
            if input.is_needed(&field.ty, field.presence, View::of(kind.direction)) {
                let read = match way {
                    Some(way) => format!("<{way} as wire::Reading<_>>::read_new"),
                    None => "wire::Value::read_new".to_owned(),
                };
                w.line(format!("let {name} = places.new_value({place}, {read})?;"));
                return;
            }
            let read = match way {
                Some(way) => format!("wire::read_as::<{way}, _>"),
                None => format!("wire::{}", types::reader(input.model, &field.ty)),
            };
            if let Some(expected) = id_words(input, kind, member) {
                w.line(format!("places.refuse_null({place}, {expected:?})?;"));
            }
            w.line(format!("let mut {name}: {ty} = Default::default();").replace("'a", "'de"));
            w.line(format!("places.fill({place}, &mut {name}, {read})?;"));
        }
        Value::Name => {
            let read = match kind.kind.event {
                EnumBase::Text => format!("places.text({place})?.into_owned()"),
                EnumBase::Int => format!("places.int({place})?.to_string()"),
            };
            w.line(format!("let {name} = {read};"));
        }
        Value::Json(may_be_missing) => {
            let json = match input.is_borrowed() {
                true => "borrowed_json",
                false => "json",
            };
            let or_null = match may_be_missing {
                true => "",
                false => ".unwrap_or_default()",
            };
            w.line(format!("let {name} = places.{json}({place}){or_null};"));
        }
        Value::Items(ty, from) => {
            let read = format!("wire::spread::<{}, _>(r, {from})", value_way(input, ty));
            w.line(format!(
                "let {name} = places.new_value({place}, |r| {read})?;"
            ));
        }
        Value::ItemsJson(from) => {
            let read = format!("wire::spread::<wire::Plain, _>(r, {from})");
            w.line(format!(
                "let {name} = places.new_value({place}, |r| {read})?;"
            ));
        }
        Value::Flat(ty, own) => {
            let read = flat(input, ty, own);
            let read = format!("places.new_value({place}, |r| Ok({read}))?");
            w.line(format!("let {name} = {read};"));
        }
        Value::FlatJson(own) => {
            let read = format!("places.new_value({place}, |r| wire::flat_json(r, &{own:?}))?");
            let into = if input.is_borrowed() { ".into()" } else { "" };
            w.line(format!("let {name} = {read}{into};"));
        }
    }
}

/// The value that is expected of an id that must not be null: nobody could answer to null.
fn id_words(input: &RustInput<'_>, kind: &Kind<'_>, member: &Member<'_>) -> Option<&'static str> {
    let id = kind.kind.id.as_ref()?;
    let is_id = member.hole.kind == HoleKind::Id && !member.hole.may_be_missing;
    if !is_id || id.presence.may_be_null() {
        return None;
    }
    let scalar = input.model.wire_scalar(&id.ty);
    let is_integer = scalar.is_some_and(Scalar::is_integer);
    Some(if is_integer { "an integer" } else { "a string" })
}

/// Writes how the event of a frame is read, unless it was read before the frame had ended.
fn event(w: &mut Writer, input: &RustInput<'_>, kind: &Kind<'_>, tree: &Tree) {
    let place = tree.hole(kind.kind, HoleKind::Params);
    let read = |w: &mut Writer| {
        let name = event_name(w, input, kind, tree);
        let open = format!("let Some(event) = places.event({name}, {place:?}, early)? else {{");
        w.block(open, "};", |w| w.line("return Ok(None);"));
    };
    if early(kind, tree).is_none() {
        read(w);
        return;
    }
    w.block("let event = match places.early(early) {", "};", |w| {
        w.line("Some(event) => event,");
        w.block("None => {", "}", |w| {
            read(w);
            w.line("event");
        });
    });
}

/// Writes how the event of a frame is found; returns the expression of its name in the schema.
fn event_name(w: &mut Writer, input: &RustInput<'_>, kind: &Kind<'_>, tree: &Tree) -> &'static str {
    let group = Group {
        direction: kind.direction,
        frame: Some(kind.id),
    };
    let events = group.events(input);
    let events: Vec<&Event> = events.into_iter().map(|(_, event)| event).collect();
    match (tree.hole(kind.kind, HoleKind::Event), events.as_slice()) {
        (Some(place), _) => names(w, kind, &events, place, tree),
        (None, [only]) => {
            w.line(format!("let name = name.unwrap_or({:?});", only.name));
            "name"
        }
        (None, _) => {
            w.block("let Some(name) = name else {", "};", |w| {
                w.line("return Ok(None);");
            });
            "name"
        }
    }
}

/// Writes how the name on the wire becomes that of the schema; returns the expression of the latter.
fn names(
    w: &mut Writer,
    kind: &Kind<'_>,
    events: &[&Event],
    place: usize,
    tree: &Tree,
) -> &'static str {
    let plain = |event: &&&Event| {
        event.matches.is_empty() && event.wire_name() == WireValue::Text(event.name.clone())
    };
    let read = match kind.kind.event {
        EnumBase::Text => "text",
        EnumBase::Int => "int",
    };
    w.line(format!("let name = places.{read}({place})?;"));
    if kind.kind.event == EnumBase::Text && events.iter().filter(plain).count() == events.len() {
        return "&name";
    }
    if events.is_empty() {
        w.line("let _ = name;");
        return "\"\"";
    }
    let mut by_name: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by_name.entry(wire_pattern(event)).or_default().push(event);
    }
    let matched = match kind.kind.event {
        EnumBase::Text => "&*name",
        EnumBase::Int => "name",
    };
    w.block(format!("let name = match {matched} {{"), "};", |w| {
        for (pattern, mut events) in by_name {
            // Those that more fields decide come first.
            events.sort_by_key(|event| std::cmp::Reverse(event.matches.len()));
            for event in events {
                let tests = event.matches.iter().map(|(field, constant)| {
                    let at = tree
                        .hole(kind.kind, HoleKind::Field(*field))
                        .unwrap_or_default();
                    format!("places.passes({at}, {})", constant_test(constant))
                });
                let tests: Vec<_> = tests.collect();
                let guard = match tests.is_empty() {
                    true => String::new(),
                    false => format!(" if {}", tests.join(" && ")),
                };
                w.line(format!("{pattern}{guard} => {:?},", event.name));
            }
        }
        w.line("_ => return Ok(None),");
    });
    "name"
}
