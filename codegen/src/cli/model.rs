//! The command `tdproto model`.

use tdproto_schema::json;

use super::args::ModelArgs;
use super::{Exit, Io, schema};
use crate::banner::banner;
use crate::{config, render, rules};

pub(super) fn run(args: &ModelArgs, io: &mut Io<'_>) -> Exit {
    if args.json_schema {
        io.print(&pretty(&json::json_schema()));
        return Exit::Clean;
    }
    if args.file_format {
        io.print(&schema::file_format());
        return Exit::Clean;
    }
    if args.report_format {
        io.print(&pretty(&render::json_schema()));
        return Exit::Clean;
    }
    if args.config_format {
        io.print(&pretty(&config::format::json_schema(&rules::known())));
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

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
