//! The order that rustfmt brings imports into.

use std::cmp::Ordering;

/// Compares names as versions: runs of digits as numbers, `_` before all else.
pub(super) fn as_versions(a: &str, b: &str) -> Ordering {
    pieces(a)
        .cmp(&pieces(b))
        .then_with(|| b.len().cmp(&a.len()))
}

/// A part of a name that is compared as one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Underscore,
    /// The number of digits, and the digits.
    Number(usize, String),
    Char(char),
}

fn pieces(name: &str) -> Vec<Piece> {
    let mut rest = name.trim_start_matches("r#");
    let mut pieces = Vec::new();
    while let Some(first) = rest.chars().next() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (piece, length) = match first {
            '_' => (Piece::Underscore, 1),
            '0'..='9' => {
                let number = rest[..digits].trim_start_matches('0');
                (Piece::Number(number.len(), number.to_owned()), digits)
            }
            other => (Piece::Char(other), other.len_utf8()),
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    pieces
}
