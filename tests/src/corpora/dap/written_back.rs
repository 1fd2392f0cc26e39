//! The declarations of the Debug Adapter Protocol, written back from the converted model.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Event, Field, Openness, Params, Presence, Scalar, Type as Used, TypeDef, TypeKind, WireValue,
};

use super::convert::BODY;
use super::source::{Declaration, Member, Type};
use crate::schema_text::{IN_PLACE, capitalized};

/// The declarations, but for those of frames.
pub(super) fn declarations(model: &Model) -> Vec<Declaration> {
    let writer = Writer { model };
    let messages = model
        .events()
        .iter()
        .flat_map(|event| writer.message(event));
    let types = model.types().iter();
    let types = types.filter(|def| def.topic == "types" && !is_in_place(def));
    messages
        .chain(types.map(|def| writer.declared(def)))
        .collect()
}

/// Returns true if a property declares the type in place.
fn is_in_place(def: &TypeDef) -> bool {
    def.docs.text.starts_with(IN_PLACE)
}

struct Writer<'a> {
    model: &'a Model,
}

impl Writer<'_> {
    /// An event, or a request and its response.
    fn message(&self, event: &Event) -> Vec<Declaration> {
        let doc = event.docs.text.as_str();
        let Some(reply) = &event.reply else {
            return vec![self.frame(event, "Event", doc, "body", event.params.as_ref())];
        };
        let at = doc
            .find("\n\nResponse to ")
            .expect("a response is described");
        let (doc, of_response) = (&doc[..at], &doc[at + 2..]);
        let (of_response, of_body) = of_response.split_once(BODY).unwrap_or((of_response, ""));
        let reply = Some(reply).filter(|reply| reply.ty != Used::Null);
        let mut response = self.frame(event, "Response", of_response, "body", reply);
        if let Some(body) = response.members.first_mut() {
            of_body.clone_into(&mut body.doc);
        }
        let params = event.params.as_ref();
        vec![
            self.frame(event, "Request", doc, "arguments", params),
            response,
        ]
    }

    /// A frame of a parent, with what it carries under a key.
    fn frame(
        &self,
        event: &Event,
        parent: &str,
        doc: &str,
        key: &str,
        carried: Option<&Params>,
    ) -> Declaration {
        let name = format!("{}{parent}", capitalized(&event.name));
        let member = carried.map(|carried| Member {
            name: key.to_owned(),
            doc: String::new(),
            optional: carried.presence == Presence::Optional,
            r#type: self.carried(&name, &carried.ty),
        });
        let notes = match parent {
            "Request" => vec![format!("command: '{}';", event.name)],
            "Event" => vec![format!("event: '{}';", event.name)],
            _ => Vec::new(),
        };
        Declaration {
            name,
            doc: doc.to_owned(),
            extends: vec![parent.to_owned()],
            notes,
            members: member.into_iter().collect(),
            r#type: None,
        }
    }

    fn carried(&self, owner: &str, ty: &Used) -> Type {
        let body = format!("{owner}Body");
        let body = self
            .model
            .find_type(&body)
            .filter(|body| *ty == Used::Named(*body));
        let Some(body) = body else {
            return self.ty(ty);
        };
        let fields = self.model.ty(body).fields().iter();
        let members = fields.map(|field| self.member(field)).collect();
        Type::Object { members }
    }

    fn declared(&self, def: &TypeDef) -> Declaration {
        let fields = def
            .fields()
            .iter()
            .filter(|field| field.included_from.is_none());
        let parents = def.entity().map_or(&[][..], |entity| &entity.includes);
        Declaration {
            name: def.name.clone(),
            doc: def.docs.text.clone(),
            extends: parents
                .iter()
                .map(|id| self.model.ty(*id).name.clone())
                .collect(),
            notes: Vec::new(),
            members: fields.map(|field| self.member(field)).collect(),
            r#type: def.entity().is_none().then(|| self.union(def)),
        }
    }

    fn member(&self, field: &Field) -> Member {
        let ty = self.ty(&field.ty);
        let (optional, ty) = match field.presence {
            Presence::Required => (false, ty),
            Presence::Optional => (true, ty),
            Presence::Nullable => (false, or_null(ty)),
            Presence::Patch => (true, or_null(ty)),
            Presence::OmitEmpty | Presence::OmitNull => {
                panic!("{} is {}", field.name, field.presence.name())
            }
        };
        Member {
            name: field.name.clone(),
            doc: field.docs.text.clone(),
            optional,
            r#type: ty,
        }
    }

    fn ty(&self, ty: &Used) -> Type {
        match ty {
            Used::Scalar(Scalar::String) => Type::named("string"),
            Used::Scalar(Scalar::Float64) => Type::named("number"),
            Used::Scalar(Scalar::Bool) => Type::named("boolean"),
            Used::Any => Type::named("any"),
            Used::Nullable(ty) => or_null(self.ty(ty)),
            Used::List(item) => Type::List {
                item: Box::new(self.ty(item)),
            },
            Used::Map(_, value) => Type::Map {
                value: Box::new(self.ty(value)),
            },
            Used::Named(id) => {
                let def = self.model.ty(*id);
                match is_in_place(def) {
                    true => self.union(def),
                    false => Type::named(&def.name),
                }
            }
            Used::Scalar(_) | Used::Tuple(_) | Used::Constant(_) | Used::Null => {
                panic!("the declarations have no type {ty:?}")
            }
        }
    }

    fn union(&self, def: &TypeDef) -> Type {
        let types = match &def.kind {
            TypeKind::Enum(listing) => {
                let mut types: Vec<_> = listing
                    .values
                    .iter()
                    .map(|value| text(&value.value))
                    .collect();
                if listing.openness == Openness::Open {
                    types.push(Type::named("string"));
                }
                types
            }
            TypeKind::Union(union) => {
                let types = union
                    .variants
                    .iter()
                    .filter_map(|variant| variant.ty.as_ref());
                types.map(|ty| self.ty(ty)).collect()
            }
            TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                panic!("{} is no union", def.name)
            }
        };
        Type::Union { types }
    }
}

fn or_null(ty: Type) -> Type {
    let types = vec![ty, Type::named("null")];
    Type::Union { types }
}

fn text(value: &WireValue) -> Type {
    match value {
        WireValue::Text(text) => Type::Text { text: text.clone() },
        WireValue::Int(number) => panic!("{number} is no text"),
    }
}
