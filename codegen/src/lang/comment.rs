//! Comments of declarations, as more than one language lays them out.

use crate::text::Writer;

/// The blocks; sentences that fit on one line together are one.
pub(super) fn joined(blocks: &[String], room: usize) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for block in blocks {
        match joined.last_mut() {
            Some(last) if fits_behind(last, block, room) => {
                last.push(' ');
                last.push_str(block);
            }
            Some(_) | None => joined.push(block.clone()),
        }
    }
    joined
}

/// Returns true if two texts are sentences that fit on one line together.
pub(super) fn fits_behind(last: &str, text: &str, room: usize) -> bool {
    is_sentence(last)
        && is_sentence(text)
        && last.chars().count() + 1 + text.chars().count() <= room
}

/// Returns true if another sentence may follow on the same line.
fn is_sentence(text: &str) -> bool {
    !text.contains('\n')
        && text.starts_with(|c: char| c.is_alphanumeric() || c == '`')
        && text.ends_with('.')
}

/// Writes lines as a comment that ends in `*/`, without empty lines at its end; none if nothing is
/// left.
pub(super) fn write_block(w: &mut Writer, mut lines: Vec<String>) {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if !lines.is_empty() {
        w.line("/**");
        w.lines(lines.iter().map(|line| format!(" * {line}")));
        w.line(" */");
    }
}
