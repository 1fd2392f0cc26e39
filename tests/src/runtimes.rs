//! The npm package in real JavaScript runtimes: Node.js of two versions, Bun, Deno and a browser
//! without a window, against one server on this machine.

use std::fs;
use std::io::{self, Write};

use crate::typescript_package::{compiled, passed, tarball};
use crate::{npm, root};

/// The packed package and the bot of the examples, in a project of their own.
#[test]
fn the_package_works_in_every_runtime() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path();
    fs::write(project.join("package.json"), r#"{ "type": "module" }"#).unwrap();
    npm::install_tarball(tarball(), project);
    let bot = root().join("tests/examples/typescript-bot/bot.ts");
    fs::copy(bot, project.join("bot.ts")).unwrap();
    compiled(project, "es2022,dom", &["bot.ts"]);
    for name in ["client.mjs", "main.mjs", "page.html"] {
        let from = npm::folder().join("typescript/runtimes").join(name);
        fs::copy(from, project.join(name)).unwrap();
    }
    // Without the runtimes of npm the others are tested; the program knows when they must be there.
    if let Err(error) = npm::install_runtimes() {
        say(&error);
    }
    let project = project.to_str().unwrap();
    let output = npm::run("typescript/runtimes/run.mjs", &[project], &npm::folder());
    let report = String::from_utf8_lossy(&output.stdout);
    for line in report.lines().filter(|line| line.contains(": skipped")) {
        say(line);
    }
    passed(&output);
    assert!(report.contains("with ws: passed"), "{report}");
}

/// A browser that is installed but cannot start costs seconds, not minutes.
#[test]
fn a_browser_that_cannot_start_is_found_out_soon() {
    passed(&npm::test("typescript/runtimes/browser.test.mjs", &[]));
}

/// Prints a line even if the test passes, unlike `println`.
fn say(line: &str) {
    // A test that cannot print is no worse a test.
    let _ = writeln!(io::stderr(), "{line}");
}
