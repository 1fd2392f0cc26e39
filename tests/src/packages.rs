//! The packages of the workspace hold what registries show of them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::{npm, root};

/// The packages for users, each with its folder and its README there.
const PACKAGES: [(&str, &str, &str); 5] = [
    ("tdproto-schema", "schema", "protocol/README.md"),
    ("tdproto-wire", "codegen/wire", "README.md"),
    ("tdproto-macros", "proc-macros", "README.md"),
    ("tdproto-codegen", "codegen", "README.md"),
    ("tdproto", "generated/rust", "README.md"),
];

#[test]
fn every_package_has_a_licence_and_a_readme() {
    for (package, folder, readme) in PACKAGES {
        let output = Command::new(env!("CARGO"))
            .args(["package", "--list", "--allow-dirty", "--package"])
            .arg(package)
            .current_dir(root())
            .output()
            .unwrap();
        let list = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{package}: {said}");
        for file in ["LICENSE", readme] {
            assert!(
                list.lines().any(|line| line == file),
                "{package}: {file}\n{list}"
            );
        }
        is_licence_of_the_project(&root().join(folder));
        assert!(
            !said.contains("manifest has no license"),
            "{package}: {said}"
        );
    }
}

#[test]
fn the_npm_package_has_a_licence_and_a_readme() {
    let folder = root().join("generated/typescript");
    let manifest = fs::read_to_string(folder.join("package.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let files = manifest["files"].as_array().unwrap();
    assert!(files.contains(&"LICENSE".into()), "{files:?}");
    let packed = npm::packed(&folder);
    for file in ["LICENSE", "README.md", "package.json", "schema.json"] {
        assert!(packed.iter().any(|path| path == file), "{file}: {packed:?}");
    }
    is_licence_of_the_project(&folder);
}

fn is_licence_of_the_project(folder: &Path) {
    let licence = fs::read_to_string(root().join("LICENSE")).unwrap();
    let copy = fs::read_to_string(folder.join("LICENSE")).unwrap();
    assert_eq!(
        copy,
        licence,
        "the LICENSE of {} is not the licence of the project",
        folder.display()
    );
}
