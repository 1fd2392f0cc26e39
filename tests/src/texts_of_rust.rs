//! Texts that generated Rust writes, beside those of serde_json.

use fastrand::Rng;

/// What texts are made of: runs of several lengths, every kind of escape, characters of one to
/// four bytes.
const PARTS: &[&str] = &[
    "a",
    "plain",
    "sixteen bytes ok",
    "\"",
    "\\",
    "\n",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\"\n",
    "\t\u{1}",
    "ж",
    "слово",
    "€",
    "😀",
    " ",
    "",
];

#[test]
fn texts_have_the_escapes_of_serde_json() {
    let mut rng = Rng::with_seed(1);
    for _ in 0..100_000 {
        let parts = rng.usize(..40);
        let text: String = (0..parts)
            .map(|_| PARTS[rng.usize(..PARTS.len())])
            .collect();
        compare(&text);
    }
}

#[test]
fn each_character_is_escaped_at_every_place() {
    for character in (0..=0x80).filter_map(char::from_u32).chain(['ж', '😀']) {
        for before in 0..40 {
            for after in [0, 1, 7, 8, 15, 16, 40] {
                compare(&format!(
                    "{}{character}{}",
                    "a".repeat(before),
                    "b".repeat(after)
                ));
            }
        }
    }
}

#[test]
fn text_of_control_characters_alone_is_six_times_as_long() {
    let text = "\u{1}".repeat(1000);
    compare(&text);
    assert_eq!(written(&text).len(), 6002);
}

fn compare(text: &str) {
    assert_eq!(written(text), serde_json::to_string(text).unwrap());
}

fn written(text: &str) -> String {
    let mut w = tdproto_wire::Writer::new();
    w.string(text);
    w.finish()
}
