//! Uses of types.

use tdproto_schema::model::{Field, Openness, Params, Presence, Scalar, Type, TypeKind};

use super::scope::{Hold, Scope};
use crate::views::View;

impl Scope<'_> {
    /// A type.
    pub(super) fn ty(&self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(scalar) => built_in(*scalar).to_owned(),
            Type::Named(id) => self.name(*id, view).to_owned(),
            Type::List(item) => format!("[]{}", self.ty(item, view)),
            Type::Map(key, item) => format!("map[{}]{}", self.ty(key, view), self.ty(item, view)),
            Type::Tuple(items) => {
                let names: Vec<_> = items.iter().map(|item| self.ty(item, view)).collect();
                format!("Tuple{}[{}]", items.len(), names.join(", "))
            }
            Type::Nullable(item) => self.optional(item, view),
            Type::Constant(constant) => built_in(constant.scalar()).to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Any => "RawJSON".to_owned(),
        }
    }

    /// A type that may be none.
    pub(super) fn optional(&self, ty: &Type, view: View) -> String {
        let name = self.ty(ty, view);
        match self.hold(ty) {
            Hold::Pointer => format!("*{name}"),
            Hold::Itself => name,
            Hold::Optional => format!("Optional[{name}]"),
        }
    }

    /// The type of a value in a state of presence; `None`: there is no member, since it has one value
    /// only.
    pub(super) fn present(&self, ty: &Type, presence: Presence, view: View) -> Option<String> {
        let is_always = matches!(presence, Presence::Required | Presence::Nullable);
        match self.model().unaliased(ty) {
            Type::Constant(_) if is_always => return None,
            Type::Constant(_) => return Some("bool".to_owned()),
            Type::Null if presence == Presence::Patch => return Some("bool".to_owned()),
            Type::Null => return None,
            Type::Scalar(_)
            | Type::Named(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Any => {}
        }
        Some(match presence {
            Presence::Required => self.ty(ty, view),
            Presence::OmitEmpty => match self.has_empty(ty) {
                true => self.ty(ty, view),
                false => self.optional(ty, view),
            },
            Presence::Nullable | Presence::OmitNull | Presence::Optional => self.optional(ty, view),
            Presence::Patch => match self.hold(ty) {
                Hold::Pointer => format!("Patch[*{}]", self.ty(ty, view)),
                Hold::Itself | Hold::Optional => format!("Patch[{}]", self.ty(ty, view)),
            },
        })
    }

    /// The type of the member of a field, if it has one.
    pub(super) fn member(&self, field: &Field, view: View) -> Option<String> {
        self.present(&field.ty, field.presence, view)
    }

    /// The type of the params of an event, or of the result of a reply, if there is a choice.
    pub(super) fn params(&self, params: &Params, view: View) -> Option<String> {
        self.present(&params.ty, params.presence, view)
    }

    /// Returns true if a sender leaves the zero of a type out: of enums, that of an open one.
    pub(super) fn has_empty(&self, ty: &Type) -> bool {
        match self.model().unaliased(ty) {
            Type::Scalar(_) | Type::List(_) | Type::Map(..) | Type::Any => true,
            Type::Tuple(_) | Type::Nullable(_) | Type::Constant(_) | Type::Null => false,
            Type::Named(id) => match &self.model().ty(*id).kind {
                TypeKind::Enum(found) => found.openness == Openness::Open,
                TypeKind::Scalar(_) => true,
                TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
            },
        }
    }
}

/// A built-in type.
pub(super) fn built_in(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "string",
        Scalar::Bool => "bool",
        Scalar::Int | Scalar::Int64 => "int64",
        Scalar::Int8 => "int8",
        Scalar::Int16 => "int16",
        Scalar::Int32 => "int32",
        Scalar::Uint | Scalar::Uint64 => "uint64",
        Scalar::Uint8 => "uint8",
        Scalar::Uint16 => "uint16",
        Scalar::Uint32 => "uint32",
        Scalar::Float32 => "float32",
        Scalar::Float64 => "float64",
        Scalar::Datetime => "Datetime",
        Scalar::Bytes => "[]byte",
    }
}
