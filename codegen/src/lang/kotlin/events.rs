//! The events of a protocol with an envelope: a sealed interface a side.

use tdproto_schema::model::{Direction, Event, EventId, Presence, Scalar, Type};

use super::docs::Doc;
use super::literal::{json, member, string};
use super::members::Member;
use super::scope::{INDENT, Package, Scope};
use crate::lang::direction::words;
use crate::lang::event_notes;
use crate::text::Writer;
use crate::views::View;

/// How many branches a function has at most, so that it stays one that the JVM compiles.
pub(super) const BRANCHES: usize = 24;

/// The text of the file.
pub(super) fn file(package: &Package<'_>) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    for direction in [Direction::ServerToClient, Direction::ClientToServer] {
        let events: Vec<(EventId, &Event)> = package
            .input
            .model
            .events_with_ids()
            .filter(|(_, event)| event.is_sent(direction))
            .collect();
        w.blank();
        side(&mut w, &mut scope, direction, &events);
    }
    scope.file(
        w,
        &[
            "DEPRECATION",
            "UNCHECKED_CAST",
            "UNUSED_PARAMETER",
            "USELESS_CAST",
        ],
    )
}

/// The member that holds the params of an event.
pub(super) fn params_member<'a>(
    event: &'a Event,
    key: &'a str,
    direction: Direction,
) -> Option<Member<'a>> {
    let params = event.params.as_ref()?;
    Some(Member {
        ident: "params".to_owned(),
        key,
        ty: &params.ty,
        presence: params.presence,
        view: View::of(direction),
        strict: false,
    })
}

fn side(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction, events: &[(EventId, &Event)]) {
    let side = words(direction);
    let name = format!("{}Event", side.prefix);
    let table = format!("{name}Table");
    let envelope = &scope.input().model.protocol.envelope;
    let has_id = envelope.id.is_some();
    let names = scope.input().names;
    scope.nest(events.iter().map(|(id, _)| names.event(*id).to_owned()));
    let text = scope.built_in("kotlin.String");
    let list = scope.built_in("kotlin.collections.List");
    let bytes = scope.built_in("kotlin.ByteArray");
    let limits = scope.wire("Limits");
    Doc::default()
        .safe(format!(
            "What {} sends: an event, or a text that is none.",
            side.sender
        ))
        .write(w);
    w.block(format!("public sealed interface {name} {{"), "}", |w| {
        w.line("/** The name of the event on the wire; null: the frame does not say it. */");
        w.line(format!("public val name: {text}?"));
        if has_id {
            w.blank();
            w.line("/** The id by which the receiver confirms the event; null: it is not asked to. */");
            w.line(format!("public val confirmId: {text}?"));
        }
        if let Some(answer) = confirming(scope, direction) {
            w.blank();
            w.line("/** The event that confirms this frame, be it understood or not; null: it need not be. */");
            let answers = format!("{}Event", words(direction.opposite()).prefix);
            w.line(format!("public fun ack(): {answers}.Known? = confirmId?.let {{ {answer} }}"));
        }
        for (id, event) in events {
            w.blank();
            event_class(w, scope, direction, *id, event);
        }
        fallbacks(w, &name, &text, has_id);
        w.blank();
        w.block("public companion object {", "}", |w| {
            w.line("/** The names of the events on the wire. */");
            w.line(format!("public val names: {list}<{text}> get() = {table}.names.names.toList()"));
            for (source, doc) in [(&text, "Reads a frame."), (&bytes, "Reads a frame of UTF-8.")] {
                let argument = if *source == text { "text" } else { "bytes" };
                w.blank();
                w.line(format!("/** {doc} What cannot be read is [Malformed]; nothing is thrown. */"));
                w.line(format!("public fun decode({argument}: {source}, limits: {limits} = {limits}.DEFAULT): {name} = {table}.decode({argument}, limits)"));
            }
        });
    });
    scope.leave();
    w.blank();
    table_object(w, scope, direction, &name, events);
}

/// The expression that makes the event by which the receivers of a side's frames confirm them, of the
/// id `it`; `None`: the schema has no such event.
pub(super) fn confirming(scope: &Scope<'_>, direction: Direction) -> Option<String> {
    let (model, names) = (scope.input().model, scope.input().names);
    let answers = direction.opposite();
    let view = View::of(answers);
    let (id, event) = model.confirming(answers)?;
    let params = model.params_entity(event)?;
    let entity = model.entity(params)?;
    let key = model.protocol.envelope.id.as_ref()?;
    let at = entity.fields.iter().position(|field| field.name == *key)?;
    let field = &entity.fields[at];
    let given = match (model.unaliased(&field.ty), field.presence) {
        (Type::Scalar(Scalar::String), Presence::Patch) | (Type::Named(_), Presence::Patch) => {
            return None;
        }
        (Type::Scalar(Scalar::String), _) => "it".to_owned(),
        (Type::Named(id), _) if model.ty(*id).base() == Some(Scalar::String) => {
            format!("{}(it)", scope.named(*id, view))
        }
        (_, _) => return None,
    };
    if scope.package.never.is(params, view) || !view.has(field) {
        return None;
    }
    let made = format!(
        "{}.empty().copy({} = {given})",
        scope.codec(params, view),
        names.field(params, at)
    );
    let answers = format!("{}Event", words(answers).prefix);
    Some(format!("{answers}.{}({made})", names.event(id)))
}

fn event_class(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    direction: Direction,
    id: EventId,
    event: &Event,
) {
    let ident = scope.input().names.event(id).to_owned();
    let envelope = &scope.input().model.protocol.envelope;
    let params = params_member(event, &envelope.params, direction);
    let text = scope.built_in("kotlin.String");
    Doc::of(&event.docs, &event_notes(event)).write(w);
    let mut members = Vec::new();
    if let Some(params) = params.as_ref().filter(|params| params.is_there(scope)) {
        let default = params.default(scope);
        let default = default.map(|text| format!(" = {text}")).unwrap_or_default();
        members.push(format!("public val params: {}{default},", params.ty(scope)));
    }
    if envelope.id.is_some() {
        members.push(format!("override val confirmId: {text}? = null,"));
    }
    match members.is_empty() {
        true => w.line(format!("public data object {ident} : Known {{")),
        false => {
            w.line(format!("public data class {ident}("));
            w.indented(|w| w.lines(members));
            w.line(") : Known {");
        }
    }
    w.indented(|w| {
        w.line(format!(
            "override val name: {text} get() = {}",
            string(&event.name)
        ));
        w.blank();
        let head = string(&format!(",{}:{}", json(&envelope.event), json(&event.name)));
        let frame = scope.wire("frame");
        let (key, id) = match &envelope.id {
            Some(key) => (member(key), "confirmId"),
            None => ("null".to_owned(), "null"),
        };
        let open = format!("override fun encode(): {text} =");
        match &params {
            None => w.line(format!("{open} {frame}({head}, {key}, {id}) {{}}")),
            Some(params) => {
                let open = format!("{open} {frame}({head}, {key}, {id}) {{ w ->");
                w.block(open, "}", |w| params.write(w, scope, "this"));
            }
        }
    });
    w.line("}");
}

fn fallbacks(w: &mut Writer, name: &str, text: &str, has_id: bool) {
    let id = |w: &mut Writer| {
        if has_id {
            w.line(format!("override val confirmId: {text}?,"));
        }
    };
    w.blank();
    w.line("/** An event that the schema has. */");
    w.block(
        format!("public sealed interface Known : {name} {{"),
        "}",
        |w| {
            w.line(format!("override val name: {text}"));
            w.blank();
            w.line("/** The frame. */");
            w.line(format!("public fun encode(): {text}"));
        },
    );
    w.blank();
    w.line("/** An event of a later version, kept whole. */");
    w.line("public data class Unknown(");
    w.indented(|w| {
        w.line(format!("override val name: {text},"));
        id(w);
        w.line("/** The frame. */");
        w.line(format!("public val raw: {text},"));
    });
    w.line(format!(") : {name}"));
    w.blank();
    w.line("/** A text that is no frame, or not the one that its name says. */");
    w.line("public data class Malformed(");
    w.indented(|w| {
        w.line(format!("override val name: {text}?,"));
        id(w);
        w.line("/** The text. */");
        w.line(format!("public val raw: {text},"));
        w.line("/** The path to the place, such as `params.chats[3].title`; empty: the whole. */");
        w.line(format!("public val path: {text},"));
        w.line("/** Why. */");
        w.line(format!("public val reason: {text},"));
    });
    w.line(format!(") : {name}"));
}

fn table_object(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    direction: Direction,
    name: &str,
    events: &[(EventId, &Event)],
) {
    let envelope = &scope.input().model.protocol.envelope;
    let (base, keys) = (scope.wire("WireEvents"), scope.wire("WireKeys"));
    let reader = scope.wire("WireReader");
    let (text, int) = (
        scope.built_in("kotlin.String"),
        scope.built_in("kotlin.Int"),
    );
    let (boolean, any) = (
        scope.built_in("kotlin.Boolean"),
        scope.built_in("kotlin.Any"),
    );
    let id = envelope.id.as_deref().map_or("null".to_owned(), string);
    w.line(format!("internal object {name}Table : {base}<{name}>("));
    w.indented(|w| {
        w.line(format!("{},", string(&envelope.event)));
        w.line(format!("{id},"));
        w.line(format!("{},", string(&envelope.params)));
        match events.is_empty() {
            true => w.line(format!("{keys}(),")),
            false => w.block(format!("{keys}("), "),", |w| {
                w.lines(
                    events
                        .iter()
                        .map(|(_, event)| format!("{},", string(&event.name))),
                );
            }),
        }
    });
    w.block(") {", "}", |w| {
        let (reads, makes) = arms(scope, direction, name, events);
        branches(w, &Function {
            head: "override fun params",
            name: "params",
            parameters: &format!("index: {int}, r: {reader}"),
            arguments: "index, r",
            result: &format!("{any}?"),
        }, &reads);
        w.blank();
        branches(w, &Function {
            head: "override fun known",
            name: "known",
            parameters: &format!("index: {int}, isThere: {boolean}, params: {any}?, r: {reader}, start: {int}, confirmId: {text}?"),
            arguments: "index, isThere, params, r, start, confirmId",
            result: name,
        }, &makes);
        let id = if envelope.id.is_some() { ", confirmId" } else { "" };
        w.blank();
        w.line(format!("override fun unknown(name: {text}, confirmId: {text}?, raw: {text}): {name} = {name}.Unknown(name{id}, raw)"));
        w.blank();
        w.line(format!("override fun malformed(name: {text}?, confirmId: {text}?, raw: {text}, path: {text}, reason: {text}): {name} = {name}.Malformed(name{id}, raw, path, reason)"));
    });
}

/// The branches that read the params of events, and that make the events.
fn arms(
    scope: &mut Scope<'_>,
    direction: Direction,
    name: &str,
    events: &[(EventId, &Event)],
) -> (Vec<Arm>, Vec<Arm>) {
    let envelope = &scope.input().model.protocol.envelope;
    let names = scope.input().names;
    let mut reads = Vec::new();
    let mut makes = Vec::new();
    for (at, (id, event)) in events.iter().enumerate() {
        let ident = names.event(*id);
        let params = params_member(event, &envelope.params, direction);
        let class = format!("{name}.{ident}");
        let confirm = envelope.id.is_some();
        let Some(params) = params else {
            reads.push((at, "r.skip()".to_owned()));
            makes.push((
                at,
                if confirm {
                    format!("{class}(confirmId)")
                } else {
                    class
                },
            ));
            continue;
        };
        reads.push((at, read_of(scope, &params)));
        let mut values = Vec::new();
        if params.is_there(scope) {
            values.push(value_of(scope, &params));
        }
        if confirm {
            values.push("confirmId".to_owned());
        }
        makes.push((
            at,
            match values.is_empty() {
                true => class,
                false => format!("{class}({})", values.join(", ")),
            },
        ));
    }
    (reads, makes)
}

/// The expression that reads params.
fn read_of(scope: &mut Scope<'_>, params: &Member<'_>) -> String {
    let read = params.read(scope, "params");
    match read.strip_prefix("params = ") {
        Some(read) => read.to_owned(),
        // It is a constant, or null.
        None => format!("run {{ {read} }}"),
    }
}

/// The expression that takes params which were read, or are missing.
fn value_of(scope: &mut Scope<'_>, params: &Member<'_>) -> String {
    let variable = params.variable(scope, "params").unwrap_or_default();
    let (_, declared) = variable.split_once(": ").unwrap_or(("", "Any? = null"));
    let (ty, initial) = declared.split_once(" = ").unwrap_or((declared, "null"));
    let value = params.value(scope, "it");
    let cast = match initial {
        "null" if params.presence != Presence::Patch => format!("(params as {ty})"),
        _ => format!("(if (isThere) params as {ty} else {initial})"),
    };
    match value.strip_prefix("it") {
        Some("") => cast,
        Some(rest) => format!("{cast}{rest}"),
        None => cast,
    }
}

/// What is done for the event at a position.
pub(super) type Arm = (usize, String);

/// A function that does something for the event at a position.
pub(super) struct Function<'a> {
    pub(super) head: &'a str,
    pub(super) name: &'a str,
    pub(super) parameters: &'a str,
    pub(super) arguments: &'a str,
    pub(super) result: &'a str,
}

/// Writes a function of many branches, as several where they are too many.
pub(super) fn branches(w: &mut Writer, function: &Function<'_>, arms: &[(usize, String)]) {
    let Function {
        head,
        name,
        parameters,
        arguments,
        result,
    } = function;
    let when = |w: &mut Writer, open: String, arms: &[(usize, String)]| {
        w.block(format!("{open} when (index) {{"), "}", |w| {
            for (at, arm) in arms {
                w.line(format!("{at} -> {arm}"));
            }
            w.line("else -> error(\"no such event\")");
        });
    };
    let open = format!("{head}({parameters}): {result} =");
    if arms.len() <= BRANCHES {
        when(w, open, arms);
        return;
    }
    w.block(format!("{open} when (index / {BRANCHES}) {{"), "}", |w| {
        for at in 0..arms.len().div_ceil(BRANCHES) {
            w.line(format!("{at} -> {name}{at}({arguments})"));
        }
        w.line("else -> error(\"no such event\")");
    });
    for (at, arms) in arms.chunks(BRANCHES).enumerate() {
        w.blank();
        when(
            w,
            format!("private fun {name}{at}({parameters}): {result} ="),
            arms,
        );
    }
}
