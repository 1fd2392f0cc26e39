//! The result of a lenient receiver that reads a union.

use tdproto_schema::model::{Openness, Tag, Union, UnionForm, Variant};

use super::lenient::{Lenient, Read};
use super::pointer::key as step;
use super::tree::{Kind, Tree};
use super::unions::{self, is_unknown, is_value, of_kind, whole};

impl Lenient<'_> {
    /// Reads a value as the variant that its form gives.
    pub(super) fn union(&mut self, union: &Union, tree: &Tree) -> Read {
        match &union.form {
            UnionForm::Tag(tag) if tree.kind() == Kind::Object => self.tagged(union, tag, tree),
            UnionForm::Key if tree.kind() == Kind::Object => {
                let found = union.variant_by_key(|key| tree.get(key).is_some());
                match (found, union.openness) {
                    (Some(found), _) => self.members(union, &union.variants[found], tree),
                    (None, Openness::Open) => Ok(tree.clone()),
                    (None, Openness::Closed) => self.refuse(),
                }
            }
            UnionForm::Tag(_) | UnionForm::Key => self.refuse(),
            UnionForm::Kind => {
                let variant = of_kind(self.model, union, tree.kind());
                match variant.and_then(|variant| variant.ty.as_ref()) {
                    Some(ty) => self.value(ty, tree),
                    None => self.refuse(),
                }
            }
        }
    }

    /// Reads an object as the variant that its tag names, and writes the tag first; one that the
    /// schema does not have is kept.
    fn tagged(&mut self, union: &Union, tag: &Tag, tree: &Tree) -> Read {
        let key = tag.key.as_str();
        let base = tag.base.scalar();
        let tag = tree.get(key).filter(|tag| tag.kind() != Kind::Null);
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
        match union.content() {
            None => self.members(union, variant, tree),
            Some(content) => self.content(union, variant, content, tree),
        }
    }

    /// Reads the content of a variant, which is as a field beside the tag.
    fn content(&mut self, union: &Union, variant: &Variant, content: &str, tree: &Tree) -> Read {
        let entity = unions::content(variant, content);
        let members = self.entity(&entity, tree)?;
        let inner = members.get(content).cloned().unwrap_or(Tree::Null);
        Ok(whole(union, variant, &inner))
    }

    /// Reads the members of an object's variant, and writes the tag before them.
    fn members(&mut self, union: &Union, variant: &Variant, tree: &Tree) -> Read {
        let held = variant.ty.as_ref().and_then(|ty| self.model.object_of(ty));
        let held = held.map(|id| self.model.ty(id));
        match held.map(|def| (def.entity(), def.union())) {
            Some((Some(entity), _)) => {
                let members = self.entity(entity, tree)?;
                Ok(whole(union, variant, &members))
            }
            Some((None, Some(inner))) if is_unknown(inner, tree) => self.union(inner, tree),
            Some((None, Some(inner))) => {
                let members = self.union(inner, tree)?;
                Ok(whole(union, variant, &members))
            }
            Some((None, None)) | None => {
                let nothing = Tree::Object(Vec::new());
                Ok(whole(union, variant, &nothing))
            }
        }
    }
}
