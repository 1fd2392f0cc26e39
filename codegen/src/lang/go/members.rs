//! The members of an entity: the fields of a view, with their names and types.

use tdproto_schema::model::{Entity, Field, TypeId};

use super::scope::Scope;
use crate::views::View;

/// A field of a view, with its name in Go.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    pub(super) name: &'a str,
    /// The type; `None`: there is no member, since it has one value only.
    pub(super) ty: Option<String>,
}

/// The fields of a view.
pub(super) fn members<'a>(
    scope: &Scope<'a>,
    id: TypeId,
    entity: &'a Entity,
    view: View,
) -> Vec<Member<'a>> {
    let names = scope.input.names;
    let fields = view.fields(entity);
    let members = fields.map(|(at, field)| Member {
        field,
        name: names.field(id, at),
        ty: scope.member(field, view),
    });
    members.collect()
}
