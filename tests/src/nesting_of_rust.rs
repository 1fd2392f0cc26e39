//! Types that hold one another deeper than the compiler's default limit: the generated crate compiles,
//! and the diagnostic has the line by which crates that use it do.

use std::fmt::Write as _;

use tdproto_codegen::lang::rust::Rust;
use tdproto_codegen::{Options, RustLayout, generate};
use tdproto_schema::Code;

use crate::fixtures::compiled;
use crate::rustc::{errors, rustc, write};

/// The types of the field that leads to the next entity.
const LINKS: &[(&str, &str)] = &[
    ("{ type = \"NEXT\", nullable = true }", "an optional entity"),
    ("{ type = \"list<NEXT>\" }", "a list"),
    (
        "{ type = \"map<string, NEXT>\", omitempty = true }",
        "a map",
    ),
    ("{ type = \"list<list<NEXT>>\", nullable = true }", "lists"),
];

/// Entities that hold the next one; the last holds the first one if it is a ring.
fn schema(count: usize, link: &str, is_ring: bool) -> String {
    let mut text = "[protocol]\nname = \"deep\"\nversion = \"1.0\"\n".to_owned();
    for at in 0..count {
        let next = link.replace("NEXT", &format!("E{}", (at + 1) % count));
        writeln!(text, "[entity.E{at}.fields]\nid = {{ type = \"int\" }}").unwrap();
        if at + 1 < count || is_ring {
            writeln!(text, "next = {next}").unwrap();
        }
    }
    text + "[event.\"server.e\"]\ndirection = \"server\"\nparams = \"E0\"\n"
}

/// Uses of a type that make the compiler follow all that it holds.
const USE: &str = "
fn sent<T: Send + Sync + Clone + std::fmt::Debug + PartialEq + 'static>(_: T) {}
pub fn user(frame: &[u8]) {
    if let Decoded::Known(frame) = ServerEvent::decode(frame) {
        sent(frame.clone());
        std::thread::spawn(move || sent(Some(vec![frame])));
    }
}
";

#[test]
fn deep_types_compile_with_the_limit_of_the_diagnostic() {
    for (link, what) in LINKS {
        for (count, is_ring) in [(120, false), (100, true)] {
            let (schema, found) = compiled(&schema(count, link, is_ring));
            assert!(found.is_empty(), "{found:?}");
            let folder = tempfile::tempdir().unwrap();
            let (generated, found) = generate(&schema, &Rust, &Options::default());
            for file in &generated.files {
                write(&folder.path().join(&file.path), &file.text);
            }
            let output = rustc(folder.path(), "src/lib.rs", &["--crate-name", "deep"]);
            assert!(output.status.success(), "{what}: {}", errors(&output));

            let [found] = found.as_slice() else {
                panic!("{what}: {found:?}");
            };
            assert_eq!(found.code, Code::TargetRecursionLimit);
            let limit = found.help[0].split('`').nth(1).unwrap();
            let head = "#![allow(warnings)]\n";
            for (limit, is_enough) in [(limit, true), ("", false)] {
                let user = format!("{head}{limit}\nuse deep::*;\n{USE}");
                write(&folder.path().join("user.rs"), &user);
                let output = rustc(folder.path(), "user.rs", &["--extern", "deep"]);
                assert_eq!(
                    output.status.success(),
                    is_enough,
                    "{what}: {}",
                    errors(&output)
                );
            }

            let options = Options::with(|options| options.rust.layout = RustLayout::SingleFile);
            let (generated, _) = generate(&schema, &Rust, &options);
            write(&folder.path().join("deep.rs"), &generated.files[0].text);
            let user = format!("{head}{limit}\ninclude!(\"deep.rs\");\n{USE}");
            write(&folder.path().join("included.rs"), &user);
            let output = rustc(folder.path(), "included.rs", &[]);
            assert!(output.status.success(), "{what}: {}", errors(&output));
        }
    }
}

#[test]
fn the_diagnostic_names_the_chain() {
    let (schema, _) = compiled(&schema(40, LINKS[0].0, true));
    let (_, found) = generate(&schema, &Rust, &Options::default());
    let steps: Vec<_> = (0..6).map(|at| format!("E{at}.next")).collect();
    let message = format!(
        "Rust types hold one another 39 deep: {} → … 33 more",
        steps.join(" → ")
    );
    assert_eq!(found[0].message, message);
}

#[test]
fn what_the_default_limit_compiles_has_no_diagnostic() {
    let (schema, _) = compiled(&schema(25, LINKS[0].0, false));
    let (generated, found) = generate(&schema, &Rust, &Options::default());
    assert!(found.is_empty(), "{found:?}");
    let root = generated
        .files
        .iter()
        .find(|file| file.path == "src/lib.rs");
    assert!(!root.unwrap().text.contains("recursion_limit"));
    let folder = tempfile::tempdir().unwrap();
    for file in &generated.files {
        write(&folder.path().join(&file.path), &file.text);
    }
    let output = rustc(folder.path(), "src/lib.rs", &["--crate-name", "deep"]);
    assert!(output.status.success(), "{}", errors(&output));
    write(
        &folder.path().join("user.rs"),
        &format!("use deep::*;\n{USE}"),
    );
    let output = rustc(folder.path(), "user.rs", &["--extern", "deep"]);
    assert!(output.status.success(), "{}", errors(&output));
}
