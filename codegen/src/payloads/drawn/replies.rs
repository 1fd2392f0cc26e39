//! Vectors of replies: by the request that the reader knows, and without.

use std::ops::ControlFlow;

use tdproto_schema::model::{Direction, Event};

use super::answers::{body_type, reply};
use super::makers::Base;
use super::places::path_to;
use super::{bodies, shapes};
use crate::payloads::class::Class;
use crate::payloads::maker::Maker;
use crate::payloads::values::Values;
use crate::views::View;

/// The vectors of the replies to an event that a side sends.
pub(super) fn of_event<'a>(
    maker: &mut Maker<'a, '_>,
    event: &'a Event,
    asked: Direction,
) -> ControlFlow<()> {
    let model = maker.model;
    let from = asked.opposite();
    let Some(request) = event.frame.filter(|_| event.reply.is_some()) else {
        return ControlFlow::Continue(());
    };
    for (id, kind) in model.replies_to(request) {
        let Some(frame) = reply(maker, kind, event, from) else {
            continue;
        };
        for given in [None, Some(event)] {
            let how = if given.is_some() {
                "of-request"
            } else {
                "alone"
            };
            let mut base = Base {
                model,
                kind,
                id,
                event,
                given,
                from,
                subject: format!("frame/{}/{}/{how}", event.name, kind.name),
                frame: frame.clone(),
                values: Values::new(model, View::of(from), &event.name, maker.seed),
            };
            base.typical(maker)?;
            shapes::changed(maker, &mut base)?;
            let (hole, ty) = body_type(kind, event);
            bodies::of_hole(maker, &mut base, hole, Some(&ty))?;
            of_others(maker, &mut base)?;
        }
    }
    ControlFlow::Continue(())
}

/// The bodies of replies to other requests.
fn of_others<'a>(maker: &mut Maker<'a, '_>, base: &mut Base<'a>) -> ControlFlow<()> {
    let others = base.model.events().iter();
    let others = others.filter(|event| event.reply.is_some() && event.name != base.event.name);
    for other in others {
        let (hole, ty) = body_type(base.kind, other);
        let Some(path) = path_to(base.kind, hole) else {
            continue;
        };
        let body = base.values.typical(&ty, "");
        let frame = super::edit::with(&base.frame, &path, body);
        let what = format!("body-of-{}", other.name);
        base.vector(maker, Class::WrongKind, &what, &frame)?;
    }
    ControlFlow::Continue(())
}
