//! Python: the generated packages, judged by what Python's own tools say, and held to the vectors.

mod bot;
mod environment;
mod module;
mod snippets;

use std::fs;
use std::path::Path;

use tdproto_codegen::UnknownFields;
use tdproto_schema::embedded;

use crate::hostile_schema;
use crate::payloads::cases::cases;
use crate::payloads::report::{Report, judged, outcomes};
use crate::snippets::{OWN, own};
use environment::{PYTHON, program, run, succeed};
use module::{judge, named, package, package_of, scripts, write_all};

pub(crate) use module::lines;

/// The columns of the table: by the parser of Python, and by one that users may have installed.
const COLUMNS: &[&str] = &["python", "with orjson"];

/// Every vector is read as the schema says, whatever parser is installed.
///
/// Run with `--nocapture` to see the table.
#[test]
fn vectors_agree() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let cases = cases();
    let packages = write_all(cases, folder.path());
    let mut report = Report::new(COLUMNS);
    for (column, fast) in COLUMNS.iter().zip([false, true]) {
        let output = judge(&packages, fast, folder.path());
        for (case, outcomes) in cases.iter().zip(outcomes(cases, &output)) {
            report.add(column, case, judged(case, outcomes));
        }
    }
    report.finish(cases);
}

/// The packages of all cases, also of those with hostile names and texts, are formatted, and clean
/// under the strictest checks. So is the code of events that a reference shows, which works.
#[test]
fn packages_are_clean() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let hostile = hostile_schema::schema();
    let schemas = cases()
        .iter()
        .map(|case| (case.name.as_str(), &case.schema));
    let own_schema = own();
    let more = [("hostile", &hostile), (OWN, &own_schema)];
    for (name, schema) in schemas.chain(more) {
        let own = folder.path().join(name);
        let (source, module) = package_of(schema, &named(name), &own);
        // All in one folder: each tool runs once.
        let to = folder.path().join("src").join(&module);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(source.join(&module), to).unwrap();
        // The example of each README is code that works.
        let readme = fs::read_to_string(own.join("README.md")).unwrap();
        if let Some(code) = bot::first_block(&readme) {
            let file = format!("src/bot_{module}.py");
            fs::write(folder.path().join(file), code).unwrap();
        }
    }
    snippets::write(&folder.path().join("src"));
    check(folder.path());
    snippets::run(folder.path());
}

/// Runs every tool on the packages in a folder's `src`.
fn check(folder: &Path) {
    let config = r#"{"include": ["src"], "typeCheckingMode": "strict", "pythonVersion": "3.10"}"#;
    fs::write(folder.join("pyrightconfig.json"), config).unwrap();
    let python = program("python");
    for (name, arguments) in [
        ("ruff", &["format", "--isolated", "--check", "src"][..]),
        (
            "ruff",
            &["check", "--isolated", "--target-version", "py310", "src"],
        ),
        ("mypy", &["--strict", "--python-version", "3.10", "src"]),
        ("pyright", &["--pythonpath", python.to_str().unwrap()]),
    ] {
        run(&program(name), arguments, folder);
    }
}

/// A package of the options that change code is clean, too, and does what they say.
#[test]
fn unknown_keys_are_kept_or_refused() {
    if !PYTHON.is_here() {
        return;
    }
    let (schema, _) = embedded::compiled();
    for (policy, name) in [
        (UnknownFields::Ignore, "ignore"),
        (UnknownFields::Keep, "keep"),
        (UnknownFields::Deny, "deny"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut options = named("chat");
        options.unknown_fields = policy;
        let (source, _) = package_of(&schema, &options, folder.path());
        let script = scripts().join("unknown_keys.py");
        let name = Path::new(name);
        succeed(&program("python"), &[&script, &source, name], folder.path());
        check(folder.path());
    }
}

/// Each line of a file that a type checker must refuse is refused, and no other.
#[test]
fn types_say_what_the_schema_says() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (schema, _) = embedded::compiled();
    package_of(&schema, &named("chat"), folder.path());
    for file in ["must_check.py", "use.py"] {
        fs::copy(scripts().join(file), folder.path().join("src").join(file)).unwrap();
    }
    check(folder.path());
    succeed(
        &program("python"),
        &[Path::new("src/use.py")],
        folder.path(),
    );
}

/// `check` reports every place where a constraint does not hold, and no other.
#[test]
fn constraints_are_checked() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let case = cases().iter().find(|case| case.name == "bounds").unwrap();
    let (source, _) = package(case, folder.path());
    let script = scripts().join("constraints.py");
    succeed(&program("python"), &[&script, &source], folder.path());
}

/// The package is built as a wheel, which is installed and imported.
#[test]
fn a_wheel_is_built() {
    if !PYTHON.is_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (schema, _) = embedded::compiled();
    package_of(&schema, &named("chat-protocol"), folder.path());
    let python = program("python");
    run(
        &python,
        &[
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            "dist",
        ],
        folder.path(),
    );
    let mut built = fs::read_dir(folder.path().join("dist")).unwrap();
    let wheel = built.next().unwrap().unwrap().path();
    let wheel = wheel.to_str().unwrap();
    assert!(wheel.ends_with("-py3-none-any.whl"), "{wheel}");
    let install = [
        "-m",
        "pip",
        "install",
        "--no-index",
        "--quiet",
        "--target",
        "site",
        wheel,
    ];
    run(&python, &install, folder.path());
    assert!(folder.path().join("site/chat_protocol/py.typed").is_file());
    let line = "import chat_protocol as c; assert c.PROTOCOL_VERSION and c.decode('').reason";
    run(&python, &["-c", line], &folder.path().join("site"));
}
