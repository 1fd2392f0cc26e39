//! Writes the TypeScript package into `bindings/`.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    for file in tdproto_example_derives::typescript()? {
        let path = Path::new("bindings").join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(path, file.text)?;
    }
    Ok(())
}
