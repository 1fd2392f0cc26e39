//! How the events in frames of a kind are distinguished.

use std::collections::BTreeMap;

use tdproto_schema::model::{EnumBase, Event, EventId, HoleKind, Test};

use super::kinds::Kind;
use super::table;
use crate::lang::frame_places::Tree;
use crate::lang::go::envelopes;
use crate::lang::go::literal::{string, value};
use crate::lang::go::scope::Scope;
use crate::text::Writer;

/// Writes how the events of a kind are distinguished.
pub(super) fn write(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    tree: &Tree,
    events: &[(EventId, &Event)],
) {
    if !kind.members.is_empty() {
        w.line(format!("var common {}", kind.common));
        w.block("if !common.readCommon(f) {", "}", |w| w.line("return nil"));
    }
    match (tree.hole(kind.kind, HoleKind::Event), events) {
        (Some(at), _) => {
            let read = match kind.kind.event {
                EnumBase::Text => "textAt",
                EnumBase::Int => "intAt",
            };
            let name = if events.is_empty() { "_" } else { "name" };
            w.line(format!("{name}, ok := f.{read}({at})"));
            w.block("if !ok {", "}", |w| w.line("return nil"));
            if !events.is_empty() {
                by_name(w, scope, kind, tree, events);
            }
        }
        (None, []) => {}
        (None, [(id, only)]) => {
            w.block(
                format!("if f.event == \"\" || f.event == {} {{", string(&only.name)),
                "}",
                |w| found(w, scope, kind, tree, *id, only),
            );
        }
        (None, _) => {
            w.line("switch f.event {");
            for (id, event) in events {
                w.line(format!("case {}:", string(&event.name)));
                w.indented(|w| found(w, scope, kind, tree, *id, event));
            }
            w.line("}");
        }
    }
    let is_common_left = !kind.members.is_empty() && events.is_empty();
    if is_common_left {
        w.line("_ = common");
    }
    w.line("return nil");
}

fn by_name(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    tree: &Tree,
    events: &[(EventId, &Event)],
) {
    let mut by_name: BTreeMap<String, Vec<(EventId, &Event)>> = BTreeMap::new();
    for (id, event) in events {
        let name = value(&event.wire_name());
        by_name.entry(name).or_default().push((*id, event));
    }
    w.line("switch name {");
    for (name, mut events) in by_name {
        // Those that more fields decide come first.
        events.sort_by_key(|(_, event)| std::cmp::Reverse(event.matches.len()));
        w.line(format!("case {name}:"));
        w.indented(|w| {
            for (id, event) in events {
                let tests = event.matches.iter().map(|(field, constant)| {
                    let at = tree.hole(kind.kind, HoleKind::Field(*field));
                    let test = table::test(at.unwrap_or_default(), &Test::Is(constant));
                    format!("f.passes(frameTest{test})")
                });
                let tests: Vec<_> = tests.collect();
                match tests.is_empty() {
                    true => found(w, scope, kind, tree, id, event),
                    false => w.block(format!("if {} {{", tests.join(" && ")), "}", |w| {
                        found(w, scope, kind, tree, id, event);
                    }),
                }
            }
        });
    }
    w.line("}");
}

/// Writes how the params of an event that was found are read.
fn found(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    tree: &Tree,
    id: EventId,
    event: &Event,
) {
    let name = envelopes::name(scope, kind.direction, id);
    match kind.members.is_empty() {
        true => w.line(format!("e := new({name})")),
        false => w.line(format!("e := &{name}{{{}: common}}", kind.common)),
    }
    if kind.presence(event).is_some() {
        let at = tree.hole(kind.kind, HoleKind::Params).unwrap_or_default();
        w.block(format!("if !e.readParams(f, {at}) {{"), "}", |w| {
            w.line("return nil");
        });
    }
    w.line("return e");
}
