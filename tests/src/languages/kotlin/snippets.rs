//! The code in Kotlin that a reference shows: compiled without a warning, and run.

use std::fmt::Write as _;
use std::fs;

use tdproto_codegen::lang::kotlin::Kotlin;

use super::module::options;
use super::{compiled, folder, is_here, tools};
use crate::packages;
use crate::snippets::{About, Case, OWN, Shown, Snippet, own, schemas};

/// The program: a function for each case, since functions have a largest size.
const MAIN: &str = "package snippets

import java.io.File

fun main(arguments: Array<String>) {
    val frames = File(arguments[0]).readLines()
CALLS}
";

/// The statement that runs a snippet.
fn call(snippet: &Snippet, number: usize) -> String {
    let package = format!("snippets.s{number}");
    let frame = format!("frames[{number}]");
    match snippet.about {
        About::Send => format!("println({package}.send())"),
        About::Answer => format!("println({package}.answer({frame}))"),
        About::Receive | About::Reply | About::Ask => format!("{package}.receive({frame})"),
    }
}

/// The code of each event finds its frame, and sends frames that the schema takes.
#[test]
fn kotlin_code_of_events_works() {
    if !is_here() || std::env::var_os("KOTLIN_CASES").is_some() {
        return;
    }
    let (_, classes) = compiled();
    let package = |name: &str| options(&format!("cases.{}", name.replace('_', "")));
    let shown = Shown::new(schemas(), "kotlin", package);
    shown.check_uses(false);
    let code = folder().join("snippets");
    let _ = fs::remove_dir_all(&code);
    fs::create_dir_all(&code).unwrap();
    packages::write(&own(), &Kotlin, &package(OWN), &code.join(OWN));
    let (mut main, mut functions) = (String::new(), String::new());
    for case in &shown.cases {
        let Case {
            name,
            schema,
            snippets,
        } = case;
        let _ = writeln!(main, "    `{name}`(frames)");
        let _ = writeln!(functions, "\nfun `{name}`(frames: List<String>) {{");
        for (number, snippet) in snippets {
            let head = match snippet.is_deprecated(&schema.model) {
                true => "@file:Suppress(\"DEPRECATION\")\n\n",
                false => "",
            };
            let text = format!("{head}package snippets.s{number}\n\n{}", snippet.text);
            fs::write(code.join(format!("S{number}.kt")), text).unwrap();
            let call = call(snippet, *number);
            let _ = writeln!(functions, "    println(\"\\n=== {number}\")\n    {call}");
        }
        functions.push_str("}\n");
    }
    fs::write(
        code.join("Main.kt"),
        MAIN.replace("CALLS", &main) + &functions,
    )
    .unwrap();
    let frames = folder().join("snippets.ndjson");
    fs::write(&frames, shown.inputs()).unwrap();
    let to = folder().join("snippet-classes");
    tools::compile(&[&code], &to, &[classes], &["-Werror"]);
    let frames = [frames.to_str().unwrap().to_owned()];
    shown.check(&tools::run(&[&to, classes], "snippets.MainKt", &frames));
}
