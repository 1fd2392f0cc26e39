//! Kinds of frames, and the events that travel in them.

use super::super::event::{EventFile, ParamsFile};
use super::super::frames::FrameFile;
use super::super::plain::{self, docs, wire_value};
use super::super::sound;
use super::Reader;
use crate::model::{Entity, Event, FrameId, FrameKind, Params, Presence};
use crate::resolve::shapes::shaped;

impl Reader {
    pub(super) fn event(&mut self, frames: &[FrameKind], file: EventFile) -> Event {
        let place = format!("event `{}`", file.name);
        let has_frame = file.frame.is_some();
        let frame = file.frame.and_then(|name| {
            let found = frames.iter().position(|kind| kind.name == name);
            if found.is_none() {
                self.wrong(format!("{place}: frame `{name}` is not in the model"));
            }
            found
        });
        if frame.is_none() && !has_frame && !frames.is_empty() {
            self.wrong(format!("{place} has no `frame`"));
        }
        let fields = frame.map_or(&[][..], |at| &frames[at].fields);
        let mut matches = Vec::new();
        for (name, constant) in file.matches {
            match fields.iter().position(|field| field.name == name) {
                Some(at) => matches.push((at, constant.into())),
                None => self.wrong(format!("{place}: its frame has no field `{name}`")),
            }
        }
        matches.sort();
        Event {
            sender: file.direction.into(),
            frame: frame.map(FrameId::new),
            value: file.value.map(wire_value),
            matches,
            params: file.params.map(|params| self.params(params, &place)),
            reply: file.reply.map(|reply| self.params(reply, &place)),
            error: file.error.map(|error| self.ty(&error, &place)),
            name: file.name,
            topic: file.topic,
            code_name: file.code_name,
            docs: docs(file.docs),
        }
    }

    fn params(&mut self, file: ParamsFile, place: &str) -> Params {
        let (ty, presence) = match file {
            ParamsFile::Always(ty) => (ty, Presence::Required),
            ParamsFile::Other { ty, presence } => (ty, presence.into()),
        };
        if matches!(presence, Presence::OmitEmpty | Presence::OmitNull) {
            let expected = "`nullable`, `optional` or `patch`";
            self.wrong(format!("{place}: the presence of params is {expected}"));
        }
        Params {
            ty: self.ty(&ty, place),
            presence,
        }
    }

    pub(super) fn frames(&mut self, files: Vec<FrameFile>) -> Vec<FrameKind> {
        let names: Vec<_> = files.iter().map(|file| file.name.clone()).collect();
        let mut kinds = Vec::new();
        for (at, file) in files.into_iter().enumerate() {
            let place = format!("frame `{}`", file.name);
            if names[..at].contains(&file.name) {
                self.wrong(format!("the model has {place} twice"));
            }
            let replies = file.replies.as_ref().and_then(|name| {
                let found = names.iter().position(|known| known == name);
                if found.is_none() {
                    self.wrong(format!("{place}: frame `{name}` is not in the model"));
                }
                found.map(FrameId::new)
            });
            let Entity { fields, .. } = self.entity(&place, Vec::new(), file.fields);
            let names = fields.iter().map(|field| field.name.as_str());
            let shaped = shaped(&file.shape.decl(), names);
            for problem in shaped.problems {
                self.wrong(format!("{place}: {}", problem.message));
            }
            kinds.push(FrameKind {
                sender: file.direction.into(),
                replies,
                shape: shaped.shape,
                event: plain::base(file.int),
                id: file.id.map(|id| self.params(id, &place)),
                error: file.error.map(|error| self.params(error, &place)),
                fields,
                name: file.name,
                topic: file.topic,
                docs: docs(file.docs),
            });
        }
        for problem in sound::problems(&kinds) {
            self.wrong(problem);
        }
        kinds
    }
}
