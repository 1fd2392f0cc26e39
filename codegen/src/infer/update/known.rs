//! The declarations of a schema, by name.

use std::collections::BTreeMap;

use tdproto_schema::decl::{Decls, EventDecl, FieldDecl, TypeBody, TypeDecl};
use tdproto_schema::model::WireValue;

use crate::infer::drawn::Drawn;
use crate::infer::form::Plan;
use crate::infer::frames::EventSeen;

/// The declarations of a schema, by name.
#[derive(Debug)]
pub(super) struct Known<'d> {
    pub(super) types: BTreeMap<&'d str, &'d TypeDecl>,
    pub(super) events: Vec<&'d EventDecl>,
}

/// A field of an entity, and the entity that declares it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owned<'d> {
    pub(super) owner: &'d str,
    pub(super) field: &'d FieldDecl,
}

impl<'d> Known<'d> {
    pub(super) fn new(decls: &'d Decls) -> Self {
        let types = decls.types.iter();
        Self {
            types: types.map(|def| (def.name.value.as_str(), def)).collect(),
            events: decls.events.iter().collect(),
        }
    }

    pub(super) fn body(&self, name: &str) -> Option<&'d TypeBody> {
        self.types.get(name).map(|def| &def.body)
    }

    /// The fields of an entity, its own last: they take the place of included ones.
    pub(super) fn fields(&self, entity: &str) -> BTreeMap<&'d str, Owned<'d>> {
        let mut found = BTreeMap::new();
        let mut path = Vec::new();
        self.add_fields(entity, &mut path, &mut found);
        found
    }

    fn add_fields(
        &self,
        entity: &str,
        path: &mut Vec<String>,
        found: &mut BTreeMap<&'d str, Owned<'d>>,
    ) {
        let Some((owner, def)) = self.types.get_key_value(entity) else {
            return;
        };
        let TypeBody::Entity {
            includes, fields, ..
        } = &def.body
        else {
            return;
        };
        // A schema that is valid has no circle of includes.
        if path.iter().any(|known| known == entity) {
            return;
        }
        path.push(entity.to_owned());
        for included in includes {
            self.add_fields(&included.value, path, found);
        }
        path.pop();
        for field in fields {
            found.insert(&field.name.value, Owned { owner, field });
        }
    }

    /// The events of a kind of frames that do not say theirs; none if these do.
    pub(super) fn of_nameless(&self, seen: &EventSeen, drawn: &Drawn) -> Vec<&'d EventDecl> {
        let kind = &drawn.kinds()[seen.kind];
        let events = self.events.iter().copied();
        let of_kind = events.filter(|event| match &event.frame {
            Some(frame) => frame.value == kind.name(),
            None => {
                let is_alike = event.reply.is_some() == kind.is_request;
                is_alike
                    && drawn.fitting(kind.is_request, event.sender) == 1
                    && drawn.may_be_sent(seen.kind, event.sender)
            }
        });
        of_kind.filter(|_| drawn.is_nameless(seen.kind)).collect()
    }

    /// The event of frames.
    pub(super) fn event(&self, seen: &EventSeen, plan: &Plan) -> Option<&'d EventDecl> {
        let of_kind = |event: &EventDecl| match plan {
            Plan::Keys(_) => true,
            Plan::Drawn(drawn) => {
                let kind = &drawn.kinds()[seen.kind];
                match &event.frame {
                    Some(frame) => frame.value == kind.name(),
                    None => event.reply.is_some() == kind.is_request,
                }
            }
        };
        let is_named = |event: &EventDecl| match event.value.as_ref().map(|value| &value.value) {
            Some(WireValue::Int(number)) => seen.is_number && number.to_string() == seen.name,
            Some(WireValue::Text(text)) => !seen.is_number && *text == seen.name,
            None => !seen.is_number && event.name.value == seen.name,
        };
        let found = self.events.iter().copied();
        let named = found
            .clone()
            .find(|event| is_named(event) && of_kind(event));
        let Plan::Drawn(drawn) = plan else {
            return named;
        };
        named.or_else(|| match self.of_nameless(seen, drawn).as_slice() {
            [only] if seen.name == drawn.kinds()[seen.kind].name() => Some(*only),
            _ => None,
        })
    }
}
