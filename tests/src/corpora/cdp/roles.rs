//! What the types of the converted model are in the description of the Chrome DevTools Protocol.

use tdproto_schema::Model;
use tdproto_schema::model::{TypeDef, TypeId, TypeKind};

use crate::schema_text::IN_PLACE;

/// What a type is in the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A type that is declared by name.
    Declared,
    /// The parameters of a command.
    Parameters,
    /// The parameters of an event.
    EventParameters,
    /// The result of a command.
    Returns,
    /// The values of a property.
    InPlace,
    /// A type of frames, which the description lacks.
    OfFrames,
}

/// The role of every type, by its number.
pub(super) struct Roles(Vec<Role>);

impl Roles {
    pub(super) fn new(model: &Model) -> Self {
        let of_type = |def: &TypeDef| match (def.topic.as_str(), &def.kind) {
            ("protocol", _) => Role::OfFrames,
            (_, TypeKind::Enum(_)) if def.docs.text.starts_with(IN_PLACE) => Role::InPlace,
            _ => Role::Declared,
        };
        let mut roles = Self(model.types().iter().map(of_type).collect());
        for event in model.events() {
            let role = match event.reply {
                Some(_) => Role::Parameters,
                None => Role::EventParameters,
            };
            let params = event.params_type().and_then(|ty| model.entity_of(ty));
            let reply = event.reply.as_ref();
            let reply = reply.and_then(|reply| model.entity_of(&reply.ty));
            let reply = reply.filter(|id| roles.of(*id) == Role::Declared);
            for (id, role) in [(params, role), (reply, Role::Returns)] {
                if let Some(id) = id {
                    roles.0[id.index()] = role;
                }
            }
        }
        roles
    }

    pub(super) fn of(&self, id: TypeId) -> Role {
        self.0[id.index()]
    }
}
