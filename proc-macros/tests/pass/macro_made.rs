//! Types that `macro_rules!` makes: what it hands on is in groups.

use tdproto_macros::{Entity, WireEnum};

macro_rules! entity {
    ($name:ident { $($field:ident : $ty:ty),* }) => {
        #[derive(Debug, Default, Clone, PartialEq, Entity)]
        pub struct $name { $(pub $field: $ty),* }
    };
}
entity!(A { a: std::string::String, b: Vec<i64>, o: bool, m: std::collections::BTreeMap<String, i64> });

macro_rules! options {
    ($name:ident { $($field:ident : $ty:ty),* }) => {
        #[derive(Debug, Default, Clone, PartialEq, Entity)]
        pub struct $name { $(#[proto(nullable)] pub $field: Option<$ty>),* }
    };
}
options!(B { a: String, b: Vec<i64>, c: Box<A> });

macro_rules! whole {
    ($name:ident $ty:ty, $doc:expr, $text:literal) => {
        #[derive(Debug, Default, Clone, PartialEq, Entity)]
        #[doc = $doc]
        #[proto(name = $text)]
        pub struct $name {
            #[proto(rename = $text, nullable)]
            pub a: $ty,
        }
    };
}
whole!(C Option<String>, "A text.", "hello");

macro_rules! kept {
    ($name:ident $ty:ty) => {
        #[derive(Debug, Clone, WireEnum)]
        pub enum $name { X, Unknown($ty) }
    };
}
kept!(K String);

fn main() {
    let mut decls = tdproto_schema::Decls::default();
    <(A, B, C, K) as tdproto_schema::Describe>::describe(&mut decls);
    let (schema, diagnostics) = tdproto_schema::compile_decls(decls);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let hello = schema.model.find_type("hello").unwrap();
    assert_eq!(schema.model.ty(hello).docs.text, "A text.");
    let text = |name: &str| {
        let id = schema.model.find_type(name).unwrap();
        let fields = schema.model.ty(id).fields().iter();
        fields.map(|field| schema.model.type_text(&field.ty)).collect::<Vec<_>>()
    };
    assert_eq!(text("A"), ["string", "list<int64>", "bool", "map<string, int64>"]);
    assert_eq!(text("B"), ["string", "list<int64>", "A"]);
    let b: B = tdproto_wire::from_str(r#"{"a":"x","c":{"b":[1]}}"#).unwrap();
    assert_eq!(b.c.unwrap().b, [1]);
}
