//! JSON Schema, draft 2020-12: what a strict checker takes, since receivers are lenient on their
//! own. A bundle with every definition, the same as a client may send it, and a file an event.

mod bundle;
mod events;
mod items;
mod naming;
mod types;

use serde_json::{Map, Value};
use tdproto_schema::Model;

use super::{Backend, Input, OutputFile, banner};
use crate::naming::Convention;
use bundle::Bundle;
use types::View;

/// An object of JSON, its keys in the order they were set.
type Object = Map<String, Value>;

/// The dialect of every file.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema back end.
#[derive(Debug)]
pub struct JsonSchema;

impl Backend for JsonSchema {
    fn name(&self) -> &'static str {
        "json-schema"
    }

    fn about(&self) -> &'static str {
        "a bundle of definitions, the client's view of it, and a schema of each event's frame"
    }

    fn convention(&self) -> &'static Convention {
        &naming::CONVENTION
    }

    fn files(&self, input: &Input<'_>) -> Vec<OutputFile> {
        let protocol = &input.model.protocol.name;
        let whole = Bundle::new(input, View::Whole);
        let client = Bundle::new(input, View::Client);
        let mut files = vec![
            OutputFile::new(format!("{protocol}.client.schema.json"), client.file()),
            OutputFile::new(format!("{protocol}.schema.json"), whole.file()),
        ];
        files.extend(whole.event_files());
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

/// How every file begins. The banner comes first, so that it is found near the top.
fn head(model: &Model, part: &str) -> Object {
    let mut head = Object::new();
    set(&mut head, "$comment", banner(model));
    set(&mut head, "$schema", DIALECT);
    set(
        &mut head,
        "$id",
        format!("urn:{}:{part}", model.protocol.name),
    );
    head
}

fn set(object: &mut Object, key: &str, value: impl Into<Value>) {
    object.insert(key.to_owned(), value.into());
}
