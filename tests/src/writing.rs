//! The texts that a person reads keep to the words of `tests/words.toml`: help, diagnostics,
//! articles, descriptions of configuration, documents, and comments of generated code.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use tdproto_codegen::rules::breaking::Mirror;
use tdproto_codegen::{Options, REGISTRY, generate, rules};

use crate::documents::{documents, prose};
use crate::errors::tdproto;
use crate::{fixtures, root};

#[derive(Deserialize)]
struct Avoid {
    words: Vec<String>,
    #[serde(default)]
    allow: Vec<String>,
    better: String,
}

#[derive(Deserialize)]
struct Words {
    avoid: Vec<Avoid>,
}

/// The texts of one place, in lower case and without code.
struct Texts(Vec<(String, String)>);

impl Texts {
    fn add(&mut self, place: impl Into<String>, text: &str) {
        self.0.push((place.into(), plain(text)));
    }

    /// Fails with every use of a word, and the better one.
    fn check(self) {
        let list = fs::read_to_string(root().join("tests/words.toml")).unwrap();
        let list: Words = toml::from_str(&list).unwrap();
        let mut report = String::new();
        assert!(!self.0.is_empty(), "there is nothing to check");
        for (place, text) in &self.0 {
            for avoid in &list.avoid {
                let text = avoid
                    .allow
                    .iter()
                    .fold(text.clone(), |t, a| t.replace(a, ""));
                for word in avoid.words.iter().filter(|word| holds(&text, word)) {
                    writeln!(report, "{place}: `{word}`; better: {}", avoid.better).unwrap();
                }
            }
        }
        assert!(report.is_empty(), "{report}");
    }
}

/// Lower case, in one line, without what is between backticks.
fn plain(text: &str) -> String {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let words: Vec<_> = prose.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether a text has a word or phrase, not as a part of other words.
fn holds(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_".contains(c));
    text.match_indices(word).any(|(at, _)| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
    })
}

#[test]
fn words_are_found_whole_and_outside_of_code() {
    assert!(holds(&plain("Is TOLD\n again"), "told again"));
    assert!(!holds(&plain("retold"), "told"));
    assert!(!holds(&plain("a `told` b"), "told"));
}

#[test]
fn help_of_every_command() {
    let mut texts = Texts(Vec::new());
    help(&mut texts, &mut Vec::new());
    texts.check();
}

/// The help of a command and of those below it.
fn help(texts: &mut Texts, path: &mut Vec<String>) {
    let args = path.iter().cloned().chain(["--help".to_owned()]);
    let ran = tdproto(args);
    assert_eq!(ran.code, 0, "{path:?}: {}", ran.err);
    texts.add(format!("tdproto {} --help", path.join(" ")), &ran.out);
    let commands = ran
        .out
        .split_once("\nCommands:\n")
        .map_or("", |(_, rest)| rest);
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let name = line
            .strip_prefix("  ")
            .and_then(|line| line.split(' ').next());
        // A line that begins with more spaces continues the one above.
        if let Some(name) = name.filter(|name| !name.is_empty() && *name != "help") {
            path.push(name.to_owned());
            help(texts, path);
            path.pop();
        }
    }
}

#[test]
fn articles_of_codes_and_rules() {
    let mut texts = Texts(Vec::new());
    for article in rules::articles() {
        texts.add(article.id, article.title);
        texts.add(article.id, article.explanation);
    }
    for rule in rules::breaking::RULES {
        if let Mirror::None(reason) = rule.mirror {
            texts.add(rule.id, reason);
        }
    }
    texts.check();
}

#[test]
fn documents_of_the_project() {
    let mut texts = Texts(Vec::new());
    for document in documents() {
        texts.add(&document, &prose(&document));
    }
    texts.check();
}

/// A sentence that has to be read twice is split.
#[test]
fn sentences_of_documents_are_short() {
    const LONGEST: usize = 25;
    let mut report = String::new();
    for document in documents() {
        let text = prose(&document)
            .replace("\n\n", "|")
            .replace("\n- ", "|")
            .replace('*', "");
        for part in text.split('|') {
            let mut words = 0;
            for word in part.split_whitespace() {
                words += usize::from(word.contains(char::is_alphanumeric));
                if words == LONGEST + 1 {
                    writeln!(report, "{document}: {}", plain(part)).unwrap();
                }
                if word.ends_with(['.', '!', '?', ':', ';']) {
                    words = 0;
                }
            }
        }
    }
    assert!(
        report.is_empty(),
        "split sentences of more than {LONGEST} words:\n{report}"
    );
}

/// The messages of all snapshots.
#[test]
fn diagnostics() {
    let mut texts = Texts(Vec::new());
    for folder in [
        "errors", "rules", "validate", "diff", "fix", "fmt", "promise",
    ] {
        messages(&root().join("tests").join(folder), &mut texts);
    }
    texts.check();
}

fn messages(folder: &Path, texts: &mut Texts) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            messages(&path, texts);
        } else if path.extension().is_some_and(|end| end == "snap") {
            let text = fs::read_to_string(&path).unwrap();
            let place = path.strip_prefix(root()).unwrap().display().to_string();
            for line in text.lines().filter(|line| is_message(line)) {
                texts.add(&place, line);
            }
        }
    }
}

/// Whether a line of a report is our text: a message, a help, a note, or a label below a marker.
fn is_message(line: &str) -> bool {
    let severity = ["error[", "warning[", "info["]
        .iter()
        .any(|head| line.starts_with(head));
    let marker = line.split_once("| ").is_some_and(|(number, rest)| {
        number.trim().is_empty() && rest.trim_start().starts_with(['^', '-'])
    });
    severity || marker || line.contains("= help: ") || line.contains("= note: ")
}

#[test]
fn descriptions_of_the_formats() {
    let mut texts = Texts(Vec::new());
    for format in [
        "--json-schema",
        "--file-format",
        "--config-format",
        "--report-format",
    ] {
        for line in tdproto(["model", format]).out.lines() {
            if let Some((_, text)) = line.split_once("\"description\": ") {
                texts.add(format!("tdproto model {format}"), text);
            }
        }
    }
    texts.check();
}

/// Comments and descriptions in generated files, from the schemas that `init` writes.
#[test]
fn notes_of_the_back_ends() {
    let mut texts = Texts(Vec::new());
    for form in ["envelope", "flat", "json_rpc"] {
        let folder = root().join("codegen/src/cli/init").join(form);
        let files = ["protocol.toml", "chat.toml"];
        let text = files
            .map(|file| fs::read_to_string(folder.join(file)).unwrap())
            .concat();
        let (schema, diagnostics) = fixtures::compiled(&text);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        texts.add(form, &text);
        for backend in REGISTRY {
            let (generated, _) = generate(&schema, *backend, &Options::default());
            for file in generated.files {
                let is_prose = file.path.ends_with(".md");
                let notes = file.text.lines().filter(|line| is_prose || is_note(line));
                let place = format!("{}/{}", backend.name(), file.path);
                texts.add(place, &notes.collect::<Vec<_>>().join("\n"));
            }
        }
    }
    texts.check();
}

fn is_note(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/**", "* ", "\"description\"", "# "]
        .iter()
        .any(|sign| line.starts_with(sign))
}

/// Comments of the code: documentation of all items, and notes inside functions.
#[test]
fn comments_of_the_code() {
    let mut texts = Texts(Vec::new());
    for folder in [
        "schema/src",
        "proc-macros/src",
        "codegen/wire/src",
        "codegen/src",
    ] {
        sources(&root().join(folder), &mut texts);
    }
    texts.check();
}

fn sources(folder: &Path, texts: &mut Texts) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let place = path.strip_prefix(root()).unwrap().display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            let comment = |line: &str| {
                let line = line.trim_start().strip_prefix("//")?;
                Some(line.trim_start_matches(['/', '!']).to_owned())
            };
            let lines: Vec<Option<String>> = text.lines().map(comment).collect();
            for block in lines.split(Option::is_none) {
                let lines: Vec<&str> = block.iter().flatten().map(String::as_str).collect();
                if !lines.is_empty() {
                    texts.add(&place, &lines.join("\n"));
                }
            }
        }
    }
}
