//! Descriptions are Markdown. Their lines are broken so that every language's tool shows the same.

/// The lines of a block, broken at spaces. Code and tables are unchanged.
pub(crate) fn wrapped(block: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in block.split('\n') {
        let fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        fenced ^= fence;
        let as_it_is = fence || fenced || line.starts_with("    ") || line.starts_with(['\t', '|']);
        if as_it_is || line.chars().count() <= room {
            lines.push(line.trim_end().to_owned());
        } else {
            wrap(line, room, &mut lines);
        }
    }
    lines
}

/// Appends the lines of a line that is no code, broken at spaces. A line keeps its indentation, and
/// what follows an item of a list stays a part of it.
pub(crate) fn wrap(line: &str, room: usize, lines: &mut Vec<String>) {
    let start = line.len() - line.trim_start_matches(' ').len();
    let hanging = if starts_item(&line[start..]) { 2 } else { 0 };
    let indent = " ".repeat(start + hanging);
    let mut current = line[..start].to_owned();
    let (mut width, mut empty) = (start, true);
    for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if empty {
            current.push_str(word);
            (width, empty) = (width + length, false);
        } else if width + 1 + length > room && !starts_block(word) {
            lines.push(std::mem::take(&mut current));
            current = format!("{indent}{word}");
            width = indent.len() + length;
        } else {
            current.push(' ');
            current.push_str(word);
            width += 1 + length;
        }
    }
    lines.push(current);
}

pub(crate) fn starts_item(line: &str) -> bool {
    ["- ", "* ", "+ "]
        .iter()
        .any(|marker| line.starts_with(marker))
}

/// Returns true if a word at the start of a line would be more than text to Markdown.
fn starts_block(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']);
    matches!(word, "-" | "*" | "+" | "=" | ">")
        || word.starts_with(['#', '>', '|', '='])
        || word.starts_with("```")
        || word.starts_with("---")
        || number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_into_a_list() {
        let mut lines = Vec::new();
        wrap("- aaaa bbbb - cccc dddd", 11, &mut lines);
        assert_eq!(lines, ["- aaaa bbbb -", "  cccc dddd"]);
        lines.clear();
        wrap("  - aaaa bbbb cccc", 11, &mut lines);
        assert_eq!(lines, ["  - aaaa", "    bbbb", "    cccc"]);
    }
}
