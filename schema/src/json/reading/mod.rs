//! A file as the model it holds.

mod frames;

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{self, BoundsFile};
use super::constant::ConstantFile;
use super::field::FieldFile;
use super::file::*;
use super::plain::{def, docs, enumeration, prefix, tombstone, wire_value};
use super::{plain, problems};
use crate::decl::Spanned;
use crate::model::{
    Access, Bounds, Constant, Constraints, DefaultValue, Entity, Enum, Envelope, Field, Model,
    Openness, Protocol, RemovedPart, Scalar, TextFormat, Tombstone, Type, TypeDef, TypeId,
    TypeKind, When,
};
use crate::resolve::confirm;
use crate::suggest::Suggestions;
use crate::{Code, Diagnostic, Origins, Sink, Span, TypeExpr, check, parse_type};

/// Builds the model, and checks it as one that came from schema files.
pub(super) fn model(file: ModelFile) -> Result<Model, Vec<Diagnostic>> {
    let mut reader = Reader {
        ids: BTreeMap::new(),
        found: Vec::new(),
    };
    reader.index(&file);
    let mut model = reader.build(file);
    let mut found = reader.found;
    let confirms = std::mem::take(&mut model.protocol.envelope.confirms);
    let confirms: Vec<_> = confirms.into_iter().map(Spanned::unplaced).collect();
    let mut sink = Sink::default();
    let mut suggestions = Suggestions::default();
    confirm::resolve(&mut model, &confirms, &mut suggestions, &mut sink);
    found.extend(sink.finish());
    if found.is_empty() {
        found = check(&model, &Origins::default());
        found.retain(Diagnostic::is_error);
    }
    if found.is_empty() {
        Ok(model)
    } else {
        Err(found)
    }
}

struct Reader {
    ids: BTreeMap<String, TypeId>,
    found: Vec<Diagnostic>,
}

impl Reader {
    /// The position of the value that a missing one is.
    fn empty_value(&mut self, owner: &str, found: &Enum, named: Option<&str>) -> usize {
        let Some(named) = named else {
            return 0;
        };
        let at = found.values.iter().position(|value| value.name == named);
        if let (Some(at), Openness::Closed) = (at, found.openness) {
            return at;
        }
        self.wrong(match found.openness {
            Openness::Closed => format!("enum `{owner}` has no value `{named}`"),
            Openness::Open => format!("open enum `{owner}` has `empty`"),
        });
        0
    }

    fn wrong(&mut self, message: String) {
        self.found
            .push(Diagnostic::error(Code::ModelSyntax, message));
    }

    /// Gives every type the id that its place in the order of names makes.
    fn index(&mut self, file: &ModelFile) {
        let entities = file.entities.iter().map(|found| &found.name);
        let enums = file.enums.iter().map(|found| &found.name);
        let unions = file.unions.iter().map(|found| &found.name);
        let scalars = file.scalars.iter().map(|found| &found.name);
        let aliases = file.aliases.iter().map(|found| &found.name);
        let mut names: Vec<_> = entities
            .chain(enums)
            .chain(unions)
            .chain(scalars)
            .chain(aliases)
            .collect();
        names.sort();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            self.wrong(format!("the model has type `{}` twice", pair[0]));
        }
        names.dedup();
        let ids = names.into_iter().enumerate();
        self.ids = ids
            .map(|(index, name)| (name.clone(), TypeId::new(index)))
            .collect();
    }

    fn build(&mut self, file: ModelFile) -> Model {
        let mut types = Vec::new();
        for found in file.entities {
            let kind = TypeKind::Entity(Entity {
                direction: found.direction.map(Into::into),
                ..self.entity(&found.name, found.includes, found.fields)
            });
            types.push(def(found.name, found.topic, found.docs, kind));
        }
        for found in file.enums {
            let mut kind = enumeration(found.int, found.open, found.values);
            kind.empty = self.empty_value(&found.name, &kind, found.empty.as_deref());
            let kind = TypeKind::Enum(kind);
            types.push(def(found.name, found.topic, found.docs, kind));
        }
        for mut found in file.unions {
            let (name, topic) = (found.name.clone(), found.topic.clone());
            let docs = std::mem::take(&mut found.docs);
            for problem in problems::of_union(&found) {
                self.wrong(format!("union `{name}`: {problem}"));
            }
            let ty = |variant: &str, text: &str| self.ty(text, &format!("{name}.{variant}"));
            let kind = TypeKind::Union(plain::union(found, ty));
            types.push(def(name, topic, docs, kind));
        }
        for found in file.scalars {
            let base = Scalar::from_name(&found.base).unwrap_or_else(|| {
                self.wrong(format!(
                    "scalar `{}`: unknown base `{}`",
                    found.name, found.base
                ));
                Scalar::String
            });
            let prefixes = found.prefixes.into_iter().map(prefix).collect();
            let constraints = Constraints {
                bounds: self.bounds(&found.bounds, &found.name),
                pattern: found.pattern,
                format: self.format(found.format.as_deref(), &found.name),
            };
            types.push(TypeDef {
                allow_empty: found.allow_empty,
                constraints,
                prefixes,
                ..def(found.name, found.topic, found.docs, TypeKind::Scalar(base))
            });
        }
        for found in file.aliases {
            let kind = TypeKind::Alias(self.ty(&found.ty, &found.name));
            types.push(def(found.name, found.topic, found.docs, kind));
        }
        types.sort_by(|a, b| a.name.cmp(&b.name));
        types.dedup_by(|a, b| a.name == b.name);
        let frames = self.frames(file.frames);
        let events = file.events.into_iter();
        let mut events: Vec<_> = events.map(|found| self.event(&frames, found)).collect();
        events.sort_by(|a, b| a.name.cmp(&b.name));
        for pair in events
            .windows(2)
            .filter(|pair| pair[0].name == pair[1].name)
        {
            self.wrong(format!("the model has event `{}` twice", pair[0].name));
        }
        let removed = self.removed(file.removed);
        let mut protocol = self.protocol(file.protocol);
        for topic in file.topics {
            let (name, topic) = plain::topic(topic);
            if protocol.topics.insert(name.clone(), topic).is_some() {
                self.wrong(format!("the model has topic `{name}` twice"));
            }
        }
        let mut model = Model::new(protocol, types, events, removed);
        model.frames = frames;
        model.settle_flat();
        model
    }

    fn removed(&mut self, file: RemovedFile) -> Vec<Tombstone> {
        let types = file.types.into_iter();
        let types = types.map(|found| tombstone(found, |name| RemovedPart::Type { name }));
        let events = file.events.into_iter();
        let events = events.map(|found| tombstone(found, |name| RemovedPart::Event { name }));
        let mut removed: Vec<_> = types.chain(events).collect();
        for FieldTombstoneFile { entity, field } in file.fields {
            if let Some(entity) = self.id(&entity, "removed") {
                let part = |name| RemovedPart::Field { entity, name };
                removed.push(tombstone(field, part));
            }
        }
        for ValueTombstoneFile {
            enumeration,
            value,
            short,
        } in file.values
        {
            if let Some(enumeration) = self.id(&enumeration, "removed") {
                let value = wire_value(value);
                removed.push(tombstone(short, |name| RemovedPart::Value {
                    enumeration,
                    value,
                    name,
                }));
            }
        }
        removed.sort();
        for pair in removed.windows(2) {
            if pair[0].part == pair[1].part {
                self.wrong(format!(
                    "the model has a tombstone twice: {}",
                    pair[0].name()
                ));
            }
        }
        removed
    }

    fn protocol(&mut self, file: ProtocolFile) -> Protocol {
        let mut names = BTreeSet::new();
        for server in &file.servers {
            if !names.insert(&server.name) {
                self.wrong(format!("the model has server `{}` twice", server.name));
            }
        }
        let placeholders = file.placeholders.into_iter();
        Protocol {
            placeholders: placeholders
                .map(|(text, ty)| {
                    let ty = self.ty(&ty, "placeholders");
                    (text, ty)
                })
                .collect(),
            topics: BTreeMap::new(),
            name: file.name,
            title: file.title,
            version: file.version,
            doc: file.doc,
            license: file.license,
            url: file.url,
            servers: file.servers.into_iter().map(plain::server).collect(),
            allow_empty: file.allow_empty,
            envelope: Envelope {
                event: file.envelope.event,
                id: file.envelope.id,
                params: file.envelope.params,
                confirms: file.envelope.confirms,
            },
        }
    }

    fn entity(&mut self, owner: &str, includes: Vec<String>, fields: Vec<FieldFile>) -> Entity {
        let mut names = BTreeMap::new();
        for (index, field) in fields.iter().enumerate() {
            names.entry(field.name.clone()).or_insert(index);
        }
        Entity {
            direction: None,
            includes: includes
                .iter()
                .filter_map(|name| self.id(name, owner))
                .collect(),
            fields: fields
                .into_iter()
                .map(|field| self.field(owner, &names, field))
                .collect(),
        }
    }

    fn field(&mut self, owner: &str, siblings: &BTreeMap<String, usize>, file: FieldFile) -> Field {
        let place = format!("{owner}.{}", file.name);
        let ty = match &file.constant {
            Some(constant) => self.constant(&file, constant, &place),
            None => self.ty(&file.ty, &place),
        };
        let when = file.when.and_then(|when| {
            let field = siblings.get(&when.field).copied();
            if field.is_none() {
                self.wrong(format!("{place}: no field `{}` in this entity", when.field));
            }
            field.map(|field| When {
                field,
                values: when.values,
            })
        });
        Field {
            ty,
            presence: file.presence.into(),
            allow_empty: file.allow_empty,
            bounds: self.bounds(&file.bounds, &place),
            default: self.default_value(file.default.as_ref(), &place),
            access: if file.readonly {
                Access::ReadOnly
            } else {
                Access::ReadWrite
            },
            when,
            included_from: file.included_from.and_then(|name| self.id(&name, &place)),
            overrides: file.overrides.and_then(|name| self.id(&name, &place)),
            name: file.name,
            code_name: file.code_name,
            docs: docs(file.docs),
        }
    }

    fn bounds(&mut self, file: &BoundsFile, place: &str) -> Bounds {
        let mut bound = |number: &Option<serde_json::Number>| {
            let number = number.as_ref()?;
            let found = bounds::read(number);
            if found.is_none() {
                self.wrong(format!("{place}: the bound {number} has more than 64 bits"));
            }
            found
        };
        Bounds {
            min: bound(&file.min),
            max: bound(&file.max),
        }
    }

    fn default_value(
        &mut self,
        value: Option<&serde_json::Value>,
        place: &str,
    ) -> Option<DefaultValue> {
        let value = value?;
        let found = bounds::default(value);
        if found.is_none() {
            self.wrong(format!("{place}: {value} cannot be a default"));
        }
        found
    }

    fn format(&mut self, name: Option<&str>, place: &str) -> Option<TextFormat> {
        let name = name?;
        let format = TextFormat::from_name(name);
        if format.is_none() {
            self.wrong(format!("{place}: `{name}` is not a format of JSON Schema"));
        }
        format
    }

    fn id(&mut self, name: &str, place: &str) -> Option<TypeId> {
        let id = self.ids.get(name).copied();
        if id.is_none() {
            self.wrong(format!("{place}: type `{name}` is not in the model"));
        }
        id
    }

    fn ty(&mut self, text: &str, place: &str) -> Type {
        match parse_type(text, |_| Span::NONE) {
            Ok(expr) => self.resolved(&expr, place),
            Err(error) => {
                self.wrong(format!("{place}: {}", error.message));
                Type::Any
            }
        }
    }

    /// The constant of a field, of which the file gives the type as well.
    fn constant(&mut self, file: &FieldFile, constant: &ConstantFile, place: &str) -> Type {
        let constant = Constant::from(constant.clone());
        for problem in problems::of_constant(&constant, file) {
            self.wrong(format!("{place}: {problem}"));
        }
        Type::Constant(constant)
    }

    fn resolved(&mut self, expr: &TypeExpr, place: &str) -> Type {
        match expr {
            TypeExpr::Name(name, _) if name == "any" => Type::Any,
            TypeExpr::Name(name, _) if name == "null" => Type::Null,
            TypeExpr::Name(name, _) => match Scalar::from_name(name) {
                Some(scalar) => Type::Scalar(scalar),
                None => self.id(name, place).map_or(Type::Any, Type::Named),
            },
            TypeExpr::Tuple(items, _) => Type::Tuple(
                items
                    .iter()
                    .map(|item| self.resolved(item, place))
                    .collect(),
            ),
            TypeExpr::Nullable(item, _) => Type::Nullable(Box::new(self.resolved(item, place))),
            TypeExpr::Constant(constant, _) => Type::Constant(constant.clone()),
            TypeExpr::List(item, _) => Type::List(Box::new(self.resolved(item, place))),
            TypeExpr::Map(key, value, _) => {
                let key = self.resolved(key, place);
                Type::Map(Box::new(key), Box::new(self.resolved(value, place)))
            }
        }
    }
}
