//! Generated TypeScript compiles, and its types say what they should.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tdproto_codegen::lang::typescript::TypeScript;
use tdproto_codegen::{Backend, Options, generate};
use tdproto_schema::{Schema, SourceMap, compile, embedded};

use crate::typescript_frames::ODD;
use crate::{fixtures, npm, root};

pub(crate) const TSC: &str = "node_modules/typescript/bin/tsc";

/// Everything is compiled in one go, as users import it: `protocol` is the built-in one,
/// `fixtures/<case>` and `protocols/<case>` the others.
const TSCONFIG: &str = r#"{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "types": [],
    "noEmit": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noUnusedLocals": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "paths": {
      "protocol": ["./protocol/src/index.ts"],
      "fixtures/*": ["./fixtures/*/src/index.ts"],
      "protocols/*": ["./protocols/*/src/index.ts"]
    }
  },
  "include": ["protocol/src", "fixtures/*/src", "protocols/*/src", "must_compile", "must_not_compile"]
}
"#;

/// A line that a compiler must refuse, or did: file, line, code of the error.
type Refused = (String, usize, String);

#[test]
fn types_accept_what_they_should_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    write_package(&embedded::compiled().0, &top.join("protocol"));
    for (case, schema) in fixtures::all() {
        write_package(&schema, &top.join("fixtures").join(case));
    }
    for (case, schema) in fixtures::protocols() {
        write_package(&schema, &top.join("protocols").join(case));
    }
    let (odd_frames, _) = fixtures::compiled(ODD);
    write_package(&odd_frames, &top.join("protocols/odd"));
    write_package(&odd_names(), &top.join("fixtures/odd_names"));
    write_package(&names_of_frames(), &top.join("protocols/names"));
    let mut expected = Vec::new();
    for kind in ["must_compile", "must_not_compile"] {
        fs::create_dir(top.join(kind)).unwrap();
        for entry in fs::read_dir(root().join("tests/conformance/typescript").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{kind}/{}", path.file_name().unwrap().to_str().unwrap());
            let text = fs::read_to_string(&path).unwrap();
            let marks = marks(&name, &text);
            assert_eq!(
                marks.is_empty(),
                kind == "must_compile",
                "{name}: {marks:?}"
            );
            expected.extend(marks);
            fs::write(top.join(name), text).unwrap();
        }
    }
    fs::write(top.join("package.json"), "{ \"type\": \"module\" }").unwrap();
    fs::write(top.join("tsconfig.json"), TSCONFIG).unwrap();

    let output = npm::run(TSC, &["--project", ".", "--pretty", "false"], top);
    let text = String::from_utf8(output.stdout).unwrap();
    let found: Vec<_> = text.lines().filter_map(refused).collect();
    let missing: Vec<_> = expected
        .iter()
        .filter(|mark| !found.contains(mark))
        .collect();
    let surplus: Vec<_> = found
        .iter()
        .filter(|error| !expected.contains(error))
        .collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "marked, but no error: {missing:#?}\nerrors without a mark: {surplus:#?}\ntsc says:\n{text}"
    );

    // Users may do without `exactOptionalPropertyTypes`.
    fs::remove_dir_all(top.join("must_not_compile")).unwrap();
    let loose = ["--project", ".", "--exactOptionalPropertyTypes", "false"];
    let output = npm::run(TSC, &loose, top);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

/// The package builds by its own settings, and what its `exports` promise is there.
#[test]
fn package_builds_by_its_own_settings() {
    let folder = tempfile::tempdir().unwrap();
    write_package(&embedded::compiled().0, folder.path());
    let output = npm::run(TSC, &["--pretty", "false"], folder.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    let manifest = fs::read_to_string(folder.path().join("package.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let exports = manifest["exports"].as_object().unwrap();
    let paths = exports
        .values()
        .flat_map(|export| match export.as_object() {
            Some(conditions) => conditions.values().collect(),
            None => vec![export],
        });
    for path in paths {
        let path = folder.path().join(path.as_str().unwrap());
        assert!(path.is_file(), "{}", path.display());
    }
}

/// Texts of the schema make no tags, no links and no code.
#[test]
fn docs_speak_only_for_themselves() {
    let folder = tempfile::tempdir().unwrap();
    write_package(&fixtures::one("hostile_docs"), folder.path());
    let files = ["src/hostile.ts", "src/events.ts", "src/index.ts"];
    let output = npm::run("typescript/tags.mjs", &files, folder.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    // What the back end says itself is a link to the interface, and what encoders throw.
    let own =
        |line: &&str| !line.starts_with("link {@link Hostile}") && !line.starts_with("@throws");
    let said: Vec<_> = text.lines().filter(own).collect();
    assert_eq!(said, ["@deprecated *\\/ \"quoted\" \\ back"]);
}

/// Words that mean something to the language but may be the names of types.
const CONTEXTUAL: &[&str] = &[
    "Array",
    "Error",
    "Exclude",
    "Function",
    "Map",
    "Number",
    "Object",
    "Promise",
    "Readonly",
    "String",
    "Symbol",
    "accessor",
    "arguments",
    "async",
    "bool",
    "constructor",
    "declare",
    "defer",
    "eval",
    "exports",
    "from",
    "get",
    "global",
    "globalThis",
    "is",
    "module",
    "namespace",
    "of",
    "out",
    "override",
    "require",
    "satisfies",
    "set",
    "using",
];

/// Types of every name that is reserved or nearly so, used from another topic, in topics that are
/// called like files of the package; keys of a frame that are no identifiers.
fn odd_names() -> Schema {
    let reserved = TypeScript
        .convention()
        .reserved_types
        .iter()
        .chain(CONTEXTUAL);
    let mut types = String::new();
    let mut user = "[entity.User.fields]\n".to_owned();
    for name in reserved.filter(|name| !matches!(**name, "any" | "null" | "string" | "bool")) {
        types.push_str(&format!(
            "[entity.{name}.fields]\nx = {{ type = 'int', readonly = true }}\n"
        ));
        user.push_str(&format!(
            "{name} = {{ type = 'map<Key, list<{name}>>', omitempty = true }}\n"
        ));
    }
    let frames = "[protocol]\nname = 'Odd-names'\nversion = '1.2'\n\
        [protocol.envelope]\nevent = 'the event'\nid = ''\nparams = '*/'\n\
        [event.e]\ndirection = 'client'\nparams = 'User'\n\
        [event.\"a/b\"]\ndirection = 'server'\n\
        [event.table]\ndirection = 'server'\nparams = 'eventTable'\n\
        [event.decode]\ndirection = 'server'\nparams = 'decodeEvent'\n\
        [event.encode]\ndirection = 'server'\nparams = 'encodeEvent'\n\
        [scalar.Key]\nbase = 'datetime'\n[enum.Empty]\n[entity.Nothing]\n\
        [enum.Kind.values]\none = { value = 'a \"b\"' }\n\
        [entity.ByKind.fields]\n'the kind' = { type = 'Kind' }\n\
        x = { type = 'int', omitempty = true, when = { 'the kind' = ['a \"b\"'] } }\n";
    let mut sources = SourceMap::default();
    sources.add("events.toml", types);
    sources.add("index.toml", user);
    sources.add("wire.toml", frames);
    let (schema, diagnostics) = compile(&sources);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// Types of every name that is reserved where frames are drawn, as the params of events.
fn names_of_frames() -> Schema {
    let mut text = "[frame.f]\nshape = { id = '$id', e = '$event', p = '$params' }\n\
        [frame.r]\nreplies = 'f'\nshape = { id = '$id', r = '$result' }\n\
        [frame.x]\nreplies = 'f'\nshape = { id = '$id', x = '$error' }\n"
        .to_owned();
    let convention = TypeScript.convention();
    let frames = convention.reserved_with_frames.iter();
    let reserved = convention.reserved_types.iter().chain(frames);
    for name in reserved.filter(|name| !matches!(**name, "any" | "null" | "string" | "bool")) {
        text.push_str(&format!(
            "[entity.{name}.fields]\nx = {{ type = 'int', readonly = true }}\n\
             [event.{name}]\ndirection = 'both'\nparams = '{name}'\nreply = '{name}'\n\
             error = '{name}'\n"
        ));
    }
    let (schema, diagnostics) = fixtures::compiled(&text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// The parameter of a scalar's kinds does not hide the scalar.
#[test]
fn a_scalar_may_be_called_kind() {
    let schema =
        "[scalar.Kind]\nbase = 'string'\n[scalar.Kind.prefixes]\n'a-' = { name = 'one' }\n";
    let (schema, _) = fixtures::compiled(schema);
    let (generated, _) = generate(&schema, &TypeScript, &Options::default());
    let texts: String = generated.files.into_iter().map(|file| file.text).collect();
    assert!(texts.contains("export type KindOf<Which extends KindKind> = Kind &\n"));
    assert!(texts.contains("`${(typeof KindPrefixes)[Which]}${string}`;\n"));
    assert!(texts.contains("): value is KindOf<Which> {\n"));
}

fn write_package(schema: &Schema, folder: &Path) {
    write_package_with(schema, folder, &Options::default());
}

/// Writes the files of the package that these options ask for.
pub(crate) fn write_package_with(schema: &Schema, folder: &Path, options: &Options) {
    let (generated, diagnostics) = generate(schema, &TypeScript, options);
    assert!(
        !diagnostics.iter().any(|found| found.is_error()),
        "{diagnostics:#?}"
    );
    for file in generated.files {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
}

/// The lines marked with `//~ TS2322 TS2353`: those errors are expected there, and no others.
fn marks(name: &str, text: &str) -> Vec<Refused> {
    let mut marks = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let codes = line.split_once("//~ ").map_or("", |(_, codes)| codes);
        let codes = codes.split_whitespace();
        marks.extend(codes.map(|code| (name.to_owned(), index + 1, code.to_owned())));
    }
    marks
}

/// One error of tsc: `file(line,column): error TS2322: …`. What has no place is kept as well.
fn refused(line: &str) -> Option<Refused> {
    let (place, rest) = line.split_once("error TS")?;
    let code = format!("TS{}", rest.split(':').next()?);
    let (file, place) = place.split_once('(').unwrap_or((place, ""));
    let line = place.split(',').next()?.parse().unwrap_or(0);
    Some((file.to_owned(), line, code))
}
