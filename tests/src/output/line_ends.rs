//! Line ends of a checkout on Windows are no difference, and stay as they are.

use std::fs;
use std::path::Path;

use super::{EXAMPLE, SCHEMA, scratch};
use crate::scratch::{Scratch, tree};

/// Gives every file below a folder CRLF line ends, as git does in a checkout on Windows.
fn check_out_with_crlf(folder: &Path) {
    for (name, bytes) in tree(folder) {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn line_ends_of_a_checkout_are_no_difference() {
    let scratch = scratch();
    scratch.write(
        "proto/examples/server.chat.updated.json",
        &EXAMPLE.replace("\"a\"", "1"),
    );
    scratch.bash("tdproto check --schema proto --record-deviations; cp -r proto old");
    scratch.write("tdproto.toml", "[lint]\nlevel = \"basic\"\n");
    check_out_with_crlf(&scratch.path());
    scratch.write("old/chat.toml", SCHEMA);
    let before = tree(&scratch.path());
    let text = scratch.bash(
        "tdproto check --schema proto
         tdproto fmt --check proto
         tdproto fmt proto
         tdproto lint --schema proto --fix --fail-on never
         tdproto generate --schema proto
         tdproto generate --schema generated/model.json
         tdproto diff old proto --exit-code
         tdproto breaking --schema proto --against old --category source
         tdproto breaking --schema proto --against generated/model.json --category source",
    );
    assert!(tree(&scratch.path()) == before, "{text}");
}

#[test]
fn what_is_written_keeps_the_line_ends_and_the_mark_of_its_file() {
    let scratch = scratch();
    check_out_with_crlf(&scratch.path());
    let optional = SCHEMA.replace(
        "title =",
        "other = {type = \"Chat\", omitempty = true}\ntitle =",
    );
    let marked = format!("\u{feff}{}", optional.replace('\n', "\r\n"));
    scratch.write("proto/chat.toml", &marked);
    let read = |name: &str| fs::read_to_string(scratch.path().join(name)).unwrap();
    let is_kept =
        |text: &str| text.starts_with("\u{feff}[") && !text.replace("\r\n", "").contains('\n');
    scratch.bash("tdproto lint --schema proto --fix --fail-on never");
    let fixed = read("proto/chat.toml");
    assert!(
        fixed.contains("nullable = true") && is_kept(&fixed),
        "{fixed:?}"
    );
    scratch.bash("tdproto fmt proto");
    let formatted = read("proto/chat.toml");
    assert!(formatted != fixed && is_kept(&formatted), "{formatted:?}");
    scratch.bash("tdproto generate --schema proto; tdproto check --schema proto");
    let rust = read("generated/rust/src/chat.rs");
    assert!(
        rust.contains("other") && !rust.replace("\r\n", "").contains('\n'),
        "{rust:?}"
    );
}

#[test]
fn a_place_is_right_behind_a_mark_and_crlf() {
    let scratch = Scratch::new();
    scratch.write(
        "proto/a.toml",
        "\u{feff}[entity.A.fields]\r\na = { type = \"B\" }\r\n",
    );
    let ran = scratch.tdproto("", &["check", "--schema", "proto", "--no-generated"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("--> proto/a.toml:2:15"), "{}", ran.out);
}
