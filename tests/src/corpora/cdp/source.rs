//! The Chrome DevTools Protocol as its npm package describes it. An unknown key is an error, so that
//! nothing new in it is lost unseen.

use serde::Deserialize;

/// One of the two files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProtocolFile {
    pub(super) version: Version,
    pub(super) domains: Vec<Domain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub(super) major: String,
    pub(super) minor: String,
}

/// A group of types, commands and events.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Domain {
    pub(super) domain: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) experimental: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    #[serde(default)]
    pub(super) dependencies: Vec<String>,
    #[serde(default)]
    pub(super) types: Vec<TypeDecl>,
    #[serde(default)]
    pub(super) commands: Vec<Method>,
    #[serde(default)]
    pub(super) events: Vec<Method>,
}

/// A declared type.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeDecl {
    pub(super) id: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) experimental: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    pub(super) r#type: Kind,
    pub(super) r#enum: Option<Vec<String>>,
    pub(super) items: Option<Items>,
    pub(super) properties: Option<Vec<Property>>,
}

/// A command or an event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) experimental: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    /// The domain that executes the command.
    pub(super) redirect: Option<String>,
    pub(super) parameters: Option<Vec<Property>>,
    pub(super) returns: Option<Vec<Property>>,
}

/// A property of an object, a parameter, or a part of a result.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) experimental: bool,
    #[serde(default)]
    pub(super) deprecated: bool,
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) r#type: Option<Kind>,
    #[serde(rename = "$ref")]
    pub(super) reference: Option<String>,
    pub(super) r#enum: Option<Vec<String>>,
    pub(super) items: Option<Items>,
}

/// The items of an array.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Items {
    pub(super) r#type: Option<Kind>,
    #[serde(rename = "$ref")]
    pub(super) reference: Option<String>,
}

/// The kinds of JSON values.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    String,
    Boolean,
    Integer,
    Number,
    Array,
    Object,
    Any,
}
