//! Reading of values: calls of the runtime and of generated methods.

use std::collections::BTreeSet;

use tdproto_schema::model::{
    Constant, EnumBase, JsonScalar, Openness, Presence, Scalar, Type, TypeId, TypeKind,
    needed_items,
};

use super::literal::string;
use super::naming;
use super::scope::{Hold, INDENT, Scope, inner, needs_preset};
use crate::lang::OutputFile;
use crate::views::View;

/// A place that a value is read into: as a pointer, and as what methods are called on.
pub(super) struct Place {
    pointer: String,
    receiver: String,
}

impl Place {
    /// The member of something.
    pub(super) fn member(path: &str) -> Self {
        Self {
            pointer: format!("&{path}"),
            receiver: path.to_owned(),
        }
    }

    /// What a variable points to.
    pub(super) fn pointed(name: &str) -> Self {
        Self {
            pointer: name.to_owned(),
            receiver: name.to_owned(),
        }
    }
}

impl Scope<'_> {
    /// The call that reads a value into a place; null is its empty value, if it has one.
    pub(super) fn read(&self, ty: &Type, view: View, place: &Place) -> String {
        let pointer = &place.pointer;
        match ty {
            Type::Scalar(scalar) => format!("{}({pointer}, r)", reader(*scalar)),
            Type::Named(id) => self.read_named(*id, view, place),
            Type::List(item) => {
                let function = match (self.takes_null(item), self.model().entity_of(item)) {
                    (true, _) => "readNullableList".to_owned(),
                    (false, Some(id)) => pool(self.name(id, view)) + ".readList",
                    (false, None) => "readList".to_owned(),
                };
                format!("{function}({pointer}, r, {})", self.reader(item, view))
            }
            Type::Map(key, item) => format!(
                "readMap({pointer}, r, {}, {}, {})",
                self.key_reader(key, view),
                self.reader(item, view),
                self.takes_null(item),
            ),
            Type::Tuple(items) => {
                format!(
                    "readTuple{}({pointer}, r, {})",
                    items.len(),
                    self.tuple_arguments(ty, items, view)
                )
            }
            Type::Nullable(item) => self.read_optional(item, view, place),
            Type::Constant(constant) => constant_reader(constant),
            Type::Null => format!("readNull({pointer}, r)"),
            Type::Any => format!("readRaw({pointer}, r)"),
        }
    }

    fn read_named(&self, id: TypeId, view: View, place: &Place) -> String {
        let (pointer, receiver) = (&place.pointer, &place.receiver);
        let def = self.model().ty(id);
        match &def.kind {
            TypeKind::Entity(_) => format!("{receiver}.read(r)"),
            TypeKind::Enum(found) => match (found.openness, found.base) {
                (Openness::Open, EnumBase::Text) => format!("readText({pointer}, r)"),
                (Openness::Open, EnumBase::Int) => format!("readInt({pointer}, r)"),
                (Openness::Closed, EnumBase::Text | EnumBase::Int) => format!("{receiver}.read(r)"),
            },
            TypeKind::Union(_) => format!("read{}Union({pointer}, r)", self.name(id, view)),
            TypeKind::Scalar(base) => format!("{}({pointer}, r)", reader(*base)),
            TypeKind::Alias(target) => self.read(self.model().unaliased(target), view, place),
        }
    }

    /// The call that reads a value, or null as none.
    pub(super) fn read_optional(&self, ty: &Type, view: View, place: &Place) -> String {
        let function = match self.hold(ty) {
            Hold::Pointer => "readPointer",
            Hold::Optional => "readOptional",
            Hold::Itself if *self.model().unaliased(ty) == Type::Any => {
                return format!("readRaw({}, r)", place.pointer);
            }
            Hold::Itself => "readNillable",
        };
        format!(
            "{function}({}, r, {})",
            place.pointer,
            self.reader(ty, view)
        )
    }

    /// The call that reads a value of a state of presence into the member at a path.
    pub(super) fn read_present(
        &self,
        ty: &Type,
        presence: Presence,
        view: View,
        path: &str,
    ) -> String {
        let place = Place::member(path);
        match (self.model().unaliased(ty), presence) {
            (Type::Null, _) => return "r.null() || r.wrongType(\"null\")".to_owned(),
            (Type::Constant(constant), _) => return constant_reader(constant),
            (
                Type::Scalar(_)
                | Type::Named(_)
                | Type::List(_)
                | Type::Map(..)
                | Type::Tuple(_)
                | Type::Nullable(_)
                | Type::Any,
                _,
            ) => {}
        }
        match presence {
            Presence::Required => self.read(ty, view, &place),
            Presence::OmitEmpty if self.has_empty(ty) => self.read(ty, view, &place),
            Presence::OmitEmpty | Presence::Nullable | Presence::OmitNull | Presence::Optional => {
                self.read_optional(ty, view, &place)
            }
            Presence::Patch => {
                let function = match self.hold(ty) {
                    Hold::Pointer => "readPatchPointer",
                    Hold::Itself | Hold::Optional => "readPatch",
                };
                format!(
                    "{function}({}, r, {})",
                    place.pointer,
                    self.reader(ty, view)
                )
            }
        }
    }

    /// The statement that notes that a value is there, if its member says nothing else.
    pub(super) fn flag(&self, ty: &Type, path: &str) -> Option<String> {
        let ty = self.model().unaliased(ty);
        match (ty.constant(), ty == &Type::Null) {
            (Some(_), _) => Some(format!("{path} = r.isThere()")),
            (None, true) => Some(format!("{path} = true")),
            (None, false) => None,
        }
    }

    /// A function that reads a value into what it is given a pointer to.
    pub(super) fn reader(&self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(scalar) => reader(*scalar).to_owned(),
            Type::Named(id) => {
                let name = self.name(*id, view);
                match &self.model().ty(*id).kind {
                    TypeKind::Entity(_) => format!("(*{name}).read"),
                    TypeKind::Enum(found) => match (found.openness, found.base) {
                        (Openness::Open, EnumBase::Text) => "readText".to_owned(),
                        (Openness::Open, EnumBase::Int) => "readInt".to_owned(),
                        (Openness::Closed, _) => format!("(*{name}).read"),
                    },
                    TypeKind::Union(_) => format!("read{name}Union"),
                    TypeKind::Scalar(base) => reader(*base).to_owned(),
                    TypeKind::Alias(target) => self.reader(self.model().unaliased(target), view),
                }
            }
            Type::Any => "readRaw".to_owned(),
            Type::Null => "readNull".to_owned(),
            Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_) => format!(
                "func(v *{}, r *reader) bool {{\n{INDENT}return {}\n}}",
                self.ty(ty, view),
                inner(&self.read(ty, view, &Place::pointed("v")))
            ),
        }
    }

    /// The arguments of a function that reads a tuple: the number of items that must be there, and how
    /// to read each of them.
    pub(super) fn tuple_arguments(&self, ty: &Type, items: &[Type], view: View) -> String {
        let mut arguments = vec![
            needed_items(items).to_string(),
            self.is_never_empty(ty, view).to_string(),
        ];
        for item in items {
            arguments.push(self.takes_null(item).to_string());
            arguments.push(self.reader(item, view));
        }
        arguments.join(", ")
    }

    /// A function that makes a key of a map of its text.
    fn key_reader(&self, key: &Type, view: View) -> String {
        let name = self.ty(key, view);
        let scalar = self.model().wire_scalar(key).unwrap_or(Scalar::String);
        let plain = match scalar.json() {
            JsonScalar::Integer {
                smallest: 0,
                largest,
            } => {
                format!("unsignedKey[{name}]({largest})")
            }
            JsonScalar::Integer { smallest, largest } => {
                format!("signedKey[{name}]({smallest}, {largest})")
            }
            JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => {
                format!("textKey[{name}]")
            }
        };
        match self.model().enum_of(key) {
            Some(found) if found.openness == Openness::Closed => {
                format!("listedKey({plain}, {}, {name}.Known)", string(&name))
            }
            Some(_) | None => plain,
        }
    }

    /// Statements that make a zeroed value the empty one of its type.
    pub(super) fn preset(&self, ty: &Type, view: View, path: &str, lines: &mut Vec<String>) {
        match self.model().unaliased(ty) {
            Type::Named(id) => match &self.model().ty(*id).kind {
                TypeKind::Entity(_) if self.has_presets(*id, view) => {
                    lines.push(format!("{path}.setDefaults()"));
                }
                TypeKind::Enum(found) if needs_preset(found) => {
                    let name = self.names.ty(*id);
                    let value = self.names.value(*id, found.empty);
                    lines.push(format!("{path} = {}", naming::of_value(name, value)));
                }
                TypeKind::Entity(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Scalar(_)
                | TypeKind::Alias(_) => {}
            },
            Type::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.preset(item, view, &format!("{path}.V{}", at + 1), lines);
                }
            }
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => {}
        }
    }
}

/// The function that reads a built-in type.
fn reader(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime => "readText",
        Scalar::Bytes => "readBytes",
        Scalar::Bool => "readBool",
        Scalar::Int => "readInt",
        Scalar::Int8 => "readInt8",
        Scalar::Int16 => "readInt16",
        Scalar::Int32 => "readInt32",
        Scalar::Int64 => "readInt64",
        Scalar::Uint => "readUint",
        Scalar::Uint8 => "readUint8",
        Scalar::Uint16 => "readUint16",
        Scalar::Uint32 => "readUint32",
        Scalar::Uint64 => "readUint64",
        Scalar::Float32 => "readFloat32",
        Scalar::Float64 => "readFloat64",
    }
}

/// The call that reads the only value of a field.
pub(super) fn constant_reader(constant: &Constant) -> String {
    match constant {
        Constant::Text(text) => format!("r.constantText({})", string(text)),
        Constant::Int(number) => format!("r.constantInt({number})"),
        Constant::Bool(is_true) => format!("r.constantBool({is_true})"),
    }
}

/// The beginning of the names of variables that have room for the items of lists.
const POOL: &str = "itemsOf";

fn pool(name: &str) -> String {
    format!("{POOL}{name}")
}

/// The variables that generated code uses to read lists, each with the type of its items.
pub(super) fn pools(files: &[OutputFile]) -> Vec<(String, String)> {
    let mut names = BTreeSet::new();
    for file in files {
        for (at, _) in file.text.match_indices(POOL) {
            let rest = &file.text[at + POOL.len()..];
            if let Some((name, _)) = rest.split_once(".readList(") {
                let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
                names.extend(Some(name).filter(|name| is_name && !name.is_empty()));
            }
        }
    }
    let names = names.into_iter();
    names.map(|name| (pool(name), name.to_owned())).collect()
}
