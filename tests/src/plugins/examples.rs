//! The templates and the example, on the schemas of `tdproto plugin check`.

use std::fs;
use std::path::Path;
use std::process::Command;

use tdproto_codegen::{Options, plugin};

use crate::messages::{self, schemas_of_cases};
use crate::{PYTHON, copy, npm, root, tdproto};

/// The text of a template, as the command prints it.
fn template(language: &str) -> String {
    let ran = tdproto(["plugin", "template", language]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

/// `tdproto plugin check` finds nothing, and the template takes a plain schema.
fn passes(command: &[&str]) {
    let ran = tdproto([&["plugin", "check"], command].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("plain      1 file, the same twice"),
        "{}",
        ran.out
    );
}

/// The files that a command generates from the plain schema.
fn outline(command: &[&str]) -> String {
    let (_, plain) = schemas_of_cases().remove(1);
    let ran = plugin::run(
        &messages::plugin(command),
        &plain,
        &Options::default(),
        Path::new(""),
    );
    assert!(ran.diagnostics.is_empty(), "{:#?}", ran.diagnostics);
    ran.generated.files[0].text.clone()
}

#[test]
fn the_template_in_python_passes() {
    if !PYTHON.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("outline.py");
    fs::write(&path, template("python")).unwrap();
    passes(&["python3", path.to_str().unwrap()]);
}

/// Both templates are one program: what they write is equal.
#[test]
fn the_template_in_typescript_passes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("outline.ts");
    fs::write(&path, template("typescript")).unwrap();
    fs::write(dir.path().join("package.json"), "{ \"type\": \"module\" }").unwrap();
    let args = [
        "outline.ts",
        "--strict",
        "--noUncheckedIndexedAccess",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--erasableSyntaxOnly",
        "--pretty",
        "false",
    ];
    let output = npm::run("node_modules/typescript/bin/tsc", &args, dir.path());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let script = path.with_extension("js");
    let script = script.to_str().unwrap();
    passes(&["node", script]);
    if PYTHON.is_here() {
        let python = dir.path().join("outline.py");
        fs::write(&python, template("python")).unwrap();
        let python = ["python3", python.to_str().unwrap()];
        assert_eq!(outline(&["node", script]), outline(&python));
    }
}

/// The files beside the example are those that its plug-in generates.
#[test]
fn the_example_is_up_to_date() {
    if !PYTHON.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("tests/examples/plugin-sqlite"), dir.path());
    let proto = dir.path().join("proto").display().to_string();
    let ran = tdproto(["check", "--allow-plugins", "--schema", &proto]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("1 file in"), "{}", ran.out);
}

/// What SQLite makes of the tables: each entity's columns, and values that it takes or refuses.
const TABLES: &str = r#"
import json, sqlite3, sys
sql, expected = open(sys.argv[1], encoding="utf-8").read(), json.loads(sys.argv[2])
base = sqlite3.connect(":memory:")
base.executescript(sql)
for table, columns in expected.items():
    name = '"' + table.replace('"', '""') + '"'
    found = [row[1] for row in base.execute("PRAGMA table_info(" + name + ")")]
    assert found == columns, (table, found, columns)
names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
assert sorted(names) == sorted(expected), (names, expected)
"#;

#[test]
fn sqlite_takes_the_tables_of_every_schema() {
    if !PYTHON.is_here() {
        return;
    }
    let script = root().join("tests/examples/plugin-sqlite/plugins/sqlite.py");
    let mut sqlite = messages::plugin(&["python3", script.to_str().unwrap()]);
    sqlite.options.insert("strict".to_owned(), true.into());
    let dir = tempfile::tempdir().unwrap();
    let mut passed = 0;
    for (name, schema) in schemas_of_cases() {
        let ran = plugin::run(&sqlite, &schema, &Options::default(), Path::new(""));
        let errors = ran.diagnostics.iter().filter(|found| found.is_error());
        let errors: Vec<_> = errors.map(|found| found.message.as_str()).collect();
        if name == "presence" {
            assert_eq!(
                errors,
                ["plug-in `p` does not understand `patch`, which `States.patch` uses"]
            );
            continue;
        }
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let tables: serde_json::Map<_, _> = schema
            .model
            .types()
            .iter()
            .filter(|def| !def.fields().is_empty())
            .map(|def| {
                let columns = def.fields().iter().map(|field| field.name.clone().into());
                (
                    def.name.clone(),
                    columns.collect::<Vec<serde_json::Value>>().into(),
                )
            })
            .collect();
        let file = dir.path().join("tables.sql");
        fs::write(&file, &ran.generated.files[0].text).unwrap();
        let tables = serde_json::Value::Object(tables).to_string();
        python(&[TABLES, file.to_str().unwrap(), &tables], name);
        passed += 1;
    }
    assert!(passed >= 8);
}

/// Values that the tables of the example take, and values that they refuse.
const VALUES: &str = r#"
import sqlite3, sys
base = sqlite3.connect(":memory:")
base.executescript(open(sys.argv[1], encoding="utf-8").read())
insert = "INSERT INTO chat (id, chat_type, title, members, unread) VALUES (?, ?, ?, ?, ?)"
base.execute(insert, ("a", "direct", None, '["x"]', 0))
for bad in [("a", "direct", None, "[]", 0), ("b", "other", None, "[]", 0), ("b", "direct", None, "[", 0),
            ("b", "direct", None, "[]", -1), ("b", "direct", None, "[]", "many"), (None, "direct", None, "[]", 0)]:
    try:
        base.execute(insert, bad)
    except sqlite3.IntegrityError:
        continue
    sys.exit("taken: " + repr(bad))
"#;

#[test]
fn the_tables_of_the_example_refuse_what_the_schema_does() {
    if !PYTHON.is_here() {
        return;
    }
    let file = root().join("tests/examples/plugin-sqlite/generated/sqlite/tables.sql");
    python(&[VALUES, file.to_str().unwrap()], "the example");
}

fn python(args: &[&str], name: &str) {
    let output = Command::new("python3")
        .arg("-c")
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}");
}
