//! Frames whose numbers and strings are easily mistaken: for each other, or for what they are
//! rounded to.

use fastrand::Rng;

/// Integers around which readers round, and some that are harmless.
const INTEGERS: &[&str] = &[
    "0",
    "1",
    "7",
    "65535",
    "999999999999999",
    "1000000000000000",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
    "10000000000000000",
    "10000000000000001",
    "1626960084072284401",
    "1626960084072284402",
    "1626960084072284416",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
];

/// Numbers that no integer type holds, or only one that rounds.
const ODD: &[&str] = &[
    "1.5",
    "-0",
    "-0.0",
    "0e5",
    "0.1",
    "9007199254740989.5",
    "9007199254740993.5",
    "1626960084072284401.5",
    "1.00000000000000000001",
    "12345678.00000000001",
    "0.99999999999999999",
    "90071992547409895e-1",
    "1e-400",
    "123e-330",
    "1E400",
    "-1e309",
    "1e999999999",
    "1e-999999999",
    "1.5e1",
    "15E-1",
    "1e16",
    "1E+16",
    "1e0000000000000000016",
    "100000000000000000000000000000000e-16",
    "9.007199254740993e15",
    "0.000000000000000000016269600840722844e36",
];

/// Strings, as JSON, that look like parts of frames.
const STRINGS: &[&str] = &[
    r#""""#,
    r#""9007199254740993""#,
    r#""10000000000000001""#,
    r#""1e16""#,
    r#"" : 1e16, ""#,
    r#"": 1626960084072284401,""#,
    r#""1.00000000000000000001 ""#,
    r#""\\""#,
    r#""\"9007199254740993,""#,
    r#""\\\"1e16]""#,
    r#""\u0022,9007199254740993""#,
    r#""\ud83d""#,
    r#""\ude00\ud83d x""#,
    r#""\ud83d\ude00""#,
    r#""d-84e3cb48-598b-4ffd-918e-0662ebeb3469""#,
    r#""2019-09-18T00:00:07.435409Z""#,
    r#""Привет, 🙂 1e400""#,
];

/// A key of entities that have another one twice.
const REPEATED: &str = "repeated";

const SPACES: &[&str] = &["", "", "", "", " ", "\n  ", "\t", "\r\n"];

/// Text that damages a frame wherever it is put.
const DAMAGE: &[&str] = &[
    "", ",", "1", "e5", "-", "\"", "\\", "]", "}", ".", "00", "null", "1e400",
];

/// A frame from the server, of one of a few events.
pub(crate) fn frame(rng: &mut Rng) -> String {
    let (event, params) = match rng.u8(..4) {
        0 => {
            let members = vec![("message", string(rng)), ("orig", any(rng, 4))];
            ("server.warning", object(rng, members))
        }
        1 => {
            let data = any_object(rng, 3);
            ("server.uisettings", object(rng, vec![("data", data)]))
        }
        2 => ("server.message.updated", list_of("messages", message, rng)),
        _ => ("server.chat.updated", list_of("chats", chat, rng)),
    };
    let mut members = vec![("event", format!("\"{event}\"")), ("params", params)];
    if rng.u8(..4) == 0 {
        members.push(("confirm_id", string(rng)));
    }
    let frame = object(rng, members);
    match rng.u8(..12) {
        // Of a repeated key, Rust checks the earlier values, too, so these have to be right.
        0 if !frame.contains(REPEATED) => damaged(&frame, rng),
        _ => frame,
    }
}

fn list_of(key: &'static str, item: fn(&mut Rng) -> String, rng: &mut Rng) -> String {
    let items: Vec<String> = (0..rng.usize(1..5)).map(|_| item(rng)).collect();
    object(rng, vec![(key, format!("[{}]", items.join(",")))])
}

fn message(rng: &mut Rng) -> String {
    let mut members = vec![("message_id", string(rng)), ("gentime", long(rng))];
    if rng.bool() {
        members.push(("num_received", short(rng)));
    }
    if rng.u8(..4) == 0 {
        // The last one wins.
        members[1] = ("gentime", whole(rng));
        members.push(("gentime", whole(rng)));
        members.push((REPEATED, "true".to_owned()));
    }
    object(rng, members)
}

fn chat(rng: &mut Rng) -> String {
    let mut members = vec![("jid", string(rng)), ("gentime", long(rng))];
    for key in ["base_gentime", "draft_gentime"] {
        if rng.bool() {
            members.push((key, long(rng)));
        }
    }
    for key in ["num_importants", "num_unread", "color_index"] {
        if rng.u8(..3) == 0 {
            members.push((key, short(rng)));
        }
    }
    if rng.u8(..4) == 0 {
        members.push(("last_message", message(rng)));
    }
    object(rng, members)
}

/// A number for a field of 64 bits: one that fits, for most.
fn long(rng: &mut Rng) -> String {
    match rng.u8(..12) {
        0 => number(rng),
        1 => "null".to_owned(),
        _ => whole(rng),
    }
}

/// A number for a field of fewer bits.
fn short(rng: &mut Rng) -> String {
    match rng.u8(..12) {
        0 => number(rng),
        _ => spelled(["0", "1", "30", "65535"][rng.usize(..4)], rng),
    }
}

/// An integer that 64 bits hold, in any notation.
fn whole(rng: &mut Rng) -> String {
    let digits = match rng.bool() {
        true => INTEGERS[rng.usize(..16)].to_owned(),
        false => rng.i64(0..).to_string(),
    };
    let sign = if rng.u8(..4) == 0 { "-" } else { "" };
    spelled(&format!("{sign}{digits}"), rng)
}

/// The same integer, written in some way.
fn spelled(digits: &str, rng: &mut Rng) -> String {
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let bare = digits.trim_start_matches('-');
    let zeros = rng.usize(1..30);
    match rng.u8(..16) {
        0 => format!("{digits}.0"),
        1 => format!("{digits}.{}", "0".repeat(zeros)),
        2 if bare != "0" => format!("{digits}{}e-{zeros}", "0".repeat(zeros)),
        3 => format!("{digits}{}", ["e0", "E+0", "e-0", "E00"][rng.usize(..4)]),
        4 => format!("{sign}0.{}{bare}E{}", "0".repeat(zeros), zeros + bare.len()),
        5 if bare.len() > 1 => {
            let point = rng.usize(1..bare.len());
            let (whole, fraction) = bare.split_at(point);
            format!("{sign}{whole}.{fraction}e{}", fraction.len())
        }
        6 => {
            let short = bare.trim_end_matches('0');
            match short {
                "" => "0".to_owned(),
                _ => format!("{sign}{short}e+{}", bare.len() - short.len()),
            }
        }
        _ => digits.to_owned(),
    }
}

/// Any number.
fn number(rng: &mut Rng) -> String {
    match rng.u8(..4) {
        0 => ODD[rng.usize(..ODD.len())].to_owned(),
        1 => {
            let integer = INTEGERS[rng.usize(..INTEGERS.len())];
            spelled(integer, rng)
        }
        2 => rng.f64().to_string(),
        _ => {
            let digits: String = (0..rng.usize(1..25)).map(|_| rng.digit(10)).collect();
            let digits = digits.trim_start_matches('0');
            let whole = if digits.is_empty() { "0" } else { digits };
            let fraction = match rng.bool() {
                true => format!(".{}", rng.u64(..)),
                false => String::new(),
            };
            let exponent = match rng.bool() {
                true => format!("e{}", rng.i32(-30..30)),
                false => String::new(),
            };
            format!("{whole}{fraction}{exponent}")
        }
    }
}

fn string(rng: &mut Rng) -> String {
    STRINGS[rng.usize(..STRINGS.len())].to_owned()
}

/// A value of any type, in which others are at most so deep.
fn any(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..8) {
        0 if depth > 0 => any_object(rng, depth - 1),
        1 | 2 if depth > 0 => {
            let items: Vec<String> = (0..rng.usize(..5)).map(|_| any(rng, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
        3 => string(rng),
        4 => ["true", "false", "null"][rng.usize(..3)].to_owned(),
        5 => INTEGERS[rng.usize(..INTEGERS.len())].to_owned(),
        _ => number(rng),
    }
}

fn any_object(rng: &mut Rng, depth: usize) -> String {
    const KEYS: &[&str] = &["", "a", "b", "1", "10", "__proto__", "constructor", "1e16"];
    let members = (0..rng.usize(..4)).map(|_| (KEYS[rng.usize(..KEYS.len())], any(rng, depth)));
    let members = members.collect();
    plain_object(rng, members)
}

/// An object with these members, and sometimes with keys that no entity has.
fn object(rng: &mut Rng, mut members: Vec<(&'static str, String)>) -> String {
    if rng.u8(..4) == 0 {
        let value = match rng.u8(..8) {
            0 => {
                // Around the limit, and beyond what recursion bears.
                let depth =
                    [1, 100, rng.usize(118..130), 100_000][rng.usize(..4).min(rng.usize(..8))];
                format!("{}{}", "[".repeat(depth), "]".repeat(depth))
            }
            1 => format!("{:?}", "\\n".repeat(rng.usize(..2000))),
            _ => any(rng, 2),
        };
        let at = rng.usize(..=members.len());
        members.insert(at, (["later", "x", "__proto__"][rng.usize(..3)], value));
    }
    plain_object(rng, members)
}

fn plain_object(rng: &mut Rng, members: Vec<(&'static str, String)>) -> String {
    let mut space = || SPACES[rng.usize(..SPACES.len())];
    let members: Vec<String> = members
        .into_iter()
        .map(|(key, value)| {
            let (a, b, c, d) = (space(), space(), space(), space());
            format!("{a}\"{key}\"{b}:{c}{value}{d}")
        })
        .collect();
    format!("{{{}}}", members.join(","))
}

/// The frame with something in a place where it hardly belongs.
fn damaged(frame: &str, rng: &mut Rng) -> String {
    let start = frame.floor_char_boundary(rng.usize(..frame.len()));
    let end = frame.ceil_char_boundary((start + rng.usize(..3)).min(frame.len()));
    let damage = DAMAGE[rng.usize(..DAMAGE.len())];
    format!("{}{damage}{}", &frame[..start], &frame[end..])
}
