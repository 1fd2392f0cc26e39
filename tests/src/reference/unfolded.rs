//! Objects inside of the values of events, which the reference unfolds at their first place.

use tdproto_codegen::{Options, generate, lang};

use crate::fixtures;

const SCHEMA: &str = r#"
[protocol]
name = "shapes"
[event."server.drawn"]
direction = "server"
params = "Drawing"
[event."server.many"]
direction = "server"
params = "list<Point>"
[entity.Drawing]
since = "1.0"
[entity.Drawing.fields]
shapes = { type = "list<Shape>" }
"a.b" = { type = "map<string, Point>", omitempty = true }
ends = { type = "tuple<Point, Style>" }
outer = { type = "Drawing", nullable = true }
[union.Shape]
tag = "form"
content = "value"
[union.Shape.variants]
circle = { type = "Circle" }
none = {}
[entity.Circle.fields]
center = { type = "Point", doc = "The middle." }
radius = { type = "float64", min = 0 }
[entity.Point]
[entity.Point.fields]
x = { type = "int32", readonly = true }
[entity.Style]
since = "1.2"
[entity.Style.fields]
color = { type = "string", since = "1.3" }
"#;

/// The files of a back end, by their paths.
fn text(backend: &str, path: &str) -> String {
    let (schema, found) = fixtures::compiled(SCHEMA);
    assert!(found.is_empty(), "{found:#?}");
    let (generated, found) = generate(&schema, lang::find(backend).unwrap(), &Options::default());
    assert!(found.is_empty(), "{found:#?}");
    let mut files = generated.files.into_iter();
    let file = files.find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("{path} is missing")).text
}

/// The tables of objects by their anchors, which never change.
#[test]
fn pages_unfold_each_type_once_at_frozen_anchors() {
    let page = text("html", "events/server.drawn.html");
    let section = "event:server.drawn:params";
    let before = format!("<table class=\"f\" id=\"{section}:");
    let anchors = page.split(&before).skip(1);
    let anchors: Vec<_> = anchors.filter_map(|text| text.split('"').next()).collect();
    assert_eq!(anchors, ["shapes", "shapes:circle", "a~2eb", "ends.1"]);
    let summaries = [
        "<code>shapes[]</code> Shape, 2 variants",
        "<code>shapes[].value</code> as <code>circle</code> Circle, 2 keys",
        "<code>a.b.*</code> Point, 1 key<span class=\"n\">\
         Also at <code>ends[0]</code>, <code>shapes[].value.center</code>.",
        "<code>ends[1]</code> Style, 1 key <span class=\"b\">since 1.2</span>",
    ];
    for summary in summaries {
        let opened = format!("<details class=\"un\"><summary>{summary}");
        assert!(page.contains(&opened), "{summary} is not in {page}");
    }
    // Rows have links to the objects in them, to those of the whole value among them.
    for link in ["params:a~2eb\">1 key", "params\">4 keys"] {
        assert!(
            page.contains(&format!("href=\"#event:server.drawn:{link}</a>")),
            "{link}"
        );
    }
    let many = text("html", "events/server.many.html");
    assert!(
        many.contains("id=\"event:server.many:params:items\""),
        "{many}"
    );
}

#[test]
fn rows_inside_of_objects_have_paths_and_all_facts() {
    let markdown = text("markdown", "topics/test.md");
    let rows = [
        "| [`shapes[].value.center`](#Circle.center) | [Point](#Point) | always there | The middle. |",
        "| [`shapes[].value.radius`](#Circle.radius) | float64 | always there | Allowed: at least 0. |",
        "| [`a.b.*.x`](#Point.x) | int32 | always there | *readonly* |",
        "| [`ends[1].color`](#Style.color) | string | always there | *since 1.3* |",
        "| [`[].x`](#Point.x) | int32 | always there | *readonly* |",
    ];
    for row in rows {
        assert!(markdown.contains(row), "{row} is not in {markdown}");
    }
    let page = text("html", "events/server.drawn.html");
    let key = "<span class=\"m\">shapes[].value.</span><wbr>radius</a>";
    assert!(page.contains(key), "{page}");
}

/// A value has no more rows than a page can hold: a chain of entities ends, and so does a wide tree.
#[test]
fn deep_and_wide_values_end() {
    let mut schema = "[event.e]\ndirection = \"server\"\nparams = \"E0\"\n".to_owned();
    for level in 0..20 {
        let next = level + 1;
        schema.push_str(&format!(
            "[entity.E{level}.fields]\nnext = {{ type = \"E{next}\" }}\n"
        ));
        schema.push_str(&format!(
            "wide = {{ type = \"W{level}\" }}\n[entity.W{level}.fields]\n"
        ));
        for field in 0..80 {
            schema.push_str(&format!("f{field} = {{ type = \"int\" }}\n"));
        }
    }
    schema.push_str("[entity.E20.fields]\nlast = { type = \"int\" }\n");
    let (schema, found) = fixtures::compiled(&schema);
    assert!(found.is_empty(), "{found:#?}");
    let (generated, _) = generate(&schema, lang::find("html").unwrap(), &Options::default());
    let page = generated
        .files
        .iter()
        .find(|file| file.path == "events/e.html")
        .unwrap();
    let count = |text: &str| page.text.matches(text).count();
    // Six levels of the chain, and the wide entities of four of them.
    assert_eq!(count("<details class=\"un\">"), 6 + 4);
    let heads = 1 + 6 + 4;
    assert_eq!(count("<tr>"), heads + 2 + 6 * 2 + 4 * 80);
}
