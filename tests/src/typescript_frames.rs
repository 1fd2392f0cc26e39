//! The TypeScript packages of protocols with drawn frames at work: all built in one go, and tested in
//! Node.js.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tdproto_codegen::Options;

use crate::typescript::{TSC, write_package_with};
use crate::typescript_package::passed;
use crate::{fixtures, npm, root};

/// Frames as odd as a schema may draw them.
pub(crate) const ODD: &str = r#"
[protocol]
name = "odd"
doc = "Odd frames."

[frame.call]
shape = ["$id", "call", "$kind", "$timeout", "$event", "...$params"]
doc = "A call: its params are the last items."
[frame.call.fields]
id = { type = "int64" }
kind = { type = "string", doc = "A field with the name of a member that all frames have." }
timeout = { type = "int", doc = "A field with the name of an option." }

[frame.answer]
replies = "call"
shape = ["$id", "answer", "...$result"]
doc = "A result: its items are the last ones."

[frame.refusal]
replies = "call"
shape = ["$id", "refusal", "$event", "$error?"]
doc = "An error."

[frame.note]
direction = "server"
shape = { meta = { __proto__ = "$event", version = "$version", big = 9007199254740991, price = "$$5" }, body = { fixed = true, "..." = "$params" }, "a/b" = "$constructor" }
doc = "A note."
[frame.note.fields]
event = { type = "int" }
version = { type = "string", doc = "The version." }
constructor = { type = "bool", optional = true, doc = "A field with the name of a property of all objects." }

[frame.tail]
direction = "client"
shape = { tail = ["$event", "$first", "$second", "$id?"] }
doc = "Places at the end may be missing."
[frame.tail.fields]
first = { type = "int", optional = true, doc = "The first." }
second = { type = "Stamp", optional = true, nullable = true, doc = "The second." }

[frame.patch]
shape = { version = 2, type = "$event", time = "$time", value = "$params" }
doc = "What both sides send."
[frame.patch.fields]
time = { type = "Stamp", nullable = true, doc = "The time." }

[entity.Shared]
doc = "What both sides send."
[entity.Shared.fields]
text = { type = "string", doc = "The text." }
stamp = { type = "Stamp", readonly = true, doc = "Set by the server." }

[entity.Circle]
doc = "A circle."
[entity.Circle.fields]
radius = { type = "int64", doc = "The radius." }

[entity.Square]
doc = "A square."
[entity.Square.fields]
side = { type = "int64", doc = "The side." }

[union.Shape]
doc = "A shape."
tag = "form"
[union.Shape.variants]
circle = { type = "Circle", doc = "A circle." }
square = { type = "Square", doc = "A square." }

[scalar.Stamp]
base = "int64"
doc = "A time."

[event.add]
direction = "both"
frame = "call"
params = "tuple<int64, Shared, Stamp?>"
reply = "tuple<int64, bytes?>"
doc = "Adds."

[event.sum]
direction = "client"
frame = "call"
value = "add up"
params = "list<int64>"
reply = "list<Shared>"
error = "Shared"
doc = "Adds all."

[event.drawn]
direction = "server"
frame = "note"
value = 1
params = "Shape"
doc = "Any version."

[event.drawn_first]
direction = "server"
frame = "note"
value = 1
match = { version = "1" }
params = "Circle"
doc = "The first version."

[event.moved]
direction = "both"
frame = "patch"
params = { type = "Shared", optional = true, nullable = true }
doc = "Moved."

[event.moved_now]
direction = "both"
frame = "patch"
value = "moved"
match = { time = 5 }
doc = "Moved at a time."

[event.tail]
direction = "client"
frame = "tail"
doc = "Something with an end."
"#;

/// Kinds of frames that do not say the name of their event, and have only one of each side.
const PULSE: &str = r#"
[protocol]
name = "pulse"
[frame.pulse]
direction = "server"
shape = { type = "tick", data = "$params" }
[frame.ping]
direction = "client"
shape = { type = "ping" }
[frame.message]
shape = { type = "$event", data = "$params" }
[event.tick]
direction = "server"
frame = "pulse"
params = "int"
[event.ping]
direction = "client"
frame = "ping"
[event.hello]
direction = "both"
frame = "message"
params = "string"
"#;

/// The packages below `dist`, and the code of their READMEs.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typescript_frames");
        let _ = fs::remove_dir_all(&folder);
        let mut paths = String::new();
        let ours = [("odd", ODD), ("pulse", PULSE)].map(|(name, text)| {
            let (schema, diagnostics) = fixtures::compiled(text);
            assert!(diagnostics.is_empty(), "{diagnostics:#?}");
            (name.to_owned(), schema)
        });
        for (name, schema) in fixtures::protocols().into_iter().chain(ours) {
            let package = folder.join(&name);
            write_package_with(&schema, &package, &Options::default());
            let manifest = fs::read_to_string(package.join("package.json")).unwrap();
            let manifest: Value = serde_json::from_str(&manifest).unwrap();
            // Its settings are those of the whole.
            fs::remove_file(package.join("package.json")).unwrap();
            let npm_name = &manifest["name"];
            let separator = if paths.is_empty() { "" } else { ", " };
            write!(paths, "{separator}{npm_name}: [\"./{name}/src/index.ts\"]").unwrap();
            write_readme(&package);
        }
        fs::write(folder.join("package.json"), "{ \"type\": \"module\" }").unwrap();
        let tsconfig = TSCONFIG.replace("PATHS", &paths);
        fs::write(folder.join("tsconfig.json"), tsconfig).unwrap();
        passed(&npm::run(
            TSC,
            &["--project", ".", "--pretty", "false"],
            &folder,
        ));
        folder
    })
}

const TSCONFIG: &str = r#"{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2022", "DOM", "ESNext.Disposable"],
    "module": "NodeNext",
    "types": [],
    "rootDir": ".",
    "outDir": "dist",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noUnusedLocals": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "paths": { PATHS }
  },
  "include": ["*/src", "*/readme"]
}
"#;

/// Writes the code of a README, a file a block.
fn write_readme(package: &Path) {
    let readme = fs::read_to_string(package.join("README.md")).unwrap();
    fs::create_dir(package.join("readme")).unwrap();
    for (index, rest) in readme.split("```ts\n").skip(1).enumerate() {
        let block = rest.split("```").next().unwrap();
        let text = format!("declare const text: string;\n{block}\nexport {{ text }};\n");
        fs::write(package.join(format!("readme/block{index}.ts")), text).unwrap();
    }
}

fn test(name: &str) {
    let protocols = root().join("tests/protocols");
    let variables = [("PACKAGE", built()), ("PROTOCOLS", protocols.as_path())];
    let file = format!("typescript/node/{name}.test.mjs");
    passed(&npm::test(&file, &variables));
}

#[test]
fn drawn_frames_are_of_their_kinds_and_come_back() {
    test("frames");
}

#[test]
fn odd_frames_come_back() {
    test("odd-frames");
}

#[test]
fn requests_get_their_replies() {
    test("frame-connection");
}
