//! The command `tdproto example`.

use serde_json::Value;
use tdproto_schema::model::{Event, TypeId};
use tdproto_schema::{Model, did_you_mean};

use super::args::{ExampleArgs, ViewChoice};
use super::{Exit, Io, schema};
use crate::render::harmless_json;
use crate::sample;
use crate::views::View;

/// The subject of a sample.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Event(&'a Event),
    Type(TypeId),
}

pub(super) fn run(args: &ExampleArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let model = &ready.schema.model;
    let subjects = match args.all {
        true => all(model),
        false => match named(model, &args.names, io) {
            Some(subjects) => subjects,
            None => return Exit::Usage,
        },
    };
    let view = match args.view {
        ViewChoice::Server => View::Whole,
        ViewChoice::Client => View::Input,
    };
    let is_one = subjects.len() == 1 && args.count == 1 && !args.all && !args.replies;
    for subject in subjects {
        for at in 0..args.count {
            let seed = args.seed.wrapping_add(at);
            for value in samples(model, subject, view, seed, args.replies) {
                // Texts of the schema may hold what a terminal obeys.
                io.say(harmless_json(match is_one {
                    true => format!("{value:#}"),
                    false => value.to_string(),
                }));
                if !io.takes_more() {
                    return Exit::Clean;
                }
            }
        }
    }
    Exit::Clean
}

/// Returns every event. Their samples are a capture of frames, which `validate` reads.
fn all(model: &Model) -> Vec<Subject<'_>> {
    model.events().iter().map(Subject::Event).collect()
}

/// Returns the events and types of these names; reports unknown names.
fn named<'a>(model: &'a Model, names: &[String], io: &mut Io<'_>) -> Option<Vec<Subject<'a>>> {
    let mut subjects = Vec::new();
    for name in names {
        let event = model.find_event(name).map(Subject::Event);
        match event.or_else(|| model.find_type(name).map(Subject::Type)) {
            Some(subject) => subjects.push(subject),
            None => {
                let events = model.events().iter().map(|event| event.name.as_str());
                let types = model.types().iter().map(|def| def.name.as_str());
                let help = did_you_mean(name, events.chain(types));
                let help = help.unwrap_or_else(|| "`--all` prints every one".to_owned());
                io.complain(&format!("the schema has no event or type `{name}`; {help}"));
            }
        }
    }
    (subjects.len() == names.len()).then_some(subjects)
}

/// The samples of a subject; of a request also the frames that answer it, if `replies` is true.
fn samples(
    model: &Model,
    subject: Subject<'_>,
    view: View,
    seed: u64,
    replies: bool,
) -> Vec<Value> {
    match subject {
        Subject::Event(event) if replies => sample::frames(model, event, seed),
        Subject::Event(event) => vec![sample::frame(model, event, seed)],
        Subject::Type(id) => vec![sample::of_type(model, id, view, seed)],
    }
}
