//! A schema of types written by hand. They read and write frames, and every back end takes them.

use tdproto_codegen::{Options, OutputFile, from_types, generate, lang};
use tdproto_macros::{Entity, Event, Union, WireEnum};
use tdproto_wire::Json;

/// A chat.
#[derive(Debug, Default, PartialEq, Entity)]
pub struct Chat {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub kind: Kind,
    /// Left out when empty.
    #[proto(omitempty)]
    pub tags: Vec<String>,
    /// The blocks of the pinned message.
    #[proto(omitempty)]
    pub pinned: Vec<Block>,
}

/// What a chat is for. Values of later versions are kept.
#[derive(Debug, WireEnum)]
pub enum Kind {
    /// Two people.
    Direct,
    /// A group.
    Group,
    /// A value of a later version.
    Unknown(String),
}

/// A part of a message. The key `type` names the variant, and those of later versions are kept.
#[derive(Debug, PartialEq, Union)]
#[proto(tag = "type")]
pub enum Block {
    /// A text.
    Text(Box<Text>),
    /// A line, with nothing but the tag.
    Divider,
    /// A variant of a later version.
    Unknown {
        /// The tag.
        tag: String,
        /// The whole object.
        raw: Json,
    },
}

/// A text.
#[derive(Debug, Default, PartialEq, Entity)]
pub struct Text {
    /// What it says.
    pub text: String,
}

/// What the server sends.
#[derive(Debug, PartialEq, Event)]
#[proto(direction = "server")]
pub enum ServerEvent {
    /// A chat changed.
    #[proto(event = "server.chat.updated")]
    ChatUpdated(Chat),
}

/// The TypeScript package of these types.
///
/// # Errors
/// The diagnostics, if the types are no valid schema.
pub fn typescript() -> Result<Vec<OutputFile>, String> {
    let (schema, diagnostics) = from_types::<(Chat, Kind, Block, Text, ServerEvent)>();
    if let Some(first) = diagnostics.first() {
        return Err(first.message.clone());
    }
    let backend = lang::find("typescript").ok_or("the library has no TypeScript")?;
    Ok(generate(&schema, backend, &Options::default()).0.files)
}
