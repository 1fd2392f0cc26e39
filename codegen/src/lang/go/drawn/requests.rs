//! Requests: how the bodies of their replies are read, and how replies are made.

use tdproto_schema::model::{
    Direction, Event, EventId, HoleKind, Params, Presence, Step, Type, WireValue,
};

use super::kinds::{Kind, Member, Value};
use crate::lang::go::envelopes;
use crate::lang::go::literal::{string, value};
use crate::lang::go::scope::{INDENT, Scope};
use crate::naming::Case;
use crate::text::Writer;

/// Writes the methods of the requests that a kind of reply answers.
pub(super) fn write(w: &mut Writer, scope: &Scope<'_>, kind: &Kind<'_>) {
    let Some(asked) = kind.kind.replies else {
        return;
    };
    let side = kind.direction.opposite();
    let Some(member) = body(kind) else { return };
    for (id, event) in scope.model().events_with_ids() {
        if event.frame == Some(asked) && event.is_sent(side) && event.reply.is_some() {
            request(w, scope, kind, member, side, id, event);
        }
    }
}

/// A way in which a client answers a request of the server with a result.
pub(in crate::lang::go) struct Answer<'a> {
    pub(in crate::lang::go) kind: Kind<'a>,
    /// The result.
    pub(in crate::lang::go) result: Params,
    /// The end of the names of the methods that make and read the reply.
    pub(in crate::lang::go) method: String,
    /// True if the method that makes the reply repeats the id.
    pub(in crate::lang::go) repeats_id: bool,
}

/// The first kind of reply with a result to a request that a direction sends.
pub(in crate::lang::go) fn answer<'a>(
    scope: &Scope<'a>,
    asks: Direction,
    event: &Event,
) -> Option<Answer<'a>> {
    event.reply.as_ref()?;
    let mut replies = scope.model().replies_to(event.frame?);
    let (id, kind) = replies
        .find(|(_, kind)| kind.has(HoleKind::Result) && kind.sender.sends(asks.opposite()))?;
    let kind = Kind::new(scope, asks.opposite(), id, kind);
    let result = carried(&kind, body(&kind)?, event);
    Some(Answer {
        result,
        method: method(&kind),
        repeats_id: request_id(scope, &kind),
        kind,
    })
}

/// The end of the names of the methods for a kind of reply.
fn method(kind: &Kind<'_>) -> String {
    Case::UpperCamel.apply(&kind.kind.name)
}

/// The member of a reply that its request gives a type.
pub(super) fn body<'k, 'a>(kind: &'k Kind<'a>) -> Option<&'k Member<'a>> {
    kind.members.iter().find(|member| {
        matches!(
            member.value,
            Value::Json | Value::FlatJson(_) | Value::ItemsJson
        )
    })
}

/// The body of a reply to a request.
fn carried(kind: &Kind<'_>, member: &Member<'_>, event: &Event) -> Params {
    if member.hole.kind == HoleKind::Result {
        let reply = event.reply.clone();
        return reply.unwrap_or_else(|| Params::required(Type::Any));
    }
    let common = kind.kind.error.as_ref().map(|error| &error.ty);
    let ty = event.error.as_ref().or(common).cloned();
    Params {
        ty: ty.unwrap_or(Type::Any),
        presence: match member.hole.may_be_missing {
            true => Presence::Optional,
            false => Presence::Required,
        },
    }
}

fn request(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    member: &Member<'_>,
    side: Direction,
    id: EventId,
    event: &Event,
) {
    let name = envelopes::name(scope, side, id);
    let (frame, view) = (&kind.frame, kind.view());
    let method = method(kind);
    let params = carried(kind, member, event);
    let (ty, presence) = (&params.ty, params.presence);
    let result = scope.present(ty, presence, view);
    let (returned, none) = match &result {
        Some(ty) => (format!("(body {ty}, err error)"), "body, err"),
        None => ("error".to_owned(), "err"),
    };
    w.blank();
    w.line(format!(
        "// Decode{method} reads what is in a reply of kind {} to the request; an error is a [*DecodeError].",
        kind.kind.name
    ));
    w.block(
        format!("func (*{name}) Decode{method}(reply *{frame}) {returned} {{"),
        "}",
        |w| {
            check_name(w, kind, event, result.is_some());
            let path = path(kind, member.hole.kind);
            let is_needed = presence == Presence::Required && scope.is_never_empty(ty, view);
            let mut presets = Vec::new();
            if result.is_some() && presence == Presence::Required {
                scope.preset(ty, view, "body", &mut presets);
            }
            w.lines(presets);
            let assign = if result.is_some() { "err =" } else { "return" };
            let open = format!(
                "{assign} decodeBody(reply.{}, {path}, {is_needed}, func(r *reader) bool {{",
                member.name
            );
            let read = scope.read_present(ty, presence, view, "body");
            w.block(open, "})", |w| {
                if result.is_some() {
                    w.lines(scope.flag(ty, "body"));
                }
                w.line(format!("return {read}"));
            });
            if result.is_some() {
                w.line(format!("return {none}"));
            }
        },
    );
    w.blank();
    making(w, scope, kind, member, (&name, &method), event, &params);
}

/// Writes the check that a reply names the request.
fn check_name(w: &mut Writer, kind: &Kind<'_>, event: &Event, has_body: bool) {
    let Some(member) = kind.members.iter().find(|member| member.is_name()) else {
        return;
    };
    let name = value(&event.wire_name());
    let path = format!("reply.{}", member.name);
    let test = match member.hole.may_be_missing {
        true => format!("{path}.IsSet && {path}.Value != {name}"),
        false => format!("{path} != {name}"),
    };
    let segments = segments(kind, HoleKind::Event);
    let failed = format!("otherRequest({}, {segments})", string(&name));
    w.block(format!("if {test} {{"), "}", |w| match has_body {
        true => w.line(format!("return body, {failed}")),
        false => w.line(format!("return {failed}")),
    });
}

/// Writes the method that makes a reply.
fn making(
    w: &mut Writer,
    scope: &Scope<'_>,
    kind: &Kind<'_>,
    member: &Member<'_>,
    (name, method): (&str, &str),
    event: &Event,
    params: &Params,
) {
    let (frame, view) = (&kind.frame, kind.view());
    let (ty, presence) = (&params.ty, params.presence);
    let parameter = scope.present(ty, presence, view);
    let id = kind
        .members
        .iter()
        .find(|member| member.hole.kind == HoleKind::Id);
    let request = request_id(scope, kind);
    let mut written = Writer::new(INDENT);
    scope.write_present(&mut written, ty, presence, view, "body");
    let written = written.finish();
    w.line(format!(
        "// Reply{method} returns a reply of kind {} to the request, with its id.",
        kind.kind.name
    ));
    let parameters = parameter.map(|ty| format!("body {ty}")).unwrap_or_default();
    let receiver = match (id, request) {
        (Some(_), true) => "x ",
        _ => "",
    };
    w.block(
        format!("func ({receiver}*{name}) Reply{method}({parameters}) *{frame} {{"),
        "}",
        |w| {
            w.line(format!("reply := new({frame})"));
            if !receiver.is_empty() {
                w.line("reply.ID = x.ID");
            }
            if let Some(named) = kind.members.iter().find(|member| member.is_name()) {
                let name = value(&event.wire_name());
                w.line(match named.hole.may_be_missing {
                    true => match event.wire_name() {
                        WireValue::Int(_) => {
                            format!("reply.{} = Some[int64]({name})", named.name)
                        }
                        WireValue::Text(_) => {
                            format!("reply.{} = Some({name})", named.name)
                        }
                    },
                    false => format!("reply.{} = {name}", named.name),
                });
            }
            let write = |w: &mut Writer| {
                w.line("var b []byte");
                w.lines(written.lines());
                w.line(format!("reply.{} = RawJSON(b)", member.name));
            };
            match scope.is_written(ty, presence, "body") {
                None => write(w),
                Some(test) if test == "false" => {}
                Some(test) => w.block(format!("if {test} {{"), "}", write),
            }
            w.line("return reply");
        },
    );
}

/// Returns true if requests of a kind of reply have an id of the type that replies have.
fn request_id(scope: &Scope<'_>, kind: &Kind<'_>) -> bool {
    let Some(asked) = kind.kind.replies else {
        return false;
    };
    let request = Kind::new(
        scope,
        kind.direction.opposite(),
        asked,
        scope.input.model.frame(asked),
    );
    let of = |kind: &Kind<'_>| {
        let id = kind
            .members
            .iter()
            .find(|member| member.hole.kind == HoleKind::Id);
        id.and_then(|member| member.ty.clone())
    };
    of(&request).is_some() && of(&request) == of(kind)
}

/// The way from a frame to a value.
fn path(kind: &Kind<'_>, hole: HoleKind) -> String {
    let from = kind.kind.items_from(hole).unwrap_or_default();
    format!("bodyPath{{{}, {from}}}", segments(kind, hole))
}

fn segments(kind: &Kind<'_>, hole: HoleKind) -> String {
    let path = kind.kind.path_to(hole).unwrap_or_default();
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => format!("{{Key: {}}}", string(key)),
        Step::Index(index) => format!("{{Index: {index}, IsIndex: true}}"),
    });
    let steps: Vec<_> = steps.collect();
    match steps.is_empty() {
        true => "nil".to_owned(),
        false => format!("[]PathSegment{{{}}}", steps.join(", ")),
    }
}
