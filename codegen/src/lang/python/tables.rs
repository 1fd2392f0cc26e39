//! The private module of tables, from which the runtime makes decoders and encoders.

use tdproto_schema::model::{
    Direction, Entity, EnumBase, Openness, Presence, TypeId, TypeKind, Union, UnionForm,
};

use super::docs::INDENT;
use super::docs::string;
use super::idents::Idents;
use super::types::{is_fixed, presence, table_scalar, table_type, wire_literal};
use super::{checks, drawn, draws_frames};
use crate::banner::banner;
use crate::lang::Input;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// The text of the module.
pub(super) fn file(input: &Input<'_>, idents: &Idents) -> String {
    let mut w = Writer::new(INDENT);
    w.line(format!("# {}", banner(input.model)));
    w.line("\"\"\"Tables of the protocol: what the package needs for itself.\"\"\"");
    w.blank();
    // One line an entry, as in the schema.
    w.line("# fmt: off");
    w.line("# ruff: noqa");
    w.line("from __future__ import annotations");
    w.blank();
    let body = body(input, idents);
    imports(&mut w, input, &body);
    w.blank();
    w.line(body.trim_end());
    w.finish()
}

/// Imports what the tables refer to.
fn imports(w: &mut Writer, input: &Input<'_>, body: &str) {
    let topics = super::topics_with_types(input).into_iter();
    let mut modules: Vec<&str> = topics.map(|(_, module)| module).chain(["events"]).collect();
    modules.retain(|module| {
        body.contains(&format!(" {module}_.")) || body.contains(&format!("({module}_."))
    });
    modules.sort_unstable();
    w.lines(
        modules
            .iter()
            .map(|module| format!("from . import {module} as {module}_")),
    );
    if draws_frames(input.model) {
        w.line("from ._runtime import shapes as s");
    }
    w.line("from ._runtime import tables as t");
    let checks = ["Bounds", "Checks", "Part"].into_iter();
    let checks: Vec<&str> = checks
        .filter(|name| body.contains(&format!("{name}(")) || *name == "Checks")
        .collect();
    w.line(format!(
        "from ._runtime.checks import {}",
        checks.join(", ")
    ));
    w.line("from ._runtime.codec import Codec");
    if draws_frames(input.model) {
        w.line("from ._runtime.drawn import Frames");
    } else if !input.model.events().is_empty() {
        w.line("from ._runtime.envelope import Envelope, EventTable");
    }
}

/// The tables themselves.
fn body(input: &Input<'_>, idents: &Idents) -> String {
    let mut w = Writer::new(INDENT);
    let has_events = !input.model.events().is_empty();
    w.block("TABLES: t.Tables = {", "}", |w| {
        for (id, _) in input.model.types_with_ids() {
            let views: &[View] = match input.views.differs(id) {
                true => &[View::Whole, View::Input],
                false => &[View::Whole],
            };
            for view in views {
                declared(w, input, idents, id, *view);
            }
        }
    });
    w.blank();
    checks::write(&mut w, input);
    w.blank();
    let unknown = match input.options.unknown_fields {
        UnknownFields::Ignore => "ignore",
        UnknownFields::Keep => "keep",
        UnknownFields::Deny => "deny",
    };
    w.line(format!(
        "CODEC = Codec(TABLES, unknown_fields=\"{unknown}\", checks=CHECKS)"
    ));
    if draws_frames(input.model) {
        drawn::tables::write(&mut w, input, idents);
    } else if has_events {
        for direction in Direction::ALL {
            envelope(&mut w, input, idents, direction);
        }
    }
    w.finish()
}

/// The class of a type in the table's module.
fn class(input: &Input<'_>, id: TypeId, name: &str) -> String {
    let module = input.names.topic(&input.model.ty(id).topic);
    format!("{module}_.{name}")
}

fn declared(w: &mut Writer, input: &Input<'_>, idents: &Idents, id: TypeId, view: View) {
    let name = input.names.in_view(id, view);
    match &input.model.ty(id).kind {
        TypeKind::Entity(entity) => self::entity(w, input, id, entity, view),
        TypeKind::Enum(listing) => {
            if view == View::Input {
                return;
            }
            let class = class(input, id, name);
            let base = table_scalar(listing.base.scalar());
            let (is_open, values) = match listing.openness {
                Openness::Open => ("True", format!("{class}.VALUES")),
                Openness::Closed => ("False", format!("tuple({class})")),
            };
            let empty = match (listing.openness, listing.empty) {
                (Openness::Open, _) => match listing.base {
                    EnumBase::Text => format!("{class}(\"\")"),
                    EnumBase::Int => format!("{class}(0)"),
                },
                (Openness::Closed, at) if at < listing.values.len() => {
                    format!("{class}.{}", input.names.value(id, at))
                }
                (Openness::Closed, _) => "None".to_owned(),
            };
            w.line(format!(
                "\"{name}\": t.EnumTable({class}, t.{base}, {is_open}, {values}, {empty}),"
            ));
        }
        TypeKind::Union(union) => self::union(w, input, idents, (id, union), view),
        TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
    }
}

fn entity(w: &mut Writer, input: &Input<'_>, id: TypeId, entity: &Entity, view: View) {
    let name = input.names.in_view(id, view);
    let class = class(input, id, name);
    let hidden = entity.fields.iter().filter(|field| !view.has(field));
    let hidden: Vec<String> = hidden
        .map(|field| format!("{},", string(&field.name)))
        .collect();
    let close = match hidden.is_empty() {
        true => ")),".to_owned(),
        false => format!("), ({})),", hidden.join(" ")),
    };
    w.block(
        format!("\"{name}\": t.EntityTable({class}, ("),
        close,
        |w| {
            for (at, field) in view.fields(entity) {
                let attribute = match is_fixed(field) {
                    true => "",
                    false => input.names.field(id, at),
                };
                let is_plain = field.presence == Presence::Required;
                let state = if is_plain {
                    String::new()
                } else {
                    format!(", {}", presence(field.presence))
                };
                w.line(format!(
                    "t.Field({}, \"{attribute}\", {}{state}),",
                    string(&field.name),
                    table_type(input, &field.ty, view)
                ));
            }
        },
    );
}

fn union(
    w: &mut Writer,
    input: &Input<'_>,
    idents: &Idents,
    (id, union): (TypeId, &Union),
    view: View,
) {
    let name = input.names.in_view(id, view);
    let form = match &union.form {
        UnionForm::Tag(_) => "tag",
        UnionForm::Key => "key",
        UnionForm::Kind => "kind",
    };
    let is_open = match union.openness {
        Openness::Open if union.form != UnionForm::Kind => "True",
        Openness::Open | Openness::Closed => "False",
    };
    let tag = union.tag().map(|tag| {
        let content = tag.content.as_ref();
        let content = content.map_or("None".to_owned(), |content| string(content));
        let base = table_scalar(tag.base.scalar());
        format!(", {}, t.{base}, {content}", string(&tag.key))
    });
    let close = format!("), {is_open}{}),", tag.unwrap_or_default());
    w.block(
        format!("\"{name}\": t.UnionTable(\"{form}\", ("),
        close,
        |w| {
            for (at, variant) in union.variants.iter().enumerate() {
                let value = variant
                    .value
                    .as_ref()
                    .map_or("None".to_owned(), wire_literal);
                let class = match idents.variant(input, id, view, at) {
                    "" => "None".to_owned(),
                    name => self::class(input, id, name),
                };
                let ty = variant.ty.as_ref();
                let kind = ty.filter(|_| union.form == UnionForm::Kind);
                let kind = kind.and_then(|ty| input.model.json_kind(ty));
                let kind = kind.map_or(String::new(), |kind| format!(", \"{}\"", kind.name()));
                let ty = ty.map_or("None".to_owned(), |ty| table_type(input, ty, view));
                w.line(format!("t.Variant({value}, {class}, {ty}{kind}),"));
            }
        },
    );
}

fn envelope(w: &mut Writer, input: &Input<'_>, idents: &Idents, direction: Direction) {
    let model = input.model;
    let envelope = &model.protocol.envelope;
    let name = match direction {
        Direction::ServerToClient => "SERVER",
        Direction::ClientToServer => "CLIENT",
    };
    let id = envelope.id.as_ref();
    let id = id.map_or("None".to_owned(), |id| string(id));
    let view = View::of(direction);
    let open = format!(
        "{name} = Envelope(CODEC, {}, {id}, (",
        string(&envelope.event)
    );
    w.block(open, "))", |w| {
        for (id, event) in model.events_with_ids() {
            if !event.is_sent(direction) {
                continue;
            }
            let class = idents.event(direction, id);
            let params = event.params.as_ref().map(|params| {
                format!(
                    ", t.Field({}, \"params\", {}, {})",
                    string(&envelope.params),
                    table_type(input, &params.ty, view),
                    presence(params.presence)
                )
            });
            w.line(format!(
                "EventTable({}, events_.{class}{}),",
                string(&event.name),
                params.unwrap_or_default()
            ));
        }
    });
}
