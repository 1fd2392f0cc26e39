//! Parts of a file that name no others, as the parts of a model that they hold.

use super::docs::DocsFile;
use super::file::{EnumValueFile, PrefixFile, ServerFile, TombstoneFile, TopicFile};
use super::parts::WireValueFile;
use super::unions::{FormFile, UnionFile};
use crate::model::{
    Constraints, Deprecated, Docs, Enum, EnumBase, EnumValue, Openness, Prefix, RemovedPart,
    Tombstone, Type, TypeDef, TypeKind, WireValue,
};
use crate::model::{Server, Tag, Topic, Union, UnionForm, Variant};

pub(super) fn def(name: String, topic: String, file: DocsFile, kind: TypeKind) -> TypeDef {
    TypeDef {
        name,
        topic,
        kind,
        allow_empty: false,
        constraints: Constraints::default(),
        prefixes: Vec::new(),
        docs: docs(file),
    }
}

pub(super) fn tombstone(
    file: TombstoneFile,
    part: impl FnOnce(String) -> RemovedPart,
) -> Tombstone {
    Tombstone {
        part: part(file.name),
        since: file.since,
        doc: file.doc,
    }
}

pub(super) fn server(file: ServerFile) -> Server {
    Server {
        name: file.name,
        url: file.url,
        doc: file.doc,
    }
}

/// A topic with its name.
pub(super) fn topic(file: TopicFile) -> (String, Topic) {
    let topic = Topic {
        title: file.title,
        docs: docs(file.docs),
    };
    (file.name, topic)
}

pub(super) fn wire_value(file: WireValueFile) -> WireValue {
    match file {
        WireValueFile::Text(text) => WireValue::Text(text),
        WireValueFile::Int(number) => WireValue::Int(number),
    }
}

pub(super) fn prefix(file: PrefixFile) -> Prefix {
    Prefix {
        text: file.text,
        name: file.name,
        doc: file.doc,
    }
}

pub(super) fn base(int: bool) -> EnumBase {
    if int { EnumBase::Int } else { EnumBase::Text }
}

fn openness(open: bool) -> Openness {
    if open {
        Openness::Open
    } else {
        Openness::Closed
    }
}

/// A union; `ty` gives the type of the variant of a name, by its text.
pub(super) fn union(file: UnionFile, mut ty: impl FnMut(&str, &str) -> Type) -> Union {
    let variants = file.variants.into_iter().map(|variant| Variant {
        ty: variant.ty.map(|text| ty(&variant.name, &text)),
        name: variant.name,
        value: variant.value.map(wire_value),
        docs: docs(variant.docs),
    });
    let variants = variants.collect();
    let form = match file.form {
        // A missing key was reported.
        None => UnionForm::Tag(Tag {
            key: file.tag.unwrap_or_else(|| "type".to_owned()),
            base: base(file.int),
            content: file.content,
        }),
        Some(FormFile::Key) => UnionForm::Key,
        Some(FormFile::Kind) => UnionForm::Kind,
    };
    Union {
        direction: file.direction.map(Into::into),
        form,
        openness: openness(file.open),
        variants,
    }
}

pub(super) fn enumeration(int: bool, open: bool, values: Vec<EnumValueFile>) -> Enum {
    Enum {
        base: base(int),
        openness: openness(open),
        values: values
            .into_iter()
            .map(|value| EnumValue {
                name: value.name,
                value: wire_value(value.value),
                docs: docs(value.docs),
            })
            .collect(),
        empty: 0,
    }
}

pub(super) fn docs(file: DocsFile) -> Docs {
    Docs {
        text: file.doc,
        since: file.since,
        deprecated: file.deprecated.map(|deprecated| Deprecated {
            note: deprecated.note,
            since: deprecated.since,
        }),
        experimental: file.experimental,
    }
}
