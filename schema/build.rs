//! Lists the files of `protocol/` so that the flagship schema is part of the library: a new topic
//! file is picked up without an edit here.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("protocol");
    println!("cargo::rerun-if-changed={}", root.display());
    println!(
        "cargo::rerun-if-changed={}",
        root.join("examples").display()
    );
    let mut code = String::new();
    write_table(&mut code, "FILES", "", &files(&root, "toml")?)?;
    let examples = root.join("examples");
    write_table(
        &mut code,
        "EXAMPLES",
        "examples/",
        &files(&examples, "json")?,
    )?;
    let deviations = examples.join("deviations.toml");
    println!("cargo::rerun-if-changed={}", deviations.display());
    let text = if deviations.exists() {
        format!("include_str!({deviations:?})")
    } else {
        String::from("\"\"")
    };
    writeln!(code, "const DEVIATIONS: &str = {text};")?;
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs"),
        code,
    )?;
    Ok(())
}

fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn write_table(
    code: &mut String,
    name: &str,
    folder: &str,
    files: &[PathBuf],
) -> Result<(), Box<dyn Error>> {
    writeln!(code, "const {name}: &[(&str, &str)] = &[")?;
    for path in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let file = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a file name is not UTF-8")?;
        writeln!(
            code,
            "    ({:?}, include_str!({path:?})),",
            format!("{folder}{file}")
        )?;
    }
    writeln!(code, "];")?;
    Ok(())
}
