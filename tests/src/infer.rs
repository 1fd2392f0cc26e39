//! `tdproto infer`: a folder a case under `tests/infer/`, with captures, the arguments in its file
//! `args`, a schema to update in `schema`, and what comes out locked in `output.snap`: the report, and
//! every file of the schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tdproto_codegen::validate::Side;

use crate::errors::tdproto;
use crate::recorded::{Recorded, frames};
use crate::root;

#[test]
fn every_case() {
    let mut cases = 0;
    for case in fs::read_dir(root().join("tests/infer")).unwrap() {
        check(&case.unwrap().path());
        cases += 1;
    }
    assert!(cases > 30, "{cases}");
}

fn check(case: &Path) {
    let [one, three] = ["1", "3"].map(|threads| output(case, threads));
    assert_eq!(one, three, "{}: threads change the output", case.display());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("output", one));
}

/// The frames of real protocols give schemas that they follow, if the frames are drawn.
#[test]
fn frames_of_protocols_follow_what_is_inferred_from_them() {
    let mut protocols = 0;
    for folder in fs::read_dir(root().join("tests/protocols")).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        let scratch = tempfile::tempdir().unwrap();
        let capture = scratch.path().join("traffic.ndjson");
        let known = frames(&name)
            .into_iter()
            .filter(|frame| frame.kind.is_some());
        let lines = known.map(|Recorded { side, text, .. }| {
            let dir = if side == Side::Client { "out" } else { "in" };
            format!("{{\"dir\":\"{dir}\",\"frame\":{text}}}\n")
        });
        fs::write(&capture, lines.collect::<String>()).unwrap();
        let drawn = folder.path().join(format!("{name}.toml"));
        let out = scratch.path().join("proto");
        let [capture, drawn, out] = [&capture, &drawn, &out].map(|path| path.to_str().unwrap());
        let ran = tdproto(["infer", capture, "--out", out, "--frame", drawn]);
        if ran.err.contains("no frame names an event") {
            // The name is beside the frame, such as in a header of HTTP.
            continue;
        }
        assert_eq!(ran.code, 0, "{name}: {}{}", ran.out, ran.err);
        for args in [
            &["check", "--no-generated", "--schema", out][..],
            &["validate", "--schema", out, capture],
        ] {
            let ran = tdproto(args);
            assert_eq!(ran.code, 0, "{name}: {}{}", ran.out, ran.err);
        }
        protocols += 1;
    }
    assert!(protocols > 6, "{protocols}");
}

/// The report of a case and the files that it writes. The schema takes the frames that it is made of.
fn output(case: &Path, threads: &str) -> String {
    let out = tempfile::tempdir().unwrap();
    let dir = case.display().to_string();
    let schema = out.path().join("proto");
    if case.join("schema").exists() {
        copy(&case.join("schema"), &schema);
    }
    let target = schema.display().to_string();
    let fill = |arg: &str| arg.replace("{DIR}", &dir).replace("{OUT}", &target);
    let args = fs::read_to_string(case.join("args")).unwrap();
    let args: Vec<_> = args.split_whitespace().map(fill).collect();
    let threads = ["--threads", threads].map(str::to_owned);
    let ran = tdproto(args.iter().cloned().chain(threads));
    let mut text = format!("exit code {}\n{}{}", ran.code, ran.out, ran.err);
    for (name, file) in files(&schema) {
        write!(text, "\n=== {name}\n{file}").unwrap();
    }
    if ran.code == 0 {
        accepts(case, &target, &args);
    }
    if case.join("schema").exists() && args.iter().any(|arg| arg == "--update") {
        let again = tdproto(&args);
        assert!(!again.out.contains("wrote"), "{dir}: {}", again.out);
    }
    text.replace(&target, "OUT").replace(&dir, "DIR")
}

/// The schema is valid and canonical, and every frame follows it.
fn accepts(case: &Path, schema: &str, args: &[String]) {
    let check = ["check", "--no-generated", "--schema", schema];
    let canonical = ["fmt", "--check", schema];
    // Files that a person wrote in another form keep it.
    let is_canonical = !case.join("uncanonical").exists();
    let canonical = Some(&canonical[..]).filter(|_| is_canonical);
    for command in [&check[..]].into_iter().chain(canonical) {
        let ran = tdproto(command);
        assert_eq!(ran.code, 0, "{}: {}{}", case.display(), ran.out, ran.err);
    }
    let captures = args.iter().filter(|arg| arg.contains("traffic"));
    let validate = ["validate", "--schema", schema].map(str::to_owned);
    let ran = tdproto(validate.into_iter().chain(captures.cloned()));
    let is_clean = !case.join("deviates").exists();
    assert_eq!(
        ran.code == 0,
        is_clean,
        "{}: {}{}",
        case.display(),
        ran.out,
        ran.err
    );
}

/// The files of a schema by their names, but the format of all schemas.
fn files(schema: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(schema).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    let names = names.filter(|name| name.ends_with(".toml"));
    names
        .map(|name| {
            let text = fs::read_to_string(schema.join(&name)).unwrap();
            (name, text)
        })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
