//! Values that look as the names of their fields suggest.

use fastrand::Rng;
use tdproto_schema::model::{JsonScalar, Prefix, Scalar, TypeDef};
use tdproto_wire::Bytes;

/// The texts that words of a field's name suggest; the first word that the name has decides.
const TEXTS: &[(&[&str], Text)] = &[
    (&["email", "mail"], Text::Email),
    (&["phone"], Text::Phone),
    (
        &["url", "uri", "href", "link", "site", "webhook", "endpoint"],
        Text::Url,
    ),
    (&["uid", "uuid", "guid"], Text::Uuid),
    (&["color", "colour", "bg"], Text::Color),
    (
        &["token", "secret", "hash", "key", "fingerprint", "signature"],
        Text::Hex,
    ),
    (
        &["id", "ids", "node", "section", "team", "upload", "uploads"],
        Text::Uuid,
    ),
    (&["lang", "locale", "language"], Text::One("en")),
    (&["timezone", "tz"], Text::One("Europe/Berlin")),
    (&["country"], Text::One("DE")),
    (&["currency"], Text::One("EUR")),
    (&["version"], Text::One("2.4.1")),
    (
        &["useragent", "agent"],
        Text::One("Mozilla/5.0 (X11; Linux x86_64)"),
    ),
    (&["ip", "addr", "address"], Text::One("192.0.2.17")),
    (
        &["sdp"],
        Text::One("v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\n"),
    ),
    (
        &["candidate"],
        Text::One("candidate:1 1 UDP 2122252543 192.0.2.17 54321 typ host"),
    ),
    (&["blurhash"], Text::One("LEHV6nWB2yk8pyo0adR*.7kCMdnj")),
    (&["mime", "mimetype", "mediatype"], Text::One("image/png")),
    (&["filename", "file", "path"], Text::One("report.pdf")),
    (&["icon", "emoji", "reaction", "sticker"], Text::One("👍")),
    (&["given", "first", "firstname"], Text::Given),
    (&["family", "last", "lastname", "surname"], Text::Family),
    (&["patronymic"], Text::One("Sergeevna")),
    (
        &["display", "full", "owner", "author", "username", "nickname"],
        Text::Person,
    ),
    (&["role"], Text::One("Designer")),
    (&["start", "finish", "time"], Text::One("09:30")),
    (&["date", "day"], Text::One("2024-05-13")),
    (&["code", "pin"], Text::One("4711")),
    (&["cost", "price", "amount", "sum"], Text::One("12.50")),
    (
        &["name", "title", "subject", "caption", "label", "tags"],
        Text::Title,
    ),
    (
        &[
            "text",
            "message",
            "description",
            "comment",
            "reason",
            "draft",
            "body",
            "note",
            "summary",
            "error",
            "hint",
        ],
        Text::Sentence,
    ),
];

#[derive(Debug, Clone, Copy)]
enum Text {
    One(&'static str),
    Email,
    Phone,
    Url,
    Uuid,
    Color,
    Hex,
    Given,
    Family,
    Person,
    Title,
    Sentence,
}

const GIVEN: &[&str] = &["Anna", "Boris", "Chiara", "Deniz", "Eva", "Farid"];
const FAMILY: &[&str] = &["Ivanova", "Keller", "Moretti", "Novak", "Okafor", "Sato"];
const TITLES: &[&str] = &[
    "Design review",
    "Release 2.4",
    "Budget",
    "Support",
    "Onboarding",
];
const SENTENCES: &[&str] = &[
    "The build is green again.",
    "Can you look at the second draft?",
    "Moved to Thursday, same room.",
    "Please add the numbers of May.",
    "Thanks, that helped a lot!",
];

/// The integers that words of a field's name suggest: the least and the largest that look right.
const INTEGERS: &[(&[&str], i64, i64)] = &[
    (
        &["gentime"],
        1_700_000_000_000_000_000,
        1_760_000_000_000_000_000,
    ),
    (&["timestamp"], 1_700_000_000_000, 1_760_000_000_000),
    (&["size", "bytes", "quota"], 20_000, 900_000),
    (&["width"], 640, 1920),
    (&["height"], 360, 1080),
    (
        &["duration", "seconds", "age", "timeout", "interval"],
        5,
        600,
    ),
    (&["limit", "max"], 50, 200),
    (&["year"], 2024, 2026),
    (&["mb", "gb"], 10, 500),
];

/// The words of a name: `last_readMessageId` has five.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let starts = c.is_uppercase() && before.is_lowercase();
        if !c.is_alphanumeric() || starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns true if one of the words that a row of a table is for is in a name; `…s` stands for
/// many.
fn names(row: &[&str], words: &[String]) -> bool {
    words.iter().any(|word| {
        let one = word.strip_suffix('s').unwrap_or(word);
        row.contains(&word.as_str()) || row.contains(&one)
    })
}

fn one<'t>(rng: &mut Rng, of: &[&'t str]) -> &'t str {
    of[rng.usize(..of.len())]
}

/// A text of a declared scalar: with the prefix that the field's name suggests, or the first one.
/// If it has none, its own name and that of the field decide.
pub(super) fn declared_text(rng: &mut Rng, def: &TypeDef, field: &str) -> String {
    let of_field = words(field);
    let named = |prefix: &&Prefix| {
        words(&prefix.name)
            .iter()
            .any(|word| of_field.contains(word))
    };
    let prefix = def.prefixes.iter().find(named);
    match prefix.or(def.prefixes.first()) {
        Some(prefix) => format!("{}{}", prefix.text, uuid(rng)),
        None if names(&["color", "colour"], &words(&def.name)) => text(rng, &def.name),
        None => text(rng, field),
    }
}

/// A text for a field of this name.
pub(super) fn text(rng: &mut Rng, field: &str) -> String {
    let words = words(field);
    let row = TEXTS.iter().find(|(row, _)| names(row, &words));
    let person = |rng: &mut Rng| (one(rng, GIVEN), one(rng, FAMILY));
    match row.map_or(Text::Title, |(_, text)| *text) {
        Text::One(text) => text.to_owned(),
        Text::Email => {
            let (given, family) = person(rng);
            format!("{given}.{family}@example.com").to_lowercase()
        }
        Text::Phone => format!("+1555010{:04}", rng.u32(..10_000)),
        Text::Url => format!("https://example.com/{}", hex(rng, 8)),
        Text::Uuid => uuid(rng),
        Text::Color => format!("#{}", hex(rng, 6)),
        Text::Hex => hex(rng, 32),
        Text::Given => one(rng, GIVEN).to_owned(),
        Text::Family => one(rng, FAMILY).to_owned(),
        Text::Person => {
            let (given, family) = person(rng);
            format!("{given} {family}")
        }
        Text::Title => one(rng, TITLES).to_owned(),
        Text::Sentence => one(rng, SENTENCES).to_owned(),
    }
}

fn hex(rng: &mut Rng, digits: usize) -> String {
    (0..digits)
        .map(|_| char::from_digit(rng.u32(..16), 16).unwrap_or('0'))
        .collect()
}

/// A UUID of version 4.
fn uuid(rng: &mut Rng) -> String {
    let variant = one(rng, &["8", "9", "a", "b"]);
    format!(
        "{}-{}-4{}-{variant}{}-{}",
        hex(rng, 8),
        hex(rng, 4),
        hex(rng, 3),
        hex(rng, 3),
        hex(rng, 12)
    )
}

/// Date and time, in a year of the recent past.
pub(super) fn datetime(rng: &mut Rng) -> String {
    format!(
        "2024-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        rng.u32(1..=12),
        rng.u32(1..=28),
        rng.u32(8..20),
        rng.u32(..60),
        rng.u32(..60),
        rng.u32(..1_000_000)
    )
}

/// The text of a few bytes.
pub(super) fn bytes(rng: &mut Rng) -> String {
    let bytes: Vec<u8> = (0..rng.usize(3..=8)).map(|_| rng.u8(..)).collect();
    Bytes(bytes).to_base64()
}

/// An integer for a field of this name, within the range of its type.
pub(super) fn integer(rng: &mut Rng, scalar: Scalar, field: &str) -> i128 {
    let words = words(field);
    let row = INTEGERS.iter().find(|(row, ..)| names(row, &words));
    let (low, high) = row.map_or((1, 12), |(_, low, high)| (*low, *high));
    let guess = i128::from(rng.i64(low..=high));
    match scalar.json() {
        JsonScalar::Integer { smallest, largest } if (smallest..=largest).contains(&guess) => guess,
        JsonScalar::Integer { .. }
        | JsonScalar::Text
        | JsonScalar::Base64
        | JsonScalar::Bool
        | JsonScalar::Number => i128::from(rng.u8(1..=12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(
            words("last_readMessageId"),
            ["last", "read", "message", "id"]
        );
        assert_eq!(words("_error"), ["error"]);
        assert_eq!(words("mediaURL"), ["media", "url"]);
    }

    #[test]
    fn texts_are_what_names_say() {
        let mut rng = Rng::with_seed(0);
        assert!(text(&mut rng, "contact_email").ends_with("@example.com"));
        assert!(text(&mut rng, "mediaURL").starts_with("https://"));
        assert_eq!(text(&mut rng, "user_uids").len(), 36);
        assert!((1..=12).contains(&integer(&mut rng, Scalar::Int8, "gentime")));
    }
}
