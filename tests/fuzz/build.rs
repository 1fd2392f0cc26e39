//! Generates Rust of a schema that draws its frames.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use tdproto_codegen::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let schema = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../protocols/odd_frames");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Builder::new().schema(&schema).out_dir(&out).generate()?;
    let file = out.join("rust/odd_frames.rs");
    fs::write(
        out.join("types.rs"),
        format!("pub(crate) mod types {{ include!({file:?}); }}"),
    )?;
    Ok(())
}
