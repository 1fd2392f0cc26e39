//! The result of a lenient receiver of drawn frames.

use tdproto_schema::model::{Direction, Event, FrameKind, Hole, HoleKind, Part};

use super::edit::at;
use super::heads::{Told, event_of, kind_of, names_another};
use super::makers::filled;
use super::parts::carried;
use super::places::{What, around, keys_of, path_to, spots, value_of};
use crate::payloads::lenient::{Decoded, Lenient, Refused};
use crate::payloads::tree::Tree;

impl Lenient<'_> {
    /// Reads a frame that the schema draws; each key is there once. `given` is the event that the
    /// reader knows of without the frame.
    pub(in crate::payloads) fn drawn(
        &mut self,
        from: Direction,
        tree: &Tree,
        given: Option<&Event>,
    ) -> Result<Decoded, Refused> {
        let model = self.model;
        let Some(id) = kind_of(model, from, tree) else {
            return self.refuse();
        };
        let kind = model.frame(id);
        let mut written: Vec<(HoleKind, Option<Tree>)> = Vec::new();
        for spot in spots(&kind.shape) {
            if let What::Hole(hole) = spot.what
                && matches!(hole.kind, HoleKind::Id | HoleKind::Field(_))
            {
                let found = at(tree, &spot.path);
                let read = self.along(&spot.path, |lenient| {
                    lenient.of_frame_itself(kind, hole, found)
                })?;
                written.push((hole.kind, read));
            }
        }
        let name = self.name(kind, tree)?;
        written.push((HoleKind::Event, name));
        let event = match kind.replies {
            Some(asked) => {
                if names_another(kind, tree, given) {
                    let path = path_to(kind, HoleKind::Event).unwrap_or_default();
                    return self.along(&path, Self::refuse);
                }
                given.filter(|given| given.frame == Some(asked))
            }
            None => match event_of(model, (id, kind), from, tree, given) {
                Told::Known(event) => Some(event),
                Told::OfOtherSide(_) | Told::Unknown => return Ok(unknown(kind, tree, given)),
            },
        };
        for spot in spots(&kind.shape) {
            let (What::Hole(hole) | What::Among(hole)) = spot.what else {
                continue;
            };
            if matches!(
                hole.kind,
                HoleKind::Id | HoleKind::Field(_) | HoleKind::Event
            ) {
                continue;
            }
            let found = at(tree, &spot.path);
            let read = self.along(&spot.path, |lenient| lenient.body(kind, event, hole, found))?;
            written.push((hole.kind, read));
        }
        let whole = filled(&kind.shape, &mut |hole| {
            let found = written.iter().find(|(kind, _)| *kind == hole.kind);
            found.and_then(|(_, tree)| tree.clone())
        });
        Ok(Decoded::Known(whole.unwrap_or(Tree::Null).to_json()))
    }

    /// Reads an id or a field of the frame itself.
    fn of_frame_itself(
        &mut self,
        kind: &FrameKind,
        hole: Hole,
        found: Option<&Tree>,
    ) -> Result<Option<Tree>, Refused> {
        let Some(field) = carried(self.model, kind, None, hole) else {
            return Ok(None);
        };
        if hole.kind != HoleKind::Id {
            return self.field(&field, found);
        }
        match found {
            None => Ok(None),
            Some(Tree::Null) if field.presence.may_be_null() => Ok(Some(Tree::Null)),
            // Nobody could answer to null.
            Some(Tree::Null) if hole.may_be_missing => Ok(None),
            Some(Tree::Null) => self.refuse(),
            Some(id) => self.value(&field.ty, id).map(Some),
        }
    }

    fn name(&mut self, kind: &FrameKind, tree: &Tree) -> Result<Option<Tree>, Refused> {
        let Some(name) = value_of(kind, HoleKind::Event, tree) else {
            return Ok(None);
        };
        let path = path_to(kind, HoleKind::Event).unwrap_or_default();
        let read = self.along(&path, |lenient| lenient.scalar(kind.event.scalar(), name));
        read.map(Some)
    }

    /// Reads the params of an event, or the body of a reply; any value is kept where nothing says
    /// its type.
    fn body(
        &mut self,
        kind: &FrameKind,
        event: Option<&Event>,
        hole: Hole,
        found: Option<&Tree>,
    ) -> Result<Option<Tree>, Refused> {
        if hole.kind == HoleKind::Params && event.is_none_or(|event| event.params.is_none()) {
            return Ok(None);
        }
        let field = carried(self.model, kind, event, hole);
        match (field, around(&kind.shape, hole.kind), found) {
            (None, _, _) => Ok(body(kind, hole, found)),
            (Some(field), Some(Part::Array(parts)), Some(Tree::List(items))) => {
                let from = parts.len() - 1;
                let further = items.get(from..).unwrap_or_default();
                self.items(&field.ty, further, from).map(Some)
            }
            (Some(field), _, _) => self.field(&field, body(kind, hole, found).as_ref()),
        }
    }
}

/// The result of a receiver of a frame of an event that the schema does not have.
fn unknown(kind: &FrameKind, tree: &Tree, given: Option<&Event>) -> Decoded {
    let name = value_of(kind, HoleKind::Event, tree);
    Decoded::Unknown(match name {
        Some(Tree::Number(_)) => {
            let number = name.and_then(Tree::as_integer).unwrap_or_default();
            number.to_string()
        }
        Some(name) => name.as_text().unwrap_or_default().to_owned(),
        None => given.map(|given| given.name.clone()).unwrap_or_default(),
    })
}

/// The value of a hole at its place: of a flat one, the members or items that are not those of the
/// shape.
fn body(kind: &FrameKind, hole: Hole, found: Option<&Tree>) -> Option<Tree> {
    let Some(around) = around(&kind.shape, hole.kind) else {
        return found.cloned();
    };
    match (around, found?) {
        (Part::Object(members), tree @ Tree::Object(_)) => {
            let own = keys_of(members);
            let rest = tree.members().filter(|(key, _)| !own.contains(key));
            let rest = rest.map(|(key, value)| (key.to_owned(), value.clone()));
            Some(Tree::Object(rest.collect()))
        }
        (Part::Array(parts), Tree::List(items)) => {
            let from = parts.len() - 1;
            Some(Tree::List(items.iter().skip(from).cloned().collect()))
        }
        (_, tree) => Some(tree.clone()),
    }
}
