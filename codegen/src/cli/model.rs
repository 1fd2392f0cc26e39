//! `tdproto model`, and the model among the generated files.

use tdproto_schema::{Model, format, json};

use super::args::ModelArgs;
use super::{Exit, Io, schema};
use crate::generate::Generated;
use crate::lang::{OutputFile, banner};
use crate::{config, render};

/// What the model is called among the languages.
pub(super) const NAME: &str = "model";

pub(super) fn run(args: &ModelArgs, io: &mut Io<'_>) -> Exit {
    if args.json_schema {
        io.print(&pretty(&json::json_schema()));
        return Exit::Clean;
    }
    if args.file_format {
        io.print(&file_format());
        return Exit::Clean;
    }
    if args.report_format {
        io.print(&pretty(&render::json_schema()));
        return Exit::Clean;
    }
    if args.config_format {
        io.print(&pretty(&config::format::json_schema()));
        return Exit::Clean;
    }
    match schema::ready(&args.schema.schema, io) {
        Ok(ready) => {
            io.print(&json::to_json(
                &ready.schema.model,
                &banner(&ready.schema.model),
            ));
            Exit::Clean
        }
        Err(exit) => exit,
    }
}

/// The JSON Schema of the schema files.
pub(super) fn file_format() -> String {
    pretty(&format::json_schema())
}

/// `model.json` and its JSON Schema.
pub(super) fn generated(model: &Model) -> Generated {
    let banner = banner(model);
    let mut json_schema = serde_json::Map::new();
    json_schema.insert("$comment".to_owned(), banner.clone().into());
    if let serde_json::Value::Object(rest) = json::json_schema() {
        json_schema.extend(rest);
    }
    let json_schema = serde_json::Value::Object(json_schema);
    let files = vec![
        OutputFile::new("model.json", json::to_json(model, &banner)),
        OutputFile::new("model.schema.json", pretty(&json_schema)),
    ];
    Generated {
        language: NAME,
        folder: "",
        files,
    }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
