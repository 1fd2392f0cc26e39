//! The expressions that read values.

use tdproto_schema::model::{
    EnumBase, JsonScalar, Openness, Scalar, Type, TypeId, TypeKind, needed_items,
};

use super::literal::constant;
use super::scope::Scope;
use crate::options::UnknownFields;
use crate::views::View;

impl Scope<'_> {
    /// The expression that reads a value.
    pub(super) fn read(&mut self, ty: &Type, view: View) -> String {
        let model = self.input().model;
        match model.unaliased(ty) {
            Type::Scalar(scalar) => self.read_scalar(*scalar),
            Type::Named(id) => self.read_named(*id, view),
            Type::List(item) => format!("r.list {{ {} }}", self.read(item, view)),
            Type::Map(key, item) => {
                let (expected, key) = self.read_key(key, view);
                let item = self.read(item, view);
                format!("r.map(\"{expected}\", {{ key -> {key} }}) {{ {item} }}")
            }
            Type::Tuple(items) => self.read_tuple(items, view),
            Type::Nullable(item) => format!("r.orNull {{ {} }}", self.read(item, view)),
            Type::Constant(found) => format!("r.constant({})", constant(found)),
            Type::Null => "r.nothing()".to_owned(),
            Type::Any => "r.any()".to_owned(),
        }
    }

    fn read_tuple(&mut self, items: &[Type], view: View) -> String {
        let needed = needed_items(items);
        let mut parts = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let read = self.read(item, view);
            parts.push(match at < needed {
                true => format!("r.needed(start) {{ {read} }}"),
                false => format!("r.optional {{ {read} }}"),
            });
        }
        let name = self.wire(&format!("Tuple{}", items.len()));
        let last = match self.package.unknown() {
            UnknownFields::Ignore => "",
            UnknownFields::Deny => ".also { r.noRest() }",
            UnknownFields::Keep => {
                parts.push("r.rest()".to_owned());
                ""
            }
        };
        let start = if needed > 0 { "start -> " } else { "" };
        format!(
            "r.tuple({needed}) {{ {start}{name}({}){last} }}",
            parts.join(", ")
        )
    }

    fn read_named(&mut self, id: TypeId, view: View) -> String {
        let model = self.input().model;
        match &model.ty(id).kind {
            TypeKind::Entity(_) | TypeKind::Union(_) => {
                format!("{}.read(r)", self.codec(id, view))
            }
            TypeKind::Enum(found) if found.openness == Openness::Closed => {
                format!("{}.read(r)", self.codec(id, view))
            }
            TypeKind::Enum(found) => {
                let name = self.named(id, view);
                match found.base {
                    EnumBase::Text => format!("{name}(r.string({}.keys))", self.codec(id, view)),
                    EnumBase::Int => format!("{name}(r.int53())"),
                }
            }
            TypeKind::Scalar(base) => {
                let read = self.read_scalar(*base);
                format!("{}({read})", self.named(id, view))
            }
            TypeKind::Alias(target) => self.read(target, view),
        }
    }

    fn read_scalar(&mut self, scalar: Scalar) -> String {
        match scalar {
            Scalar::String => "r.string()".to_owned(),
            Scalar::Bool => "r.boolean()".to_owned(),
            Scalar::Int => "r.int53()".to_owned(),
            Scalar::Int8 => "r.byte()".to_owned(),
            Scalar::Int16 => "r.short()".to_owned(),
            Scalar::Int32 => "r.int()".to_owned(),
            Scalar::Int64 => "r.int64()".to_owned(),
            Scalar::Uint => "r.uint53()".to_owned(),
            Scalar::Uint8 => "r.ubyte()".to_owned(),
            Scalar::Uint16 => "r.ushort()".to_owned(),
            Scalar::Uint32 => "r.uint()".to_owned(),
            Scalar::Uint64 => "r.ulong()".to_owned(),
            Scalar::Float32 => "r.float()".to_owned(),
            Scalar::Float64 => "r.double()".to_owned(),
            Scalar::Datetime => format!("{}(r.string())", self.wire("Datetime")),
            Scalar::Bytes => "r.bytes()".to_owned(),
        }
    }

    /// What a key of a map has to be, and the expression that makes one of the text `key`.
    fn read_key(&mut self, ty: &Type, view: View) -> (&'static str, String) {
        let model = self.input().model;
        let scalar = model.wire_scalar(ty).unwrap_or(Scalar::String);
        let (expected, plain) = self.read_plain_key(scalar);
        let Type::Named(id) = model.unaliased(ty) else {
            return (expected, plain);
        };
        let is_closed = model.ty(*id).openness() == Some(Openness::Closed);
        let is_text = plain == "key";
        let read = match is_closed {
            true => {
                let codec = self.codec(*id, view);
                match is_text {
                    true => format!("{codec}.of(key)"),
                    false => format!("{plain}?.let {{ {codec}.of(it) }}"),
                }
            }
            false => {
                let name = self.named(*id, view);
                match is_text {
                    true => format!("{name}(key)"),
                    false => format!("{plain}?.let {{ {name}(it) }}"),
                }
            }
        };
        (if is_closed { "a known value" } else { expected }, read)
    }

    fn read_plain_key(&mut self, scalar: Scalar) -> (&'static str, String) {
        let JsonScalar::Integer { smallest, largest } = scalar.json() else {
            let read = match scalar == Scalar::Datetime {
                true => format!("{}(key)", self.wire("Datetime")),
                false => "key".to_owned(),
            };
            return ("a text", read);
        };
        let numbers = self.wire("Numbers");
        if scalar == Scalar::Uint64 {
            return ("an integer", format!("{numbers}.unsignedKey(key)"));
        }
        let end = |number: i128| match number == i128::from(i64::MIN) {
            true => "Long.MIN_VALUE".to_owned(),
            false => format!("{number}L"),
        };
        let (smallest, largest) = (end(smallest), end(largest));
        let made = match scalar {
            Scalar::Int8 => "?.toByte()",
            Scalar::Int16 => "?.toShort()",
            Scalar::Int32 => "?.toInt()",
            Scalar::Uint8 => "?.toUByte()",
            Scalar::Uint16 => "?.toUShort()",
            Scalar::Uint32 => "?.toUInt()",
            Scalar::Int
            | Scalar::Int64
            | Scalar::Uint
            | Scalar::Uint64
            | Scalar::String
            | Scalar::Bool
            | Scalar::Float32
            | Scalar::Float64
            | Scalar::Datetime
            | Scalar::Bytes => "",
        };
        let read = format!("{numbers}.key(key, {smallest}, {largest}){made}");
        ("an integer", read)
    }
}
