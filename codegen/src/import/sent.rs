//! The sides that send each type, and what is lost of `writeOnly`.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{Decls, TypeBody, TypeDecl};
use tdproto_schema::model::{Direction, Sender};

use super::documents::Place;
use super::losses::Losses;
use super::topics::named;

/// A type that a side sends.
pub(super) type Root<'a> = (&'a TypeExpr, Direction);

/// The types that each side sends: with clients first.
#[derive(Debug, Default)]
pub(super) struct Sent([BTreeSet<String>; 2]);

/// Whether an entity that is included in another one counts as sent with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Included {
    /// Its fields are sent.
    Counts,
    /// It is no value of its own.
    IsNoValue,
}

impl Sent {
    /// What the sides send of some types.
    pub(super) fn of<'a>(
        decls: &Decls,
        roots: impl IntoIterator<Item = Root<'a>>,
        included: Included,
    ) -> Self {
        let types: BTreeMap<&str, &TypeDecl> = decls
            .types
            .iter()
            .map(|def| (def.name.value.as_str(), def))
            .collect();
        let mut sent = Self::default();
        for (ty, side) in roots {
            let reached = &mut sent.0[index(side)];
            // True: a value; false: only the fields of an included entity.
            let mut open: Vec<_> = named(ty).into_iter().map(|name| (name, true)).collect();
            let mut fields_of = BTreeSet::new();
            while let Some((name, is_value)) = open.pop() {
                let is_new = match is_value || included == Included::Counts {
                    true => reached.insert(name.clone()),
                    false => fields_of.insert(name.clone()),
                };
                if let Some(def) = types.get(name.as_str()).filter(|_| is_new) {
                    held(&def.body, &mut open);
                }
            }
        }
        sent
    }

    /// Returns true if a side sends a type.
    pub(super) fn has(&self, side: Direction, name: &str) -> bool {
        self.0[index(side)].contains(name)
    }
}

fn index(side: Direction) -> usize {
    match side {
        Direction::ClientToServer => 0,
        Direction::ServerToClient => 1,
    }
}

/// The types in a type: true for values, false for included entities.
fn held(body: &TypeBody, open: &mut Vec<(String, bool)>) {
    let mut values = |ty: &TypeExpr| open.extend(named(ty).into_iter().map(|name| (name, true)));
    match body {
        TypeBody::Entity {
            includes, fields, ..
        } => {
            fields.iter().for_each(|field| values(&field.ty));
            open.extend(includes.iter().map(|name| (name.value.clone(), false)));
        }
        TypeBody::Union { variants, .. } => {
            let types = variants.iter().filter_map(|variant| variant.ty.as_ref());
            types.for_each(values);
        }
        TypeBody::Alias { ty } => values(ty),
        TypeBody::Enum { .. } | TypeBody::Scalar { .. } => {}
    }
}

/// What events carry.
pub(super) fn of_events(decls: &Decls) -> Vec<Root<'_>> {
    let mut roots = Vec::new();
    for event in &decls.events {
        let params = event.params.iter().map(|params| (&params.ty, event.sender));
        let back = event.sender.opposite();
        let replies = event.reply.iter().map(|reply| (&reply.ty, back));
        let errors = event.error.iter().map(|error| (error, back));
        for (ty, sender) in params.chain(replies).chain(errors) {
            roots.extend(sides(sender).iter().map(|side| (ty, *side)));
        }
    }
    roots
}

fn sides(sender: Sender) -> &'static [Direction] {
    match sender {
        Sender::Client => &[Direction::ClientToServer],
        Sender::Server => &[Direction::ServerToClient],
        Sender::Both => &Direction::ALL,
    }
}

/// Counts the fields that only clients may set, but for those of types that only clients send.
pub(super) fn lose_write_only(
    decls: &Decls,
    bodies: &[Root<'_>],
    fields: &[(String, Place)],
    losses: &mut Losses,
) {
    let roots = of_events(decls).into_iter().chain(bodies.iter().copied());
    let sent = Sent::of(decls, roots, Included::Counts);
    for (owner, place) in fields {
        let is_of_clients = sent.has(Direction::ClientToServer, owner)
            && !sent.has(Direction::ServerToClient, owner);
        if !is_of_clients {
            let what = "`writeOnly` of a type that the server sends, too, is left out";
            losses.part(what, &place.at("writeOnly"));
        }
    }
}
