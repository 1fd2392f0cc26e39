//! The canonical form of schema files: a folder a case under `tests/fmt/`, `before.toml` and
//! `after.toml` in it; and what holds of every file.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::Exit;
use tdproto_codegen::fmt::format;
use tdproto_schema::{Model, SourceMap, compile};

use crate::errors::tdproto;
use crate::root;

fn formatted(text: &str) -> String {
    format("a.toml", text).unwrap_or_else(|(_, found)| panic!("{found:#?}\n{text}"))
}

fn model(text: &str) -> Model {
    let mut sources = SourceMap::default();
    sources.add("a.toml", text);
    compile(&sources).0.model
}

#[test]
fn every_case() {
    for case in fs::read_dir(root().join("tests/fmt")).unwrap() {
        let case = case.unwrap().path();
        let before = fs::read_to_string(case.join("before.toml")).unwrap();
        let after = formatted(&before);
        let expected = case.join("after.toml");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|set| set == "always") {
            fs::write(&expected, &after).unwrap();
        }
        assert_eq!(
            after,
            fs::read_to_string(expected).unwrap(),
            "{}",
            case.display()
        );
        assert_eq!(formatted(&after), after, "{}", case.display());
        assert_eq!(model(&after), model(&before), "{}", case.display());
    }
}

/// Every schema file of the repository that is sound on its own.
fn valid_files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("schema/protocol"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !matches!(name, "node_modules" | "target" | "examples" | "corpus") {
                folders.push(path);
            } else if name.ends_with(".toml") && name != "Cargo.toml" {
                // Some cases of errors are not even text.
                if let Ok(text) = fs::read_to_string(&path)
                    && format("a.toml", &text).is_ok()
                {
                    files.push((path, text));
                }
            }
        }
    }
    files
}

#[test]
fn formatting_twice_changes_nothing_more() {
    let files = valid_files();
    assert!(files.len() > 100, "{}", files.len());
    for (path, text) in files {
        let once = formatted(&text);
        assert_eq!(formatted(&once), once, "{}", path.display());
        assert_eq!(model(&once), model(&text), "{}", path.display());
    }
}

#[test]
fn the_built_in_schema_is_in_canonical_form() {
    let schema = root().join("schema/protocol").display().to_string();
    let ran = tdproto(["fmt", "--check", &schema]);
    assert_eq!(ran.code, Exit::Clean.code(), "{}{}", ran.out, ran.err);
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn one_in(&mut self, sides: u64) -> bool {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33).is_multiple_of(sides)
    }
}

/// The lines of a file without comments and blank lines.
fn bare(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split(" # c").next().unwrap_or(line))
        .collect()
}

/// The same file written in another way: comments and blank lines anywhere, other spacing, fields
/// over several lines or with headers of their own, their keys backwards. Each comment is another.
fn odd(text: &str, dice: &mut Dice) -> (String, usize, usize) {
    let (mut out, mut comments, mut blanks) = (String::new(), 0, 0);
    let mut comment = || {
        comments += 1;
        format!("# c{comments};")
    };
    let mut table = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.is_empty() {
            continue;
        }
        if dice.one_in(4) {
            out.push_str("\n\n");
            blanks += 2;
        }
        if dice.one_in(3) {
            out.push_str(&format!("  {}\n", comment()));
        }
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']).to_owned();
        }
        let field = line
            .split_once(" = { ")
            .filter(|_| table.ends_with(".fields"));
        let plain = field.filter(|(_, rest)| !rest.contains(", when") && !rest.contains("[\""));
        let parts = plain.map(|(key, rest)| (key, keys(rest)));
        match parts {
            Some((key, parts)) if dice.one_in(3) => {
                out.push_str(&format!("{key}={{ {}\n", comment()));
                for part in parts.iter().rev() {
                    out.push_str(&format!("   {part}  {}\n,", comment()));
                }
                out.push_str(&format!("{}\n}}", comment()));
            }
            Some((key, parts)) if dice.one_in(3) => {
                let dotted = parts.iter().rev().map(|part| format!("{key}.{part}"));
                out.push_str(&dotted.collect::<Vec<_>>().join("\n"));
            }
            Some(_) | None => out.push_str(&line.replace("{ ", "{").replace(" }", "   }")),
        }
        if dice.one_in(3) {
            out.push_str(&comment());
        }
        out.push('\n');
    }
    (out, comments, blanks)
}

/// The keys of an inline table whose values are texts and flags.
fn keys(rest: &str) -> Vec<String> {
    let rest = rest.trim_end_matches(" }");
    let (flags, doc) = rest.split_once(", doc = ").unwrap_or((rest, "\"\""));
    let flags = flags.split(", ").map(str::to_owned);
    flags.chain([format!("doc = {doc}")]).collect()
}

#[test]
fn odd_ways_of_writing_come_out_the_same_and_lose_no_comment() {
    let folder = root().join("schema/protocol");
    let mut dice = Dice(7);
    let (mut all_comments, mut files) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|found| found != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for _ in 0..4 {
            let (odd, comments, blanks) = odd(&text, &mut dice);
            let out = formatted(&odd);
            assert_eq!(bare(&out), bare(&text), "{}\n{odd}", path.display());
            for number in 1..=comments {
                let found = out.matches(&format!("# c{number};")).count();
                assert_eq!(
                    found,
                    1,
                    "comment {number} of {}\n{odd}\n{out}",
                    path.display()
                );
            }
            let kept = out.lines().filter(|line| line.is_empty()).count();
            assert!(
                kept >= blanks.saturating_sub(2),
                "{}: {kept} of {blanks}",
                path.display()
            );
            assert_eq!(formatted(&out), out);
            all_comments += comments;
            files += 1;
        }
    }
    assert!(
        files > 100 && all_comments > 5_000,
        "{files} {all_comments}"
    );
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn all_files_are_written_or_none() {
    let dir = tempfile::tempdir().unwrap();
    let good = write(
        dir.path(),
        "a.toml",
        "[entity.A.fields]\nx={type=\"int\"}\n",
    );
    let bad = write(
        dir.path(),
        "b.toml",
        "[entity.B]\ndoc = 1\nfields.y = {tpye = \"int\"}\n",
    );
    let folder = dir.path().display().to_string();
    let ran = tdproto(["fmt", &folder]);
    assert_eq!(ran.code, Exit::Findings.code(), "{}", ran.out);
    assert!(ran.err.contains("did you mean `type`?"), "{}", ran.err);
    assert!(fs::read_to_string(&good).unwrap().contains("x={"));
    fs::write(&bad, "[entity.B]\n").unwrap();
    let ran = tdproto(["fmt", "--check", &folder]);
    assert_eq!(ran.code, Exit::Findings.code());
    assert!(ran.out.contains("+x = { type = \"int\" }\n"), "{}", ran.out);
    let ran = tdproto(["fmt", &folder]);
    assert!(
        ran.out.ends_with("2 files: 1 written, 1 unchanged\n"),
        "{}",
        ran.out
    );
    assert!(fs::read_to_string(&good).unwrap().contains("x = { "));
    let left = fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(left, 2, "nothing is left beside the files");
    let ran = tdproto(["fmt", &dir.path().join("missing").display().to_string()]);
    assert_eq!(ran.code, Exit::Unreadable.code());
}
