//! The functions that read the events of a kind of frame.

use std::cmp::Reverse;

use tdproto_schema::model::{EnumBase, Event, EventId, FrameId, FrameKind, HoleKind, WireValue};

use super::events_of;
use super::frame::Frame;
use super::places::is;
use super::table::Table;
use crate::lang::kotlin::events::{Function, branches};
use crate::lang::kotlin::literal::string;
use crate::lang::kotlin::scope::Scope;
use crate::text::Writer;

impl Table<'_> {
    /// Writes the function that reads the frames of a kind that is no reply, and what it needs.
    pub(super) fn events(
        &self,
        w: &mut Writer,
        scope: &mut Scope<'_>,
        (head, number): (&str, usize),
        id: FrameId,
        kind: &FrameKind,
    ) {
        let model = scope.input().model;
        let of_kind = |event: &&Event| event.frame == Some(id);
        let own: Vec<(EventId, &Event)> = events_of(scope.package, self.direction)
            .into_iter()
            .filter(|(_, event)| of_kind(event))
            .collect();
        let name_path = kind.path_to(HoleKind::Event);
        let any_frame = Frame::of_reply(kind, self.direction);
        let keys = scope.wire("WireKeys");
        // Groups of events of one name on the wire, or one event each.
        let mut groups: Vec<(String, Vec<(EventId, &Event)>)> = Vec::new();
        for (id, event) in &own {
            let name = match (&name_path, event.wire_name()) {
                (None, _) => event.name.clone(),
                (Some(_), WireValue::Text(text)) => text,
                (Some(_), WireValue::Int(number)) => number.to_string(),
            };
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, group)) => group.push((*id, event)),
                None => groups.push((name, vec![(*id, event)])),
            }
        }
        let mut read = Vec::new();
        w.block(format!("{head} {{"), "}", |w| {
            read = self.head(w, scope, &any_frame);
            match &name_path {
                Some(path) => {
                    let slot = self.places.slot(path);
                    match kind.event {
                        EnumBase::Text => {
                            w.line(format!("val name = r.at(f[{slot}], {{ null }}) {{ r.string() }}"));
                        }
                        EnumBase::Int => {
                            w.line(format!("val name = r.at(f[{slot}], {{ null }}) {{ r.int53().toString() }}"));
                        }
                    }
                    w.line("head.name = name ?: event");
                    let given = self.given(&own, model.events().iter().filter(of_kind).count());
                    w.line(format!("val index = if (name == null) {given} else names{number}.find(name)"));
                }
                None => {
                    w.line("head.name = event");
                    let total = model.events().iter().filter(of_kind).count();
                    // The only event of its kind needs no name.
                    let only = match (total, &own[..]) {
                        (1, [_]) => "0",
                        _ => "-1",
                    };
                    w.line(format!("val index = if (event == null) {only} else names{number}.find(event).let {{ if (it < 0) {only} else it }}"));
                }
            }
            let extra: Vec<String> = read.iter().map(|(name, _, _)| format!(", {name}")).collect();
            w.line(format!("return if (index < 0) null else event{number}(index, r, f{})", extra.concat()));
        });
        w.blank();
        let names: Vec<String> = groups
            .iter()
            .map(|(name, _)| format!("{},", string(name)))
            .collect();
        match names.is_empty() {
            true => w.line(format!("private val names{number} = {keys}()")),
            false => w.block(format!("private val names{number} = {keys}("), ")", |w| {
                w.lines(names)
            }),
        }
        let mut arms = Vec::new();
        for (at, (_, group)) in groups.iter().enumerate() {
            arms.push((at, self.arm(scope, kind, group, &read)));
        }
        let parameters: Vec<String> = read
            .iter()
            .map(|(name, _, ty)| format!(", {name}: {ty}"))
            .collect();
        let arguments: Vec<String> = read
            .iter()
            .map(|(name, _, _)| format!(", {name}"))
            .collect();
        let (int, reader, found) = (
            scope.built_in("kotlin.Int"),
            scope.wire("WireReader"),
            scope.wire("Found"),
        );
        w.blank();
        branches(
            w,
            &Function {
                head: &format!("private fun event{number}"),
                name: &format!("event{number}n"),
                parameters: &format!(
                    "index: {int}, r: {reader}, f: {found}{}",
                    parameters.concat()
                ),
                arguments: &format!("index, r, f{}", arguments.concat()),
                result: &format!("{}?", self.name),
            },
            &arms,
        );
    }

    /// The position of the event of a frame that says no name though it could.
    fn given(&self, own: &[(EventId, &Event)], total: usize) -> &'static str {
        match (total, own) {
            (1, [_]) => "0",
            _ => "-1",
        }
    }

    /// The expression that makes the event of a name.
    fn arm(
        &self,
        scope: &mut Scope<'_>,
        kind: &FrameKind,
        group: &[(EventId, &Event)],
        read: &[(String, String, String)],
    ) -> String {
        let mut sorted: Vec<&(EventId, &Event)> = group.iter().collect();
        sorted.sort_by_key(|(_, event)| Reverse(event.matches.len()));
        let mut arms = Vec::new();
        for (id, event) in sorted {
            let made = self.made(scope, kind, *id, event, read);
            let tests: Vec<String> = event
                .matches
                .iter()
                .map(|(at, constant)| {
                    let path = kind.path_to(HoleKind::Field(*at)).unwrap_or_default();
                    is(self.places.slot(&path), constant)
                })
                .collect();
            arms.push((tests.join(" && "), made));
        }
        match &arms[..] {
            [(tests, made)] if tests.is_empty() => made.clone(),
            arms => {
                let mut text = String::from("when {\n");
                let mut has_else = false;
                for (tests, made) in arms {
                    let tests = if tests.is_empty() { "else" } else { tests };
                    has_else |= tests == "else";
                    text.push_str(&format!("    {tests} -> {made}\n"));
                }
                if !has_else {
                    text.push_str("    else -> null\n");
                }
                text + "}"
            }
        }
    }

    fn made(
        &self,
        scope: &mut Scope<'_>,
        kind: &FrameKind,
        id: EventId,
        event: &Event,
        read: &[(String, String, String)],
    ) -> String {
        let model = scope.input().model;
        let class = format!("{}.{}", self.name, scope.input().names.event(id));
        let Some(frame) = Frame::of_event(model, event, self.direction) else {
            return "null".to_owned();
        };
        let mut values = Vec::new();
        if let Some(params) = frame.params() {
            let value = self.value(scope, kind, HoleKind::Params, &params);
            if params.is_there(scope) {
                values.push(format!("params = {value}"));
            }
        }
        let told: Vec<String> = frame
            .fields()
            .filter(|at| frame.told(*at).is_some())
            .map(|at| format!("v{at}"))
            .collect();
        for (name, ident, _) in read {
            if !told.contains(name) {
                values.push(format!("{ident} = {name}"));
            }
        }
        match values.is_empty() {
            true => class,
            false => format!("{class}({})", values.join(", ")),
        }
    }
}
