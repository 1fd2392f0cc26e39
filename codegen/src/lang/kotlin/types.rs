//! Uses of types: their names, their empty values, and the expressions that read and write them.

use tdproto_schema::model::{
    EnumBase, JsonScalar, Openness, Scalar, Type, TypeId, TypeKind, needed_items,
};

use super::literal::constant;
use super::scope::Scope;
use crate::options::UnknownFields;
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
            return match scalar {
                Scalar::Datetime => ("a text", format!("{}(key)", self.wire("Datetime"))),
                _ => ("a text", "key".to_owned()),
            };
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
            _ => "",
        };
        let read = format!("{numbers}.key(key, {smallest}, {largest}){made}");
        ("an integer", read)
    }

    /// The statement that writes a value.
    pub(super) fn write(&mut self, ty: &Type, view: View, value: &str, depth: usize) -> String {
        let model = self.input().model;
        let item_name = match depth {
            0 => "item".to_owned(),
            _ => format!("item{}", depth + 1),
        };
        match model.unaliased(ty) {
            Type::Scalar(scalar) => write_scalar(*scalar, value),
            Type::Named(id) => match &model.ty(*id).kind {
                TypeKind::Entity(_) | TypeKind::Union(_) => {
                    format!("{}.write(w, {value})", self.codec(*id, view))
                }
                TypeKind::Enum(found) => {
                    write_scalar(found.base.scalar(), &format!("{value}.value"))
                }
                TypeKind::Scalar(base) => write_scalar(*base, &format!("{value}.value")),
                TypeKind::Alias(target) => self.write(target, view, value, depth),
            },
            Type::List(item) => {
                let write = self.write(item, view, &item_name, depth + 1);
                lambda(&format!("w.list({value})"), &item_name, &write)
            }
            Type::Map(key, item) => {
                let write = self.write(item, view, &item_name, depth + 1);
                let (order, text) = self.write_key(key);
                let open = format!("w.map({value}, {order}, {{ key -> {text} }})");
                lambda(&open, &item_name, &write)
            }
            Type::Tuple(items) => self.write_tuple(items, view, value, depth),
            Type::Nullable(item) => {
                let write = self.write(item, view, value, depth);
                or_nothing(value, &write)
            }
            Type::Constant(found) => {
                let text = super::literal::constant_json(found);
                format!("w.raw({})", super::literal::string(&text))
            }
            Type::Null => "w.nothing()".to_owned(),
            Type::Any => format!("w.any({value})"),
        }
    }

    fn write_tuple(&mut self, items: &[Type], view: View, value: &str, depth: usize) -> String {
        let needed = needed_items(items);
        let mut parts = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let place = format!("{value}.{}", part(at));
            let write = self.write(item, view, &place, depth + 1);
            if at < needed {
                parts.push(lambda("w.item", "", &write));
                continue;
            }
            // It is there if it or a later one is not none.
            let later = (at..items.len()).map(|at| format!("{value}.{} != null", part(at)));
            let mut later: Vec<String> = later.collect();
            if self.package.unknown() == UnknownFields::Keep {
                later.push(format!("{value}.rest.isNotEmpty()"));
            }
            let item = lambda("w.item", "", &write).replace('\n', "\n    ");
            parts.push(format!("if ({}) {{\n    {item}\n}}", later.join(" || ")));
        }
        if self.package.unknown() == UnknownFields::Keep {
            parts.push(format!("{value}.rest.forEach {{ w.item {{ w.any(it) }} }}"));
        }
        format!(
            "w.array {{\n    {}\n}}",
            parts.join("\n").replace('\n', "\n    ")
        )
    }

    /// The order of the keys of a map, and the text of the key `key`.
    fn write_key(&mut self, ty: &Type) -> (String, String) {
        let model = self.input().model;
        let is_integer = model.wire_scalar(ty).is_some_and(Scalar::is_integer);
        let order = match (model.enum_of(ty), model.unaliased(ty)) {
            (Some(_), Type::Named(id)) => format!("{}.order", self.codec(*id, View::Whole)),
            _ if is_integer => self.wire("ByNumber"),
            _ => self.wire("ByText"),
        };
        let held = match model.unaliased(ty) {
            Type::Named(_) => "key.value",
            _ if model.wire_scalar(ty) == Some(Scalar::Datetime) => "key.value",
            _ => "key",
        };
        let text = match is_integer {
            true => format!("{held}.toString()"),
            false => held.to_owned(),
        };
        (order, text)
    }

    /// A value as a client sends it; the same if its type is.
    pub(super) fn convert(&mut self, ty: &Type, value: &str) -> String {
        let model = self.input().model;
        let views = self.input().views;
        if !ty.named().into_iter().any(|id| views.differs(id)) {
            return value.to_owned();
        }
        match ty {
            Type::Named(id) => match &model.ty(*id).kind {
                TypeKind::Alias(target) => self.convert(target, value),
                TypeKind::Entity(_)
                | TypeKind::Union(_)
                | TypeKind::Enum(_)
                | TypeKind::Scalar(_) => format!("{value}.toInput()"),
            },
            Type::List(item) => format!("{value}.map {{ {} }}", self.convert(item, "it")),
            Type::Map(_, item) => {
                format!("{value}.mapValues {{ {} }}", self.convert(item, "it.value"))
            }
            Type::Nullable(item) => format!("{value}?.let {{ {} }}", self.convert(item, "it")),
            Type::Tuple(items) => {
                let name = self.wire(&format!("Tuple{}", items.len()));
                let mut parts: Vec<String> = Vec::new();
                for (at, item) in items.iter().enumerate() {
                    parts.push(self.convert(item, &format!("{value}.{}", part(at))));
                }
                if self.package.unknown() == UnknownFields::Keep {
                    parts.push(format!("{value}.rest"));
                }
                format!("{name}({})", parts.join(", "))
            }
            Type::Scalar(_) | Type::Constant(_) | Type::Null | Type::Any => value.to_owned(),
        }
    }
}

/// A call whose last argument is a function.
pub(super) fn lambda(call: &str, parameter: &str, body: &str) -> String {
    let parameter = match parameter {
        "" => String::new(),
        parameter => format!(" {parameter} ->"),
    };
    match body.contains('\n') {
        true => format!(
            "{call} {{{parameter}\n    {}\n}}",
            body.replace('\n', "\n    ")
        ),
        false => format!("{call} {{{parameter} {body} }}"),
    }
}

/// The statement that writes a value or null.
pub(super) fn or_nothing(value: &str, write: &str) -> String {
    match write.contains('\n') {
        true => format!(
            "if ({value} == null) {{\n    w.nothing()\n}} else {{\n    {}\n}}",
            write.replace('\n', "\n    ")
        ),
        false => format!("if ({value} == null) w.nothing() else {write}"),
    }
}

/// The members of a tuple.
const PARTS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// The member of a tuple for an item.
pub(super) fn part(at: usize) -> String {
    let name = PARTS.get(at).map(|name| (*name).to_owned());
    name.unwrap_or_else(|| format!("item{}", at + 1))
}

fn write_scalar(scalar: Scalar, value: &str) -> String {
    match scalar {
        Scalar::String => format!("w.string({value})"),
        Scalar::Datetime => format!("w.string({value}.value)"),
        Scalar::Bytes => format!("w.bytes({value})"),
        Scalar::Bool => format!("w.boolean({value})"),
        Scalar::Int | Scalar::Int64 | Scalar::Uint => format!("w.long({value})"),
        Scalar::Int8 | Scalar::Int16 | Scalar::Uint8 | Scalar::Uint16 => {
            format!("w.int({value}.toInt())")
        }
        Scalar::Int32 => format!("w.int({value})"),
        Scalar::Uint32 => format!("w.long({value}.toLong())"),
        Scalar::Uint64 => format!("w.ulong({value})"),
        Scalar::Float32 => format!("w.float({value})"),
        Scalar::Float64 => format!("w.double({value})"),
    }
}

/// A type or null.
pub(super) fn or_null(ty: String) -> String {
    match ty.ends_with('?') {
        true => ty,
        false => format!("{ty}?"),
    }
}
