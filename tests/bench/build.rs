//! Writes the peer that the generated types are measured against: the same types with serde's
//! derives, doing the same. Missing keys and null are the empty value, open enums keep the texts
//! they do not know, fields are left out as their presence says, and there are the views of
//! clients. Where serde's guides have several ways, it is the one that is written with attributes.

#[path = "protocols/build.rs"]
mod protocols;

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use tdproto_codegen::Builder;
use tdproto_codegen::naming::Case;
use tdproto_codegen::views::{InputViews, View, boxed_fields};
use tdproto_schema::model::{
    Direction, Entity, Enum, EnumBase, Field, Openness, Presence, Scalar, Type, TypeId, TypeKind,
    WireValue,
};
use tdproto_schema::{Model, embedded};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lenient.rs");
    let model = embedded::compiled().0.model;
    let peer = |borrows| Peer {
        views: InputViews::new(&model),
        boxed: boxed_fields(&model),
        model: &model,
        borrows,
    };
    // The generated types once more, with borrowed texts.
    Builder::new().rust_borrowed(true).generate()?;
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(folder.join("peer.rs"), peer(false).all()?)?;
    fs::write(folder.join("peer_borrowed.rs"), peer(true).all()?)?;
    fs::write(folder.join("peer_uses.rs"), peer(false).uses()?)?;
    protocols::generate(&folder)
}

/// A text that serde borrows, wherever it is. Left to itself, serde borrows no `Cow` in a list.
const BORROWED_TEXT: &str = "
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text<'a>(#[serde(borrow)] pub std::borrow::Cow<'a, str>);
";

const TRAITS: &str = "Debug, Clone, PartialEq, Serialize, Deserialize";

struct Peer<'a> {
    model: &'a Model,
    views: InputViews,
    /// The fields that are boxed, by type.
    boxed: Vec<Vec<bool>>,
    /// True if texts are borrowed.
    borrows: bool,
}

impl Peer<'_> {
    /// All types.
    fn all(&self) -> Result<String, std::fmt::Error> {
        let mut out = String::from(include_str!("src/lenient.rs"));
        if self.borrows {
            out.push_str(BORROWED_TEXT);
        }
        for (id, _) in self.model.types_with_ids() {
            self.declare(&mut out, id)?;
        }
        for (name, direction) in [
            ("ServerEvent", Direction::ServerToClient),
            ("ClientEvent", Direction::ClientToServer),
        ] {
            self.events(&mut out, name, direction)?;
        }
        Ok(out)
    }

    /// True if a type has a lifetime: every entity does, for simplicity.
    fn has_life(&self, ty: &Type) -> bool {
        self.borrows
            && match self.model.unaliased(ty) {
                Type::Scalar(scalar) => scalar.is_text(),
                Type::Named(id) => match &self.model.ty(*id).kind {
                    TypeKind::Entity(_) | TypeKind::Union(_) => true,
                    TypeKind::Enum(found) => {
                        found.base == EnumBase::Text && found.openness == Openness::Open
                    }
                    TypeKind::Scalar(base) => base.is_text(),
                    TypeKind::Alias(_) => false,
                },
                Type::List(item) => self.has_life(item),
                Type::Map(key, value) => self.has_life(key) || self.has_life(value),
                Type::Tuple(items) => items.iter().any(|item| self.has_life(item)),
                Type::Nullable(item) => self.has_life(item),
                Type::Constant(_) | Type::Null | Type::Any => false,
            }
    }

    /// The lifetime of a type.
    fn life(&self, ty: &Type) -> &'static str {
        if self.has_life(ty) { "<'a>" } else { "" }
    }

    /// The attribute by which serde borrows.
    fn borrow(&self, ty: &Type) -> &'static str {
        if self.has_life(ty) { ", borrow" } else { "" }
    }

    /// Functions that read and write every type: derives are generic, and cost their time only
    /// where they are used, in whatever crate that is.
    fn uses(&self) -> Result<String, std::fmt::Error> {
        let types = self.model.types_with_ids();
        let entities = types.filter(|(id, _)| self.model.entity(*id).is_some());
        let views = entities.flat_map(|(id, _)| self.views_of(id).map(move |view| (id, view)));
        let mut names: Vec<_> = views.map(|(id, view)| self.name(id, view)).collect();
        names.extend(["ServerEvent", "ClientEvent"].map(str::to_owned));
        let mut out = String::new();
        for (index, name) in names.iter().enumerate() {
            writeln!(
                out,
                "pub fn read{index}(b: &[u8]) -> serde_json::Result<{name}> {{\n    \
                 serde_json::from_slice(b)\n}}\n\
                 pub fn write{index}(v: &{name}) -> serde_json::Result<Vec<u8>> {{\n    \
                 serde_json::to_vec(v)\n}}"
            )?;
        }
        Ok(out)
    }

    /// The views of a type that are types of their own.
    fn views_of(&self, id: TypeId) -> impl Iterator<Item = View> + use<> {
        let input = self.views.differs(id).then_some(View::Input);
        [View::Whole].into_iter().chain(input)
    }

    fn name(&self, id: TypeId, view: View) -> String {
        let name = Case::UpperCamel.apply(&self.model.ty(id).name);
        match view {
            View::Input if self.views.differs(id) => format!("{name}Input"),
            View::Input | View::Whole => name,
        }
    }

    fn declare(&self, out: &mut String, id: TypeId) -> std::fmt::Result {
        let life = self.life(&Type::Named(id));
        let name = self.name(id, View::Whole);
        match &self.model.ty(id).kind {
            TypeKind::Entity(entity) => {
                for view in self.views_of(id) {
                    self.entity(out, id, entity, view)?;
                }
                Ok(())
            }
            // The built-in schema has none.
            TypeKind::Union(_) => Ok(()),
            TypeKind::Enum(found) => match found.base {
                EnumBase::Text => enumeration(out, &name, life, found),
                EnumBase::Int => newtype(out, &name, "", Scalar::Int64),
            },
            TypeKind::Scalar(base) => newtype(out, &name, life, *base),
            TypeKind::Alias(target) => {
                for view in self.views_of(id) {
                    let (name, target) = (self.name(id, view), self.plain(target, view));
                    writeln!(out, "pub type {name}{life} = {target};")?;
                }
                Ok(())
            }
        }
    }

    fn entity(
        &self,
        out: &mut String,
        id: TypeId,
        entity: &Entity,
        view: View,
    ) -> std::fmt::Result {
        let name = self.name(id, view);
        writeln!(out, "#[derive({TRAITS}, Default)]\n#[serde(default)]")?;
        writeln!(out, "pub struct {name}{} {{", self.life(&Type::Named(id)))?;
        if self.borrows {
            let ty = "std::marker::PhantomData<&'a ()>";
            writeln!(out, "    #[serde(skip)]\n    pub life: {ty},")?;
        }
        for (index, field) in view.fields(entity) {
            let ty = self.plain(&field.ty, view);
            let ty = match self.boxed[id.index()][index] {
                true => format!("Box<{ty}>"),
                false => ty,
            };
            let (ty, attributes) = match self.presence(field) {
                Presence::Required => (ty, ", deserialize_with = \"lenient\""),
                Presence::OmitEmpty => (
                    ty,
                    ", deserialize_with = \"lenient\", skip_serializing_if = \"is_empty\"",
                ),
                Presence::Nullable => (format!("Option<{ty}>"), ""),
                Presence::Patch => return Err(std::fmt::Error),
                Presence::OmitNull | Presence::Optional => (
                    format!("Option<{ty}>"),
                    ", skip_serializing_if = \"Option::is_none\"",
                ),
            };
            let borrow = self.borrow(&field.ty);
            writeln!(
                out,
                "    #[serde(rename = {:?}{attributes}{borrow})]",
                field.name
            )?;
            writeln!(out, "    pub f{index}: {ty},")?;
        }
        writeln!(out, "}}")
    }

    /// No value of a closed enum is empty, so that only none can be left out.
    fn presence(&self, field: &Field) -> Presence {
        let kind = match self.model.unaliased(&field.ty) {
            Type::Named(id) => Some(&self.model.ty(*id).kind),
            Type::Scalar(_)
            | Type::List(_)
            | Type::Map(..)
            | Type::Tuple(_)
            | Type::Nullable(_)
            | Type::Constant(_)
            | Type::Null
            | Type::Any => None,
        };
        match (field.presence, kind) {
            (Presence::OmitEmpty, Some(TypeKind::Enum(found)))
                if found.openness == Openness::Closed =>
            {
                Presence::OmitNull
            }
            (presence, _) => presence,
        }
    }

    fn events(&self, out: &mut String, name: &str, direction: Direction) -> std::fmt::Result {
        writeln!(
            out,
            "#[derive({TRAITS})]\n#[serde(tag = \"event\", content = \"params\")]"
        )?;
        writeln!(
            out,
            "#[allow(clippy::large_enum_variant)]\npub enum {name}{} {{",
            if self.borrows { "<'a>" } else { "" }
        )?;
        let events = self.model.events().iter().enumerate();
        for (index, event) in events.filter(|(_, event)| event.is_sent(direction)) {
            writeln!(out, "    #[serde(rename = {:?})]", event.name)?;
            match event.params_type() {
                Some(ty) => {
                    let borrow = if self.borrows {
                        "#[serde(borrow)] "
                    } else {
                        ""
                    };
                    let params = self.plain(ty, View::of(direction));
                    writeln!(out, "    E{index}({borrow}{params}),")?;
                }
                None => writeln!(out, "    E{index},")?,
            }
        }
        writeln!(out, "}}")
    }

    fn plain(&self, ty: &Type, view: View) -> String {
        match ty {
            Type::Scalar(found) => scalar(*found, self.has_life(ty)).to_owned(),
            Type::Named(id) => format!("{}{}", self.name(*id, view), self.life(ty)),
            Type::List(item) => format!("Vec<{}>", self.plain(item, view)),
            Type::Map(key, value) => {
                let (key, value) = (self.plain(key, view), self.plain(value, view));
                format!("std::collections::BTreeMap<{key}, {value}>")
            }
            Type::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.plain(item, view)).collect();
                format!("({},)", items.join(", "))
            }
            Type::Nullable(item) => format!("Option<{}>", self.plain(item, view)),
            Type::Constant(_) => "serde_json::Value".to_owned(),
            Type::Null => "()".to_owned(),
            Type::Any => "serde_json::Value".to_owned(),
        }
    }
}

fn newtype(out: &mut String, name: &str, life: &str, base: Scalar) -> std::fmt::Result {
    let more = if matches!(base, Scalar::Float32 | Scalar::Float64) {
        ""
    } else {
        ", Eq, PartialOrd, Ord, Hash"
    };
    writeln!(
        out,
        "#[derive({TRAITS}, Default{more})]\n#[serde(transparent)]"
    )?;
    let ty = scalar(base, !life.is_empty());
    let borrow = if life.is_empty() {
        ""
    } else {
        "#[serde(borrow)] "
    };
    writeln!(out, "pub struct {name}{life}({borrow}pub {ty});")
}

fn enumeration(out: &mut String, name: &str, life: &str, found: &Enum) -> std::fmt::Result {
    let open = found.openness == Openness::Open;
    writeln!(
        out,
        "#[derive({TRAITS}, Eq, PartialOrd, Ord, Hash)]\npub enum {name}{life} {{"
    )?;
    let mut empty = match open {
        true => "Unknown(Default::default())".to_owned(),
        false => "V0".to_owned(),
    };
    for (index, value) in found.values.iter().enumerate() {
        let WireValue::Text(text) = &value.value else {
            continue;
        };
        if text.is_empty() {
            empty = format!("V{index}");
        }
        writeln!(out, "    #[serde(rename = {text:?})]\n    V{index},")?;
    }
    if open {
        let unknown = match life {
            "" => "String",
            _ => "#[serde(borrow)] Text<'a>",
        };
        writeln!(out, "    #[serde(untagged)]\n    Unknown({unknown}),")?;
    }
    writeln!(
        out,
        "}}\nimpl{life} Default for {name}{life} {{\n    fn default() -> Self {{\n        Self::{empty}\n    }}\n}}"
    )
}

fn scalar(scalar: Scalar, borrows: bool) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime if borrows => "Text<'a>",
        Scalar::String | Scalar::Datetime => "String",
        Scalar::Bytes => "Vec<u8>",
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
    }
}
