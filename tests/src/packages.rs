//! The packages of the workspace hold what registries show of them.

use std::fs;
use std::process::Command;

use crate::root;

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
    let licence = fs::read_to_string(root().join("LICENSE")).unwrap();
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
        let copy = fs::read_to_string(root().join(folder).join("LICENSE")).unwrap();
        assert_eq!(
            copy, licence,
            "{folder}/LICENSE is not the licence of the project"
        );
        assert!(
            !said.contains("manifest has no license"),
            "{package}: {said}"
        );
    }
}
