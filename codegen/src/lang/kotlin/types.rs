//! Uses of types: their names, and their empty values.

use tdproto_schema::model::{EnumBase, Openness, Scalar, Type, TypeId, TypeKind, needed_items};

use super::scope::Scope;
use crate::views::View;

/// The value that a missing one is read as.
pub(super) enum Empty {
    /// An expression that costs nothing.
    Plain(String),
    /// One that makes a value.
    Made(String),
    /// There is none: a missing value is refused.
    None,
}

impl Scope<'_> {
    /// A type, as one writes it after a colon.
    pub(super) fn ty(&mut self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::Named(id) => self.named(*id, view),
            Type::List(item) => {
                let item = self.ty(item, view);
                format!("{}<{item}>", self.built_in("kotlin.collections.List"))
            }
            Type::Map(key, item) => {
                let (key, item) = (self.ty(key, view), self.ty(item, view));
                format!("{}<{key}, {item}>", self.built_in("kotlin.collections.Map"))
            }
            Type::Tuple(items) => {
                let name = self.wire(&format!("Tuple{}", items.len()));
                let items: Vec<String> = items.iter().map(|item| self.ty(item, view)).collect();
                format!("{name}<{}>", items.join(", "))
            }
            Type::Nullable(item) => or_null(self.ty(item, view)),
            Type::Constant(_) => self.built_in("kotlin.Unit"),
            Type::Null => format!("{}?", self.built_in("kotlin.Nothing")),
            Type::Any => self.json("JsonElement"),
        }
    }

    /// A built-in scalar.
    pub(super) fn scalar(&mut self, scalar: Scalar) -> String {
        let name = match scalar {
            Scalar::String => "kotlin.String",
            Scalar::Bool => "kotlin.Boolean",
            Scalar::Int | Scalar::Int64 | Scalar::Uint => "kotlin.Long",
            Scalar::Int8 => "kotlin.Byte",
            Scalar::Int16 => "kotlin.Short",
            Scalar::Int32 => "kotlin.Int",
            Scalar::Uint8 => "kotlin.UByte",
            Scalar::Uint16 => "kotlin.UShort",
            Scalar::Uint32 => "kotlin.UInt",
            Scalar::Uint64 => "kotlin.ULong",
            Scalar::Float32 => "kotlin.Float",
            Scalar::Float64 => "kotlin.Double",
            Scalar::Datetime => return self.wire("Datetime"),
            Scalar::Bytes => return self.wire("Bytes"),
        };
        self.built_in(name)
    }

    /// The value that a missing one of a type is read as.
    pub(super) fn empty(&mut self, ty: &Type, view: View) -> Empty {
        let model = self.input().model;
        if self.package.never.is_type(model, ty, view) {
            return Empty::None;
        }
        match model.unaliased(ty) {
            Type::Scalar(scalar) => Empty::Plain(self.empty_scalar(*scalar)),
            Type::List(_) => Empty::Plain("emptyList()".to_owned()),
            Type::Map(..) => Empty::Plain("emptyMap()".to_owned()),
            Type::Nullable(_) | Type::Null => Empty::Plain("null".to_owned()),
            Type::Any => Empty::Plain(self.json("JsonNull")),
            Type::Constant(_) => Empty::Plain("Unit".to_owned()),
            Type::Tuple(items) => {
                let mut parts = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    parts.push(match self.empty(item, view) {
                        _ if at >= needed_items(items) => "null".to_owned(),
                        Empty::Plain(text) | Empty::Made(text) => text,
                        Empty::None => return Empty::None,
                    });
                }
                let name = self.wire(&format!("Tuple{}", items.len()));
                Empty::Made(format!("{name}({})", parts.join(", ")))
            }
            Type::Named(id) => self.empty_named(*id, view),
        }
    }

    fn empty_named(&mut self, id: TypeId, view: View) -> Empty {
        let model = self.input().model;
        match &model.ty(id).kind {
            TypeKind::Entity(_) => Empty::Made(format!("{}.empty()", self.codec(id, view))),
            TypeKind::Union(_) => Empty::None,
            TypeKind::Enum(found) => {
                let name = self.named(id, view);
                Empty::Plain(match (found.openness, found.base) {
                    (Openness::Closed, _) => {
                        format!("{name}.{}", self.input().names.value(id, found.empty))
                    }
                    (Openness::Open, EnumBase::Text) => format!("{name}(\"\")"),
                    (Openness::Open, EnumBase::Int) => format!("{name}(0L)"),
                })
            }
            TypeKind::Scalar(base) => {
                let empty = self.empty_scalar(*base);
                Empty::Plain(format!("{}({empty})", self.named(id, view)))
            }
            TypeKind::Alias(target) => self.empty(target, view),
        }
    }

    fn empty_scalar(&mut self, scalar: Scalar) -> String {
        match scalar {
            Scalar::String => "\"\"".to_owned(),
            Scalar::Bool => "false".to_owned(),
            Scalar::Int | Scalar::Int64 | Scalar::Uint => "0L".to_owned(),
            Scalar::Int8 | Scalar::Int16 | Scalar::Int32 => "0".to_owned(),
            Scalar::Uint8 | Scalar::Uint16 | Scalar::Uint32 => "0u".to_owned(),
            Scalar::Uint64 => "0uL".to_owned(),
            Scalar::Float32 => "0f".to_owned(),
            Scalar::Float64 => "0.0".to_owned(),
            Scalar::Datetime => format!("{}(\"\")", self.wire("Datetime")),
            Scalar::Bytes => format!("{}.EMPTY", self.wire("Bytes")),
        }
    }

    /// Returns true if a type has an empty value that a sender leaves out.
    pub(super) fn has_empty(&self, ty: &Type) -> bool {
        let model = self.input().model;
        match model.unaliased(ty) {
            Type::Tuple(_) | Type::Null | Type::Any | Type::Nullable(_) | Type::Constant(_) => {
                false
            }
            Type::Scalar(_) | Type::List(_) | Type::Map(..) => true,
            Type::Named(id) => match &model.ty(*id).kind {
                TypeKind::Entity(_) | TypeKind::Union(_) => false,
                TypeKind::Enum(found) => found.openness == Openness::Open,
                TypeKind::Scalar(_) => true,
                TypeKind::Alias(target) => self.has_empty(target),
            },
        }
    }

    /// The condition that a value is not empty.
    pub(super) fn is_filled(&self, ty: &Type, value: &str) -> String {
        let model = self.input().model;
        let of_scalar = |scalar: Scalar, value: &str| match scalar {
            Scalar::String => format!("{value}.isNotEmpty()"),
            Scalar::Datetime => format!("{value}.value.isNotEmpty()"),
            Scalar::Bytes => format!("{value}.size > 0"),
            Scalar::Bool => value.to_owned(),
            Scalar::Float32 => format!("{value} != 0f"),
            Scalar::Float64 => format!("{value} != 0.0"),
            Scalar::Uint8 | Scalar::Uint16 => format!("{value}.toInt() != 0"),
            Scalar::Uint32 => format!("{value} != 0u"),
            Scalar::Uint64 => format!("{value} != 0uL"),
            Scalar::Int | Scalar::Int64 | Scalar::Uint => format!("{value} != 0L"),
            Scalar::Int8 | Scalar::Int16 => format!("{value}.toInt() != 0"),
            Scalar::Int32 => format!("{value} != 0"),
        };
        match model.unaliased(ty) {
            Type::Scalar(scalar) => of_scalar(*scalar, value),
            Type::Named(id) => match &model.ty(*id).kind {
                TypeKind::Scalar(base) => of_scalar(*base, &format!("{value}.value")),
                TypeKind::Enum(found) => of_scalar(found.base.scalar(), &format!("{value}.value")),
                TypeKind::Entity(_) | TypeKind::Union(_) => "true".to_owned(),
                TypeKind::Alias(target) => self.is_filled(target, value),
            },
            Type::List(_) | Type::Map(..) => format!("{value}.isNotEmpty()"),
            Type::Tuple(_) | Type::Null | Type::Any | Type::Nullable(_) | Type::Constant(_) => {
                "true".to_owned()
            }
        }
    }
}

/// A type or null.
pub(super) fn or_null(ty: String) -> String {
    match ty.ends_with('?') {
        true => ty,
        false => format!("{ty}?"),
    }
}
