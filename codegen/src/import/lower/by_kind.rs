//! A choice of several kinds of JSON, as a union by kind.

use tdproto_schema::TypeExpr;
use tdproto_schema::decl::{FormDecl, TypeBody};

use super::kinds::Kind;
use super::types::is_any;
use super::unions::variant;
use super::{DEPTH, Lower, Use, docs, named, upper_camel};
use crate::import::documents::Place;
use crate::import::node::{Node, Notes, Range, Shape};
use crate::import::parts::all;

impl Lower<'_> {
    /// The choice of several kinds of JSON.
    pub(super) fn by_kind(&mut self, node: &Node, groups: &[(Kind, Vec<Node>)]) -> Use {
        let name = self.name(&node.place);
        let used = Use {
            ty: named(&name),
            nullable: false,
        };
        if !self.begun.insert(node.place.clone()) {
            return used;
        }
        let mut variants = Vec::new();
        for (kind, group) in groups {
            let place = node.place.at(kind.label());
            let group = with_own_places(node, group, &place);
            let whole = Node {
                place: match group.as_slice() {
                    [only] => only.place.clone(),
                    _ => place,
                },
                notes: Notes::default(),
                shape: Shape::One(group.clone()),
                nullable: false,
            };
            if !matches!(
                group.as_slice(),
                [Node {
                    shape: Shape::Reference(_),
                    ..
                }]
            ) {
                let label = upper_camel(kind.label());
                self.suggest(&whole.place, &format!("{name}{label}"));
            }
            let (merged, ty) = self.apart(|lower| {
                let merged = lower.merged_once(&whole, *kind, &group);
                let ty = lower.limited(&merged).ty;
                lower.merging.pop();
                (merged, ty)
            });
            variants.push(variant(kind.label(), None, Some(ty), &merged));
        }
        let mut types = variants.iter().filter_map(|variant| variant.ty.as_ref());
        let body = match types.any(|ty| self.takes_any(ty, DEPTH)) {
            // Only now it is known: references led back to the choice.
            true => {
                let reason = "a choice has a part that takes any value";
                self.losses.wider(reason, "`any`", &node.place);
                TypeBody::Alias { ty: named("any") }
            }
            false => TypeBody::Union {
                direction: None,
                form: FormDecl::Kind,
                open: false,
                variants,
            },
        };
        self.declare(&node.place, &name, docs(&node.notes, &name), body);
        used
    }

    /// Returns true if a type is any value, itself or as an alias.
    fn takes_any(&self, ty: &TypeExpr, depth: usize) -> bool {
        let depth = depth.checked_sub(1);
        is_any(ty)
            || match (self.body_of(ty), depth) {
                (Some(TypeBody::Alias { ty }), Some(depth)) => self.takes_any(ty, depth),
                (Some(_) | None, _) => false,
            }
    }

    /// The schemas of one kind of JSON as one schema. Where they hold themselves, it would have new
    /// places in itself without an end: objects are those of the outer place, and other values any.
    fn merged_once(&mut self, node: &Node, kind: Kind, group: &[Node]) -> Node {
        let places: Vec<Place> = group.iter().map(|part| part.place.clone()).collect();
        let mut outer = self.merging.iter().filter(|_| group.len() > 1);
        let outer = outer.find(|(other, _)| *other == places);
        let outer = outer.map(|(_, place)| place.clone());
        self.merging.push((places, node.place.clone()));
        match (outer, kind) {
            (Some(place), Kind::Object) => Node {
                shape: Shape::Reference(place),
                ..node.clone()
            },
            (Some(_), Kind::Array) => {
                let reason = "a choice of lists that holds itself";
                self.losses.wider(reason, "a list of `any`", &node.place);
                let item = all(Vec::new(), &node.place);
                Node {
                    shape: Shape::List(Box::new(item), Range::default()),
                    ..node.clone()
                }
            }
            (Some(_), Kind::Text | Kind::Number | Kind::Bool)
            | (None, Kind::Text | Kind::Number | Kind::Bool | Kind::Array | Kind::Object) => {
                self.of_kind(node, kind, group)
            }
        }
    }
}

/// The parts of a choice. One at the place of the choice gets another one, and thus a name of its own.
fn with_own_places(choice: &Node, parts: &[Node], place: &Place) -> Vec<Node> {
    let mut parts = parts.to_vec();
    for part in &mut parts {
        if part.place == choice.place {
            part.place = place.clone();
        }
    }
    parts
}
