//! The views of what a client may send, and the types that contain themselves: facts about a model
//! that several languages need.

use tdproto_schema::Model;
use tdproto_schema::model::{Access, Direction, Entity, Field, Presence, Sender, Type, TypeId};

/// The entities that differ in the client's input view: those that hold a readonly field, or lead
/// to one. The others are their own input view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputViews {
    differs: Vec<bool>,
}

impl InputViews {
    /// Finds the views of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut differs: Vec<bool> = model
            .types()
            .iter()
            .map(|def| {
                let mut fields = def.fields().iter();
                fields.any(|field| field.access == Access::ReadOnly)
            })
            .collect();
        // A type that leads to one that differs does, too.
        let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); differs.len()];
        for (id, def) in model.types_with_ids() {
            let mut add = |part: TypeId| holders[part.index()].push(id);
            def.parts().for_each(|ty| ty.each_named(&mut add));
        }
        let mut open: Vec<TypeId> = model.types_with_ids().map(|(id, _)| id).collect();
        open.retain(|id| differs[id.index()]);
        while let Some(id) = open.pop() {
            for holder in &holders[id.index()] {
                if !std::mem::replace(&mut differs[holder.index()], true) {
                    open.push(*holder);
                }
            }
        }
        Self { differs }
    }

    /// Returns true if a type has an input view of its own for clients. This holds for aliases,
    /// too, that lead to such an entity.
    #[must_use]
    pub fn differs(&self, id: TypeId) -> bool {
        self.differs[id.index()]
    }
}

/// The view of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The view of the server, and of everybody who reads what it sends: all fields.
    Whole,
    /// The view of a client that writes it: readonly fields do not exist.
    Input,
}

impl View {
    /// The view of an event's senders: of both, the server's, which has everything.
    #[must_use]
    pub fn of_sender(sender: Sender) -> Self {
        match sender {
            Sender::Client => Self::Input,
            Sender::Server | Sender::Both => Self::Whole,
        }
    }

    /// The view that the params of a direction's events are written in.
    #[must_use]
    pub fn of(direction: Direction) -> Self {
        match direction {
            Direction::ServerToClient => Self::Whole,
            Direction::ClientToServer => Self::Input,
        }
    }

    /// Returns true if a field exists.
    #[must_use]
    pub fn has(self, field: &Field) -> bool {
        match (self, field.access) {
            (Self::Input, Access::ReadOnly) => false,
            (Self::Input, Access::ReadWrite) | (Self::Whole, _) => true,
        }
    }

    /// The fields of an entity that exist, with their positions.
    pub fn fields(self, entity: &Entity) -> impl Iterator<Item = (usize, &Field)> {
        let fields = entity.fields.iter().enumerate();
        fields.filter(move |(_, field)| self.has(field))
    }
}

/// The types that have no empty value: unions, and the entities that always hold one. A missing or
/// null value of such a type is malformed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeverEmpty {
    /// True in the view of the server, and in that of a client; none if the model has no unions.
    types: Vec<[bool; 2]>,
}

impl NeverEmpty {
    /// Finds the types of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let mut never = Self { types: Vec::new() };
        let types = || model.types_with_ids();
        let mut open: Vec<TypeId> = types()
            .filter_map(|(id, def)| def.union().map(|_| id))
            .collect();
        if open.is_empty() {
            return never;
        }
        never.types = types().map(|(_, def)| [def.union().is_some(); 2]).collect();
        let mut holders: Vec<Vec<(TypeId, usize)>> = vec![Vec::new(); model.types().len()];
        for (id, def) in types() {
            for (index, field) in def.fields().iter().enumerate() {
                if field.presence != Presence::Required {
                    continue;
                }
                for held in model.required_objects(&field.ty) {
                    holders[held.index()].push((id, index));
                }
            }
        }
        while let Some(id) = open.pop() {
            for (holder, index) in &holders[id.index()] {
                let field = &model.ty(*holder).fields()[*index];
                for (at, view) in [View::Whole, View::Input].into_iter().enumerate() {
                    let held = never.types[id.index()][at] && view.has(field);
                    if held && !std::mem::replace(&mut never.types[holder.index()][at], true) {
                        open.push(*holder);
                    }
                }
            }
        }
        never
    }

    /// Returns true if a declared type, which is no alias, has no empty value in a view.
    #[must_use]
    pub fn is(&self, id: TypeId, view: View) -> bool {
        let at = match view {
            View::Whole => 0,
            View::Input => 1,
        };
        self.types.get(id.index()).is_some_and(|views| views[at])
    }

    /// Returns true if a type has no empty value in a view.
    #[must_use]
    pub fn is_type(&self, model: &Model, ty: &Type, view: View) -> bool {
        model
            .required_objects(ty)
            .into_iter()
            .any(|id| self.is(id, view))
    }
}

/// The fields that are boxed. Every optional entity is boxed, so that types stay small and no field
/// changes its type when a cycle appears. Of the others, those are boxed whose type would contain
/// itself: the back edges of a depth-first walk. Lists and maps are boxes already.
#[must_use]
pub fn boxed_fields(model: &Model) -> Vec<Vec<bool>> {
    let mut walk = BoxWalk {
        boxed: model
            .types()
            .iter()
            .map(|def| vec![false; def.fields().len()])
            .collect(),
        state: vec![Visit::New; model.types().len()],
    };
    for (start, _) in model.types_with_ids() {
        walk.run(model, start);
    }
    walk.boxed
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

struct BoxWalk {
    boxed: Vec<Vec<bool>>,
    state: Vec<Visit>,
}

impl BoxWalk {
    /// Walks without recursion, so that a long chain of entities cannot exhaust the stack.
    fn run(&mut self, model: &Model, start: TypeId) {
        if self.state[start.index()] != Visit::New {
            return;
        }
        self.state[start.index()] = Visit::Open;
        let mut path = vec![(start, 0)];
        while let Some((id, at)) = path.last_mut() {
            let id = *id;
            let field = model.entity(id).and_then(|entity| entity.fields.get(*at));
            let Some(field) = field else {
                self.state[id.index()] = Visit::Done;
                path.pop();
                continue;
            };
            let index = *at;
            *at += 1;
            let Some(target) = model.entity_of(&field.ty) else {
                continue;
            };
            if field.presence.may_be_none() {
                self.boxed[id.index()][index] = true;
                continue;
            }
            match self.state[target.index()] {
                Visit::New => {
                    self.state[target.index()] = Visit::Open;
                    path.push((target, 0));
                }
                Visit::Open => self.boxed[id.index()][index] = true,
                Visit::Done => {}
            }
        }
    }
}
