//! The package itself: all names that it has.

use std::collections::BTreeMap;

use tdproto_schema::model::{Direction, UnionForm};

use super::docs::Doc;
use super::docs::INDENT;
use super::idents::Idents;
use super::{acknowledging, drawn, draws_frames};
use crate::banner::banner;
use crate::lang::direction::words;
use crate::lang::{Input, servers_list};
use crate::naming::Case;
use crate::text::Writer;
use crate::views::View;

/// The classes of the runtime that users name.
const RUNTIME: &[&str] = &[
    "Breach",
    "DEFAULT_LIMITS",
    "DecodeLimits",
    "EncodeError",
    "Entity",
    "ExactNumber",
    "Malformed",
    "UNSET",
    "UnknownVariant",
    "Unset",
];

/// The text of `__init__.py`.
pub(super) fn file(input: &Input<'_>, idents: &Idents) -> String {
    let protocol = &input.model.protocol;
    let mut doc = Doc::default();
    doc.add(protocol.title.as_deref().unwrap_or_default());
    doc.add(&protocol.doc);
    if let Some(servers) = servers_list(protocol) {
        doc.add(&format!("Servers:\n\n{servers}"));
    }
    let modules = modules(input, idents);
    let mut w = Writer::new(INDENT);
    w.line(format!("# {}", banner(input.model)));
    doc.write(&mut w);
    w.blank();
    let mut in_order: Vec<_> = modules.iter().collect();
    in_order.sort_by(|(a, _), (b, _)| super::sorted::module(a, b));
    for (module, names) in in_order {
        w.lines(super::types::import(
            &format!(".{module}"),
            names.iter().map(String::as_str),
            0,
        ));
    }
    w.blank();
    let mut all: Vec<&str> = modules.values().flatten().map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    super::sorted::exported(&mut all);
    w.block("__all__ = [", "]", |w| {
        w.lines(all.iter().map(|name| format!("\"{name}\",")));
    });
    w.finish()
}

/// The names that the package exports, by their modules.
fn modules(input: &Input<'_>, idents: &Idents) -> BTreeMap<String, Vec<String>> {
    let model = input.model;
    let mut modules: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |module: &str, name: &str| {
        let names = modules.entry(module.to_owned()).or_default();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    RUNTIME.iter().for_each(|name| add("_runtime.values", name));
    for (id, def) in model.types_with_ids() {
        let module = input.names.topic(&def.topic);
        for view in [View::Whole, View::Input] {
            let name = input.names.in_view(id, view);
            add(module, name);
            let Some(union) = def.union() else { continue };
            let lower = super::naming::attribute(&Case::Snake.apply(name));
            add("codec", &format!("decode_{lower}"));
            add("codec", &format!("encode_{lower}"));
            if union.form != UnionForm::Kind {
                for at in 0..union.variants.len() {
                    add(module, idents.variant(input, id, view, at));
                }
            }
        }
    }
    add("codec", "PROTOCOL_VERSION");
    if draws_frames(model) {
        drawn::events::exports(input, idents, &mut add);
        return modules;
    }
    if model.events().is_empty() {
        return modules;
    }
    for name in ["MalformedEvent", "UnknownEvent"] {
        add("_runtime.envelope", name);
    }
    let mut has_some = false;
    for direction in Direction::ALL {
        let prefix = words(direction).prefix;
        let mut has_known = false;
        for (id, event) in model.events_with_ids() {
            if event.is_sent(direction) {
                add("events", idents.event(direction, id));
                has_known = true;
            }
        }
        if has_known {
            add("events", &format!("Known{prefix}Event"));
        }
        has_some |= has_known;
        add("events", &format!("{prefix}Event"));
        add("codec", &format!("{}_EVENTS", prefix.to_uppercase()));
        add("codec", &format!("decode_{}_event", prefix.to_lowercase()));
        if acknowledging::confirming(input, direction).is_some() {
            add("codec", &acknowledging::function(direction));
        }
    }
    add("codec", "decode");
    if has_some {
        add("codec", "encode");
    }
    if model.protocol.envelope.id.is_some() {
        add("_runtime.ids", "new_confirm_id");
    }
    modules
}
