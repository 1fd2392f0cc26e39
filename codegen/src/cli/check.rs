//! `tdproto check`

use std::path::Path;

use super::args::CheckArgs;
use super::schema::Ready;
use super::{Exit, Io, generate, schema};
use crate::load::{EXAMPLES_FOLDER, RECORD, display};
use crate::{examples, files};

pub(super) fn run(args: &CheckArgs, io: &mut Io<'_>) -> Exit {
    let dir = args.schema.schema.path();
    if args.record_deviations && !dir.is_some_and(Path::is_dir) {
        io.complain("--record-deviations needs a schema directory to write to: --schema DIR");
        return Exit::Usage;
    }
    let mut ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    io.say(format!("sound: {}", schema::counts(&ready.schema.model)));
    let followed = if args.record_deviations {
        record(args, &mut ready, io)
    } else {
        follow(args, &mut ready, io)
    };
    if followed == Exit::Unreadable || args.no_generated {
        return followed;
    }
    let generated = match generate::all(&ready, &[], io) {
        Ok(generated) => generated,
        Err(exit) => return exit,
    };
    let comparison = files::compare(&args.out, generated);
    let command = format!(
        "tdproto generate{}",
        generate::where_to(&args.schema.schema, &args.out)
    );
    match generate::drift(&ready, &args.out, &comparison, &command, io) {
        Exit::Clean => followed,
        drifted => drifted,
    }
}

/// Do the examples follow the schema, but for what is recorded?
fn follow(args: &CheckArgs, ready: &mut Ready, io: &mut Io<'_>) -> Exit {
    let model = &ready.schema.model;
    let found = args.schema.schema.examples();
    let checked = examples::check(model, &found, &mut ready.sources);
    let exit = io.report(&ready.sources, &checked.diagnostics);
    if exit == Exit::Clean && checked.examples > 0 {
        io.say(format!(
            "examples: {} follow the schema, with {} deviations recorded",
            checked.examples, checked.recorded
        ));
    }
    exit
}

/// Records the deviations that the examples have now; without any, the record goes.
fn record(args: &CheckArgs, ready: &mut Ready, io: &mut Io<'_>) -> Exit {
    let model = &ready.schema.model;
    let found = args.schema.schema.examples();
    let text = match examples::record(model, &found, &mut ready.sources) {
        Ok(text) => text,
        Err(found) => return io.report(&ready.sources, &found),
    };
    let dir = args.schema.schema.path().unwrap_or(Path::new("."));
    let path = dir.join(EXAMPLES_FOLDER).join(RECORD);
    match files::write_or_remove(&path, text.as_deref()) {
        Ok(true) if text.is_some() => io.say(format!("recorded: {}", display(&path))),
        Ok(true) => io.say(format!("removed: {}", display(&path))),
        Ok(false) => io.say("examples: none deviates from the schema"),
        Err(error) => return io.report(&ready.sources, &[files::unwritable(&path, &error)]),
    }
    Exit::Clean
}
