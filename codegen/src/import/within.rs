//! Schemas of whole frames: what the holes of a frame are in them.

use serde_json::Value;
use tdproto_schema::decl::{PartDecl, Spanned};
use tdproto_schema::model::Constant;

use super::choices;
use super::lower::{Lower, constant};
use super::node::{Member, Node, Shape};

/// The key of a shape whose hole has its fields in the place of it.
const SPREAD: &str = "...";

/// What the holes of a frame are.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The name of the event on the wire.
    pub(super) name: Option<Value>,
    pub(super) params: Option<Member>,
    pub(super) result: Option<Member>,
    pub(super) error: Option<Member>,
}

impl Found {
    /// The place for what is in a hole, if it carries something of the event.
    fn carried(&mut self, hole: Option<&str>) -> Option<&mut Option<Member>> {
        match hole? {
            "$params" => Some(&mut self.params),
            "$result" => Some(&mut self.result),
            "$error" => Some(&mut self.error),
            _ => None,
        }
    }
}

impl Lower<'_> {
    /// What the holes of a frame are in a schema of whole frames; `None`: it is none of that kind.
    pub(super) fn within(&mut self, part: &PartDecl, node: &Node) -> Option<Found> {
        let mut found = Found::default();
        self.fits(part, node, &mut found).then_some(found)
    }

    /// The name of the event in a frame, without effect on the names of types.
    pub(super) fn name_within(&mut self, part: &PartDecl, node: &Node) -> Option<Value> {
        let PartDecl::Object(parts, _) = part else {
            return None;
        };
        let (key, _) = parts
            .iter()
            .find(|(_, part)| hole(part) == Some("$event"))?;
        let (target, _) = self.target(node);
        let node = if let Shape::One(nodes) = &target.shape {
            nodes.first()?.clone()
        } else {
            target
        };
        let members = self.members(&node)?;
        let member = members.iter().find(|member| member.key == key.value)?;
        let Shape::Constant(value) = self.target(&member.node).0.shape else {
            return None;
        };
        Some(value)
    }

    fn fits(&mut self, part: &PartDecl, node: &Node, found: &mut Found) -> bool {
        let (target, _) = self.target(node);
        match part {
            PartDecl::Object(parts, _) => {
                let Some(members) = self.members(node) else {
                    // The object is all that the hole carries, and may be one of several.
                    return match (parts.as_slice(), &target.shape) {
                        ([(key, part)], _) if key.value == SPREAD => {
                            self.is_spread(part, node, found)
                        }
                        (_, Shape::One(nodes)) => self.fits_each(part, &target, nodes, found),
                        _ => false,
                    };
                };
                self.fits_members(parts, node, &members, found)
            }
            PartDecl::Constant(wanted) => is_constant(&target, &wanted.value),
            PartDecl::Text(text) => match text.value.strip_prefix("$$") {
                Some(text) => is_constant(&target, &Constant::Text(format!("${text}"))),
                None if text.value.starts_with("$event") => {
                    let Shape::Constant(value) = target.shape else {
                        return false;
                    };
                    found.name = Some(value);
                    true
                }
                None if text.value.starts_with('$') => true,
                None => is_constant(&target, &Constant::Text(text.value.clone())),
            },
            PartDecl::Array(parts, _) => self.fits_items(parts, &target, found),
        }
    }

    fn fits_members(
        &mut self,
        parts: &[(Spanned<String>, PartDecl)],
        node: &Node,
        members: &[Member],
        found: &mut Found,
    ) -> bool {
        for (key, part) in parts {
            if key.value == SPREAD {
                let rest = members
                    .iter()
                    .filter(|member| !parts.iter().any(|(key, _)| key.value == member.key));
                self.spread_rest(part, node, rest.cloned().collect(), found);
                continue;
            }
            let member = members.iter().find(|member| member.key == key.value);
            let hole = hole(part);
            if let Some(carried) = found.carried(hole) {
                *carried = member.cloned();
                continue;
            }
            match (member, hole) {
                (Some(member), None | Some("$event")) => {
                    if !self.fits(part, &member.node, found) {
                        return false;
                    }
                }
                (None, None | Some("$event")) => return false,
                (_, Some(_)) => {}
            }
        }
        true
    }

    /// A choice of frames of one event: what each of them carries, as a choice.
    fn fits_each(
        &mut self,
        part: &PartDecl,
        choice: &Node,
        nodes: &[Node],
        found: &mut Found,
    ) -> bool {
        let mut all = Vec::new();
        for node in nodes {
            let mut inner = Found::default();
            if !self.fits(part, node, &mut inner) {
                return false;
            }
            all.push(inner);
        }
        let Some(first) = all.first() else {
            return false;
        };
        if all.iter().any(|inner| inner.name != first.name) {
            return false;
        }
        found.name.clone_from(&first.name);
        for hole in ["$params", "$result", "$error"] {
            let members = all
                .iter_mut()
                .map(|inner| inner.carried(Some(hole))?.take());
            let members = members.collect();
            if let Some(carried) = found.carried(Some(hole)) {
                *carried = either(choice, members);
            }
        }
        true
    }

    fn fits_items(&mut self, parts: &[PartDecl], target: &Node, found: &mut Found) -> bool {
        let Shape::Tuple(items, needed) = &target.shape else {
            return false;
        };
        for (at, part) in parts.iter().enumerate() {
            let item = items.get(at);
            if let Some(carried) = found.carried(hole(part)) {
                *carried = item.map(|item| Member {
                    key: at.to_string(),
                    required: at < *needed,
                    node: item.clone(),
                });
                continue;
            }
            match item {
                Some(item) => {
                    if !self.fits(part, item, found) {
                        return false;
                    }
                }
                None => return false,
            }
        }
        true
    }

    /// Returns true if the keys of a value are known, or it is one of several such objects.
    pub(super) fn is_flat(&mut self, node: &Node, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        if self.members(node).is_some() {
            return true;
        }
        let (target, nullable) = self.target(node);
        let Shape::One(nodes) = target.shape else {
            return false;
        };
        !nullable && nodes.iter().all(|node| self.is_flat(node, depth))
    }

    /// An object whose keys are those of a hole; returns false if it is none.
    fn is_spread(&mut self, part: &PartDecl, node: &Node, found: &mut Found) -> bool {
        let is_object = self.is_flat(node, 8);
        if let Some(carried) = found.carried(hole(part))
            && is_object
        {
            *carried = Some(Member {
                key: SPREAD.to_owned(),
                required: true,
                node: node.clone(),
            });
        }
        is_object
    }

    /// The members that a shape does not name, as what its hole carries.
    fn spread_rest(&mut self, part: &PartDecl, node: &Node, rest: Vec<Member>, found: &mut Found) {
        let Some(carried) = found.carried(hole(part)) else {
            return;
        };
        let all = self.members(node).map_or(0, |members| members.len());
        let node = match rest.len() {
            0 if all > 0 => return,
            0 => {
                let what = "flat params of any keys became an entity without fields";
                self.losses.part(what, &node.place);
                self.part_of(node, rest)
            }
            count if count == all => node.clone(),
            _ => self.part_of(node, rest),
        };
        *carried = Some(Member {
            key: SPREAD.to_owned(),
            required: true,
            node,
        });
    }

    /// Some members of an object as an object of their own, which has its name if it is free.
    fn part_of(&mut self, node: &Node, members: Vec<Member>) -> Node {
        let (target, _) = self.target(node);
        let place = target.place.at("params");
        self.pass_name(&target.place, &place);
        Node {
            place,
            shape: Shape::Object(members),
            nullable: false,
            notes: target.notes,
        }
    }
}

/// The choice of what a hole carries in several frames.
fn either(choice: &Node, members: Vec<Option<Member>>) -> Option<Member> {
    let count = members.len();
    let members: Vec<_> = members.into_iter().flatten().collect();
    let first = members.first()?;
    let place = choice.place.at("params");
    let key = first.key.clone();
    let required = members.len() == count && members.iter().all(|member| member.required);
    let nodes = members.into_iter().map(|member| member.node).collect();
    let node = Node {
        notes: choice.notes.clone(),
        ..choices::one(nodes, &place)
    };
    Some(Member {
        key,
        required,
        node,
    })
}

/// The hole of a part, without the mark that it may be missing.
fn hole(part: &PartDecl) -> Option<&str> {
    match part {
        PartDecl::Text(text) if text.value.starts_with('$') && !text.value.starts_with("$$") => {
            Some(text.value.trim_end_matches('?'))
        }
        PartDecl::Text(_) | PartDecl::Object(..) | PartDecl::Array(..) | PartDecl::Constant(_) => {
            None
        }
    }
}

/// Returns true if a shape has a hole.
pub(super) fn has_hole(part: &PartDecl, name: &str) -> bool {
    match part {
        PartDecl::Object(parts, _) => parts.iter().any(|(_, part)| has_hole(part, name)),
        PartDecl::Array(parts, _) => parts.iter().any(|part| has_hole(part, name)),
        PartDecl::Constant(_) | PartDecl::Text(_) => hole(part) == Some(name),
    }
}

fn is_constant(node: &Node, wanted: &Constant) -> bool {
    let Shape::Constant(value) = &node.shape else {
        return false;
    };
    constant(value).as_ref() == Some(wanted)
}
