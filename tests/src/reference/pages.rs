//! The reference as pages of HTML: every link and every fragment leads somewhere, and every part of a
//! schema has its anchor.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tdproto_codegen::{Options, OutputFile, Version, generate, lang};
use tdproto_schema::{Model, Schema, embedded};

use crate::in_process::tdproto;
use crate::{fixtures, hostile_schema, npm};

/// The pages of a schema.
pub(crate) fn pages(schema: &Schema, options: &Options) -> Vec<OutputFile> {
    let backend = lang::find("html").unwrap();
    let (generated, found) = generate(schema, backend, options);
    assert!(found.is_empty(), "{found:?}");
    generated.files
}

/// All fixtures and protocols, the built-in schema and one with hostile texts.
pub(crate) fn schemas() -> Vec<(String, Schema)> {
    let mut all = fixtures::all();
    all.extend(fixtures::protocols());
    all.push(("builtin".to_owned(), embedded::compiled().0));
    all.push(("hostile".to_owned(), hostile_schema::schema()));
    all
}

/// The values of an attribute in a text, as they are written: names of parts have no characters that
/// are escaped in anchors.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let before = format!(" {attribute}=\"");
    let parts = text.split(before.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// The links of pages that lead nowhere.
fn broken(files: &[OutputFile]) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|file| {
            let ids = values(&file.text, "id");
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "{}: an id twice", file.path);
            (file.path.as_str(), unique)
        })
        .collect();
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        let links = values(&file.text, "href");
        for link in links.into_iter().chain(values(&file.text, "src")) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = match path {
                "" => file.path.clone(),
                path => joined(&file.path, path),
            };
            let is_there = ids
                .get(path.as_str())
                .is_some_and(|ids| fragment.is_empty() || ids.contains(fragment));
            if !is_there {
                broken.push(format!("{}: {link}", file.path));
            }
        }
    }
    broken
}

/// The path that a link from a page leads to.
pub(crate) fn joined(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_and_fragment_leads_somewhere() {
    for (name, schema) in schemas() {
        let found = broken(&pages(&schema, &Options::default()));
        assert_eq!(found, Vec::<String>::new(), "{name}");
        let single = Options::with(|options| options.html.single_file = true);
        let files = pages(&schema, &single);
        assert_eq!(files.len(), 1, "{name}");
        assert_eq!(broken(&files), Vec::<String>::new(), "{name}, one page");
    }
}

/// The anchors that a model must have, as the documentation of anchors says.
fn anchors(model: &Model) -> BTreeSet<String> {
    let escaped = |name: &str| -> String {
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        name.bytes()
            .map(|b| match plain(&b) {
                true => char::from(b).to_string(),
                false => format!("~{b:02x}"),
            })
            .collect()
    };
    let mut anchors = BTreeSet::new();
    for def in model.types() {
        let fields = def.fields().iter().map(|field| &field.name);
        let values = def.values().iter().map(|value| &value.name);
        let variants = def.variants().iter().map(|variant| &variant.name);
        for member in fields.chain(values).chain(variants) {
            anchors.insert(format!("{}.{}", def.name, escaped(member)));
        }
        anchors.insert(def.name.clone());
    }
    for event in model.events() {
        anchors.insert(format!("event:{}", escaped(&event.name)));
    }
    for topic in model.topics() {
        anchors.insert(format!("topic:{}", escaped(topic)));
    }
    for kind in model.frames() {
        anchors.insert(format!("frame:{}", escaped(&kind.name)));
        for field in &kind.fields {
            let field = escaped(&field.name);
            anchors.insert(format!("frame:{}.{field}", escaped(&kind.name)));
        }
    }
    anchors
}

/// Fails if a model has parts whose anchors are not among those of a reference.
pub(crate) fn has_anchors(name: &str, model: &Model, ids: &BTreeSet<&str>) {
    let lacking: Vec<String> = anchors(model)
        .into_iter()
        .filter(|anchor| !ids.contains(anchor.as_str()))
        .collect();
    assert_eq!(lacking, Vec::<String>::new(), "{name}");
}

#[test]
fn every_part_has_its_anchor() {
    for (name, schema) in schemas() {
        let files = pages(&schema, &Options::default());
        let ids: BTreeSet<&str> = files
            .iter()
            .flat_map(|file| values(&file.text, "id"))
            .collect();
        has_anchors(&name, &schema.model, &ids);
    }
}

/// An example is on the page of every event, and the checker takes it.
#[test]
fn every_event_has_an_example() {
    for (name, schema) in schemas() {
        for file in pages(&schema, &Options::default()) {
            let is_event = file.path.starts_with("events/");
            let is_removed = file.text.contains("The protocol no longer has it.");
            if is_event && !is_removed {
                let has_one = file.text.contains(":example\"");
                assert!(has_one, "{name}: {}", file.path);
            }
        }
    }
}

#[test]
fn the_built_in_reference_is_small() {
    let (schema, _) = embedded::compiled();
    let counts = (
        schema
            .model
            .types()
            .iter()
            .filter(|def| def.entity().is_some())
            .count(),
        schema.model.events().len(),
    );
    assert_eq!(counts, (242, 65));
    let files = pages(&schema, &Options::default());
    let size: usize = files.iter().map(|file| file.text.len()).sum();
    assert!(size <= 5_000_000, "{size} bytes");
    let limits = [
        ("index.html", 100_000),
        ("style.css", 12 << 10),
        ("script.js", 12 << 10),
    ];
    for (path, limit) in limits {
        let file = files.iter().find(|file| file.path == path).unwrap();
        assert!(
            file.text.len() <= limit,
            "{path}: {} bytes",
            file.text.len()
        );
    }
}

#[test]
fn the_same_schema_gives_the_same_pages() {
    let (schema, _) = embedded::compiled();
    let made = || pages(&schema, &Options::default());
    assert_eq!(made(), made());
}

/// A model with a history: the schema of a fixture, and one before it that lacked some of it.
fn with_history() -> (Schema, Options) {
    let text = "[protocol]\nname = \"chat\"\nversion = \"1.1\"\n[entity.Chat]\nsince = \"1.0\"\n\
                [entity.Chat.fields]\ntitle = { type = \"string\" }\n";
    let old = text.replace("1.1", "1.0");
    let new = format!(
        "{text}topic = {{ type = \"string\", since = \"1.1\" }}\n[event.\"server.chat\"]\n\
         direction = \"server\"\nparams = \"Chat\"\nsince = \"1.1\"\n"
    );
    let (old, found) = fixtures::compiled(&old);
    assert!(found.is_empty(), "{found:?}");
    let (new, found) = fixtures::compiled(&new);
    assert!(found.is_empty(), "{found:?}");
    let options = Options::with(|options| {
        options.html.history = vec!["git:old".to_owned()];
        options.reference.versions = vec![Version::new("old", old.model)];
    });
    (new, options)
}

#[test]
fn history_has_a_page_badges_and_the_pages_of_earlier_versions() {
    let (schema, options) = with_history();
    let files = pages(&schema, &options);
    assert_eq!(broken(&files), Vec::<String>::new());
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.unwrap_or_else(|| panic!("{path} is missing"))
            .text
            .as_str()
    };
    assert!(text("events/server.chat.html").contains("new in 1.1"));
    assert!(text("types/Chat.html").contains("changed in 1.1"));
    assert!(text("changes.html").contains("Chat.topic"));
    assert!(text("index.html").contains("href=\"versions/old/index.html\""));
    let old = text("versions/old/types/Chat.html");
    assert!(old.contains("href=\"../../../index.html\"") && !old.contains("Chat.topic"));
}

#[test]
fn the_feed_has_the_days_of_the_commits() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=A", "-c", "user.email=a@b.c"])
            .args(args);
        let day = "2024-02-29T12:00:00+0000";
        command
            .env("GIT_COMMITTER_DATE", day)
            .env("GIT_AUTHOR_DATE", day);
        assert!(command.current_dir(dir).output().unwrap().status.success());
    };
    let schema = dir.join("proto/chat.toml");
    let text = |version: &str, keys: &str| {
        let protocol = format!("[protocol]\nname = \"chat\"\nversion = \"{version}\"\n");
        format!("{protocol}[entity.Chat.fields]\ntitle = {{ type = \"string\" }}\n{keys}")
    };
    fs::create_dir(dir.join("proto")).unwrap();
    git(&["init", "--quiet"]);
    for (tag, version, keys) in [
        ("v1", "1.0", ""),
        ("v2", "1.1", "a = { type = \"int\" }\n"),
        ("now", "1.2", "b = { type = \"int\" }\n"),
    ] {
        fs::write(&schema, text(version, keys)).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "-m", tag]);
        git(&["tag", tag]);
    }
    let (proto, out) = (dir.join("proto"), dir.join("out"));
    let arguments = |outputs: &[&str]| {
        let paths = [
            "--schema",
            proto.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ];
        let all = [
            &["generate"],
            outputs,
            &paths,
            &["--history", "git:v1,git:v2"],
        ]
        .concat();
        all.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let ran = tdproto(arguments(&["html", "markdown"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let feed = read("html/feed.xml");
    assert!(
        feed.contains("<updated>2024-02-29T00:00:00Z</updated>"),
        "{feed}"
    );
    assert!(feed.contains("<title>Version 1.1</title>"), "{feed}");
    let changes = read("html/changes.html");
    assert!(
        changes.contains("<time datetime=\"2024-02-29\">"),
        "{changes}"
    );
    assert!(read("html/versions/v1/types/Chat.html").contains("Chat.title"));
    assert!(read("markdown/CHANGES.md").contains("## 1.1 - 2024-02-29"));
    let ran = tdproto(arguments(&["html", "--check"]));
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

/// The schemas whose pages are opened and checked, besides the one with a history.
const SHOWN: &[&str] = &[
    "builtin",
    "deprecated",
    "hostile",
    "hostile_docs",
    "jsonrpc_lsp",
    "tombstones",
    "union_kinds",
];

/// The folder with the pages of these schemas, a folder each, and with all of one in `single`.
fn written() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let write = |name: &str, files: Vec<OutputFile>| {
            for file in files {
                let path = folder.join(name).join(&file.path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, file.text).unwrap();
            }
        };
        for (name, schema) in schemas() {
            if SHOWN.contains(&name.as_str()) {
                write(&name, pages(&schema, &Options::default()));
            }
        }
        let (schema, options) = with_history();
        write("history", pages(&schema, &options));
        let single = Options::with(|options| options.html.single_file = true);
        write("single", pages(&embedded::compiled().0, &single));
        folder
    });
    &FOLDER
}

/// The program of a browser, if there is one.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut places =
        std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    places.find(|place| place.is_file())
}

/// Runs a script of the project, with the pages in a folder.
fn run(script: &str, pages: &Path, variables: &[(&str, &Path)]) {
    npm::install_project("pages");
    let folder = npm::folder().join("pages");
    let mut command = Command::new("node");
    if script == "browser.mjs" {
        command.args(["--test", "--test-reporter=spec"]);
    }
    command.arg(script).current_dir(folder).env("PAGES", pages);
    let output = command.envs(variables.iter().copied()).output();
    let output = output.expect("node (version 20 or later) is needed for this test");
    let text = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{error}");
}

#[test]
fn pages_are_valid_html() {
    let folders = [SHOWN, &["history", "single"]].concat().join(",");
    run(
        "validate.mjs",
        written(),
        &[("FOLDERS", Path::new(&folders))],
    );
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn pages_work_in_a_browser() {
    let Some(chromium) = chromium() else {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_excused = is_set("WITHOUT_CHROMIUM");
        assert!(!is_set("CI") || is_excused, "CI needs Chromium");
        eprintln!("skipped: Chromium is not on this machine (apt-get install chromium)");
        return;
    };
    let single = written().join("single/tdproto.html");
    let variables = [
        ("SINGLE", single.as_path()),
        ("CHROMIUM", chromium.as_path()),
    ];
    run("browser.mjs", written(), &variables);
}
