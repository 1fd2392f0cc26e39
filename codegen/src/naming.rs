//! Names in generated code: decided once for each language, before anything is written.
//!
//! Names on the wire are never recased; this is about what code calls them. Two names that become
//! one are a diagnostic, and so is a type that would hide something generated code needs.

mod case;

use std::collections::BTreeMap;
use std::fmt;

use tdproto_schema::model::{Direction, Event, EventId, TypeDef, TypeId, TypeKind};
use tdproto_schema::{Code, Diagnostic, Model, Origins, Span};

use crate::views::{InputViews, View};

pub use case::Case;

/// The naming conventions of a language, as data.
#[derive(Debug)]
pub struct Convention {
    /// The language, as diagnostics call it.
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
    /// Makes a field's cased name into an identifier of the language: keywords escaped, characters
    /// that cannot stand in one replaced.
    pub field_ident: fn(&str) -> String,
    /// The same for the name of an enum value.
    pub value_ident: fn(&str) -> String,
    /// The same for the name of a topic.
    pub topic_ident: fn(&str) -> String,
    /// What else code gets that is named after a type, which has this name there: its guards, its
    /// list of values and the like.
    pub derived: fn(&TypeDef, &str) -> Vec<String>,
    /// Names of types that generated code needs for itself.
    pub reserved_types: &'static [&'static str],
    /// Names of enum values that generated code needs for itself.
    pub reserved_values: &'static [&'static str],
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

    /// An enum value, by its position.
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
    let mut planner = Planner {
        model,
        origins,
        convention,
        renames,
        found: Vec::new(),
    };
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
        planner.found,
    )
}

struct Planner<'a> {
    model: &'a Model,
    origins: &'a Origins,
    convention: &'a Convention,
    renames: &'a Renames,
    found: Vec<Diagnostic>,
}

/// A name in code, what it stands for, and where that was written.
struct Planned<'a> {
    ident: String,
    original: Original<'a>,
    span: Span,
}

/// What a name in code stands for.
#[derive(Clone, Copy)]
enum Original<'a> {
    Type(&'a str),
    Input(&'a str),
    Derived(&'a str),
    Field(&'a str, &'a str),
    Value(&'a str, &'a str),
    Event(&'a str),
    Topic(&'a str),
}

impl fmt::Display for Original<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(name) => write!(f, "type `{name}`"),
            Self::Input(name) => write!(f, "the input view of type `{name}`"),
            Self::Derived(name) => write!(f, "what comes with type `{name}`"),
            Self::Field(owner, name) => write!(f, "field `{name}` of `{owner}`"),
            Self::Value(owner, name) => write!(f, "value `{name}` of `{owner}`"),
            Self::Event(name) => write!(f, "event `{name}`"),
            Self::Topic(name) => write!(f, "topic `{name}`"),
        }
    }
}

impl Planner<'_> {
    fn types(&mut self) -> Vec<String> {
        let mut planned = Vec::new();
        for (id, def) in self.model.types_with_ids() {
            let span = self.origins.type_name(id);
            let ident = match self.renames.get(&def.name) {
                Some(name) => name.clone(),
                None => self.unreserved(self.convention.types.apply(&def.name), span),
            };
            planned.push(Planned {
                ident,
                original: Original::Type(&def.name),
                span,
            });
        }
        self.distinct(planned)
    }

    fn unreserved(&mut self, ident: String, span: Span) -> String {
        if !self.convention.reserved_types.contains(&ident.as_str()) {
            return ident;
        }
        let language = self.convention.language;
        let message = format!("generated {language} code needs the name `{ident}` for itself");
        let label = format!("is called `{ident}_` there");
        self.found
            .push(Diagnostic::warning(Code::NameReserved, message).at(span, label));
        format!("{ident}_")
    }

    fn inputs(&mut self, types: &[String], views: &InputViews) -> Vec<String> {
        let inputs: Vec<String> = self
            .model
            .types_with_ids()
            .map(|(id, _)| {
                let name = &types[id.index()];
                if views.differs(id) {
                    format!("{name}Input")
                } else {
                    name.clone()
                }
            })
            .collect();
        let by_name: BTreeMap<&str, TypeId> = self
            .model
            .types_with_ids()
            .map(|(id, _)| (types[id.index()].as_str(), id))
            .collect();
        for (id, def) in self
            .model
            .types_with_ids()
            .filter(|(id, _)| views.differs(*id))
        {
            let Some(other) = by_name.get(inputs[id.index()].as_str()) else {
                continue;
            };
            let original = Original::Input(&def.name);
            let first = Original::Type(&self.model.ty(*other).name);
            let (span, first_span) = (self.origins.type_name(id), self.origins.type_name(*other));
            self.collision(&inputs[id.index()], (original, span), (first, first_span));
        }
        inputs
    }

    /// What is named after a type must not be called as another type is, or what is named after it.
    fn derived(&mut self, types: &[String], inputs: &[String]) {
        let mut taken: BTreeMap<String, (Original<'_>, Span)> = BTreeMap::new();
        for (id, def) in self.model.types_with_ids() {
            let span = self.origins.type_name(id);
            let names = [
                (&types[id.index()], Original::Type(&def.name)),
                (&inputs[id.index()], Original::Input(&def.name)),
            ];
            for (name, original) in names {
                taken.entry(name.clone()).or_insert((original, span));
            }
        }
        for (id, def) in self.model.types_with_ids() {
            let second = (Original::Derived(&def.name), self.origins.type_name(id));
            for name in (self.convention.derived)(def, &types[id.index()]) {
                if self.convention.reserved_types.contains(&name.as_str()) {
                    self.needed(&name, second);
                } else if let Some(first) = taken.get(&name) {
                    self.collision(&name, second, *first);
                } else {
                    taken.insert(name, second);
                }
            }
        }
    }

    /// Reports a name that generated code needs for itself and cannot do without.
    fn needed(&mut self, ident: &str, (original, span): (Original<'_>, Span)) {
        let language = self.convention.language;
        let message = format!(
            "{original} is called `{ident}`, which generated {language} code needs for itself"
        );
        let found = Diagnostic::error(Code::NameCollision, message)
            .at(span, format!("comes with `{ident}`"))
            .help("give the type another name in code");
        self.found.push(found);
    }

    fn fields(&mut self, id: TypeId, def: &TypeDef) -> Vec<String> {
        let TypeKind::Entity(entity) = &def.kind else {
            return Vec::new();
        };
        let planned = entity.fields.iter().enumerate().map(|(index, field)| {
            let ident = match self.field_rename(&def.name, &field.name) {
                Some(name) => name.clone(),
                None => {
                    let name = field.code_name.as_deref().unwrap_or(&field.name);
                    (self.convention.field_ident)(&self.convention.fields.apply(name))
                }
            };
            let original = Original::Field(&def.name, &field.name);
            Planned {
                ident,
                original,
                span: self.origins.field_name(id, index),
            }
        });
        let planned = planned.collect();
        self.distinct(planned)
    }

    fn field_rename(&self, owner: &str, field: &str) -> Option<&String> {
        if self.renames.is_empty() {
            return None;
        }
        self.renames.get(&format!("{owner}.{field}"))
    }

    fn values(&mut self, id: TypeId, def: &TypeDef) -> Vec<String> {
        let TypeKind::Enum(found) = &def.kind else {
            return Vec::new();
        };
        let planned = found.values.iter().enumerate().map(|(index, value)| {
            let mut ident =
                (self.convention.value_ident)(&self.convention.values.apply(&value.name));
            if self.convention.reserved_values.contains(&ident.as_str()) {
                ident.push('_');
            }
            let original = Original::Value(&def.name, &value.name);
            Planned {
                ident,
                original,
                span: self.origins.value(id, index),
            }
        });
        let planned = planned.collect();
        self.distinct(planned)
    }

    /// Events of one direction share a type, so they must differ among themselves.
    fn events(&mut self) -> Vec<String> {
        let mut names = vec![String::new(); self.model.events().len()];
        for direction in [Direction::ClientToServer, Direction::ServerToClient] {
            let of_direction: Vec<_> = self
                .model
                .events_with_ids()
                .filter(|(_, event)| event.direction == direction)
                .collect();
            let planned = of_direction.iter().map(|(id, event)| {
                let name = self.convention.events.apply(&without_sender(event));
                let ident = (self.convention.value_ident)(&name);
                let span = self
                    .origins
                    .event(*id)
                    .map_or(Span::NONE, |origin| origin.name);
                Planned {
                    ident,
                    original: Original::Event(&event.name),
                    span,
                }
            });
            let planned = planned.collect();
            for ((id, _), name) in of_direction.iter().zip(self.distinct(planned)) {
                names[id.index()] = name;
            }
        }
        names
    }

    fn topics(&mut self) -> BTreeMap<String, String> {
        let planned = self.model.topics().into_iter().map(|topic| Planned {
            ident: (self.convention.topic_ident)(&self.convention.topics.apply(topic)),
            original: Original::Topic(topic),
            span: Span::NONE,
        });
        let names = self.distinct(planned.collect());
        self.model
            .topics()
            .into_iter()
            .map(str::to_owned)
            .zip(names)
            .collect()
    }

    /// Reports names that became one.
    fn distinct(&mut self, planned: Vec<Planned<'_>>) -> Vec<String> {
        let mut sorted: Vec<&str> = planned.iter().map(|name| name.ident.as_str()).collect();
        sorted.sort_unstable();
        let collide = sorted.windows(2).any(|pair| pair[0] == pair[1]);
        let mut seen: BTreeMap<&str, &Planned<'_>> = BTreeMap::new();
        for name in planned.iter().filter(|_| collide) {
            match seen.get(name.ident.as_str()) {
                Some(first) => self.collision(
                    &name.ident,
                    (name.original, name.span),
                    (first.original, first.span),
                ),
                None => {
                    seen.insert(&name.ident, name);
                }
            }
        }
        drop(seen);
        planned.into_iter().map(|name| name.ident).collect()
    }

    fn collision(
        &mut self,
        ident: &str,
        second: (Original<'_>, Span),
        first: (Original<'_>, Span),
    ) {
        let language = self.convention.language;
        let message = format!(
            "{} and {} are both `{ident}` in {language}",
            first.0, second.0
        );
        let found = Diagnostic::error(Code::NameCollision, message)
            .at(second.1, format!("becomes `{ident}`"))
            .at(first.1, format!("becomes `{ident}`, too"))
            .help("give a field another name in code with `name = \"…\"`; a type or a value, by its key");
        self.found.push(found);
    }
}

/// The name of an event without its first word, where that only repeats the sender.
fn without_sender(event: &Event) -> String {
    let prefix = format!("{}.", event.direction.name());
    event
        .name
        .strip_prefix(&prefix)
        .unwrap_or(&event.name)
        .to_owned()
}
