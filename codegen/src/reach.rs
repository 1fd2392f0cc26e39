//! The events that reach a type, and the chain event → … → field along which its values travel.

use std::collections::VecDeque;

use tdproto_schema::Model;
use tdproto_schema::model::{Carrier, Direction, Type, TypeId};

use crate::views::View;

/// A step from a type to the next: a field or a variant of it, or the item of the list or map that
/// an alias stands for. An alias of another type is no step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The field of an entity, by its position.
    Field(TypeId, usize),
    /// The variant of a union, by its position.
    Variant(TypeId, usize),
    /// An alias of a list or a map.
    Alias(TypeId),
}

impl Step {
    /// The type that the step leads away from.
    #[must_use]
    pub fn owner(self) -> TypeId {
        match self {
            Self::Field(owner, _) | Self::Variant(owner, _) | Self::Alias(owner) => owner,
        }
    }
}

/// The shortest way by which a value of a frame leads to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The value that the frame carries, such as the params of an event.
    pub start: Carrier,
    /// The steps from that value on; empty: the type is that of the value.
    pub steps: Vec<Step>,
}

/// The types that the frames of each direction reach, with events, replies and values of their own.
///
/// In what a client sends, readonly fields do not exist, so that they lead nowhere.
#[derive(Debug, Clone)]
pub struct Reach {
    client: Tree,
    server: Tree,
    /// The types that entities and unions with a direction of their own lead to: of clients, of the server.
    outside: [Vec<bool>; 2],
}

/// The step by which each type was reached first.
type Tree = Vec<Option<From>>;

#[derive(Debug, Clone, Copy)]
enum From {
    Carrier(Carrier),
    Step(Step),
}

impl Reach {
    /// Finds the ways of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        Self::of_carriers(model, |_, _| true)
    }

    /// Finds the ways that begin at some of the values that frames carry.
    #[must_use]
    pub(crate) fn of_carriers(model: &Model, begins: impl Fn(Carrier, Direction) -> bool) -> Self {
        Self {
            client: tree(model, Direction::ClientToServer, &begins),
            server: tree(model, Direction::ServerToClient, &begins),
            outside: [Direction::ClientToServer, Direction::ServerToClient]
                .map(|direction| outside(model, direction)),
        }
    }

    /// Returns true if values of a type travel in a direction: in events, or outside of them, such
    /// as bodies of HTTP.
    #[must_use]
    pub(crate) fn is_sent(&self, direction: Direction, ty: TypeId) -> bool {
        let [client, server] = &self.outside;
        let outside = match direction {
            Direction::ClientToServer => client,
            Direction::ServerToClient => server,
        };
        outside[ty.index()] || self.is_reached(direction, ty)
    }

    /// The shortest chain by which events of a direction reach a type; of chains as short, the one
    /// from the event whose name comes first.
    #[must_use]
    pub fn chain(&self, direction: Direction, ty: TypeId) -> Option<Chain> {
        let tree = match direction {
            Direction::ClientToServer => &self.client,
            Direction::ServerToClient => &self.server,
        };
        let mut steps = Vec::new();
        let mut at = ty;
        loop {
            match tree[at.index()]? {
                From::Carrier(start) => {
                    steps.reverse();
                    return Some(Chain { start, steps });
                }
                From::Step(step) => {
                    steps.push(step);
                    at = step.owner();
                }
            }
        }
    }

    /// Returns true if events of a direction reach a type.
    #[must_use]
    pub(crate) fn is_reached(&self, direction: Direction, ty: TypeId) -> bool {
        match direction {
            Direction::ClientToServer => self.client[ty.index()].is_some(),
            Direction::ServerToClient => self.server[ty.index()].is_some(),
        }
    }
}

/// Marks the types that entities and unions with a direction lead to, and these themselves.
fn outside(model: &Model, direction: Direction) -> Vec<bool> {
    let view = View::of(direction);
    let mut sent = vec![false; model.types().len()];
    let mut open: Vec<TypeId> = model.sent_outside_events(direction).collect();
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut sent[id.index()], true) {
            continue;
        }
        let mut add = |next| open.push(next);
        match model.entity(id) {
            Some(entity) => {
                for (_, field) in view.fields(entity) {
                    field.ty.each_named(&mut add);
                }
            }
            None => model.ty(id).parts().for_each(|ty| ty.each_named(&mut add)),
        }
    }
    sent
}

/// The ways of a direction, found breadth first, so that every type is met on its shortest way.
fn tree(model: &Model, direction: Direction, begins: &dyn Fn(Carrier, Direction) -> bool) -> Tree {
    let view = View::of(direction);
    let mut tree: Tree = vec![None; model.types().len()];
    let mut waiting = VecDeque::new();
    let meet = |tree: &mut Tree, waiting: &mut VecDeque<TypeId>, id: TypeId, from: From| {
        if tree[id.index()].is_none() {
            tree[id.index()] = Some(from);
            waiting.push_back(id);
        }
    };
    for (carrier, ty) in model.carriers_of(direction) {
        if begins(carrier, direction) {
            let mut add = |next| meet(&mut tree, &mut waiting, next, From::Carrier(carrier));
            ty.each_named(&mut add);
        }
    }
    while let Some(id) = waiting.pop_front() {
        let def = model.ty(id);
        let fields = def
            .entity()
            .into_iter()
            .flat_map(|entity| view.fields(entity));
        for (index, field) in fields {
            let from = From::Step(Step::Field(id, index));
            let mut add = |next| meet(&mut tree, &mut waiting, next, from);
            field.ty.each_named(&mut add);
        }
        for (index, variant) in def.variants().iter().enumerate() {
            let from = From::Step(Step::Variant(id, index));
            let mut add = |next| meet(&mut tree, &mut waiting, next, from);
            variant.ty.iter().for_each(|ty| ty.each_named(&mut add));
        }
        // An alias of a type is the same on the wire, so that it is reached the same way: no step,
        // however long a chain of such aliases is.
        let from = match def.alias() {
            Some(Type::Named(_)) => tree[id.index()],
            Some(_) | None => Some(From::Step(Step::Alias(id))),
        };
        if let (Some(target), Some(from)) = (def.alias(), from) {
            let mut add = |next| meet(&mut tree, &mut waiting, next, from);
            target.each_named(&mut add);
        }
    }
    tree
}

impl Chain {
    /// The chain as people read it: `server.message.updated → ServerMessageUpdatedParams.messages
    /// → Message.content`.
    #[must_use]
    pub fn text(&self, model: &Model) -> String {
        self.parts(model).join(" → ")
    }

    /// The value of the frame, the fields and the variants, each by its name. An alias shows in the field that it is the
    /// type of.
    #[must_use]
    pub fn parts(&self, model: &Model) -> Vec<String> {
        let start = model.carrier_name(self.start);
        let fields = self.steps.iter().filter_map(|step| match step {
            Step::Field(owner, index) => {
                let field = model.entity(*owner)?.fields.get(*index)?;
                Some(format!("{}.{}", model.ty(*owner).name, field.name))
            }
            Step::Variant(owner, index) => {
                let def = model.ty(*owner);
                let variant = def.variants().get(*index)?;
                Some(format!("{}.{}", def.name, variant.name))
            }
            Step::Alias(_) => None,
        });
        std::iter::once(start).chain(fields).collect()
    }
}
