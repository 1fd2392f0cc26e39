//! A model as its file.

use super::FORMAT;
use super::bounds;
use super::constant::ConstantFile;
use super::docs::{DeprecatedFile, DocsFile};
use super::event::{EventFile, ParamsFile};
use super::field::{FieldFile, WhenFile};
use super::file::*;
use super::frames::{FrameFile, ShapeFile};
use super::parts::WireValueFile;
use super::unions::{FormFile, UnionFile, VariantFile};
use crate::model::{
    Access, Docs, EnumBase, Event, Field, FrameKind, Model, Openness, Params, Prefix, Presence,
    RemovedPart, Server, Type, TypeDef, TypeId, TypeKind, UnionForm, WireValue,
};

pub(super) fn file(model: &Model, comment: &str) -> ModelFile {
    let mut file = ModelFile {
        comment: comment.to_owned(),
        format: FORMAT,
        protocol: protocol(model),
        frames: model
            .frames()
            .iter()
            .map(|kind| frame(model, kind))
            .collect(),
        topics: topics(model),
        entities: Vec::new(),
        enums: Vec::new(),
        unions: Vec::new(),
        scalars: Vec::new(),
        aliases: Vec::new(),
        events: Vec::new(),
        removed: removed(model),
    };
    for def in model.types() {
        add_type(&mut file, model, def);
    }
    file.events = model
        .events()
        .iter()
        .map(|found| event(model, found))
        .collect();
    file
}

fn event(model: &Model, event: &Event) -> EventFile {
    let kind = event.frame.map(|frame| model.frame(frame));
    let matches = event.matches.iter();
    let params = |params: &Option<Params>| params.as_ref().map(|found| self::params(model, found));
    EventFile {
        name: event.name.clone(),
        topic: event.topic.clone(),
        direction: event.sender.into(),
        frame: kind.map(|kind| kind.name.clone()),
        value: event.value.as_ref().map(wire_value),
        matches: matches
            .filter_map(|(at, constant)| Some((kind?.fields[*at].name.clone(), constant.into())))
            .collect(),
        params: params(&event.params),
        reply: params(&event.reply),
        error: event.error.as_ref().map(|ty| model.type_text(ty)),
        code_name: event.code_name.clone(),
        docs: docs(&event.docs),
    }
}

fn frame(model: &Model, kind: &FrameKind) -> FrameFile {
    let params = |params: &Option<Params>| params.as_ref().map(|found| self::params(model, found));
    let fields = kind.fields.iter();
    FrameFile {
        name: kind.name.clone(),
        topic: kind.topic.clone(),
        direction: kind.sender.into(),
        replies: kind.replies.map(|id| model.frame(id).name.clone()),
        shape: ShapeFile::of(kind),
        int: kind.event == EnumBase::Int,
        id: params(&kind.id),
        error: params(&kind.error),
        fields: fields
            .map(|found| field(model, &kind.fields, found))
            .collect(),
        docs: docs(&kind.docs),
    }
}

fn params(model: &Model, params: &Params) -> ParamsFile {
    let ty = model.type_text(&params.ty);
    match params.presence {
        Presence::Required => ParamsFile::Always(ty),
        Presence::Nullable
        | Presence::OmitEmpty
        | Presence::OmitNull
        | Presence::Optional
        | Presence::Patch => ParamsFile::Other {
            ty,
            presence: params.presence.into(),
        },
    }
}

fn removed(model: &Model) -> RemovedFile {
    let mut file = RemovedFile::default();
    for found in &model.removed {
        let tombstone = |name: &String| TombstoneFile {
            name: name.clone(),
            since: found.since.clone(),
            doc: found.doc.clone(),
        };
        match &found.part {
            RemovedPart::Type { name } => file.types.push(tombstone(name)),
            RemovedPart::Event { name } => file.events.push(tombstone(name)),
            RemovedPart::Field { entity, name } => file.fields.push(FieldTombstoneFile {
                entity: self::name(model, *entity),
                field: tombstone(name),
            }),
            RemovedPart::Value {
                enumeration,
                value,
                name,
            } => file.values.push(ValueTombstoneFile {
                enumeration: self::name(model, *enumeration),
                value: wire_value(value),
                short: tombstone(name),
            }),
        }
    }
    file
}

fn wire_value(value: &WireValue) -> WireValueFile {
    match value {
        WireValue::Text(text) => WireValueFile::Text(text.clone()),
        WireValue::Int(number) => WireValueFile::Int(*number),
    }
}

fn prefix(prefix: &Prefix) -> PrefixFile {
    PrefixFile {
        text: prefix.text.clone(),
        name: prefix.name.clone(),
        doc: prefix.doc.clone(),
    }
}

fn server(server: &Server) -> ServerFile {
    ServerFile {
        name: server.name.clone(),
        url: server.url.clone(),
        doc: server.doc.clone(),
    }
}

fn topics(model: &Model) -> Vec<TopicFile> {
    let topics = model.protocol.topics.iter();
    let topics = topics.map(|(name, topic)| TopicFile {
        name: name.clone(),
        title: topic.title.clone(),
        docs: docs(&topic.docs),
    });
    topics.collect()
}

fn protocol(model: &Model) -> ProtocolFile {
    let protocol = &model.protocol;
    let placeholders = protocol.placeholders.iter();
    ProtocolFile {
        name: protocol.name.clone(),
        title: protocol.title.clone(),
        version: protocol.version.clone(),
        doc: protocol.doc.clone(),
        license: protocol.license.clone(),
        url: protocol.url.clone(),
        servers: protocol.servers.iter().map(server).collect(),
        allow_empty: protocol.allow_empty,
        envelope: EnvelopeFile {
            event: protocol.envelope.event.clone(),
            id: protocol.envelope.id.clone(),
            params: protocol.envelope.params.clone(),
            confirms: protocol.envelope.confirms.clone(),
        },
        placeholders: placeholders
            .map(|(text, ty)| (text.clone(), model.type_text(ty)))
            .collect(),
    }
}

fn add_type(file: &mut ModelFile, model: &Model, def: &TypeDef) {
    let (name, topic, docs) = (def.name.clone(), def.topic.clone(), docs(&def.docs));
    match &def.kind {
        TypeKind::Entity(entity) => file.entities.push(EntityFile {
            direction: entity.direction.map(Into::into),
            name,
            topic,
            docs,
            includes: entity
                .includes
                .iter()
                .map(|id| self::name(model, *id))
                .collect(),
            fields: entity
                .fields
                .iter()
                .map(|found| field(model, &entity.fields, found))
                .collect(),
        }),
        TypeKind::Enum(found) => file.enums.push(EnumFile {
            name,
            topic,
            docs,
            int: found.base == EnumBase::Int,
            open: found.openness == Openness::Open,
            // The first value is the empty one by default.
            empty: found
                .empty_value()
                .filter(|_| found.empty != 0)
                .map(|value| value.name.clone()),
            values: found
                .values
                .iter()
                .map(|value| EnumValueFile {
                    name: value.name.clone(),
                    value: wire_value(&value.value),
                    docs: self::docs(&value.docs),
                })
                .collect(),
        }),
        TypeKind::Union(found) => file.unions.push(UnionFile {
            name,
            topic,
            docs,
            direction: found.direction.map(Into::into),
            form: match found.form {
                UnionForm::Tag(_) => None,
                UnionForm::Key => Some(FormFile::Key),
                UnionForm::Kind => Some(FormFile::Kind),
            },
            tag: found.tag().map(|tag| tag.key.clone()),
            content: found.content().map(str::to_owned),
            int: found.tag().is_some_and(|tag| tag.base == EnumBase::Int),
            open: found.openness == Openness::Open,
            variants: found
                .variants
                .iter()
                .map(|variant| VariantFile {
                    name: variant.name.clone(),
                    value: variant.value.as_ref().map(wire_value),
                    ty: variant.ty.as_ref().map(|ty| model.type_text(ty)),
                    docs: self::docs(&variant.docs),
                })
                .collect(),
        }),
        TypeKind::Scalar(base) => {
            file.scalars.push(ScalarFile {
                name,
                topic,
                docs,
                base: base.name().to_owned(),
                allow_empty: def.allow_empty,
                bounds: (&def.constraints.bounds).into(),
                pattern: def.constraints.pattern.clone(),
                format: def
                    .constraints
                    .format
                    .map(|format| format.name().to_owned()),
                prefixes: def.prefixes.iter().map(prefix).collect(),
            });
        }
        TypeKind::Alias(ty) => {
            file.aliases.push(AliasFile {
                name,
                topic,
                docs,
                ty: model.type_text(ty),
            });
        }
    }
}

fn field(model: &Model, siblings: &[Field], field: &Field) -> FieldFile {
    FieldFile {
        name: field.name.clone(),
        ty: match &field.ty {
            Type::Constant(constant) => constant.scalar().name().to_owned(),
            ty @ (Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Null
            | Type::Any) => model.type_text(ty),
        },
        constant: field.ty.constant().map(ConstantFile::from),
        presence: field.presence.into(),
        readonly: field.access == Access::ReadOnly,
        allow_empty: field.allow_empty,
        bounds: (&field.bounds).into(),
        default: field.default.as_ref().map(bounds::of_default),
        when: field.when.as_ref().map(|when| WhenFile {
            field: siblings[when.field].name.clone(),
            values: when.values.clone(),
        }),
        included_from: field.included_from.map(|id| name(model, id)),
        overrides: field.overrides.map(|id| name(model, id)),
        code_name: field.code_name.clone(),
        docs: docs(&field.docs),
    }
}

fn name(model: &Model, id: TypeId) -> String {
    model.ty(id).name.clone()
}

fn docs(docs: &Docs) -> DocsFile {
    DocsFile {
        doc: docs.text.clone(),
        since: docs.since.clone(),
        deprecated: docs.deprecated.as_ref().map(|deprecated| DeprecatedFile {
            note: deprecated.note.clone(),
            since: deprecated.since.clone(),
        }),
        experimental: docs.experimental,
    }
}
