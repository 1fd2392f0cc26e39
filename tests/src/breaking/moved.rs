//! `tdproto breaking` where the schema lies elsewhere than it did.

use crate::errors::Ran;
use crate::scratch::Scratch;

fn schema(name: &str, fields: &str) -> String {
    format!("[protocol]\nname = \"{name}\"\n\n{}", unnamed(fields))
}

fn unnamed(fields: &str) -> String {
    let event = "[event.\"server.it\"]\ndirection = \"server\"\nparams = \"It\"\n";
    format!("[entity.It.fields]\nid = {{ type = \"int\" }}\n{fields}\n{event}")
}

const FIELD: &str = "text = { type = \"string\" }\n";

/// A repository whose commit `v1` has these schemas, each with a field that the next one lacks.
fn repository(schemas: &[(&str, &str)]) -> Scratch {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main .");
    for (folder, text) in schemas {
        scratch.write(&format!("{folder}/it.toml"), text);
    }
    scratch.bash("git add . && git commit -qm one && git tag v1");
    scratch
}

fn breaking(scratch: &Scratch, schema: &str, format: &str) -> Ran {
    let against = ["--against", "git:v1", "--format", format];
    let args = ["breaking", "--schema", schema];
    scratch.tdproto("", &[&args[..], &against].concat())
}

fn is_compared(ran: &Ran, with: &str) {
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for line in [
        "error[field-removed]: ",
        &format!("` has moved and was {with}\n"),
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
}

/// Nothing is compared, and no rule passes.
fn is_new(scratch: &Scratch, schema: &str) -> String {
    let ran = breaking(scratch, schema, "text");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("new, nothing to compare"), "{}", ran.out);
    let junit = breaking(scratch, schema, "junit");
    assert!(junit.out.contains("tests=\"0\""), "{}", junit.out);
    ran.out
}

#[test]
fn a_renamed_folder_is_compared_with_what_it_was() {
    let scratch = repository(&[("proto", &schema("chat", FIELD)), ("it", &schema("it", ""))]);
    scratch.bash("git mv proto api");
    scratch.write("api/it.toml", &schema("chat", ""));
    is_compared(&breaking(&scratch, "api", "text"), "git:v1:proto");
    scratch.bash("git add . && git commit -qm two");
    is_compared(&breaking(&scratch, "git:HEAD:api", "text"), "git:v1:proto");
    let ran = scratch.tdproto("", &["diff", "git:v1", "api"]);
    assert!(ran.out.starts_with("--- git:v1:proto\n"), "{}", ran.out);
}

#[test]
fn a_schema_without_a_name_moves_as_well_and_out_of_the_top_too() {
    let scratch = repository(&[(".", &unnamed(FIELD))]);
    scratch.bash("mkdir -p svc/api && git mv it.toml svc/api");
    scratch.write("svc/api/it.toml", &unnamed(""));
    is_compared(&breaking(&scratch, "svc/api", "text"), "git:v1:");
}

#[test]
fn one_that_is_still_there_has_not_moved_but_is_named() {
    let scratch = repository(&[("proto/v1", &schema("chat", FIELD))]);
    scratch.write("proto/v2/it.toml", &schema("chat", ""));
    let out = is_new(&scratch, "proto/v2");
    assert!(out.contains("to compare with: git:v1:proto/v1\n"), "{out}");
}

#[test]
fn of_several_or_another_name_none_is_taken() {
    let two = [("a", schema("chat", FIELD)), ("b", schema("chat", FIELD))];
    let two = two
        .each_ref()
        .map(|(folder, text)| (*folder, text.as_str()));
    let scratch = repository(&two);
    scratch.bash("git mv a c && git rm -q b/it.toml");
    let out = is_new(&scratch, "c");
    assert!(
        out.contains("to compare with: git:v1:a, git:v1:b\n"),
        "{out}"
    );
    let scratch = repository(&[("a", &schema("chat", FIELD))]);
    scratch.bash("git mv a b");
    scratch.write("b/it.toml", &schema("other", ""));
    let out = is_new(&scratch, "b");
    assert!(!out.contains("to compare with"), "{out}");
}
