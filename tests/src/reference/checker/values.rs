//! Values of every type in every form that is easily taken for right or wrong.

/// A schema with a field of every kind of type.
const SCHEMA: &str = r#"
[protocol.placeholders]
ANY = "any"
TEXT = "string"
DATE = "datetime"
NUMBER = "int8"
FRACTION = "float32"
FLAG = "bool"
BYTES = "bytes"
SHORT = "Short"
LEVEL = "Level"
POINT = "Point"
LIST = "list<int>"

[scalar.Short]
base = "string"
min = 1
max = 2
pattern = "^[a\u00e9\U0001f600]"

[scalar.Step]
base = "int64"
min = -9007199254740993
max = 9007199254740993

[scalar.Moment]
base = "datetime"
allow_empty = true

[scalar.Later]
base = "datetime"

[scalar.Key]
base = "bytes"
min = 1
max = 3

[scalar.Address]
base = "string"
format = "ipv4"

[enum.Level]
open = false
[enum.Level.values]
low = {}
high = {}

[enum.Grade]
base = "int"
open = false
[enum.Grade.values]
good = { value = 1 }
bad = { value = -2 }

[entity.Point.fields]
x = { type = "float64" }

[union.Mixed]
form = "kind"
[union.Mixed.variants]
text = { type = "Short" }
many = { type = "list<bool>" }
one = { type = "Point" }

[entity.Values.fields]
"#;

/// The types of the fields, which are called after their positions.
const TYPES: &[&str] = &[
    "string",
    "bool",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float32",
    "float64",
    "datetime",
    "bytes",
    "any",
    "list<null>",
    "Short",
    "Step",
    "Moment",
    "Later",
    "Key",
    "Address",
    "Level",
    "Grade",
    "Point",
    "Mixed",
    "list<int>",
    "tuple<int, int?>",
    "list<datetime?>",
    "map<string, int>",
];

/// The types of the keys of maps, whose fields are called `by` and their positions.
const KEYS: &[&str] = &[
    "string", "int", "int8", "int64", "uint64", "datetime", "Short", "Step", "Moment", "Later",
    "Level", "Grade", "Address",
];

/// Values as JSON.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "[1]",
    "[1,2,3]",
    "[null]",
    "{}",
    r#"{"x":1}"#,
    r#"{"x":null}"#,
    // Integers at the ends of ranges.
    "0",
    "-0",
    "1",
    "-1",
    "-2",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "32767",
    "32768",
    "-32769",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
    "-9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    // Integers that are written otherwise.
    "1.0",
    "-1.00",
    "1e2",
    "1E+2",
    "10e-1",
    "100e-3",
    "0.0e99999",
    "0e-99999",
    "1.5",
    "0.1e1",
    "1.25e1",
    "18446744073709551615.0",
    "1.8446744073709551615e19",
    "1.8446744073709551616e19",
    "1e19",
    "1e20",
    "1e99999999999999999999",
    "1e-99999999999999999999",
    "9223372036854775807.5",
    "0.00001e5",
    // Numbers at the ends of doubles.
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "3.4028235e38",
    "3.4028236e38",
    "-3.5e38",
    "1.7976931348623157e308",
    // Dates.
    r#""1985-04-12T23:20:50.52Z""#,
    r#""1996-12-19t16:39:57-08:00""#,
    r#""1990-12-31T23:59:60Z""#,
    r#""1990-12-31T15:59:60-08:00""#,
    r#""1991-01-01T09:29:60+09:30""#,
    r#""1990-12-31T23:59:60-08:00""#,
    r#""2020-02-29T00:00:00z""#,
    r#""2021-02-29T00:00:00Z""#,
    r#""1900-02-29T00:00:00Z""#,
    r#""2000-02-29T00:00:00Z""#,
    r#""2020-02-30T00:00:00Z""#,
    r#""2020-13-01T00:00:00Z""#,
    r#""2020-00-01T00:00:00Z""#,
    r#""2020-01-00T00:00:00Z""#,
    r#""2020-04-31T00:00:00Z""#,
    r#""2020-01-01T24:00:00Z""#,
    r#""2020-01-01T00:60:00Z""#,
    r#""2020-01-01T00:00:61Z""#,
    r#""2020-01-01T00:00:60Z""#,
    r#""2020-01-01T00:00:00.Z""#,
    r#""2020-01-01T00:00:00+24:00""#,
    r#""2020-01-01T00:00:00+01:60""#,
    r#""2020-01-01T00:00:00""#,
    r#""2020-01-01T00:00:00Z\n""#,
    // Base64.
    r#""""#,
    r#""A""#,
    r#""AA""#,
    r#""AAA""#,
    r#""AAAA""#,
    r#""AA==""#,
    r#""AB==""#,
    r#""AAA=""#,
    r#""AAB=""#,
    r#""AA=""#,
    r#""=""#,
    r#""==""#,
    r#""====""#,
    r#""A===""#,
    r#""A-_A""#,
    r#""A+/A""#,
    r#""AA==AA==""#,
    r#""AAA\u0041""#,
    r#""AAAAAA==""#,
    // Texts, whose length is that of their characters.
    r#""a""#,
    r#""ab""#,
    r#""abc""#,
    r#""\ud83d\ude00""#,
    r#""😀😀""#,
    r#""😀😀😀""#,
    r#""é1""#,
    r#""\ud83d""#,
    r#""a\udc00\ud83d""#,
    r#""low""#,
    r#""lo\u0077""#,
    r#""lower""#,
    r#""1.2.3.4""#,
    r#""1.2.3.256""#,
    // Placeholders.
    r#""ANY""#,
    r#""TEXT""#,
    r#""DATE""#,
    r#""NUMBER""#,
    r#""FRACTION""#,
    r#""FLAG""#,
    r#""BYTES""#,
    r#""SHORT""#,
    r#""LEVEL""#,
    r#""POINT""#,
    r#""LIST""#,
    r#"["NUMBER","TEXT"]"#,
    r#"{"x":"FRACTION"}"#,
];

/// Keys of maps as JSON, besides the texts among the values.
const MORE_KEYS: &[&str] = &[
    r#""0""#,
    r#""-0""#,
    r#""00""#,
    r#""-1""#,
    r#""-2""#,
    r#""+1""#,
    r#""1""#,
    r#""1.0""#,
    r#""1e0""#,
    r#"" 1""#,
    r#""127""#,
    r#""128""#,
    r#""-129""#,
    r#""9007199254740992""#,
    r#""9007199254740993""#,
    r#""9007199254740994""#,
    r#""-9223372036854775808""#,
    r#""-9223372036854775809""#,
    r#""18446744073709551615""#,
    r#""18446744073709551616""#,
    r#""170141183460469231731687303715884105727""#,
    r#""170141183460469231731687303715884105728""#,
    r#""-170141183460469231731687303715884105728""#,
    r#""-170141183460469231731687303715884105729""#,
    r#""1000000000000000000000000000000000000000000000000""#,
    r#""__proto__""#,
    r#""constructor""#,
];

/// Objects of the entity `Values`, each with one value, and each with one key of a map.
pub(super) fn texts() -> Vec<String> {
    let fields = (0..TYPES.len()).flat_map(|at| {
        let values = VALUES.iter();
        values.map(move |value| format!("{{\"v{at}\":{value}}}"))
    });
    let strings = VALUES.iter().filter(|value| value.starts_with('"'));
    let keys: Vec<&str> = strings.chain(MORE_KEYS).copied().collect();
    let maps = (0..KEYS.len()).flat_map(|at| {
        let keys = keys.iter();
        let map = move |key: &&str| format!("{{\"by{at}\":{{{key}:1,{key}:2}}}}");
        keys.map(map).collect::<Vec<_>>()
    });
    fields.chain(maps).collect()
}

/// The schema.
pub(super) fn schema() -> String {
    let types = TYPES.iter().enumerate();
    let types = types.map(|(at, ty)| format!("v{at} = {{ type = \"{ty}\", optional = true }}\n"));
    let keys = KEYS.iter().enumerate();
    let keys = keys.map(|(at, ty)| {
        format!("by{at} = {{ type = \"map<{ty}, int>\", optional = true, max = 1 }}\n")
    });
    types
        .chain(keys)
        .fold(SCHEMA.to_owned(), |schema, field| schema + &field)
}
