//! Two topics of the protocol written by hand, with `#[derive(Entity)]` in place of a schema file.
//! Their descriptions must give the very model that the files give.
#![allow(dead_code, reason = "the types are there to be described")]
#![allow(clippy::upper_case_acronyms, reason = "names are those of the schema")]

mod chat;
mod message;

pub(crate) use chat::*;
pub(crate) use message::*;

use tdproto_schema::decl::{TypeBody, TypeDecl};
use tdproto_schema::model::TypeKind;
use tdproto_schema::{Decls, Describe, Model, Schema, compile_decls, embedded, read};

pub(crate) use tdproto::{
    ChatCounters, ChatType, GroupStatus, IconData, MarkupType, Mediasubtype, Mediatype,
    MessageLinks, PdfVersion, TaskTabKey, TeamUnread, Upload,
};

type JID = tdproto::Jid;
type ISODateTimeString = tdproto::IsoDateTimeString;

/// The topics that are written by hand.
const TOPICS: [&str; 2] = ["chat", "message"];

macro_rules! described {
    ($($name:ident)*) => { vec![$($name::describe()),*] };
}

fn descriptions() -> Vec<TypeDecl> {
    described! {
        Chat ChatShort ClientChatComposingParams ClientChatLastreadParams
        ClientMessageDeletedParams ClientMessageUpdatedParams DeletedChat Emoji
        GroupAccessRequest GroupMembership MarkupEntity Message MessageContent MessageLink
        MessageLinkPreview MessageReaction MessageReactionDetail Reaction ReceivedMessage
        ServerChatComposingParams ServerChatDeletedParams ServerChatDraftParams
        ServerChatLastreadParams ServerChatUpdatedParams ServerMessageReceivedParams
        ServerMessageUpdatedParams ShortMessage Subtask TaskItem UploadShortMessage
    }
}

/// The declarations of the files, those of the hand-written entities left out.
fn others() -> Decls {
    let sources = embedded::sources();
    let mut decls = Decls::default();
    for file in sources.files() {
        decls.append(read(&sources, file.id).0);
    }
    let is_entity = |decl: &TypeDecl| matches!(decl.body, TypeBody::Entity { .. });
    decls
        .types
        .retain(|decl| !(TOPICS.contains(&decl.topic.as_str()) && is_entity(decl)));
    decls
}

fn with_descriptions(types: Vec<TypeDecl>) -> Schema {
    let mut decls = others();
    decls.types.extend(types);
    let (schema, diagnostics) = compile_decls(decls);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// Where two models differ: the types, and the fields of entities that are not the same.
fn differences(files: &Model, derived: &Model) -> Vec<String> {
    let mut found = Vec::new();
    for (file, derived) in files.types().iter().zip(derived.types()) {
        match (&file.kind, &derived.kind) {
            _ if file == derived => {}
            (TypeKind::Entity(a), TypeKind::Entity(b)) if a.fields.len() == b.fields.len() => {
                let pairs = a.fields.iter().zip(&b.fields).filter(|(a, b)| a != b);
                found
                    .extend(pairs.map(|(a, b)| format!("{}.{}: {a:?} / {b:?}", file.name, b.name)));
                if file.docs != derived.docs {
                    found.push(format!(
                        "{}: {:?} / {:?}",
                        file.name, file.docs, derived.docs
                    ));
                }
            }
            _ => found.push(format!(
                "{}: {:?} / {:?}",
                file.name, file.kind, derived.kind
            )),
        }
    }
    found
}

#[test]
fn derived_descriptions_are_the_files() {
    let files = embedded::compiled().0.model;
    let derived = with_descriptions(descriptions()).model;
    let found = differences(&files, &derived);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(files, derived);
}

#[test]
fn every_entity_of_the_topics_is_written_by_hand() {
    let files = embedded::compiled().0.model;
    let in_files = files
        .types_with_ids()
        .filter(|(id, def)| TOPICS.contains(&def.topic.as_str()) && files.entity(*id).is_some());
    let in_files: Vec<_> = in_files.map(|(_, def)| def.name.clone()).collect();
    let mut by_hand: Vec<_> = descriptions()
        .into_iter()
        .map(|decl| decl.name.value)
        .collect();
    by_hand.sort();
    assert_eq!(in_files, by_hand);
}

#[test]
fn a_flipped_attribute_is_told_with_its_field() {
    let files = embedded::compiled().0.model;
    let mut types = descriptions();
    let chat = types
        .iter_mut()
        .find(|decl| decl.name.value == "Chat")
        .unwrap();
    let TypeBody::Entity { fields, .. } = &mut chat.body else {
        panic!("Chat is an entity")
    };
    let field = fields
        .iter_mut()
        .find(|field| field.name.value == "gentime")
        .unwrap();
    field.nullable = !field.nullable;
    let found = differences(&files, &with_descriptions(types).model);
    // Meeting includes Chat, so that the field is one of its own, too.
    let fields: Vec<_> = found
        .iter()
        .filter_map(|text| text.split(':').next())
        .collect();
    assert_eq!(fields, ["Chat.gentime", "Meeting.gentime"]);
}
