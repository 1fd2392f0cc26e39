//! The schemas of all types, as components of a document.

use tdproto_schema::model::{Event, FrameKind, Openness, Sender, TypeId, TypeKind, UnionForm};

use super::keys::{COMPONENTS, Keys};
#[cfg(feature = "asyncapi")]
use super::older::draft7;
use super::{docs, unions};
use crate::lang::Input;
use crate::lang::json_schema::parts;
use crate::lang::node::{Node, Object};
use crate::views::View;

/// The language of the schemas in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lang) enum Style {
    /// AsyncAPI's: draft 7 of JSON Schema.
    #[cfg(feature = "asyncapi")]
    AsyncApi,
    /// OpenAPI's: draft 2020-12, with `discriminator`.
    #[cfg(feature = "openapi")]
    OpenApi,
}

impl Style {
    pub(super) fn has_discriminators(self) -> bool {
        match self {
            #[cfg(feature = "asyncapi")]
            Self::AsyncApi => false,
            #[cfg(feature = "openapi")]
            Self::OpenApi => true,
        }
    }
}

/// The schemas of a document.
#[derive(Debug, Clone, Copy)]
pub(in crate::lang) struct Schemas<'a, 'i> {
    pub(super) input: &'i Input<'a>,
    pub(super) style: Style,
}

impl<'a, 'i> Schemas<'a, 'i> {
    /// The schemas for a format.
    pub(in crate::lang) fn new(input: &'i Input<'a>, style: Style) -> Self {
        Self { input, style }
    }

    /// The keys of the schemas of all types.
    fn views(&self) -> Vec<(TypeId, View)> {
        let ids = self.input.model.types_with_ids().map(|(id, _)| id);
        let views = ids.flat_map(|id| {
            let differs = self.input.views.differs(id);
            let views = [(View::Whole, true), (View::Input, differs)];
            let views = views.into_iter().filter(|(_, is_there)| *is_there);
            views.map(move |(view, _)| (id, view))
        });
        views.collect()
    }

    fn key(&self, (id, view): (TypeId, View)) -> &'a str {
        parts::key(self.input, id, view)
    }

    /// The keys that the types take.
    pub(in crate::lang) fn keys(&self) -> Keys {
        let views = self.views().into_iter();
        Keys::with(views.map(|view| self.key(view).to_owned()))
    }

    /// The schemas of all types, by their keys: both views of a type whose views differ. Those of
    /// variants get free keys.
    pub(in crate::lang) fn components(&self, keys: &mut Keys) -> Vec<(String, Node<'a>)> {
        let mut all = Vec::new();
        for (id, view) in self.views() {
            let (schema, variants) = self.definition(id, view, keys);
            all.push((self.key((id, view)).to_owned(), schema.into()));
            let variants = variants.into_iter();
            all.extend(variants.map(|(key, schema)| (key, schema.into())));
        }
        all
    }

    /// The definition of a type, and those of the variants that it refers to.
    fn definition(
        &self,
        id: TypeId,
        view: View,
        keys: &mut Keys,
    ) -> (Object<'a>, Vec<(String, Object<'a>)>) {
        let def = self.input.model.ty(id);
        let (mut schema, variants) = match &def.kind {
            TypeKind::Union(_) => {
                let has_discriminators = self.style.has_discriminators();
                unions::define(self.input, (id, view), has_discriminators, keys)
            }
            TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
                (parts::definition(self.input, id, view), Vec::new())
            }
        };
        if let Some(direction) = def.direction() {
            schema.set("x-direction", docs::direction(direction.into()));
        }
        let is_closed = match &def.kind {
            TypeKind::Enum(found) => found.openness == Openness::Closed,
            TypeKind::Union(union) => {
                let is_by_kind = matches!(union.form, UnionForm::Kind);
                !is_by_kind && union.openness == Openness::Closed
            }
            TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => false,
        };
        if is_closed {
            schema.set("x-closed", true);
        }
        if view == View::Input {
            schema.set("x-view-of", parts::key(self.input, id, View::Whole));
        }
        let translated = |(key, schema)| (key, self.translated(schema));
        let variants = variants.into_iter().map(translated).collect();
        (self.translated(schema), variants)
    }

    /// The whole frame of an event.
    pub(in crate::lang) fn frame(&self, event: &'a Event) -> Object<'a> {
        self.translated(parts::frame(self.input, event))
    }

    /// A reply that a side sends; `None` as the event: to some request.
    pub(in crate::lang) fn reply(
        &self,
        kind: &'a FrameKind,
        event: Option<&'a Event>,
        sender: Sender,
    ) -> Object<'a> {
        self.translated(parts::reply(self.input, kind, event, sender))
    }

    /// A schema in the words of the format, which refers to the components. It is changed in place:
    /// schemas are most of a document.
    fn translated(&self, mut schema: Object<'a>) -> Object<'a> {
        let mut odd = None;
        for (at, (key, value)) in schema.members_mut().iter_mut().enumerate() {
            match (key.as_ref(), value) {
                ("$ref", Node::Text(to)) => {
                    if let Some(name) = to.strip_prefix(parts::DEFINITIONS) {
                        *to = format!("{COMPONENTS}{name}").into();
                    }
                }
                ("properties", Node::Object(properties)) => {
                    for (_, property) in properties.members_mut() {
                        self.part(property);
                    }
                    odd = without_odd(properties).map(|odd| (at, odd));
                }
                ("allOf" | "anyOf" | "oneOf" | "prefixItems", Node::Array(items)) => {
                    items.iter_mut().for_each(|item| self.part(item));
                }
                (
                    "items"
                    | "additionalProperties"
                    | "propertyNames"
                    | "not"
                    | "if"
                    | "then"
                    | "else",
                    value,
                ) => self.part(value),
                (_, _) => {}
            }
        }
        if let Some((at, patterns)) = odd {
            let members = schema.members_mut();
            members.insert(at + 1, ("patternProperties".into(), patterns.into()));
            if matches!(&members[at].1, Node::Object(left) if left.is_empty()) {
                members.remove(at);
            }
        }
        match self.style {
            #[cfg(feature = "asyncapi")]
            Style::AsyncApi => draft7(schema),
            #[cfg(feature = "openapi")]
            Style::OpenApi => of_webhooks(schema),
        }
    }

    fn part(&self, value: &mut Node<'a>) {
        if let Node::Object(schema) = value {
            *schema = self.translated(std::mem::take(schema));
        }
    }
}

/// Takes the properties out that readers of documents mistake: `$ref` is a reference to them, and those
/// in JavaScript lose `__proto__`. Patterns describe these. `None`: there are none.
fn without_odd<'a>(properties: &mut Object<'a>) -> Option<Object<'a>> {
    let pattern = |key: &str| match key {
        "$ref" => Some(r"^\$ref$"),
        "__proto__" => Some("^__proto__$"),
        _ => None,
    };
    let members = properties.members_mut();
    if members.iter().all(|(key, _)| pattern(key).is_none()) {
        return None;
    }
    let mut patterns = Object::new();
    for (key, value) in std::mem::take(members) {
        match pattern(&key) {
            Some(pattern) => patterns.set(pattern, value),
            None => members.push((key, value)),
        }
    }
    Some(patterns)
}

/// The schema without `readOnly`, which in OpenAPI means that no request has the property: the server
/// sends it in the requests of webhooks.
#[cfg(feature = "openapi")]
fn of_webhooks(mut schema: Object<'_>) -> Object<'_> {
    for (key, _) in schema.members_mut() {
        if key == "readOnly" {
            *key = "x-readOnly".into();
        }
    }
    schema
}
