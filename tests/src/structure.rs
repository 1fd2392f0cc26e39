//! The parts of generated packages that show the protocol as a whole and its topics.

use tdproto_codegen::{Options, REGISTRY, generate, load};
use tdproto_schema::json;

use crate::root;

/// The files that show something of the protocol or of a topic.
const FILES: [&str; 11] = [
    "Cargo.toml",
    "README.md",
    "package.json",
    "src/calls.rs",
    "src/chat.rs",
    "src/lib.rs",
    "src/events.rs",
    "src/calls.ts",
    "src/chat.ts",
    "src/events.ts",
    "src/index.ts",
];

#[test]
fn packages_show_the_protocol_and_its_topics() {
    let (schema, found) = load::load(&root().join("tests/structure/schema")).compile();
    assert!(found.is_empty(), "{found:#?}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/structure"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let model = json::to_json(&schema.model, "a comment");
    assert_eq!(json::from_json(&model).as_ref(), Ok(&schema.model));
    settings.bind(|| insta::assert_snapshot!("model.json", model));
    for backend in REGISTRY {
        let (generated, found) = generate(&schema, *backend, &Options::default());
        assert!(found.is_empty(), "{found:#?}");
        for file in &generated.files {
            if FILES.contains(&file.path.as_str()) {
                let name = format!("{}.{}", backend.name(), file.path.replace('/', "__"));
                settings.bind(|| insta::assert_snapshot!(name, file.text));
            }
        }
    }
}

#[test]
fn options_go_before_the_license_of_the_protocol() {
    let (schema, _) = load::load(&root().join("tests/structure/schema")).compile();
    let options = Options::with(|options| {
        for language in ["rust", "typescript"] {
            let package = options.packages.entry(language.to_owned()).or_default();
            package.license = Some("BSD-3-Clause".to_owned());
        }
    });
    for backend in REGISTRY {
        let (generated, _) = generate(&schema, *backend, &options);
        let manifests = generated.files.iter();
        for file in manifests.filter(|file| matches!(&*file.path, "Cargo.toml" | "package.json")) {
            assert!(file.text.contains("BSD-3-Clause"), "{}", file.text);
            assert!(!file.text.contains("MIT"), "{}", file.text);
        }
    }
}

#[test]
fn a_frame_that_is_drawn_like_an_envelope_is_one() {
    let events = "\
[event.\"chat.opened\"]
direction = \"server\"
params = \"Chat\"

[event.ping]
direction = \"both\"

[entity.Chat.fields]
id = { type = \"string\" }
";
    let short = [
        "event = \"e\"\nid = \"i\"\nparams = \"p\"",
        "event = \"e\"\nid = \"\"\nparams = \"p\"",
    ];
    let drawn = [
        "e = \"$event\", i = \"$id?\", p = \"$params\"",
        "e = \"$event\", p = \"$params\"",
    ];
    for (short, drawn) in short.into_iter().zip(drawn) {
        let short = format!("[protocol.envelope]\n{short}\n{events}");
        let drawn = format!("[frame.message]\nshape = {{ {drawn} }}\n{events}");
        let [short, drawn] = [short, drawn].map(|text| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("chat.toml"), text).unwrap();
            let (schema, found) = load::load(folder.path()).compile();
            assert!(found.is_empty(), "{found:#?}");
            schema
        });
        assert_eq!(short.model, drawn.model);
        for backend in REGISTRY {
            let (short, _) = generate(&short, *backend, &Options::default());
            let (drawn, _) = generate(&drawn, *backend, &Options::default());
            assert_eq!(short.files, drawn.files);
        }
    }
}
