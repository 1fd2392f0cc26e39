//! The reference as pages of HTML: every link and every fragment leads somewhere, and every part of a
//! schema has its anchor.

use std::collections::{BTreeMap, BTreeSet};

use tdproto_codegen::{Options, OutputFile, generate, lang};
use tdproto_schema::{Model, Schema, embedded};

use crate::{fixtures, hostile_schema};

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
                path => match path.strip_prefix("../") {
                    Some(path) => path.to_owned(),
                    None => format!("{}{path}", folder(&file.path)),
                },
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

/// The folder of a page, with its slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
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
pub(crate) fn anchors(model: &Model) -> BTreeSet<String> {
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

#[test]
fn every_part_has_its_anchor() {
    for (name, schema) in schemas() {
        let files = pages(&schema, &Options::default());
        let ids: BTreeSet<&str> = files
            .iter()
            .flat_map(|file| values(&file.text, "id"))
            .collect();
        let lacking: Vec<String> = anchors(&schema.model)
            .into_iter()
            .filter(|anchor| !ids.contains(anchor.as_str()))
            .collect();
        assert_eq!(lacking, Vec::<String>::new(), "{name}");
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
