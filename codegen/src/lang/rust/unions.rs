//! Unions: an enum, and its variants; the client's view in the same way.

use tdproto_schema::model::{
    Bounds, EnumBase, JsonKind, Openness, Tag, Type, TypeDef, TypeId, Union, UnionForm, Variant,
    WireValue,
};

use super::borrow::{RustInput, generics};
use super::layout::wrapped;
use super::types::{BORROWED_TEXT, convert};
use super::{constraints, derives, docs};
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
            UnionForm::Tag(tag) => match &tag.content {
                None => held_object(input, ty, Some(tag), view),
                Some(_) => Some(Held::content(input, ty, view)),
            },
            UnionForm::Key => held_object(input, ty, None, view),
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
    if input.options.rust.derive {
        let denies = input.options.unknown_fields == UnknownFields::Deny;
        derives::union(w, emitter.def, union, denies);
        emitter.enumeration(w);
        return;
    }
    emitter.enumeration(w);
    w.blank();
    match &union.form {
        UnionForm::Tag(tag) => {
            emitter.value(w);
            emitter.tagged(w, tag);
        }
        UnionForm::Key => {
            emitter.value(w);
            emitter.keyed(w);
        }
        UnionForm::Kind => emitter.kinds(w),
    }
    emitter.from(w);
    emitter.owned(w);
    if input.bounded.has(id) {
        let variants = emitter.members.iter().filter_map(|member| {
            let ty = union.variants[member.docs.0].ty.as_ref()?;
            let mut check = constraints::of_type(input, ty, Bounds::default())?;
            if let Some(key) = union.content() {
                check = format!("|v, c| c.at({key:?}, v, {check})");
            }
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
        unaliased: input.with_lifetime(held, view, "'a"),
        is_boxed: !is_union,
        is_union,
        has_tag: tag.is_some_and(|tag| has_tag(input, held, &tag.key)),
        borrows: input.named_borrows(held, view),
        convert: convert(input, &Type::Named(held)),
        kind: None,
        content: None,
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
        let types = def.union().into_iter().flat_map(Union::same_object);
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
    pub(super) input: &'a RustInput<'a>,
    pub(super) def: &'a TypeDef,
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
    pub(super) value: Option<WireValue>,
    pub(super) name: String,
    pub(super) held: Option<Held>,
}

/// The value of a variant.
pub(super) struct Held {
    pub(super) ty: String,
    /// The type without aliases, so that equal types have equal texts.
    pub(super) unaliased: String,
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
    /// The way to read it, if it is beside the tag; and whether there is no empty value.
    pub(super) content: Option<(String, bool)>,
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
                let variant = &self.def.variants()[*index];
                docs::item(w, &variant.docs, notes);
                if self.input.options.rust.derive {
                    let content = member.held.as_ref().and_then(|held| held.content.as_ref());
                    let flags = [
                        ("needed", content.is_some_and(|(_, is_needed)| *is_needed)),
                        ("no_from", self.shares_type(member)),
                    ];
                    derives::variant(w, self.input.model, self.union, variant, flags);
                }
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
            match tag {
                Some(tag) => {
                    w.line("/// The value of the tag.");
                    w.line(format_args!("tag: {tag},"));
                    w.line("/// The whole value, the tag included.");
                }
                None => w.line("/// The whole value."),
            }
            w.line(format_args!("raw: {raw},"));
        });
    }
}
