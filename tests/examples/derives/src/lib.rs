//! A schema of types written by hand. They read and write frames, and every back end takes them.

use tdproto_codegen::{Options, OutputFile, from_types, generate, lang};
use tdproto_macros::{Entity, Event, WireEnum};

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
    let (schema, diagnostics) = from_types::<(Chat, Kind, ServerEvent)>();
    if let Some(first) = diagnostics.first() {
        return Err(first.message.clone());
    }
    let backend = lang::find("typescript").ok_or("the library has no TypeScript")?;
    Ok(generate(&schema, backend, &Options::default()).0.files)
}
