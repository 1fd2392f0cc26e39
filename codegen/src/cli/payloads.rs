//! `tdproto payloads`

use super::args::PayloadsArgs;
use super::{Exit, Io, schema};
use crate::payloads::vectors;

pub(super) fn run(args: &PayloadsArgs, io: &mut Io<'_>) -> Exit {
    let ready = match schema::ready(&args.schema.schema, io) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    for vector in vectors(&ready.schema.model, args.seed) {
        let class = vector.class.name();
        if args.class.is_empty() || args.class.iter().any(|wanted| wanted == class) {
            io.say(vector.to_line());
            if !io.takes_more() {
                break;
            }
        }
    }
    Exit::Clean
}
