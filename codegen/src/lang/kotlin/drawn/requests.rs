//! Requests: what their replies hold.

use tdproto_schema::model::{Direction, Event, HoleKind, Presence, Type};

use super::{DIRECTIONS, events_of};
use crate::lang::direction::words;
use crate::lang::kotlin::docs::{Doc, code};
use crate::lang::kotlin::literal::string;
use crate::lang::kotlin::members::Member;
use crate::lang::kotlin::scope::{INDENT, Package, Scope};
use crate::text::Writer;
use crate::views::View;

/// The file of requests; `None`: the schema has none.
pub(super) fn file(package: &Package<'_>) -> Option<String> {
    let mut scope = Scope::new(package);
    let mut w = Writer::new(INDENT);
    for direction in DIRECTIONS {
        let requests: Vec<_> = events_of(package, direction)
            .into_iter()
            .filter(|(_, event)| event.reply.is_some())
            .collect();
        if requests.is_empty() {
            continue;
        }
        let names = package.input.names;
        scope.nest(requests.iter().map(|(id, _)| names.event(*id).to_owned()));
        let words = words(direction);
        w.blank();
        w.line(format!(
            "/** The requests that {} sends, with what their replies hold. */",
            words.sender
        ));
        w.block(
            format!("public object {}Requests {{", words.prefix),
            "}",
            |w| {
                for (id, event) in &requests {
                    w.blank();
                    request(w, &mut scope, names.event(*id), event, direction);
                }
            },
        );
        scope.leave();
    }
    scope.file(
        w,
        &[
            "DEPRECATION",
            "UNUSED_PARAMETER",
            "UNUSED_ANONYMOUS_PARAMETER",
            "USELESS_ELVIS",
            "SENSELESS_COMPARISON",
        ],
    )
}

fn request(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    ident: &str,
    event: &Event,
    direction: Direction,
) {
    let view = View::of(direction.opposite());
    let Some(reply) = &event.reply else { return };
    let member = |ty, presence| Member {
        ident: String::new(),
        key: "",
        ty,
        presence,
        view,
        strict: false,
    };
    let (error, presence) = error(scope, event);
    let result = member(&reply.ty, reply.presence);
    let error = member(error, presence);
    let class = scope.wire("Request");
    let (result_type, error_type) = (result.ty(scope), error.ty(scope));
    Doc::default()
        .safe(format!("The request {}.", code(&event.name)))
        .write(w);
    w.line(format!(
        "public val {ident}: {class}<{result_type}, {error_type}> by lazy {{"
    ));
    w.indented(|w| {
        w.block(format!("{class}("), ")", |w| {
            w.line(format!("{},", string(&event.name)));
            body(w, scope, &result);
            body(w, scope, &error);
        });
    });
    w.line("}");
}

/// The type of the error of a request.
fn error<'a>(scope: &Scope<'a>, event: &'a Event) -> (&'a Type, Presence) {
    static ANY: Type = Type::Any;
    let model = scope.input().model;
    let mut kinds = event
        .frame
        .into_iter()
        .flat_map(|id| model.replies_to(id))
        .filter_map(|(_, kind)| Some((kind, kind.hole(HoleKind::Error)?)));
    let Some((kind, hole)) = kinds.next() else {
        return (event.error.as_ref().unwrap_or(&ANY), Presence::Required);
    };
    let common = kind.error.as_ref().map(|error| &error.ty);
    let presence = match hole.may_be_missing {
        true => Presence::Optional,
        false => Presence::Required,
    };
    (event.error.as_ref().or(common).unwrap_or(&ANY), presence)
}

fn body(w: &mut Writer, scope: &mut Scope<'_>, member: &Member<'_>) {
    let class = scope.wire("Body");
    let read = member.read_at(scope, "at", "r.gone()");
    let read = match member.is_there(scope) {
        true => read,
        false => format!("{read}.let {{}}"),
    };
    let write = member.write_value(scope, "value");
    w.block(format!("{class}("), "),", |w| {
        w.line(format!("{{ r, at -> {read} }},"));
        w.line("{ w, value ->");
        w.indented(|w| match member.condition(scope, "value") {
            None => {
                w.line(write);
                w.line("true");
            }
            Some(condition) => {
                w.line(format!("val isThere = {condition}"));
                w.line(format!("if ({condition}) {{"));
                w.indented(|w| w.line(write));
                w.line("}");
                w.line("isThere");
            }
        });
        w.line("},");
    });
}
