//! The common part of the rules about types: an old type and a new one, in any place.

use tdproto_schema::Model;
use tdproto_schema::model::{Event, Openness, Type};

use super::Context;
use super::verdict::{Assessment, Category};
use crate::diff::{Change, Part, Relation, What, Words, both_carried, noun, range_changed, words};

/// A type that changed.
pub(super) struct Typed {
    /// The relation to the old type.
    pub(super) relation: Relation,
    /// True if it is the target of an alias or the base of a scalar.
    pub(super) is_base: bool,
    /// True if both are numbers, of ranges that only overlap.
    pub(super) is_range: bool,
    /// The promise that is broken by a value that the reader does not know: an open enum decodes
    /// any value.
    pub(super) category: Category,
    noun: &'static str,
    is_params: bool,
    subject: String,
    words: Words,
}

impl Typed {
    /// The types of a change; `None`: it is not about types.
    pub(super) fn of(context: &Context<'_>, change: &Change) -> Option<Self> {
        let relation = change.what.types()?;
        Some(Self {
            relation,
            is_base: matches!(change.what, What::Base(_)),
            is_range: range_changed(context.pairs, &change.part, relation),
            category: category(context, change, relation),
            noun: noun(context.pairs, &change.part),
            is_params: matches!(change.part, Part::Event(_)),
            subject: context.subject(change),
            // The rule states the relation of the new type to the old one.
            words: words(context.pairs, change).without_relation(),
        })
    }

    /// The one of two texts that is about the part: any part with a type, or an event with its params.
    pub(super) fn of_part(&self, ty: &'static str, params: &'static str) -> &'static str {
        match self.is_params {
            true => params,
            false => ty,
        }
    }

    /// An assessment whose message states the change.
    pub(super) fn assessment(&self, what: &str) -> Assessment {
        let Self {
            noun,
            subject,
            words,
            ..
        } = self;
        let value = |side: &Option<String>| side.clone().unwrap_or_default();
        Assessment::new(format!("{noun} `{subject}` {what}: {words}"))
            .labels(value(&words.before), value(&words.after))
    }
}

/// The promise that a change of types breaks. The narrower of two types is the reader's: an open
/// enum decodes values that it does not list. A date in another format decodes if it is text as
/// before.
fn category(context: &Context<'_>, change: &Change, relation: Relation) -> Category {
    let (old, new) = (context.pairs.old, context.pairs.new);
    let [before, now] = types(context, change).unwrap_or_default();
    let decodes = match relation {
        Relation::Widened => reads_others((old, before.as_ref()), (new, now.as_ref())),
        Relation::Narrowed => reads_others((new, now.as_ref()), (old, before.as_ref())),
        Relation::DateFormat => {
            before.is_some_and(|ty| is_text(old, &ty)) && now.is_some_and(|ty| is_text(new, &ty))
        }
        Relation::Same
        | Relation::Renamed
        | Relation::MapKey
        | Relation::OptionalItemAdded
        | Relation::ItemAdded
        | Relation::OptionalItemRemoved
        | Relation::ItemRemoved
        | Relation::Changed => false,
    };
    if decodes {
        Category::Json
    } else {
        Category::Wire
    }
}

/// Returns true if a type is an open enum, which decodes values of the wider one that it does not
/// list. A union by kind has values of other kinds.
fn reads_others(narrow: (&Model, Option<&Type>), wide: (&Model, Option<&Type>)) -> bool {
    let named = wide.1.map(Type::named).unwrap_or_default().into_iter();
    let mut unions = named.filter(|id| wide.0.union_of(&Type::Named(*id)).is_some());
    let is_union = unions.next().is_some();
    !is_union && narrow.1.is_some_and(|ty| is_open_enum(narrow.0, ty))
}

/// Returns true if a value, or each item of it, is text.
fn is_text(model: &Model, ty: &Type) -> bool {
    match model.unaliased(ty) {
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => is_text(model, item),
        Type::Tuple(_) => false,
        ty @ (Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any) => {
            model.wire_scalar(ty).is_some_and(|scalar| scalar.is_text())
        }
    }
}

fn types(context: &Context<'_>, change: &Change) -> Option<[Option<Type>; 2]> {
    match &change.part {
        Part::Field { .. } | Part::FrameField { .. } => {
            let fields = context.field(change)?;
            Some(fields.map(|field| field.map(|field| field.ty.clone())))
        }
        Part::Type(side) => Some([
            side.before().map(Type::Named),
            side.after().map(Type::Named),
        ]),
        Part::Event(_) => {
            let events = context.event(change)?;
            Some(events.map(|event| event.and_then(Event::params_type).cloned()))
        }
        Part::Variant { .. } => {
            let [(_, old), (_, new)] = context.variant(change)?;
            Some([old?.ty.clone(), new?.ty.clone()])
        }
        Part::Carried(..) => {
            let carried = both_carried(context.pairs, &change.part);
            Some(carried.map(|carried| carried.map(|carried| carried.ty)))
        }
        Part::Protocol | Part::Value { .. } | Part::Frame(_) | Part::Tombstone(_) => None,
    }
}

fn is_open_enum(model: &Model, ty: &Type) -> bool {
    match model.unaliased(ty) {
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => is_open_enum(model, item),
        Type::Tuple(_) => false,
        ty @ (Type::Named(_) | Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any) => {
            let enumeration = model.enum_of(ty);
            enumeration.is_some_and(|open| open.openness == Openness::Open)
        }
    }
}
