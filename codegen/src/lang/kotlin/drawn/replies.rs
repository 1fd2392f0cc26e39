//! The classes of replies.

use tdproto_schema::model::{Direction, HoleKind};

use super::frame::{self, Body, Frame, kind_ident, kinds_of, path_text, raw_type};
use super::{encode, field_doc, open_class};
use crate::lang::kotlin::docs::Doc;
use crate::lang::kotlin::literal::string;
use crate::lang::kotlin::members::Member;
use crate::lang::kotlin::scope::Scope;
use crate::text::Writer;

/// Writes the interface of the replies of a side, with their classes.
pub(super) fn interface(w: &mut Writer, scope: &mut Scope<'_>, direction: Direction, name: &str) {
    let text = scope.built_in("kotlin.String");
    let (to, request) = (scope.wire("ReplyTo"), scope.wire("Request"));
    let model = scope.input().model;
    w.line(
        "/** A reply to a request of the other side, which [read] takes to know what is in it. */",
    );
    w.block(
        format!("public sealed interface Reply : {name} {{"),
        "}",
        |w| {
            w.line(format!("override val kind: {text}"));
            w.blank();
            w.line("/** The frame. */");
            w.line(format!("public fun encode(): {text}"));
            w.blank();
            w.line("/** The result or the error, as the request says. */");
            w.line(format!(
                "public fun <R, E> read(request: {request}<R, E>): {to}<R, E>"
            ));
            for (_, kind) in kinds_of(model, direction, true) {
                w.blank();
                let frame = Frame::of_reply(kind, direction);
                reply_class(w, scope, &frame);
            }
        },
    );
}

fn reply_class(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    let kind = frame.kind;
    let ident = kind_ident(kind);
    let text = scope.built_in("kotlin.String");
    let lines = members(scope, frame);
    let doc = Doc::of(&kind.docs, &[]);
    doc.or(&format!("A frame of the kind `{}`.", kind.name))
        .write(w);
    open_class(w, &ident, &lines, "Reply");
    w.indented(|w| {
        w.line(format!(
            "override val kind: {text} get() = {}",
            string(&kind.name)
        ));
        w.blank();
        let name = match frame.name() {
            None => "null".to_owned(),
            Some(name) => frame::name_text(&name, "event"),
        };
        w.line(format!("override val name: {text}? get() = {name}"));
        w.blank();
        encode(w, scope, frame);
        w.blank();
        read(w, scope, frame);
    });
    w.line("}");
}

/// The lines of the members of a reply, each with its comment.
fn members(scope: &mut Scope<'_>, frame: &Frame<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |scope: &mut Scope<'_>, doc: &str, member: Member<'_>| {
        let default = member.default(scope).map(|text| format!(" = {text}"));
        lines.push(format!("/** {doc} */"));
        let ty = member.ty(scope);
        lines.push(format!(
            "public val {}: {ty}{},",
            member.ident,
            default.unwrap_or_default()
        ));
    };
    if let Some(id) = frame.id() {
        add(scope, "The id of the request.", id);
    }
    if let Some(name) = frame.name() {
        add(scope, "The name of the request on the wire.", name);
    }
    for at in frame.fields() {
        let member = frame.field(at);
        if member.is_there(scope) {
            add(scope, &field_doc(frame, at), member);
        }
    }
    lines.extend(bodies(scope, frame));
    lines
}

/// The lines of the members that hold what a reply says.
fn bodies(scope: &mut Scope<'_>, frame: &Frame<'_>) -> Vec<String> {
    let model = scope.input().model;
    let mut bodies = Vec::new();
    for (name, _, body) in frame.bodies(model) {
        match body {
            Body::Typed(ty, presence) => {
                let member = frame.typed(name, ty, presence);
                if member.is_there(scope) {
                    let ty = member.ty(scope);
                    let default = member.default(scope).map(|text| format!(" = {text}"));
                    bodies.push(format!("/** The {name}. */"));
                    bodies.push(format!(
                        "public val {name}: {ty}{},",
                        default.unwrap_or_default()
                    ));
                }
            }
            Body::Raw(form) => {
                let ty = raw_type(scope, form);
                let default = if form == frame::Form::Own {
                    " = null"
                } else {
                    ""
                };
                bodies.push(format!("/** The {name}, unchanged. */"));
                bodies.push(format!("public val {name}: {ty}{default},"));
            }
        }
    }
    bodies
}

fn read(w: &mut Writer, scope: &mut Scope<'_>, frame: &Frame<'_>) {
    let (to, request) = (scope.wire("ReplyTo"), scope.wire("Request"));
    let model = scope.input().model;
    let bodies = frame.bodies(model);
    let mut reads = Vec::new();
    for (name, hole, body) in &bodies {
        let (body_name, made) = match hole.kind == HoleKind::Error {
            true => ("errorBody", "Failure"),
            false => ("resultBody", "Success"),
        };
        let read = match body {
            Body::Typed(..) => {
                let held = if frame_has_member(scope, frame, body, name) {
                    *name
                } else {
                    "Unit"
                };
                format!("{to}.{made}({held} as E)")
            }
            Body::Raw(form) => {
                let path = frame.kind.path_to(hole.kind).unwrap_or_default();
                let from = match form {
                    frame::Form::Items(from) => *from,
                    frame::Form::Own | frame::Form::Flat => 0,
                };
                format!(
                    "request.{body_name}.of({name}, {}, {from}) {{ {to}.{made}(it) }}",
                    string(&path_text(&path))
                )
            }
        };
        reads.push(read);
    }
    let value = match &reads[..] {
        [result, error] => {
            let is_null = match &bodies[1].2 {
                Body::Raw(_) | Body::Typed(..) => {
                    "error == null || error == kotlinx.serialization.json.JsonNull"
                }
            };
            format!("if ({is_null}) {result} else {error}")
        }
        [only] => only.clone(),
        _ => format!("{to}.Malformed(\"\", \"the frame has neither result nor error\")"),
    };
    w.line("@Suppress(\"UNCHECKED_CAST\")");
    w.line(format!(
        "override fun <R, E> read(request: {request}<R, E>): {to}<R, E> = {value}"
    ));
}

fn frame_has_member(scope: &Scope<'_>, frame: &Frame<'_>, body: &Body<'_>, name: &str) -> bool {
    match body {
        Body::Raw(_) => true,
        Body::Typed(ty, presence) => frame.typed(name, ty, *presence).is_there(scope),
    }
}
