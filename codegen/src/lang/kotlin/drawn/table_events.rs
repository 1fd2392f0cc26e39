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
        let total = model.events().iter().filter(of_kind).count();
        // The only event of its kind needs no name.
        let only = match (total, &own[..]) {
            (1, [_]) => "0",
            _ => "-1",
        };
        let mut read = Vec::new();
        w.block(format!("{head} {{"), "}", |w| {
            read = self.head(w, scope, &any_frame);
            self.index(w, number, kind, only);
            let extra: Vec<String> = read.iter().map(|(name, ..)| format!(", {name}")).collect();
            let extra = extra.concat();
            w.line(format!(
                "return if (index < 0) null else event{number}(index, r, f{extra})"
            ));
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
        let arms = groups.iter().enumerate();
        let arms = arms.map(|(at, (_, group))| (at, self.arm(scope, kind, group, &read)));
        let arms: Vec<(usize, String)> = arms.collect();
        self.function(w, scope, number, &read, &arms);
    }

    /// Writes the statements that find the position of the event of a frame.
    fn index(&self, w: &mut Writer, number: usize, kind: &FrameKind, only: &str) {
        let Some(path) = kind.path_to(HoleKind::Event) else {
            w.line("head.name = event");
            let found = format!("names{number}.find(event).let {{ if (it < 0) {only} else it }}");
            w.line(format!(
                "val index = if (event == null) {only} else {found}"
            ));
            return;
        };
        let read = match kind.event {
            EnumBase::Text => "r.string()",
            EnumBase::Int => "r.int53().toString()",
        };
        let slot = self.places.slot(&path);
        w.line(format!(
            "val name = r.at(f[{slot}], {{ null }}) {{ {read} }}"
        ));
        w.line("head.name = name ?: event");
        w.line(format!(
            "val index = if (name == null) {only} else names{number}.find(name)"
        ));
    }

    /// Writes the function that makes the events of a kind.
    fn function(
        &self,
        w: &mut Writer,
        scope: &mut Scope<'_>,
        number: usize,
        read: &[(String, String, String)],
        arms: &[(usize, String)],
    ) {
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
            arms,
        );
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
