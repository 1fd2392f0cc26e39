//! Frames with other keys.

use tdproto_schema::Model;
use tdproto_schema::model::Envelope;

use super::Context;
use super::verdict::{Category, Judged, Mirror, Poke, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "envelope-changed",
    about: "The keys of a frame are others, or the events that confirm one.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
Every frame of the one version is malformed to the other: no key tells which event it is, or what
confirms it. There is no way to change the envelope while old peers live; a new socket address for
the new protocol is one.",
    mirror: Mirror::Rule("envelope-changed"),
    judge: Some(judge),
};

fn judge(context: &Context<'_>, change: &Change) -> Option<Judged> {
    if change.what != What::Envelope {
        return None;
    }
    let (old, new) = (context.pairs.old, context.pairs.new);
    let keys = |model: &Model| {
        let Envelope {
            event, id, params, ..
        } = &model.protocol.envelope;
        [Some(event.clone()), id.clone(), Some(params.clone())]
    };
    if keys(old) == keys(new) {
        let effect = "they wait for another event, and send the frame again";
        return Some(
            Judged::new("frames are confirmed by other events".to_owned())
                .both(Verdict::error(effect))
                .help("keep the events that confirm frames"),
        );
    }
    let effect = "they do not find the keys of a frame that they know";
    Some(
        Judged::new("the keys of a frame are others".to_owned())
            .both(
                Verdict::error(effect)
                    .of(Category::Wire)
                    .shown_by(Poke::AsIs),
            )
            .help("speak the new protocol at another address"),
    )
}
