//! The files of vectors that drivers read.

use std::fs;

use tdproto_codegen::payloads::Vector;

use crate::packages::write_vectors;

/// The vectors of a case say what a driver needs: the text, and what it is of.
#[test]
fn vectors_are_written_a_line_each() {
    let folder = tempfile::tempdir().unwrap();
    for case in crate::payloads::cases::cases() {
        let file = write_vectors(case, folder.path());
        let text = fs::read_to_string(file).unwrap();
        let read: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let ids = case.vectors.iter().map(|vector: &Vector| &vector.id);
        assert!(ids.eq(read.iter().map(|line| line["id"].as_str().unwrap())));
    }
}
