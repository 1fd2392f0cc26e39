//! Options for Rust whose code would not compile.

use tdproto_schema::model::{Direction, Type, TypeDef, TypeId, TypeKind, Union};
use tdproto_schema::{Diagnostic, Model};

use super::attribute::{self, Attribute};
use super::attributes::{Having, is_asked_for};
use super::naming::is_path;
use super::traits::{self, Obstacle, Trait};
use crate::lang::signatures;
use crate::options::{EVENT_ENUMS, EVERY_TYPE, Options, RustLayout, Setting};
use crate::views::InputViews;

/// Checks the attributes, derives and existing types that options name. Names that the model lacks
/// are left to [`Options::check`].
pub(in crate::lang) fn check(model: &Model, options: &Options) -> Vec<Diagnostic> {
    let mut checker = Checker {
        model,
        options,
        found: Vec::new(),
    };
    checker.attributes();
    checker.extern_types();
    checker.found
}

/// The subject of an attribute.
#[derive(Clone, Copy)]
enum Subject<'a> {
    /// Every type.
    Every,
    /// A type of the schema.
    Type(TypeId, &'a TypeDef),
    /// The events of a direction.
    Events(Direction),
}

struct Checker<'a> {
    model: &'a Model,
    options: &'a Options,
    found: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    fn invalid(&mut self, setting: Setting, name: &str, message: &str, expected: &str) {
        let found = self.options.invalid(setting, name, message, expected);
        self.found.push(found);
    }

    fn attributes(&mut self) {
        if self.options.rust.attributes.is_empty() {
            return;
        }
        let having = Having::new(self.model, self.options);
        for (name, texts) in &self.options.rust.attributes {
            for text in texts {
                let derives = derived_text(text);
                let setting = match derives {
                    Some(_) => Setting::Derive,
                    None => Setting::Attribute,
                };
                let Some(subject) = self.subject(setting, name) else {
                    continue;
                };
                match (attribute::parse(text), derives) {
                    (Some(attributes), _) => {
                        for attribute in attributes {
                            self.attribute(&having, name, subject, &attribute);
                        }
                    }
                    (None, Some(paths)) => {
                        let message = format!("`{}` is no trait", paths.escape_debug());
                        let expected = "expected paths such as `Eq` or `serde::Serialize`";
                        self.invalid(setting, name, &message, expected);
                    }
                    (None, None) => {
                        let message = format!("`{}` is no attribute", text.escape_debug());
                        let expected =
                            "expected attributes such as `#[must_use]`, without comments";
                        self.invalid(setting, name, &message, expected);
                    }
                }
            }
        }
    }

    /// The subject of an attribute; what takes none is reported.
    fn subject(&mut self, setting: Setting, name: &str) -> Option<Subject<'a>> {
        if name == EVERY_TYPE {
            return Some(Subject::Every);
        }
        let (ty, field) = name
            .split_once('.')
            .map_or((name, None), |(ty, field)| (ty, Some(field)));
        let Some(id) = self.model.find_type(ty) else {
            let directions = [Direction::ServerToClient, Direction::ClientToServer];
            let at = EVENT_ENUMS.iter().position(|known| *known == name)?;
            return Some(Subject::Events(directions[at]));
        };
        let def = self.model.ty(id);
        if let Some(field) = field {
            if def.fields().iter().any(|known| known.name == field) {
                let expected = format!("expected a type, such as `{ty}`");
                let message = "attributes are for types, and this is a field";
                self.invalid(setting, name, message, &expected);
            }
            return None;
        }
        if matches!(def.kind, TypeKind::Alias(_)) {
            let message = "it is an alias, which is no type of its own";
            self.invalid(
                setting,
                name,
                message,
                "expected an entity, an enum or a scalar",
            );
            return None;
        }
        if self.options.rust.extern_types.contains_key(name) {
            let message = "it is an existing type, since it is also an extern type";
            let expected = "put the attribute above the existing type";
            self.invalid(setting, name, message, expected);
            return None;
        }
        Some(Subject::Type(id, def))
    }

    fn attribute(
        &mut self,
        having: &Having,
        name: &str,
        subject: Subject<'_>,
        attribute: &Attribute<'_>,
    ) {
        let Attribute::Derive(paths) = attribute else {
            return;
        };
        for path in paths {
            match Trait::of_path(path) {
                Some(wanted) => self.derive(having, name, subject, wanted),
                None => self.serde(name, path),
            }
        }
    }

    /// Reports a derive of a trait that the option for serde's traits implements.
    fn serde(&mut self, name: &str, path: &str) {
        let last = path.rsplit("::").next().unwrap_or(path);
        let rust = &self.options.rust;
        let has_serde = rust.serde && rust.layout == RustLayout::SingleFile;
        if has_serde && matches!(last, "Serialize" | "Deserialize") {
            let message = format!("the option `serde` implements `{last}` already");
            self.invalid(
                Setting::Derive,
                name,
                &message,
                "drop one of the two options",
            );
        }
    }

    fn derive(&mut self, having: &Having, name: &str, subject: Subject<'_>, wanted: Trait) {
        let missing = wanted.needs().iter().find(|needed| {
            let is_own = match subject {
                Subject::Every => false,
                Subject::Type(_, def) => needed.is_own(def),
                Subject::Events(_) => needed.is_own_of_events(),
            };
            !is_own && !is_asked_for(self.options, name, **needed)
        });
        if let Some(needed) = missing {
            let message = format!("`{}` needs `{}`, too", wanted.name(), needed.name());
            let expected = format!("derive `{}` as well", needed.name());
            self.invalid(Setting::Derive, name, &message, &expected);
            return;
        }
        let cannot = format!("it cannot be `{}`", wanted.name());
        match subject {
            Subject::Every => {}
            Subject::Type(id, def) => {
                if wanted.is_own(def) || having.ty(id, wanted) {
                    return;
                }
                let has = |part: TypeId| part == id || having.ty(part, wanted);
                let (reason, expected) = match traits::obstacle(wanted, def, self.options, &has) {
                    Some(Obstacle::Field(field)) => {
                        self.part_reason("field", &field.name, &field.ty, wanted)
                    }
                    Some(Obstacle::Variant(variant, ty)) => {
                        self.part_reason("variant", &variant.name, ty, wanted)
                    }
                    Some(Obstacle::UnknownFields) => (
                        ", since it keeps unknown fields".to_owned(),
                        "remove the derive".to_owned(),
                    ),
                    Some(Obstacle::Kind) | None => (String::new(), "remove the derive".to_owned()),
                };
                self.invalid(
                    Setting::Derive,
                    name,
                    &format!("{cannot}{reason}"),
                    &expected,
                );
            }
            Subject::Events(direction) => {
                let lacks = having.event_without(self.model, direction, wanted);
                if let Some(event) = lacks.filter(|_| !wanted.is_own_of_events()) {
                    let message = format!("{cannot}, since the params of `{event}` are not");
                    self.invalid(Setting::Derive, name, &message, "remove the derive");
                }
            }
        }
    }

    /// The words about a field or a variant whose type lacks a trait, and the fix.
    fn part_reason(&self, what: &str, name: &str, ty: &Type, wanted: Trait) -> (String, String) {
        let reason = format!(", since {what} `{name}` is `{}`", self.model.type_text(ty));
        let fix = match self.model.object_of(ty) {
            Some(id) if wanted != Trait::Copy => {
                let held = &self.model.ty(id).name;
                format!("derive it for `{held}` as well, or for `*`, every type that can have it")
            }
            Some(_) | None => "remove the derive".to_owned(),
        };
        (reason, fix)
    }

    fn extern_types(&mut self) {
        if self.options.rust.extern_types.is_empty() {
            return;
        }
        let views = InputViews::new(self.model);
        for (name, path) in &self.options.rust.extern_types {
            if !is_path(path) || !path.trim_start_matches("::").contains("::") {
                let message = format!("`{}` is no path of a type", path.escape_debug());
                let expected = "expected names with `::` between them, such as `crate::Id`";
                self.invalid(Setting::ExternType, name, &message, expected);
            }
            let id = self.model.find_type(name).filter(|id| views.differs(*id));
            if let Some(id) = id {
                let message = format!(
                    "it has readonly fields, so that clients send `{name}Input`, which would not exist"
                );
                let kind = self.model.ty(id).kind.name();
                let expected = format!("expected an {kind} that clients and the server send alike");
                self.invalid(Setting::ExternType, name, &message, &expected);
            }
        }
        self.same_params();
        self.objects_of_unions();
    }

    /// Reports existing types in the place of unions and their variants, which are read from the
    /// inside of an object.
    fn objects_of_unions(&mut self) {
        for (id, def) in self.model.types_with_ids() {
            for ty in def.union().into_iter().flat_map(Union::same_object) {
                let held = self.model.object_of(ty);
                let Some(held) = held.map(|held| &self.model.ty(held).name) else {
                    continue;
                };
                if self.options.rust.extern_types.contains_key(held) {
                    let message = format!("it is a variant of the union `{}`", def.name);
                    let expected = "expected an entity that is no variant";
                    self.invalid(Setting::ExternType, held, &message, expected);
                }
            }
            let is_extern = self.options.rust.extern_types.contains_key(&def.name);
            if is_extern && self.model.union(id).is_some() {
                let expected = "expected an entity, an enum or a scalar";
                self.invalid(Setting::ExternType, &def.name, "it is a union", expected);
            }
        }
    }

    /// Reports two existing types of one path whose params convert into events of one enum: the
    /// enum would have two conversions of one type.
    fn same_params(&mut self) {
        for direction in [Direction::ServerToClient, Direction::ClientToServer] {
            let mut seen: Vec<(&str, &str)> = Vec::new();
            for id in signatures::converting(self.model, direction).into_keys() {
                let name = self.model.ty(id).name.as_str();
                let Some(path) = self.options.rust.extern_types.get(name) else {
                    continue;
                };
                match seen.iter().find(|(_, known)| known == path) {
                    Some((first, _)) => {
                        let message = format!(
                            "params `{first}` and `{name}` have the same existing type `{path}`"
                        );
                        let expected = "expected a type of its own for the params of each event";
                        self.invalid(Setting::ExternType, name, &message, expected);
                    }
                    None => seen.push((name, path)),
                }
            }
        }
    }
}

/// The paths in the text of a derive, as an option gives them.
fn derived_text(text: &str) -> Option<&str> {
    text.strip_prefix("#[derive(")?.strip_suffix(")]")
}
