//! The reference as Markdown: every link leads somewhere, and every part of a schema has its anchor.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_codegen::{Options, OutputFile, generate, lang};
use tdproto_schema::{Schema, embedded};

use crate::fixtures;
use crate::pages::{has_anchors, joined, schemas};

fn files(schema: &Schema) -> Vec<OutputFile> {
    let backend = lang::find("markdown").unwrap();
    let (generated, found) = generate(schema, backend, &Options::default());
    assert!(found.is_empty(), "{found:?}");
    generated.files
}

/// The anchors in a file.
fn ids(text: &str) -> BTreeSet<&str> {
    let parts = text.split("<a id=\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// The addresses of links in a file, outside of code.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if marks == open && line == open => fence = None,
            Some(_) => continue,
            None if marks.len() >= 3 => fence = Some(marks),
            None => {}
        }
        let parts = line.split("](").skip(1);
        let parts = parts.filter_map(|part| part.split(')').next());
        // The same marks in code, such as a regular expression, are no link.
        links.extend(parts.filter(|link| !link.contains(['?', '*', '\\', '`', ' '])));
    }
    assert_eq!(fence, None, "a fence is open at the end");
    links
}

#[test]
fn every_link_leads_somewhere() {
    for (name, schema) in schemas() {
        let files = files(&schema);
        let ids: BTreeMap<&str, BTreeSet<&str>> = files
            .iter()
            .map(|file| (file.path.as_str(), ids(&file.text)))
            .collect();
        let mut count = 0;
        for file in &files {
            for link in links(&file.text) {
                count += 1;
                if link.starts_with("http://") || link.starts_with("https://") {
                    continue;
                }
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                let path = match path {
                    "" => file.path.clone(),
                    path => joined(&file.path, path),
                };
                let found = ids.get(path.as_str());
                let is_there =
                    found.is_some_and(|ids| fragment.is_empty() || ids.contains(fragment));
                assert!(is_there, "{name}, {}: {link}", file.path);
            }
        }
        assert!(count > 0, "{name}");
    }
}

#[test]
fn every_part_has_its_anchor() {
    for (name, schema) in schemas() {
        let files = files(&schema);
        let ids: BTreeSet<&str> = files.iter().flat_map(|file| ids(&file.text)).collect();
        has_anchors(&name, &schema.model, &ids);
    }
}

/// Rows of a table have as many cells as its head, whatever is in them.
#[test]
fn no_text_ends_a_cell_or_a_table() {
    for (name, schema) in schemas() {
        for file in files(&schema) {
            let mut width = None;
            for line in file.text.lines() {
                if !line.starts_with('|') {
                    width = None;
                    continue;
                }
                let cells = cells(line);
                let width = *width.get_or_insert(cells);
                assert_eq!(cells, width, "{name}, {}: {line}", file.path);
            }
        }
    }
}

fn cells(line: &str) -> usize {
    let mut is_escaped = false;
    let mut count = 0;
    for c in line.chars() {
        count += usize::from(c == '|' && !is_escaped);
        is_escaped = c == '\\' && !is_escaped;
    }
    count
}

#[test]
fn descriptions_keep_their_form_and_nothing_else() {
    let doc = "# Head\\n\\nA *b* `Chat` [c](https://a.b/(c)) [d](javascript:alert(1)) <img src=x onerror=alert(1)>\\n\\n\
               - one\\n- two | three\\n\\n```rust\\nlet x = 1;\\n";
    let text = format!(
        "[entity.Chat]\ndoc = \"{doc}\"\n[entity.Chat.fields]\na = {{ type = \"string\", doc = \"{doc}\" }}\n"
    );
    let (schema, found) = fixtures::compiled(&text);
    assert!(found.is_empty(), "{found:?}");
    let files = files(&schema);
    let file = files
        .iter()
        .find(|file| file.path == "topics/test.md")
        .unwrap();
    let block = "**Head**\n\nA *b* [`Chat`](#Chat) [c](https://a.b/%28c%29) d \\<img src=x onerror=alert(1)\\>\n\n\
                 - one\n- two \\| three\n\n```rust\nlet x = 1;\n```\n";
    assert!(file.text.contains(block), "{}", file.text);
    let cell = "**Head**<br>A *b* [`Chat`](#Chat) [c](https://a.b/%28c%29) d \\<img src=x onerror=alert(1)\\>\
                <br>• one<br>• two \\| three<br>`let x = 1;` |";
    assert!(file.text.contains(cell), "{}", file.text);
}

/// The names that begin with a capital in a text, without those in texts of the language.
fn capitals(code: &str) -> BTreeSet<&str> {
    let outside = code.split('"').step_by(2);
    let words = outside.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

/// Code of a language names only what the package of that language has.
#[test]
fn code_uses_names_of_the_packages() {
    let languages = [
        ("Go", "go", "Println"),
        ("Kotlin", "kotlin", ""),
        ("Python", "python", ""),
        ("Rust", "rust", "Default"),
        ("TypeScript", "typescript", "Uint8Array"),
    ];
    // What is in quotes is no name, and hostile names have quotes in them.
    let plain = schemas().into_iter().filter(|(name, _)| name != "hostile");
    for (name, schema) in plain {
        let files = files(&schema);
        for (title, language, other) in languages {
            let backend = lang::find(language).unwrap();
            let (package, _) = generate(&schema, backend, &Options::default());
            let package: String = package.files.into_iter().map(|file| file.text).collect();
            let package = words(&package);
            let fence = format!("```{language}\n");
            let codes = files
                .iter()
                .flat_map(|file| file.text.split(fence.as_str()).skip(1));
            for code in codes.filter_map(|code| code.split("\n```").next()) {
                for word in capitals(code) {
                    let is_known = word == other || package.contains(word);
                    assert!(is_known, "{name}, {title}: {word} in\n{code}");
                }
            }
        }
    }
}

/// All names of a package, those in its comments among them.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect()
}

#[test]
fn the_same_schema_gives_the_same_files() {
    let (schema, _) = embedded::compiled();
    assert_eq!(files(&schema), files(&schema));
}
