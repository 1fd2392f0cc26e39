//! Unions by key, and by a tag with the content beside it, by hand: what they read, write, describe and
//! convert.

use std::collections::BTreeMap;

use tdproto_macros::{Entity, Event, Union};
use tdproto_wire::{Json, from_str, to_string};

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Point {
    x: i64,
}

type Name = String;

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "name", content = "value", deny_unknown)]
enum Setting {
    Volume(i64),
    #[proto(type = "uint", rename = "how often")]
    Times(u64),
    #[proto(no_from)]
    Title(String),
    #[proto(type = "Name", no_from)]
    Alias(Name),
    Tags(Vec<String>),
    Pair(Box<(Option<i64>, i64)>),
    Map(BTreeMap<i64, bool>),
    Point(Box<Point>),
    #[proto(needed)]
    Again(Box<Self>),
    #[proto(needed)]
    Edit(Edit),
    Anything(Json),
    Muted,
    #[proto(absent)]
    Old(f64),
    Unknown { tag: String, raw: Json },
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "op", base = "int", content = "d")]
enum Code {
    #[proto(value = 10)]
    Hello(Box<Point>),
    #[proto(value = -1)]
    Beat,
    Unknown { tag: i64, raw: Json },
}

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Snippet {
    snippet: String,
    #[proto(optional)]
    end: Option<i64>,
}

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Range {
    #[proto(nullable)]
    end: Option<i64>,
    start: i64,
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(form = "key", name = "Change")]
enum Edit {
    /// The first key wins.
    Snippet(Box<Snippet>),
    #[proto(rename = "end")]
    Range(Box<Range>),
    Unknown { raw: Json },
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(form = "key")]
enum Target {
    #[proto(absent)]
    Other(Box<Point>),
    Snippet(Box<Snippet>),
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(form = "key")]
enum Closed {
    Snippet(Box<Snippet>),
}

/// Keys of other unions beside a tag.
#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "kind")]
enum Outer {
    Edit(Edit),
    Setting(Setting),
    Target(Target),
}

#[derive(Debug, Clone, PartialEq, Event)]
#[proto(direction = "server")]
enum Events {
    #[proto(event = "server.setting", needed)]
    Setting(Setting),
    #[proto(event = "server.outer", needed)]
    Outer(Outer),
    #[proto(event = "server.code", needed)]
    Code(Code),
    #[proto(event = "server.targets")]
    Targets(Vec<Target>),
    #[proto(event = "server.closed", optional)]
    Closed(Option<Closed>),
}

fn same<T>(text: &str) -> T
where
    T: for<'de> tdproto_wire::Value<'de>,
{
    let value: T = from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(to_string(&value), text);
    value
}

fn fails<T: std::fmt::Debug>(text: &str, expected: &str)
where
    T: for<'de> tdproto_wire::Value<'de>,
{
    let error = from_str::<T>(text).unwrap_err().to_string();
    assert!(error.starts_with(expected), "{text}: {error}");
}

fn contents() {
    same::<Setting>(r#"{"name":"how often","value":7}"#);
    same::<Setting>(r#"{"name":"title","value":""}"#);
    same::<Setting>(r#"{"name":"pair","value":[null,1]}"#);
    same::<Setting>(r#"{"name":"map","value":{"1":true}}"#);
    same::<Setting>(r#"{"name":"again","value":{"name":"muted"}}"#);
    same::<Setting>(r#"{"name":"edit","value":{"snippet":""}}"#);
    same::<Setting>(r#"{"name":"anything","value":[1e2]}"#);
    same::<Setting>(r#"{"name":"new","value":[1e2],"more":1}"#);
    same::<Setting>(r#"{"value":0.5}"#);
    let volume: Setting = from_str(r#"{"value":null,"name":"volume"}"#).unwrap();
    assert_eq!(volume, 0_i64.into());
    assert_eq!(from_str::<Setting>(r#"{"name":"point"}"#).unwrap(), Point::default().into());
    fails::<Setting>(r#"{"name":"how often","value":-1}"#, "value: ");
    fails::<Setting>(r#"{"name":"again"}"#, "value: is missing");
    fails::<Setting>(r#"{"name":"again","value":null}"#, "value: is missing");
    fails::<Setting>(r#"{"name":"muted","value":1}"#, "value: ");
    fails::<Setting>(r#"{"name":"volume","value":1,"more":1}"#, "more: ");
    same::<Code>(r#"{"op":10,"d":{"x":1}}"#);
    same::<Code>(r#"{"op":-1}"#);
    same::<Code>(r#"{"op":3,"d":1}"#);
    fails::<Code>(r#"{"d":1}"#, "op: is missing");
}

fn keys() {
    let both: Edit = same(r#"{"snippet":"a","end":1}"#);
    assert!(matches!(both, Edit::Snippet(_)));
    let range: Edit = from_str(r#"{"start":1,"end":null}"#).unwrap();
    assert_eq!(range, Range { end: None, start: 1 }.into());
    assert_eq!(to_string(&range), r#"{"end":null,"start":1}"#);
    let unknown: Edit = same(r#"{"new":[1e2]}"#);
    assert!(matches!(unknown, Edit::Unknown { .. }));
    assert!(matches!(same(r#"{"x":1}"#), Target::Other(_)));
    assert!(matches!(same(r#"{"snippet":""}"#), Target::Snippet(_)));
    fails::<Closed>("{}", "`Closed` has none of the keys `snippet`");
    fails::<Edit>(r#"{"end":"a"}"#, "end: ");
    same::<Outer>(r#"{"kind":"edit","snippet":"a"}"#);
    same::<Outer>(r#"{"kind":"setting","name":"volume","value":1}"#);
    same::<Outer>(r#"{"kind":"target","x":1}"#);
    same::<Vec<Outer>>(r#"[{"kind":"edit","new":1}]"#);
}

fn main() {
    let mut decls = tdproto_schema::Decls::default();
    <(Point, Setting, Code, Snippet, Range, Edit, Target, Closed, Outer, Events) as tdproto_schema::Describe>::describe(&mut decls);
    decls.types.push(tdproto_schema::decl::TypeDecl {
        name: tdproto_schema::decl::Spanned::unplaced("Name".to_owned()),
        topic: String::new(),
        docs: Default::default(),
        body: tdproto_schema::decl::TypeBody::Alias {
            ty: tdproto_schema::parse_type("string", |_| tdproto_schema::Span::NONE).unwrap(),
        },
    });
    let (schema, diagnostics) = tdproto_schema::compile_decls(decls);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let union = |name: &str| {
        let id = schema.model.find_type(name).unwrap();
        schema.model.ty(id).union().unwrap()
    };
    assert_eq!(union("Setting").content(), Some("value"));
    assert_eq!(union("Setting").absent(), Some(12));
    assert_eq!(union("Change").variants.len(), 2);
    contents();
    keys();
}
