//! The bot of the package's README, run against a WebSocket server on this machine.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use tdproto_codegen::generate;
use tdproto_codegen::lang::kotlin::Kotlin;

use super::module::options;
use super::{compiled, folder, is_here, tools};
use crate::bot_server::{check, serve};
use crate::payloads::cases::BUILT_IN;
use crate::{drawn_bots, fixtures};

/// The Kotlin blocks of a README.
fn blocks(readme: &str) -> Vec<&str> {
    let parts = readme.split("```kotlin\n").skip(1);
    parts
        .map(|part| part.split("```").next().unwrap())
        .collect()
}

/// A request first, of which no example can be made: all values of a closed enum are deprecated.
const NO_EXAMPLE: &str = r#"
[protocol]
name = "old"
[frame.ask]
shape = { ask = "$event", n = "$n", d = "$params" }
[frame.ask.fields]
n = { type = "int" }
[enum.Mood]
open = false
[enum.Mood.values]
calm = { deprecated = true }
[enum.Level.values]
low = {}
[entity.Old.fields]
level = { type = "Level" }
mood = { type = "Mood" }
[entity.New.fields]
name = { type = "string" }
[event.a]
direction = "client"
params = "Old"
[event.b]
direction = "client"
params = "New"
[event.c]
direction = "server"
params = "New"
"#;

/// The bot imports nothing for an event that it does not send.
#[test]
fn kotlin_bot_imports_what_it_uses() {
    let (schema, _) = fixtures::compiled(NO_EXAMPLE);
    let (generated, _) = generate(&schema, &Kotlin, &options("org.example.old"));
    let mut files = generated.files.iter();
    let readme = files.find(|file| file.path == "README.md").unwrap();
    let bot = blocks(&readme.text)[0];
    assert!(bot.contains("ClientEvent.B("), "{bot}");
    let imports = bot.lines().filter_map(|line| line.strip_prefix("import "));
    for import in imports.filter(|import| import.starts_with("org.example")) {
        let name = import.rsplit('.').next().unwrap();
        let uses = bot.matches(name).count();
        assert!(uses > 1, "{import} is not used:\n{bot}");
    }
}

#[tokio::test]
async fn kotlin_bot_answers_and_survives_whatever_comes() {
    if !is_here() || !super::chosen().iter().any(|case| case.name == BUILT_IN) {
        return;
    }
    let (sources, classes) = compiled();
    let readme = fs::read_to_string(sources.join(BUILT_IN).join("README.md")).unwrap();
    let code = folder().join("bot");
    fs::create_dir_all(&code).unwrap();
    let blocks = blocks(&readme);
    assert_eq!(blocks.len(), 1, "{readme}");
    fs::write(code.join("Bot.kt"), blocks[0]).unwrap();
    let bot_classes = folder().join("bot-classes");
    tools::compile(&[&code], &bot_classes, &[classes], &["-Werror"]);

    let (url, server) = serve().await;
    let mut bot = tools::command(&[&bot_classes, classes], "BotKt");
    let mut bot = bot.arg(&url).stdout(Stdio::piped()).spawn().unwrap();
    let limit = Duration::from_secs(60);
    let answers = tokio::time::timeout(limit, server).await.unwrap().unwrap();
    let ended = tokio::task::spawn_blocking(move || {
        let status = bot.wait().unwrap();
        let said = std::io::read_to_string(bot.stdout.take().unwrap()).unwrap();
        (status, said)
    });
    let (status, said) = tokio::time::timeout(limit, ended).await.unwrap().unwrap();
    assert!(status.success(), "{said}");
    check(&answers);
    assert!(
        said.contains("server.from.the.future is of a later version"),
        "{said}"
    );
    assert!(said.contains("params.messages[0].content.text"), "{said}");
}

/// The bots of drawn protocols run, and all blocks of their READMEs compile.
#[tokio::test]
async fn kotlin_bots_of_drawn_protocols_survive_whatever_comes() {
    if !is_here() || std::env::var_os("KOTLIN_CASES").is_some() {
        return;
    }
    let (sources, classes) = compiled();
    let code = folder().join("drawn-bots");
    fs::create_dir_all(&code).unwrap();
    let mut bots = Vec::new();
    for (name, schema) in fixtures::protocols() {
        let readme = fs::read_to_string(sources.join(&name).join("README.md")).unwrap();
        let blocks = blocks(&readme);
        let package = format!("bots.{}", name.replace('_', ""));
        for (at, block) in blocks.iter().enumerate() {
            let file = code.join(format!("{name}{at}.kt"));
            fs::write(file, format!("package {package}\n\n{block}")).unwrap();
        }
        if let Some(at) = blocks.iter().position(|block| block.contains("class Bot")) {
            let mut class = format!("{name}{at}Kt");
            class[..1].make_ascii_uppercase();
            bots.push((name, schema, format!("{package}.{class}")));
        }
    }
    assert!(bots.len() >= 8, "{} bots", bots.len());
    let bot_classes = folder().join("drawn-bot-classes");
    tools::compile(&[&code], &bot_classes, &[classes], &["-Werror"]);
    for (name, schema, main) in bots {
        let mut bot = tools::command(&[&bot_classes, classes], &main);
        let said = drawn_bots::run(&name, &schema, &mut bot).await;
        assert!(said.contains("malformed: : no JSON"), "{name}: {said}");
        if name == "jsonrpc_lsp" {
            assert!(said.contains("Success(result=null)"), "{said}");
            assert!(said.contains("Parse error"), "{said}");
        }
    }
}
