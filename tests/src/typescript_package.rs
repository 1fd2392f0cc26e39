//! The TypeScript package at work: built as its users get it, and tested in Node.js.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use tdproto_codegen::{Int64, Options, UnknownFields};
use tdproto_schema::{Schema, embedded};

use crate::typescript::{TSC, write_package_with};
use crate::{fixtures, npm, root};

/// What the built-in protocol does not have: names of every object's properties, closed enums,
/// integers at their limits, entities that contain themselves, frames without ids.
const EDGES: &str = r#"
[protocol]
name = "edges"
[protocol.envelope]
event = "type"
id = ""
params = "__proto__"
[enum.Closed]
open = false
values = { yes = {}, no = {} }
[enum.Level]
base = "int"
values = { high = { value = 2 } }
[entity.Edges.fields]
constructor = { type = "string" }
toString = { type = "int", omitempty = true }
__proto__ = { type = "bool" }
closed = { type = "Closed" }
maybe = { type = "Closed", omitempty = true }
level = { type = "Level" }
wide = { type = "list<uint64>", omitempty = true }
plain = { type = "list<int>", omitempty = true }
by_key = { type = "map<string, int64>", omitempty = true }
small = { type = "int8", omitempty = true }
ratio = { type = "float64", omitempty = true }
[scalar.Few]
base = "string"
max = 3
[entity.Endless.fields]
next = { type = "Endless" }
[event.edges]
direction = "server"
params = "Edges"
[event.order]
direction = "client"
params = "Edges"
[entity.Sealed.fields]
text = { type = "string" }
stamp = { type = "int64", readonly = true }
inner = { type = "list<Sealed>", omitempty = true }
by_key = { type = "map<string, Sealed>", omitempty = true }
[event.sealed]
direction = "client"
params = "Sealed"
"#;

/// The folder of the built packages, one for each choice of options.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typescript");
        let _ = fs::remove_dir_all(&folder);
        let unknown_fields = |policy| Options::with(|options| options.unknown_fields = policy);
        let int64 = |int64| Options::with(|options| options.typescript.int64 = int64);
        build(&folder.join("default"), &Options::default());
        build(&folder.join("keep"), &unknown_fields(UnknownFields::Keep));
        build(&folder.join("deny"), &unknown_fields(UnknownFields::Deny));
        build(&folder.join("number"), &int64(Int64::Number));
        build(&folder.join("string"), &int64(Int64::String));
        let (edges, _) = fixtures::compiled(EDGES);
        build_schema(&edges, &folder.join("edges"), &Options::default());
        build_schema(&edges, &folder.join("number-edges"), &int64(Int64::Number));
        folder
    })
}

/// The package built with the default options.
pub(crate) fn default_package() -> PathBuf {
    built().join("default")
}

/// The package built with the default options, packed as it would be published.
pub(crate) fn tarball() -> &'static Path {
    static PACKED: OnceLock<PathBuf> = OnceLock::new();
    PACKED.get_or_init(|| npm::pack(&built().join("default")))
}

fn build(folder: &Path, options: &Options) {
    build_schema(&embedded::compiled().0, folder, options);
}

fn build_schema(schema: &Schema, folder: &Path, options: &Options) {
    fs::create_dir_all(folder).unwrap();
    write_package_with(schema, folder, options);
    passed(&npm::run(TSC, &["--pretty", "false"], folder));
}

/// Fails with all that a program said, unless it succeeded; returns that.
pub(crate) fn passed(output: &Output) -> String {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    let text = text.join("\n");
    assert!(output.status.success(), "{text}");
    text
}

fn test(name: &str) -> String {
    let variables = [
        ("PACKAGE", built().to_owned()),
        ("EXAMPLES", root().join("schema/protocol/examples")),
        ("SNAPSHOTS", root().join("tests/snapshots/examples")),
    ];
    let variables = variables
        .each_ref()
        .map(|(name, path)| (*name, path.as_path()));
    let file = format!("typescript/node/{name}.test.mjs");
    passed(&npm::test(&file, &variables))
}

#[test]
fn decoders_lose_nothing_and_never_throw() {
    test("decode");
}

#[test]
fn encoders_write_what_the_protocol_wants() {
    test("encode");
}

#[test]
fn scalars_know_their_kinds() {
    test("scalars");
}

#[test]
fn options_change_what_they_say() {
    test("options");
}

#[test]
fn edges_of_what_a_schema_may_hold() {
    test("edges");
}

#[test]
fn integers_are_exact_in_all_spellings() {
    test("numbers");
}

#[test]
fn connections_confirm_and_come_back() {
    test("connection");
}

#[test]
fn sending_stays_fast_and_counts_what_has_arrived() {
    test("sending");
}

#[test]
fn events_are_delivered_once_and_confirmed_afterwards() {
    test("receiving");
}

#[test]
fn attempts_are_spaced_and_made_anew() {
    test("reconnecting");
}

#[test]
fn bundles_need_only_what_browsers_have() {
    test("web");
}

/// Run with `--nocapture` to see the sizes.
#[test]
#[allow(clippy::print_stdout, reason = "the sizes are what one wants to see")]
fn bundles_hold_only_what_is_used() {
    let report = test("size");
    for line in report.lines().filter(|line| line.contains("minified")) {
        println!("{}", line.trim());
    }
}

#[test]
fn the_package_is_what_npm_users_expect() {
    let tarball = tarball().to_str().unwrap();
    passed(&npm::run(
        "node_modules/publint/src/cli.js",
        &["run", "--strict", tarball],
        built(),
    ));
    passed(&npm::run(
        "node_modules/@arethetypeswrong/cli/dist/index.js",
        &[tarball, "--profile", "esm-only", "--no-color"],
        built(),
    ));
}

/// Who follows the README gets a program that compiles, from the packed package in an empty
/// project.
#[test]
fn the_readme_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let readme = fs::read_to_string(built().join("default/README.md")).unwrap();
    let blocks: Vec<&str> = readme
        .split("```ts\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(blocks.len() >= 2, "{readme}");
    for (index, block) in blocks.iter().enumerate() {
        let text = format!("declare const text: string;\n{block}\nexport {{ text }};\n");
        fs::write(folder.path().join(format!("block{index}.ts")), text).unwrap();
    }
    fs::write(
        folder.path().join("package.json"),
        r#"{ "type": "module" }"#,
    )
    .unwrap();
    npm::install_tarball(tarball(), folder.path());
    // Users have the types of the browser, of Node.js, or none.
    fs::write(
        folder.path().join("bare.ts"),
        "export { connect, decodeServerEvent, MessageSchema } from \"tdproto\";\n",
    )
    .unwrap();
    compiled(folder.path(), "es2022", &["bare.ts"]);
    let files: Vec<_> = (0..blocks.len())
        .map(|index| format!("block{index}.ts"))
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    compiled(folder.path(), "es2022,dom", &files);
}

/// The bot of `tests/examples/typescript-bot`, in an empty project, answers a server.
#[test]
fn the_bot_of_the_examples_answers() {
    let bot = root().join("tests/examples/typescript-bot/bot.ts");
    let source = fs::read_to_string(bot).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bot.ts"), &source).unwrap();
    fs::write(
        folder.path().join("package.json"),
        r#"{ "type": "module" }"#,
    )
    .unwrap();
    npm::install_tarball(tarball(), folder.path());
    compiled(folder.path(), "es2022,dom", &["bot.ts"]);
    let bot = folder.path().join("bot.js");
    passed(&npm::run(
        "typescript/node/bot.mjs",
        &[bot.to_str().unwrap()],
        folder.path(),
    ));
}

/// Compiles as strictly as can be.
pub(crate) fn compiled(folder: &Path, lib: &str, files: &[&str]) {
    let strict = [
        "--strict",
        "--noUncheckedIndexedAccess",
        "--exactOptionalPropertyTypes",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--pretty",
        "false",
        "--lib",
        lib,
    ];
    let args: Vec<&str> = strict.iter().chain(files).copied().collect();
    passed(&npm::run(TSC, &args, folder));
}
