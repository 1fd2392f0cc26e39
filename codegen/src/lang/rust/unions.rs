//! Unions: an enum, and the code by which the runtime reads and writes it; the client's view in the
//! same way.

use tdproto_schema::model::{
    Bounds, EnumBase, JsonKind, Openness, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant,
    WireValue,
};

use super::borrow::{RustInput, generics};
use super::entities::json_string;
use super::layout::{arm, arm_of, wrapped};
use super::types::{BORROWED_TEXT, convert};
use super::{constraints, docs};
use crate::lang::lifecycle_notes;
use crate::options::UnknownFields;
use crate::text::Writer;
use crate::views::View;

/// Writes the enum of a union in one view, and the code by which the runtime reads and writes it.
pub(super) fn union(w: &mut Writer, input: &RustInput<'_>, id: TypeId, union: &Union, view: View) {
    let member = |(index, variant): (usize, &'_ Variant)| Member {
        docs: docs_of(input, id, index),
        value: union.variants[index].value.clone(),
        name: input.names.value(id, index).to_owned(),
        held: variant.ty.as_ref().and_then(|ty| match &union.form {
            UnionForm::Tag(tag) => held_object(input, ty, Some(tag), view),
            UnionForm::Kind => Held::by_kind(input, ty, view),
        }),
    };
    let emitter = Emitter {
        input,
        def: input.model.ty(id),
        union,
        name: input.names.in_view(id, view),
        borrows: input.named_borrows(id, view),
        members: union.variants.iter().enumerate().map(member).collect(),
    };
    emitter.enumeration(w);
    w.blank();
    match &union.form {
        UnionForm::Tag(tag) => {
            let name = emitter.with_lifetime("'de");
            w.line(format_args!("union_value!({name});"));
            emitter.implementation(w, tag);
        }
        UnionForm::Kind => emitter.kinds(w),
    }
    emitter.from(w);
    emitter.owned(w);
    if input.bounded.has(id) {
        let variants = emitter.members.iter().filter_map(|member| {
            let ty = union.variants[member.docs.0].ty.as_ref()?;
            let check = constraints::of_type(input, ty, Bounds::default())?;
            Some(format!("{} {check};", member.name))
        });
        let variants: Vec<String> = variants.collect();
        constraints::union(w, &emitter.with_lifetime("'_"), &variants);
    }
    match view {
        View::Whole => {}
        View::Input => emitter.conversion(w, &input.with_lifetime(id, View::Whole, "'a")),
    }
}

/// The object of a variant, which is read from the members that a tag leaves.
fn held_object(input: &RustInput<'_>, ty: &Type, tag: Option<&Tag>, view: View) -> Option<Held> {
    let held = input.model.object_of(ty)?;
    let is_union = input.model.union(held).is_some();
    Some(Held {
        ty: input.with_lifetime(held, view, "'a"),
        is_boxed: !is_union,
        is_union,
        has_tag: tag.is_some_and(|tag| has_tag(input, held, &tag.key)),
        borrows: input.named_borrows(held, view),
        convert: convert(input, &Type::Named(held)),
        kind: None,
    })
}

/// The docs of a variant, with the notes on it.
fn docs_of(input: &RustInput<'_>, id: TypeId, index: usize) -> (usize, Vec<String>) {
    let def = input.model.ty(id);
    let docs = &def.variants()[index].docs;
    (index, lifecycle_notes(docs, def.docs.since.as_deref()))
}

/// Returns true if an entity, or one of those in a union, writes the tag itself.
fn has_tag(input: &RustInput<'_>, held: TypeId, key: &str) -> bool {
    let (mut open, mut known) = (vec![held], vec![held]);
    while let Some(id) = open.pop() {
        let def = input.model.ty(id);
        if def.fields().iter().any(|field| field.name == key) {
            return true;
        }
        let types = def
            .variants()
            .iter()
            .filter_map(|variant| variant.ty.as_ref());
        for next in types.filter_map(|ty| input.model.object_of(ty)) {
            if !known.contains(&next) {
                known.push(next);
                open.push(next);
            }
        }
    }
    false
}

/// A union, with everything that its parts need, found once.
pub(super) struct Emitter<'a> {
    input: &'a RustInput<'a>,
    def: &'a TypeDef,
    pub(super) union: &'a Union,
    pub(super) name: &'a str,
    /// True if it holds borrowed texts.
    pub(super) borrows: bool,
    pub(super) members: Vec<Member>,
}

/// A variant of the enum.
pub(super) struct Member {
    /// The position of the variant, and the notes on it.
    docs: (usize, Vec<String>),
    value: Option<WireValue>,
    pub(super) name: String,
    pub(super) held: Option<Held>,
}

/// The value of a variant.
pub(super) struct Held {
    pub(super) ty: String,
    /// True if it is in a box, so that the enum has a size.
    pub(super) is_boxed: bool,
    pub(super) is_union: bool,
    /// True if it writes the tag itself.
    pub(super) has_tag: bool,
    /// True if it holds borrowed texts.
    pub(super) borrows: bool,
    /// True if it has a view of its own for clients.
    pub(super) convert: bool,
    /// The kind of JSON and the way to read it, if that is how the variant is known.
    pub(super) kind: Option<(JsonKind, String)>,
}

impl Held {
    /// The method that reads the members.
    fn method(&self) -> &'static str {
        match self.is_union {
            true => "union",
            false => "object",
        }
    }
}

impl Emitter<'_> {
    pub(super) fn is_open(&self) -> bool {
        self.union.openness == Openness::Open
    }

    pub(super) fn with_lifetime(&self, lifetime: &str) -> String {
        format!("{}{}", self.name, generics(self.borrows, lifetime))
    }

    fn enumeration(&self, w: &mut Writer) {
        if self.is_open() {
            w.line("#[non_exhaustive]");
        }
        let open = format!("pub enum {} {{", self.with_lifetime("'a"));
        w.block(open, "}", |w| {
            for member in &self.members {
                let (index, notes) = &member.docs;
                docs::item(w, &self.def.variants()[*index].docs, notes);
                match &member.held {
                    None => w.line(format_args!("{},", member.name)),
                    Some(held) if held.is_boxed => {
                        wrapped(w, &member.name, &format!("Box<{}>", held.ty));
                    }
                    Some(held) => wrapped(w, &member.name, &held.ty),
                }
            }
            if self.is_open() {
                self.unknown(w);
            }
        });
    }

    /// Writes the variant that keeps all others.
    fn unknown(&self, w: &mut Writer) {
        let is_borrowed = self.input.is_borrowed();
        let tag = self.union.tag().map(|tag| match tag.base {
            EnumBase::Int => "i64",
            EnumBase::Text if is_borrowed => BORROWED_TEXT,
            EnumBase::Text => "String",
        });
        let raw = match is_borrowed {
            true => "wire::borrowed::Json<'a>",
            false => "wire::Json",
        };
        w.line("/// A variant that this version of the schema does not know, kept as it came.");
        w.block("Unknown {", "},", |w| {
            if let Some(tag) = tag {
                w.line("/// The value of the tag.");
                w.line(format_args!("tag: {tag},"));
            }
            w.line("/// The whole value, the tag included.");
            w.line(format_args!("raw: {raw},"));
        });
    }

    fn implementation(&self, w: &mut Writer, tag: &Tag) {
        w.blank();
        let name = self.with_lifetime("'de");
        w.block(
            format!("impl<'de> wire::Union<'de> for {name} {{"),
            "}",
            |w| {
                w.line(format_args!(
                    "const NAME: &'static str = {:?};",
                    self.def.name
                ));
                w.line(format_args!("const TAG: &'static str = {:?};", tag.key));
                let base = match tag.base {
                    EnumBase::Text => "Text",
                    EnumBase::Int => "Int",
                };
                w.line(format_args!("const BASE: wire::Base = wire::Base::{base};"));
                w.blank();
                self.read(w, tag);
                w.blank();
                self.raw(w);
                w.blank();
                self.write(w, tag);
            },
        );
    }

    fn read(&self, w: &mut Writer, tag: &Tag) {
        w.block(
            "fn read_variant(",
            ") -> Result<Self, wire::Error> {",
            |w| {
                w.line("tag: wire::Tag<'de>,");
                w.line("members: wire::Members<'_, 'de>,");
            },
        );
        w.indented(|w| {
            w.block("match tag {", "}", |w| {
                match tag.base {
                    EnumBase::Text => {
                        let open = "wire::Tag::Text(tag) => match &*tag {";
                        w.block(open, "},", |w| self.arms(w, tag.base));
                    }
                    EnumBase::Int => {
                        let open = "wire::Tag::Int(tag) => match tag {";
                        w.block(open, "},", |w| self.arms(w, tag.base));
                    }
                }
                let absent = self.members.iter().find(|member| member.value.is_none());
                if let Some(absent) = absent {
                    arm(w, "wire::Tag::Absent", &self.reading(absent));
                }
                arm(
                    w,
                    others(tag.base, absent.is_some()),
                    "members.refuse::<Self, Self>(&tag)",
                );
            });
        });
        w.line("}");
    }

    /// Writes an arm for each value of the tag, and one for all others.
    fn arms(&self, w: &mut Writer, base: EnumBase) {
        for member in &self.members {
            if let Some(value) = &member.value {
                arm(w, &literal(value), &self.reading(member));
            }
        }
        let (base, owned) = match (base, self.input.is_borrowed()) {
            (EnumBase::Text, true) => ("Text", "tag"),
            (EnumBase::Text, false) => ("Text", "tag.into_owned()"),
            (EnumBase::Int, _) => ("Int", "tag"),
        };
        if self.is_open() {
            w.block("_ => Ok(Self::Unknown {", "}),", |w| {
                w.line("raw: members.raw()?,");
                w.line(match owned {
                    "tag" => "tag,".to_owned(),
                    owned => format!("tag: {owned},"),
                });
            });
        } else {
            let refuse = format!("members.refuse::<Self, Self>(&wire::Tag::{base}(tag))");
            arm(w, "_", &refuse);
        }
    }

    /// The expression that reads a variant.
    fn reading(&self, member: &Member) -> String {
        let name = &member.name;
        match &member.held {
            Some(held) => format!("members.{}().map(Self::{name})", held.method()),
            None => {
                let denies = self.input.options.unknown_fields == UnknownFields::Deny;
                format!("members.nothing::<Self>({denies}).map(|()| Self::{name})")
            }
        }
    }

    fn raw(&self, w: &mut Writer) {
        let is_union = |member: &&Member| member.held.as_ref().is_some_and(|held| held.is_union);
        let (unions, others): (Vec<&Member>, Vec<&Member>) =
            self.members.iter().partition(is_union);
        w.block("fn raw(&self) -> Option<&str> {", "}", |w| {
            if unions.is_empty() && !self.is_open() {
                w.line("None");
                return;
            }
            w.block("match self {", "}", |w| {
                for member in &unions {
                    let pattern = format!("Self::{}(union)", member.name);
                    arm(w, &pattern, "wire::Union::raw(union)");
                }
                if self.is_open() {
                    w.line("Self::Unknown { raw, .. } => Some(raw.as_str()),");
                }
                let pattern = |member: &&Member| match member.held {
                    Some(_) => format!("Self::{}(_)", member.name),
                    None => format!("Self::{}", member.name),
                };
                let patterns: Vec<String> = others.iter().map(pattern).collect();
                arm_of(w, &patterns, "None");
            });
        });
    }

    fn write(&self, w: &mut Writer, tag: &Tag) {
        let key = format!("{:?}", format!("{}:", json_string(&tag.key)));
        let open = "fn write_members<_To: wire::Fields>(&self, w: &mut _To) {";
        w.block(open, "}", |w| {
            w.block("match self {", "}", |w| {
                for member in &self.members {
                    let tag = member.value.as_ref().map(|value| {
                        let constant = match value {
                            WireValue::Text(_) => "Text",
                            WireValue::Int(_) => "Int",
                        };
                        let value = literal(value);
                        format!("w.field({key}, &wire::Constant::{constant}({value}));")
                    });
                    let Some(held) = &member.held else {
                        let pattern = format!("Self::{} => {{", member.name);
                        w.block(pattern, "}", |w| w.lines(tag));
                        continue;
                    };
                    w.block(format!("Self::{}(value) => {{", member.name), "}", |w| {
                        w.lines(tag);
                        let (call, value) = match held.is_union {
                            true => ("wire::Union::write_members", "value"),
                            false => ("wire::Object::write_fields", "&**value"),
                        };
                        if held.has_tag {
                            w.line(format_args!("let w = &mut wire::Without::new(w, {key});"));
                        }
                        w.line(format_args!("{call}({value}, w);"));
                    });
                }
                if self.is_open() {
                    w.line("Self::Unknown { .. } => {}");
                }
            });
        });
    }
}

/// The pattern of the tags that no variant has.
fn others(base: EnumBase, has_absent: bool) -> &'static str {
    match (base, has_absent) {
        (EnumBase::Text, true) => "tag @ wire::Tag::Int(_)",
        (EnumBase::Int, true) => "tag @ wire::Tag::Text(_)",
        (EnumBase::Text, false) => "tag @ (wire::Tag::Absent | wire::Tag::Int(_))",
        (EnumBase::Int, false) => "tag @ (wire::Tag::Absent | wire::Tag::Text(_))",
    }
}

fn literal(value: &WireValue) -> String {
    match value {
        WireValue::Text(text) => format!("{text:?}"),
        WireValue::Int(number) => number.to_string(),
    }
}
