//! `model.json`: the published description of a protocol, for other tools to read, and the
//! baseline that later versions are compared with.
//!
//! It holds the resolved model: includes are flattened, inherited `since` are filled in, the two
//! flags of a field are one presence. Reading what was written gives an equal model.

mod bounds;
mod constant;
mod direction;
mod docs;
mod event;
mod field;
mod file;
mod frames;
mod parts;
mod plain;
mod presence;
mod problems;
mod reading;
mod sound;
mod unions;
mod writing;

use file::*;

use crate::read::conflict::conflict;
use crate::{Code, Diagnostic, FileId, Model, SourceMap, Span};

/// The number of the format; it grows when older readers could no longer understand it.
pub const FORMAT: u32 = 2;

/// The text of `model.json`; `comment` says where it came from.
///
/// ```
/// let (schema, _) = tdproto_schema::embedded::compiled();
/// let text = tdproto_schema::json::to_json(&schema.model, "by hand");
/// assert_eq!(tdproto_schema::json::from_json(&text).unwrap(), schema.model);
/// ```
///
/// # Panics
/// Never: the file holds nothing that JSON cannot.
#[must_use]
pub fn to_json(model: &Model, comment: &str) -> String {
    let file = writing::file(model, comment);
    let mut text =
        serde_json::to_string_pretty(&file).expect("the file holds only JSON's own types");
    text.push('\n');
    text
}

/// Reads `model.json`.
///
/// # Errors
/// If the text is not JSON of the model's form, its format is newer than [`FORMAT`], or it lacks a
/// type that it names. The diagnostics have no place; those of [`from_source`] do.
pub fn from_json(text: &str) -> Result<Model, Vec<Diagnostic>> {
    parsed(text).map_err(|wrong| match wrong {
        Wrong::Syntax(error) => vec![syntax(format!("not a model: {error}"))],
        Wrong::Model(found) => found,
    })
}

/// Reads a file that is a `model.json`.
///
/// # Errors
/// Those of [`from_json`], each with its place: the line and column, or at least the file.
pub fn from_source(sources: &SourceMap, file: FileId) -> Result<Model, Vec<Diagnostic>> {
    let Some(source) = sources.get(file) else {
        return Ok(Model::default());
    };
    parsed(&source.text).map_err(|wrong| match wrong {
        Wrong::Syntax(error) => {
            if let Some(conflict) = conflict(file, &source.text) {
                return vec![conflict];
            }
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or(&text);
            let at = source.offset(error.line(), error.column());
            let found = syntax(format!("not a model: {reason}"));
            vec![found.at(Span::new(file, at..at), "")]
        }
        Wrong::Model(mut found) => {
            for found in &mut found {
                found.message = format!("{}: {}", source.path, found.message);
            }
            found
        }
    })
}

/// The reason that a text is no model.
enum Wrong {
    /// The text does not have the form of a model.
    Syntax(serde_json::Error),
    /// The text has the form of a model, but its content is invalid.
    Model(Vec<Diagnostic>),
}

fn parsed(text: &str) -> Result<Model, Wrong> {
    let head: Head = serde_json::from_str(text).map_err(Wrong::Syntax)?;
    if !(1..=FORMAT).contains(&head.format) {
        let message = format!(
            "the model has format {}, this version knows {FORMAT}",
            head.format
        );
        let help = "use the version of tdproto that wrote it, or a newer one";
        let found = Diagnostic::error(Code::ModelFormat, message).help(help);
        return Err(Wrong::Model(vec![found]));
    }
    let file: ModelFile = serde_json::from_str(text).map_err(Wrong::Syntax)?;
    reading::model(file).map_err(Wrong::Model)
}

fn syntax(message: String) -> Diagnostic {
    Diagnostic::error(Code::ModelSyntax, message).help("`tdproto model` writes a model.json")
}

/// The JSON Schema of `model.json`.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(ModelFile).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert(
            "title".to_owned(),
            "The model of a JSON event protocol".into(),
        );
    }
    schema
}
