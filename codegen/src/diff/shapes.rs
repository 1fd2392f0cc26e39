//! Shapes of types as text: equal texts are candidates for the same shape, for any names of the
//! types.

use tdproto_schema::Model;
use tdproto_schema::model::{Type, TypeId, TypeKind};

use super::pairs::Pairs;

/// The depth from which on types inside one another are not looked into.
const MAX_DEPTH: usize = 8;

/// A view of one of the two models, which maps its types to those of the new one.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    pairs: &'a Pairs<'a>,
    is_old: bool,
}

impl<'a> Shapes<'a> {
    /// The shapes of the old model.
    pub(super) fn old(pairs: &'a Pairs<'a>) -> Self {
        Self {
            pairs,
            is_old: true,
        }
    }

    /// The shapes of the new model.
    pub(super) fn new(pairs: &'a Pairs<'a>) -> Self {
        Self {
            pairs,
            is_old: false,
        }
    }

    fn model(self) -> &'a Model {
        if self.is_old {
            self.pairs.old
        } else {
            self.pairs.new
        }
    }

    /// The type of the new model that a type is, if both have it.
    fn paired(self, id: TypeId) -> Option<TypeId> {
        if self.is_old {
            self.pairs.new_type(id)
        } else {
            self.pairs.old_type(id).map(|_| id)
        }
    }

    /// The shape of a declared type.
    pub(super) fn def(self, id: TypeId) -> String {
        match &self.model().ty(id).kind {
            TypeKind::Entity(entity) => {
                let fields = entity.fields.iter();
                let mut fields: Vec<String> = fields
                    .map(|field| {
                        let ty = self.ty(&field.ty);
                        format!(
                            "{} {:?} {:?} {ty}",
                            field.name, field.presence, field.access
                        )
                    })
                    .collect();
                fields.sort_unstable();
                format!("entity {}", fields.join("\n"))
            }
            TypeKind::Enum(def) => {
                let values = def.values.iter();
                let mut values: Vec<String> =
                    values.map(|value| format!("{:?}", value.value)).collect();
                values.sort_unstable();
                let (base, openness) = (def.base, def.openness);
                format!("enum {base:?} {openness:?} {}", values.join(" "))
            }
            TypeKind::Union(union) => {
                let variants = union.variants.iter();
                let mut variants: Vec<String> = variants
                    .map(|variant| {
                        let ty = variant.ty.as_ref().map(|ty| self.ty(ty));
                        format!("{:?} {ty:?}", variant.value)
                    })
                    .collect();
                variants.sort_unstable();
                let (form, openness) = (&union.form, union.openness);
                format!("union {form:?} {openness:?} {}", variants.join(" "))
            }
            TypeKind::Scalar(base) => format!("scalar {}", base.name()),
            TypeKind::Alias(target) => format!("alias {}", self.ty(target)),
        }
    }

    /// The shape of a use of a type; of a declared type that only one model has, its kind.
    pub(super) fn ty(self, ty: &Type) -> String {
        self.at_depth(ty, 0)
    }

    fn at_depth(self, ty: &Type, depth: usize) -> String {
        if depth > MAX_DEPTH {
            return "…".to_owned();
        }
        match ty {
            Type::Scalar(scalar) => scalar.name().to_owned(),
            Type::Null => "null".to_owned(),
            Type::Any => "any".to_owned(),
            Type::Nullable(item) => format!("{}?", self.at_depth(item, depth + 1)),
            Type::Constant(constant) => constant.to_string(),
            Type::List(item) => format!("[{}]", self.at_depth(item, depth + 1)),
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.at_depth(item, depth + 1));
                format!("({})", items.collect::<Vec<_>>().join(", "))
            }
            Type::Map(key, item) => format!(
                "{{{}: {}}}",
                self.at_depth(key, depth + 1),
                self.at_depth(item, depth + 1)
            ),
            Type::Named(id) => match self.paired(*id) {
                // A type that both models have counts as its new one.
                Some(new) => Self::new(self.pairs).named(new, depth),
                None => self.named(*id, depth),
            },
        }
    }

    /// The shape of a declared type of this model: an alias or a scalar has the shape of its
    /// target, which is on the wire.
    fn named(self, id: TypeId, depth: usize) -> String {
        match (&self.model().ty(id).kind, self.paired(id)) {
            (TypeKind::Alias(target), _) => self.at_depth(target, depth + 1),
            (TypeKind::Scalar(base), _) => base.name().to_owned(),
            (TypeKind::Entity(_) | TypeKind::Enum(_) | TypeKind::Union(_), Some(new)) => {
                format!("#{}", new.index())
            }
            (TypeKind::Entity(_), None) => "an entity".to_owned(),
            (TypeKind::Enum(_), None) => "an enum".to_owned(),
            (TypeKind::Union(_), None) => "a union".to_owned(),
        }
    }

    /// Returns true if a type has something that distinguishes it from others: fields, values or
    /// variants.
    pub(super) fn is_distinctive(self, id: TypeId) -> bool {
        let def = self.model().ty(id);
        !def.fields().is_empty() || !def.values().is_empty() || !def.variants().is_empty()
    }
}
