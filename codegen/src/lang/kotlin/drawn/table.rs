//! The objects that find the parts of frames and read them.

use tdproto_schema::model::{
    Direction, FrameId, FrameKind, Hole, HoleKind, Presence, Step, Type, WireValue, needed_items,
};

use super::frame::{Body, Form, Frame, form, kind_ident, name_text};
use super::places::{Places, condition};
use crate::lang::direction::words;
use crate::lang::kotlin::literal::string;
use crate::lang::kotlin::members::Member;
use crate::lang::kotlin::scope::Scope;
use crate::options::UnknownFields;
use crate::text::Writer;

/// Writes the object of a side.
pub(super) fn write(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction) {
    let model = scope.input().model;
    let name = format!("{}Event", words(direction).prefix);
    let places = Places::new(model, direction);
    let (base, part, keys) = (
        scope.wire("WireFrames"),
        scope.wire("Part"),
        scope.wire("WireKeys"),
    );
    let (reader, found, head) = (
        scope.wire("WireReader"),
        scope.wire("Found"),
        scope.wire("FrameHead"),
    );
    let text = scope.built_in("kotlin.String");
    let root = places.expression(&part, &keys);
    w.blank();
    w.line(format!("internal object {name}Table : {base}<{name}>("));
    w.indented(|w| {
        w.line(format!("{},", places.count()));
        w.line(format!("{root},"));
    });
    let table = Table {
        name: &name,
        places: &places,
        direction,
    };
    w.block(") {", "}", |w| {
        let kinds: Vec<(FrameId, &FrameKind)> = model
            .frames_with_ids()
            .filter(|(_, kind)| kind.sender.sends(direction))
            .collect();
        let parameters = format!("r: {reader}, f: {found}, event: {text}?, head: {head}");
        w.block(format!("override fun read({}): {name}? {{", parameters.replace("f:", "found:")), "}", |w| {
            w.line("val f = found");
            w.block("return when {", "}", |w| {
                for (at, (_, kind)) in kinds.iter().enumerate() {
                    let tests = kind.tests();
                    let tests: Vec<String> = tests
                        .iter()
                        .map(|(path, test)| condition(places.slot(path), test))
                        .collect();
                    let tests = if tests.is_empty() { "true".to_owned() } else { tests.join(" && ") };
                    w.line(format!("{tests} -> kind{at}(r, f, event, head)"));
                }
                w.line("else -> r.noKind()");
            });
        });
        for (at, (id, kind)) in kinds.iter().enumerate() {
            w.blank();
            let head = format!("private fun kind{at}({parameters}): {name}?");
            match kind.replies {
                Some(asked) => table.reply(w, scope, (&head, at), kind, asked),
                None => table.events(w, scope, (&head, at), *id, kind),
            }
        }
        w.blank();
        w.line(format!("override fun unknown(head: {}, raw: {text}): {name} = {name}.Unknown(head.kind.orEmpty(), head.name, head.id, raw)", scope.wire("FrameHead")));
        w.blank();
        w.line(format!("override fun malformed(head: {}, raw: {text}, path: {text}, reason: {text}): {name} = {name}.Malformed(head.kind, head.name, head.id, raw, path, reason)", scope.wire("FrameHead")));
    });
}

pub(super) struct Table<'t> {
    pub(super) name: &'t str,
    pub(super) places: &'t Places,
    pub(super) direction: Direction,
}

impl Table<'_> {
    /// The expression that refuses a frame without a value at a path.
    fn missing(&self, path: &[Step]) -> String {
        let Some((last, outer)) = path.split_last() else {
            return "r.gone()".to_owned();
        };
        let step = match last {
            Step::Key(key) => string(key),
            Step::Index(index) => index.to_string(),
        };
        format!("r.missing(f[{}], {step})", self.places.slot(outer))
    }

    /// The expression that reads a value in a place of its own.
    fn own(
        &self,
        scope: &mut Scope<'_>,
        kind: &FrameKind,
        hole: HoleKind,
        member: &Member<'_>,
    ) -> String {
        let path = kind.path_to(hole).unwrap_or_default();
        let at = format!("f[{}]", self.places.slot(&path));
        member.read_at(scope, &at, &self.missing(&path))
    }

    /// The expression that reads a value of a type in any form of place.
    pub(super) fn value(
        &self,
        scope: &mut Scope<'_>,
        kind: &FrameKind,
        hole: HoleKind,
        member: &Member<'_>,
    ) -> String {
        let path = kind.path_to(hole).unwrap_or_default();
        let slot = self.places.slot(&path);
        match form(kind, hole) {
            Form::Own => self.own(scope, kind, hole, member),
            Form::Flat => {
                let keys = kind.flat_keys(hole).unwrap_or_default();
                let keys: Vec<String> = keys.into_iter().map(string).collect();
                let keys = keys.join(", ");
                let codec = scope.input().model.object_of(member.ty);
                let codec = codec
                    .map(|id| scope.codec(id, member.view))
                    .unwrap_or_default();
                let reader = match (scope.package.unknown(), keys.is_empty()) {
                    (UnknownFields::Ignore, _) => "r".to_owned(),
                    (_, true) => "r.within(null)".to_owned(),
                    (_, false) => format!("r.within(null, {keys})"),
                };
                let keys = if keys.is_empty() {
                    keys
                } else {
                    format!(", {keys}")
                };
                format!("r.flat(f[{slot}]{keys}) {{ {codec}.read({reader}) }}")
            }
            Form::Items(from) => {
                let ty = scope.input().model.unaliased(member.ty);
                if let Type::List(item) = ty {
                    let item = scope.read(item, member.view);
                    format!("r.tail(f[{slot}], {from}) {{ r.items {{ {item} }} }}")
                } else {
                    // The tuple that is the rest of the array.
                    let read = scope.read(ty, member.view);
                    let mut needed = from;
                    if let Type::Tuple(items) = ty {
                        needed += needed_items(items);
                    }
                    let inner = read.split_once("{ ").map_or("", |(_, read)| read);
                    let inner = inner.strip_suffix(" }").unwrap_or(inner);
                    let inner = inner.strip_prefix("start -> ").unwrap_or(inner);
                    format!(
                        "r.tail(f[{slot}], {from}) {{ start -> r.enough(start, {needed}) {{ {inner} }} }}"
                    )
                }
            }
        }
    }

    /// Writes the statements that read the id and the fields; returns their names and types.
    pub(super) fn head(
        &self,
        w: &mut Writer,
        scope: &mut Scope<'_>,
        frame: &Frame<'_>,
    ) -> Vec<(String, String, String)> {
        let kind = frame.kind;
        let mut read = Vec::new();
        w.line(format!("head.kind = {}", string(&kind.name)));
        if let Some(id) = frame.id() {
            let path = kind.path_to(HoleKind::Id).unwrap_or_default();
            w.line(format!("head.idAt(f, {})", self.places.slot(&path)));
            let value = self.own(scope, kind, HoleKind::Id, &id);
            let ty = id.ty(scope);
            w.line(format!("val id: {ty} = {value}"));
            read.push(("id".to_owned(), "id".to_owned(), ty));
        }
        for at in frame.fields() {
            let member = frame.field(at);
            let value = self.own(scope, kind, HoleKind::Field(at), &member);
            match member.is_there(scope) {
                true => {
                    let ty = member.ty(scope);
                    w.line(format!("val v{at}: {ty} = {value}"));
                    read.push((format!("v{at}"), member.ident.clone(), ty));
                }
                false => w.line(value),
            }
        }
        read
    }

    fn reply(
        &self,
        w: &mut Writer,
        scope: &mut Scope<'_>,
        (head, number): (&str, usize),
        kind: &FrameKind,
        asked: FrameId,
    ) {
        let model = scope.input().model;
        let frame = Frame::of_reply(kind, self.direction);
        w.block(format!("{head} {{"), "}", |w| {
            let read = self.head(w, scope, &frame);
            let mut values: Vec<String> = Vec::new();
            for (name, ident, _) in &read {
                values.push(format!("{ident} = {name}"));
            }
            if let Some(name) = frame.name() {
                let value = self.own(scope, kind, HoleKind::Event, &name);
                w.line(format!("val name = {value}"));
                let said = name_text(&name, "name");
                w.line(format!("head.name = {said}"));
                let path = kind.path_to(HoleKind::Event).unwrap_or_default();
                let slot = self.places.slot(&path);
                w.line(format!("val expected = asked{number}[event]"));
                let known = format!("{said} != expected && expected != null");
                let condition = match name.presence == Presence::Required {
                    true => known,
                    false => format!("name != null && {known}"),
                };
                w.line(format!("if ({condition}) r.other(f[{slot}], expected)"));
                values.insert(usize::from(frame.id().is_some()), "event = name".to_owned());
            }
            for (name, hole, body) in frame.bodies(model) {
                if let Some(value) = self.body(scope, &frame, name, hole, &body) {
                    values.push(format!("{name} = {value}"));
                }
            }
            let class = format!("{}.Reply.{}", self.name, kind_ident(kind));
            match values.is_empty() {
                true => w.line(format!("return {class}")),
                false => w.block(format!("return {class}("), ")", |w| {
                    w.lines(values.iter().map(|value| format!("{value},")));
                }),
            }
        });
        if frame.name().is_some() {
            let text = scope.built_in("kotlin.String");
            let requests = model
                .events()
                .iter()
                .filter(|event| event.frame == Some(asked));
            w.blank();
            w.line("/** The names of the requests on the wire. */");
            let open = format!("private val asked{number}: Map<{text}?, {text}> =");
            w.line(open);
            w.indented(|w| {
                w.block("mapOf(", ")", |w| {
                    for event in requests {
                        let wire = match event.wire_name() {
                            WireValue::Text(text) => string(&text),
                            WireValue::Int(number) => string(&number.to_string()),
                        };
                        w.line(format!("{} to {wire},", string(&event.name)));
                    }
                });
            });
        }
    }

    fn body(
        &self,
        scope: &mut Scope<'_>,
        frame: &Frame<'_>,
        name: &str,
        hole: Hole,
        body: &Body<'_>,
    ) -> Option<String> {
        let kind = frame.kind;
        let path = kind.path_to(hole.kind).unwrap_or_default();
        let slot = self.places.slot(&path);
        match body {
            Body::Typed(ty, presence) => {
                let member = frame.typed(name, ty, *presence);
                let value = self.value(scope, kind, hole.kind, &member);
                member.is_there(scope).then_some(value)
            }
            Body::Raw(Form::Own) => Some(format!("f.any({slot})")),
            Body::Raw(Form::Flat) => {
                let keys = kind.flat_keys(hole.kind).unwrap_or_default();
                let keys: Vec<String> = keys
                    .iter()
                    .map(|key| format!(", {}", string(key)))
                    .collect();
                Some(format!(
                    "r.flat(f[{slot}]{}) {{ r.wholeObject() }}",
                    keys.concat()
                ))
            }
            Body::Raw(Form::Items(from)) => {
                let array = scope.json("JsonArray");
                Some(format!(
                    "r.tail(f[{slot}], {from}) {{ {array}(r.items {{ r.any() }}) }}"
                ))
            }
        }
    }
}
