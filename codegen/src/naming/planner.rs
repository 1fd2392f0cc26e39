//! The decisions: names by convention or by hand, and errors in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tdproto_schema::model::{Direction, Event, TypeDef, TypeId, TypeKind};
use tdproto_schema::{Code, Diagnostic, Model, Origins, Span};

use super::original::Original;
use super::{Case, Chosen, Convention};
use crate::views::InputViews;
use tdproto_schema::names::{Name, is_type_name_in_code};

/// Decides the names of one language, part by part.
pub(super) struct Planner<'a> {
    model: &'a Model,
    origins: &'a Origins,
    convention: &'a Convention,
    chosen: &'a Chosen<'a>,
    found: Vec<Diagnostic>,
}

/// A name in code, with the part that it stands for and its place in the schema.
struct Planned<'a> {
    ident: String,
    original: Original<'a>,
    span: Span,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        model: &'a Model,
        origins: &'a Origins,
        convention: &'a Convention,
        chosen: &'a Chosen<'a>,
    ) -> Self {
        Self {
            model,
            origins,
            convention,
            chosen,
            found: Vec::new(),
        }
    }

    /// The name of the language in diagnostics.
    fn language(&self) -> &'a str {
        let extra = self.chosen.extra;
        extra.map_or(self.convention.language, |extra| extra.language)
    }

    /// A name in code with `_` behind it, if the user reserved it.
    fn kept_free(&self, mut ident: String) -> String {
        let extra = self.chosen.extra;
        if extra.is_some_and(|extra| extra.reserved.contains(&ident)) {
            ident.push('_');
        }
        ident
    }

    /// The errors in the names.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    /// The names of types, by id.
    pub(super) fn types(&mut self) -> Vec<String> {
        let mut planned = Vec::new();
        for (id, def) in self.model.types_with_ids() {
            let span = self.origins.type_name(id);
            let ident = match self.chosen.renames.get(&def.name) {
                Some(name) => self.renamed_type(&def.name, name),
                None => {
                    let ident = self.unreserved(self.convention.types.apply(&def.name), span);
                    self.kept_free(ident)
                }
            };
            planned.push(Planned {
                ident,
                original: Original::Type(&def.name),
                span,
            });
        }
        self.distinct(planned)
    }

    /// Returns true if a name is that of a type of a kind of frame in some direction.
    fn is_of_frame(&self, name: &str) -> bool {
        let own = ["Server", "Client"]
            .into_iter()
            .find_map(|prefix| name.strip_prefix(prefix));
        let Some(own) = own else { return false };
        let mut kinds = self.model.frames().iter();
        kinds.any(|kind| {
            let kind = Case::UpperCamel.apply(&kind.name);
            own == kind || own.strip_suffix("Frame") == Some(&kind)
        })
    }

    /// Returns true if generated code needs the name of a type for itself.
    fn is_reserved(&self, name: &str) -> bool {
        let convention = self.convention;
        let draws = !self.model.frames().is_empty();
        convention.reserved_types.contains(&name)
            || (draws && convention.reserved_with_frames.contains(&name))
            || (convention.types_of_frames && self.is_of_frame(name))
    }

    /// The name that an option gives a type; one that generated code needs is reported.
    fn renamed_type(&mut self, from: &str, to: &str) -> String {
        let is_reserved = self.is_reserved(to);
        if is_reserved && is_type_name_in_code(to) {
            let language = self.language();
            let message = format!("generated {language} code needs the name `{to}` for itself");
            self.invalid_rename(from, &message, "expected a name that is not reserved");
        }
        to.to_owned()
    }

    /// The name that an option gives a field; one that the language cannot write is reported.
    fn renamed_field(&mut self, from: &str, to: &str) -> String {
        let ident = (self.convention.field_ident)(to);
        // A keyword that can be escaped is still the name; any other is not.
        if !ident.ends_with(to) && Name::Code.check(to).is_ok() {
            let language = self.language();
            let message = format!("`{to}` cannot be a name in {language}");
            self.invalid_rename(from, &message, "expected a name that is not reserved");
        }
        ident
    }

    fn invalid_rename(&mut self, from: &str, message: &str, expected: &str) {
        let message = format!("rename of `{from}`: {message}");
        let found = Diagnostic::error(Code::OptionInvalid, message);
        self.found.push(match (self.chosen.place)(from) {
            Span::NONE => found.help(expected),
            place => found.at(place, expected),
        });
    }

    fn unreserved(&mut self, ident: String, span: Span) -> String {
        if !self.is_reserved(&ident) {
            return ident;
        }
        let language = self.language();
        let message = format!("generated {language} code needs the name `{ident}` for itself");
        let label = format!("is called `{ident}_` there");
        self.found
            .push(Diagnostic::warning(Code::NameReserved, message).at(span, label));
        format!("{ident}_")
    }

    /// The names of the views of clients, by id; the name of the type where both are the same.
    pub(super) fn inputs(&mut self, types: &[String], views: &InputViews) -> Vec<String> {
        let inputs: Vec<String> = self
            .model
            .types_with_ids()
            .map(|(id, def)| {
                let name = &types[id.index()];
                if views.differs(id) {
                    self.input(def, types, name)
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

    /// The name of the view of a client: the name of the type with `Input` after it. A `_` appended
    /// to a reserved name is left out, unless another type has the result.
    fn input(&self, def: &TypeDef, types: &[String], name: &str) -> String {
        let cased = self.convention.types.apply(&def.name);
        let bare = format!("{cased}Input");
        let is_suffixed = !self.chosen.renames.contains_key(&def.name) && self.is_reserved(&cased);
        match is_suffixed {
            true if types.contains(&bare) => format!("{bare}_"),
            true => bare,
            false => format!("{name}Input"),
        }
    }

    /// Reports each name derived from a type's name that another type, or another derived name,
    /// has.
    pub(super) fn derived(&mut self, types: &[String], inputs: &[String]) {
        let mut taken: BTreeMap<Cow<'_, str>, (Original<'_>, Span)> = BTreeMap::new();
        for (id, def) in self.model.types_with_ids() {
            let span = self.origins.type_name(id);
            let names = [
                (&types[id.index()], Original::Type(&def.name)),
                (&inputs[id.index()], Original::Input(&def.name)),
            ];
            for (name, original) in names {
                let name = Cow::Borrowed(name.as_str());
                taken.entry(name).or_insert((original, span));
            }
        }
        for (id, def) in self.model.types_with_ids() {
            let second = (Original::Derived(&def.name), self.origins.type_name(id));
            for name in (self.convention.derived)(def, &types[id.index()]) {
                if self.is_reserved(&name) {
                    self.needed(&name, second);
                } else if let Some(first) = taken.get(name.as_str()) {
                    self.collision(&name, second, *first);
                } else {
                    taken.insert(Cow::Owned(name), second);
                }
            }
        }
    }

    /// Reports a name that generated code needs for itself and cannot do without.
    fn needed(&mut self, ident: &str, (original, span): (Original<'_>, Span)) {
        let language = self.language();
        let from = original.option_name();
        if let Some(from) = from.filter(|from| self.chosen.renames.contains_key(from)) {
            let message = format!(
                "{original} is `{ident}`, which generated {language} code needs for itself"
            );
            self.invalid_rename(&from, &message, "expected a name whose companions are free");
            return;
        }
        let message = format!(
            "{original} is called `{ident}`, which generated {language} code needs for itself"
        );
        let found = Diagnostic::error(Code::NameCollision, message)
            .at(span, format!("comes with `{ident}`"))
            .help("give the type another name in code");
        self.found.push(found);
    }

    /// The names of the fields of a type, in their order.
    pub(super) fn fields(&mut self, id: TypeId, def: &TypeDef) -> Vec<String> {
        let TypeKind::Entity(entity) = &def.kind else {
            return Vec::new();
        };
        let mut planned = Vec::with_capacity(entity.fields.len());
        for (index, field) in entity.fields.iter().enumerate() {
            let ident = match self.field_rename(&def.name, &field.name) {
                Some((from, to)) => self.renamed_field(&from, &to),
                None => {
                    let name = field.code_name.as_deref().unwrap_or(&field.name);
                    let ident = (self.convention.field_ident)(&self.convention.fields.apply(name));
                    self.kept_free(ident)
                }
            };
            planned.push(Planned {
                ident,
                original: Original::Field(&def.name, &field.name),
                span: self.origins.field_name(id, index),
            });
        }
        self.distinct(planned)
    }

    /// The name of a field in options, and the one that they give it.
    fn field_rename(&self, owner: &str, field: &str) -> Option<(String, String)> {
        if self.chosen.renames.is_empty() {
            return None;
        }
        let name = format!("{owner}.{field}");
        let to = self.chosen.renames.get(&name)?.clone();
        Some((name, to))
    }

    /// The names of the values of an enum, or of the variants of a union, in their order.
    pub(super) fn values(&mut self, id: TypeId, def: &TypeDef) -> Vec<String> {
        let value = |name: &str| {
            let mut ident = (self.convention.value_ident)(&self.convention.values.apply(name));
            if self.convention.reserved_values.contains(&ident.as_str()) {
                ident.push('_');
            }
            self.kept_free(ident)
        };
        let planned = match &def.kind {
            TypeKind::Enum(found) => {
                let values = found.values.iter().enumerate();
                let planned = values.map(|(index, found)| Planned {
                    ident: value(&found.name),
                    original: Original::Value(&def.name, &found.name),
                    span: self.origins.value_name(id, index),
                });
                planned.collect()
            }
            TypeKind::Union(found) => {
                let variants = found.variants.iter().enumerate();
                let planned = variants.map(|(index, variant)| Planned {
                    ident: value(&variant.name),
                    original: Original::Variant(&def.name, &variant.name),
                    span: self.origins.variant_name(id, index),
                });
                planned.collect()
            }
            TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => return Vec::new(),
        };
        self.distinct(planned)
    }

    /// The names of the events. Events of one direction share a type, so they must differ among
    /// themselves.
    pub(super) fn events(&mut self) -> Vec<String> {
        let mut names = vec![String::new(); self.model.events().len()];
        for direction in [Direction::ClientToServer, Direction::ServerToClient] {
            let of_direction: Vec<_> = self
                .model
                .events_with_ids()
                .filter(|(_, event)| event.is_sent(direction))
                .collect();
            let planned = of_direction.iter().map(|(id, event)| {
                let name = self.convention.events.apply(name_in_code(event));
                let ident = self.kept_free((self.convention.value_ident)(&name));
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

    /// The names of files, by topic.
    pub(super) fn topics(&mut self) -> BTreeMap<String, String> {
        let topics = self.in_topics();
        let planned = topics.iter().map(|(&topic, &span)| Planned {
            ident: self.kept_free((self.convention.topic_ident)(
                &self.convention.topics.apply(topic),
            )),
            original: Original::Topic(topic),
            span,
        });
        let names = self.distinct(planned.collect());
        let topics = topics.into_keys().map(str::to_owned);
        topics.zip(names).collect()
    }

    /// The first declaration in each topic, which shows its file.
    fn in_topics(&self) -> BTreeMap<&'a str, Span> {
        let mut spans = BTreeMap::new();
        for (id, def) in self.model.types_with_ids() {
            let span = || self.origins.type_name(id);
            spans.entry(def.topic.as_str()).or_insert_with(span);
        }
        for (id, event) in self.model.events_with_ids() {
            let span = || {
                self.origins
                    .event(id)
                    .map_or(Span::NONE, |origin| origin.name)
            };
            spans.entry(event.topic.as_str()).or_insert_with(span);
        }
        // A topic with kinds of frames alone, or with nothing.
        for topic in self.model.topics() {
            spans.entry(topic).or_insert(Span::NONE);
        }
        spans
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
        let language = self.language();
        for (renamed, other) in [(second.0, first.0), (first.0, second.0)] {
            let from = renamed.option_name();
            if let Some(from) = from.filter(|from| self.chosen.renames.contains_key(from)) {
                let message = format!("{other} is `{ident}` in {language}, too");
                self.invalid_rename(&from, &message, "expected a name that is not taken");
                return;
            }
        }
        let message = format!(
            "{} and {} are both `{ident}` in {language}",
            first.0, second.0
        );
        let found = Diagnostic::error(Code::NameCollision, message)
            .at(second.1, format!("becomes `{ident}`"))
            .at(first.1, format!("becomes `{ident}`, too"))
            .help(second.0.way_out());
        self.found.push(found);
    }
}

/// The name of an event in code: after its name on the wire if it has no other one. The first word
/// is left out where it only repeats the sender.
fn name_in_code(event: &Event) -> &str {
    if let Some(name) = &event.code_name {
        return name;
    }
    let sender = event.sender.name();
    let rest = event.name.strip_prefix(sender);
    let rest = rest.and_then(|rest| rest.strip_prefix('.'));
    rest.unwrap_or(&event.name)
}
