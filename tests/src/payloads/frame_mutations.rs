//! Facts of drawn frames, each changed: its constants and keys, the order of items and of kinds, the
//! places that may be missing, the fields, and the tests by which events are known.

use std::fs;

use tdproto_schema::decl::{FrameDecl, PartDecl};
use tdproto_schema::model::{Constant, Sender, WireValue};
use tdproto_schema::{Decls, Schema, SourceMap, TypeExpr, compile_decls, parse_type, read};

use super::mutations::{Fact, Mutant};

fn decls(protocol: &str) -> Decls {
    let folder = crate::root().join("tests/protocols").join(protocol);
    let path = folder.join(format!("{protocol}.toml"));
    let mut sources = SourceMap::default();
    // The name of the file is that of the topic, which mutants keep.
    let name = format!("{protocol}.toml");
    let file = sources.add(name, fs::read_to_string(path).unwrap());
    read(&sources, file).0
}

/// Every changed schema of a protocol that is sound, and means something else.
pub(crate) fn mutants(protocol: &str, schema: &Schema) -> Vec<Mutant> {
    let base = decls(protocol);
    let mut changed: Vec<(String, Decls)> = Vec::new();
    for (at, frame) in base.frames.iter().enumerate() {
        for (what, frame) in of_frame(frame) {
            let mut decls = base.clone();
            let name = frame.name.value.clone();
            decls.frames[at] = frame;
            changed.push((format!("{protocol}: {name}: {what}"), decls));
        }
        if at > 0 {
            let mut decls = base.clone();
            decls.frames.swap(at - 1, at);
            let name = &frame.name.value;
            changed.push((format!("{protocol}: {name} comes earlier"), decls));
        }
    }
    for at in 0..base.events.len() {
        for (what, change) in EVENT_CHANGES {
            let mut decls = base.clone();
            let event = &mut decls.events[at];
            let name = event.name.value.clone();
            change(event);
            changed.push((format!("{protocol}: {name}: {what}"), decls));
        }
    }
    let mutants = changed.into_iter().filter_map(|(what, decls)| {
        let (changed, diagnostics) = compile_decls(decls);
        let is_other = changed.model.frames() != schema.model.frames()
            || changed.model.events() != schema.model.events();
        (diagnostics.is_empty() && is_other).then_some(Mutant {
            fact: Fact::Frame,
            what,
            near: "/frame/".to_owned(),
            schema: changed,
        })
    });
    mutants.collect()
}

type EventChange = (&'static str, fn(&mut tdproto_schema::decl::EventDecl));

const EVENT_CHANGES: &[EventChange] = &[
    ("value", |event| {
        if let Some(value) = &mut event.value {
            match &mut value.value {
                WireValue::Text(text) => text.push_str("_changed"),
                WireValue::Int(number) => *number += 1000,
            }
        }
    }),
    ("match", |event| {
        if let Some((_, constant)) = event.matches.first_mut() {
            change_constant(&mut constant.value);
        }
    }),
    ("direction", |event| {
        event.sender = match event.sender {
            Sender::Client => Sender::Server,
            Sender::Server | Sender::Both => Sender::Client,
        };
    }),
    ("params optional", |event| {
        if let Some(params) = &mut event.params {
            params.optional = !params.optional;
        }
    }),
    ("params nullable", |event| {
        if let Some(params) = event.params.as_mut().filter(|params| !is_any(&params.ty)) {
            params.nullable = !params.nullable;
        }
    }),
    ("reply nullable", |event| {
        if let Some(reply) = event.reply.as_mut().filter(|reply| !is_any(&reply.ty)) {
            reply.nullable = !reply.nullable;
        }
    }),
];

/// Returns true if a type has null as a value, so that `nullable` changes nothing.
fn is_any(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Name(name, _) if name == "any")
}

fn change_constant(constant: &mut Constant) {
    match constant {
        Constant::Text(text) => text.push_str("_changed"),
        Constant::Int(number) => *number = number.wrapping_sub(1),
        Constant::Bool(is_true) => *is_true = !*is_true,
    }
}

/// A kind of frame with one fact changed, in every way.
fn of_frame(frame: &FrameDecl) -> Vec<(String, FrameDecl)> {
    let mut all = Vec::new();
    for (what, shape) in frame.shape.iter().flat_map(of_part) {
        let mut frame = frame.clone();
        frame.shape = Some(shape);
        all.push((what, frame));
    }
    for at in 0..frame.fields.len() {
        let name = &frame.fields[at].name.value;
        if !is_any(&frame.fields[at].ty) {
            let mut nullable = frame.clone();
            nullable.fields[at].nullable = !nullable.fields[at].nullable;
            all.push((format!("{name} nullable"), nullable));
        }
        let mut optional = frame.clone();
        optional.fields[at].optional = !optional.fields[at].optional;
        all.push((format!("{name} optional"), optional));
        for ty in ["string", "int", "bool"] {
            let mut other = frame.clone();
            let span = other.fields[at].name.span;
            other.fields[at].ty = parse_type(ty, |_| span).unwrap();
            all.push((format!("{name} is {ty}"), other));
        }
    }
    all
}

fn of_part(part: &PartDecl) -> Vec<(String, PartDecl)> {
    let mut all = Vec::new();
    match part {
        PartDecl::Object(members, span) => {
            for (at, (key, inner)) in members.iter().enumerate() {
                if key.value != "..." {
                    let mut renamed = members.clone();
                    renamed[at].0.value.push_str("_changed");
                    all.push((
                        format!("key {}", key.value),
                        PartDecl::Object(renamed, *span),
                    ));
                }
                for (what, inner) in of_part(inner) {
                    let mut members = members.clone();
                    members[at].1 = inner;
                    all.push((
                        format!("{}.{what}", key.value),
                        PartDecl::Object(members, *span),
                    ));
                }
            }
        }
        PartDecl::Array(items, span) => {
            for (at, inner) in items.iter().enumerate() {
                if at > 0 {
                    let mut swapped = items.clone();
                    swapped.swap(at - 1, at);
                    all.push((
                        format!("item {at} comes earlier"),
                        PartDecl::Array(swapped, *span),
                    ));
                }
                for (what, inner) in of_part(inner) {
                    let mut items = items.clone();
                    items[at] = inner;
                    all.push((format!("{at}.{what}"), PartDecl::Array(items, *span)));
                }
            }
        }
        PartDecl::Constant(constant) => {
            let mut changed = constant.clone();
            change_constant(&mut changed.value);
            all.push(("constant".to_owned(), PartDecl::Constant(changed)));
        }
        PartDecl::Text(text) => {
            let mut changed = text.clone();
            match (text.value.strip_suffix('?'), text.value.as_str()) {
                (Some(hole), _) => changed.value = hole.to_owned(),
                (None, "$null") => changed.value = "none".to_owned(),
                (None, "$id" | "$result" | "$error" | "$event") => changed.value.push('?'),
                (None, hole) if hole.starts_with('$') && !hole.starts_with("$$") => return all,
                (None, _) => changed.value.push_str("_changed"),
            }
            let what = format!("{} is {}", text.value, changed.value);
            all.push((what, PartDecl::Text(changed)));
        }
    }
    all
}
