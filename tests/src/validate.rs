//! `tdproto validate`: a folder a case under `tests/validate/`, with captures, the arguments in its
//! file `args`, and what comes out locked in `output.snap`.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::{Value, json};
use tdproto::wire::Error;
use tdproto::{ClientEvent, Decoded, ServerEvent};
use tdproto_codegen::capture::{self, Input, Layout, Outcome, Settings};
use tdproto_codegen::sample;
use tdproto_codegen::validate::{Checker, Options, Rule, Side, Validator};
use tdproto_schema::embedded;

use crate::errors::tdproto;
use crate::mutants::mutants;
use crate::root;

/// How many mutants of one frame are tried.
const MUTANTS: usize = 120;

#[test]
fn every_case() {
    let mut cases = 0;
    for case in fs::read_dir(root().join("tests/validate")).unwrap() {
        let case = case.unwrap().path();
        if case.join("args").exists() {
            check(&case);
            cases += 1;
        }
    }
    assert!(cases > 30, "{cases}");
}

fn check(case: &Path) {
    let args = fs::read_to_string(case.join("args")).unwrap();
    let (root, dir) = (root().display().to_string(), case.display().to_string());
    let args = args.split_whitespace();
    let args: Vec<_> = args
        .map(|arg| arg.replace("{DIR}", &dir).replace("{ROOT}", &root))
        .collect();
    let mut outputs = ["1", "3"].map(|threads| {
        let args = args.iter().cloned();
        let ran = tdproto(args.chain(["--threads".to_owned(), threads.to_owned()]));
        let text = format!("exit code {}\n{}{}", ran.code, ran.out, ran.err);
        text.replace(&dir, "DIR")
    });
    assert_eq!(outputs[0], outputs[1], "{dir}: threads change the output");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let text = std::mem::take(&mut outputs[0]);
    settings.bind(|| insta::assert_snapshot!("output", text));
}

/// The documented examples deviate in exactly these places, which were counted when they were
/// recorded.
#[test]
fn documented_examples_deviate_as_often_as_ever() {
    let folder = root().join("schema/protocol/examples");
    let mut args = vec!["validate".to_owned(), "--placeholders".to_owned()];
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            args.push(path.display().to_string());
        }
    }
    args.extend(["--format", "json"].map(str::to_owned));
    let ran = tdproto(args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["data"]["values"], 42);
    let expected = json!({
        "missing-key": 283,
        "unexpected-null": 35,
        "unknown-key": 10,
        "no-envelope": 1,
    });
    assert_eq!(report["data"]["deviations"]["by_rule"], expected);
    assert_eq!(report["findings"].as_array().unwrap().len(), 329);
}

/// What the lenient checker lets pass, the generated types decode, and nothing else.
#[test]
fn lenient_is_what_receivers_take() {
    let model = embedded::compiled().0.model;
    let validator = Validator::new(&model);
    let options = Options {
        lenient: true,
        placeholders: false,
        side: Side::Any,
        correlate: false,
    };
    let mut checker = Checker::new(&validator, options, 1);
    let samples = model
        .events()
        .iter()
        .map(|event| sample::frame(&model, event, 0));
    let (mut taken, mut refused) = (0, 0);
    for frame in samples {
        let is_client = frame["event"].as_str().unwrap().starts_with("client.");
        for mutant in mutants(&frame, MUTANTS) {
            let text = mutant.to_string();
            checker.frame(&text);
            let found = checker.deviations.take(1);
            let error = match is_client {
                true => malformed(ClientEvent::decode(text.as_bytes())),
                false => malformed(ServerEvent::decode(text.as_bytes())),
            };
            assert_eq!(
                found.total() > 0,
                error.is_some(),
                "{found:?} {error:?} {text}"
            );
            *if error.is_some() {
                &mut refused
            } else {
                &mut taken
            } += 1;
        }
    }
    assert!(taken > 1000 && refused > 1000, "{taken} {refused}");
}

fn malformed<E>(decoded: Decoded<E>) -> Option<Error> {
    match decoded {
        Decoded::Known(_) | Decoded::Unknown { .. } => None,
        Decoded::Malformed { error, .. } => Some(error),
    }
}

/// Checks bytes as a capture of the built-in protocol.
fn checked(bytes: impl Read + Send + 'static, settings: &Settings) -> Outcome {
    let model = embedded::compiled().0.model;
    let input = Input {
        name: "capture".to_owned(),
        bytes: Ok(Box::new(bytes)),
        live: false,
    };
    capture::check(&Validator::new(&model), [input], settings)
}

/// Where what was found is, and what it is.
fn places(outcome: &Outcome) -> Vec<(u64, u64, Rule)> {
    let found = outcome.found.iter();
    found
        .map(|found| (found.line, found.column, found.deviation.rule))
        .collect()
}

#[test]
fn a_line_too_long_is_reported_and_skipped() {
    for layout in [Layout::Ndjson, Layout::Json] {
        let long = r#"{"event":"server.online","params":""#;
        let text = std::io::repeat(b'x').take(65 << 20);
        let rest = "\"} \n{\"event\":7}\n";
        let bytes = long.as_bytes().chain(text).chain(rest.as_bytes());
        let settings = Settings {
            layout,
            ..Settings::default()
        };
        let outcome = checked(bytes, &settings);
        let expected = [(1, 1, Rule::TooLong), (2, 10, Rule::WrongType)];
        assert_eq!(places(&outcome), expected, "{layout:?}");
        assert_eq!(outcome.values(), 2);
    }
}

#[test]
fn nesting_without_end_is_reported_and_skipped() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let text = format!("{{\"event\":{open}{close}}}\n{{\"x\":{open}\n{{\"event\":7}}\n");
    let outcome = checked(Cursor::new(text), &Settings::default());
    let expected = [
        (1, 136, Rule::TooDeep),
        (2, 132, Rule::TooDeep),
        (3, 10, Rule::WrongType),
    ];
    assert_eq!(places(&outcome), expected);
}

/// Gives so many bytes at once.
struct Dripping(Cursor<Vec<u8>>, usize);

impl Read for Dripping {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(self.1);
        self.0.read(&mut buffer[..length])
    }
}

/// However the bytes of a pipe come, the same is found as in a file.
#[test]
fn pipes_change_nothing() {
    let model = embedded::compiled().0.model;
    let validator = Validator::new(&model);
    let mut files = 0;
    for case in fs::read_dir(root().join("tests/validate")).unwrap() {
        for file in fs::read_dir(case.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.ends_with("args") || path.ends_with("output.snap") || path.is_dir() {
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let outcome = |live: bool, size: usize, threads: usize| {
                let bytes = Dripping(Cursor::new(bytes.clone()), size);
                let settings = Settings {
                    threads,
                    ..Settings::default()
                };
                let input = Input {
                    name: "capture".to_owned(),
                    bytes: Ok(Box::new(bytes)),
                    live,
                };
                let mut outcome = capture::check(&validator, [input], &settings);
                // How much was read before it was refused depends on the pieces.
                for file in &mut outcome.files {
                    if file.unreadable.is_some() {
                        file.bytes = 0;
                    }
                }
                outcome
            };
            let expected = outcome(false, usize::MAX, 1);
            for (size, threads) in [(1, 1), (3, 3), (usize::MAX, 2)] {
                let found = outcome(true, size, threads);
                assert_eq!(found, expected, "{} by {size} bytes", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 50, "{files}");
}

/// Lines, documents and arrays cut into batches anywhere: the same is found in the same places.
#[test]
fn batches_change_nothing() {
    let frame = |n: usize| match n % 7 {
        0 => format!(r#"{{"event":"server.time","params":{{"time":{n}}}}}"#),
        1 => r#"{"event":"é"}"#.to_owned(),
        _ => {
            r#"{"event":"server.time","params":{"time":"2019-09-18T00:00:07.435409Z"}}"#.to_owned()
        }
    };
    // As long as several batches.
    let frames: Vec<_> = (0..60_000).map(frame).collect();
    for (text, layout) in [
        (frames.join("\n"), Layout::Ndjson),
        (frames.join("\n"), Layout::Json),
        (format!("[{}]", frames.join(",\n")), Layout::Json),
    ] {
        let mut expected = Vec::new();
        for at in 0..frames.len() {
            // The bracket stands before the first.
            let shift = usize::from(at == 0 && text.starts_with('['));
            match at % 7 {
                0 => expected.push((at + 1, 41 + shift, Rule::WrongType)),
                1 => expected.push((at + 1, 10, Rule::UnknownEvent)),
                _ => {}
            }
        }
        for threads in [1, 2, 5] {
            let settings = Settings {
                layout,
                threads,
                max: usize::MAX,
                ..Settings::default()
            };
            let outcome = checked(Cursor::new(text.clone()), &settings);
            let found = places(&outcome).into_iter();
            let found: Vec<_> = found
                .map(|(line, column, rule)| (line as usize, column as usize, rule))
                .collect();
            assert!(found == expected, "{layout:?} by {threads} threads");
            assert_eq!(outcome.values(), 60_000);
        }
    }
}
