//! Input of every kind gives diagnostics, never a panic, and in bearable time.

use std::fmt::Write as _;

use tdproto::Decoded;
use tdproto::wire::ErrorKind;
use tdproto_codegen::render::{Style, render};
use tdproto_codegen::sample;
use tdproto_codegen::views::View;
use tdproto_schema::{Code, Diagnostic, SourceMap, compile, embedded, json};

use crate::frames::example_frames;

/// Compiles one file and renders what was found, as a run would.
fn found(text: &str) -> Vec<Diagnostic> {
    let mut sources = SourceMap::default();
    sources.add("hostile.toml", text);
    let (_, diagnostics) = compile(&sources);
    let rendered = render(&sources, &diagnostics, Style::Plain);
    assert_eq!(rendered.is_empty(), diagnostics.is_empty());
    diagnostics
}

fn codes(text: &str) -> Vec<Code> {
    found(text).into_iter().map(|found| found.code).collect()
}

#[test]
fn five_thousand_levels_of_list() {
    let deep = format!("{}string{}", "list<".repeat(5000), ">".repeat(5000));
    let text = format!("[entity.A.fields]\na = {{ type = \"{deep}\" }}\n");
    assert_eq!(codes(&text), [Code::TypeTooDeep]);
}

#[test]
fn deep_toml() {
    let arrays = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(codes(&arrays).contains(&Code::TomlSyntax));
    let tables = format!("[{}]\n", vec!["a"; 5_000].join("."));
    assert!(!codes(&tables).is_empty());
}

#[test]
fn one_line_of_ten_megabytes() {
    let text = format!(
        "[entity.A.fields]\na = {{ doc = \"{}\", typ = \"int\" }}\n",
        "x".repeat(10 << 20)
    );
    let diagnostics = found(&text);
    assert_eq!(diagnostics.len(), 1, "a misspelled key is told once");
    let mut sources = SourceMap::default();
    sources.add("long.toml", text);
    let rendered = render(&sources, &diagnostics, Style::Plain);
    assert!(rendered.len() < 4_000, "the line is shown in pieces");
    assert!(rendered.contains("did you mean `type`?"), "{rendered}");
    assert!(rendered.contains("long.toml:2:10485777"), "{rendered}");
}

/// Entities that always hold the next one, `count` in all; the last holds `end`.
fn chain_of_entities(count: usize, end: &str) -> String {
    let mut text = String::new();
    for number in 0..count - 1 {
        let next = number + 1;
        write!(
            text,
            "[entity.E{number}.fields]\nnext = {{ type = \"E{next}\" }}\n"
        )
        .unwrap();
    }
    write!(text, "[entity.E{}]\nfields = {{ {end} }}\n", count - 1).unwrap();
    text
}

#[test]
fn a_long_chain_of_entities() {
    assert_eq!(codes(&chain_of_entities(5_000, "")), [Code::TypeNesting]);
    let ring = chain_of_entities(5_000, "back = { type = \"E0\" }");
    assert_eq!(codes(&ring), [Code::TypeInfinite]);
    let optional = chain_of_entities(5_000, "").replace("\" }", "\", nullable = true }");
    assert_eq!(codes(&optional), []);
}

/// What is allowed can be made and read: a frame of it stays below what readers take. What is one
/// level deeper is refused.
#[test]
fn a_chain_of_entities_as_deep_as_readers_take() {
    let chain = chain_of_entities(100, "id = { type = \"string\" }");
    let event = "[event.\"server.deep\"]\ndirection = \"server\"\nparams = \"E0\"\n";
    let (schema, found) = crate::fixtures::compiled(&(chain + event));
    assert!(found.is_empty(), "{found:?}");
    let deepest = schema.model.find_type("E0").unwrap();
    let params = sample::of_type(&schema.model, deepest, View::Whole, 0);
    let frame = serde_json::json!({ "event": "server.deep", "params": params }).to_string();
    assert_eq!(frame.matches('{').count(), 101);
    assert!(serde_json::from_str::<serde_json::Value>(&frame).is_ok());
    assert!(tdproto_wire::Reader::of_text(&frame).skip().is_ok());
    let deeper = chain_of_entities(101, "id = { type = \"string\" }");
    assert_eq!(codes(&deeper), [Code::TypeNesting]);
}

/// Entities that include the next one, `count` in all, and as many aliases.
fn includes_and_aliases(count: usize) -> String {
    let mut text = String::new();
    for number in 0..count - 1 {
        let next = number + 1;
        write!(
            text,
            "[alias.A{number}]\ntype = \"A{next}\"\n[entity.E{number}]\nincludes = [\"E{next}\"]\n"
        )
        .unwrap();
    }
    let last = count - 1;
    write!(
        text,
        "[alias.A{last}]\ntype = \"E0\"\n[entity.E{last}.fields]\nend = {{ type = \"A0\", nullable = true }}\n"
    )
    .unwrap();
    text
}

#[test]
fn a_long_chain_of_includes_and_aliases() {
    assert_eq!(codes(&includes_and_aliases(257)), []);
    assert_eq!(codes(&includes_and_aliases(258)), [Code::IncludeLimit]);
    assert_eq!(codes(&includes_and_aliases(2_000)), [Code::IncludeLimit]);
}

#[test]
fn thousands_of_errors_are_cut_short() {
    let text: String = (0..5_000)
        .map(|n| format!("[entity.E{n}.fields]\na = {{ type = \"Nope\" }}\n"))
        .collect();
    let mut sources = SourceMap::default();
    sources.add("many.toml", text);
    let (_, diagnostics) = compile(&sources);
    assert_eq!(diagnostics.len(), 5_000);
    assert!(render(&sources, &diagnostics, Style::Plain).contains("… and 4900 more"));
}

/// A small generator of numbers, the same on every machine: SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}

/// Changes a text at a random place: cuts it, drops a piece, or puts something in.
fn mutated(text: &str, random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "\"", "]", "[", "{", "}", "=", "\n", "'''", "\0", "😀", "list<", ".", ",", "type",
        "\u{2028}",
    ];
    let at = text.floor_char_boundary(random.below(text.len()));
    let to = text.ceil_char_boundary((at + random.below(20)).min(text.len()));
    let piece = PIECES[random.below(PIECES.len())];
    match random.below(3) {
        0 => text[..at].to_owned(),
        1 => format!("{}{}", &text[..at], &text[to..]),
        _ => format!("{}{piece}{}", &text[..at], &text[at..]),
    }
}

#[test]
fn mutated_schema_files() {
    let mut random = Random(1);
    let chat = embedded::sources()
        .files()
        .iter()
        .find(|file| file.topic == "push")
        .unwrap()
        .text
        .clone();
    let mut with_findings = 0;
    for _ in 0..2_000 {
        let mut text = chat.clone();
        for _ in 0..=random.below(3) {
            text = mutated(&text, &mut random);
            if text.is_empty() {
                break;
            }
        }
        with_findings += usize::from(!found(&text).is_empty());
    }
    assert!(
        with_findings > 1_000,
        "{with_findings} of 2000 mutants had findings"
    );
}

/// What is read as a frame is JSON to serde_json, and what we say is no JSON is none.
#[test]
fn mutated_frames() {
    let mut random = Random(3);
    let (mut read, mut broken) = (0, 0);
    for (_, frame) in example_frames() {
        let text = frame.to_string();
        if text.len() > 2_000 {
            continue;
        }
        for _ in 0..200 {
            let text = mutated(&text, &mut random);
            let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            match tdproto::ServerEvent::decode(text.as_bytes()) {
                Decoded::Known(_) | Decoded::Unknown { .. } => {
                    assert!(is_json, "{text}");
                    read += 1;
                }
                Decoded::Malformed { error, .. } => {
                    let says_no = matches!(error.kind(), ErrorKind::Syntax(_));
                    assert!(!(is_json && says_no), "{error}: {text}");
                    broken += 1;
                }
            }
        }
    }
    assert!(
        read > 300 && broken > 1_000,
        "{read} were read, {broken} were not"
    );
}

#[test]
fn mutated_models() {
    let mut random = Random(2);
    let (schema, _) = crate::fixtures::compiled(
        "[entity.A.fields]\na = { type = \"list<A>\", when = { b = \"x\" } }\nb = { type = \"B\" }\n[enum.B.values]\nx = {}\n[event.\"server.a\"]\ndirection = \"server\"\nparams = \"A\"\n",
    );
    let text = json::to_json(&schema.model, "");
    assert_eq!(json::from_json(&text).unwrap(), schema.model);
    let mut refused = 0;
    for _ in 0..2_000 {
        refused += usize::from(json::from_json(&mutated(&text, &mut random)).is_err());
    }
    assert!(refused > 1_000, "{refused} of 2000 mutants were refused");
}
