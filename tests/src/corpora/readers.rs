//! What generated code reads of a protocol at its full size, and writes again.

use std::fs;
use std::path::Path;
use std::process::Command;

use tdproto_codegen::payloads::{Of, Vector};
use tdproto_schema::Schema;
use tdproto_schema::model::Direction;

use crate::payloads::cases::Case;
use crate::payloads::report::judged;
use crate::payloads::typescript;
use crate::{consumers, rustc, vectors};

/// A program that reads lines of a side, a name that may be empty and a frame, with tabs between
/// them. A line of its output begins with what became of the frame; behind it is the frame again, the
/// name, or the place of the fault.
const PROGRAM: &str = r#"
use std::io::BufRead as _;

use library::wire::{DecodedFrame, DrawnFrame, Limits, Segment, decode_frame_str, encode_frame};

fn read<'de, F: DrawnFrame<'de>>(text: &'de str, name: Option<&str>) {
    match decode_frame_str::<F>(text, name, Limits::DEFAULT) {
        DecodedFrame::Known(frame) => println!("known {}", encode_frame(&frame)),
        DecodedFrame::Unknown { name, .. } => println!("unknown {name}"),
        DecodedFrame::Malformed { error, .. } => {
            let steps = error.segments().map(|step| match step {
                Segment::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => format!("/{index}"),
            });
            println!("malformed {}", steps.collect::<String>());
        }
    }
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let mut parts = line.splitn(3, '\t');
        let mut part = || parts.next().unwrap();
        let (side, name, text) = (part(), part(), part());
        let name = Some(name).filter(|name| !name.is_empty());
        match side {
            CLIENT
            _ => read::<library::ServerFrame>(text, name),
        }
    }
}
"#;

/// A frame to read, and the event that the reader knows without it.
pub(crate) struct Frame<'a> {
    pub(crate) from: Direction,
    pub(crate) event: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// Reads frames by the generated crate in a folder; a line each.
pub(crate) fn rust(folder: &Path, frames: &[Frame<'_>]) -> String {
    let is_client = |frame: &Frame<'_>| frame.from == Direction::ClientToServer;
    // A protocol whose clients send nothing has no type for it.
    let client = match frames.iter().any(is_client) {
        true => "\"client\" => read::<library::ClientFrame>(text, name),",
        false => "",
    };
    rustc::write(
        &folder.join("reading.rs"),
        &PROGRAM.replace("CLIENT", client),
    );
    let plain = ["--edition", "2024", "-C", "debuginfo=0", "-A", "warnings"];
    for args in [
        &[
            "--crate-type",
            "rlib",
            "--crate-name",
            "library",
            "src/lib.rs",
        ][..],
        &["--extern", "library=liblibrary.rlib", "reading.rs"],
    ] {
        let mut command = Command::new("rustc");
        let output = command.args(plain).args(args).current_dir(folder).output();
        consumers::passed(&output.unwrap());
    }
    let line = |frame: &Frame<'_>| {
        let side = if is_client(frame) { "client" } else { "server" };
        format!(
            "{side}\t{}\t{}\n",
            frame.event.unwrap_or_default(),
            frame.text
        )
    };
    let input = folder.join("frames.tsv");
    fs::write(&input, frames.iter().map(line).collect::<String>()).unwrap();
    let mut command = Command::new(folder.join("reading"));
    output(command.stdin(fs::File::open(input).unwrap()))
}

/// The generated crate makes of frames what the vectors expect. Bodies of replies are read as the
/// types of their requests, which a program for all events cannot do.
pub(crate) fn rust_agrees(folder: &Path, vectors: &[Vector]) {
    let is_read = |vector: &&Vector| {
        // A line is a frame; what is no JSON may have line breaks.
        vector.of == Of::Frame && vector.event.is_none() && !vector.text.contains('\n')
    };
    let read: Vec<&Vector> = vectors.iter().filter(is_read).collect();
    let frames = read.iter().map(|vector| Frame {
        from: vector.from,
        event: None,
        text: &vector.text,
    });
    let lines = rust(folder, &frames.collect::<Vec<_>>());
    vectors::compare("Rust", &read, lines.lines());
    assert!(read.len() > 100, "{} frames", read.len());
}

/// The generated package makes of all texts what the vectors expect.
pub(crate) fn typescript_agrees(name: &str, schema: &Schema, vectors: &[Vector]) {
    let case = Case::of(name, schema.clone(), vectors.to_vec());
    let outcomes = typescript::outcomes(std::slice::from_ref(&case));
    let outcomes = outcomes.into_iter().next().unwrap();
    let read = outcomes.iter().flatten().count();
    let judged = judged(&case, outcomes).into_iter().zip(&case.vectors);
    let mut wrong: Vec<String> = judged
        .filter_map(|(result, vector)| Some(format!("{}: {}", vector.id, result?.err()?)))
        .collect();
    let count = wrong.len();
    wrong.truncate(20);
    assert_eq!(count, 0, "{}", wrong.join("\n"));
    assert!(read > 1_000, "{read} vectors");
}

/// What a program says, which must succeed.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    consumers::passed(&output);
    String::from_utf8(output.stdout).unwrap()
}
