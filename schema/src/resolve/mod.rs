//! Declarations into a model: every name becomes an id.

mod both_ways;
pub(crate) mod confirm;
mod constraints;
mod enums;
mod frame_events;
mod frames;
mod include;
mod names;
mod narrowed;
mod origins;
mod presence;
mod protocol;
mod removed;
pub(crate) mod shapes;
mod short_form;
mod topics;
mod unions;
mod when;

use std::collections::BTreeMap;

use names::Names;
pub use origins::{
    ConstraintsOrigin, EventOrigin, FieldOrigin, FrameOrigin, Origins, TypeOrigin, ValueOrigin,
    VariantOrigin,
};

use crate::decl::{
    DocsDecl, EventDecl, FieldDecl, FormDecl, ParamsDecl, PrefixDecl, Spanned, TypeBody, TypeDecl,
};
use crate::model::{
    Access, Constraints, Docs, Entity, Enum, Event, Field, Model, Params, Prefix, Scalar, Type,
    TypeDef, TypeId, TypeKind,
};
use crate::names::is_identifier;
use crate::suggest::Suggestions;
use crate::type_expr;
use crate::{Code, Decls, Diagnostic, Sink, Span, TypeExpr, parse_type};

/// Resolves all declarations of a schema.
///
/// Declarations that cannot be resolved are reported and left out, so that the rest can still be
/// checked. Of a name that is declared twice, the second declaration is left out; `any` replaces a
/// type that is not known.
#[must_use]
pub fn resolve(decls: Decls) -> (Model, Origins, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let Decls {
        protocols,
        frames,
        topics,
        types,
        events,
        removed,
    } = decls;
    let types = names::sorted_unique(types, &mut sink);
    let mut events = names::sorted_unique(events, &mut sink);
    let mut frames = frames::in_order(frames, &mut sink);
    frames::not_beside_envelope(&protocols, &frames, &mut sink);
    let envelope = short_form::envelope(&mut frames, &events);
    let names = Names::new(&types);
    let (removed, tombstones) = removed::resolve(removed, &names, &mut sink);
    let mut resolver = Resolver {
        names,
        sink,
        suggestions: Suggestions::default(),
    };

    let confirms: Vec<_> = protocols
        .iter()
        .flat_map(|decl| decl.envelope.confirms.clone())
        .collect();
    let protocol_span = protocols.first().map(|decl| decl.span);
    let mut protocol = resolver.protocol(protocols);
    if let Some(envelope) = envelope {
        protocol.envelope = envelope;
    }
    protocol.topics = topics::resolve(topics, &mut resolver.sink);
    let of_frames = frames.iter_mut().map(frames::fields_of);
    let (mut defs, mut origins): (Vec<_>, Vec<_>) = types
        .into_iter()
        .chain(of_frames)
        .map(|decl| resolver.type_def(decl))
        .unzip();
    let wanted = events.iter_mut().map(frame_events::Wanted::take).collect();
    let (events, event_origins): (Vec<_>, Vec<_>) =
        events.into_iter().map(|decl| resolver.event(decl)).unzip();

    let Resolver {
        mut sink,
        mut suggestions,
        ..
    } = resolver;
    include::flatten(&mut defs, &mut origins, &mut sink);
    let declared = defs.len() - frames.len();
    let fields = defs.split_off(declared).into_iter();
    let fields = fields.zip(origins.split_off(declared)).collect();
    let (frames, frame_origins) = frames::resolve(frames, fields, &mut sink);
    let mut model = Model::new(protocol, defs, events, removed);
    model.frames = frames;
    frame_events::place(&mut model, &event_origins, wanted, &mut sink);
    model.settle_flat();
    presence::settle_objects(&mut model);
    when::resolve(&mut model, &origins, &mut suggestions, &mut sink);
    narrowed::conditions(&mut model, &origins, &mut sink);
    confirm::resolve(&mut model, &confirms, &mut suggestions, &mut sink);
    let origins = Origins {
        protocol: protocol_span,
        types: origins,
        frames: frame_origins,
        events: event_origins,
        tombstones,
    };
    (model, origins, sink.finish())
}

struct Resolver {
    names: Names,
    sink: Sink,
    suggestions: Suggestions,
}

impl Resolver {
    fn type_def(&mut self, decl: TypeDecl) -> (TypeDef, TypeOrigin) {
        let docs = docs(decl.docs, None);
        let (mut prefixes, mut allow_empty) = (Vec::new(), false);
        let mut constraints = Constraints::default();
        let mut origin = TypeOrigin::new(decl.name.span);
        let kind = match decl.body {
            TypeBody::Entity {
                direction,
                includes,
                fields,
            } => TypeKind::Entity(Entity {
                direction,
                ..self.entity(includes, fields, &docs, &mut origin)
            }),
            TypeBody::Enum {
                base,
                open,
                empty,
                values,
            } => {
                let empty = enums::empty(&decl.name.value, open, empty, &values, &mut self.sink);
                let (values, origins) = enums::values(values, docs.since.as_deref());
                origin.values = origins;
                TypeKind::Enum(Enum {
                    base,
                    openness: enums::openness(open),
                    values,
                    empty,
                })
            }
            TypeBody::Union {
                direction,
                form,
                open,
                variants,
            } => {
                origin.tag = match &form {
                    FormDecl::Tag { tag, .. } => tag.as_ref().map(|tag| tag.span),
                    FormDecl::Key | FormDecl::Kind => None,
                };
                let declared = unions::Declared {
                    direction,
                    form,
                    open,
                    variants,
                };
                let since = docs.since.as_deref();
                let (union, origins) = unions::resolve(declared, since, |ty| self.ty(ty));
                origin.variants = origins;
                TypeKind::Union(union)
            }
            TypeBody::Scalar {
                base,
                allow_empty: allowed,
                constraints: declared,
                prefixes: found,
            } => {
                allow_empty = allowed;
                (constraints, origin.constraints) = constraints::of_scalar(declared);
                prefixes = self.prefixes(found);
                TypeKind::Scalar(base)
            }
            TypeBody::Alias { ty } => {
                let target = self.ty(&ty);
                origin.ty = Some(ty);
                TypeKind::Alias(target)
            }
        };
        (
            TypeDef {
                name: decl.name.value,
                topic: decl.topic,
                kind,
                allow_empty,
                constraints,
                prefixes,
                docs,
            },
            origin,
        )
    }

    fn entity(
        &mut self,
        includes: Vec<Spanned<String>>,
        fields: Vec<FieldDecl>,
        docs: &Docs,
        origin: &mut TypeOrigin,
    ) -> Entity {
        let mut entity = Entity::default();
        for include in includes {
            if let Some(id) = self.included(&include) {
                entity.includes.push(id);
                origin.includes.push(include.span);
            } else {
                origin.lacks_include = true;
            }
        }
        for decl in fields {
            let (field, field_origin) = self.field(decl, docs.since.as_deref());
            entity.fields.push(field);
            origin.fields.push(field_origin);
        }
        entity
    }

    fn field(&mut self, decl: FieldDecl, owner_since: Option<&str>) -> (Field, FieldOrigin) {
        let presence = presence::of_field(&decl);
        let (bounds, bounds_origin) = constraints::bounds(&decl.bounds);
        let (default, default_origin) = (decl.default)
            .map(|default| (default.value, default.span))
            .unzip();
        let field = Field {
            presence,
            ty: self.ty(&decl.ty),
            name: decl.name.value,
            code_name: decl.code_name,
            allow_empty: decl.allow_empty,
            bounds,
            default,
            access: if decl.readonly {
                Access::ReadOnly
            } else {
                Access::ReadWrite
            },
            when: None,
            included_from: None,
            overrides: None,
            docs: docs(decl.docs, owner_since),
        };
        (
            field,
            FieldOrigin {
                name: decl.name.span,
                ty: decl.ty,
                overrides: decl.overrides,
                nullable: decl.nullable,
                bounds: bounds_origin,
                default: default_origin,
                when: decl.when,
            },
        )
    }

    /// Prefixes in the order of their texts; no two are called the same.
    fn prefixes(&mut self, decls: Vec<PrefixDecl>) -> Vec<Prefix> {
        let mut names: BTreeMap<String, Span> = BTreeMap::new();
        for decl in &decls {
            if let Some(first) = names.insert(decl.name.value.clone(), decl.name.span) {
                let message = format!("two prefixes are called `{}`", decl.name.value);
                let found = Diagnostic::error(Code::NameDuplicate, message)
                    .at(decl.name.span, "called so again here")
                    .at(first, "first called so here");
                self.sink.push(found);
            }
        }
        let prefix = |decl: PrefixDecl| Prefix {
            text: decl.text.value,
            name: decl.name.value,
            doc: decl.doc.unwrap_or_default().trim().to_owned(),
        };
        let mut prefixes: Vec<Prefix> = decls.into_iter().map(prefix).collect();
        prefixes.sort_by(|a, b| a.text.cmp(&b.text));
        prefixes
    }

    fn event(&mut self, decl: EventDecl) -> (Event, EventOrigin) {
        let ty = |decl: &Option<ParamsDecl>| decl.as_ref().map(|decl| decl.ty.clone());
        let flag = |decl: &Option<ParamsDecl>| decl.as_ref().map_or(Span::NONE, |decl| decl.flag);
        let origin = EventOrigin {
            name: decl.name.span,
            params: ty(&decl.params),
            reply: ty(&decl.reply),
            error: decl.error.clone(),
            params_flag: flag(&decl.params),
            reply_flag: flag(&decl.reply),
        };
        let event = Event {
            name: decl.name.value,
            topic: decl.topic,
            sender: decl.sender,
            frame: None,
            value: decl.value.map(|value| value.value),
            matches: Vec::new(),
            params: decl.params.map(|params| self.params(&params)),
            reply: decl.reply.map(|reply| self.params(&reply)),
            error: decl.error.map(|error| self.ty(&error)),
            code_name: decl.code_name,
            docs: docs(decl.docs, None),
        };
        (event, origin)
    }

    fn params(&mut self, decl: &ParamsDecl) -> Params {
        Params {
            ty: self.ty(&decl.ty),
            presence: presence::of_flags(decl.optional, decl.nullable, false),
        }
    }

    fn ty(&mut self, expr: &TypeExpr) -> Type {
        match expr {
            TypeExpr::List(item, _) => Type::List(Box::new(self.ty(item))),
            TypeExpr::Map(key, value, _) => {
                Type::Map(Box::new(self.ty(key)), Box::new(self.ty(value)))
            }
            TypeExpr::Tuple(items, _) => {
                Type::Tuple(items.iter().map(|item| self.ty(item)).collect())
            }
            TypeExpr::Nullable(item, _) => Type::Nullable(Box::new(self.ty(item))),
            TypeExpr::Constant(constant, _) => Type::Constant(constant.clone()),
            TypeExpr::Name(name, _) if name == "any" => Type::Any,
            TypeExpr::Name(name, _) if name == "null" => Type::Null,
            TypeExpr::Name(name, span) => {
                if let Some(scalar) = Scalar::from_name(name) {
                    return Type::Scalar(scalar);
                }
                match self.names.id(name) {
                    Some(id) => Type::Named(id),
                    None => {
                        self.unresolved(&Spanned::new(name.clone(), *span));
                        Type::Any
                    }
                }
            }
        }
    }

    /// The name of an entity to include.
    fn included(&mut self, name: &Spanned<String>) -> Option<TypeId> {
        let id = self.names.id(&name.value);
        if let Some(id) = id.filter(|id| self.names.is_entity(*id)) {
            return Some(id);
        }
        if id.is_none() && !needs_no_declaration(&name.value) {
            self.unresolved(name);
            return None;
        }
        let message = format!("`{}` is not an entity and cannot be included", name.value);
        let found = Diagnostic::error(Code::IncludeNotEntity, message);
        let found = found.at(name.span, "expected an entity");
        let declared = id.map_or(Span::NONE, |id| self.names.span(id));
        self.sink.push(found.at(declared, "declared here"));
        None
    }

    fn unresolved(&mut self, name: &Spanned<String>) {
        let help = match name.value.as_str() {
            "list" => Some("write the type of the items: `list<T>`".to_owned()),
            "tuple" => Some("write the types of the items: `tuple<A, B>`".to_owned()),
            "map" => Some("write the types of the keys and values: `map<K, V>`".to_owned()),
            // A text that cannot be the name of a type cannot be declared.
            wrong => self
                .other_name(wrong)
                .or_else(|| self.suggestion(wrong))
                .or_else(|| {
                    let declare = || format!("declare it: `[entity.{wrong}]` in any file");
                    is_identifier(wrong).then(declare)
                }),
        };
        let message = format!("type `{}` is not declared", name.value);
        let found = Diagnostic::error(Code::TypeUnresolved, message);
        self.sink
            .push(found.at(name.span, "no such type").help_if(help));
    }

    /// The help for a type that other languages call so, unless the schema has one of nearly this name.
    fn other_name(&self, wrong: &str) -> Option<String> {
        let is_declared = self
            .names
            .all()
            .any(|name| name.eq_ignore_ascii_case(wrong));
        let help = type_expr::other_name(wrong).filter(|_| !is_declared);
        help.map(str::to_owned)
    }

    fn suggestion(&mut self, wrong: &str) -> Option<String> {
        let built_in = Scalar::ALL
            .iter()
            .map(|scalar| scalar.name())
            .chain(["any", "null"]);
        let names = self.names.all().chain(built_in);
        self.suggestions.did_you_mean(wrong, names)
    }
}

/// Returns true if a text is a type that needs no declaration: `string`, `list<Chat>`.
fn needs_no_declaration(text: &str) -> bool {
    match parse_type(text, |_| Span::NONE) {
        Ok(TypeExpr::Name(name, _)) => type_expr::is_built_in(&name),
        Ok(
            TypeExpr::List(..)
            | TypeExpr::Map(..)
            | TypeExpr::Tuple(..)
            | TypeExpr::Nullable(..)
            | TypeExpr::Constant(..),
        ) => true,
        Err(_) => false,
    }
}

fn docs(decl: DocsDecl, owner_since: Option<&str>) -> Docs {
    Docs {
        text: decl.doc.unwrap_or_default().trim().to_owned(),
        since: decl.since.or_else(|| owner_since.map(str::to_owned)),
        deprecated: decl.deprecated,
        experimental: decl.experimental,
    }
}
