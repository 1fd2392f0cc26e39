//! The statements that write values.

use tdproto_schema::model::{Scalar, Type, TypeKind, needed_items};

use super::literal::{constant_json, string};
use super::scope::Scope;
use crate::options::UnknownFields;
use crate::views::View;

impl Scope<'_> {
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
                let text = constant_json(found);
                format!("w.raw({})", string(&text))
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
        let is_named = matches!(model.unaliased(ty), Type::Named(_));
        let is_datetime = model.wire_scalar(ty) == Some(Scalar::Datetime);
        let held = match (is_named, is_datetime) {
            (true, true) => "key.value.value",
            (true, false) | (false, true) => "key.value",
            (false, false) => "key",
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
