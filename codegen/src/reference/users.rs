//! The parts of a protocol that use a type.

use tdproto_schema::Model;
use tdproto_schema::model::{Carrier, Type, TypeId};

use super::place::Place;

/// The users of every type, each once, in the order of the schema.
#[derive(Debug)]
pub(crate) struct Users<'a>(Vec<Vec<Place<'a>>>);

impl<'a> Users<'a> {
    /// Finds the users of all types.
    pub(crate) fn new(model: &'a Model) -> Self {
        let mut users = Self(vec![Vec::new(); model.types().len()]);
        for (carrier, ty) in model.carriers() {
            users.add(place_of(model, carrier), ty);
        }
        for def in model.types() {
            let owned = def.fields().iter().filter(|f| f.included_from.is_none());
            for field in owned {
                users.add(Place::Member(&def.name, &field.name), &field.ty);
            }
            for variant in def.variants() {
                if let Some(ty) = &variant.ty {
                    users.add(Place::Member(&def.name, &variant.name), ty);
                }
            }
            if let Some(target) = def.alias() {
                users.add(Place::Type(&def.name), target);
            }
            let includes = def.entity().into_iter().flat_map(|entity| &entity.includes);
            for included in includes {
                users.put(*included, Place::Type(&def.name));
            }
        }
        users
    }

    /// The users of a type.
    pub(crate) fn of(&self, id: TypeId) -> &[Place<'a>] {
        &self.0[id.index()]
    }

    fn add(&mut self, user: Place<'a>, ty: &Type) {
        ty.each_named(&mut |id| self.put(id, user));
    }

    fn put(&mut self, id: TypeId, user: Place<'a>) {
        let users = &mut self.0[id.index()];
        if users.last() != Some(&user) {
            users.push(user);
        }
    }
}

/// The place of a value that frames carry.
fn place_of(model: &Model, carrier: Carrier) -> Place<'_> {
    match carrier {
        Carrier::Params(id) | Carrier::Reply(id) | Carrier::Error(id) => {
            Place::Event(&model.events()[id.index()].name)
        }
        Carrier::Field(id, at) => {
            let kind = model.frame(id);
            Place::FrameField(&kind.name, &kind.fields[at].name)
        }
        Carrier::Id(id) | Carrier::FrameError(id) => Place::Frame(&model.frame(id).name),
    }
}

/// The name of a place for readers.
pub(crate) fn shown_name(place: Place<'_>) -> String {
    match place {
        Place::Start => "Start".to_owned(),
        Place::Check => "Check a frame".to_owned(),
        Place::Changes => "Changes".to_owned(),
        Place::Frames => "Frames".to_owned(),
        Place::Topic(name)
        | Place::Type(name)
        | Place::Event(name)
        | Place::Section(name, _)
        | Place::Frame(name) => name.to_owned(),
        Place::Member(owner, name) | Place::FrameField(owner, name) => format!("{owner}.{name}"),
    }
}
