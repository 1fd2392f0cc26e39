//! What `tdproto diff` shows: a folder a case under `tests/diff/`, with the schema before and after.

use std::fs;

use tdproto_codegen::diff::{Change, Part, What, diff};
use tdproto_schema::Model;

use crate::errors::tdproto;
use crate::fixtures::{self, compiled};
use crate::root;

#[test]
fn every_case_in_every_format() {
    for case in fs::read_dir(root().join("tests/diff")).unwrap() {
        let case = case.unwrap().path();
        let dir = case.display().to_string();
        let [old, new] = ["before", "after"].map(|side| format!("{dir}/{side}"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for format in ["text", "json", "markdown"] {
            let ran = tdproto(["diff", &old, &new, "--format", format]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let text = ran.out.replace(&dir, "DIR");
            settings.bind(|| insta::assert_snapshot!(format, text));
        }
        let ran = tdproto(["diff", &old, &new, "--exit-code"]);
        assert_eq!(ran.code, 1, "{}", case.display());
    }
}

/// Without a date, a section is unreleased, and its heading names a version only if that is new.
#[test]
fn the_heading_of_a_section() {
    let [before, after] = ["before", "after"].map(|side| {
        let dir = root().join("tests/diff");
        move |case: &str| dir.join(case).join(side).display().to_string()
    });
    let heading = |case: &str, args: &[&str]| {
        let (old, new) = (before(case), after(case));
        let section = ["diff", &old, &new, "--format", "markdown"];
        let ran = tdproto(section.iter().chain(args));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().next().unwrap().to_owned()
    };
    let dated = ["--date", "2027-01-31"];
    assert_eq!(heading("much", &[]), "## 2.0.0 - Unreleased");
    assert_eq!(heading("much", &dated), "## 2.0.0 - 2027-01-31");
    assert_eq!(heading("for_release_notes", &[]), "## Unreleased");
    let (old, new) = (before("much"), after("much"));
    let ran = tdproto([
        "diff",
        &old,
        &new,
        "--format",
        "markdown",
        "--date",
        "2027-02-30",
    ]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_model_has_no_difference_to_itself() {
    for (name, schema) in fixtures::all() {
        let (_, changes) = diff(&schema.model, &schema.model.clone());
        assert!(changes.is_empty(), "{name}: {changes:?}");
    }
}

/// Models that differ have changes, and those of the way back are about the same parts.
#[test]
fn the_way_back_is_about_the_same_parts() {
    let fixtures = fixtures::all();
    for (a, old) in &fixtures {
        for (b, new) in &fixtures {
            let (_, there) = diff(&old.model, &new.model);
            let (_, back) = diff(&new.model, &old.model);
            assert_eq!(there.is_empty(), old.model == new.model, "{a} {b}");
            // A tombstone whose owner is gone went with it, which is reported of the owner.
            let count = |wanted: What, changes: &[Change]| {
                let reported = changes
                    .iter()
                    .filter(|c| !matches!(c.part, Part::Tombstone(_)));
                reported.filter(|change| change.what == wanted).count()
            };
            assert_eq!(
                count(What::Added, &there),
                count(What::Removed, &back),
                "{a} {b}"
            );
            assert_eq!(
                count(What::Renamed, &there),
                count(What::Renamed, &back),
                "{a} {b}"
            );
        }
    }
}

/// The table of changes names every part that a change can be about.
#[test]
fn a_change_is_about_a_part_that_its_kind_names() {
    let fixtures = fixtures::all();
    for (a, old) in &fixtures {
        for (b, new) in &fixtures {
            let (_, changes) = diff(&old.model, &new.model);
            for change in changes {
                let mut parts = change.what.parts();
                assert!(
                    parts.any(|kind| kind == change.part.kind()),
                    "{a} {b}: {change:?}"
                );
            }
        }
    }
}

fn model(text: &str) -> Model {
    let (schema, found) = compiled(text);
    assert!(found.is_empty(), "{found:?}");
    schema.model
}

/// What was renamed between two schemas.
fn renamed(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (model(old), model(new));
    let (pairs, changes) = diff(&old, &new);
    let renamed = changes.iter().filter(|change| change.what == What::Renamed);
    renamed
        .map(|change| tdproto_codegen::diff::words(&pairs, change).to_string())
        .collect()
}

#[test]
fn a_shape_alone_renames_nothing() {
    let two =
        "[entity.A.fields]\nx = { type = \"int\" }\n[entity.B.fields]\nx = { type = \"int\" }\n";
    assert!(renamed(two, &two.replace('A', "C")).is_empty());
    assert!(renamed(two, &two.replace('A', "C").replace('B', "D")).is_empty());
    let named = two.replace(".A.", ".Message.").replace(".B.", ".Upload.");
    let new = named
        .replace("Message", "ChatMessage")
        .replace("Upload", "Uploads");
    assert_eq!(
        renamed(&named, &new),
        ["Message → ChatMessage", "Upload → Uploads"]
    );
    // Two new names are alike: nothing tells them apart.
    let new = "[entity.Messages.fields]\nx = { type = \"int\" }\n[entity.MessageOf.fields]\nx = { type = \"int\" }\n";
    assert_eq!(renamed(&named, new), ["Message → Messages"]);
}

#[test]
fn types_that_contain_themselves_and_each_other_are_renamed() {
    let old = "[entity.P.fields]\na = { type = \"list<A>\" }\n[entity.A.fields]\nb = { type = \"list<B>\" }\n[entity.B.fields]\na = { type = \"A\", nullable = true }\nb = { type = \"list<B>\" }\n";
    let new = old
        .replace("<B>", "<Y>")
        .replace(".B.", ".Y.")
        .replace("<A>", "<X>")
        .replace("\"A\"", "\"X\"")
        .replace(".A.", ".X.");
    assert_eq!(renamed(old, &new), ["A → X", "B → Y"]);
}

#[test]
fn a_renamed_type_of_another_shape_is_paired_by_its_use() {
    let old = "[entity.P.fields]\nm = { type = \"list<Old>\" }\n[entity.Old.fields]\nx = { type = \"int\" }\ny = { type = \"int\" }\n";
    let new = "[entity.P.fields]\nm = { type = \"list<New>\" }\n[entity.New.fields]\nx = { type = \"int\" }\ny = { type = \"int\" }\nz = { type = \"int\" }\n";
    let (before, after) = (model(old), model(new));
    let (_, changes) = diff(&before, &after);
    let whats: Vec<_> = changes.iter().map(|change| change.what).collect();
    assert_eq!(whats, [What::Renamed, What::Added], "{changes:?}");
    assert!(matches!(changes[1].part, Part::Field { .. }));
}

#[test]
fn a_long_chain_of_renamed_entities_ends() {
    let chain = |prefix: &str| -> String {
        (0..3000)
            .map(|n| format!("[entity.{prefix}{n}.fields]\nnext = {{ type = \"{prefix}{}\", nullable = true }}\n", (n + 1) % 3000))
            .collect()
    };
    let (old, new) = (model(&chain("A")), model(&chain("B")));
    let (_, changes) = diff(&old, &new);
    assert!(!changes.is_empty());
}
