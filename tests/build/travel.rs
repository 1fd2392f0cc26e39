//! The schemas of which values travel through all languages, as generated Rust.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tdproto_codegen::{Builder, UnknownFields, load};
use tdproto_schema::embedded;

use crate::driver;
use crate::runtime::Runtime;

/// The schemas, in the folder of the fixtures or of the protocols. The values of some travel once more
/// through packages that keep unknown keys.
const TRAVELS: &[(&str, bool)] = &[
    ("fixtures/both_ways", false),
    ("fixtures/bounds", false),
    ("fixtures/constants", false),
    ("fixtures/defaults", false),
    ("fixtures/enums", false),
    ("fixtures/every_type", true),
    ("fixtures/input_views", true),
    ("fixtures/params", false),
    ("fixtures/presence", true),
    ("fixtures/recursion", false),
    ("fixtures/unicode", false),
    ("fixtures/union_forms", true),
    ("fixtures/union_kinds", true),
    ("fixtures/unions", true),
    ("fixtures/values", true),
    ("protocols/jsonrpc_lsp", false),
    ("protocols/odd_frames", true),
    ("protocols/socket_io", false),
];

/// Those schemas and the built-in one as modules with what reads and writes their types.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    let tests = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let (mut drivers, mut reads) = (String::new(), vec!["generated".to_owned()]);
    let types = "use tdproto as types; use tdproto::wire;";
    driver(
        &mut drivers,
        "generated",
        types,
        "into",
        &embedded::compiled().0,
    )?;
    let mut runtime = Runtime::default();
    for (folder, is_kept) in TRAVELS {
        let case = tests.join(folder);
        let name = case.file_name().and_then(|name| name.to_str());
        let name = name.ok_or("a name is not UTF-8")?;
        let schema = load::load(&case).compile().0;
        let kinds = [("", UnknownFields::Ignore), ("keep_", UnknownFields::Keep)];
        for (prefix, policy) in &kinds[..1 + usize::from(*is_kept)] {
            let (module, folder) = (format!("{prefix}{name}"), out.join("travel"));
            Builder::new()
                .schema(&case)
                .out_dir(folder.join(&module))
                .unknown_fields(*policy)
                .generate()?;
            let file = format!("{module}/rust/{}.rs", schema.model.protocol.name);
            let file = folder.join(file);
            runtime.take_from_file(&file)?;
            let types = format!("mod types {{ include!({file:?}); }} pub use super::wire;");
            driver(&mut drivers, &module, &types, "into", &schema)?;
            reads.push(module);
        }
    }
    let list: Vec<String> = reads
        .iter()
        .map(|name| format!("({name:?}, {name}::read)"))
        .collect();
    let list = list.join(", ");
    writeln!(
        drivers,
        "pub(crate) const READS: &[(&str, Read)] = &[{list}];"
    )?;
    fs::write(out.join("travel.rs"), runtime.module() + &drivers)?;
    Ok(())
}
