//! Counts frames of drawn kinds; replies go to the event of their request.

use super::drawn::{Content, Drawn, Hole, Matched};
use super::frames::{Frames, Named};
use super::shape::ShapeId;
use super::tape::{Kind, Parsed};
use super::unwrap::Said;

impl Frames {
    /// Counts a frame of drawn kinds.
    pub(super) fn by_drawing(
        &mut self,
        drawn: &Drawn,
        parsed: Parsed<'_>,
        at: usize,
        said: Said<'_>,
    ) {
        let sender = said.sender;
        let Some(matched) = drawn.find(parsed, at, sender) else {
            self.strays.no_frames += 1;
            return;
        };
        let value = |hole: &Hole| {
            matched
                .holes
                .iter()
                .find_map(|(found, content)| match content {
                    Content::Value(at) if found == hole => Some(*at),
                    Content::Value(_) | Content::Keys(..) | Content::Items(..) => None,
                })
        };
        let (name, id) = (value(&Hole::Event), value(&Hole::Id));
        let id = id.map(|at| parsed.raw(at));
        let kind = &drawn.kinds()[matched.kind];
        let event = match kind.replies {
            Some(_) => id.and_then(|id| self.requests.answered(sender, id)),
            // The capture names the event; or the kind has one only, which has its name.
            None if drawn.is_nameless(matched.kind) => Some(self.event(&Named {
                kind: matched.kind,
                name: said.event.unwrap_or(kind.name()),
                is_number: false,
                sender,
            })),
            None => name.and_then(|name| {
                let is_number = parsed.kind(name) == Kind::Number;
                let is_name = is_number || parsed.kind(name) == Kind::Text;
                let text = parsed.content(name);
                (is_name && !text.is_empty()).then(|| {
                    self.event(&Named {
                        kind: matched.kind,
                        name: &text,
                        is_number,
                        sender,
                    })
                })
            }),
        };
        self.kinds[matched.kind].count += 1;
        self.frame_fields(parsed, &matched, drawn);
        let Some(event) = event else {
            match kind.replies {
                Some(_) => self.strays.replies += 1,
                None => self.strays.unnamed += 1,
            }
            return;
        };
        let seen = &mut self.events[event];
        seen.other_kind = seen.other_kind.or(matched.other);
        if let (true, Some(id)) = (kind.is_request, id) {
            self.requests.add(sender, id, event);
        }
        self.bodies(parsed, &matched, event);
    }

    /// Counts params, result and error of an event.
    fn bodies(&mut self, parsed: Parsed<'_>, matched: &Matched, event: usize) {
        let has = |hole: &Hole| matched.holes.iter().any(|(found, _)| found == hole);
        let found = &mut self.events[event];
        if has(&Hole::Result) {
            found.replies += 1;
        } else if has(&Hole::Error) {
            found.failures += 1;
        }
        for (hole, content) in &matched.holes {
            let found = &mut self.events[event];
            let part = match hole {
                Hole::Params => &mut found.params,
                Hole::Result => &mut found.reply,
                Hole::Event | Hole::Id | Hole::Error | Hole::Field(_) => continue,
            };
            part.present += 1;
            let shape = part.shape;
            self.content(parsed, content, shape);
        }
    }

    fn content(&mut self, parsed: Parsed<'_>, content: &Content, shape: ShapeId) {
        match content {
            Content::Value(at) => self.observer.value(parsed, *at, shape),
            Content::Keys(at, keys) => {
                let keys: Vec<_> = keys.iter().map(|key| Some(key.as_str())).collect();
                self.observer.object(parsed, *at, shape, Some(&keys));
            }
            Content::Items(at, skipped) => {
                self.observer.items(parsed, *at, *skipped, shape);
            }
        }
    }

    /// Counts the fields of the frame itself.
    fn frame_fields(&mut self, parsed: Parsed<'_>, matched: &Matched, drawn: &Drawn) {
        let shape = self.kinds[matched.kind].fields;
        let mut fields: Vec<(String, usize)> = Vec::new();
        for (hole, content) in &matched.holes {
            let name = match hole {
                Hole::Id => "id",
                Hole::Field(name) => name,
                Hole::Error => "error",
                Hole::Event | Hole::Params | Hole::Result => continue,
            };
            if let Content::Value(at) = content {
                fields.push((name.to_owned(), *at));
            }
        }
        if drawn.may_grow() {
            let more = matched.more.iter();
            fields.extend(more.map(|at| (format!("+{}", parsed.content(at - 1)), *at)));
        } else {
            self.strays.more_keys += u64::from(!matched.more.is_empty());
        }
        self.observer.fields(parsed, &fields, shape);
    }
}
