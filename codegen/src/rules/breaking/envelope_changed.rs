//! Frames with other keys.

use tdproto_schema::Model;
use tdproto_schema::model::Envelope;

use super::Context;
use super::verdict::{Assessment, Category, Mirror, Mutation, Rule, Verdict};
use crate::diff::{Change, What};

pub(super) const RULE: Rule = Rule {
    id: "envelope-changed",
    about: "The envelope changed.",
    category: Category::Wire,
    client: "error",
    server: "error",
    explanation: "\
The envelope is the set of keys of a frame, and the events that confirm one. Drawn frames keep it if
one kind of frame has its keys, with `$id?`, is sent by both sides, and no event confirms frames. Peers of one version
cannot read the event or the confirmation in frames of the other. The envelope cannot change while
old peers live. Serve the new protocol at a new socket address.",
    mirror: Mirror::Rule("envelope-changed"),
    assess: Some(assess),
};

fn assess(context: &Context<'_>, change: &Change) -> Option<Assessment> {
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
    if !old.frames().is_empty() || !new.frames().is_empty() {
        let effect = "they do not know the frames of the other version";
        return Some(
            Assessment::new("the envelope is not one of the kinds of frames".to_owned())
                .both(
                    Verdict::error(effect)
                        .of(Category::Wire)
                        .shown_by(Mutation::AsIs),
                )
                .help("keep a kind of frame with the keys of the envelope, sent by both sides"),
        );
    }
    if keys(old) == keys(new) {
        let effect = "they wait for another event, and send the frame again";
        return Some(
            Assessment::new("the events that confirm frames changed".to_owned())
                .both(Verdict::error(effect))
                .help("keep the events that confirm frames"),
        );
    }
    let effect = "they do not find the keys of a frame that they know";
    Some(
        Assessment::new("the keys of a frame changed".to_owned())
            .both(
                Verdict::error(effect)
                    .of(Category::Wire)
                    .shown_by(Mutation::AsIs),
            )
            .help("serve the new protocol at another address"),
    )
}
