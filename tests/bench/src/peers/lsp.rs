//! JSON-RPC with messages of the Language Server Protocol.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::value::RawValue;

/// Declares types whose keys are in camel case: fields that are always there, then optional ones.
macro_rules! entities {
    ($($name:ident {
        $($(#[$attribute:meta])* $field:ident: $ty:ty,)*
        $(; $($optional:ident: $inner:ty,)*)?
    })*) => {$(
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub struct $name {
            $(
                $(#[$attribute])*
                #[serde(deserialize_with = "super::lenient")]
                pub $field: $ty,
            )*
            $($(pub $optional: Option<$inner>,)*)?
        }
    )*};
}

entities! {
    CodeActionContext { diagnostics: Vec<Diagnostic>, ; only: Vec<String>, }
    CodeActionParams {
        text_document: TextDocumentIdentifier,
        range: Range,
        context: CodeActionContext,
    }
    CompletionItem {
        label: String,
        ;
        kind: i32,
        detail: String,
        documentation: Box<MarkupContent>,
        sort_text: String,
        insert_text: String,
        text_edit: Box<TextEdit>,
    }
    CompletionList { is_incomplete: bool, items: Vec<CompletionItem>, }
    Diagnostic {
        range: Range,
        message: String,
        ;
        severity: i32,
        code: String,
        source: String,
        related_information: Vec<RelatedInformation>,
    }
    DidChangeTextDocumentParams {
        text_document: VersionedTextDocumentIdentifier,
        content_changes: Vec<TextDocumentContentChangeEvent>,
    }
    DidOpenTextDocumentParams { text_document: TextDocumentItem, }
    Hover { contents: MarkupContent, ; range: Box<Range>, }
    Location { uri: String, range: Range, }
    LogMessageParams { #[serde(rename = "type")] ty: i32, message: String, }
    MarkupContent { kind: String, value: String, }
    Position { line: u32, character: u32, }
    PublishDiagnosticsParams { uri: String, diagnostics: Vec<Diagnostic>, ; version: i32, }
    Range { start: Position, end: Position, }
    RelatedInformation { location: Location, message: String, }
    ResponseError { code: i32, message: String, ; data: Box<RawValue>, }
    TextDocumentContentChangeEvent { text: String, ; range: Box<Range>, }
    TextDocumentIdentifier { uri: String, }
    TextDocumentItem { uri: String, language_id: String, version: i32, text: String, }
    TextDocumentPositionParams { text_document: TextDocumentIdentifier, position: Position, }
    TextEdit { range: Range, new_text: String, }
    VersionedTextDocumentIdentifier { uri: String, version: i32, }
}

/// The id of a request.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum RequestId {
    Number(i32),
    Text(String),
}

/// A message of an editor.
#[derive(Debug, Clone)]
pub enum ClientMessage {
    CodeAction(RequestId, CodeActionParams),
    Completion(RequestId, TextDocumentPositionParams),
    Hover(RequestId, TextDocumentPositionParams),
    DidChange(DidChangeTextDocumentParams),
    DidOpen(DidOpenTextDocumentParams),
}

/// A message of a language server; the caller knows the type of a result.
#[derive(Debug, Clone)]
pub enum ServerMessage<R> {
    ShowMessage(RequestId, LogMessageParams),
    PublishDiagnostics(PublishDiagnosticsParams),
    LogMessage(LogMessageParams),
    Result(RequestId, R),
    Error(Option<RequestId>, ResponseError),
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    jsonrpc: Cow<'a, str>,
    id: Option<RequestId>,
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    params: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error: Option<ResponseError>,
}

impl<'a> Message<'a> {
    fn read(frame: &'a [u8]) -> serde_json::Result<Self> {
        let message: Self = serde_json::from_slice(frame)?;
        match &*message.jsonrpc {
            "2.0" => Ok(message),
            _ => Err(serde_json::Error::custom("no JSON-RPC 2.0")),
        }
    }
}

/// The value of params.
fn params<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> serde_json::Result<T> {
    let raw = raw.ok_or_else(|| serde_json::Error::custom("no params"))?;
    serde_json::from_str(raw.get())
}

impl ClientMessage {
    /// Reads a frame.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(frame: &[u8]) -> serde_json::Result<Self> {
        let message = Message::read(frame)?;
        let raw = message.params;
        let read = match (message.method.as_deref(), message.id) {
            (Some("textDocument/codeAction"), Some(id)) => Self::CodeAction(id, params(raw)?),
            (Some("textDocument/completion"), Some(id)) => Self::Completion(id, params(raw)?),
            (Some("textDocument/hover"), Some(id)) => Self::Hover(id, params(raw)?),
            (Some("textDocument/didChange"), None) => Self::DidChange(params(raw)?),
            (Some("textDocument/didOpen"), None) => Self::DidOpen(params(raw)?),
            _ => return Err(serde_json::Error::custom("not known")),
        };
        Ok(read)
    }
}

impl<R: for<'a> Deserialize<'a>> ServerMessage<R> {
    /// Reads a frame.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(frame: &[u8]) -> serde_json::Result<Self> {
        let message = Message::read(frame)?;
        let raw = message.params;
        let read = match (message.method.as_deref(), message.id) {
            (Some("window/showMessageRequest"), Some(id)) => Self::ShowMessage(id, params(raw)?),
            (Some("textDocument/publishDiagnostics"), None) => {
                Self::PublishDiagnostics(params(raw)?)
            }
            (Some("window/logMessage"), None) => Self::LogMessage(params(raw)?),
            (None, id) => match (message.result, message.error, id) {
                (Some(result), None, Some(id)) => {
                    Self::Result(id, serde_json::from_str(result.get())?)
                }
                (None, Some(error), id) => Self::Error(id, error),
                _ => return Err(serde_json::Error::custom("no reply")),
            },
            _ => return Err(serde_json::Error::custom("not known")),
        };
        Ok(read)
    }
}
