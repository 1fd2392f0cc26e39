//! The command `tdproto payloads`.

use std::ops::ControlFlow;

use super::args::PayloadsArgs;
use super::{Exit, Io, schema};
use crate::payloads::{Budget, Class, each_within};

pub(super) fn run(args: &PayloadsArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let is_wanted = |class: &Class| args.class.iter().any(|wanted| wanted == class.name());
    let classes: Vec<Class> = Class::ALL.iter().copied().filter(is_wanted).collect();
    // Each vector is written before the next one is made; once the reader is gone, no more are
    // made.
    let budget = Budget {
        limit: args.limit,
        bytes: args.max_bytes,
    };
    let model = &ready.schema.model;
    let _ = each_within(model, args.seed, &classes, budget, &mut |vector| {
        io.say(vector.to_line());
        match io.takes_more() {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    });
    Exit::Clean
}
