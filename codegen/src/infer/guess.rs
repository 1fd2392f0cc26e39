//! The types of values, by their shapes.

use tdproto_schema::decl::{DocsDecl, FormDecl, Spanned, TypeBody, VariantDecl};
use tdproto_schema::model::{EnumBase, WireValue};
use tdproto_schema::{Span, TypeExpr};

use super::alike::{BOOL, LIST, NUMBER, OBJECT, TEXT};
use super::draft::{Draft, Guessed, Where, counted, is_any, name_of, times};
use super::formats::Format;
use super::observe::is_name;
use super::settle::{Decisive, decisive};
use super::shape::{Group, MapKeys, Numbers, ShapeId, Texts};
use super::words::{Taken, pascal, singular, snake};

/// The greatest integer that a double holds exactly, along with all before it.
const EXACT: i128 = (1 << 53) - 1;

/// The depth of lists and maps in a type; what is deeper is any value.
const MAX_DEPTH: usize = 8;

/// The longest text that can be the value of an enum.
const MAX_VALUE: usize = 40;

fn plain(ty: &str) -> Guessed {
    Guessed {
        ty: name_of(ty),
        notes: Vec::new(),
        allow_empty: false,
    }
}

fn noted(ty: &str, note: impl Into<String>) -> Guessed {
    Guessed {
        notes: vec![note.into()],
        ..plain(ty)
    }
}

impl Draft<'_> {
    /// The type of the values of a shape, without null.
    pub(super) fn guess(&mut self, shape: ShapeId, at: Where<'_>, depth: usize) -> Guessed {
        let shape = self.arena.find(shape);
        let found = self.arena.shape(shape);
        if depth > MAX_DEPTH {
            self.guesses.any += 1;
            return noted("any", "nested deeper than types go");
        }
        match self.arena.kinds(shape) {
            0 => {
                self.guesses.any += 1;
                noted(
                    "any",
                    match (found.nulls, found.unseen) {
                        (_, 1..) => "not looked at: there are too many places".to_owned(),
                        (0, 0) => "no value seen".to_owned(),
                        (nulls, 0) => format!("null in all {nulls}"),
                    },
                )
            }
            BOOL => plain("bool"),
            NUMBER => match found.numbers.as_deref() {
                Some(numbers) => self.number(*numbers),
                None => plain("any"),
            },
            TEXT => match found.texts.as_deref() {
                Some(texts) => self.text(texts, at),
                None => plain("any"),
            },
            LIST => self.list(shape, at, depth),
            OBJECT => self.object(shape, at, depth),
            kinds => self.by_kind(shape, kinds, at, depth),
        }
    }

    fn number(&mut self, numbers: Numbers) -> Guessed {
        let Numbers {
            integers,
            floats,
            min,
            max,
        } = numbers;
        if floats > 0 {
            self.guesses.numbers += 1;
            let all = integers + floats;
            return noted(
                "float64",
                format!("{floats} of {all} with a fraction or an exponent"),
            );
        }
        if min >= -EXACT && max <= EXACT {
            return plain("int");
        }
        self.guesses.numbers += 1;
        let range = format!("{min} to {max}");
        if i64::try_from(max).is_ok() {
            noted("int64", range)
        } else if min >= 0 {
            noted("uint64", range)
        } else {
            noted("float64", range)
        }
    }

    fn text(&mut self, texts: &Texts, at: Where<'_>) -> Guessed {
        let filled = texts.count - texts.empty;
        if let Some(format) = texts.formats.only().filter(|_| filled > 0) {
            return self.formatted(format, texts, filled);
        }
        if let Some(values) = self.enum_values(texts) {
            let values: Vec<_> = values.to_vec();
            return plain(&self.enum_of(at, &values));
        }
        plain("string")
    }

    fn formatted(&mut self, format: Format, texts: &Texts, filled: u64) -> Guessed {
        self.guesses.formats += 1;
        let empty = texts.empty;
        let note = match empty {
            0 => format!("{} in all {filled}", format.name()),
            _ => format!("{} in {filled}, empty in {empty}", format.name()),
        };
        match format {
            Format::Datetime => Guessed {
                allow_empty: empty > 0,
                ..noted("datetime", note)
            },
            Format::Date | Format::Uuid | Format::Uri | Format::Email if empty == 0 => {
                noted(&self.scalar_of(format, filled), note)
            }
            Format::Date | Format::Uuid | Format::Uri | Format::Email => noted("string", note),
        }
    }

    /// The values of an enum: few short words that come often.
    fn enum_values<'t>(&self, texts: &'t Texts) -> Option<&'t [(Box<str>, u64)]> {
        let values = texts.distinct.as_deref()?;
        let is_value = |(text, _): &(Box<str>, u64)| text.len() <= MAX_VALUE && is_name(text);
        let repeats = self.options.enum_repeats;
        let is_few = (2..=self.options.enum_values).contains(&values.len());
        let is_often = texts.count >= repeats.saturating_mul(values.len() as u64);
        (is_few && is_often && values.iter().all(is_value)).then_some(values)
    }

    fn list(&mut self, shape: ShapeId, at: Where<'_>, depth: usize) -> Guessed {
        let Some(lists) = self.arena.shape(shape).lists else {
            return plain("any");
        };
        if lists.empty == lists.count {
            self.guesses.any += 1;
            let item = Box::new(name_of("any"));
            return Guessed {
                ty: TypeExpr::List(item, Span::NONE),
                ..noted("any", format!("empty in all {}", lists.count))
            };
        }
        let key = singular(at.key);
        let inner = Where { key: &key, ..at };
        let (item, notes) = self.item(lists.item, inner, depth);
        Guessed {
            ty: TypeExpr::List(Box::new(item), Span::NONE),
            notes,
            allow_empty: false,
        }
    }

    /// The type of an item of a list or a value of a map.
    fn item(&mut self, shape: ShapeId, at: Where<'_>, depth: usize) -> (TypeExpr, Vec<String>) {
        let mut found = self.guess(shape, at, depth + 1);
        let nulls = self.arena.shape(self.arena.find(shape)).nulls;
        if nulls > 0 && !is_any(&found.ty) {
            found.ty = TypeExpr::Nullable(Box::new(found.ty), Span::NONE);
            found.notes.push(format!("items: null in {nulls}"));
        }
        if found.allow_empty {
            // Only fields may have an empty date.
            found.ty = name_of("string");
        }
        (found.ty, found.notes)
    }

    fn object(&mut self, shape: ShapeId, at: Where<'_>, depth: usize) -> Guessed {
        if let Some(name) = self.names.names.get(&shape) {
            return plain(&name.clone());
        }
        let groups = self.arena.groups(shape);
        let Some(group) = groups.first() else {
            return plain("any");
        };
        let map = |key: &str, value: TypeExpr| {
            TypeExpr::Map(Box::new(name_of(key)), Box::new(value), Span::NONE)
        };
        let Some(keys) = group.map else {
            self.guesses.any += 1;
            return Guessed {
                ty: map("string", name_of("any")),
                ..noted("any", format!("empty in all {}", group.count))
            };
        };
        self.guesses.maps += 1;
        let key = singular(at.key);
        let inner = Where { key: &key, ..at };
        let (value, mut notes) = self.item(keys.value, inner, depth);
        let MapKeys {
            integers,
            ids,
            names,
            ..
        } = keys;
        let (key, look) = match (integers, ids, names) {
            (_, 0, 0) => ("int", "integers".to_owned()),
            (_, _, 0) => ("string", "no names".to_owned()),
            _ => ("string", "of many names; --map-keys".to_owned()),
        };
        let all = integers + ids + names;
        notes.insert(0, format!("a map: {all} keys, {look}"));
        Guessed {
            ty: map(key, value),
            notes,
            allow_empty: false,
        }
    }

    /// A union of values of several kinds of JSON.
    fn by_kind(&mut self, shape: ShapeId, kinds: u8, at: Where<'_>, depth: usize) -> Guessed {
        if let Some(known) = self.kinds.get(&shape) {
            return known.clone();
        }
        let found = self.arena.shape(shape);
        let (mut variants, mut notes) = (Vec::new(), Vec::new());
        let counts = [
            (BOOL, "boolean", found.bools),
            (NUMBER, "number", numbers(found.numbers.as_deref())),
            (
                TEXT,
                "text",
                found.texts.as_ref().map_or(0, |texts| texts.count),
            ),
            (LIST, "list", found.lists.map_or(0, |lists| lists.count)),
            (OBJECT, "object", objects(self.arena.groups(shape))),
        ];
        for (kind, name, count) in counts.into_iter().filter(|(kind, ..)| kinds & kind != 0) {
            let ty = match kind {
                BOOL => name_of("bool"),
                NUMBER => found
                    .numbers
                    .as_deref()
                    .map_or_else(|| name_of("float64"), |numbers| self.number(*numbers).ty),
                TEXT => name_of("string"),
                LIST => self.list(shape, at, depth).ty,
                _ => self.object(shape, at, depth).ty,
            };
            notes.push(format!("{name} in {count}"));
            variants.push(variant(name, None, Some(ty)));
        }
        self.guesses.unions += 1;
        let owner = at.owner.strip_suffix("Params").unwrap_or(at.owner);
        let names = [pascal(at.key), format!("{owner}{}", pascal(at.key))];
        let name = self.taken.take(&names);
        self.comments
            .add(["union", &name], &format!("By kind: {}.", notes.join(", ")));
        self.declare(
            &name,
            TypeBody::Union {
                direction: None,
                form: FormDecl::Kind,
                open: false,
                variants,
            },
        );
        let found = noted(&name, notes.join(", "));
        self.kinds.insert(shape, found.clone());
        found
    }

    /// A union whose tag decides which keys there are.
    pub(super) fn union_by_tag(&mut self, name: &str, shape: ShapeId) {
        let groups = self.arena.groups(shape);
        let tags = groups.iter().filter_map(|group| group.tag.as_ref());
        let Some((tag, _)) = tags.into_iter().next().cloned() else {
            return;
        };
        self.guesses.unions += 1;
        let Decisive { decided, open } = decisive(groups, self.options.union_repeats);
        let about = self.about(shape, objects(groups));
        self.comments.add(["union", name], &about);
        self.comments.add(
            ["union", name],
            &format!(
                "`{tag}` decides {decided} keys, and leaves {open} open; --union-repeats, --tag-key"
            ),
        );
        let mut sorted: Vec<&Group> = groups.iter().filter(|group| group.count > 0).collect();
        sorted.sort_by_key(|group| group.tag.as_ref().map(|(_, value)| value.clone()));
        let (mut taken, mut variants) = (Taken::default(), Vec::new());
        for group in sorted {
            let value = group.tag.as_ref().map(|(_, value)| value.to_string());
            let short = value.as_deref().map_or("untagged".to_owned(), snake);
            let short = taken.take_any(&short);
            let has_fields = group.keys.iter().any(|key| *key.name != *tag);
            let ty = has_fields.then(|| self.variant_entity(name, &short, group, &tag));
            let place = ["union", name, "variants", &short];
            self.comments.add(place, &times(group.count));
            variants.push(variant(&short, value.as_deref(), ty));
        }
        let form = FormDecl::Tag {
            tag: Some(Spanned::unplaced(tag.to_string())),
            base: EnumBase::Text,
            content: None,
        };
        self.declare(
            name,
            TypeBody::Union {
                direction: None,
                form,
                open: true,
                variants,
            },
        );
    }

    fn variant_entity(&mut self, union: &str, short: &str, group: &Group, tag: &str) -> TypeExpr {
        let name = self.taken.take(&[format!("{union}{}", pascal(short))]);
        self.comments
            .add(["entity", &name], &counted(group.count, "object"));
        let fields = self.fields(&name, group, Some(tag));
        self.declare(
            &name,
            TypeBody::Entity {
                direction: None,
                includes: Vec::new(),
                fields,
            },
        );
        name_of(name)
    }
}

pub(super) fn variant(name: &str, value: Option<&str>, ty: Option<TypeExpr>) -> VariantDecl {
    let value = value.map(|value| Spanned::unplaced(WireValue::Text(value.to_owned())));
    VariantDecl {
        name: Spanned::unplaced(name.to_owned()),
        value,
        ty,
        docs: DocsDecl::default(),
    }
}

fn numbers(numbers: Option<&Numbers>) -> u64 {
    numbers.map_or(0, |numbers| numbers.integers + numbers.floats)
}

fn objects(groups: &[Group]) -> u64 {
    groups.iter().map(|group| group.count).sum()
}
