//! The code in TypeScript that a reference shows: compiled with the generated packages, and run in
//! Node.js over sockets without a network.

use std::fs;
use std::path::Path;

use tdproto_codegen::{Options, PackageOptions};

use crate::npm;
use crate::snippets::{Shown, schemas};
use crate::typescript::{TSC, write_package_with};

/// The name of the package of a schema.
fn options(name: &str) -> Options {
    Options::with(|options| {
        let mut facts = PackageOptions::default();
        facts.name = Some(format!("case-{name}"));
        options.packages.insert("typescript".to_owned(), facts);
    })
}

/// The packages are imported by their names.
const TSCONFIG: &str = r#"{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "types": [],
    "rootDir": ".",
    "outDir": "built",
    "strict": true,
    "noEmitOnError": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noUnusedLocals": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "paths": { "case-*": ["./packages/*/src/index.ts"] }
  },
  "include": ["packages/*/src", "snippets"]
}
"#;

fn write(shown: &Shown, top: &Path) {
    fs::create_dir(top.join("snippets")).unwrap();
    fs::create_dir(top.join("node_modules")).unwrap();
    for (name, schema, snippets) in &shown.cases {
        let folder = top.join("packages").join(name);
        write_package_with(schema, &folder, &options(name));
        let installed = top.join("node_modules").join(format!("case-{name}"));
        fs::create_dir(&installed).unwrap();
        let index = format!("../../built/packages/{name}/src/index.js");
        let manifest = "{ \"type\": \"module\", \"main\": \"index.js\" }";
        fs::write(installed.join("package.json"), manifest).unwrap();
        fs::write(
            installed.join("index.js"),
            format!("export * from \"{index}\";\n"),
        )
        .unwrap();
        for (number, snippet) in snippets {
            let file = top.join(format!("snippets/s{number}.ts"));
            fs::write(file, &snippet.text).unwrap();
        }
    }
    fs::write(top.join("package.json"), "{ \"type\": \"module\" }").unwrap();
    fs::write(top.join("tsconfig.json"), TSCONFIG).unwrap();
    fs::write(top.join("frames"), shown.inputs()).unwrap();
}

/// The code of each event finds its frame, and sends frames that the schema takes.
#[test]
fn code_of_events_works() {
    let folder = tempfile::tempdir().unwrap();
    let shown = Shown::new(schemas(), "typescript", options);
    shown.check_uses(true);
    write(&shown, folder.path());
    let output = npm::run(TSC, &["--project", ".", "--pretty", "false"], folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let top = folder.path().to_str().unwrap();
    let output = npm::run("typescript/snippets.mjs", &[top], folder.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    shown.check(&String::from_utf8(output.stdout).unwrap());
}
