//! The published model: `model.json`, which other tools and later comparisons read, and its JSON
//! Schema.

use serde_json::{Map, Value};
use tdproto_schema::{Model, json};

use super::OutputFile;
use crate::banner::banner;

/// The file of the model, in the output directory itself.
pub(crate) const FILE: &str = "model.json";

/// `model.json` and its JSON Schema.
pub(crate) fn files(model: &Model) -> Vec<OutputFile> {
    let banner = banner(model);
    let mut json_schema = Map::new();
    json_schema.insert("$comment".to_owned(), banner.clone().into());
    if let Value::Object(rest) = json::json_schema() {
        json_schema.extend(rest);
    }
    let json_schema = Value::Object(json_schema);
    vec![
        OutputFile::new(FILE, json::to_json(model, &banner)),
        OutputFile::new("model.schema.json", format!("{json_schema:#}\n")),
    ]
}
