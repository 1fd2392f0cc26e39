//! The request: what a plug-in is given.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tdproto_schema::Schema;
use tdproto_schema::json::to_json;
use tdproto_schema::model::Access;

use super::features::{Feature, FirstUse};
use super::{Names, PROTOCOL};
use crate::banner::banner;
use crate::config::Plugin;
use crate::views::InputViews;

/// The text of the request: the same for the same schema and configuration.
pub(super) fn text(
    plugin: &Plugin,
    schema: &Schema,
    names: &Names,
    views: &InputViews,
    features: &BTreeMap<Feature, FirstUse>,
) -> String {
    let model = &schema.model;
    let banner = banner(model);
    let features: Vec<_> = features.keys().map(|feature| feature.name()).collect();
    let head = json!({
        "protocol": PROTOCOL,
        "tdproto": env!("CARGO_PKG_VERSION"),
        "plugin": plugin.name.value,
        "banner": banner,
        "options": plugin.options,
        "features": features,
        "names": planned(schema, names, views),
        "views": lacking(schema, views),
    });
    let mut text = head.to_string();
    // The model is put in as text, so that it is what model.json holds to the byte.
    text.pop();
    text.push_str(",\"model\":");
    text.push_str(&to_json(model, &banner));
    text.push_str("}\n");
    text
}

/// The names in code, by the names in the schema.
fn planned(schema: &Schema, names: &Names, views: &InputViews) -> Value {
    let model = &schema.model;
    let (mut types, mut inputs) = (Map::new(), Map::new());
    let (mut fields, mut values) = (Map::new(), Map::new());
    for (id, def) in model.types_with_ids() {
        types.insert(def.name.clone(), names.ty(id).into());
        if views.differs(id) {
            inputs.insert(def.name.clone(), names.input(id).into());
        }
        let own = def.fields().iter().enumerate();
        let own: Map<_, _> = own
            .map(|(at, field)| (field.name.clone(), names.field(id, at).into()))
            .collect();
        if !own.is_empty() {
            fields.insert(def.name.clone(), own.into());
        }
        let listed = def.values().iter().map(|value| &value.name);
        let listed = listed.chain(def.variants().iter().map(|variant| &variant.name));
        let listed: Map<_, _> = listed
            .enumerate()
            .map(|(at, name)| (name.clone(), names.value(id, at).into()))
            .collect();
        if !listed.is_empty() {
            values.insert(def.name.clone(), listed.into());
        }
    }
    let events: Map<_, _> = model
        .events_with_ids()
        .map(|(id, event)| (event.name.clone(), names.event(id).into()))
        .collect();
    let topics = model.topics().into_iter();
    let topics: Map<_, _> = topics
        .map(|topic| (topic.to_owned(), names.topic(topic).into()))
        .collect();
    json!({
        "types": types,
        "inputs": inputs,
        "fields": fields,
        "values": values,
        "events": events,
        "topics": topics,
    })
}

/// The types whose input view differs, each with its readonly fields.
fn lacking(schema: &Schema, views: &InputViews) -> Value {
    let types = schema.model.types_with_ids();
    let differing = types.filter(|(id, _)| views.differs(*id));
    let lacking = differing.map(|(_, def)| {
        let fields = def.fields().iter();
        let fields = fields.filter(|field| match field.access {
            Access::ReadOnly => true,
            Access::ReadWrite => false,
        });
        let fields: Vec<Value> = fields.map(|field| field.name.clone().into()).collect();
        (def.name.clone(), fields.into())
    });
    Value::Object(lacking.collect())
}
