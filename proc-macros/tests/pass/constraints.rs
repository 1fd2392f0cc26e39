//! Constraints and defaults of types by hand: what `check` reports, and the constants.

use std::collections::BTreeMap;

use tdproto_macros::{Entity, Scalar, Union, WireEnum};
use tdproto_wire::{Json, OfBase, Patch, Value, from_str};

#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, Scalar)]
#[proto(min = 2, max = 4, pattern = "^[a-z]+$")]
struct Slug(String);

#[derive(Debug, Default, Clone, PartialEq, Scalar)]
#[proto(format = "idn-email")]
struct Email(String);

type Slugs = Vec<Slug>;

macro_rules! existing {
    ($name:ident) => {
        #[derive(Debug, Default, Clone, PartialEq)]
        struct $name(String);

        impl<'de> Value<'de> for $name {
            fn read_new(r: &mut tdproto_wire::Reader<'de>) -> Result<Self, tdproto_wire::Error> {
                String::read_new(r).map(Self)
            }

            fn write(&self, w: &mut tdproto_wire::Writer) {
                self.0.write(w);
            }

            fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    };
}

// Existing types: one of which the derives know nothing, and one that stands for a text.
existing!(Foreign);
existing!(Known);

impl OfBase for Known {
    type Base = str;

    fn base(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, WireEnum, Clone)]
enum Kind {
    Plain,
    #[proto(rename = "so fancy")]
    Fancy,
    Unknown(String),
}

#[derive(Debug, WireEnum, Clone, Copy, PartialEq)]
#[proto(base = "int")]
enum Level {
    #[proto(value = -3)]
    Low,
    #[proto(value = 7)]
    High,
}

/// It reaches no constraint, and has a method of its own.
#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Free {
    text: String,
    list: Vec<Json>,
}

impl Free {
    fn check(&self) -> bool {
        self.list.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(form = "kind")]
enum Either {
    Slug(Slug),
    Slugs(Slugs),
    Holder(Box<Holder>),
}

#[derive(Debug, Clone, PartialEq, Union)]
#[proto(tag = "type", content = "value")]
enum Content {
    Slug(Slug),
    Pair(Box<(Slug, Option<Slug>)>),
    Nothing,
    Unknown { tag: String, raw: Json },
}

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Holder {
    #[proto(type = "Slugs", max = 1)]
    slugs: Slugs,
    #[proto(type = "Foreign")]
    foreign: Foreign,
    #[proto(type = "list<Foreign>", max = 1)]
    foreigns: Vec<Foreign>,
    #[proto(type = "Known", max = 3, default = "abc", optional)]
    known: Option<Known>,
    #[proto(min = -0.5, max = 1, default = 0.1, optional)]
    ratio: Option<f32>,
    #[proto(min = 10, optional, nullable)]
    patch: Patch<u8>,
    #[proto(omitempty, min = 3)]
    left_out: String,
    #[proto(omitempty)]
    map: BTreeMap<Slug, Vec<Option<Slug>>>,
    #[proto(nullable, omitempty)]
    either: Option<Box<Either>>,
    #[proto(omitempty)]
    contents: Vec<Content>,
    #[proto(omitempty)]
    free: Vec<Free>,
    #[proto(omitempty)]
    email: Email,
}

#[derive(Debug, Default, Clone, PartialEq, Entity)]
struct Defaults {
    #[proto(default = "so fancy")]
    r#type: Kind,
    #[proto(default = "")]
    other: Kind,
    #[proto(default = 7, optional)]
    level: Option<Level>,
    #[proto(default = "abc", optional, nullable)]
    slug: Patch<Slug>,
    #[proto(default = "", omitempty)]
    no_slug: Slug,
    #[proto(default = 20)]
    free: Json,
    #[proto(default = [], omitempty)]
    list: Slugs,
}

const WRONG: &str = r#"{
    "slugs": ["a", "B2"], "foreigns": ["", ""], "known": "abcd", "ratio": 1.5, "patch": 9, "left_out": "x",
    "map": { "a": [null, "abcde"] }, "either": ["x"], "free": [{}], "email": "@",
    "contents": [{"type":"slug","value":"x"},{"type":"pair","value":["x"]},{"type":"nothing"},{"type":"n"}]
}"#;

fn main() {
    let holder: Holder = from_str(WRONG).unwrap();
    let found: Vec<String> = holder.check().iter().map(ToString::to_string).collect();
    let expected = [
        "`slugs`: expected at most 1 items, found 2",
        "`slugs[0]`: expected 2 to 4 characters, found 1",
        "`slugs[1]`: expected a text that matches ^[a-z]+$",
        "`foreigns`: expected at most 1 items, found 2",
        "`known`: expected at most 3 characters, found 4",
        "`ratio`: expected -0.5 to 1, found 1.5",
        "`patch`: expected at least 10, found 9",
        "`left_out`: expected at least 3 characters, found 1",
        "`map.a`: expected 2 to 4 characters, found 1",
        "`map.a[1]`: expected 2 to 4 characters, found 5",
        "`either[0]`: expected 2 to 4 characters, found 1",
        "`contents[0].value`: expected 2 to 4 characters, found 1",
        "`contents[1].value[0]`: expected 2 to 4 characters, found 1",
    ];
    assert_eq!(found, expected);
    assert!(Holder::default().email.check().is_empty() && Free::default().check());
    assert_eq!(Holder::DEFAULT_KNOWN, "abc");
    assert_eq!(Holder::DEFAULT_RATIO, 0.1_f32);
    let fancy: Kind = Defaults::DEFAULT_TYPE;
    assert_eq!(fancy, Kind::Fancy);
    assert_eq!(Defaults::DEFAULT_OTHER, "");
    assert_eq!(Defaults::DEFAULT_LEVEL, Level::High);
    assert_eq!((Defaults::DEFAULT_SLUG, Defaults::DEFAULT_NO_SLUG), ("abc", ""));
    assert_eq!(Defaults::DEFAULT_FREE, 20.0_f64);
}
