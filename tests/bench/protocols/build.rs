//! Writes the types of protocols that draw their frames, and of a large union.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tdproto_codegen::Builder;

/// How many variants the large union has.
const VARIANTS: usize = 40;

/// Writes the types into folders below `out`.
pub(crate) fn generate(out: &Path) -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let protocols = [
        ("lsp", here.join("protocols/lsp/lsp.toml")),
        ("gateway", here.join("../protocols/discord/discord.toml")),
    ];
    for (name, file) in protocols {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = fs::read_to_string(file)?;
        rust(out, name, name, &text)?;
        rust(out, &format!("{name}_envelope"), name, &enveloped(&text))?;
    }
    rust(out, "variants", "variants", &variants()?)?;
    Ok(())
}

/// Generates the types of a schema, given as text.
fn rust(out: &Path, folder: &str, protocol: &str, schema: &str) -> Result<(), Box<dyn Error>> {
    let folder = out.join(folder);
    let schemas = folder.join("schema");
    fs::create_dir_all(&schemas)?;
    fs::write(schemas.join(format!("{protocol}.toml")), schema)?;
    Builder::new()
        .schema(&schemas)
        .out_dir(&folder)
        .generate()?;
    Ok(())
}

/// A schema with the same events in an envelope, in which no event has a reply.
fn enveloped(schema: &str) -> String {
    let mut table = "";
    let lines = schema.lines().filter(|line| {
        if line.starts_with('[') {
            table = line;
        }
        let is_of_frames = ["frame = ", "value = ", "reply = "]
            .iter()
            .any(|key| line.starts_with(key));
        !(table.starts_with("[frame.") || is_of_frames && table.starts_with("[event."))
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// A union with an entity of its own for each variant.
fn variants() -> Result<String, std::fmt::Error> {
    let mut out =
        String::from("[protocol]\nname = \"variants\"\n\n[union.Block]\ntag = \"type\"\n");
    out.push_str("direction = \"server\"\n\n[union.Block.variants]\n");
    for at in 0..VARIANTS {
        writeln!(out, "block_{at} = {{ type = \"Block{at}\" }}")?;
    }
    for at in 0..VARIANTS {
        writeln!(
            out,
            "\n[entity.Block{at}]\ndirection = \"server\"\n\n[entity.Block{at}.fields]\n\
             id = {{ type = \"string\" }}\n\
             text = {{ type = \"string\" }}\n\
             level = {{ type = \"int32\" }}\n\
             hidden = {{ type = \"bool\", optional = true }}\n\
             tags = {{ type = \"list<string>\" }}\n\
             author = {{ type = \"string\", nullable = true }}\n\
             updated = {{ type = \"datetime\" }}"
        )?;
    }
    Ok(out)
}
