//! Types as Rust writes them.

use tdproto_schema::Model;
use tdproto_schema::model::{Field, Openness, Presence, Scalar, Type, TypeKind};

use crate::lang::Input;

/// A built-in scalar.
pub(super) fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "String",
        Scalar::Bool => "bool",
        Scalar::Int8 => "i8",
        Scalar::Int16 => "i16",
        Scalar::Int32 => "i32",
        Scalar::Int | Scalar::Int64 => "i64",
        Scalar::Uint8 => "u8",
        Scalar::Uint16 => "u16",
        Scalar::Uint32 => "u32",
        Scalar::Uint | Scalar::Uint64 => "u64",
        Scalar::Float32 => "f32",
        Scalar::Float64 => "f64",
        Scalar::Datetime => "Datetime",
    }
}

/// A type that is always there.
pub(super) fn plain(input: &Input<'_>, ty: &Type) -> String {
    match ty {
        Type::Scalar(found) => scalar(*found).to_owned(),
        Type::Named(id) => input.names.ty(*id).to_owned(),
        Type::List(item) => format!("Vec<{}>", plain(input, item)),
        Type::Map(key, value) => {
            format!(
                "std::collections::BTreeMap<{}, {}>",
                plain(input, key),
                plain(input, value)
            )
        }
        Type::Any => "serde_json::Value".to_owned(),
    }
}

/// How a field is held, read and written: one row of the table of presence.
pub(super) struct Slot {
    /// The type of the member.
    pub(super) ty: String,
    /// The function of the runtime that reads it.
    pub(super) read: &'static str,
    /// The function of the runtime that writes it.
    pub(super) write: &'static str,
}

pub(super) fn slot(input: &Input<'_>, field: &Field, boxed: bool) -> Slot {
    let plain = plain(input, &field.ty);
    let plain = if boxed {
        format!("Box<{plain}>")
    } else {
        plain
    };
    let option = format!("Option<{plain}>");
    match field.presence {
        Presence::Required => Slot {
            ty: plain,
            read: "read",
            write: "write",
        },
        Presence::Nullable => Slot {
            ty: option,
            read: "read_option",
            write: "write",
        },
        // No value of a closed enum is empty, so that only none can be left out.
        Presence::OmitEmpty if is_closed_enum(input.model, &field.ty) => Slot {
            ty: option,
            read: "read_option",
            write: "write_some",
        },
        Presence::OmitEmpty => Slot {
            ty: plain,
            read: "read",
            write: "write_filled",
        },
        Presence::OmitNull => Slot {
            ty: option,
            read: "read_option",
            write: "write_some",
        },
    }
}

fn is_closed_enum(model: &Model, ty: &Type) -> bool {
    let Type::Named(id) = model.unaliased(ty) else {
        return false;
    };
    match &model.ty(*id).kind {
        TypeKind::Enum(found) => found.openness == Openness::Closed,
        TypeKind::Entity(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => false,
    }
}

/// Whether a type can be compared for equality and hashed: not if it holds floating-point numbers.
pub(super) fn is_float(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Float32 | Scalar::Float64)
}
