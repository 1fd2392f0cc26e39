//! The format of a description, by what its document says.

use serde_json::Value;

/// A format of descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Described {
    /// An AsyncAPI document of a version.
    AsyncApi(String),
    /// An OpenAPI document of a version.
    OpenApi(String),
    /// A Swagger document, which OpenAPI 3 replaced.
    Swagger(String),
    /// No document of these.
    Other,
}

impl Described {
    /// The format of a document.
    pub(super) fn of(document: &Value) -> Self {
        let version = |key: &str| match document.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let found = version("asyncapi")
            .map(Self::AsyncApi)
            .or_else(|| version("openapi").map(Self::OpenApi))
            .or_else(|| version("swagger").map(Self::Swagger));
        found.unwrap_or(Self::Other)
    }

    /// The reason that a document of this format is not imported as another one.
    pub(super) fn instead_of(&self, path: &str, wanted: &str) -> String {
        match self {
            Self::AsyncApi(version) => {
                format!("{path} is an AsyncAPI {version} document: use `asyncapi`")
            }
            Self::OpenApi(version) => {
                format!("{path} is an OpenAPI {version} document: use `openapi`")
            }
            Self::Swagger(version) => format!(
                "{path} is a Swagger {version} document: convert it to OpenAPI 3, and use `openapi`"
            ),
            Self::Other => format!("{path} is no {wanted} document"),
        }
    }
}
