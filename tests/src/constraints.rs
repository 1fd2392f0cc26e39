//! The methods `check` of generated Rust report what breaks a constraint, and nothing else. Those of
//! derived types report the same.

use tdproto_schema::model::TextFormat;

use crate::derived::fixtures as derived;
use crate::features_of_rust::crates;
use crate::rust::compiled::bounds::wire::{Check, check, from_str};
use crate::rust::compiled::{bounds as types, bounds_borrowed as borrowed};

fn holder(text: &str) -> types::Holder {
    from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn breaches(value: &(impl Check + ?Sized)) -> Vec<String> {
    check(value).iter().map(ToString::to_string).collect()
}

/// A holder without a breach.
const RIGHT: &str = r#"{
    "slugs": ["ab", "cd"], "percents": { "ab": 100, "cd": null }, "levels": { "3": -0.5, "25": 1 },
    "pair": ["AAAABwc="], "bounded": null
}"#;

#[test]
fn values_within_their_bounds_have_no_breach() {
    assert_eq!(breaches(&holder(RIGHT)), Vec::<String>::new());
    assert_eq!(holder(RIGHT).check(), []);
}

#[test]
fn every_place_is_reported() {
    let wrong = r#"{
        "slugs": ["a", "bc", "toolongtoolong"], "percents": { "z": 101 }, "levels": { "26": 1.5 },
        "pair": ["AAA=", 2], "again": [{ "pair": ["AAAABwc="], "slugs": ["x"] }],
        "bounded": { "text": "", "list": [], "big": 0, "ratio": 0.75, "bytes": "AAAA", "none": 3,
            "left_out": "x", "more": [], "patch": 9, "map": { "a": 1, "b": 2 }, "narrower": "abcde" },
        "either": { "kind": "bounded", "text": "\ud83d\ude00\ud83d\ude00\ud83d\ude00", "list": ["a"],
            "big": 1, "narrower": "ab" }
    }"#;
    let expected = [
        "`slugs`: expected at most 2 items, found 3",
        "`slugs[0]`: expected 2 to 8 characters, found 1",
        "`slugs[2]`: expected 2 to 8 characters, found 14",
        "`percents.z`: expected 2 to 8 characters, found 1",
        "`percents.z`: expected at most 100, found 101",
        "`levels.26`: expected 3 to 25, found 26",
        "`levels.26`: expected -0.5 to 1, found 1.5",
        "`pair[0]`: expected 4 to 5 bytes, found 2",
        "`pair[1]`: expected -0.5 to 1, found 2",
        "`bounded.text`: expected 1 to 3 characters, found 0",
        "`bounded.big`: expected at least 1, found 0",
        "`bounded.ratio`: expected at most 0.5, found 0.75",
        "`bounded.bytes`: expected at most 2 bytes, found 3",
        "`bounded.list`: expected 1 to 2 items, found 0",
        "`bounded.map`: expected at most 1 entries, found 2",
        "`bounded.none`: expected exactly 2, found 3",
        "`bounded.left_out`: expected at least 2 characters, found 1",
        "`bounded.patch`: expected at least 10, found 9",
        "`bounded.narrower`: expected at most 4 characters, found 5",
        "`again[0].slugs[0]`: expected 2 to 8 characters, found 1",
    ];
    assert_eq!(breaches(&holder(wrong)), expected);
    let borrowed: borrowed::Holder<'_> = borrowed::wire::from_str(wrong).unwrap();
    let breaches: Vec<String> = borrowed.check().iter().map(ToString::to_string).collect();
    assert_eq!(breaches, expected);
}

/// What `check` of a derived type and of the generated one report of a text; both have to be the same.
macro_rules! both {
    ($generated:ident, $name:ident, $text:expr) => {{
        let text: &str = $text;
        let generated: crates::$generated::$name =
            crates::$generated::wire::from_str(text).unwrap();
        let derived: derived::$generated::types::$name = tdproto_wire::from_str(text).unwrap();
        let generated: Vec<String> = generated.check().iter().map(ToString::to_string).collect();
        let derived: Vec<String> = derived.check().iter().map(ToString::to_string).collect();
        assert_eq!(generated, derived, "{text}");
        derived
    }};
}

/// Each field of an entity with good values and with bad ones.
const BOUNDED: [(&str, &[&str], &[&str]); 13] = [
    ("text", &["\"a\"", "\"\u{1f600}bc\""], &["\"\"", "\"abcd\""]),
    ("count", &["-9223372036854775808", "5"], &["6"]),
    ("big", &["1", "18446744073709551615"], &["0"]),
    ("ratio", &["0.5", "-1e30"], &["0.75"]),
    ("bytes", &["\"\"", "\"AAA=\""], &["\"AAAA\""]),
    (
        "list",
        &["[\"a\"]", "[\"\",\"\"]"],
        &["[]", "[\"\",\"\",\"\"]"],
    ),
    ("map", &["{}", "{\"a\":1}"], &["{\"a\":1,\"b\":2}"]),
    ("none", &["null", "2"], &["1", "3"]),
    ("left_out", &["\"\"", "\"ab\""], &["\"a\""]),
    ("more", &["[]", "[1,2]"], &["[1]"]),
    ("optional", &["\"\"", "\"ab\""], &["\"abc\""]),
    ("patch", &["null", "10", "100"], &["9", "101"]),
    (
        "narrower",
        &["\"abcd\"", "\"a-b\""],
        &["\"a\"", "\"abcde\"", "\"AB\"", "\"ABCDEFGHI\""],
    ),
];

#[test]
fn derived_types_report_what_generated_ones_report() {
    let right = r#""text":"a","count":0,"big":1,"ratio":0,"bytes":"","list":[""],"map":{},"none":null,"narrower":"ab""#;
    let mut compared = 0;
    for (key, good, bad) in BOUNDED {
        for (values, is_good) in [(good, true), (bad, false)] {
            for value in values {
                // The last of two values of a key counts.
                let text = format!("{{{right},\"{key}\":{value}}}");
                let found = both!(bounds, Bounded, &text);
                assert_eq!(found.is_empty(), is_good, "{text}: {found:?}");
                let at = format!("`{key}`: expected ");
                assert!(
                    found.iter().all(|found| found.starts_with(&at)),
                    "{text}: {found:?}"
                );
                let holder =
                    format!("{{\"either\":{{\"kind\":\"bounded\",{right},\"{key}\":{value}}}}}");
                both!(bounds, Holder, &holder);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 47);
    for (text, count) in [
        (r#"{"page":"https://a.b/c"}"#, 0),
        (r#"{"page":""}"#, 0),
        (r#"{"page":"no uri"}"#, 1),
        (
            r#"{"slugs":["ab","-","abc","de"],"percents":{"A":null,"ab":101}}"#,
            6,
        ),
        (
            r#"{"levels":{"3":-0.5,"2":2,"26":0},"pair":["AAAABwc=",null]}"#,
            3,
        ),
        (
            r#"{"pair":["",-1],"again":[{"again":[{"slugs":["a"]}]}]}"#,
            5,
        ),
    ] {
        // The pair is always there, and an empty one is short.
        let found = both!(bounds, Holder, text);
        let own = found
            .iter()
            .filter(|found| text.contains("pair") || !found.contains("pair"));
        assert_eq!(own.count(), count, "{text}: {found:?}");
    }
}

#[test]
fn derived_unions_report_what_generated_ones_report() {
    let long = "\"123456789\"";
    for (text, count) in [
        (format!(r#"{{"type":"key","value":{long}}}"#), 1),
        (r#"{"type":"key","value":"12345678"}"#.to_owned(), 0),
        (
            format!(r#"{{"type":"pair","value":["",{{"type":"key","value":{long}}}]}}"#),
            1,
        ),
        (
            format!(r#"{{"type":"again","value":{{"type":"key","value":{long}}}}}"#),
            1,
        ),
        (
            format!(r#"{{"type":"an other","value":{{"shape":{{"type":"key","value":{long}}}}}}}"#),
            1,
        ),
        (format!(r#"{{"type":"new","value":{long}}}"#), 0),
        (r#"{"type":"nothing"}"#.to_owned(), 0),
    ] {
        let found = both!(union_forms, Shape, &text);
        assert_eq!(found.len(), count, "{text}: {found:?}");
        let page = format!(
            r#"{{"seen":{{"op":11}},"main":{text},"shapes":[{text}],"outers":[{{"kind":"target","user":"","label":{long}}}]}}"#
        );
        let found = both!(union_forms, Page, &page);
        assert_eq!(found.len(), 2 * count + 1, "{page}: {found:?}");
    }
    let target = format!(r#"{{"user":"","label":{long}}}"#);
    let found = both!(union_forms, Target, &target);
    assert_eq!(found, ["`label`: expected at most 8 characters, found 9"]);
}

/// A scalar of each format.
macro_rules! formats {
    ($($name:ident $format:literal)*) => {
        $(
            #[derive(Debug, Default, Clone, tdproto_macros::Scalar)]
            #[proto(format = $format)]
            struct $name(String);
        )*

        fn check_format(format: TextFormat, text: &str) -> Vec<String> {
            match format {
                $(TextFormat::$name => {
                    $name(text.to_owned()).check().iter().map(ToString::to_string).collect()
                })*
            }
        }
    };
}

formats! {
    DateTime "date-time"
    Date "date"
    Time "time"
    Duration "duration"
    Email "email"
    IdnEmail "idn-email"
    Hostname "hostname"
    IdnHostname "idn-hostname"
    Ipv4 "ipv4"
    Ipv6 "ipv6"
    Uri "uri"
    UriReference "uri-reference"
    UriTemplate "uri-template"
    Iri "iri"
    IriReference "iri-reference"
    Uuid "uuid"
    JsonPointer "json-pointer"
    RelativeJsonPointer "relative-json-pointer"
    Regex "regex"
}

#[test]
fn derived_scalars_check_every_format() {
    for format in TextFormat::ALL.iter().copied() {
        assert_eq!(
            check_format(format, format.example()),
            [""; 0],
            "{}",
            format.name()
        );
        let expected = format!("expected a text of the format {}", format.name());
        let expected: Vec<String> = format.pattern().map(|_| expected).into_iter().collect();
        assert_eq!(check_format(format, " "), expected);
    }
}

#[test]
fn derived_types_have_the_constants_of_generated_ones() {
    use crate::derived::fixtures::defaults::types::Defaults as Derived;
    use crate::rust::compiled::defaults::Defaults as Generated;
    fn same<T: PartialEq + std::fmt::Debug>(derived: T, generated: T) {
        assert_eq!(derived, generated);
    }
    same(Derived::DEFAULT_TEXT, Generated::DEFAULT_TEXT);
    same(Derived::DEFAULT_COUNT, Generated::DEFAULT_COUNT);
    same(Derived::DEFAULT_WIDE, Generated::DEFAULT_WIDE);
    same(Derived::DEFAULT_RATIO, Generated::DEFAULT_RATIO);
    same(Derived::DEFAULT_HALF, Generated::DEFAULT_HALF);
    same(Derived::DEFAULT_YES, Generated::DEFAULT_YES);
    same(
        Derived::DEFAULT_TYPE.as_str(),
        Generated::DEFAULT_TYPE.as_str(),
    );
    same(Derived::DEFAULT_SLUG, Generated::DEFAULT_SLUG);
    same(Derived::DEFAULT_AT, Generated::DEFAULT_AT);
    same(Derived::DEFAULT_NONE, Generated::DEFAULT_NONE);
}
