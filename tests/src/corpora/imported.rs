//! `tdproto import`: a folder a case, whose name is the fact that it pins. `args` is the command line
//! behind the format; `schema/` and `output` are the expected results. A schema that is written is
//! valid and canonical.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::consumers::run;
use crate::root;

/// The folders of cases, by their formats.
fn cases() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for format in ["json-schema", "openapi", "asyncapi"] {
        let folder = root().join("tests/import").join(format);
        let cases = fs::read_dir(&folder).unwrap();
        let mut cases: Vec<_> = cases.map(|case| case.unwrap().path()).collect();
        cases.retain(|case| case.is_dir());
        cases.sort();
        found.extend(cases.into_iter().map(|case| (format.to_owned(), case)));
    }
    found
}

/// The files below a folder by their paths.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            let name = name.replace('\\', "/");
            // The record of the import repeats the files.
            if name.starts_with('.') {
                continue;
            }
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// What the commands say of a schema that is not valid, or not canonical.
fn invalid(schema: &str) -> Vec<String> {
    let lines = [
        &["check", "--no-generated", "--schema", schema][..],
        &["fmt", "--check", schema],
    ];
    let outcomes = lines.into_iter().map(run);
    let failed = outcomes.filter(|(code, _)| *code != 0);
    failed.map(|(_, said)| said).collect()
}

/// What is wrong with a case; `None`: nothing.
fn wrong(format: &str, case: &Path, is_update: bool) -> Option<String> {
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("schema");
    let args = fs::read_to_string(case.join("args")).unwrap_or_default();
    let shown = |text: &str| {
        let text = text.replace(case.to_str().unwrap(), "CASE");
        text.replace(temporary.path().to_str().unwrap(), "OUT")
    };
    let args = args.split_whitespace().map(|arg| {
        let path = case.join(arg);
        match path.is_file() {
            true => path.to_str().unwrap().to_owned(),
            false => arg.to_owned(),
        }
    });
    let args: Vec<_> = args.collect();
    let mut line = vec!["import", format, "--out", out.to_str().unwrap()];
    line.extend(args.iter().map(String::as_str));
    let (code, said) = run(&line);
    let output = format!("{}exit code {code}\n", shown(&said));
    let written = files(&out);
    let mut wrong = Vec::new();
    if code == 0 {
        let found = invalid(out.to_str().unwrap());
        wrong.extend(found.iter().map(|said| shown(said)));
    } else if !written.is_empty() {
        wrong.push("files are written in spite of an error".to_owned());
    }
    let expected = files(&case.join("schema"));
    if is_update {
        let _ = fs::remove_dir_all(case.join("schema"));
        for (name, text) in &written {
            let path = case.join("schema").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(case.join("output"), &output).unwrap();
    } else {
        let names: std::collections::BTreeSet<_> = expected.keys().chain(written.keys()).collect();
        for name in names {
            let [expected, found] = [&expected, &written].map(|files| files.get(name));
            if expected != found {
                let none = String::from("(no such file)\n");
                let [expected, found] = [expected, found].map(|text| text.unwrap_or(&none));
                wrong.push(format!("{name}: expected\n{expected}\nfound\n{found}"));
            }
        }
        let expected = fs::read_to_string(case.join("output")).unwrap_or_default();
        if expected != output {
            wrong.push(format!("output: expected\n{expected}\nfound\n{output}"));
        }
    }
    (!wrong.is_empty()).then(|| format!("{}:\n{}", case.display(), wrong.join("\n")))
}

#[test]
fn every_case_gives_its_schema_and_its_output() {
    let is_update = std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always");
    let cases = cases();
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|(format, case)| wrong(format, case, is_update))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(!cases.is_empty());
}

/// Imports a text, which must not panic; the schema that is written is valid and canonical.
fn survives(format: &str, name: &str, text: &str) {
    let temporary = tempfile::tempdir().unwrap();
    let (input, out) = (temporary.path().join(name), temporary.path().join("schema"));
    fs::write(&input, text).unwrap();
    let [input, out] = [&input, &out].map(|path| path.to_str().unwrap());
    let (code, said) = run(&["import", format, input, "--out", out]);
    if code != 0 {
        assert!(said.contains("import-input"), "{name}: {said}");
        return;
    }
    let found = invalid(out);
    assert!(found.is_empty(), "{name}: {}", found.join("\n"));
}

#[test]
fn large_and_deep_documents_are_imported_or_refused() {
    let values: Vec<_> = (0..3_000).map(|at| format!("value {at}")).collect();
    let odd: Vec<_> = (0..3_000).map(|at| "!".repeat(at % 7) + "a").collect();
    let many = serde_json::json!({ "$defs": {
        "Many": { "enum": values }, "Odd": { "enum": odd }, "Numbers": { "enum": (0..3_000).collect::<Vec<_>>() },
    } });
    survives("json-schema", "many.json", &many.to_string());
    for (open, close) in [
        (r#"{"type":"object","properties":{"a":"#, "}}"),
        (
            r#"{"type":"object","required":["a"],"properties":{"a":"#,
            "}}",
        ),
        (r#"{"type":"array","items":"#, "}"),
        (r#"{"additionalProperties":"#, "}"),
        (r#"{"allOf":["#, "]}"),
        (r#"{"oneOf":[{"type":"integer"},"#, "]}"),
        (r#"{"anyOf":[{"type":"null"},"#, "]}"),
        (r#"{"type":"array","prefixItems":["#, "]}"),
    ] {
        for depth in [1, 30, 60, 200, 10_000] {
            let schema = open.repeat(depth) + r#"{"type":"string"}"# + &close.repeat(depth);
            let text = format!(r#"{{"$defs":{{"Deep":{schema}}}}}"#);
            survives("json-schema", "deep.json", &text);
        }
    }
    let names: Vec<String> = (0..300).map(|at| format!("T{at}")).collect();
    let chain: serde_json::Map<_, _> = names
        .iter()
        .zip(names.iter().skip(1))
        .map(|(name, next)| {
            (
                name.clone(),
                serde_json::json!({ "$ref": format!("#/$defs/{next}") }),
            )
        })
        .collect();
    let chain = serde_json::json!({ "$defs": chain });
    survives("json-schema", "chain.json", &chain.to_string());
    let kinds: [fn(&str) -> serde_json::Value; 3] = [
        |next| serde_json::json!({ "type": "object", "properties": { "next": { "$ref": next } } }),
        |next| serde_json::json!({ "allOf": [{ "$ref": next }, { "type": "object", "properties": { "a": { "type": "string" } } }] }),
        |next| serde_json::json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": next } }] }),
    ];
    for kind in kinds {
        let chain: serde_json::Map<_, _> = (0..1_000)
            .map(|at| {
                (
                    format!("T{at}"),
                    kind(&format!("#/$defs/T{}", (at + 1) % 1_000)),
                )
            })
            .collect();
        let chain = serde_json::json!({ "$defs": chain });
        survives("json-schema", "long.json", &chain.to_string());
    }
}
