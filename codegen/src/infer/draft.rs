//! Declarations from shapes, each guess with its evidence.

use std::collections::BTreeMap;

use tdproto_schema::decl::{
    ConstraintsDecl, Decls, DocsDecl, EnumValueDecl, FieldDecl, Spanned, TypeBody, TypeDecl,
};
use tdproto_schema::model::{EnumBase, Scalar, TextFormat, WireValue};
use tdproto_schema::{Span, TypeExpr};

use super::formats::Format;
use super::naming::Names;
use super::options::Options;
use super::shape::{Arena, Group, ShapeId};
use super::words::{Taken, pascal, snake};
use crate::schema_text::Comments;
pub(super) use crate::text::counted;

/// The number of guesses by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guesses {
    /// Fields that are absent at times.
    pub optional: usize,
    /// Fields that are null at times.
    pub nullable: usize,
    /// Integers of 64 bits, and numbers with fractions.
    pub numbers: usize,
    /// Formats of texts.
    pub formats: usize,
    /// Objects that are maps.
    pub maps: usize,
    /// Enums.
    pub enums: usize,
    /// Unions.
    pub unions: usize,
    /// Entities of several places.
    pub shared: usize,
    /// Places of which nothing is known.
    pub any: usize,
}

/// Declarations in the making.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) arena: &'a Arena,
    pub(super) options: &'a Options,
    pub(super) names: Names,
    pub(super) taken: Taken,
    /// The names of events.
    pub(super) events: Taken,
    pub(super) decls: Decls,
    pub(super) comments: Comments,
    pub(super) guesses: Guesses,
    pub(super) enums: Vec<EnumDraft>,
    /// Keys that no schema can have.
    pub(super) unusable: Vec<String>,
    /// The unions of several kinds of JSON.
    pub(super) kinds: BTreeMap<ShapeId, Guessed>,
    pub(super) scalars: BTreeMap<Format, ScalarDraft>,
}

/// A scalar in the making.
#[derive(Debug, Clone)]
pub(super) struct ScalarDraft {
    pub(super) name: String,
    pub(super) count: u64,
    /// True if the schema has it.
    pub(super) is_known: bool,
}

/// An enum in the making.
#[derive(Debug, Clone)]
pub(super) struct EnumDraft {
    pub(super) name: String,
    key: String,
    values: BTreeMap<String, u64>,
}

/// The type of a place, with the evidence.
#[derive(Debug, Clone)]
pub(super) struct Guessed {
    pub(super) ty: TypeExpr,
    pub(super) notes: Vec<String>,
    /// True if `""` may mean no date and time.
    pub(super) allow_empty: bool,
}

/// The place of a value, for names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Where<'w> {
    pub(super) owner: &'w str,
    pub(super) key: &'w str,
}

/// The topic of types that belong to no event alone.
pub(super) const TYPES: &str = "types";

pub(super) fn name_of(name: impl Into<String>) -> TypeExpr {
    TypeExpr::Name(name.into(), Span::NONE)
}

impl<'a> Draft<'a> {
    pub(super) fn new(arena: &'a Arena, options: &'a Options, names: Names, taken: Taken) -> Self {
        Self {
            arena,
            options,
            names,
            taken,
            events: Taken::default(),
            decls: Decls::default(),
            comments: Comments::default(),
            guesses: Guesses::default(),
            enums: Vec::new(),
            unusable: Vec::new(),
            kinds: BTreeMap::new(),
            scalars: BTreeMap::new(),
        }
    }

    /// Declares all entities and unions, and the enums and scalars that they need.
    pub(super) fn types(&mut self) {
        for shape in self.names.order.clone() {
            let Some(name) = self.names.names.get(&shape).cloned() else {
                continue;
            };
            match self.arena.groups(shape) {
                [group] => {
                    let about = self.about(shape, group.count);
                    self.entity(&name, group, &about);
                }
                _ => self.union_by_tag(&name, shape),
            }
        }
    }

    /// Declares the enums and scalars that fields have; nothing else may follow.
    pub(super) fn finish(&mut self) {
        for (format, found) in std::mem::take(&mut self.scalars) {
            if !found.is_known {
                self.scalar(format, &found.name, found.count);
            }
        }
        for found in std::mem::take(&mut self.enums) {
            self.enumeration(found);
        }
    }

    /// Returns true if a shape is that of objects without keys.
    pub(super) fn is_bare(&self, shape: ShapeId) -> bool {
        let groups = self.arena.groups(shape);
        groups
            .iter()
            .all(|group| group.keys.is_empty() && group.map.is_none())
    }

    /// The evidence of an entity: the number of objects, and where they are.
    pub(super) fn about(&mut self, shape: ShapeId, count: u64) -> String {
        let Some(ways) = self.names.ways.get(&shape) else {
            return counted(count, "object");
        };
        let mut places = ways.places.join(", ");
        if ways.count > ways.places.len() {
            places.push_str(&format!(" and {} more", ways.count - ways.places.len()));
        }
        self.guesses.shared += usize::from(ways.count > 1);
        let objects = counted(count, "object");
        match ways.count {
            1 => format!("{objects}: {places}"),
            number => format!("{objects} of {number} places: {places}"),
        }
    }

    pub(super) fn entity(&mut self, name: &str, group: &Group, about: &str) {
        self.comments.add(["entity", name], about);
        let fields = self.fields(name, group, None);
        self.declare(
            name,
            TypeBody::Entity {
                direction: None,
                includes: Vec::new(),
                fields,
            },
        );
    }

    pub(super) fn declare(&mut self, name: &str, body: TypeBody) {
        self.decls.types.push(TypeDecl {
            name: Spanned::unplaced(name.to_owned()),
            topic: TYPES.to_owned(),
            docs: DocsDecl::default(),
            body,
        });
    }

    /// The fields of a group, without its tag.
    pub(super) fn fields(
        &mut self,
        owner: &str,
        group: &Group,
        tag: Option<&str>,
    ) -> Vec<FieldDecl> {
        let mut keys: Vec<_> = group.keys.iter().collect();
        keys.sort_by_key(|key| key.since);
        let keys = keys.into_iter().filter(|key| Some(&*key.name) != tag);
        let mut in_code = Taken::default();
        let mut fields = Vec::new();
        for key in keys {
            if !is_key(&key.name) {
                self.unusable
                    .push(format!("{owner}.{}", key.name.escape_debug()));
                continue;
            }
            let (mut field, notes) =
                self.field(owner, &key.name, key.value, (key.present, group.count));
            field.code_name = code_name(&key.name, &mut in_code);
            let place = ["entity", owner, "fields", &key.name];
            self.comments.add(place, &notes.join("; "));
            fields.push(field);
        }
        fields
    }

    /// A field with its evidence: present in some of all objects.
    pub(super) fn field(
        &mut self,
        owner: &str,
        key: &str,
        shape: ShapeId,
        (present, all): (u64, u64),
    ) -> (FieldDecl, Vec<String>) {
        let found = self.guess(shape, Where { owner, key }, 0);
        let nulls = self.arena.shape(self.arena.find(shape)).nulls;
        let is_any = is_any(&found.ty);
        let (optional, nullable) = (present < all, nulls > 0 && !is_any);
        self.guesses.optional += usize::from(optional);
        self.guesses.nullable += usize::from(nullable);
        let mut notes = vec![format!("in {present} of {all}")];
        if nullable {
            notes.push(format!("null in {nulls}"));
        }
        notes.extend(found.notes);
        let name = Spanned::unplaced(key.to_owned());
        let field = FieldDecl {
            nullable,
            optional,
            allow_empty: found.allow_empty,
            ..FieldDecl::new(name, found.ty)
        };
        (field, notes)
    }

    /// The scalar of a format.
    pub(super) fn scalar_of(&mut self, format: Format, count: u64) -> String {
        if let Some(found) = self.scalars.get_mut(&format) {
            found.count += count;
            return found.name.clone();
        }
        let name = self.taken.take(&[pascal(format.name())]);
        let found = ScalarDraft {
            name: name.clone(),
            count,
            is_known: false,
        };
        self.scalars.insert(format, found);
        name
    }

    fn scalar(&mut self, format: Format, name: &str, count: u64) {
        let note = format!("{}, all of the format.", counted(count, "text"));
        self.comments.add(["scalar", name], &note);
        let format = TextFormat::from_name(format.name());
        self.declare(
            name,
            TypeBody::Scalar {
                base: Scalar::String,
                allow_empty: false,
                constraints: ConstraintsDecl {
                    format: format.map(Spanned::unplaced),
                    ..ConstraintsDecl::default()
                },
                prefixes: Vec::new(),
            },
        );
    }

    /// The name of the enum of some values: one that is there, if it has the same values, or some of
    /// them under the same key.
    pub(super) fn enum_of(&mut self, at: Where<'_>, values: &[(Box<str>, u64)]) -> String {
        let is_of = |found: &EnumDraft| {
            let shared = values
                .iter()
                .filter(|(value, _)| found.values.contains_key(&**value));
            let shared = shared.count();
            let is_same = shared == values.len() && shared == found.values.len();
            is_same || found.key == at.key && shared > 0
        };
        if let Some(found) = self.enums.iter_mut().find(|found| is_of(found)) {
            for (value, count) in values {
                *found.values.entry(value.to_string()).or_default() += count;
            }
            return found.name.clone();
        }
        let owner = at.owner.strip_suffix("Params").unwrap_or(at.owner);
        let (short, long) = (pascal(at.key), format!("{owner}{}", pascal(at.key)));
        let names = match super::words::is_weak(at.key) {
            true => vec![long],
            false => vec![short, long],
        };
        let name = self.taken.take(&names);
        self.guesses.enums += 1;
        let counted = values
            .iter()
            .map(|(value, count)| (value.to_string(), *count));
        self.enums.push(EnumDraft {
            name: name.clone(),
            key: at.key.to_owned(),
            values: counted.collect(),
        });
        name
    }

    fn enumeration(&mut self, found: EnumDraft) {
        let count: u64 = found.values.values().sum();
        let note = format!(
            "{} texts in {count} values; --enum-values, --enum-repeats",
            found.values.len()
        );
        self.comments.add(["enum", &found.name], &note);
        let mut taken = Taken::default();
        let mut values = Vec::new();
        for (value, count) in found.values {
            let name = taken.take_any(&snake(&value));
            let place = ["enum", &found.name, "values", &name];
            self.comments.add(place, &times(count));
            values.push(EnumValueDecl {
                name: Spanned::unplaced(name),
                value: Spanned::unplaced(WireValue::Text(value)),
                docs: DocsDecl::default(),
            });
        }
        let body = TypeBody::Enum {
            base: EnumBase::Text,
            open: true,
            empty: None,
            values,
        };
        self.declare(&found.name, body);
    }
}

/// A number of times in words.
pub(super) fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// Returns true if a text can be a key of a schema.
fn is_key(key: &str) -> bool {
    tdproto_schema::names::Name::Key.check(key).is_ok()
}

/// The name of a field in code, where its key makes none of its own.
pub(super) fn code_name(key: &str, taken: &mut Taken) -> Option<String> {
    let own = snake(key);
    let name = taken.take_any(&own);
    let is_plain = key
        .starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$' || c == '@')
        && key.chars().any(|c| c.is_ascii_alphabetic())
        && key.is_ascii();
    (name != own || !is_plain).then_some(name)
}

pub(super) fn is_any(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Name(name, _) if name == "any")
}
