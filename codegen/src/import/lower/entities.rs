//! Objects as entities.

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FieldDecl, TypeBody};

use super::types::spanned;
use super::{DEPTH, Lower, Use, docs, named, overrides};
use crate::import::documents::Place;
use crate::import::node::{Member, Node, Shape};
use crate::import::parts::all;

/// The parts of an object: the entities that it includes, and its own members.
type Parts = (Vec<Place>, Vec<Member>);

impl Lower<'_> {
    /// Declares the entity of an object.
    pub(super) fn entity(&mut self, node: &Node, name: &str) {
        let Shape::Object(members) = &node.shape else {
            return;
        };
        if self.begun.insert(node.place.clone()) {
            let fields = self.apart(|lower| lower.fields(members));
            self.declare_entity(node, name, &[], (members, fields));
        }
    }

    fn declare_entity(
        &mut self,
        node: &Node,
        name: &str,
        includes: &[String],
        (members, fields): (&[Member], Vec<FieldDecl>),
    ) {
        for member in members.iter().filter(|member| member.node.notes.writeonly) {
            if fields.iter().any(|field| field.name.value == member.key) {
                let place = member.node.place.clone();
                self.write_only.push((name.to_owned(), place));
            }
        }
        let body = TypeBody::Entity {
            direction: None,
            includes: includes.iter().map(|name| spanned(name)).collect(),
            fields,
        };
        self.declare(&node.place, name, docs(&node.notes, name), body);
    }

    /// Declares an entity of members that are known.
    pub(super) fn entity_of(&mut self, node: &Node, name: &str, members: &[Member]) {
        if self.begun.insert(node.place.clone()) {
            let fields = self.apart(|lower| lower.fields(members));
            self.declare_entity(node, name, &[], (members, fields));
        }
    }

    /// The type of a value that follows several schemas.
    pub(super) fn all_of(&mut self, node: &Node) -> Use {
        let Shape::All(parts) = &node.shape else {
            return self.ty(node);
        };
        if let Some(members) = self.members(node) {
            let name = self.name(&node.place);
            if self.begun.insert(node.place.clone()) {
                let (includes, fields) = self.apart(|lower| lower.including(parts, &members));
                self.declare_entity(node, &name, &includes, (&members, fields));
            }
            return Use {
                ty: named(&name),
                nullable: node.nullable,
            };
        }
        if let Some(distributed) = self.distributed(node, parts, DEPTH) {
            return self.ty(&distributed);
        }
        self.narrowest(node, parts)
    }

    /// The entities to include, and the fields beside theirs. Where an own field does not narrow an
    /// included one, the entity has all fields itself.
    fn including(&mut self, parts: &[Node], members: &[Member]) -> (Vec<String>, Vec<FieldDecl>) {
        if let Some((bases, own)) = self.bases(parts) {
            let mut included: Vec<FieldDecl> = Vec::new();
            let mut includes = Vec::new();
            let mut is_possible = true;
            for base in &bases {
                self.definition(base);
                let name = self.name(base);
                match self.declared_fields(&name, DEPTH) {
                    Some(fields) => {
                        let twice = fields.iter().any(|field| {
                            let mut others = included.iter();
                            others.any(|other| other.name.value == field.name.value)
                        });
                        is_possible &= !twice;
                        included.extend(fields);
                        includes.push(name);
                    }
                    None => is_possible = false,
                }
            }
            if is_possible && let Some(fields) = self.narrowing(&own, &included, members) {
                return (includes, fields);
            }
        }
        (Vec::new(), self.fields(members))
    }

    /// The own fields, each with its mark if it overrides an included one; `None`: one of them does
    /// not narrow.
    fn narrowing(
        &mut self,
        own: &[Member],
        included: &[FieldDecl],
        members: &[Member],
    ) -> Option<Vec<FieldDecl>> {
        let mut fields = Vec::new();
        for member in own {
            let over = included.iter().find(|field| field.name.value == member.key);
            let Some(over) = over else {
                fields.push(self.field(member));
                continue;
            };
            // As all schemas say it together.
            let whole = members.iter().find(|other| other.key == member.key)?;
            let mut field = self.field(whole);
            if overrides::is_same(&field, over) {
                continue;
            }
            if !overrides::narrows(self, &field, over) {
                return None;
            }
            field.overrides = true;
            if field.docs.doc == over.docs.doc {
                field.docs.doc = None;
            }
            fields.push(field);
        }
        Some(fields)
    }

    /// The definitions of entities among the parts, and the members of the rest.
    fn bases(&mut self, parts: &[Node]) -> Option<Parts> {
        let mut bases = Vec::new();
        let mut own = Vec::new();
        for part in parts {
            let Shape::Reference(place) = &part.shape else {
                for member in self.members(part)? {
                    self.add(&mut own, member);
                }
                continue;
            };
            let (target, _) = self.target(part);
            let is_entity = matches!(target.shape, Shape::Object(_) | Shape::All(_));
            if !is_entity || self.members(&target).is_none() {
                return None;
            }
            // What the reference leads to may be a reference, too.
            bases.push(match target.place == *place {
                true => place.clone(),
                false => target.place,
            });
        }
        (!bases.is_empty()).then_some((bases, own))
    }

    /// All fields of an entity that is declared; `None`: it is not, or not yet.
    pub(super) fn declared_fields(&self, name: &str, depth: usize) -> Option<Vec<FieldDecl>> {
        let depth = depth.checked_sub(1)?;
        let TypeBody::Entity {
            includes, fields, ..
        } = &self.declared(name)?.body
        else {
            return None;
        };
        let mut all = Vec::new();
        for include in includes {
            all.extend(self.declared_fields(&include.value, depth)?);
        }
        for field in fields {
            all.retain(|other: &FieldDecl| other.name.value != field.name.value);
            all.push(field.clone());
        }
        Some(all)
    }

    /// The part that says the most of a value that is no object.
    fn narrowest(&mut self, node: &Node, parts: &[Node]) -> Use {
        let mut parts = parts.iter();
        let mut found = match parts.next() {
            Some(first) => first.clone(),
            None => all(Vec::new(), &node.place),
        };
        for part in parts {
            found = self.both(&found, part);
        }
        let what = "several schemas of one value that is no object: the narrowest one counts";
        self.losses.part(what, &node.place);
        if let Shape::All(_) = found.shape {
            found.shape = Shape::Any;
        }
        let used = self.ty(&found);
        Use {
            nullable: node.nullable,
            ..used
        }
    }

    /// The entities that an entity includes.
    pub(super) fn includes_of(&self, name: &str) -> Vec<String> {
        match self.declared(name).map(|def| &def.body) {
            Some(TypeBody::Entity { includes, .. }) => {
                includes.iter().map(|name| name.value.clone()).collect()
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// The body of a declared type.
    pub(super) fn body_of(&self, ty: &TypeExpr) -> Option<&TypeBody> {
        let TypeExpr::Name(name, _) = ty else {
            return None;
        };
        self.declared(name).map(|def| &def.body)
    }
}
