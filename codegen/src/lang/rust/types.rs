//! Types as Rust writes them.

use tdproto_schema::Model;
use tdproto_schema::model::{
    Constant, Direction, Field, Openness, Params, Presence, Scalar, Type, TypeKind,
};

use super::borrow::RustInput;
use crate::options::UnknownFields;
use crate::views::View;

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
        Scalar::Bytes => "wire::Bytes",
    }
}

/// A text that is borrowed.
pub(super) const BORROWED_TEXT: &str = "std::borrow::Cow<'a, str>";

/// A type that is always there. One that borrows has the lifetime `'a`.
pub(super) fn plain(input: &RustInput<'_>, ty: &Type, view: View) -> String {
    match ty {
        Type::Scalar(Scalar::String) if input.is_borrowed() => BORROWED_TEXT.to_owned(),
        Type::Scalar(Scalar::Datetime) if input.is_borrowed() => "Datetime<'a>".to_owned(),
        Type::Scalar(found) => scalar(*found).to_owned(),
        Type::Named(id) => input.with_lifetime(*id, view, "'a"),
        Type::List(item) => format!("Vec<{}>", plain(input, item, view)),
        Type::Map(key, value) => {
            let (key, value) = (plain(input, key, view), plain(input, value, view));
            format!("std::collections::BTreeMap<{key}, {value}>")
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| tuple_item(input, item, view));
            let rest = (input.options.unknown_fields == UnknownFields::Keep)
                .then(|| "wire::Rest".to_owned());
            parenthesized(items.chain(rest))
        }
        Type::Nullable(item) => format!("Option<{}>", plain(input, item, view)),
        // The struct has a member for a constant only if it says whether the field is there.
        Type::Constant(_) => "bool".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Any if input.is_borrowed() => "wire::borrowed::Json<'a>".to_owned(),
        Type::Any => "wire::Json".to_owned(),
    }
}

/// The type of an item of a tuple. Entities are in boxes, so that those that contain themselves have
/// a size.
fn tuple_item(input: &RustInput<'_>, item: &Type, view: View) -> String {
    if let Type::Nullable(item) = item {
        return format!("Option<{}>", tuple_item(input, item, view));
    }
    let plain = plain(input, item, view);
    match input.model.entity_of(item) {
        Some(_) => format!("Box<{plain}>"),
        None => plain,
    }
}

/// A tuple of parts.
pub(super) fn parenthesized(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<_> = parts.collect();
    match parts.as_slice() {
        [part] => format!("({part},)"),
        parts => format!("({})", parts.join(", ")),
    }
}

/// Returns true if the struct has a member for a field: a constant that is always there needs none.
pub(super) fn is_stored(field: &Field) -> bool {
    field.ty.constant().is_none() || field.presence.may_be_absent()
}

/// The expression of the only value of a field.
pub(super) fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("wire::Constant::Text({text:?})"),
        Constant::Int(number) => format!("wire::Constant::Int({number})"),
        Constant::Bool(is_true) => format!("wire::Constant::Bool({is_true})"),
    }
}

/// Returns true if a value of a type has to be made into another one for the client's view.
pub(super) fn convert(input: &RustInput<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => input.views.differs(*id),
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => convert(input, item),
        Type::Tuple(items) => items.iter().any(|item| convert(input, item)),
        Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => false,
    }
}

/// The member of a field, and the code that reads and writes it: one row of the table of presence.
pub(super) struct Slot {
    /// The type of the member.
    pub(super) ty: String,
    /// The method of the writer that writes it.
    pub(super) write: &'static str,
}

/// The type of a value that is present as the params of an event are.
pub(super) fn present(plain: String, presence: Presence) -> String {
    match presence {
        Presence::Required | Presence::OmitEmpty => plain,
        Presence::Nullable | Presence::OmitNull | Presence::Optional => format!("Option<{plain}>"),
        Presence::Patch => format!("wire::Patch<{plain}>"),
    }
}

/// The type of an event's params, as the side that sends it writes them.
pub(super) fn params(input: &RustInput<'_>, direction: Direction, params: &Params) -> String {
    let view = View::of(direction);
    present(plain(input, &params.ty, view), params.presence)
}

pub(super) fn slot(input: &RustInput<'_>, field: &Field, boxed: bool, view: View) -> Slot {
    if field.ty.constant().is_some() {
        return Slot {
            ty: "bool".to_owned(),
            write: "field",
        };
    }
    let plain = plain(input, &field.ty, view);
    let plain = if boxed {
        format!("Box<{plain}>")
    } else {
        plain
    };
    let ty = match field.presence {
        // No value of a closed enum is empty, so that only none can be left out.
        Presence::OmitEmpty if is_closed_enum(input.model, &field.ty) => {
            present(plain, Presence::OmitNull)
        }
        presence @ (Presence::Required
        | Presence::Nullable
        | Presence::OmitEmpty
        | Presence::OmitNull
        | Presence::Optional
        | Presence::Patch) => present(plain, presence),
    };
    let write = match field.presence.may_be_absent() {
        true => "filled",
        false => "field",
    };
    Slot { ty, write }
}

fn is_closed_enum(model: &Model, ty: &Type) -> bool {
    let Type::Named(id) = model.unaliased(ty) else {
        return false;
    };
    match &model.ty(*id).kind {
        TypeKind::Enum(found) => found.openness == Openness::Closed,
        TypeKind::Entity(_) | TypeKind::Union(_) | TypeKind::Scalar(_) | TypeKind::Alias(_) => {
            false
        }
    }
}

/// The function of the runtime that reads a type. Rust holds some integers in more bits than they
/// may have.
pub(super) fn reader(model: &Model, ty: &Type) -> &'static str {
    match model.unaliased(ty) {
        Type::Scalar(scalar) if scalar.fits_double() => "read_int",
        Type::Scalar(_) | Type::Named(_) | Type::Constant(_) | Type::Null | Type::Any => "read",
        Type::List(item) | Type::Map(_, item) | Type::Nullable(item) => reader(model, item),
        // Its items are read in ways of their own.
        Type::Tuple(_) => "read",
    }
}

/// Returns true if the Rust type of a scalar is no plain value that can be copied.
pub(super) fn is_on_heap(scalar: Scalar) -> bool {
    scalar.is_text() || scalar == Scalar::Bytes
}

/// Returns true if a type can be compared for equality and hashed: not if it holds floating-point
/// numbers.
pub(super) fn is_float(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Float32 | Scalar::Float64)
}
