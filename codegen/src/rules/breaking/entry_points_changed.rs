//! Entry points of generated code that the kinds of frames decide.

use tdproto_schema::Model;
use tdproto_schema::model::Direction;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "entry-points-changed",
    about: "The functions or types of generated code for frames changed.",
    category: Category::Source,
    client: "error for generated code only",
    server: "error for generated code only",
    explanation: "\
A schema without `[frame.NAME]`, or with one kind that is drawn like the envelope, has envelopes.
Code for these has other names than code for drawn kinds, so that a second kind changes every call:
`ServerEvent` becomes `ServerFrame` in Rust, and `DecodeServerEvent` becomes `DecodeServerFrame` in
Go. TypeScript has `connect` only if each kind but replies has `$event`, or one event of each side.
Rust has `decode_named` only if one has no `$event`. Put new events into the frames that there are, or release a breaking version.",
    mirror: Mirror::None("an entry point that is added breaks no code"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
    if change.what != What::EntryPoints {
        return None;
    }
    let (old, new) = (context.pairs.old, context.pairs.new);
    match (old.frames().is_empty(), new.frames().is_empty()) {
        (true, false) => Some(replaced(
            "frames are drawn now, and were envelopes",
            "`ServerEvent` is gone in Rust, `DecodeServerEvent` in Go; encoders, decoders and \
             `connect` change in TypeScript, Python and Kotlin",
        )),
        (false, true) => Some(replaced(
            "frames are envelopes now, and were drawn",
            "`ServerFrame` is gone in Rust, `DecodeServerFrame` in Go; encoders, decoders and \
             `connect` change in TypeScript, Python and Kotlin",
        )),
        (false, false) => of_names(old, new),
        (true, true) => None,
    }
}

fn replaced(message: &str, effect: &str) -> Assessment {
    Assessment::new(format!("generated code changes: {message}"))
        .both(Verdict::error(effect).of(Category::Source))
        .help("keep the kinds of frames, or release the packages as a breaking version")
}

/// Kinds of frames that no longer all have the name of their event, or all have it now.
fn of_names(old: &Model, new: &Model) -> Option<Assessment> {
    let (before, now) = (old.senders_of_nameless(), new.senders_of_nameless());
    if let (None, Some(kind)) = (old.ambiguous_kind(), new.ambiguous_kind()) {
        let effect = "`connect`, `Connection` and `ConnectionTypes` are gone in TypeScript";
        let message = format!(
            "generated code has no connection: frame `{}` does not show which event it is",
            kind.name
        );
        return Some(
            Assessment::new(message)
                .both(Verdict::error(effect).of(Category::Source))
                .help("put `$event` into its shape, or give other events a kind of their own"),
        );
    }
    let lost = |direction: Direction| {
        before.is_some_and(|sender| sender.sends(direction))
            && !now.is_some_and(|sender| sender.sends(direction))
    };
    let verdict = |name: &str| {
        Verdict::error(format!("`{name}::decode_named` is gone in Rust")).of(Category::Source)
    };
    let assessment = Assessment::new(
        "generated code changes: each frame has the name of its event now".to_owned(),
    )
    .help("call `decode`");
    match Direction::ALL.map(lost) {
        [false, false] => None,
        [true, false] => Some(assessment.client(verdict("ClientFrame"))),
        [false, true] => Some(assessment.server(verdict("ServerFrame"))),
        [true, true] => Some(assessment.both(verdict("ServerFrame"))),
    }
}
