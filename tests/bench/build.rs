//! Writes the peer that the generated types are measured against: the same types with serde's
//! derives, lenient in the simplest way, every field an `Option`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use tdproto_codegen::naming::Case;
use tdproto_codegen::views::boxed_fields;
use tdproto_schema::model::{Direction, EnumBase, Scalar, Type, TypeId, TypeKind};
use tdproto_schema::{Model, embedded};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let model = embedded::compiled().0.model;
    let mut out = String::from("use serde::{Deserialize, Serialize};\n");
    let boxed = boxed_fields(&model);
    for (id, _) in model.types_with_ids() {
        declare(&mut out, &model, id, &boxed[id.index()])?;
    }
    for (name, direction) in [
        ("ServerEvent", Direction::ServerToClient),
        ("ClientEvent", Direction::ClientToServer),
    ] {
        events(&mut out, &model, name, direction)?;
    }
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(folder.join("peer.rs"), out)?;
    fs::write(folder.join("peer_uses.rs"), uses(&model)?)?;
    Ok(())
}

/// Functions that read and write every type: derives are generic, and cost their time only where
/// they are used, in whatever crate that is.
fn uses(model: &Model) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let types = model.types_with_ids();
    let entities = types.filter(|(id, _)| model.entity(*id).is_some());
    let names = entities.map(|(_, def)| Case::UpperCamel.apply(&def.name));
    let events = ["ServerEvent", "ClientEvent"].map(str::to_owned);
    for (index, name) in names.chain(events).enumerate() {
        writeln!(
            out,
            "pub fn read{index}(b: &[u8]) -> serde_json::Result<{name}> {{"
        )?;
        writeln!(out, "    serde_json::from_slice(b)\n}}")?;
        writeln!(
            out,
            "pub fn write{index}(v: &{name}) -> serde_json::Result<Vec<u8>> {{"
        )?;
        writeln!(out, "    serde_json::to_vec(v)\n}}")?;
    }
    Ok(out)
}

const DERIVES: &str = "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]";

fn declare(out: &mut String, model: &Model, id: TypeId, boxed: &[bool]) -> std::fmt::Result {
    let def = model.ty(id);
    let name = Case::UpperCamel.apply(&def.name);
    match &def.kind {
        TypeKind::Entity(entity) => {
            writeln!(out, "{DERIVES}\n#[serde(default)]\n#[derive(Default)]")?;
            writeln!(out, "pub struct {name} {{")?;
            for (index, (field, boxed)) in entity.fields.iter().zip(boxed).enumerate() {
                let ty = plain(model, &field.ty);
                let ty = if *boxed { format!("Box<{ty}>") } else { ty };
                writeln!(
                    out,
                    "    #[serde(rename = {:?}, skip_serializing_if = \"Option::is_none\")]",
                    field.name
                )?;
                writeln!(out, "    pub f{index}: Option<{ty}>,")?;
            }
            writeln!(out, "}}")
        }
        TypeKind::Enum(found) if found.base == EnumBase::Text => {
            writeln!(
                out,
                "{DERIVES}\n#[derive(Eq, PartialOrd, Ord, Hash)]\npub enum {name} {{"
            )?;
            for (index, value) in found.values.iter().enumerate() {
                let tdproto_schema::decl::WireValue::Text(text) = &value.value else {
                    continue;
                };
                writeln!(out, "    #[serde(rename = {text:?})]\n    V{index},")?;
            }
            writeln!(out, "    #[serde(other)]\n    Other,\n}}")
        }
        TypeKind::Enum(_) => writeln!(out, "pub type {name} = i64;"),
        TypeKind::Scalar(base) => writeln!(out, "pub type {name} = {};", scalar(*base)),
        TypeKind::Alias(target) => writeln!(out, "pub type {name} = {};", plain(model, target)),
    }
}

fn events(out: &mut String, model: &Model, name: &str, direction: Direction) -> std::fmt::Result {
    writeln!(
        out,
        "{DERIVES}\n#[serde(tag = \"event\", content = \"params\")]"
    )?;
    writeln!(
        out,
        "#[allow(clippy::large_enum_variant)]\npub enum {name} {{"
    )?;
    let events = model.events().iter().enumerate();
    for (index, event) in events.filter(|(_, event)| event.direction == direction) {
        writeln!(out, "    #[serde(rename = {:?})]", event.name)?;
        match event.params {
            Some(params) => writeln!(out, "    E{index}({}),", plain(model, &Type::Named(params)))?,
            None => writeln!(out, "    E{index},")?,
        }
    }
    writeln!(out, "}}")
}

fn plain(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Scalar(found) => scalar(*found).to_owned(),
        Type::Named(id) => Case::UpperCamel.apply(&model.ty(*id).name),
        Type::List(item) => format!("Vec<{}>", plain(model, item)),
        Type::Map(key, value) => format!(
            "std::collections::BTreeMap<{}, {}>",
            plain(model, key),
            plain(model, value)
        ),
        Type::Any => "serde_json::Value".to_owned(),
    }
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String | Scalar::Datetime => "String",
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
