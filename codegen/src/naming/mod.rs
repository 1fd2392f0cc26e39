//! Names in generated code: decided once for each language, before anything is written.
//!
//! Names on the wire are never recased; only names in code are. Two names that become one are a
//! diagnostic, and so is a type that would hide something generated code needs.

mod case;
mod original;
mod planner;

use std::collections::{BTreeMap, BTreeSet};

use tdproto_schema::model::{EventId, TypeDef, TypeId};
use tdproto_schema::{Diagnostic, Model, Origins, Span};

use crate::views::{InputViews, View};

use planner::Planner;

pub use case::Case;

/// The naming conventions of a language, as data.
#[derive(Debug)]
#[non_exhaustive]
pub struct Convention {
    /// The name of the language in diagnostics.
    pub language: &'static str,
    /// Types.
    pub types: Case,
    /// Fields.
    pub fields: Case,
    /// Enum values.
    pub values: Case,
    /// The variant or type of an event; its sender's prefix is left out.
    pub events: Case,
    /// Topics: modules or files.
    pub topics: Case,
    /// Makes a field's cased name into an identifier of the language: keywords escaped, other
    /// characters replaced.
    pub field_ident: fn(&str) -> String,
    /// Makes an identifier of the name of an enum value.
    pub value_ident: fn(&str) -> String,
    /// Makes an identifier of the name of a topic.
    pub topic_ident: fn(&str) -> String,
    /// The further names in code after a type, whose name there is given: its guards, its list of
    /// values and the like.
    pub derived: fn(&TypeDef, &str) -> Vec<String>,
    /// Names of types that generated code needs for itself.
    pub reserved_types: &'static [&'static str],
    /// Further such names, of a schema that draws its frames.
    pub reserved_with_frames: &'static [&'static str],
    /// True if each kind of frame that a schema draws has types called after it.
    pub types_of_frames: bool,
    /// Names of enum values that generated code needs for itself.
    pub reserved_values: &'static [&'static str],
}

impl Convention {
    /// The convention of a language that keeps every name as the schema has it.
    ///
    /// ```
    /// use tdproto_codegen::naming::{Case, Convention};
    ///
    /// const KOTLIN: Convention = {
    ///     let mut convention = Convention::new("Kotlin");
    ///     convention.types = Case::UpperCamel;
    ///     convention
    /// };
    /// assert_eq!(KOTLIN.language, "Kotlin");
    /// ```
    #[must_use]
    pub const fn new(language: &'static str) -> Self {
        Self {
            language,
            types: Case::Keep,
            fields: Case::Keep,
            values: Case::Keep,
            events: Case::Keep,
            topics: Case::Keep,
            field_ident: str::to_owned,
            value_ident: str::to_owned,
            topic_ident: str::to_owned,
            derived: |_, _| Vec::new(),
            reserved_types: &[],
            reserved_with_frames: &[],
            types_of_frames: false,
            reserved_values: &[],
        }
    }
}

/// All names of a model in one language.
#[derive(Debug, Clone)]
pub struct Names {
    types: Vec<String>,
    inputs: Vec<String>,
    fields: Vec<Vec<String>>,
    values: Vec<Vec<String>>,
    events: Vec<String>,
    topics: BTreeMap<String, String>,
}

impl Names {
    /// A type.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    /// The client's input view of a type: its own name where the view is the same.
    #[must_use]
    pub fn input(&self, id: TypeId) -> &str {
        &self.inputs[id.index()]
    }

    /// A type in a view.
    #[must_use]
    pub fn in_view(&self, id: TypeId, view: View) -> &str {
        match view {
            View::Whole => self.ty(id),
            View::Input => self.input(id),
        }
    }

    /// A field, by its position.
    #[must_use]
    pub fn field(&self, id: TypeId, index: usize) -> &str {
        &self.fields[id.index()][index]
    }

    /// An enum value or a variant of a union, by its position.
    #[must_use]
    pub fn value(&self, id: TypeId, index: usize) -> &str {
        &self.values[id.index()][index]
    }

    /// The variant of an event.
    #[must_use]
    pub fn event(&self, id: EventId) -> &str {
        &self.events[id.index()]
    }

    /// The module or file of a topic.
    ///
    /// # Panics
    /// If the topic is not one of the model the names were planned for.
    #[must_use]
    pub fn topic(&self, topic: &str) -> &str {
        &self.topics[topic]
    }
}

/// The name of a file, which Windows could take for a device, with `_` after the part that it takes
/// for one: `con.rs` becomes `con_.rs`.
#[must_use]
pub fn file_name(name: &str) -> String {
    let (stem, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
    let mark = if is_device(stem) { "_" } else { "" };
    format!("{stem}{mark}{rest}")
}

/// Returns true if Windows reserves a name, with any ending.
fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end().to_ascii_lowercase();
    let numbered = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let is_numbered = numbered.is_some_and(|number| {
        let mut chars = number.chars();
        let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
        chars.next().is_some_and(is_digit) && chars.next().is_none()
    });
    let named = ["aux", "con", "conin$", "conout$", "nul", "prn"];
    is_numbered || named.contains(&stem.as_str())
}

/// Names given by hand: `Type` or `Type.field` as in the schema, to the name in code.
pub type Renames = BTreeMap<String, String>;

/// Decides all names of a model in one language.
#[must_use]
pub fn plan(
    model: &Model,
    origins: &Origins,
    views: &InputViews,
    convention: &Convention,
    renames: &Renames,
) -> (Names, Vec<Diagnostic>) {
    let chosen = Chosen {
        renames,
        place: &|_| Span::NONE,
        extra: None,
    };
    plan_with(model, origins, views, convention, &chosen)
}

/// The names given by hand, and the places of the options that give them.
pub(crate) struct Chosen<'a> {
    pub(crate) renames: &'a Renames,
    pub(crate) place: &'a dyn Fn(&str) -> Span,
    /// What a convention says that is only known at run time.
    pub(crate) extra: Option<Extra<'a>>,
}

/// The parts of a convention that are only known at run time.
#[derive(Clone, Copy)]
pub(crate) struct Extra<'a> {
    /// The name of the language in diagnostics.
    pub(crate) language: &'a str,
    /// Words that no name may be: they get `_` behind them.
    pub(crate) reserved: &'a BTreeSet<String>,
}

/// Decides all names of a model in one language; errors show the places of options.
pub(crate) fn plan_with(
    model: &Model,
    origins: &Origins,
    views: &InputViews,
    convention: &Convention,
    chosen: &Chosen<'_>,
) -> (Names, Vec<Diagnostic>) {
    let mut planner = Planner::new(model, origins, convention, chosen);
    let types = planner.types();
    let inputs = planner.inputs(&types, views);
    planner.derived(&types, &inputs);
    let fields = model
        .types_with_ids()
        .map(|(id, def)| planner.fields(id, def))
        .collect();
    let values = model
        .types_with_ids()
        .map(|(id, def)| planner.values(id, def))
        .collect();
    let events = planner.events();
    let topics = planner.topics();
    (
        Names {
            types,
            inputs,
            fields,
            values,
            events,
            topics,
        },
        planner.finish(),
    )
}
