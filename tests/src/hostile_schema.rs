//! Texts that could leave a comment, a literal or a name, and a schema with all of them in every place
//! that takes them.

use serde_json::{Value, json};
use tdproto_schema::json::from_json;
use tdproto_schema::names::Name;
use tdproto_schema::{Schema, check};

pub(crate) const TEXTS: &[&str] = &[
    "plain",
    "*/ x /*",
    "/* x",
    "// x",
    "\"\"\"",
    "\"",
    "'",
    "'''",
    "`",
    "```",
    "``` rust",
    "~~~",
    "`a` `b",
    "${x}",
    "{}",
    "{x:?}",
    "{@link x}",
    "@deprecated",
    "</script>",
    "<!-- x -->",
    "]]>",
    "-->",
    "#",
    "#[x]",
    "#![x]",
    "r#\"",
    "\"#",
    "r#type",
    "type",
    "self",
    "Self",
    "crate",
    "constructor",
    "__proto__",
    "prototype",
    "toString",
    "null",
    "\\",
    "x\\",
    "\\u0041",
    "\\n",
    "$ref",
    "$defs/a~1b",
    "a/b",
    "a.b",
    "..",
    "%0a",
    "_",
    "0",
    "9a",
    "-",
    " ",
    " x ",
    "    x",
    "[x]",
    "[`x`]",
    "<b>",
    "http://x.y/?a=b&c",
    "a\u{a0}b",
    "\u{feff}x",
    "\u{2028}",
    "a\u{2029}b",
    "\u{202e}x\u{202c}",
    "\u{2066}x\u{2069} `\u{2067}y\u{2069}`",
    "\u{200b}",
    "\u{200d}",
    "\u{24d0}",
    "x\u{b2}",
    "\u{967}",
    "\u{b7}a",
    "e\u{301}",
    "\u{301}",
    "\u{1d4b3}",
    "\u{212b}",
    "\u{130}",
    "\u{df}",
    "\u{1f600}",
    "имя",
    "鍵",
    "a\nb",
    "a\r\nb\rc",
    "a\u{85}b",
    "a\tb",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "*\u{7}/",
    "\u{7f}",
];

/// A text where a name of a kind is expected, if it is one.
fn or<'a>(kind: Name, text: &'a str, other: &'a str) -> &'a str {
    if kind.check(text).is_ok() {
        text
    } else {
        other
    }
}

/// A schema with every text in every place.
pub(crate) fn schema() -> Schema {
    let docs = |text: &str| json!({ "note": text });
    let (mut entities, mut enums, mut scalars) = (Vec::new(), Vec::new(), Vec::new());
    let (mut aliases, mut events) = (Vec::new(), Vec::new());
    for (at, text) in TEXTS.iter().enumerate() {
        let topic = format!("{text}{at}");
        let topic = or(Name::Topic, &topic, "chat");
        let (key, deprecated) = (or(Name::Key, text, "key"), docs(text));
        let more = json!({ "topic": topic, "doc": text, "deprecated": deprecated });
        let add = |list: &mut Vec<Value>, mut part: Value| {
            let object = part.as_object_mut().unwrap();
            object.extend(more.as_object().unwrap().clone());
            list.push(part);
        };
        let field = |name: &str, ty: String| {
            json!({
                "name": name, "type": ty, "presence": "required",
                "doc": text, "deprecated": deprecated,
            })
        };
        let kind = format!("K{at}");
        let mut only = field("only", "int".to_owned());
        only["when"] = json!({ "field": "kind", "values": [text] });
        let mut id = field("id", format!("S{at}"));
        id["readonly"] = true.into();
        let mut fields = vec![field("kind", kind.clone()), id, only];
        fields.push(field("all", format!("map<string, A{at}>")));
        if key != "kind" && key != "id" {
            fields.push(field(key, "string".to_owned()));
        }
        add(
            &mut entities,
            json!({ "name": format!("E{at}"), "fields": fields }),
        );
        let values = json!([{ "name": key, "value": text, "doc": text, "deprecated": deprecated }]);
        let open = at % 2 == 0;
        add(
            &mut enums,
            json!({ "name": kind, "open": open, "values": values }),
        );
        let prefixes = json!([{ "text": key, "name": key, "doc": text }]);
        let scalar = json!({ "name": format!("S{at}"), "base": "string", "prefixes": prefixes });
        add(&mut scalars, scalar);
        let alias = json!({ "name": format!("A{at}"), "type": format!("list<E{at}>") });
        add(&mut aliases, alias);
        for direction in ["server", "client"] {
            let name = format!("{direction}.e{at}");
            let params = format!("E{at}");
            add(
                &mut events,
                json!({ "name": name, "direction": direction, "params": params }),
            );
        }
    }
    let model = json!({
        "format": 1,
        "protocol": {
            "name": "chat",
            "version": "01.2",
            "doc": TEXTS.join(" "),
            "envelope": { "event": "event\"\\", "id": "*/ ${x}", "params": "`\u{202e}" },
        },
        "entities": entities, "enums": enums, "scalars": scalars, "aliases": aliases,
        "events": events,
    });
    let model = from_json(&model.to_string()).unwrap();
    let schema = Schema {
        model,
        ..Schema::default()
    };
    let found = check(&schema.model, &schema.origins);
    assert!(found.is_empty(), "{found:#?}");
    schema
}
