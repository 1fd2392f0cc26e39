//! Go: the generated module, compiled by the Go toolchain.

#[path = "go_bot.rs"]
mod bot;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tdproto_codegen::lang::go::Go;
use tdproto_codegen::naming::{self, Case as Cased, Names, Renames};
use tdproto_codegen::views::InputViews;
use tdproto_codegen::{Backend as _, Options, UnknownFields, generate};
use tdproto_schema::model::{Direction, HoleKind, Openness, Presence, Type, TypeKind};
use tdproto_schema::{Model, Schema};

use crate::hostile_schema;
use crate::packages;
use crate::payloads::cases::{Case, cases};
use crate::payloads::report::{Report, judged, outcomes};
use crate::root;
use crate::toolchain::Toolchain;

static GO: Toolchain = Toolchain::new("Go", &["go", "version"], (1, 25));

/// Runs the Go toolchain in a folder; returns what it says on standard output. Nothing is fetched.
fn go(folder: &Path, arguments: &[&str]) -> String {
    run(Command::new("go").env("GOPROXY", "off"), folder, arguments)
}

/// The same, but modules are fetched that the machine lacks: those that a `go.sum` pins.
fn online(folder: &Path, arguments: &[&str]) -> String {
    run(&mut Command::new("go"), folder, arguments)
}

fn run(command: &mut Command, folder: &Path, arguments: &[&str]) -> String {
    command.env("GOFLAGS", "-mod=mod");
    command.env("GOTOOLCHAIN", "local").env("GOWORK", "off");
    let output = command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{arguments:?}: {said}{out}");
    out
}

/// Fails if gofmt would change a file in a folder.
fn is_formatted(folder: &Path) {
    let changed = run(&mut Command::new("gofmt"), folder, &["-d", "."]);
    assert!(changed.is_empty(), "{changed}");
}

/// The folder of the case's package in the module of all cases.
fn folder(case: &Case) -> String {
    format!("case_{}", case.name)
}

/// Writes a module with the packages of all cases, and a program that judges vectors by them.
fn write_module(cases: &[Case], top: &Path) {
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    let judge = root().join("tests/conformance/go/judge/judge.go");
    fs::create_dir(top.join("judge")).unwrap();
    fs::copy(judge, top.join("judge/judge.go")).unwrap();
    let mut main = MAIN.to_owned();
    let (mut imports, mut entries) = (String::new(), String::new());
    for case in cases {
        let name = folder(case);
        let package = top.join(&name);
        packages::write(
            &case.schema,
            &Go,
            &options_of(&name, UnknownFields::Ignore),
            &package,
        );
        fs::remove_file(package.join("go.mod")).unwrap();
        let driver = top.join(format!("driver_{}", case.name));
        fs::create_dir(&driver).unwrap();
        fs::write(driver.join("driver.go"), self::driver(case)).unwrap();
        packages::write_vectors(case, top);
        let _ = writeln!(imports, "\t{name} \"vectors/driver_{}\"", case.name);
        let _ = writeln!(entries, "\t{{\"{}\", {name}.Read}},", case.name);
    }
    main = main
        .replace("IMPORTS", &imports)
        .replace("ENTRIES", &entries);
    fs::write(top.join("main.go"), main).unwrap();
}

/// The options of a package in the module of all cases.
fn options_of(folder: &str, unknown_fields: UnknownFields) -> Options {
    Options::with(|options| {
        let package = options.packages.entry("go".to_owned()).or_default();
        package.name = Some(format!("vectors/{folder}"));
        options.unknown_fields = unknown_fields;
    })
}

const MAIN: &str = r#"package main

import (
	"bufio"
	"encoding/json"
	"os"

	"vectors/judge"
IMPORTS)

var cases = []struct {
	name string
	read func(judge.Vector) *judge.Outcome
}{
ENTRIES}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	write := json.NewEncoder(out)
	for _, one := range cases {
		file, err := os.Open(one.name + ".ndjson")
		if err != nil {
			panic(err)
		}
		lines := json.NewDecoder(file)
		for lines.More() {
			var vector judge.Vector
			if err := lines.Decode(&vector); err != nil {
				panic(err)
			}
			if err := write.Encode(one.read(vector)); err != nil {
				panic(err)
			}
		}
	}
}
"#;

/// The names of a schema's types in Go.
fn names(schema: &Schema) -> Names {
    let views = InputViews::new(&schema.model);
    let (names, _) = naming::plan(
        &schema.model,
        &schema.origins,
        &views,
        Go.convention(),
        &Renames::new(),
    );
    names
}

/// The functions that read a text by the types of a package.
fn driver(case: &Case) -> String {
    let model = &case.schema.model;
    let (names, views) = (names(&case.schema), InputViews::new(model));
    let mut server = String::new();
    let mut client = String::new();
    for (id, def) in model.types_with_ids() {
        let (name, input) = (names.ty(id), names.input(id));
        let key = format!("{:?}", def.name);
        match &def.kind {
            TypeKind::Entity(_) => {
                let sent = match views.differs(id) {
                    true => format!(
                        "func(v *p.{name}) []byte {{ sent := v.Input(); return sent.AppendJSON(nil) }}"
                    ),
                    false => format!("func(v *p.{name}) []byte {{ return v.AppendJSON(nil) }}"),
                };
                let _ = writeln!(
                    server,
                    "\tcase {key}:\n\t\treturn judge.Entity[*p.DecodeError, p.{name}]({sent})(v)"
                );
                let _ = writeln!(
                    client,
                    "\tcase {key}:\n\t\treturn judge.Entity[*p.DecodeError, p.{input}](nil)(v)"
                );
            }
            TypeKind::Union(union) => {
                let is_kept = union.openness == Openness::Open && union.form.is_of_objects();
                let unknown = |name: &str| match is_kept {
                    true => format!(
                        "func(v p.{name}) bool {{ _, ok := v.(*p.Unknown{name}); return ok }}"
                    ),
                    false => format!("func(p.{name}) bool {{ return false }}"),
                };
                let sent = match views.differs(id) {
                    true => format!(
                        "func(v p.{name}) []byte {{ return p.Input{name}(v).AppendJSON(nil) }}"
                    ),
                    false => format!("func(v p.{name}) []byte {{ return v.AppendJSON(nil) }}"),
                };
                let _ = writeln!(
                    server,
                    "\tcase {key}:\n\t\treturn judge.Union[*p.DecodeError](p.Decode{name}, {}, {sent})(v)",
                    unknown(name)
                );
                let _ = writeln!(
                    client,
                    "\tcase {key}:\n\t\treturn judge.Union[*p.DecodeError](p.Decode{input}, {}, nil)(v)",
                    unknown(input)
                );
            }
            TypeKind::Enum(found) => {
                let read = match found.openness {
                    Openness::Open => format!("judge.OpenEnum[p.{name}](v)"),
                    Openness::Closed => format!("judge.ClosedEnum[*p.DecodeError, p.{name}](v)"),
                };
                let one = format!("\tcase {key}:\n\t\treturn {read}");
                let _ = writeln!(server, "{one}");
                let _ = writeln!(client, "{one}");
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
    }
    let frames = match (model.events().is_empty(), model.frames().is_empty()) {
        (false, true) => ENVELOPES.to_owned(),
        (true, true) => "\treturn nil".to_owned(),
        (_, false) => format!("{DRAWN}\n}}\n{}", answers(model, &names)),
    };
    let package = folder(case);
    format!(
        "package driver\n\nimport (\n\tp \"vectors/{package}\"\n\t\"vectors/judge\"\n)\n\n\
         var _ p.DecodeError\n\n\
         // Read says what becomes of a text.\n\
         func Read(v judge.Vector) *judge.Outcome {{\n\
         \tif v.Type == \"\" {{\n\t\treturn frame(v)\n\t}}\n\
         \tif v.From == \"client\" {{\n\t\treturn ofClient(v)\n\t}}\n\
         \treturn ofServer(v)\n}}\n\n\
         func ofServer(v judge.Vector) *judge.Outcome {{\n\
         \tswitch v.Type {{\n{server}\t}}\n\treturn nil\n}}\n\n\
         func ofClient(v judge.Vector) *judge.Outcome {{\n\
         \tswitch v.Type {{\n{client}\t}}\n\treturn nil\n}}\n\n\
         func frame(v judge.Vector) *judge.Outcome {{\n{frames}\n}}\n"
    )
}

/// The function that reads what is in replies, as their requests say.
fn answers(model: &Model, names: &Names) -> String {
    let mut cases = String::new();
    for direction in Direction::ALL {
        let (side, other) = match direction {
            Direction::ClientToServer => ("Client", "Server"),
            Direction::ServerToClient => ("Server", "Client"),
        };
        for (_, kind) in model.frames_with_ids() {
            let is_typed = kind.error.is_some() && !model.has_own_errors(kind);
            let (has_result, has_error) = (kind.has(HoleKind::Result), kind.has(HoleKind::Error));
            let member = match (has_result, has_error && !is_typed) {
                (true, _) => "Result",
                (false, true) => "Error",
                (false, false) => continue,
            };
            if kind.replies.is_none() || !kind.sender.sends(direction) {
                continue;
            }
            let name = Cased::UpperCamel.apply(&kind.name);
            let mut requests = String::new();
            for (id, event) in model.events_with_ids() {
                let is_asked = event.frame == kind.replies && event.is_sent(direction.opposite());
                let Some(reply) = event.reply.as_ref().filter(|_| is_asked) else {
                    continue;
                };
                let is_null = *model.unaliased(&reply.ty) == Type::Null;
                let has_body = member == "Error" || !is_null || reply.presence == Presence::Patch;
                let (body, argument) = match has_body {
                    true => ("body, err", "body"),
                    false => ("err", ""),
                };
                let request = format!("new(p.{other}{}Event)", names.event(id));
                let _ = writeln!(
                    requests,
                    "\t\tcase {:?}:\n\t\t\t{body} := {request}.Decode{name}(f)\n\
                     \t\t\tif err != nil {{\n\t\t\t\treturn err\n\t\t\t}}\n\
                     \t\t\tf.{member} = {request}.Reply{name}({argument}).{member}",
                    event.name
                );
            }
            if !requests.is_empty() {
                let _ = writeln!(
                    cases,
                    "\tcase *p.{side}{name}Frame:\n\t\tswitch event {{\n{requests}\t\t}}"
                );
            }
        }
    }
    let body = match cases.is_empty() {
        true => "\treturn nil".to_owned(),
        false => format!("\tswitch f := frame.(type) {{\n{cases}\t}}\n\treturn nil"),
    };
    format!("\nfunc answer(frame judge.Drawn, event string) error {{\n{body}")
}

const DRAWN: &str =
    "\tisUnknown := func(e judge.Drawn) bool { _, ok := e.(*p.UnknownFrame); return ok }
	decode := func(frame []byte, event string) judge.Drawn {
		return p.DecodeServerFrameOf(frame, event, p.DefaultLimits())
	}
	if v.From == \"client\" {
		decode = func(frame []byte, event string) judge.Drawn {
			return p.DecodeClientFrameOf(frame, event, p.DefaultLimits())
		}
	}
	return judge.DrawnFrame[*p.DecodeError](decode, isUnknown, answer)(v)";

const ENVELOPES: &str =
    "\tisUnknown := func(e judge.Event) bool { _, ok := e.(*p.UnknownEvent); return ok }
	decode := func(frame []byte) judge.Event { return p.DecodeServerEvent(frame) }
	if v.From == \"client\" {
		decode = func(frame []byte) judge.Event { return p.DecodeClientEvent(frame) }
	}
	return judge.Frame[*p.DecodeError](decode, isUnknown)(v)";

/// An empty folder to build a module in, always the same: what Go has compiled of it stays in its cache.
fn module(name: &str) -> PathBuf {
    let top = root().join("target/go-tests").join(name);
    let _ = fs::remove_dir_all(&top);
    fs::create_dir_all(&top).unwrap();
    top
}

/// Go reads the same vectors as all other languages.
#[test]
fn agreement() {
    if !GO.is_here() {
        return;
    }
    let (cases, top) = (cases(), module("vectors"));
    write_module(cases, &top);
    for case in cases {
        is_formatted(&top.join(folder(case)));
    }
    go(&top, &["vet", "./..."]);
    // The examples run.
    let built_in = format!("./{}", folder(&cases[0]));
    go(&top, &["test", &built_in]);
    go(&top, &["build", "-o", "judge-vectors", "."]);
    let output = Command::new(top.join("judge-vectors"))
        .current_dir(&top)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut report = Report::new(&["go"]);
    for (case, outcomes) in cases.iter().zip(outcomes(cases, &lines)) {
        report.add("go", case, judged(case, outcomes));
    }
    report.finish(cases);
}

/// Packages that keep unknown keys, and those that refuse them, compile; the former write them back.
#[test]
fn unknown_keys_are_kept_or_refused() {
    if !GO.is_here() {
        return;
    }
    let top = module("keys");
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    // Those with a construct each.
    let with = [
        "generated",
        "odd_frames",
        "presence",
        "union_forms",
        "unions",
        "values",
    ];
    for (how, unknown_fields) in [("keep", UnknownFields::Keep), ("deny", UnknownFields::Deny)] {
        for case in cases().iter().filter(|case| with.contains(&&*case.name)) {
            let name = format!("{how}_{}", case.name);
            let package = top.join(&name);
            packages::write(
                &case.schema,
                &Go,
                &options_of(&name, unknown_fields),
                &package,
            );
            fs::remove_file(package.join("go.mod")).unwrap();
            is_formatted(&package);
        }
    }
    let keys = root().join("tests/conformance/go/keys_test.go");
    fs::copy(keys, top.join("keys_test.go")).unwrap();
    go(&top, &["build", "./..."]);
    go(&top, &["test", "."]);
}

/// The linter that the packages pass, of a version that the tests name.
const STATICCHECK: &str = "honnef.co/go/tools/cmd/staticcheck@v0.8.2";

/// Linters have nothing to say of generated packages.
#[test]
fn staticcheck_reports_nothing() {
    if !GO.is_here() {
        return;
    }
    let tools = root().join("target/go-tools");
    fs::create_dir_all(&tools).unwrap();
    if !tools.join("staticcheck").is_file() {
        let mut command = Command::new("go");
        command.env("GOBIN", &tools);
        run(&mut command, &tools, &["install", STATICCHECK]);
    }
    let top = module("staticcheck");
    fs::write(top.join("go.mod"), "module vectors\n\ngo 1.25\n").unwrap();
    for case in cases() {
        let name = folder(case);
        let package = top.join(&name);
        packages::write(
            &case.schema,
            &Go,
            &options_of(&name, UnknownFields::Ignore),
            &package,
        );
        fs::remove_file(package.join("go.mod")).unwrap();
    }
    run(
        &mut Command::new(tools.join("staticcheck")),
        &top,
        &["./..."],
    );
}

/// Texts in every place of a schema reach neither code nor the names of files, and what comes of them
/// compiles.
#[test]
fn hostile_texts_compile() {
    if !GO.is_here() {
        return;
    }
    let top = module("hostile");
    for (folder, unknown_fields) in [
        ("ignore", UnknownFields::Ignore),
        ("keep", UnknownFields::Keep),
    ] {
        let options = Options::with(|options| options.unknown_fields = unknown_fields);
        let (generated, found) = generate(&hostile_schema::schema(), &Go, &options);
        let errors: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        for file in generated.files {
            let path = top.join(folder).join(file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file.text).unwrap();
        }
        let folder = top.join(folder);
        is_formatted(&folder);
        go(&folder, &["vet", "."]);
        go(&folder, &["test", "."]);
    }
}
