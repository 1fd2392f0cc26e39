//! The result of a lenient receiver that reads a union.

use tdproto_schema::model::{Openness, Union};

use super::lenient::{Lenient, Read};
use super::pointer::key as step;
use super::tree::{Kind, Tree};
use super::unions::{is_unknown, is_value, tagged};

impl Lenient<'_> {
    /// Reads an object as the variant that its tag names, and writes the tag first; one that the
    /// schema does not have is kept.
    pub(super) fn union(&mut self, union: &Union, tree: &Tree) -> Read {
        let key = union.tag().key.as_str();
        let tag = tree.get(key).filter(|tag| tag.kind() != Kind::Null);
        let base = union.tag().base.scalar();
        if let Some(tag) = tag {
            self.at(step(key), |lenient| lenient.scalar(base, tag))?;
        }
        let variant = union
            .variants
            .iter()
            .find(|variant| match (&variant.value, tag) {
                (Some(value), Some(tag)) => is_value(value, tag),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            });
        let Some(variant) = variant else {
            let is_kept = tag.is_some() && union.openness == Openness::Open;
            return match is_kept {
                true => Ok(tree.clone()),
                false => self.at(step(key), Self::refuse),
            };
        };
        let held = variant.ty.as_ref().and_then(|ty| self.model.object_of(ty));
        let held = held.map(|id| self.model.ty(id));
        match held.map(|def| (def.entity(), def.union())) {
            Some((Some(entity), _)) => {
                let members = self.entity(entity, tree)?;
                Ok(tagged(union, variant.value.as_ref(), &members))
            }
            Some((None, Some(inner))) if is_unknown(inner, tree) => self.union(inner, tree),
            Some((None, Some(inner))) => {
                let members = self.union(inner, tree)?;
                Ok(tagged(union, variant.value.as_ref(), &members))
            }
            Some((None, None)) | None => {
                let nothing = Tree::Object(Vec::new());
                Ok(tagged(union, variant.value.as_ref(), &nothing))
            }
        }
    }
}
