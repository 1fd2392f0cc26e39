//! `tdproto check`

use super::args::CheckArgs;
use super::{Exit, Io, generate, schema};
use crate::files;

pub(super) fn run(args: &CheckArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    io.say(format!("sound: {}", schema::counts(&ready.schema.model)));
    if args.no_generated {
        return Exit::Clean;
    }
    let generated = match generate::all(&ready, &[], io) {
        Ok(generated) => generated,
        Err(exit) => return exit,
    };
    let comparison = files::compare(&args.out, &generated);
    let command = format!(
        "tdproto generate{}",
        generate::where_to(&args.schema.schema, &args.out)
    );
    generate::drift(&ready, &args.out, &comparison, &command, io)
}
